"""What can be wrong with a camera."""

from dataclasses import dataclass

HOUR_S = 3600.0
_LATE_S = 1.2


@dataclass(frozen=True, slots=True)
class Fault:
    """Each field is one thing that goes wrong; the default is a camera that works."""

    listens: bool = True
    """False: nothing listens on its port any more; what was connected is cut off."""
    answers: bool = True
    """False: connections are accepted, and not a byte comes back."""
    sends: bool = True
    """False: answers requests, and no picture follows."""
    hangs_up: bool = False
    """Those connected when it begins are cut off: a fault that is met on connecting."""
    material: str = "usual"
    same_unit: bool = False
    """The same encoded key frame over and over, time going on."""
    key_frames: bool = True
    time_offset_s: float = 0.0
    """Added to the time stamps of the pictures from now on."""
    clock_offset_s: float = 0.0
    """Of the camera's own clock, told in sender reports."""
    login: str = ""
    """basic or digest: asks for a name and a password, and no password is right."""
    full: int = 0
    """The status (453, 503) with which a further session is refused."""
    bytes_per_s: int = 0
    """0: as fast as the line is."""
    damaged: float = 0.0
    """The share of pictures whose content is noise; what a decoder has to know before them stays whole."""
    pace: float = 1.0
    """Pictures sent for each that was taken."""
    delay_s: float = 0.0
    """Every picture arrives so much later, as over a line that became longer."""
    breaks_after_s: float = 0.0
    """The connection is reset so long after it began to play."""
    says_goodbye: bool = False
    """Ends the sessions there are when it begins, as a camera does that restarts; new ones go on."""


FAULTS = {
    "none": Fault(),
    "gone": Fault(listens=False),
    "silent": Fault(answers=False, sends=False),
    "no_media": Fault(sends=False, hangs_up=True),
    "no_key_frame": Fault(key_frames=False, hangs_up=True),
    "same_key_frame": Fault(same_unit=True),
    "same_picture": Fault(material="still"),
    "time_forward": Fault(time_offset_s=HOUR_S),
    "time_back": Fault(time_offset_s=-HOUR_S),
    "step_forward": Fault(time_offset_s=1.0),
    "step_back": Fault(time_offset_s=-1.0),
    "delayed": Fault(delay_s=_LATE_S),
    "seldom_keys": Fault(material="seldom_keys"),
    "seldom_keys_delayed": Fault(material="seldom_keys", delay_s=_LATE_S),
    "clock_ahead": Fault(clock_offset_s=8 * HOUR_S),
    "wrong_password_basic": Fault(login="basic", hangs_up=True),
    "wrong_password_digest": Fault(login="digest", hangs_up=True),
    "full_453": Fault(full=453, hangs_up=True),
    "full_503": Fault(full=503, hangs_up=True),
    "drip": Fault(bytes_per_s=40),
    "damaged": Fault(damaged=1.0),
    "damaged_partly": Fault(damaged=0.1),
    "resized": Fault(material="larger"),
    "recoded": Fault(material="recoded"),
    "other_codec": Fault(material="hevc", hangs_up=True),
    "reset": Fault(hangs_up=True),
    "resets": Fault(breaks_after_s=1.5, hangs_up=True),
    "goodbye": Fault(says_goodbye=True),
    "fast": Fault(pace=4.0),
    "slow": Fault(pace=0.4),
}
"""By the name under which tests and the soak switch them on."""

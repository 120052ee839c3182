"""What a console that never lies says of each fault."""

from dataclasses import dataclass

LATE_WITHIN_S = 2.0
SAID_WITHIN_S = 5.0
FROZEN_WITHIN_S = 10.0
BACK_WITHIN_S = 5.0
FULL_BACK_WITHIN_S = 15.0


@dataclass(frozen=True, slots=True)
class Expected:
    causes: tuple[str, ...] = ()
    """One of these is on the tile while it is lost; none: the picture stays, or comes back by itself."""
    health: str = ""
    """What looking at the pictures finds, while these go on."""
    back_within_s: float = BACK_WITHIN_S
    """After the fault has ended."""
    asks: bool = False
    """True where it comes back only when somebody asks for it."""
    sometimes: bool = False
    """True where a picture may come now and then."""
    breaks: bool = False
    """True where the stream breaks off now and then, and `ended` is the word for that."""


EXPECTED = {
    "gone": Expected(("refused",)),
    "silent": Expected(("timeout",)),
    "no_media": Expected(("no_key_frame",)),
    "no_key_frame": Expected(("no_key_frame",)),
    "same_key_frame": Expected(health="frozen"),
    "same_picture": Expected(health="frozen"),
    "time_forward": Expected(),
    "time_back": Expected(),
    "clock_ahead": Expected(health="clock_wrong"),
    "wrong_password_basic": Expected(("wrong_password",), asks=True),
    "wrong_password_digest": Expected(("wrong_password",), asks=True),
    "full_453": Expected(("connection_limit",), back_within_s=FULL_BACK_WITHIN_S),
    "full_503": Expected(("connection_limit",), back_within_s=FULL_BACK_WITHIN_S),
    "drip": Expected(("timeout", "stalled", "no_key_frame")),
    "damaged": Expected(("undecodable",)),
    "damaged_partly": Expected(),
    "resized": Expected(),
    "recoded": Expected(),
    # Back to the usual one in the middle of a stream: first that has to be noticed.
    "other_codec": Expected(back_within_s=SAID_WITHIN_S + BACK_WITHIN_S, breaks=True),
    "reset": Expected(breaks=True),
    "resets": Expected(breaks=True),
    "goodbye": Expected(breaks=True),
    "fast": Expected(),
    "slow": Expected(("stalled",), sometimes=True),
    "step_forward": Expected(),
    "step_back": Expected(),
    "delayed": Expected(),
}
"""By the names of `FAULTS`; not of those whose course a test has to follow."""

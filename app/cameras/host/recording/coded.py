"""An encoded picture, and what a file needs to know of its stream."""

from dataclasses import dataclass, field

from app.cameras.host.recording.parameters import packed

TICKS = 90_000
"""Per second: the unit of time stamps in memory and in files."""


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """One unbroken run of a stream. Compared by identity: another one means that another file has to begin."""

    header: bytes = field(repr=False)
    """An MP4 without pictures, from which a file takes codec, size and parameters."""
    start_codes: bool = True
    """Packets lie in memory as cameras on the network send them: only the few that go into a file are repacked for it."""


@dataclass(slots=True, eq=False)
class Coded:
    """A packet with its times in TICKS since the run began. `at` is the monotonic second of its arrival.

    Not frozen: it is made for each packet of each camera, which would take three times as long.
    """

    data: bytes = field(repr=False)
    pts: int
    dts: int
    key: bool
    at: float
    format: Format

    @property
    def boxed(self) -> bytes:
        """As a file wants it; empty for what has no content."""
        return packed(self.data) if self.format.start_codes else self.data

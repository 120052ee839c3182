"""Counts the seconds since a moment, over crashes of the program and restarts of the PC."""

from dataclasses import dataclass
from datetime import datetime

from app.core.moment import Moment

NOTE_EVERY_S = 15.0
"""After a restart of the PC with a wrong clock the watch goes on from the last note: so much is lost at most."""
STEPPED_S = 1.0
"""Two clocks that drift apart by more than this within one boot: somebody has set the wall clock."""


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """`passed_s` had passed when the clocks stood so.

    Within a boot the monotonic clock counts alone, whatever is done to the wall clock. Across a restart of the PC there
    is only the wall clock; where that went backwards, no time counts as passed.
    """

    passed_s: float
    at: datetime
    monotonic: float
    boot_id: str

    @classmethod
    def started(cls, moment: Moment) -> "Stopwatch":
        return cls(0.0, moment.now, moment.monotonic, moment.boot_id)

    def read(self, moment: Moment) -> float:
        """Seconds passed at that moment; never fewer than were read before."""
        if moment.boot_id == self.boot_id:
            passed = moment.monotonic - self.monotonic
        else:
            passed = (moment.now - self.at).total_seconds()
        return self.passed_s + max(0.0, passed)

    def carried_on(self, moment: Moment) -> "Stopwatch":
        """The same watch, read at that moment."""
        return Stopwatch(self.read(moment), moment.now, moment.monotonic, moment.boot_id)

    def must_be_noted(self, moment: Moment) -> bool:
        """Whether a restart of the PC could read it wrongly: noted in another boot, before a step of the wall clock, or
        long ago."""
        if moment.boot_id != self.boot_id:
            return True
        passed = moment.monotonic - self.monotonic
        stepped = abs((moment.now - self.at).total_seconds() - passed) > STEPPED_S
        return stepped or passed >= NOTE_EVERY_S

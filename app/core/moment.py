"""A reading of a clock, for rules: they have no clock of their own."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """Monotonic seconds compare within a boot alone; after a restart of the PC the wall clock has to do."""

    now: datetime
    monotonic: float
    boot_id: str

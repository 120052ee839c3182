"""Who is on duty by shifts alone, for tests without a database."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.model.roster import Shift
from app.roster.layers import Layers, duties_in
from app.roster.rules import OnDuty, now_and_next


def on_duty(shifts: Iterable[Shift], at: datetime, zone: ZoneInfo) -> OnDuty:
    """Now, and next within a week."""
    return now_and_next(duties_in(Layers(zone, tuple(shifts)), at, at + timedelta(days=8)).duties, at)

"""Figures as the screen and the reports ask for them."""

from datetime import tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.model.figures import Group, Period, Unit
from app.storage.database import Database

if TYPE_CHECKING:
    from app.figures.rules import Figures


class FigureService:
    """`read` takes a while over years: it is asked on a thread of its own. What counts is loaded with the first question:
    the start must not wait for it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def current(self, unit: Unit) -> Period:
        """The period of today, by the site's calendar."""
        from app.figures.periods import period_of

        return period_of(unit, self._clock.now().astimezone(self.zone()).date())

    def zone(self) -> tzinfo:
        return ZoneInfo(self._database.read(lambda reader: reader.site.site()).timezone)

    def read(self, period: Period, group: Group) -> "Figures":
        """As much of the period as has passed."""
        from app.figures.reading import figures_now

        return self._database.read(lambda reader: figures_now(reader, period, group, self._clock.now()))

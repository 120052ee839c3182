"""A drill compared with those before it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model.incident import Incident
from app.reports.findings import TARGETS, Result
from app.ui.format import iso_date, site_zone
from app.ui.names import Names
from app.ui.reviews.words import ReviewWords
from app.ui.services import Services

if TYPE_CHECKING:
    from app.ui.reviews.chart import DrillChart

Drills = list[tuple[Incident, list[Result]]]


class DrillComparison(QWidget):
    """Empty until there is something to show."""

    def __init__(
        self, services: Services, names: Names, words: ReviewWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._words = words
        self._drills: Drills = []
        self._heading = QLabel(self)
        self._heading.setObjectName("heading")
        self.chart: DrillChart | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._heading)

    def show_drills(self, drills: Drills) -> None:
        """The oldest first."""
        self._drills = drills
        if not drills:
            return
        # The drawing library takes its time to load, and most incidents are no drills.
        from app.ui.reviews.chart import DrillChart, Line

        if self.chart is None:
            self.chart = DrillChart(self)
            self._column.addWidget(self.chart)
        zone = site_zone(self._services.site.site().timezone)
        names = [self._column_words(drill, iso_date(drill.opened_at, zone)[5:]) for drill, _ in drills]
        lines = []
        for stage in TARGETS:
            found = [next((one for one in got if one.stage == stage), None) for _, got in drills]
            sample = next((one for one in found if one is not None), None)
            if sample is not None:
                lines.append(Line(self._words.stage(sample), tuple(map(_percent, found))))
        self.chart.show_lines(names, lines, self.tr("target"), self.tr("never, or later"))

    def _column_words(self, drill: Incident, day: str) -> str:
        """One that rang nowhere says nothing about telephones."""
        plan = self._names.plan(drill.kind, drill.plan_version)
        return f"{day}\n" + (self.tr("{plan}, simulated").format(plan=plan) if drill.simulated else plan)

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Compared with the drills before, in percent of each target"))
        self.show_drills(self._drills)


def _percent(result: Result | None) -> float | None:
    if result is None or result.took_s is None:
        return None
    return 100 * result.took_s / result.target_s

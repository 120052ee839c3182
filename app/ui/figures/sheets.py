"""All charts of a period, each with its words and its table."""

from PySide6.QtCore import QObject

from app.figures.rules import Figures
from app.figures.times import STAGES
from app.ui.figures.handover_sheet import HandoverSheet
from app.ui.figures.house_sheets import HouseSheets
from app.ui.figures.incident_sheets import IncidentSheets
from app.ui.figures.sheet import Sheet
from app.ui.figures.time_sheets import TimeSheets
from app.ui.figures.words import FigureWords


class SheetMaker(QObject):
    def __init__(self, words: FigureWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._incidents = IncidentSheets(words, self)
        self._times = TimeSheets(words, self)
        self._house = HouseSheets(words, self)
        self._handovers = HandoverSheet(words, self)

    def all(self, figures: Figures) -> list[Sheet]:
        """In the order of `CHARTS`."""
        incidents, house = self._incidents, self._house
        return [
            incidents.over_time(figures),
            incidents.kinds(figures),
            incidents.places(figures),
            incidents.hours(figures),
            incidents.heat(figures),
            *(self._times.times(figures, stage) for stage in STAGES),
            house.alarms(figures),
            house.sources(figures),
            house.cameras(figures),
            self._handovers.handovers(figures),
        ]

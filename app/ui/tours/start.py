"""In the bar of the wall: begins a tour."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.forms.choices import fill_box
from app.ui.language import current_language
from app.ui.services import Services
from app.ui.tours.control import TourControl
from app.ui.wall.fitting_box import FittingBox


class TourStart(FittingBox):
    """`none_yet`: there is no tour; the settings are where one is made."""

    none_yet = Signal()

    def __init__(self, services: Services, control: TourControl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._control = control
        self.activated.connect(self._begin)
        control.changed.connect(self.reload)
        self.retranslate()

    def reload(self) -> None:
        language = current_language()
        tours = [(tour.id, tour.name.in_language(language)) for tour in self._services.tours.all()]
        fill_box(self, tours or [("", self.tr("No tour yet: make one (F9)"))], "")
        self.setCurrentIndex(-1)
        self.setVisible(self._control.run is None)

    def retranslate(self) -> None:
        self.setPlaceholderText(self.tr("Tour  Ctrl+T"))
        self.setAccessibleName(self.tr("Begin a guard tour"))
        self.reload()

    def open(self) -> None:
        """For its key."""
        if self._control.run is None:
            self.setFocus()
            self.showPopup()

    def _begin(self) -> None:
        tour_id = str(self.currentData() or "")
        self.setCurrentIndex(-1)
        if tour_id:
            self._control.begin(tour_id)
        else:
            self.none_yet.emit()

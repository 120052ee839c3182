"""In the bar of the wall: begins a tour."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.forms.choices import fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.language import current_language
from app.ui.services import Services
from app.ui.tours.control import TourControl
from app.ui.wall.fitting_box import FittingBox

_OPENS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_GOES_ON = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)


class TourStart(FittingBox):
    """A choice takes effect at once, so that its keys open the list, and nothing is chosen before Enter.

    `none_yet`: there is no tour; the settings are where one is made. `left`: it goes, and has the cursor.
    """

    none_yet = Signal()
    left = Signal()

    def __init__(self, services: Services, control: TourControl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._control = control
        prepare_boxes(self)
        self.activated.connect(self._begin)
        control.changed.connect(self.reload)
        self.retranslate()

    def reload(self) -> None:
        language = current_language()
        tours = [(tour.id, tour.name.in_language(language)) for tour in self._services.tours.all()]
        fill_box(self, tours or [("", self.tr("No tour yet: make one (F9)"))], "")
        self.setCurrentIndex(-1)
        goes = self._control.run is not None
        # Also while the window is not the active one: its list may just have closed.
        if goes and self.window().focusWidget() is self:
            self.left.emit()
        self.setHidden(goes)

    def retranslate(self) -> None:
        self.setPlaceholderText(self.tr("Tour  Ctrl+T"))
        self.setAccessibleName(self.tr("Begin a guard tour"))
        self.updateGeometry()
        self.reload()

    def open(self) -> None:
        """For its key."""
        if self._control.run is None:
            self.setFocus()
            self.showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self.showPopup()
        elif event.key() in _GOES_ON or not event.text():
            super().keyPressEvent(event)
        else:
            # A letter would begin the tour that begins with it.
            event.ignore()

    def _begin(self) -> None:
        tour_id = str(self.currentData() or "")
        self.setCurrentIndex(-1)
        if tour_id:
            self._control.begin(tour_id)
        else:
            self.none_yet.emit()

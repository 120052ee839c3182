"""Navigation on the left: few places, each one key away."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the window and its key."""

    id: str
    key: str


PLACES = (
    Place("wall", "F1"),
    Place("incidents", "F2"),
    Place("roster", "F3"),
    Place("log", "F4"),
    Place("handover", "F5"),
    Place("playback", "F6"),
    # F7 and F8 are for what is under way on every screen (an emergency's card; whatever sounds is muted): review is F10, figures are F11.
    Place("settings", "F9"),
    Place("shift_review", "F10"),
    Place("figures", "F11"),
)


class RailButton(QAbstractButton):
    """Name above, key below, a bar at the side of the place shown."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(84, 68)

    def minimumSizeHint(self) -> QSize:
        """On a low screen places move together before any of them, or the emergency button, goes out of view."""
        return QSize(84, 50)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.RAISED))
        if self.isChecked():
            painter.fillRect(QRect(0, 0, 3, self.height()), QColor(theme.TEXT))
        middle = self.height() // 2
        painter.setFont(theme.font(15))
        painter.setPen(QColor(theme.TEXT if self.isChecked() else theme.QUIET))
        centre = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(
            QRect(0, middle - 24, self.width(), 24), centre | Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setFont(theme.font(14))
        painter.setPen(QColor(theme.QUIET))
        painter.drawText(
            QRect(0, middle + 1, self.width(), 20), centre | Qt.AlignmentFlag.AlignVCenter, self._key
        )
        if self.hasFocus():
            painter.setPen(QColor(theme.FOCUS))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()


class NavigationRail(QFrame):
    """Emits `chosen` with the id of a place, by click or key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(84)
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(2)
        for place in PLACES:
            layout.addWidget(self._button(place))
        layout.addStretch(1)
        self.retranslate()

    def mark(self, place_id: str) -> None:
        """Shows which place is open; none for places outside the rail."""
        self._group.setExclusive(False)
        for known, button in self._buttons.items():
            button.setChecked(known == place_id)
        self._group.setExclusive(True)

    def take_focus(self) -> None:
        """To the place that is open, or to the first."""
        shown = self._group.checkedButton() or self._buttons[PLACES[0].id]
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        words = {
            "wall": self.tr("Wall"),
            "incidents": self.tr("Incidents"),
            "roster": self.tr("Roster"),
            "log": self.tr("Log"),
            "handover": self.tr("Handover"),
            "playback": self.tr("Playback"),
            "figures": self.tr("Figures"),
            "shift_review": self.tr("Review"),
            "settings": self.tr("Settings"),
        }
        for place in PLACES:
            self._buttons[place.id].setText(words[place.id])
            self._buttons[place.id].setAccessibleName(f"{words[place.id]} {place.key}")

    def _button(self, place: Place) -> RailButton:
        button = RailButton(place.key, self)
        button.setObjectName(f"go_{place.id}")
        button.clicked.connect(lambda: self.chosen.emit(place.id))
        self._group.addButton(button)
        self._buttons[place.id] = button
        shortcut = QShortcut(QKeySequence(place.key), self)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(lambda: self.chosen.emit(place.id))
        return button

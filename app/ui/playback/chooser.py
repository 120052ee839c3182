"""Which cameras are shown, and from when."""

from datetime import UTC, date, datetime, time, tzinfo

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.playback.rules import MOST_CAMERAS
from app.ui.enter_key import ENTER, presses_button
from app.ui.language import current_locale


class Chooser(QFrame):
    """Emits `cameras_chosen` with ids in the site's order, `moment_chosen` with a position."""

    cameras_chosen = Signal(tuple)
    moment_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self.zone: tzinfo = UTC
        self._heading, self._limit = QLabel(self), QLabel(self)
        for label in (self._heading, self._limit):
            label.setObjectName("dim")
            label.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setObjectName("ticks")
        self.list.itemChanged.connect(self._tell_cameras)
        self.date = QDateEdit(self)
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.time = QLineEdit(self)
        self.time.returnPressed.connect(self._tell_moment)
        self.go = QPushButton(self)
        self.go.clicked.connect(self._tell_moment)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        for widget in (self._heading, self.date, self.time, self.go, self._limit):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the fields goes there, and no further: elsewhere on this screen it enlarges."""
        if not presses_button(self, event) and (event.key() not in ENTER or self.list.hasFocus()):
            super().keyPressEvent(event)

    def show_cameras(self, cameras: list[tuple[str, str]], chosen: tuple[str, ...]) -> None:
        """Ids and names of all cameras of the site."""
        # Each tick comes back here: the row stays, and what Space would tick is to be seen from the first.
        row = max(0, self.list.currentRow())
        with QSignalBlocker(self.list):
            self.list.clear()
            for camera_id, name in cameras:
                item = QListWidgetItem(name, self.list)
                item.setData(Qt.ItemDataRole.UserRole, camera_id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                checked = camera_id in chosen
                item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
            self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._limit_choice()

    def show_moment(self, position: float) -> None:
        """Not while somebody is typing into the fields."""
        if self.date.hasFocus() or self.time.hasFocus():
            return
        local = datetime.fromtimestamp(position, self.zone)
        self.date.setDate(QDate(local.year, local.month, local.day))
        self.time.setText(local.strftime("%H:%M:%S"))

    def chosen(self) -> tuple[str, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Look back from"))
        self._limit.setText(self.tr("Cameras, {count} at most").format(count=MOST_CAMERAS))
        self.go.setText(self.tr("Go there"))
        self.list.setAccessibleName(self.tr("Cameras to look back at"))
        self.date.setAccessibleName(self.tr("Day"))
        self.time.setAccessibleName(self.tr("Time"))
        self.time.setPlaceholderText(self.tr("for example 14:32"))
        self.date.setLocale(current_locale())
        self.date.calendarWidget().setLocale(current_locale())

    def _tell_cameras(self) -> None:
        self._limit_choice()
        self.cameras_chosen.emit(self.chosen())

    def _limit_choice(self) -> None:
        """At the most, the others cannot be ticked."""
        full = len(self.chosen()) >= MOST_CAMERAS
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                item = self.list.item(row)
                free = not full or item.checkState() == Qt.CheckState.Checked
                enabled = Qt.ItemFlag.ItemIsEnabled
                item.setFlags(item.flags() | enabled if free else item.flags() & ~enabled)

    def _tell_moment(self) -> None:
        day, time = self.date.date(), _time(self.time.text())
        if time is None:
            self.time.selectAll()
            self.time.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        local = datetime.combine(date(day.year(), day.month(), day.day()), time, self.zone)
        self.moment_chosen.emit(local.timestamp())


def _time(text: str) -> time | None:
    """`14:32` or `14:32:07`; None for anything else."""
    parts = text.strip().replace("：", ":").split(":")
    try:
        return time.fromisoformat(":".join(part.zfill(2) for part in parts))
    except ValueError:
        return None

"""Finds cameras on the network and asks one, after a login, for what its record needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.onvif import Device, Found, Source
from app.model.site import Camera
from app.onvif.rules import camera_of, known_camera
from app.ui.error_words import ErrorWords
from app.ui.forms.rows import Row, RowsTable
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.steering.offer import DeviceOffer


@dataclass(frozen=True, slots=True)
class Taken:
    """What goes into a camera's form. `camera_id` is the camera of ours it already is; empty for a new one."""

    device: Device
    source: Source
    username: str
    password: str
    camera_id: str = ""


class FindPanel(QFrame):
    """Stands where the list of cameras stands. `closed`: the list is wanted back."""

    taken = Signal(object)
    looked_at = Signal(str)
    """The address of the one that was chosen or is typed; again when cameras of ours have changed."""
    closed = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self._services = services
        self._ops = ops
        self._words = ErrorWords(self)
        self._found: list[Found] = []
        self._searching = False
        self._asking = False
        self._error: BaseException | None = None
        self.title, self.note = QLabel(self), QLabel(self)
        self.again, self.close_button = QPushButton(self), QPushButton(self)
        self.table = RowsTable(self)
        self.address, self.username, self.password = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self._labels = {line: QLabel(self) for line in (self.address, self.username, self.password)}
        self.ask = QPushButton(self)
        self.trouble = QLabel(self)
        self.offer = DeviceOffer(self)
        self._build()
        self._connect()
        self.retranslate()

    def begin(self) -> None:
        """Searches at once; the address can be typed meanwhile."""
        self.show()
        self.looked_at.emit(self.address.text())
        self.search()
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self) -> None:
        if self._searching:
            return
        self._searching = True
        self._show_state()
        self._ops.ask(self._services.onvif.discover, self._show_found, self._search_failed)

    def _search_again(self) -> None:
        """While it lasts the button is off, and the cursor would go to the one that closes all this."""
        self.search()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Find cameras"))
        self.again.setText(self.tr("Search again"))
        self.close_button.setText(self.tr("Close  Esc"))
        self.table.show_columns(
            [self.tr("Address"), self.tr("Name"), self.tr("Model"), self.tr("Here as")], 1
        )
        for line, words in (
            (self.address, self.tr("Address")),
            (self.username, self.tr("User name")),
            (self.password, self.tr("Password")),
        ):
            self._labels[line].setText(words)
            line.setAccessibleName(words)
        self.address.setPlaceholderText(self.tr("choose above, or type: 192.168.1.64"))
        self.ask.setText(self.tr("Ask the camera  Enter"))
        self.offer.retranslate()
        self._show_rows()
        self._show_state()

    def refresh(self) -> None:
        """Cameras of ours have changed."""
        if self.isVisible():
            self._show_rows()
            self.offer.retranslate()
            self.looked_at.emit(self.address.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """On a button its press, on a camera in the list its login, elsewhere the question."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif focus is self.table and not self.username.text():
            self.username.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._asking:
            self._ask_camera()

    def leave(self) -> None:
        """A password must not wait here for the next person."""
        self.password.clear()
        self.offer.clear()
        self._error = None
        self.hide()
        self.closed.emit()

    def _build(self) -> None:
        self.title.setObjectName("form_title")
        self.note.setObjectName("dim")
        self.note.setWordWrap(True)
        self.trouble.setObjectName("problem")
        self.trouble.setWordWrap(True)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.ask.setObjectName("primary")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.again)
        head.addWidget(self.close_button)
        login = QGridLayout()
        login.setColumnStretch(1, 1)
        for row, (line, label) in enumerate(self._labels.items()):
            label.setObjectName("field_label")
            login.addWidget(label, row, 0)
            login.addWidget(line, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 0, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addLayout(login)
        column.addWidget(self.trouble)
        column.addWidget(self.ask)
        column.addWidget(self.offer)

    def _connect(self) -> None:
        self.again.clicked.connect(self._search_again)
        self.close_button.clicked.connect(self.leave)
        self.ask.clicked.connect(self._ask_camera)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.address.textEdited.connect(self._forget_offer)
        self.offer.wanted.connect(self._take)

    def _choose(self, current: QModelIndex) -> None:
        if 0 <= current.row() < len(self._found):
            self.address.setText(self._found[current.row()].address)
            self.address.setCursorPosition(0)
            self.offer.clear()
            self._error = None
            self._show_state()
            self.looked_at.emit(self.address.text())

    def _forget_offer(self) -> None:
        """It was another camera's, and so is the row that was chosen."""
        self.offer.clear()
        self.table.setCurrentIndex(QModelIndex())
        self._show_state()
        self.looked_at.emit(self.address.text())

    def _ask_camera(self) -> None:
        address, username, password = self.address.text(), self.username.text(), self.password.text()
        if self.ask.hasFocus():
            # While it lasts the button is off, and the cursor would go somewhere else.
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asking, self._error = True, None
        self.offer.clear()
        self._show_state()
        self._ops.ask(
            lambda: self._services.onvif.describe(address, username, password), self._described, self._refused
        )

    def _described(self, device: Device) -> None:
        self._asking = False
        self._show_state()
        if self.isVisible():
            self.offer.show_device(device, lambda source: self._camera_of(device, source) is not None)
            self._show_state()
            focus = QApplication.focusWidget()
            if focus is not None and self.isAncestorOf(focus):
                # The next press of Enter takes what was told, and does not ask for it again.
                self.offer.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: BaseException) -> None:
        self._asking, self._error = False, error
        self._show_state()

    def _show_found(self, found: Sequence[Found]) -> None:
        self._searching = False
        self._found = list(found)
        self._show_rows()
        self._show_state()

    def _search_failed(self, error: BaseException) -> None:
        self._searching = False
        self._refused(error)

    def _take(self, source: Source) -> None:
        device = self.offer.device
        if device is not None:
            known = self._camera_of(device, source)
            login = self.username.text(), self.password.text()
            self.taken.emit(Taken(device, source, *login, known.id if known is not None else ""))

    def _known(self, address: str) -> Camera | None:
        return known_camera(address, self._services.site.cameras())

    def _camera_of(self, device: Device, source: Source) -> Camera | None:
        return camera_of(device, source, self._services.site.cameras())

    def _show_rows(self) -> None:
        rows = []
        for found in self._found:
            known = self._known(found.address)
            here = known.name.in_language(current_language()) if known is not None else self.tr("new")
            rows.append(Row(found.address, (found.host, found.name or "—", found.model or "—", here)))
        if rows != self.table.rows.rows:
            self.table.rows.show_rows(rows)

    def _show_state(self) -> None:
        self.again.setEnabled(not self._searching)
        self.ask.setEnabled(not self._asking)
        self.ask.setText(self.tr("Asking the camera …") if self._asking else self.tr("Ask the camera  Enter"))
        self._mark_next()
        self.trouble.setVisible(self._error is not None)
        if self._error is not None:
            self.trouble.setText("▲ " + self._words.explain(self._error).text)
        if self._searching:
            self.note.setText(self.tr("Searching the network, some seconds …"))
        elif self._found:
            self.note.setText(
                self.tr("Found: {count}. Choose one and give its login.").format(count=len(self._found))
            )
        else:
            self.note.setText(
                self.tr("No camera answered. Cameras behind a router do not: type the address of one.")
            )

    def _mark_next(self) -> None:
        """The button that leads on stands out: the question, then what the camera told."""
        told = self.offer.device is not None
        for button, leads_on in ((self.ask, not told), (self.offer.take, told)):
            name = "primary" if leads_on else ""
            if button.objectName() != name:
                button.setObjectName(name)
                button.style().unpolish(button)
                button.style().polish(button)

"""What hangs on the line that is being written: each piece with its name, and a press that takes it off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from app.model.line import Attachment
from app.ui.entry.attachment_words import AttachmentWords
from app.ui.names import Names

_HEIGHT = 54


class Attached(QScrollArea):
    """Emits `removed` with the attachment whose button was pressed."""

    removed = Signal(object)

    def __init__(self, names: Names, zone_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attached")
        self.words = AttachmentWords(names, zone_name, self)
        self.attachments: tuple[Attachment, ...] = ()
        self.buttons: list[QPushButton] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_HEIGHT)
        inside = QWidget(self)
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self.setWidget(inside)
        self.hide()

    def show_all(self, attachments: tuple[Attachment, ...]) -> None:
        self.attachments = attachments
        self.retranslate()

    def retranslate(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(one) for one in self.attachments]
        for at, button in enumerate(self.buttons):
            self._row.insertWidget(at, button)
        self.setVisible(bool(self.attachments))

    def _button(self, attachment: Attachment) -> QPushButton:
        words = self.words.said(attachment)
        button = QPushButton(f"{words}   ✕", self)
        button.setObjectName("compact")
        button.setToolTip(self.tr("Take it off the line"))
        button.setAccessibleName(self.tr("Take off the line: {what}").format(what=words))
        button.clicked.connect(lambda: self.removed.emit(attachment))
        return button

"""The head of an incident: what it is, its level in word and colour, and the key that leads there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.code_words import CodeWords

KEY = "F7"
_MARK = 14


class IncidentHead(QWidget):
    """Level colours are the national ones: I red, II orange, III yellow, IV blue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)
        self.title = QLabel(self)
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.mark = QLabel(self)
        self.mark.setObjectName("level_mark")
        self.mark.setFixedSize(_MARK, _MARK)
        self.level = QLabel(self)
        self.key = QLabel(KEY, self)
        self.key.setObjectName("key_cap")
        self.key.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for label in (self.mark, self.level, self.key):
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_head(self, title: str, level: int) -> None:
        """Level 0: the kind is not known yet."""
        if self.title.text() != title:
            self.title.setText(title)
        self.level.setText(self._codes.level(level))
        for label in (self.mark, self.level):
            label.setVisible(bool(level))
        if self.mark.property("level") != str(level):
            self.mark.setProperty("level", str(level))
            self.mark.style().unpolish(self.mark)
            self.mark.style().polish(self.mark)

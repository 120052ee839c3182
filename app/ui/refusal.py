"""Shown instead of the console when it cannot start: what happened, what it means, what to do."""

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.errors import DutyRoomError
from app.ui.error_words import ErrorWords


class RefusalWindow(QWidget):
    """Plain and small; no traceback."""

    def __init__(self, error: DutyRoomError) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Duty room console"))
        self.setMinimumWidth(560)
        explanation = ErrorWords(self).explain(error)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        heading = self._label(f"▲ {explanation.what}", "title")
        column.addWidget(heading)
        for text in (explanation.meaning, explanation.action):
            if text:
                column.addWidget(self._label(text, "refusal_text"))
        where = ", ".join(error.values.values())
        if where:
            column.addWidget(self._label(where, "dim"))
        column.addWidget(
            self._label(self.tr("In an emergency call 110, 119 or 120 by telephone."), "problem")
        )
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.close)
        column.addWidget(close)

    def _label(self, text: str, name: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

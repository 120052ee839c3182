"""How something stands, line by line. Every line can be marked and copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget


class StandingLines(QGridLayout):
    """Names beside what is known of each; a line of which nothing is known is not shown.

    Attributes:
        lines: label of the name, label of what is known.
    """

    def __init__(self, page: QWidget, spacing: int) -> None:
        super().__init__()
        self._page = page
        self.lines: list[tuple[QLabel, QLabel]] = []
        self.setHorizontalSpacing(24)
        self.setVerticalSpacing(spacing)
        self.setColumnStretch(1, 1)

    def show_texts(self, texts: Sequence[tuple[str, str]]) -> None:
        """What somebody has marked stays marked where it says the same as before."""
        while len(self.lines) < len(texts):
            self._add_line()
        for (name, line), (title, text) in zip(self.lines, texts, strict=True):
            name.setText(title)
            if line.text() != text:
                line.setText(text)
            line.setAccessibleName(title)
            for label in (name, line):
                label.setVisible(bool(text))

    def _add_line(self) -> None:
        name, line = QLabel(self._page), QLabel(self._page)
        name.setObjectName("field_label")
        line.setWordWrap(True)
        line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row = len(self.lines)
        self.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(line, row, 1)
        self.lines.append((name, line))

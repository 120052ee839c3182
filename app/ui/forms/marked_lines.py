"""Lines that begin with a sign (▲, ●): where one is broken, its next line begins under the words, not under the sign."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget


class MarkedLines(QWidget):
    """Words alone where a line has no sign. What is shown anew moves nothing that stays the same."""

    def __init__(self, *, between: int = 0, style: str = "", parent: QWidget | None = None) -> None:
        """`style`: the name by which the style sheet knows its labels."""
        super().__init__(parent)
        self._style = style
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(between)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._shown: list[tuple[str, str]] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Sign and words of each."""
        while len(self._rows) < len(lines):
            self._add()
        self._shown = list(lines)
        for at, (sign, words) in enumerate(self._rows):
            sign.setVisible(at < len(lines) and bool(lines[at][0]))
            words.setVisible(at < len(lines))
            if at < len(lines):
                sign.setText(lines[at][0])
                words.setText(lines[at][1])

    def text(self) -> str:
        """As it is read."""
        return "\n".join(f"{sign} {words}".strip() for sign, words in self._shown)

    def _add(self) -> None:
        row = len(self._rows)
        sign, words = QLabel(self), QLabel(self)
        for label in (sign, words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName(self._style)
        words.setWordWrap(True)
        self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
        self._rows.append((sign, words))

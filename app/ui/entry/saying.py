"""What the line says of itself, above it: one sentence at a time, and a key to throw an unfinished line away."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.ui.entry.above import Above
from app.ui.entry.attached import Attached

_TOLD_MS = 30_000
"""That a line is back lies over the buttons of the wall no longer than this: the line itself stays."""


class Saying(QObject):
    """`words` is the sentence, `discard` the key, `above` where both stand with what hangs on the line."""

    def __init__(self, line: QWidget, attached: Attached) -> None:
        super().__init__(line)
        self._notice: tuple[Callable[[], str], bool, bool] = (str, False, False)
        self.words = QLabel(line)
        self.words.setObjectName("problem")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.discard = QPushButton(line)
        self.discard.setObjectName("compact")
        self.above = Above(line, self.words, self.discard, attached)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(_TOLD_MS)
        self._told.timeout.connect(self.nothing)
        self.nothing()

    def say(self, words: Callable[[], str]) -> None:
        """Somebody has to do something."""
        self._show(words, quiet=False, discard=False)

    def inform(self, words: Callable[[], str]) -> None:
        """Nobody has to do anything."""
        self._show(words, quiet=True, discard=False)

    def offer(self, words: Callable[[], str]) -> None:
        """An unfinished line is back: for a while, with the key to throw it away."""
        self._show(words, quiet=True, discard=True)
        self._told.start()

    def nothing(self) -> None:
        self._show(str, quiet=True, discard=False)

    def says_something(self) -> bool:
        return bool(self.words.text())

    def retranslate(self) -> None:
        self.discard.setText(self.tr("Discard"))
        words, quiet, discard = self._notice
        self._show(words, quiet=quiet, discard=discard)

    def _show(self, words: Callable[[], str], *, quiet: bool, discard: bool) -> None:
        self._notice = words, quiet, discard
        self._told.stop()
        text = words()
        self.words.setText(text if quiet or not text else f"▲ {text}")
        name = "dim" if quiet else "problem"
        if self.words.objectName() != name:
            self.words.setObjectName(name)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
        self.words.setVisible(bool(text))
        self.discard.setVisible(discard)
        self.above.soon()

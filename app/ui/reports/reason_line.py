"""One line for a reason."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.ui.forms.asked_line import AskedLine
from app.ui.ops import Ops

_NARROW = 330


class ReasonLine(AskedLine):
    """`store_text` is asked with what was typed; `begin` opens it."""

    def __init__(
        self, store_text: "Callable[[str], Future[None]]", ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(ops, parent)
        self._store_text = store_text
        self._question, self._key = "", ""
        self._row = QHBoxLayout()
        self._row.addWidget(self.line, 1)
        self._row.addLayout(self.keys())
        self.put_below(self._row)
        self.retranslate()

    def begin(self) -> None:
        self.open_line()

    def stand_behind(self, key: QWidget) -> None:
        """For Tab: it may have been made, or moved, long after the keys around it."""
        for before, after in ((key, self.line), (self.line, self.save), (self.save, self.back)):
            QWidget.setTabOrder(before, after)

    def drop(self) -> bool:
        """What it was about is gone, and what was typed with it. Says whether it had the cursor."""
        had = self.isAncestorOf(self.window().focusWidget() or self)
        self.line.clear()
        self.hide()
        return had

    def say(self, question: str, key: str) -> None:
        """The words that belong to what it is about."""
        self._question, self._key = question, key
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow rail the keys stand below: a reason of three letters could be read beside them."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        across = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != across:
            self._row.setDirection(across)

    def retranslate(self) -> None:
        self.ask(self._question, self._key, self.tr("Back"))

    def store(self) -> None:
        self._ops.ask(lambda: self._store_text(self.line.text()), lambda _: self.stored(), self.refused)

"""What stands above the line while there is something to say: it lies over the wall, so that no picture moves for it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.entry.attached import Attached


class Above(QFrame):
    """Words and what hangs on the line, as wide as the line below it. Hidden while there is neither."""

    def __init__(self, line: QWidget, words: QLabel, discard: QPushButton, attached: Attached) -> None:
        super().__init__(line.window())
        self.setObjectName("above_line")
        self._line = line
        self._parts = (words, attached)
        for part in (words, discard, attached):
            part.setParent(self)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(words, 1)
        said.addWidget(discard)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(said)
        column.addWidget(attached)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.look)
        line.installEventFilter(self)
        self.hide()

    def soon(self) -> None:
        """Once the line has its place and the words their height."""
        self.look()
        self._settle.start(0)

    def look(self) -> None:
        """Shows or hides itself, and stands where the line is now."""
        if not self._line.isVisible() or all(part.isHidden() for part in self._parts):
            self.hide()
            return
        width = self._line.width()
        height = self._column.totalHeightForWidth(width)
        top = self._line.mapTo(self._line.window(), QPoint(0, 0))
        self.setGeometry(top.x(), max(0, top.y() - height), width, height)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._settle.start(0)
        return super().eventFilter(watched, event)

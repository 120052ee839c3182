"""Cards in the right rail, one below the other, in as much of its height as there is for them."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_LEAST_WIDTH_PX = 200


class CardScroll(QScrollArea):
    """As high as its cards where there is room, so that the log below gets the rest; scrolls where there is not.

    `least_px`: it is never lower. `inside` holds the cards in a layout.
    """

    def __init__(self, inside: QWidget, least_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_px = least_px
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        width = max(_LEAST_WIDTH_PX, self.viewport().width())
        layout = inside.layout() if inside else None
        height = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else -1
        return QSize(width, height if height > 0 else (inside.sizeHint().height() if inside else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH_PX, min(self._least_px, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has the cursor stays in view, also when a line below needs room."""
        super().resizeEvent(event)
        cursor = QApplication.focusWidget()
        if cursor is not None and self.isAncestorOf(cursor):
            self.ensureWidgetVisible(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

"""The mark of what has the cursor, for widgets that paint themselves."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from app.ui import theme


def mark_focus(painter: QPainter, widget: QWidget) -> None:
    """A frame around all of it, where it has the cursor."""
    if widget.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(theme.FOCUS))
        painter.drawRect(widget.rect().adjusted(0, 0, -1, -1))

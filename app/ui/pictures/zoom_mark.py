"""Says on a picture that only a part of it is seen, which part, and how all of it comes back."""

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from app.ui import theme
from app.ui.pictures.zoom import Zoom

_BACK = QColor(16, 20, 24, 225)
_HEIGHT = 30
_MAP_WIDTH, _MAP_HEIGHT = 32, 18
_SPACE = 10


class ZoomMark(QObject):
    """A small map of the picture with the part that is seen, and words."""

    def words(self, zoom: Zoom) -> str:
        factor = f"{zoom.factor:.1f}"
        return self.tr("Magnified {factor}× · 0: whole picture").format(factor=factor)

    def area(self, corner: QPoint, zoom: Zoom) -> QRect:
        """What it covers with its right lower corner there."""
        wide = QFontMetrics(theme.font(14)).horizontalAdvance(self.words(zoom)) + _MAP_WIDTH + 3 * _SPACE
        return QRect(corner.x() - wide + 1, corner.y() - _HEIGHT + 1, wide, _HEIGHT)

    def paint(self, painter: QPainter, corner: QPoint, zoom: Zoom) -> None:
        area = self.area(corner, zoom)
        painter.fillRect(area, _BACK)
        whole = QRect(area.x() + _SPACE, area.y() + (_HEIGHT - _MAP_HEIGHT) // 2, _MAP_WIDTH, _MAP_HEIGHT)
        left, top, wide, high = zoom.part(_MAP_WIDTH, _MAP_HEIGHT)
        painter.fillRect(QRectF(whole.x() + left, whole.y() + top, wide, high), QColor(theme.TEXT))
        pen = painter.pen()
        pen.setColor(QColor(theme.QUIET))
        pen.setWidth(1)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(0, 0, -1, -1))
        painter.setFont(theme.font(14))
        painter.setPen(QColor(theme.TEXT))
        words = area.adjusted(2 * _SPACE + _MAP_WIDTH, 0, -_SPACE, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, flags, self.words(zoom))

"""A chart above its table: the table gets what it needs, a third or so at most, until somebody moves the line between them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

_MOST_SHARE = 0.36


class ChartAndTable(QSplitter):
    def __init__(self, chart: QWidget, table: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setChildrenCollapsible(False)
        self._needed = 0
        self._is_moved = False
        self.addWidget(chart)
        self.addWidget(table)
        self.splitterMoved.connect(self._moved)

    def need(self, table_px: int) -> None:
        """So high the table is with all its rows."""
        self._needed = table_px
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        if self._is_moved or self._needed <= 0:
            return
        table = min(self._needed, int(self.height() * _MOST_SHARE))
        self.setSizes([self.height() - table, table])

    def _moved(self) -> None:
        self._is_moved = True

"""A page of a place that is built once somebody looks: many at once would hold up the window."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

P = TypeVar("P", bound=QWidget)


class LazyPage(QWidget, Generic[P]):
    """`page` is None until then."""

    def __init__(self, make: Callable[[QWidget], P], parent: QWidget) -> None:
        super().__init__(parent)
        self._make = make
        self.page: P | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def built(self) -> P:
        if self.page is None:
            self.page = self._make(self)
            self._column.addWidget(self.page)
            # The layout would show it a turn later: a Tab pressed at once found nothing in it.
            self.page.show()
            self.setFocusProxy(self.page)
        return self.page

    def showEvent(self, event: QShowEvent) -> None:
        self.built()
        super().showEvent(event)

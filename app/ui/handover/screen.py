"""F5: the handover that is under way, earlier ones, and what the site enters once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.handover.page import HandoverPage
from app.ui.lazy_page import LazyPage
from app.ui.ops import Ops
from app.ui.services import Services

if TYPE_CHECKING:
    from app.ui.handover.earlier import EarlierPage
    from app.ui.handover.lists import ItemsPage, TimesPage
    from app.ui.papers.viewer import PaperViewer


class HandoverScreen(QWidget):
    """Papers lie over it. `source_wanted`: somebody wants to look where a point comes from (`incident:ID`, …)."""

    source_wanted = Signal(str)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.page = HandoverPage(services, ops, self)
        self.earlier: LazyPage[EarlierPage] = LazyPage(self._earlier, self)
        self.items: LazyPage[ItemsPage] = LazyPage(self._items, self)
        self.times: LazyPage[TimesPage] = LazyPage(self._times, self)
        for page in (self.page, self.earlier, self.items, self.times):
            self.tabs.addTab(page, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.papers: PaperViewer | None = None
        self.page.paper_made.connect(self._show_paper)
        self.page.source_wanted.connect(self.source_wanted)
        self.setFocusProxy(self.page)
        self._name_tabs()

    def retranslate(self) -> None:
        self._name_tabs()
        for page in (self.page, self.earlier.page, self.items.page, self.times.page, self.papers):
            if page is not None:
                page.retranslate()

    def _earlier(self, place: QWidget) -> "EarlierPage":
        from app.ui.handover.earlier import EarlierPage

        page = EarlierPage(self._services, self._ops, place)
        page.paper_made.connect(self._show_paper)
        return page

    def _items(self, place: QWidget) -> "ItemsPage":
        from app.ui.handover.lists import ItemsPage

        return ItemsPage(self._services, self._ops, place)

    def _times(self, place: QWidget) -> "TimesPage":
        from app.ui.handover.lists import TimesPage

        return TimesPage(self._services, self._ops, place)

    def _show_paper(self, pdf: bytes, name: str) -> None:
        """What shows PDF takes a while to load: not before there is one."""
        if self.papers is None:
            from app.ui.papers.viewer import PaperViewer

            self.papers = PaperViewer(self._services.journal, self._ops, self)
        self.papers.show_paper(pdf, name)

    def _name_tabs(self) -> None:
        names = (
            self.tr("Handover"), self.tr("Earlier ones"), self.tr("Keys and equipment"), self.tr("Times"),
        )  # fmt: skip
        for index, text in enumerate(names):
            self.tabs.setTabText(index, text)

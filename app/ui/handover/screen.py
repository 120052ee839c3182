"""F5: the handover that is under way, earlier ones, and what the site enters once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.handover.earlier import EarlierPage
from app.ui.handover.lists import ItemsPage, TimesPage
from app.ui.handover.page import HandoverPage
from app.ui.ops import Ops
from app.ui.papers.viewer import PaperViewer
from app.ui.services import Services


class HandoverScreen(QWidget):
    """Papers lie over it. `source_wanted`: somebody wants to look where a point comes from (`incident:ID`, …)."""

    source_wanted = Signal(str)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.page = HandoverPage(services, ops, self)
        self.earlier = EarlierPage(services, ops, self)
        self.items = ItemsPage(services, ops, self)
        self.times = TimesPage(services, ops, self)
        self._pages = (self.page, self.earlier, self.items, self.times)
        for page in self._pages:
            self.tabs.addTab(page, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.papers = PaperViewer(services.journal, ops, self)
        self.page.paper_made.connect(self.papers.show_paper)
        self.earlier.paper_made.connect(self.papers.show_paper)
        self.page.source_wanted.connect(self.source_wanted)
        self.setFocusProxy(self.page)
        self._name_tabs()

    def retranslate(self) -> None:
        self._name_tabs()
        for page in self._pages:
            page.retranslate()
        self.papers.retranslate()

    def _name_tabs(self) -> None:
        names = (
            self.tr("Handover"), self.tr("Earlier ones"), self.tr("Keys and equipment"), self.tr("Times"),
        )  # fmt: skip
        for index, text in enumerate(names):
            self.tabs.setTabText(index, text)

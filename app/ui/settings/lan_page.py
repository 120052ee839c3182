"""The page for phones on the local network: how it stands, its settings, the links of running incidents."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.code_words import CodeWords
from app.ui.format import iso_date, site_zone
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.settings.lan_links import LinksPanel
from app.ui.settings.lan_page_form import LanPageForm
from app.ui.settings.standing_lines import StandingLines
from app.ui.watching_page import WatchingPage

_LOOK_EVERY_MS = 1000


class LanPageTab(WatchingPage):
    """What is known above, what can be chosen below."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(_LOOK_EVERY_MS, parent)
        self._page, self._site, self._folder = services.lan_page, services.site, services.folder.lan_page
        self._codes = CodeWords(self)
        self.form = LanPageForm(services, ops, self)
        self.links = LinksPanel(services, ops, self)
        self._hint = QLabel(self)
        self._hint.setObjectName("dim")
        self._hint.setWordWrap(True)
        self.standing = StandingLines(self, spacing=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(self._hint)
        column.addLayout(self.standing)
        below = QHBoxLayout()
        below.setSpacing(20)
        below.addWidget(self.form, 4)
        below.addWidget(self.links, 5)
        column.addLayout(below, 1)
        self.setFocusProxy(self.form)
        self.retranslate()

    def retranslate(self) -> None:
        self._hint.setText(
            self.tr(
                "People who are called get a link in their message. On the local network their phone opens the "
                "incident by it: confirm, on scene, steps, photos. Nothing of it reaches the internet."
            )
        )
        self.form.retranslate()
        self.links.retranslate()
        self.refresh()

    def refresh(self) -> None:
        self.standing.show_texts(self._texts())

    def _texts(self) -> list[tuple[str, str]]:
        standing = self._page.standing()
        is_open = standing.state == "open"
        file = self._folder / "certificate.pem"
        return [
            (self.tr("Now"), self._now_words()),
            (self.tr("Fingerprint (SHA-256)"), standing.fingerprint),
            (self.tr("Certificate for phones"), self._file_words(str(file)) if is_open else ""),
        ]

    def _now_words(self) -> str:
        standing = self._page.standing()
        if standing.state == "open":
            return self.tr("open at {url}").format(url=standing.url)
        if standing.state == "failed":
            why = self._codes.lan_fault(standing.code)
            return self.tr("▲ closed: {why}. It is tried again by itself.").format(why=why)
        return self.tr("being opened …") if standing.state == "starting" else self.tr("off")

    def _file_words(self, path: str) -> str:
        ends = self._page.standing().ends
        day = iso_date(ends, site_zone(self._site.site().timezone)) if ends else ""
        return self.tr(
            "{path}, valid until {day}: put it on the phones of your posts and they trust it"
        ).format(path=path, day=day)

"""Recordings: where they lie, how much there is, how many days are left, how long they stay."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.code_words import CodeWords
from app.ui.format import byte_size, iso_date, site_zone
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.settings.evidence import EvidencePanel
from app.ui.settings.retention import RetentionPage
from app.ui.settings.standing_lines import StandingLines
from app.ui.watching_page import WatchingPage

_LOOK_EVERY_MS = 2000
_FORM_PX = 250


class RecordingPage(WatchingPage):
    """What is known above, what can be chosen below."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(_LOOK_EVERY_MS, parent)
        self._recording, self._site, self._ops = services.recording, services.site, ops
        self._codes = CodeWords(self)
        self.retention = RetentionPage(services, ops, self)
        self.retention.setFixedHeight(_FORM_PX)
        self.evidence = EvidencePanel(services, ops, self)
        self.adopt = QPushButton(self)
        self.adopt.clicked.connect(self._adopt)
        self.standing = StandingLines(self, spacing=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 8)
        column.setSpacing(12)
        column.addLayout(self.standing)
        column.addWidget(self.adopt, 0, Qt.AlignmentFlag.AlignLeft)
        below = QHBoxLayout()
        below.setSpacing(20)
        below.addWidget(self.retention, 2, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.evidence, 3)
        column.addLayout(below, 1)
        self.setFocusProxy(self.retention)
        self.retranslate()

    def retranslate(self) -> None:
        self.retention.retranslate()
        self.evidence.retranslate()
        self.adopt.setText(self.tr("Record on the disk that is there now"))
        self.refresh()

    def refresh(self) -> None:
        self.standing.show_texts(self._texts())
        self.adopt.setVisible(self._recording.faults().get("") == "disk_gone")

    def _texts(self) -> list[tuple[str, str]]:
        standing = self._recording.standing()
        return [
            (self.tr("Now"), self._now_words()),
            (self.tr("Folder"), str(self._recording.folder)),
            (self.tr("Used"), self._used_words(standing.usage, standing.budget, standing.evidence)),
            (self.tr("Free on the disk"), byte_size(standing.free)),
            (self.tr("Room left"), self._left_words(standing.days_left)),
            (self.tr("Oldest"), self._oldest_words(standing.missing)),
        ]

    def _now_words(self) -> str:
        faults = self._recording.faults()
        if faults:
            why = " · ".join(self._codes.recording_fault(code) for code in sorted(set(faults.values())))
            return self.tr("▲ recording stopped: {why}").format(why=why)
        count = len(self._recording.recorded_now())
        if not count:
            return self.tr("nothing is recorded; each camera's form says when it is")
        return self.tr("%n camera(s) are being recorded", "", count)

    def _used_words(self, usage: int, budget: int, evidence: int) -> str:
        used = self.tr("{used} of {budget}").format(used=byte_size(usage), budget=byte_size(budget))
        if not evidence:
            return used
        kept = self.tr("{size} of it evidence, which stays").format(size=byte_size(evidence))
        return f"{used} · {kept}"

    def _left_words(self, days: float | None) -> str:
        if self._recording.faults().get("") == "disk_gone":
            return "—"  # what was known is of another disk
        scarce = self._recording.scarcity()
        if scarce:
            why = self._codes.scarcity(scarce)
            return self.tr("▲ {why}: release evidence below, or allow or make more room").format(why=why)
        if days is None and self._recording.recorded_now():
            return self.tr("not known before the first recordings are finished")
        if days is None:
            return self.tr("nothing was recorded in the last day")
        if days < 1:
            return self.tr("less than a day at the present rate, then the oldest go")
        return self.tr("%n day(s) at the present rate, then the oldest go", "", int(days))

    def _oldest_words(self, missing: int) -> str:
        oldest = self._recording.standing().oldest
        words = iso_date(oldest, site_zone(self._site.site().timezone)) if oldest else "—"
        if missing:
            words += " · " + self.tr("%n file(s) have gone from the disk", "", missing)
        return words

    def _adopt(self) -> None:
        self._ops.ask(self._recording.adopt_folder, lambda _: self.refresh())

"""Backups: where they go, how they stand, when and how many, and the way back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.backup.standing import Standing
from app.ui.backup.restore import RestorePanel
from app.ui.backup.rule import RulePage
from app.ui.backup.targets import TargetsPage
from app.ui.backup.words import BackupWords
from app.ui.format import iso_date, short_time, site_zone
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.watching_page import WatchingPage

_LOOK_EVERY_MS = 1000


class BackupPage(WatchingPage):
    """What is known above, what can be chosen below, the backups themselves at the bottom."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(_LOOK_EVERY_MS, parent)
        self._services = services
        self._words = BackupWords(self)
        # Made first: Tab goes where the eye goes, from the key at the top through the tabs to what lies behind them.
        self.now, self.parts = QPushButton(self), QTabWidget(self)
        self.targets = TargetsPage(services, ops, self)
        self.rule = RulePage(services, ops, self)
        self.restore = RestorePanel(services, ops, self)
        self.restore.closing_wanted.connect(lambda: self.window().close())
        self.trouble, self.standing, self._contents = QLabel(self), QLabel(self), QLabel(self)
        self.trouble.setObjectName("problem")
        self._contents.setObjectName("dim")
        for label in (self.trouble, self.standing, self._contents):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.now.clicked.connect(services.backup.back_up_now)
        head = QHBoxLayout()
        head.setSpacing(16)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(self.trouble)
        told.addWidget(self.standing)
        told.addStretch(1)
        head.addLayout(told, 1)
        head.addWidget(self.now, 0, Qt.AlignmentFlag.AlignTop)
        forms = QWidget(self)
        row = QHBoxLayout(forms)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.targets, 2)
        row.addWidget(self.rule, 1)
        self.parts.setObjectName("parts")
        self.parts.setDocumentMode(True)
        self.parts.tabBar().setDrawBase(False)
        for part in (forms, self.restore):
            self.parts.addTab(part, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._contents)
        column.addWidget(self.parts, 1)
        self._shown: list[tuple[object, ...]] = []
        self.retranslate()

    def retranslate(self) -> None:
        self._contents.setText(
            self.tr(
                "In each backup: log, incidents, reports, roster, site, plans, pictures; verified by reading it again. "
                "Not in it: recordings; passwords and service addresses, which stay on this computer and are entered anew on another."
            )
        )
        self.now.setText(self.tr("Back up now"))
        for index, text in enumerate((self.tr("Where, when, how many"), self.tr("Back to a backup"))):
            self.parts.setTabText(index, text)
        for part in (self.targets, self.rule, self.restore):
            part.retranslate()
        self._shown = []
        self.refresh()

    def refresh(self) -> None:
        standings = self._services.backup.standings()
        self._tell(
            self.trouble, self._nothing(standings) + [self._line(each) for each in standings if each.alarm]
        )
        self._tell(self.standing, [self._line(each) for each in standings if not each.alarm])
        self.now.setEnabled(
            any(not each.target.is_safety_copy for each in standings)
            and not any(each.making for each in standings)
        )
        shown: list[tuple[object, ...]] = [
            (each.target, each.code, each.making, each.newest, each.alarm) for each in standings
        ]
        if shown != self._shown:
            self._shown = shown
            self.targets.reload()
            if self.restore.isVisible():
                self.restore.refresh()

    def _tell(self, label: QLabel, lines: list[str]) -> None:
        text = "\n".join(lines)
        if text != label.text():
            label.setText(text)
        label.setVisible(bool(text))

    def _nothing(self, standings: Sequence[Standing]) -> list[str]:
        if not self._services.backup.is_missing():
            return []
        if any(each.newest is not None for each in standings):
            said = self.tr(
                "There are copies on this disk alone: if it dies, everything is lost. Choose a second disk or a USB stick below."
            )
        else:
            said = self.tr("Nothing is backed up: if this disk dies, everything is lost.")
        return [f"▲ {said}"]

    def _line(self, standing: Standing) -> str:
        here = standing.target.is_safety_copy
        parts = [self.tr("Safety copy on this disk") if here else standing.target.folder]
        if standing.making:
            parts.append(self.tr("a backup is being made …"))
        if standing.newest is not None:
            parts.append(
                self.tr("last {moment} ({why})").format(
                    moment=self._moment(standing), why=self._words.why(standing.newest.why)
                )
            )
            parts.append(self.tr("log on it to no. {number}").format(number=self._reaches(standing)))
        if standing.code:
            return self._trouble(parts, standing)
        if standing.next_at is not None and not standing.making:
            zone = site_zone(self._services.site.site().timezone)
            parts.append(self.tr("next {time}").format(time=short_time(standing.next_at, zone)))
        return " · ".join(parts)

    def _trouble(self, parts: list[str], standing: Standing) -> str:
        mark = "▲ " if standing.alarm else ""
        remedy = self._words.remedy(standing.code)
        return mark + " · ".join(part for part in (*parts, self._words.fault(standing.code), remedy) if part)

    def _reaches(self, standing: Standing) -> int:
        copied = standing.newest.number if standing.newest is not None else 0
        return max(copied, standing.spilled)

    def _moment(self, standing: Standing) -> str:
        zone = site_zone(self._services.site.site().timezone)
        made = standing.newest.made_at if standing.newest is not None else self._services.clock.now()
        today = iso_date(self._services.clock.now(), zone) == iso_date(made, zone)
        time = short_time(made, zone)
        return time if today else f"{iso_date(made, zone)} {time}"

"""What the plan on the form would do if it began this minute and nobody ever answered: who, in which order, when."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.escalation.events import CalledAgain, TierCalled, TierEmpty, TierMissed
from app.escalation.preview import Line
from app.escalation.resolve import Callee
from app.model.plan import TIERS, Tier
from app.ui.call_reasons import CallReasons
from app.ui.format import duration
from app.ui.language import CHINESE, current_language
from app.ui.names import Names
from app.ui.services import Services

_PAUSE_MS = 150
_WRONG = "▲"


@dataclass(frozen=True, slots=True)
class Said:
    """One line: the time since the click, the tier, and what would be done."""

    at: str
    tier: str
    text: str


class PlanPreview(QWidget):
    """`show_tiers` after a change; the lines follow a moment later, so that typing is not held up."""

    def __init__(self, services: Services, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._reasons = CallReasons(names, self)
        self._tiers: tuple[Tier, ...] = ()
        self.lines: list[Said] = []
        self._heading = QLabel(self)
        self._heading.setObjectName("field_label")
        self._heading.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(2, 1)
        self._labels: list[QLabel] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addLayout(self._grid)

    def show_tiers(self, tiers: tuple[Tier, ...]) -> None:
        self._tiers = tiers
        self._look_soon()

    def retranslate(self) -> None:
        self._heading.setText(self.tr("If it began now and nobody answered, these would be called:"))
        self._look_soon()

    def showEvent(self, event: QShowEvent) -> None:
        self._look_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        self._soon.stop()

    def _look_soon(self) -> None:
        """Whoever does not see it need not know."""
        if self.isVisible():
            self._soon.start()

    def _show(self) -> None:
        done = self._services.escalation.preview(self._tiers)
        known = {channel.id for channel in self._services.site.channels()}
        self.lines = [said for line in done for said in self._say(line, known)]
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        before = ""
        for row, said in enumerate(self.lines):
            when = said.at if said.at != before else ""
            before = said.at
            for column, text in enumerate((when, said.tier, said.text)):
                self._add(row, column, text, wrong=said.text.startswith(_WRONG))

    def _add(self, row: int, column: int, text: str, *, wrong: bool) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(column == 2)
        label.setObjectName("dim" if column < 2 else "problem" if wrong else "")
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._labels.append(label)

    def _say(self, line: Line, channels: set[str]) -> Iterable[Said]:
        at, action = duration(line.at_s), line.action
        if isinstance(action, TierCalled):
            tier = self.tr("Tier {tier}").format(tier=action.tier)
            for target in action.nobody:
                yield Said(at, tier, f"{_WRONG} {self._reasons.nobody(target.kind, target.id)}")
            for callee in action.callees:
                yield Said(at, tier, self._person(callee, channels))
        elif isinstance(action, TierEmpty):
            tier = self.tr("Tier {tier}").format(tier=action.tier)
            words = self.tr("nobody new to call, the next tier follows at once")
            yield Said(at, tier, f"{_WRONG} {words}")
        elif isinstance(action, CalledAgain):
            tier = self.tr("Tier {tier}").format(tier=action.tier)
            words = self.tr("called again ({number}): %n person(s)", "", len(action.people))
            yield Said(at, tier, words.format(number=action.count))
        elif isinstance(action, TierMissed) and action.tier == self._last():
            tier = self.tr("Tier {tier}").format(tier=action.tier)
            yield Said(at, tier, self.tr("said to be missed; nothing more is called"))

    def _person(self, callee: Callee, channels: set[str]) -> str:
        """Somebody whom no message can reach is shown where it can still be mended."""
        name = callee.person.name.in_language(current_language())
        reason = self._reasons.why(callee.why, callee.detail, callee.role)
        ways = [self._names.channel(channel) for channel in callee.channels if channel in channels]
        if ways:
            how = " → ".join(ways)
        else:
            phone = callee.person.phones[0] if callee.person.phones else "?"
            how = self.tr("cannot be messaged, dial {phone}").format(phone=phone)
        mark = "" if ways else f"{_WRONG} "
        between = "，" if current_language() == CHINESE else ", "
        return mark + between.join(part for part in (name, reason, how) if part)

    def _last(self) -> int:
        return max((tier.number for tier in self._tiers), default=TIERS[0])

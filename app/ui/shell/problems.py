"""What is broken, in one line for the strip: nothing when all is well."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.handover.watch import Standing
from app.model.handover import HandoverDue
from app.notify.proof import FAILING, NEVER, OLD
from app.roster.sheets import Findings
from app.ui.background import Latest
from app.ui.backup.words import BackupWords
from app.ui.code_words import CodeWords
from app.ui.format import short_time, site_zone
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services

_Counted = tuple[int, int, int]


class Problems(QObject):
    """Counts what needs a hand; an operator reads the line and presses it to see more.

    Attributes:
        counted: messages were counted anew.
        unreachable: other programs cannot reach this console.
        roster: what is wrong with the roster of the coming month.
    """

    counted = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._codes = CodeWords(self)
        self._backups = BackupWords(self)
        self._demo = services.site.is_demo()
        self.unreachable = False
        self.roster = Findings()
        self._latest = Latest(ops, self._question, self._count, self)
        self._messages, self._waiting, self._unproven = self._question()()
        self._handover = Standing()
        self.ask_handover()

    def count_messages(self) -> None:
        """Asks the outbox again: after a change, and each minute, whatever was told."""
        self._latest.ask()

    def _question(self) -> Callable[[], _Counted]:
        outbox = self._services.outbox

        def count() -> _Counted:
            failed, waiting = outbox.in_trouble()
            bad = (FAILING, NEVER, OLD)
            return failed, waiting, sum(1 for one in outbox.proofs() if one.judgement in bad)

        return count

    def _count(self, counted: _Counted) -> None:
        self._messages, self._waiting, self._unproven = counted
        self.counted.emit()

    def ask_handover(self) -> None:
        """Whether the shift changes now; after a change of handovers or of the site, and each minute."""
        self._handover = self._services.handovers.watch.standing()
        self._zone = site_zone(self._services.site.site().timezone)

    def parts(self) -> list[str]:
        """For example `3 cameras not live` and `1 message failed`; a changed log first, then failed messages: people wait for those.
        What is lost while it lasts comes before what may have been missing for months, a modem for instance."""
        parts = self._log()
        if self._messages:
            parts.append(self.tr("%n message(s) failed", "", self._messages))
        parts += (
            self._handing_over()
            + self._not_recorded()
            + self._ways()
            + self._disk()
            + self._unmanned()
            + self._copies()
            + self._scarce()
            + self._cameras()
        )
        if self._waiting:
            parts.append(self.tr("%n message(s) waiting", "", self._waiting))
        return parts + self._coming() + self._reports()

    def place(self) -> str:
        """Where all that is wrong can be looked at and mended; the log where it stands in several places."""
        if (self._handover.due or self._handover.missed) and not self._messages:
            return "handover"  # what matters most is that the shift changes
        parts = self.parts()
        if parts == self._unmanned() + self._coming():
            return "roster"
        if parts == self._reports():
            return "figures"
        return "settings" if parts == self._copies() else "log"

    def _handing_over(self) -> list[str]:
        due, missed, parts = self._handover.due, self._handover.missed, []
        if missed is not None:
            parts.append(self.tr("handover of {time} did not take place (F5)").format(time=self._at(missed)))
        if due is not None and due.reminded_at is not None:
            late = self._handover.late
            words = self.tr("handover of {time} is late (F5)") if late else self.tr("handover at {time} (F5)")
            parts.append(words.format(time=self._at(due)))
        return parts

    def _at(self, due: HandoverDue) -> str:
        return short_time(due.due_at, self._zone)

    def _copies(self) -> list[str]:
        """Of everything that is stored."""
        backup = self._services.backup
        standings = backup.standings()
        parts = []
        if backup.is_missing() and not self._demo:
            copied = any(standing.newest is not None for standing in standings)
            alone, none = self.tr("backed up on this disk alone (F9)"), self.tr("nothing is backed up (F9)")
            parts.append(alone if copied else none)
        causes = sorted({standing.code for standing in standings if standing.alarm})
        return parts + [self.tr("no backup: {why}").format(why=self._backups.fault(code)) for code in causes]

    def _log(self) -> list[str]:
        """Before all else: what the log says can no longer be relied on."""
        bad = self._services.journal_watch.standing().first_bad
        return [self.tr("the log was CHANGED at no. {number}").format(number=bad)] if bad else []

    def _reports(self) -> list[str]:
        """What is due of reports over a time."""
        words = {"monthly": self.tr("monthly report due"), "daily": self.tr("daily report due")}
        return [words[one.key.kind] for one in self._services.reminder.waiting()]

    def _unmanned(self) -> list[str]:
        now = self._services.clock.now()
        gaps = sum(1 for gap in self.roster.gaps if gap.starts <= now < gap.ends)
        return [self.tr("%n post(s) short of people now", "", gaps)] if gaps else []

    def _coming(self) -> list[str]:
        now = self._services.clock.now()
        gaps = sum(1 for gap in self.roster.gaps if gap.starts > now)
        parts = [self.tr("%n gap(s) in the roster", "", gaps)] if gaps else []
        if self.roster.conflicts:
            parts.append(self.tr("%n conflict(s) in the roster", "", len(self.roster.conflicts)))
        return parts

    def _ways(self) -> list[str]:
        """What keeps messages from going out, or presses from coming in."""
        causes = [state.cause for state in self._services.outbox.modems() if state.cause]
        parts = [self.tr("modem: {why}").format(why=self._codes.message_cause(cause)) for cause in causes]
        for trouble in self._services.relays.troubles():
            name = trouble.relay.name.in_language(current_language())
            parts.append(self.tr("relay: {name}").format(name=name))
        if self._unproven:
            parts.append(self.tr("%n channel(s) not proven", "", self._unproven))
        if self.unreachable:
            parts.append(self.tr("panic button cut off"))
        page = self._services.lan_page.standing()
        if page.state == "failed":
            parts.append(self.tr("phone page closed: {why}").format(why=self._codes.lan_fault(page.code)))
        return parts

    def _disk(self) -> list[str]:
        return [self._codes.disk_trouble(code) for code in self._services.machine.disk_troubles()]

    def _not_recorded(self) -> list[str]:
        pattern = self.tr("recording stopped: {why}")
        causes = sorted(set(self._services.recording.faults().values()))
        return [pattern.format(why=self._codes.recording_fault(code)) for code in causes]

    def _scarce(self) -> list[str]:
        scarce = self._services.recording.scarcity()
        return [self._codes.scarcity(scarce)] if scarce else []

    def _cameras(self) -> list[str]:
        statuses = self._services.wall.statuses()
        dark = sum(1 for status in statuses if status.state in ("late", "lost"))
        spoilt = sum(1 for status in statuses if status.state == "live" and status.health)
        parts = []
        if dark:
            parts.append(self.tr("%n camera(s) not live", "", dark))
        if spoilt:
            parts.append(self.tr("%n camera(s) covered or moved", "", spoilt))
        if any(status.cause == "host_down" for status in statuses):
            parts.append(self.tr("decoder is being restarted"))
        return parts

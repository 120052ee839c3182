"""Reminds of reports whose time has come, and tells the log of those that were missed. What was told is a row."""

from collections.abc import Callable
from concurrent.futures import Future

from app.core.changes import Changed, Changes
from app.core.clock import Clock
from app.core.ticking import Ticker
from app.model.journal import Draft
from app.model.period_report import OwedReport, ReportTimes
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

_LOOK_EVERY_S = 30.0
_DECIDING = frozenset({"period_report", "site"})
_KINDS = {"remind": "period_report_due", "miss": "period_report_missed"}


class ReportReminder:
    """`start` begins the looking, `tick` is one look. The rules are loaded with the first: the start must not wait for them."""

    def __init__(
        self, database: Database, clock: Clock, told: Changes, fault: Callable[[BaseException], None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._waiting: tuple[OwedReport, ...] = ()
        self._ticker = Ticker("report-reminder", _LOOK_EVERY_S, self.tick, fault, at_once=True)
        self._unsubscribe = told.subscribe(self._on_change)

    def start(self) -> None:
        self._ticker.start()

    def stop(self) -> None:
        self._unsubscribe()
        self._ticker.stop()

    def waiting(self) -> tuple[OwedReport, ...]:
        """What the last look found due and not made: at once, from memory."""
        return self._waiting

    def tick(self) -> "Future[None] | None":
        """None where nothing has to be written."""
        from app.period_reports.rules import changes, waiting
        from app.period_reports.standing import made_keys, reports_of

        now = self._clock.now()

        def answer(reader: Reader) -> bool:
            if reader.period_reports.times() is None:
                return True
            reports, made = reports_of(reader, now), made_keys(reader)
            self._waiting = tuple(waiting(reports, made, now))
            return any(True for _ in changes(reports, reader.period_reports.reminded(), made, now))

        return self._database.write(self._tell) if self._database.read(answer) else None

    def _on_change(self, changed: Changed) -> None:
        """What was made is no longer waited for, and must not stand on the strip for half a minute more."""
        if changed.kinds & _DECIDING:
            self._ticker.wake()

    def _tell(self, transaction: Transaction) -> None:
        from app.period_reports.rules import changes
        from app.period_reports.standing import made_keys, reports_of

        now = transaction.clock.now()
        if transaction.period_reports.times() is None:
            # From here on somebody looks after reports: none that was due before is owed.
            transaction.period_reports.save_times(ReportTimes(now))
            transaction.touch_quietly("period_report")
            return
        made, reminded = made_keys(transaction), transaction.period_reports.reminded()
        for change, one in changes(reports_of(transaction, now), reminded, made, now):
            transaction.period_reports.save_reminded(one)
            data = {"report_kind": one.key.kind, "period": one.key.period}
            transaction.journal.append(Draft(_KINDS[change], data=data))
            transaction.touch("period_report")

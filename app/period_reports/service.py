"""Reports over a time: what is due, drafting, making, the periods in which they are due daily."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import new_id
from app.model.journal import Actor, Draft
from app.model.paper import Paper
from app.model.period_report import (
    OwedReport,
    PeriodReport,
    PeriodReportDraft,
    ReportKey,
    ReportTimes,
    SpecialPeriod,
)
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Reader, Transaction

if TYPE_CHECKING:
    from app.period_reports.making import Drafted

LONGEST_WORDS = 4000
LONGEST_REASON = 200
MOST_DAYS = 366
MOST_MONTH_DAY = 28


@dataclass(frozen=True, slots=True)
class Standing:
    """One report in the list: what it covers, until when it is due, what was made of it."""

    report: OwedReport
    made: tuple[PeriodReport, ...]
    """Its versions, the newest first."""
    missed: bool


class PeriodReportService:
    """`look`, `preview` and `paper` take a while: not for the UI thread. What drafts is loaded with the first report: the
    start must not wait for it."""

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None],
        print_paper: Callable[[Paper], bytes],
    ) -> None:
        self._database = database
        self._media = media
        self._clock = clock
        self._actor = actor
        self._gate = gate
        self._print = print_paper
        self._making = ThreadPoolExecutor(max_workers=1, thread_name_prefix="period-report")

    def close(self) -> None:
        self._making.shutdown()

    def all(self) -> list[Standing]:
        """Of every month of the log and every day of special periods, the latest first."""
        from app.period_reports.standing import reports_of

        now = self._clock.now()

        def answer(reader: Reader) -> list[Standing]:
            made: dict[ReportKey, list[PeriodReport]] = {}
            for one in reader.period_reports.made():
                made.setdefault(one.key, []).append(one)
            reminded = reader.period_reports.reminded()
            found = []
            for report in reports_of(reader, now):
                stored = reminded.get(report.key)
                versions = tuple(sorted(made.pop(report.key, ()), key=lambda one: -one.version))
                missed = stored is not None and stored.missed_at is not None
                found.append(Standing(report, versions, missed))
            # Those of a special period that was taken away stay: they were made.
            for key, left in made.items():
                versions = tuple(sorted(left, key=lambda one: -one.version))
                found.append(Standing(OwedReport(key, versions[0].span, None), versions, missed=False))
            return sorted(found, key=lambda one: one.report.span.until, reverse=True)

        return self._database.read(answer)

    def look(self, key: ReportKey, language: str) -> "Drafted":
        """A report as it would be made now. Raises NotFound (no_period)."""
        from app.period_reports.making import drafted

        return self._database.read(lambda reader: drafted(reader, key, language, self._clock.now()))

    def keep(self, draft: PeriodReportDraft) -> "Future[None]":
        """What somebody has written so far; not an entry, and never lost by drafting anew."""
        words = _tidy(draft.own_words)

        def change(transaction: Transaction) -> None:
            transaction.period_reports.save_draft(replace(draft, own_words=words))
            transaction.touch_quietly("period_report_draft")

        return self._database.write(change)

    def preview(self, key: ReportKey, language: str) -> bytes:
        """The PDF as it would be made, marked as a draft."""
        return self._print(self._database.read(lambda reader: self._paper(reader, key, language, draft=True)))

    def make(self, key: ReportKey, language: str) -> "Future[PeriodReport]":
        """Prints it for good, with the name of who is signed in; its hash goes into the log.

        Raises NotAllowed (not_signed_in); fails with NotAllowed (period_not_over), NotFound, StorageUnavailable.
        """
        self._gate()
        actor = self._actor()
        return self._making.submit(lambda: self._make(key, language, actor))

    def paper(self, report: PeriodReport) -> bytes:
        """The PDF that was made. Raises NotFound where its file has gone, NotAllowed where it is no longer that file."""
        path = self._media.find(report.paper)
        if path is None:
            raise NotFound("no_paper", id=report.id)
        if self._media.fault_of(report.paper):
            raise NotAllowed("paper_changed", id=report.id)
        return path.read_bytes()

    def times(self) -> ReportTimes:
        from app.period_reports.standing import times_of

        return self._database.read(lambda reader: times_of(reader, self._clock.now()))

    def save_times(self, month_day: int, daily_at: str) -> "Future[None]":
        """Raises NotAllowed, InvalidInput (out_of_range, time_form)."""
        self._gate()
        if not 0 <= month_day <= MOST_MONTH_DAY:
            raise InvalidInput(field="month_day", reason="out_of_range", value=f"0 – {MOST_MONTH_DAY}")
        _check_time(daily_at)
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            before = transaction.period_reports.times() or ReportTimes(transaction.clock.now())
            transaction.period_reports.save_times(replace(before, month_day=month_day, daily_at=daily_at))
            data = {"month_day": str(month_day), "daily_at": daily_at}
            transaction.journal.append(Draft("report_times_changed", actor=actor, data=data))
            transaction.touch("period_report")

        return self._database.write(change)

    def special_periods(self) -> list[SpecialPeriod]:
        return self._database.read(lambda reader: reader.period_reports.special_periods())

    def new_special_period(self, first: str, last: str, reason: str) -> SpecialPeriod:
        """Not stored yet."""
        now = self._clock.now()
        return SpecialPeriod(new_id(now), first, last, reason, now)

    def save_special_period(self, period: SpecialPeriod) -> "Future[None]":
        """Raises NotAllowed, InvalidInput (date_form, span_backwards, span_too_long, reason_empty, too_long)."""
        self._gate()
        kept = replace(period, reason=period.reason.strip())
        _check_period(kept)
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            transaction.period_reports.save_special_period(kept)
            transaction.journal.append(_told_of(kept, "special_period_saved", actor))
            transaction.touch("period_report")

        return self._database.write(change)

    def remove_special_period(self, period: SpecialPeriod) -> "Future[None]":
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            transaction.period_reports.remove_special_period(period.id)
            transaction.journal.append(_told_of(period, "special_period_removed", actor))
            transaction.touch("period_report")

        return self._database.write(change)

    def _paper(self, reader: Reader, key: ReportKey, language: str, *, draft: bool) -> Paper:
        from app.period_reports.making import drafted, paper_of

        now = self._clock.now()
        one = drafted(reader, key, language, now)
        return paper_of(reader, one, language, self._name(reader, language), now, draft=draft)

    def _name(self, reader: Reader, language: str) -> str:
        actor = self._actor()
        people = {person.id: person.name for person in reader.site.people()}
        name = people.get(actor.person_id)
        return name.in_language("zh" if language.startswith("zh") else "en") if name else actor.name

    def _make(self, key: ReportKey, language: str, actor: Actor) -> PeriodReport:
        from app.period_reports.making import drafted, paper_of

        now = self._clock.now()

        def answer(reader: Reader) -> "tuple[Drafted, Paper]":
            one = drafted(reader, key, language, now)
            if not one.is_over:
                raise NotAllowed("period_not_over")
            return one, paper_of(reader, one, language, self._name(reader, language), now, draft=False)

        one, paper = self._database.read(answer)
        report = PeriodReport(
            id=new_id(now),
            key=key,
            version=len(one.versions) + 1,
            span=one.report.span,
            language=language,
            own_words=one.draft.own_words,
            made_at=now,
            by=actor,
            paper=self._media.keep(self._print(paper), ".pdf"),
        )

        def change(transaction: Transaction) -> PeriodReport:
            transaction.period_reports.add(report)
            data = {
                "report_kind": key.kind,
                "period": key.period,
                "version": str(report.version),
                "report": report.id,
            }
            entry = Draft("period_report_made", actor=actor, data=data, media=(report.paper,))
            transaction.journal.append(entry)
            transaction.touch("period_report")
            return report

        return self._database.write(change).result()


def _told_of(period: SpecialPeriod, kind: str, actor: Actor) -> Draft:
    data = {"id": period.id, "begins": period.first, "ends": period.last}
    return Draft(kind, text=period.reason, actor=actor, data=data)


def _tidy(words: Mapping[str, str]) -> dict[str, str]:
    return {name: text[:LONGEST_WORDS] for name, text in words.items() if text.strip()}


def _check_time(text: str) -> None:
    try:
        known = time.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(field="daily_at", reason="time_form") from error
    if len(text) != 5 or known.tzinfo is not None:
        raise InvalidInput(field="daily_at", reason="time_form")


def _check_period(period: SpecialPeriod) -> None:
    try:
        first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    except ValueError as error:
        raise InvalidInput(field="first", reason="date_form") from error
    if last < first:
        raise InvalidInput(field="last", reason="span_backwards")
    if (last - first).days >= MOST_DAYS:
        raise InvalidInput(field="last", reason="span_too_long", value=str(MOST_DAYS))
    if not period.reason:
        raise InvalidInput(field="reason", reason="reason_empty")
    if len(period.reason) > LONGEST_REASON:
        raise InvalidInput(field="reason", reason="too_long", value=str(LONGEST_REASON))

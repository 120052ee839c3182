"""Drafts and published sheets, what is wrong with either, and the month as it stands."""

import json
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.errors import InvalidInput, NotFound
from app.model.journal import Actor, Draft
from app.model.roster import Duty
from app.model.rota import SUPERSEDED, Cell, Sheet
from app.model.site import Person, Post
from app.roster.burden import Balance, Load, balances, loads_of, months_before
from app.roster.change import CHANGED, Changer, as_text, described
from app.roster.conflicts import Staff
from app.roster.edits import differences
from app.roster.exchanges import moved
from app.roster.layers import Found, Layers, duties_in
from app.roster.now import layers_between
from app.roster.sheets import (
    Findings,
    check_sheet,
    dates_of,
    findings,
    span_of_dates,
    standing_cells,
    superseded_by,
    with_sheet,
)
from app.storage.transaction import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Known:
    """What one look at the database brought: the layers of some days, and what their people may do."""

    layers: Layers
    staff: Staff
    first: date
    last: date
    posts: tuple[Post, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return self.layers.zone

    @property
    def span(self) -> tuple[datetime, datetime]:
        return span_of_dates(self.first, self.last, self.zone)

    def found(self, sheet: Sheet | None = None, cells: Iterable[Cell] = ()) -> Found:
        """Duties of the days; with a draft as if it were published."""
        return duties_in(self._with(sheet, cells), *self.span)

    def findings(self, sheet: Sheet | None = None, cells: Iterable[Cell] = ()) -> Findings:
        return findings(self._with(sheet, cells), self.staff, self.span)

    def _with(self, sheet: Sheet | None, cells: Iterable[Cell]) -> Layers:
        return self.layers if sheet is None else with_sheet(self.layers, sheet, cells)


class Sheets:
    """Reads answer at once; everything that writes returns a future."""

    def __init__(self, changer: Changer) -> None:
        self._changer = changer
        self._database = changer.database

    def known(self, first: date, last: date) -> Known:
        """Everything that says who is on duty from `first` to `last`. Months of it take a while: ask on a thread."""
        return self._database.read(lambda reader: known(reader, first, last))

    def coming(self, days: int) -> Findings:
        """What is wrong from this moment on, so many days ahead."""
        now = self._changer.clock.now()

        def read(reader: Reader) -> Findings:
            today = now.astimezone(ZoneInfo(reader.site.site().timezone)).date()
            found = known(reader, today, today + timedelta(days=days)).findings()
            return Findings(
                tuple(gap for gap in found.gaps if gap.ends > now),
                tuple(one for one in found.conflicts if one.ends > now),
                found.unknown_years,
            )

        return self._database.read(read)

    def all(self) -> list[Sheet]:
        """The newest days first."""
        return self._database.read(lambda reader: reader.roster.sheets())

    def cells(self, sheet_id: str) -> list[Cell]:
        return self._database.read(lambda reader: reader.roster.cells(sheet_id))

    def save_draft(self, sheet: Sheet, cells: Iterable[Cell]) -> "Future[None]":
        """A draft binds nobody: it is no entry."""
        self._changer.gate()
        check_sheet(sheet)
        kept = tuple(cells)

        def apply(transaction: Transaction) -> None:
            before = transaction.roster.sheet(sheet.id)
            if before is not None and before.published:
                raise InvalidInput(field="sheet", reason="sheet_published")
            transaction.roster.save_sheet(replace(sheet, published=False), kept)
            transaction.touch_quietly("draft")

        return self._database.write(apply)

    def remove_draft(self, sheet_id: str) -> "Future[None]":
        self._changer.gate()

        def apply(transaction: Transaction) -> None:
            transaction.roster.remove_sheet(sheet_id)
            transaction.touch_quietly("draft")

        return self._database.write(apply)

    def begun_with(self, sheet: Sheet) -> list[Cell]:
        """The cells of what stands now, for a draft to begin with."""
        seen = self.known(date.fromisoformat(sheet.first), date.fromisoformat(sheet.last))
        return standing_cells(seen.found(), sheet, seen.zone)

    def balances_before(self, day: date) -> dict[str, Balance]:
        """How far each has borne more or less than their share in the months before. Ask on a thread."""
        seen, duties = self._before(day)
        return balances(duties, seen.zone, seen.layers.days)

    def loads_before(self, day: date) -> dict[str, Load]:
        """What the months before have asked of each. Ask on a thread."""
        seen, duties = self._before(day)
        return loads_of(duties, seen.zone, seen.layers.days)

    def _before(self, day: date) -> tuple[Known, list[Duty]]:
        seen = self.known(*months_before(day))
        begin, end = seen.span
        return seen, [duty for duty in seen.found().duties if begin <= duty.starts < end]

    def import_words(self) -> dict[str, str]:
        """What words of files mean, as somebody has said before."""
        return self._database.read(lambda reader: reader.roster.import_words())

    def remember_word(self, word: str, meaning: str) -> "Future[None]":
        """For the next file. It changes no roster: it is no entry."""
        self._changer.gate()

        def apply(transaction: Transaction) -> None:
            transaction.roster.save_import_word(word, meaning)
            transaction.touch_quietly("import_word")

        return self._database.write(apply)

    def publish(self, sheet_id: str) -> "Future[None]":
        """From now on the sheet stands for its lines and days. The entry says what it takes away and what it brings."""
        self._changer.gate()
        actor = self._changer.actor()
        return self._database.write(lambda transaction: _publish(transaction, sheet_id, actor))

    def withdraw(self, sheet_id: str) -> "Future[None]":
        """The sheet no longer stands; rotations and weekly shifts count again. It becomes a draft once more."""
        self._changer.gate()
        actor = self._changer.actor()
        return self._database.write(lambda transaction: _withdraw(transaction, sheet_id, actor))


def known(store: Reader | Transaction, first: date, last: date) -> Known:
    # A week before: rest and weeks do not begin with the month.
    layers = layers_between(store, first - timedelta(days=8), last + timedelta(days=3), calendar=True)
    people = {person.id: person for person in store.site.people()}
    return Known(layers, staff_of(store, people), first, last, tuple(store.site.posts()))


def staff_of(store: Reader | Transaction, people: dict[str, Person]) -> Staff:
    roster = store.roster
    terms = {one.person_id: one for one in roster.terms()}
    return Staff(people, terms, roster.settings().limits, tuple(roster.needs()))


def _publish(transaction: Transaction, sheet_id: str, actor: Actor) -> None:
    roster = transaction.roster
    sheet = _sheet(transaction, sheet_id)
    if sheet.published:
        return
    cells = roster.cells(sheet_id)
    first, last = date.fromisoformat(sheet.first), date.fromisoformat(sheet.last)
    seen = known(transaction, first, last)
    before = standing_cells(seen.found(), sheet, seen.zone)
    since, until = seen.span
    for exchange in superseded_by(sheet, roster.exchanges_in_force(since, until), seen.zone):
        after = moved(exchange, SUPERSEDED, exchange.number)
        roster.save_exchange(after)
        data = described("exchange", exchange.id, exchange, after)
        transaction.journal.append(Draft(CHANGED, actor=actor, data=data))
    roster.save_sheet(replace(sheet, published=True), cells)
    roster.govern(sheet, dates_of(sheet))
    _tell(transaction, "roster_published", sheet, before, cells, actor)


def _withdraw(transaction: Transaction, sheet_id: str, actor: Actor) -> None:
    sheet = _sheet(transaction, sheet_id)
    if not sheet.published:
        return
    cells = transaction.roster.cells(sheet_id)
    transaction.roster.release(sheet)
    transaction.roster.save_sheet(replace(sheet, published=False), cells)
    seen = known(transaction, date.fromisoformat(sheet.first), date.fromisoformat(sheet.last))
    _tell(
        transaction, "roster_withdrawn", sheet, cells, standing_cells(seen.found(), sheet, seen.zone), actor
    )


def _tell(
    transaction: Transaction, kind: str, sheet: Sheet, before: list[Cell], after: list[Cell], actor: Actor
) -> None:
    gone, added = differences(before, after)
    data = {
        "sheet": sheet.id,
        "title": sheet.name,
        "from": sheet.first,
        "to": sheet.last,
        "shifts": str(len(after)),
        "gone": str(len(gone)),
        "added": str(len(added)),
        "before": json.dumps([json.loads(as_text(cell)) for cell in gone], ensure_ascii=False),
        "after": json.dumps([json.loads(as_text(cell)) for cell in added], ensure_ascii=False),
    }
    transaction.journal.append(Draft(kind, actor=actor, data=data))
    transaction.touch("roster", "draft")


def _sheet(transaction: Transaction, sheet_id: str) -> Sheet:
    sheet = transaction.roster.sheet(sheet_id)
    if sheet is None:
        raise NotFound("no_sheet", id=sheet_id)
    return sheet

"""`bench roster`: how long a month takes to draft, and how soon it is known who is on duty after five years."""

import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.bench.figures import percentile
from app.core.changes import Changes
from app.core.clock import SystemClock
from app.model.roster import OVERRIDE
from app.model.rota import (
    APPROVED,
    Cell,
    Exchange,
    Leave,
    Leg,
    Limits,
    Line,
    Need,
    Qualification,
    Sheet,
    Slot,
    Terms,
    Wish,
)
from app.model.site import Person, Site
from app.model.words import Words
from app.roster.conflicts import Staff, conflicts
from app.roster.days import every_day
from app.roster.holidays import known_days
from app.roster.layers import Found, Layers, duties_of
from app.roster.now import resolve
from app.roster.proposal import Wanted, cells_of, loads, problem_of, unmet
from app.roster.proposing import is_installed, propose
from app.roster.rotation import DAY, NIGHT
from app.roster.sheets import with_sheet
from app.storage.database import Database
from app.storage.transaction import Transaction

PEOPLE, POSTS, DAYS = 30, 6, 31
_HISTORY_DAYS, _EMPLOYED = 5 * 365, 500
_ASKED = 400
_ZONE = ZoneInfo("Asia/Shanghai")
_MONTH = date(2026, 10, 1)
"""With the National Day in it."""


def measure() -> dict[str, Any]:
    """Drafts a month for 30 people, 31 days and 6 posts; then asks who is on duty, with years behind."""
    return {**_solve(), **_resolve()}


def month() -> tuple[Wanted, Staff]:
    """30 people, most of whom may do three of six posts; certificates, leave, wishes, limits."""
    lines = [Line("post", f"post{number}") for number in range(POSTS - 2)]
    lines += [Line("operator", ""), Line("patrol", "")]
    people = {}
    for number in range(PEOPLE):
        roles = (
            ("operator", "patrol")
            if number % 3 == 0
            else ("post",)
            if number % 3 == 1
            else ("post", "patrol")
        )
        people[f"p{number}"] = Person(f"p{number}", Words(f"人{number}"), ("8555",), roles)
    needs = [Need(f"n{number}", line.role, line.post_id) for number, line in enumerate(lines)]
    needs[POSTS - 2] = replace(needs[POSTS - 2], qualifications=("fire_control",))
    terms = {
        f"p{number}": Terms(f"p{number}", (Qualification("fire_control", "2027-12-31"),))
        for number in range(0, PEOPLE, 3)
    }
    noon = datetime(2026, 10, 8, 4, tzinfo=UTC)
    wanted = Wanted(
        _MONTH,
        _MONTH + timedelta(days=DAYS - 1),
        dict.fromkeys(lines, (Slot(DAY.start, DAY.end), Slot(NIGHT.start, NIGHT.end))),
        locked=(Cell("locked", "p1", "post", "post0", "2026-10-03", "08:00", "20:00", locked=True),),
        wishes=tuple(Wish(f"p{number}", f"2026-10-{number + 1:02d}") for number in range(0, PEOPLE, 2)),
        leaves=(
            Leave("l1", "p4", noon, noon + timedelta(days=7)),
            Leave("l2", "p9", noon, noon + timedelta(days=3)),
        ),
    )
    return wanted, Staff(people, terms, Limits(48, 11, 24), tuple(needs))


def _solve() -> dict[str, Any]:
    if not is_installed():
        return {"solve_s": None, "unmet": ["ortools is not installed"]}
    wanted, staff = month()
    begun = time.monotonic()
    problem = problem_of(wanted, staff, _ZONE, known_days())
    chosen = propose(problem, lambda _: None)
    taken = time.monotonic() - begun
    cells = cells_of(problem, chosen, wanted.locked)
    broken = [f"{one.code} {one.person_id} {one.starts:%m-%d}" for one in _broken(cells, wanted, staff)]
    missed = [f"{one.rule} {one.date} {one.person_id or one.line}" for one in unmet(problem, chosen, wanted)]
    spread = loads(problem, chosen)
    return {
        "solve_s": round(taken, 2),
        "unmet": [*missed, *broken],
        "people": PEOPLE,
        "days": DAYS,
        "posts": POSTS,
        "duties": len(cells),
        "hours_least": min(one.hours for one in spread.values()),
        "hours_most": max(one.hours for one in spread.values()),
        "nights_least": min(one.nights for one in spread.values()),
        "nights_most": max(one.nights for one in spread.values()),
    }


def _broken(cells: list[Cell], wanted: Wanted, staff: Staff) -> list[Any]:
    """What the console itself finds wrong with the draft."""
    lines = tuple(wanted.division)
    sheet = Sheet("draft", "", wanted.first.isoformat(), wanted.last.isoformat(), lines)
    layers = with_sheet(Layers(_ZONE, leaves=wanted.leaves, days=known_days()), sheet, cells)
    found: Found = duties_of(layers, every_day(wanted.first, wanted.last))
    return list(conflicts(found, staff, _ZONE))


def _resolve() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True) as folder:
        database = Database(Path(folder) / "dutyroom.sqlite", SystemClock(), Changes())
        try:
            database.write(_furnish).result()
            taken = []
            first = datetime(2021, 10, 1, tzinfo=UTC)
            for number in range(_ASKED):
                at = first + timedelta(hours=(number * 7919) % (_HISTORY_DAYS * 24))
                begun = time.perf_counter()
                database.read(lambda reader, at=at: resolve(reader, "post", at))  # type: ignore[misc]  # it infers no type of such a default
                taken.append((time.perf_counter() - begun) * 1000)
        finally:
            database.close()
    return {
        "resolve_ms_p99": round(percentile(taken, 0.99), 3),
        "resolve_ms_median": round(percentile(taken, 0.5), 3),
        "history_days": _HISTORY_DAYS,
        "history_people": _EMPLOYED,
    }


def _furnish(transaction: Transaction) -> None:
    """Five years: 500 people, 40 posts of two shifts a day, an exchange each day."""
    site, roster = transaction.site, transaction.roster
    site.save_site(Site(Words("测试")))
    for number in range(_EMPLOYED):
        site.save_person(Person(f"p{number}", Words(f"人{number}"), ("8555",), ("post",)))
    lines = tuple(Line("post", f"post{number}") for number in range(40))
    first = date(2021, 10, 1)
    days = [(first + timedelta(days=offset)).isoformat() for offset in range(_HISTORY_DAYS)]
    sheet = Sheet("history", "", days[0], days[-1], lines, published=True)
    roster.save_sheet(
        sheet,
        (
            Cell(
                f"{day}:{number}:{start}",
                f"p{(number * 7 + turn * 3) % _EMPLOYED}",
                line.role,
                line.post_id,
                day,
                start,
                end,
            )
            for turn, day in enumerate(days)
            for number, line in enumerate(lines)
            for start, end in ((DAY.start, DAY.end), (NIGHT.start, NIGHT.end))
        ),
    )
    roster.govern(sheet, days)
    for turn in range(_HISTORY_DAYS):
        starts = datetime(2021, 10, 1, tzinfo=UTC) + timedelta(days=turn)
        leg = Leg(f"p{turn * 3 % _EMPLOYED}", "p1", "post", "post0", starts, starts + timedelta(hours=12))
        roster.save_exchange(Exchange(f"x{turn}", OVERRIDE, (leg,), APPROVED, number=turn + 1))
        if turn % 5 == 0:
            roster.save_leave(Leave(f"l{turn}", f"p{turn % _EMPLOYED}", starts, starts + timedelta(days=3)))

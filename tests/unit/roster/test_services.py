"""The roster's services: what stands is journaled with before and after, drafts are not, and refusals change nothing."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.model.roster import OVERRIDE, ROTATION, SHEET, SWAP, Duty
from app.model.rota import (
    AGREED,
    APPROVED,
    SUPERSEDED,
    WITHDRAWN,
    Cell,
    DayMark,
    Leave,
    Limits,
    Line,
    Need,
    Qualification,
    RosterSettings,
    Rotation,
    Sheet,
    ShiftKind,
    Terms,
    Wish,
)
from app.model.words import Words
from app.roster.exchanges import leg_of, swap_of
from app.roster.rotation import from_pattern
from tests.fakes.room import Room

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 3)
SHEET_1 = Sheet("s1", "12月", "2026-12-01", "2026-12-03", (Line("operator"),))
CELLS = [Cell(f"c{day}", "liu", "operator", "", f"2026-12-0{day}", "08:00", "20:00") for day in (1, 2, 3)]
ROTA = from_pattern(
    "leader_of_day",
    Rotation("r1", Words("带班", "Leaders"), "leader", "", "2026-12-01", "", (), ()),
    [["chen"], ["zhou"]],
)


def newest(room: Room, kind: str) -> dict[str, str]:
    entry = room.journal.latest(1, kinds=(kind,))[0]
    return dict(entry.draft.data)


def duties(room: Room) -> list[Duty]:
    return list(room.roster.sheets.known(FIRST, LAST).found().duties)


def who(room: Room, role: str = "operator") -> list[str]:
    return [duty.shift.person_id for duty in duties(room) if duty.shift.role == role]


def test_a_draft_is_no_entry_and_binds_nobody_a_published_sheet_is_and_does(room: Room) -> None:
    before, entries = who(room), room.kinds()
    room.roster.sheets.save_draft(SHEET_1, CELLS).result()
    assert who(room) == before
    assert room.kinds() == entries
    room.roster.sheets.publish("s1").result()
    assert {duty.why.code for duty in duties(room) if duty.shift.role == "operator"} >= {SHEET}
    data = newest(room, "roster_published")
    assert [one["person_id"] for one in json.loads(data["after"])] == ["liu"] * 3
    assert {one["person_id"] for one in json.loads(data["before"])} == {"zhou", "night"}
    assert (data["gone"], data["added"], data["shifts"]) == ("6", "3", "3")
    with pytest.raises(InvalidInput):
        room.roster.sheets.save_draft(SHEET_1, []).result()
    room.roster.sheets.withdraw("s1").result()
    assert who(room) == before
    assert newest(room, "roster_withdrawn")["added"] == "6"
    room.roster.sheets.remove_draft("s1").result()
    assert room.roster.sheets.all() == []


def test_a_draft_begins_with_what_stands(room: Room) -> None:
    room.roster.books.save_rotation(ROTA).result()
    begun = room.roster.sheets.begun_with(replace(SHEET_1, lines=(Line("leader"),)))
    assert [(cell.date, cell.person_id) for cell in begun if cell.start == cell.end] == [
        ("2026-12-01", "chen"),
        ("2026-12-02", "zhou"),
        ("2026-12-03", "chen"),
    ]


def test_publishing_makes_exchanges_of_its_days_part_of_the_past(room: Room) -> None:
    duty = next(duty for duty in duties(room) if duty.shift.person_id == "zhou")
    order = room.roster.exchanges.ask(OVERRIDE, (leg_of(duty, "liu"),), "病").result()
    assert order.state == APPROVED
    room.roster.sheets.save_draft(SHEET_1, CELLS).result()
    room.roster.sheets.publish("s1").result()
    assert [one.state for one in room.roster.exchanges.since(duty.starts)] == [SUPERSEDED]
    assert "void_exchange" not in {
        one.code for one in room.roster.sheets.known(FIRST, LAST).findings().conflicts
    }


def test_a_swap_counts_once_it_is_approved_and_is_taken_back(room: Room) -> None:
    day = next(duty for duty in duties(room) if duty.shift.id == "s1")
    night = next(duty for duty in duties(room) if duty.shift.id == "s4" and duty.starts > day.starts)
    asked = room.roster.exchanges.ask(SWAP, swap_of(day, night)).result()
    assert who(room)[1] == "zhou"
    with pytest.raises(NotAllowed):
        room.roster.exchanges.move(asked.id, APPROVED).result()
    room.roster.exchanges.move(asked.id, AGREED).result()
    room.roster.exchanges.move(asked.id, APPROVED).result()
    assert [duty.why.code for duty in duties(room) if duty.why.source_id == asked.id] == [SWAP, SWAP]
    data = newest(room, "roster_changed")
    assert json.loads(data["before"])["state"] == AGREED
    assert json.loads(data["after"])["state"] == APPROVED
    room.roster.exchanges.move(asked.id, WITHDRAWN).result()
    assert SWAP not in {duty.why.code for duty in duties(room)}


def test_every_book_is_kept_with_before_and_after(room: Room) -> None:
    books = room.roster.books
    books.save_rotation(ROTA).result()
    assert newest(room, "roster_changed")["before"] == ""
    other = replace(ROTA, id="r2", starts_on="2026-12-03", groups=ROTA.groups[:1], cycle=ROTA.cycle[:1])
    books.change_rotation("r1", other).result()
    assert [(one.id, one.ends_on) for one in books.rotations()] == [("r1", "2026-12-03"), ("r2", "")]
    assert {duty.why.source_id for duty in duties(room) if duty.why.code == ROTATION} == {"r1", "r2"}
    assert json.loads(newest(room, "roster_changed")["before"])["id"] == "r1"
    books.remove_rotation("r2").result()
    assert newest(room, "roster_changed")["after"] == ""
    books.save_need(Need("n", "operator", count=2)).result()
    books.save_kind(ShiftKind("k", Words("白班"), Words("白"), "8:00", "2000")).result()
    assert books.kinds()[-1].start == "08:00"
    books.remove_kind("k").result()
    books.save_terms(Terms("zhou", (Qualification("lpg", "2027-01-01"),), Limits(40))).result()
    assert books.terms()["zhou"].limits.week_h == 40
    leave = Leave("l", "zhou", datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC))
    books.save_leave(leave).result()
    assert room.roster.sheets.known(FIRST, LAST).found().away
    books.remove_leave(leave).result()
    books.save_day_mark(DayMark("2027-01-01", working=False)).result()
    assert not books.days().is_worked(date(2027, 1, 1))
    books.remove_day_mark("2027-01-01").result()
    books.save_settings(RosterSettings(Limits(40, 11, 12), clocking=True)).result()
    assert json.loads(newest(room, "roster_changed")["after"])["clocking"] is True
    books.remove_need("n").result()
    entries = len(room.kinds())
    books.save_wish(Wish("zhou", "2026-12-01")).result()
    books.save_settings(RosterSettings(Limits(40, 11, 12), clocking=True)).result()
    assert len(room.kinds()) == entries, "a wish binds nobody, and what does not change is no entry"
    assert books.wishes(FIRST, LAST) == [Wish("zhou", "2026-12-01")]


@pytest.mark.parametrize(
    ("need", "reason"),
    [
        (Need("n", "king"), "unknown_role"),
        (Need("n", "post", "moon"), "unknown_post"),
        (Need("n", "post", weekdays=()), "no_day"),
        (Need("n", "post", count=0), "out_of_range"),
        (Need("n", "post", start="24:00"), "time_form"),
    ],
)
def test_a_strength_that_means_nothing_is_refused(room: Room, need: Need, reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        room.roster.books.save_need(need)
    assert refusal.value.values["reason"] == reason


def test_a_shift_changed_by_hand_says_what_it_was(room: Room) -> None:
    shift = room.roster.shifts()[0]
    room.roster.save_shift(replace(shift, end="21:00")).result()
    data = newest(room, "roster_changed")
    assert (json.loads(data["before"])["end"], json.loads(data["after"])["end"]) == ("20:00", "21:00")
    room.roster.remove_shift(shift.id).result()
    data = newest(room, "roster_changed")
    assert (json.loads(data["before"])["id"], data["after"], data["person"]) == (shift.id, "", "zhou")


def test_gaps_are_found_in_a_draft_before_it_is_published(room: Room) -> None:
    room.roster.books.save_need(Need("n", "operator", start="08:00", end="20:00")).result()
    seen = room.roster.sheets.known(FIRST, LAST)
    assert not seen.findings().gaps
    (gap,) = seen.findings(SHEET_1, CELLS[:2]).gaps
    assert gap.starts == datetime(2026, 12, 3, 0, tzinfo=UTC)
    assert gap.is_empty


def test_somebody_comes_late_and_goes_early(room: Room) -> None:
    clocking = room.roster.clocking
    start = room.clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    room.clock.advance(seconds=(start - room.clock.now()).total_seconds() + 25 * 60)
    came = clocking.on("zhou").result()
    assert (came.role, came.duty_starts) == ("operator", start)
    assert newest(room, "clocked_on")["late_min"] == "25"
    with pytest.raises(NotAllowed):
        clocking.on("zhou").result()
    room.clock.advance(minutes=11 * 60 - 25)
    states = {
        one.duty.shift.person_id: one.state for one in clocking.attendance(start, start + timedelta(hours=1))
    }
    assert states["zhou"] == "late"
    assert states["chen"] == "absent"
    clocking.off("zhou").result()
    assert newest(room, "clocked_off")["early_min"] == "60"
    (one,) = [
        one
        for one in clocking.attendance(start, start + timedelta(hours=1))
        if one.duty.shift.person_id == "zhou"
    ]
    assert (one.state, one.early) == ("left_early", timedelta(hours=1))
    planned, worked = clocking.hours(start, start + timedelta(days=1))
    assert planned["zhou"].hours == 12
    assert worked["zhou"] == pytest.approx(11 - 25 / 60)
    with pytest.raises(NotAllowed):
        clocking.off("zhou").result()
    stranger = clocking.on("zhao", "police").result()
    assert (stranger.role, stranger.duty_starts) == ("police", None)


def test_the_front_says_who_is_there_and_who_should_be(room: Room) -> None:
    start = room.clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    room.clock.advance(seconds=(start - room.clock.now()).total_seconds())
    planned = [duty.shift.person_id for duty in room.roster.on_duty().now]
    assert room.roster.on_duty().missing == (), "clocking is not used"
    room.roster.books.save_settings(RosterSettings(clocking=True, late_min=10)).result()
    assert room.roster.on_duty().missing == (), "the shift has only just begun"
    room.clock.advance(minutes=10)
    front = room.roster.on_duty()
    assert [duty.shift.person_id for duty in front.missing] == planned
    assert [duty.shift.person_id for duty in front.now] == planned, (
        "nobody has come: the plan is all there is"
    )
    room.roster.clocking.on("zhou").result()
    room.roster.clocking.on("zhao", "operator").result()
    front = room.roster.on_duty()
    assert {"zhou", "zhao"} <= {duty.shift.person_id for duty in front.now}
    assert [duty.shift.person_id for duty in front.missing] == [one for one in planned if one != "zhou"]


def test_cover_says_who_is_missing_at_this_moment(room: Room) -> None:
    room.roster.books.save_need(Need("n", "operator", count=2)).result()
    room.roster.books.save_need(Need("m", "post", "gate", days="rest_days")).result()
    assert {(cover.line.role, cover.needed, cover.there, cover.missing) for cover in room.roster.cover()} == {
        ("operator", 2, 1, 1), ("leader", 0, 1, 0), ("patrol", 0, 1, 0),
    }  # fmt: skip

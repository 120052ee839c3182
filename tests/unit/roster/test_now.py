"""Who is on duty as the database says it: what is stored comes back, five years of it are no slower, old data still speak."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from app.model.roster import CLOCKED, EVERY_DAY, OVERRIDE, ROTATION, SHEET, WEEKLY
from app.model.rota import (
    APPROVED,
    Cell,
    DayMark,
    Exchange,
    Leave,
    Leg,
    Limits,
    Line,
    Need,
    Presence,
    Qualification,
    RosterSettings,
    Rotation,
    Sheet,
    ShiftKind,
    Terms,
    Wish,
)
from app.model.words import Words
from app.roster.now import resolve, standing
from app.roster.rotation import from_pattern
from app.storage.roster import RosterRepository
from app.storage.transaction import Transaction
from tests.fakes.room import Room

NOON = datetime(2026, 12, 7, 4, 0, tzinfo=UTC)
SHEET_7 = Sheet("s7", "12月", "2026-12-07", "2026-12-08", (Line("operator"),))
CELL = Cell("c", "night", "operator", "", "2026-12-07", "08:00", "20:00")
ROTA = from_pattern(
    "day_night",
    Rotation("r", Words("轮"), "operator", "", "2026-12-01", "2026-12-01", (), ()),
    [["zhou"], ["night"], ["liu"], ["chen"]],
)


def write(room: Room, *changes: object) -> None:
    def change(transaction: Transaction) -> None:
        for one in changes:
            one(transaction.roster)

    room.database.write(change).result()


def who(room: Room, role: str = "operator", at: datetime = NOON) -> list[tuple[str, str]]:
    found = room.database.read(lambda reader: resolve(reader, role, at))
    return [(duty.shift.person_id, duty.why.code) for duty in found.duties]


def test_each_layer_over_the_lower_one(room: Room) -> None:
    assert who(room) == [("zhou", WEEKLY)]
    write(room, lambda roster: roster.save_rotation(ROTA))
    assert who(room) == [("liu", ROTATION), ("zhou", WEEKLY)]
    publish(room)
    assert who(room) == [("night", SHEET)]
    leg = Leg("night", "chen", "operator", "", NOON - timedelta(hours=1), NOON + timedelta(hours=1))
    write(room, lambda roster: roster.save_exchange(Exchange("x", OVERRIDE, (leg,), APPROVED, number=1)))
    assert who(room) == [("chen", OVERRIDE)]
    assert who(room, at=NOON + timedelta(hours=1)) == [("night", SHEET)]
    write(room, lambda roster: roster.save_leave(Leave("l", "chen", NOON, NOON + timedelta(days=1))))
    found = room.database.read(lambda reader: resolve(reader, "operator", NOON))
    assert found.duties == ()
    assert [duty.shift.person_id for duty in found.away] == ["chen"]
    assert found.is_rostered
    assert not room.database.read(lambda reader: resolve(reader, "police", NOON)).is_rostered
    write(room, lambda roster: roster.release(SHEET_7))
    assert who(room, at=NOON + timedelta(hours=1)) == [("liu", ROTATION), ("zhou", WEEKLY)]


def publish(room: Room) -> None:
    write(
        room,
        lambda roster: roster.save_sheet(SHEET_7, [CELL]),
        lambda roster: roster.govern(SHEET_7, ["2026-12-07", "2026-12-08"]),
    )


def test_a_sheet_published_later_leaves_the_earlier_one_as_it_was(room: Room) -> None:
    publish(room)
    other = Sheet("s8", "12月", "2026-12-07", "2026-12-07", (Line("operator"),))
    write(
        room,
        lambda roster: roster.save_sheet(
            other, [Cell("d", "liu", "operator", "", "2026-12-07", "08:00", "20:00")]
        ),
        lambda roster: roster.govern(other, ["2026-12-07"]),
    )
    assert who(room) == [("liu", SHEET)]
    assert room.database.read(lambda reader: reader.roster.cells("s7")) == [CELL]


def test_who_is_there_is_called_before_who_is_only_planned(room: Room) -> None:
    write(
        room,
        lambda roster: roster.save_rotation(ROTA),
        lambda roster: roster.save_settings(RosterSettings(clocking=True)),
    )
    assert who(room) == [("liu", ROTATION), ("zhou", WEEKLY)], "nobody has clocked on: all that are planned"
    on = Presence("p", "zhou", "operator", "", None, None, NOON - timedelta(hours=3))
    stranger = Presence("q", "chen", "operator", "", None, None, NOON - timedelta(hours=2))
    write(room, lambda roster: roster.save_presence(on), lambda roster: roster.save_presence(stranger))
    found = room.database.read(lambda reader: resolve(reader, "operator", NOON))
    assert [(duty.shift.person_id, duty.why.code) for duty in found.duties] == [
        ("zhou", WEEKLY),
        ("chen", CLOCKED),
    ]
    assert [duty.shift.person_id for duty in found.not_there] == ["liu"]
    everybody = room.database.read(lambda reader: standing(reader, NOON)).duties
    assert [duty.shift.person_id for duty in everybody] == ["zhou", "chen", "chen", "liu"]
    write(
        room,
        lambda roster: roster.save_presence(
            Presence("q", "chen", "operator", "", None, None, NOON - timedelta(hours=2), NOON)
        ),
    )
    assert who(room) == [("zhou", WEEKLY)]


def test_all_that_is_stored_comes_back(room: Room) -> None:
    kind = ShiftKind("k", Words("白班", "Day"), Words("白", "D"), "08:00", "20:00")
    need = Need("n", "post", "gate", "workdays", (), "08:00", "24:00", 2, ("first_aid",))
    terms = Terms("zhou", (Qualification("lpg", "2027-01-01"),), Limits(40, None, 0))
    leg = Leg("zhou", "", "operator", "", NOON, NOON + timedelta(hours=2))
    exchange = Exchange("x", OVERRIDE, (leg,), reason="病", asked_by="zhou")
    leave = Leave("l", "zhou", NOON, NOON + timedelta(days=1), "sick", "医院")
    presence = Presence("p", "zhou", "operator", "", NOON, NOON + timedelta(hours=12), NOON, NOON)
    settings = RosterSettings(Limits(44, 11, 24), clocking=True, early_min=15, late_min=5)
    write(
        room,
        lambda roster: roster.save_kind(kind),
        lambda roster: roster.save_need(need),
        lambda roster: roster.save_terms(terms),
        lambda roster: roster.save_exchange(exchange),
        lambda roster: roster.save_leave(leave),
        lambda roster: roster.save_presence(presence),
        lambda roster: roster.save_settings(settings),
        lambda roster: roster.save_wish(Wish("zhou", "2026-12-07", "off")),
        lambda roster: roster.save_day_mark(DayMark("2028-01-03", False, Words("元旦", "New Year"))),
        lambda roster: roster.save_rotation(ROTA),
    )
    room.reopen()

    def read(roster: RosterRepository) -> list[object]:
        return [
            roster.kinds()[-1], roster.needs()[-1], roster.terms()[-1], roster.exchange("x"),
            roster.exchanges(NOON)[0], roster.leave("l"), roster.leaves(NOON, NOON + timedelta(hours=1))[0],
            roster.presences(NOON, NOON + timedelta(hours=1)), roster.settings(),
            roster.wishes("2026-12-01", "2026-12-31")[0], roster.day_marks()[0], roster.rotations()[0],
        ]  # fmt: skip

    found = room.database.read(lambda reader: read(reader.roster))
    assert found == [
        kind, need, terms, exchange, exchange, leave, leave, [], settings, Wish("zhou", "2026-12-07", "off"),
        DayMark("2028-01-03", False, Words("元旦", "New Year")), ROTA,
    ]  # fmt: skip


@pytest.mark.timeout(100)
def test_five_years_of_five_hundred_people_are_answered_at_once(room: Room) -> None:
    lines = [Line("post", f"post{number}") for number in range(40)]
    first = date(2022, 1, 1)
    days = [(first + timedelta(days=offset)).isoformat() for offset in range(5 * 365)]

    def furnish(transaction: Transaction) -> None:
        sheet = Sheet("big", "", days[0], days[-1], tuple(lines))
        transaction.roster.save_sheet(
            sheet,
            (
                Cell(
                    f"{number}{day}{start}",
                    f"p{(number * 7 + turn) % 500}",
                    line.role,
                    line.post_id,
                    day,
                    start,
                    end,
                )
                for turn, day in enumerate(days)
                for number, line in enumerate(lines)
                for start, end in (("08:00", "20:00"), ("20:00", "08:00"))
            ),
        )
        transaction.roster.govern(sheet, days)

    room.database.write(furnish).result()
    at = datetime(2024, 6, 1, 4, tzinfo=UTC)
    taken = []
    for _ in range(30):
        begun = time.perf_counter()
        found = room.database.read(lambda reader: resolve(reader, "post", at))
        taken.append(time.perf_counter() - begun)
    assert len(found.duties) == len(lines)
    # The bench holds it to 5 ms; a busy machine under test is given more.
    assert sorted(taken)[len(taken) // 2] < 0.02


def test_standing_names_the_roles_that_are_planned(room: Room) -> None:
    found = room.database.read(lambda reader: standing(reader, NOON))
    assert found.rostered == {"operator", "leader", "patrol"}
    assert [duty.shift.role for duty in found.duties] == ["operator", "leader", "patrol"]
    write(room, lambda roster: roster.save_need(Need("n", "post", "gate", weekdays=EVERY_DAY)))
    assert "post" in room.database.read(lambda reader: standing(reader, NOON)).rostered

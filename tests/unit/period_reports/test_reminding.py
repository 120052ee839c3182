"""What is due of reports over a time: reminded of once, missed once, gone from the strip when made."""

import threading
from concurrent.futures import Future

import pytest

from app.model.period_report import ReportKey
from tests.fakes.room import Room
from tests.unit.period_reports.papers import text_of

NOVEMBER = ReportKey("monthly", "2026-11")
DAY = 24 * 60


def tick(room: Room) -> None:
    change = room.reminder.tick()
    if change is not None:
        change.result()


def told(room: Room) -> list[str]:
    return [kind for kind in room.kinds() if kind.startswith("period_report_")]


def test_a_report_is_reminded_of_once_and_missed_once_over_restarts(room: Room) -> None:
    room.journal.add("x").result()
    for _ in range(14 * 4):
        room.clock.advance(minutes=DAY / 4)
        tick(room)
        room.reopen()

    assert told(room) == ["period_report_due", "period_report_missed"]
    tick(room)
    assert [one.key for one in room.reminder.waiting()] == [NOVEMBER]
    assert next(one for one in room.period_reports.all() if one.report.key == NOVEMBER).missed

    room.period_reports.make(NOVEMBER, "zh").result()
    tick(room)
    assert room.reminder.waiting() == ()


def test_a_site_that_has_kept_a_log_for_months_is_not_told_of_all_of_them(room: Room) -> None:
    room.journal.add("x").result()
    room.clock.advance(minutes=300 * DAY)
    for _ in range(3):
        tick(room)

    assert told(room) == []
    assert len(room.period_reports.all()) == 11  # but each can be made


def test_in_a_special_period_a_report_is_due_every_day(room: Room) -> None:
    room.journal.add("x").result()
    tick(room)
    reports = room.period_reports
    reports.save_special_period(reports.new_special_period("2026-11-24", "2026-11-25", " Congress ")).result()
    for _ in range(24 * 5):
        room.clock.advance(minutes=60)
        tick(room)

    days = [
        entry.draft.data["period"]
        for entry in reversed(room.journal.latest(20, kinds=("period_report_missed",)))
    ]
    assert days == ["2026-11-24", "2026-11-25"]
    made = reports.make(ReportKey("daily", "2026-11-24"), "zh").result()
    assert made.span.hours == 24
    assert "Congress" in text_of(room.papers[-1])
    # The period was a mistake: what was made stays in the list.
    reports.remove_special_period(reports.special_periods()[0]).result()
    assert [one.report.key.period for one in reports.all() if one.report.key.kind == "daily"] == [
        "2026-11-24"
    ]


def test_the_thread_looks_at_once_after_a_report_was_made(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.journal.add("x").result()
    tick(room)
    room.clock.advance(minutes=10 * DAY)
    looked, look = threading.Event(), room.reminder.tick

    def told() -> "Future[None] | None":
        change = look()
        looked.set()
        return change

    def wait_until(waiting: int) -> None:
        while len(room.reminder.waiting()) != waiting:
            assert looked.wait(20)
            looked.clear()

    monkeypatch.setattr(room.reminder._ticker, "_tick", told)
    room.reminder.start()
    wait_until(1)
    room.period_reports.make(NOVEMBER, "zh").result()
    wait_until(0)
    room.reminder.stop()
    assert room.ended == []

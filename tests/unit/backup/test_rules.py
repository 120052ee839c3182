"""When a backup is due, which stay, what is an alarm."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.backup.rules import (
    check_rule,
    check_target,
    due_at,
    going_for_room,
    is_alarm,
    is_reread,
    kept,
    retry_s,
)
from app.core.errors import InvalidInput
from app.model.backup import HOURLY, Backup, BackupRule, BackupTarget

START = datetime(2026, 1, 1, tzinfo=UTC)


def backup(sequence: int, at: datetime = START, size: int = 100, log_fault: str = "") -> Backup:
    return Backup(
        sequence, at, HOURLY, sequence * 10, "h", "log", size, "s", "1", "0031", 0, log_fault=log_fault
    )


def hours(count: int) -> list[Backup]:
    return [backup(number + 1, START + timedelta(hours=number)) for number in range(count)]


def test_a_year_of_hourly_backups_leaves_a_day_two_weeks_and_a_year() -> None:
    staying = kept(hours(24 * 400), BackupRule(), UTC)
    days = {(START + timedelta(hours=number - 1)).date() for number in staying}
    assert (
        len(staying) == 24 + 13 + 10
    )  # today, this month and the one before are among what is counted already
    assert len({day.strftime("%Y%m") for day in days}) == 12
    assert set(range(24 * 400 - 23, 24 * 400 + 1)) <= staying


WHEN = st.integers(-500_000, 500_000).map(lambda minutes: START + timedelta(minutes=minutes))
COUNTS = st.integers(0, 30)


@given(
    st.lists(st.tuples(WHEN, st.booleans()), max_size=60),
    st.builds(BackupRule, st.just(1), st.integers(1, 30), COUNTS, COUNTS),
)
def test_whatever_the_clock_says_the_rule_keeps_what_it_promises(
    times: list[tuple[datetime, bool]], rule: BackupRule
) -> None:
    made = [backup(number, at, log_fault="x" if bad else "") for number, (at, bad) in enumerate(times, 1)]
    staying = kept(made, rule, UTC)
    newest_first = made[::-1]
    assert staying <= {each.sequence for each in made}
    assert {each.sequence for each in newest_first[:2]} <= staying
    sound = [each.sequence for each in newest_first if not each.log_fault]
    assert not sound or sound[0] in staying
    for form, count in (("%Y%m%d%H", rule.hourly), ("%Y%m%d", rule.daily), ("%Y%m", rule.monthly)):
        periods = list(dict.fromkeys(each.made_at.strftime(form) for each in newest_first))[:count]
        for period in periods:
            first = next(each for each in newest_first if each.made_at.strftime(form) == period)
            assert first.sequence in staying
    assert len(staying) <= rule.hourly + rule.daily + rule.monthly + 3
    # What stays once goes on staying while nothing is added: removing must come to rest.
    assert kept([each for each in made if each.sequence in staying], rule, UTC) == staying


@given(
    st.lists(st.tuples(st.integers(1, 50), st.booleans()), max_size=12),
    st.integers(0, 400),
    st.integers(0, 200),
)
def test_room_is_made_by_the_oldest_and_never_by_the_last_good_one(
    sizes: list[tuple[int, bool]], needed: int, free: int
) -> None:
    made = [
        backup(number, size=size, log_fault="x" if bad else "") for number, (size, bad) in enumerate(sizes, 1)
    ]
    going = going_for_room(made, needed, free)
    gone = {each.sequence for each in going}
    assert not made or made[-1].sequence not in gone
    sound = [each.sequence for each in made if not each.log_fault]
    assert not sound or sound[-1] not in gone
    if going:
        assert free < needed <= free + sum(each.size for each in going)
        assert free + sum(each.size for each in going[:-1]) < needed  # none more than it takes
        may_go = [each.sequence for each in made if each.sequence not in (made[-1].sequence, *sound[-1:])]
        assert sorted(gone) == may_go[: len(gone)]


def test_the_next_one_is_due_an_hour_after_the_newest_and_at_once_where_the_clock_went_back() -> None:
    rule = BackupRule(every_h=2)
    assert due_at(None, rule, START) == START
    assert due_at(START, rule, START + timedelta(minutes=5)) == START + timedelta(hours=2)
    assert due_at(START + timedelta(days=3), rule, START) == START


def test_tries_come_seldom_but_never_end() -> None:
    waits = [retry_s(failures) for failures in range(1, 12)]
    assert waits[0] == 30
    assert waits == sorted(waits)
    assert waits[-1] == 600


def test_a_stick_that_may_be_away_is_missed_when_its_newest_backup_is_too_old() -> None:
    rotating, fixed = BackupTarget("a", "/a", away_days=7), BackupTarget("b", "/b")
    week = START + timedelta(days=7)
    assert not is_alarm("target_gone", rotating, START, week)
    assert is_alarm("target_gone", rotating, START, week + timedelta(minutes=1))
    assert is_alarm("target_full", rotating, START, START)
    assert is_alarm("target_gone", rotating, None, START)  # never backed up to
    assert is_alarm("target_gone", fixed, START, START + timedelta(minutes=1))
    assert not is_alarm("", fixed, None, week)
    assert not is_alarm("target_busy", fixed, None, week)


def test_each_picture_is_read_again_once_in_a_day_of_backups() -> None:
    for first in range(256):
        read = [number for number in range(100, 124) if is_reread(f"{first:02x}" + "0" * 62, number)]
        assert len(read) == 1


@pytest.mark.parametrize(
    ("target", "field"),
    [
        (BackupTarget("a", " "), "folder"),
        (BackupTarget("a", "sticks/one"), "folder"),
        (BackupTarget("a", "/stick", away_days=32), "away_days"),
    ],
)
def test_a_target_that_cannot_be_is_refused(target: BackupTarget, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_target(target)
    assert caught.value.values["field"] == field


def test_a_rule_that_keeps_nothing_is_refused() -> None:
    check_rule(BackupRule())
    with pytest.raises(InvalidInput):
        check_rule(BackupRule(hourly=0))
    with pytest.raises(InvalidInput):
        check_rule(BackupRule(every_h=25))

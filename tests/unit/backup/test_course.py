"""What is decided for one target from what its process says and from the time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.backup.layout import manifest_of
from app.backup.protocol import SILENT_S
from app.backup.standing import Course
from app.model.backup import HANDOVER, HOURLY, Backup, BackupRule, BackupTarget
from tests.unit.backup.test_rules import backup

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
MADE = replace(backup(7, NOW), number=70)


class Table:
    """A course and its clocks."""

    def __init__(self, away_days: int = 0) -> None:
        self.course = Course(BackupTarget("t", "/stick", away_days), BackupRule())
        self.now, self.at = NOW, 100.0

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.at += seconds

    def hear(self, *, with_backup: Backup | None = None, **said: object) -> None:
        self.course.hear(said, with_backup, self.at)

    def there(self, newest: Backup | None = None, spilled: int = 0, code: str = "") -> None:
        self.hear(
            there=True,
            code=code,
            spilled=spilled,
            newest=manifest_of(newest) if newest else None,
            with_backup=newest,
        )

    def wish(self) -> str:
        why = self.course.next_wish(self.now, self.at)
        if why:
            self.course.begun(why, self.at)
        return why

    @property
    def code(self) -> str:
        return self.course.standing(self.now).code


def test_the_first_backup_is_made_at_once_and_then_each_hour() -> None:
    table = Table()
    assert table.wish() == ""  # nobody has looked yet
    table.there()
    assert table.wish() == HOURLY
    assert table.wish() == ""  # it is being made
    table.hear(made=manifest_of(MADE), with_backup=MADE)
    table.there(MADE, spilled=71)
    assert table.course.standing(table.now).newest == MADE
    table.pass_time(3599)
    assert table.wish() == ""
    table.pass_time(1)
    assert table.wish() == HOURLY


def test_a_handover_is_backed_up_also_when_the_stick_comes_later() -> None:
    table = Table()
    table.there(MADE)
    table.hear(there=False, code="target_gone")
    table.course.handed_over(MADE.number + 1)
    assert table.wish() == ""
    table.there(MADE)
    assert table.wish() == HANDOVER
    made = replace(MADE, sequence=8, number=MADE.number + 4)
    table.hear(made=manifest_of(made), with_backup=made)
    assert table.wish() == ""
    table.course.handed_over(made.number)  # one that a backup holds
    assert table.wish() == ""


def test_failures_are_tried_again_ever_more_seldom_and_at_once_when_it_is_back() -> None:
    table = Table()
    table.there()
    tries = 0
    for _ in range(60):
        if table.wish():
            tries += 1
            table.hear(failed="target_full")
        table.pass_time(60)
    assert 6 <= tries <= 12
    assert table.code == "target_full"
    table.hear(there=False, code="target_gone")
    table.there()
    assert table.wish() == HOURLY


def test_a_full_stick_stays_told_while_looks_at_it_go_well() -> None:
    table = Table()
    table.there()
    table.wish()
    table.hear(failed="target_full")
    table.there(spilled=5)
    assert table.code == "target_full"
    table.pass_time(60)
    table.wish()
    table.hear(made=manifest_of(MADE), with_backup=MADE)
    assert table.code == ""


def test_a_stick_that_was_pulled_out_is_well_again_once_it_is_there() -> None:
    table = Table()
    table.there(MADE)
    table.pass_time(4000)
    table.wish()
    table.hear(failed="target_gone")
    assert table.code == "target_gone"
    assert table.wish() == ""
    table.there(MADE)
    assert table.code == ""


def test_a_rotating_stick_is_no_alarm_while_it_may_be_away() -> None:
    table = Table(away_days=2)
    table.there(MADE)
    table.hear(there=False, code="target_gone")
    assert not table.course.standing(table.now).alarm
    table.pass_time(2 * 86400 + 1)
    assert table.course.standing(table.now).alarm


def test_silence_is_told_as_a_disk_that_does_not_answer_and_begun_anew() -> None:
    table = Table()
    table.there(MADE)
    table.pass_time(SILENT_S)
    assert not table.course.is_silent(table.at)
    table.pass_time(1)
    assert table.course.is_silent(table.at)
    table.course.silent(table.at)
    table.course.ended(table.at)
    assert table.code == "target_slow"
    assert not table.course.may_begin(table.at)
    table.pass_time(31)
    assert table.course.may_begin(table.at)
    table.there(MADE)
    assert table.code == "target_slow"  # a look tells little
    assert table.wish() == HOURLY
    table.hear(made=manifest_of(MADE), with_backup=MADE)
    assert table.code == ""


def test_a_process_that_died_is_told_until_its_successor_speaks() -> None:
    table = Table()
    table.there(MADE)
    table.course.ended(table.at)
    assert table.code == "crashed"
    table.there(MADE)
    assert table.code == ""


def test_a_log_that_was_changed_stays_told_after_the_backup_of_it() -> None:
    table = Table()
    table.there()
    changed = replace(MADE, log_fault="hash_differs 3")
    table.hear(made=manifest_of(changed), with_backup=changed)
    table.there(changed)
    assert table.code == "log_changed"
    assert table.wish() == ""


def test_a_database_that_cannot_be_spilled_does_not_hide_the_backups_there_are() -> None:
    table = Table()
    table.there(MADE)
    table.hear(there=True, code="source_damaged")
    standing = table.course.standing(table.now)
    assert (standing.code, standing.alarm, standing.newest) == ("source_damaged", True, MADE)

"""Targets, the rule, and the thread with the real process: an entry is on the stick within a moment, an outage is told once."""

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import psutil
import pytest

from app.backup.layout import FOLDER, Layout
from app.backup.places import noted_targets
from app.backup.process import WorkerProcess
from app.backup.protocol import SILENT_S, Start
from app.backup.rounds import Rounds, Said
from app.backup.service import BackupService
from app.backup.spill import Spill
from app.core.clock import SystemClock
from app.core.errors import InvalidInput
from app.core.paths import DataFolder
from app.model.backup import BackupRule, BackupTarget
from app.model.journal import Actor, Draft
from app.storage.transaction import Transaction
from tests.fakes import waiting
from tests.fakes.room import Room

until = partial(waiting.until, within_s=60.0)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "logs").mkdir()
    room = Room(tmp_path / "data", cast("Any", SystemClock()))  # the process has the machine's own clock
    room.journal.record("console_started").result()
    yield room
    room.close()


@pytest.fixture
def faults() -> list[BaseException]:
    return []


@pytest.fixture
def service(room: Room, faults: list[BaseException]) -> Iterator[BackupService]:
    service = BackupService(
        room.database,
        room.clock,
        room.changes,
        DataFolder(room.folder),
        lambda: Actor("zhou", "周敏"),
        lambda: None,
        faults.append,
    )
    yield service
    service.stop()
    assert faults == []


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


def told(room: Room, *kinds: str) -> list[str]:
    return [entry.draft.kind for entry in reversed(room.journal.latest(100, kinds=kinds))]


def test_a_target_is_marked_noted_beside_the_database_and_entered(
    service: BackupService, room: Room, stick: Path
) -> None:
    service.start()
    until(service.is_missing)
    service.save_target(BackupTarget("new", str(stick), away_days=3)).result()
    (target,) = service.targets()
    first = room.database.read(lambda reader: reader.journal.get(1))
    assert first is not None
    assert Layout(stick).mark() == (target.id, first.hash)
    until(
        lambda: noted_targets(DataFolder(room.folder)) == ([BackupTarget(target.id, str(stick))], first.hash)
    )
    assert not service.is_missing()
    assert told(room, "backup_target_saved") == ["backup_target_saved"]
    service.remove_target(target.id).result()
    until(service.is_missing)
    assert (stick / FOLDER).is_dir()  # what lies there stays


def test_a_backup_is_made_at_once_and_every_entry_follows(
    service: BackupService, room: Room, stick: Path
) -> None:
    service.save_target(BackupTarget("new", str(stick))).result()
    service.start()
    layout = Layout(stick)
    until(lambda: len(layout.good()) == 1)
    number = room.journal.add("after it").result().number
    until(
        lambda: (
            Spill(layout.spill).last() is not None and (Spill(layout.spill).last() or (0, ""))[0] >= number
        )
    )
    until(lambda: service.standings()[0].spilled >= number)
    service.back_up_now()
    until(lambda: len(layout.good()) == 2)
    until(lambda: told(room, "backup_made") == ["backup_made"])


def test_an_outage_and_its_end_are_one_entry_each(service: BackupService, room: Room, stick: Path) -> None:
    service.save_target(BackupTarget("new", str(stick))).result()
    service.start()
    until(lambda: bool(Layout(stick).good()))
    until(lambda: bool(service.standings()[0].newest))
    away = stick.with_name("away")
    (stick / FOLDER).rename(away)
    room.journal.add("not on the stick").result()
    until(lambda: service.standings()[0].alarm)
    until(lambda: told(room, "backup_failed", "backup_works") == ["backup_failed"])
    service.back_up_now()
    room.journal.add("nor this").result()
    away.rename(stick / FOLDER)
    last = room.journal.add("but this, and those before").result()
    until(lambda: (Spill(Layout(stick).spill).last() or (0, ""))[0] >= last.number)
    until(lambda: told(room, "backup_failed", "backup_works") == ["backup_failed", "backup_works"])
    until(lambda: len(Layout(stick).good()) == 2)  # the one that was asked for meanwhile


def test_a_handover_is_backed_up(service: BackupService, room: Room, stick: Path) -> None:
    service.save_target(BackupTarget("new", str(stick))).result()
    service.start()
    until(lambda: bool(Layout(stick).good()))
    until(lambda: service.standings()[0].newest is not None)

    def accept(transaction: Transaction) -> int:
        transaction.touch("handover_accepted")
        return transaction.journal.append(Draft("handover_accepted")).number

    number = room.database.write(accept).result()
    until(lambda: len(Layout(stick).good()) == 2)
    assert Layout(stick).good()[-1].why == "handover"
    assert Layout(stick).good()[-1].number >= number


class _Ahead(SystemClock):
    """The machine's clock, whose monotonic seconds a test can let jump."""

    ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead


def test_a_process_that_hangs_or_dies_is_told_and_begun_anew(
    room: Room, stick: Path, faults: list[BaseException], service: BackupService
) -> None:
    service.save_target(BackupTarget("new", str(stick))).result()
    processes: list[WorkerProcess] = []

    def begin(start: Start, hear: Callable[[Said], None]) -> WorkerProcess:
        processes.append(WorkerProcess(start, hear))
        return processes[-1]

    clock = _Ahead()
    rounds = Rounds(room.database, clock, room.changes, DataFolder(room.folder), faults.append, begin)
    rounds.start()
    try:
        until(lambda: bool(rounds.standings()) and rounds.standings()[0].newest is not None)
        os.kill(processes[0].pid, signal.SIGSTOP)
        clock.ahead += SILENT_S + 60  # more than its every sign of life is old
        until(lambda: rounds.standings()[0].code == "target_slow")
        until(lambda: not psutil.pid_exists(processes[0].pid))
        clock.ahead += 60
        until(lambda: len(processes) == 2 and rounds.standings()[0].code == "")
        os.kill(processes[1].pid, signal.SIGKILL)
        until(lambda: rounds.standings()[0].code == "crashed")
        clock.ahead += 600
        until(lambda: len(processes) == 3 and rounds.standings()[0].code == "")
        last = room.journal.add("and it spills again").result()
        until(lambda: rounds.standings()[0].spilled >= last.number)
    finally:
        rounds.stop()


@pytest.mark.parametrize(
    ("where", "reason"),
    [("nowhere", "folder_gone"), ("data/inside", "folder_in_data"), ("other", "folder_other_log")],
)
def test_a_folder_that_is_none_for_backups_is_refused(
    service: BackupService, room: Room, tmp_path: Path, where: str, reason: str
) -> None:
    (tmp_path / "data" / "inside").mkdir()
    (tmp_path / "other").mkdir()
    Layout(tmp_path / "other").adopt("x", "0" * 64)
    with pytest.raises(InvalidInput) as caught:
        service.save_target(BackupTarget("new", str(tmp_path / where))).result()
    assert caught.value.values["reason"] == reason
    assert service.targets() == []


def test_a_stick_known_from_before_is_taken_up_as_the_one_it_is(service: BackupService, stick: Path) -> None:
    service.save_target(BackupTarget("new", str(stick))).result()
    (target,) = service.targets()
    service.remove_target(target.id).result()
    service.save_target(BackupTarget("newer", str(stick))).result()
    assert service.targets() == [target]


def test_the_rule_is_stored_with_its_entry(service: BackupService, room: Room) -> None:
    service.save_rule(BackupRule(2, 12, 7, 3)).result()
    assert service.rule() == BackupRule(2, 12, 7, 3)
    assert told(room, "backup_rule") == ["backup_rule"]

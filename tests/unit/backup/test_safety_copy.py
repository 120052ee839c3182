"""Without a second disk the database has a copy beside it: damage to it is mended, and nobody takes that for a backup."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from app.backup import making, safety_copy
from app.backup.by_command import verify
from app.backup.layout import Layout, TargetUnusable
from app.backup.making import BackupMaking
from app.backup.offers import find_offers
from app.backup.places import is_safety_copy
from app.backup.rounds import Rounds
from app.backup.spilling import Spilling
from app.core.clock import SystemClock
from app.core.paths import DataFolder
from app.handover.copies import copies
from app.model.backup import HOURLY, SAFETY_COPY, BackupRule, BackupTarget
from app.model.journal import Draft
from tests.fakes import waiting
from tests.fakes.room import Room
from tests.unit.backup.vault import Vault

until = partial(waiting.until, within_s=60.0)


class Beside:
    """The copy beside the database of a room, worked on in this process."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        shutil.rmtree(vault.stick)
        assert safety_copy.prepare(vault.data, vault.log)
        self.place = Path(safety_copy.target_of(vault.data, vault.log).folder)
        self.layout = Layout(self.place, beside=True)

    def make(self) -> None:
        room = self.vault.room
        made = BackupMaking(self.vault.source, self.layout, room.clock, UTC, lambda: None)
        made.make(HOURLY, safety_copy.rule_of(BackupRule()), SAFETY_COPY, self.vault.log)

    def spill(self) -> None:
        spilling = Spilling(
            self.vault.source, self.layout, SAFETY_COPY, self.vault.log, self.vault.room.clock
        )
        spilling.catch_up()
        spilling.close()


@pytest.fixture
def beside(vault: Vault) -> Beside:
    return Beside(vault)


def test_a_destroyed_database_comes_back_whole_from_the_copy_beside_it(vault: Vault, beside: Beside) -> None:
    picture = vault.picture(b"a picture")
    beside.make()
    vault.room.journal.add("after it").result()
    later = vault.picture(b"another")
    beside.spill()
    vault.room.close()
    vault.data.database.write_bytes(b"nothing of it is left")
    shutil.rmtree(vault.data.media)
    (offer,) = find_offers(vault.data, vault.room.clock)
    assert (offer.own, offer.lost, offer.place) == (True, 0, beside.place)
    assert is_safety_copy(offer.place)
    vault.restore()
    vault.room = Room(vault.data.root, furnished=True)
    assert vault.texts() == ["the first line", "after it"]
    assert all(vault.room.media.find(digest) is not None for digest in (picture, later))
    assert vault.room.journal.verify().ok


def test_pictures_get_a_second_name_and_take_no_room(vault: Vault, beside: Beside) -> None:
    digest = vault.picture(b"x" * 100_000)
    beside.make()
    kept = vault.room.media.find(digest)
    assert kept is not None
    assert kept.stat().st_nlink == 2
    assert (beside.layout.media / digest[:2] / kept.name).samefile(kept)
    assert beside.layout.good()[0].faults == ()
    assert [fault for _, fault in verify(find_offers(vault.data, vault.room.clock), vault.room.clock)] == [""]


def test_a_disk_without_second_names_keeps_the_pictures_where_they_are(
    vault: Vault, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(95, "no links here")

    monkeypatch.setattr(os, "link", refuses)
    vault.picture(b"a picture")
    beside.make()
    (backup,) = beside.layout.good()
    assert (backup.pictures, backup.faults) == (0, ())


def test_a_picture_that_is_not_what_its_name_says_is_named(vault: Vault, beside: Beside) -> None:
    digest = vault.picture(b"a picture")
    kept = vault.room.media.find(digest)
    assert kept is not None
    kept.chmod(0o600)
    kept.write_bytes(b"a pixture")
    beside.make()
    assert beside.layout.good()[0].faults == (digest,)


def test_few_stay(vault: Vault, beside: Beside) -> None:
    for _ in range(6):
        vault.room.clock.advance(seconds=9 * 3600)
        beside.make()
    assert [backup.sequence for backup in beside.layout.good()] == [4, 5, 6]


def test_the_log_has_the_room_first(vault: Vault, beside: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    free = making.BESIDE_MARGIN_BYTES
    monkeypatch.setattr(Layout, "free", lambda _: free)
    with pytest.raises(TargetUnusable) as caught:
        beside.make()
    assert caught.value.code == "target_full"
    assert beside.layout.good() == []


def test_a_log_begun_anew_leaves_the_copies_of_the_old_one_alone(vault: Vault, beside: Beside) -> None:
    beside.make()
    assert safety_copy.prepare(vault.data, "f" * 64)
    other = safety_copy.target_of(vault.data, "f" * 64)
    assert Path(other.folder) != beside.place
    safety_copy.clear(vault.data, "f" * 64)
    assert len(beside.layout.good()) == 1


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    (tmp_path / "own" / "logs").mkdir(parents=True)
    room = Room(tmp_path / "own", cast("Any", SystemClock()))  # the process has the machine's own clock
    yield room
    room.close()


def test_it_is_made_by_itself_and_goes_when_a_second_disk_has_a_backup(room: Room, tmp_path: Path) -> None:
    faults: list[BaseException] = []
    folder = DataFolder(room.folder)
    rounds = Rounds(room.database, room.clock, room.changes, folder, faults.append, safety_after_s=0.0)
    rounds.start()
    try:
        until(rounds.is_missing)
        assert not folder.safety_copies.exists()  # a log without an entry has no name
        first = room.journal.record("console_started").result()
        place = Path(safety_copy.target_of(folder, first.hash).folder)
        until(lambda: any(each.newest is not None for each in rounds.standings()))
        (standing,) = rounds.standings()
        assert (standing.target.is_safety_copy, standing.alarm, rounds.is_missing()) == (True, False, True)
        assert [one.code for one in copies(rounds.standings(), missing=True)] == ["copies_none"]
        last = room.journal.add("and every entry follows").result()
        until(lambda: rounds.standings()[0].spilled >= last.number)
        stick = tmp_path / "stick"
        stick.mkdir()
        Layout(stick).adopt("t1", first.hash)

        def choose(transaction: Any) -> None:
            transaction.backups.save_target(BackupTarget("t1", str(stick)))
            transaction.journal.append(Draft("backup_target_saved"))
            transaction.touch("backup")

        room.database.write(choose).result()
        until(lambda: bool(Layout(stick).good()))
        until(lambda: not place.exists())
        assert not rounds.is_missing()
        assert room.journal.latest(10, kinds=("backup_failed", "backup_made")) == []
    finally:
        rounds.stop()
    assert faults == []

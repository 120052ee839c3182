"""The environment refuses: each refusal has its code, and nothing is half stored."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlite_utils

from app.core.changes import Changes
from app.core.errors import StorageUnavailable
from app.core.secrets import FileSecrets
from app.model.search import Wanted
from app.storage import database as database_module
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.reserve import Reserve
from tests.fakes.clock import FakeClock
from tests.fakes.room import Room


def test_a_full_disk_refuses_the_line_and_keeps_the_rest(room: Room) -> None:
    room.journal.add("before").result()
    # max_page_count makes SQLite itself answer as it does on a full disk.
    room.database.write(
        lambda tx: tx.touch_quietly() or tx.journal._database.execute("PRAGMA max_page_count = 1")
    ).result()
    lines = [room.journal.add("x" * 3000) for _ in range(200)]
    with pytest.raises(StorageUnavailable) as caught:
        lines[-1].result()
    assert caught.value.code == "disk_full"
    assert room.journal.verify().ok
    assert room.journal.find(Wanted("before")).entries


def test_a_file_that_is_no_database_is_named_damaged(tmp_path: Path) -> None:
    path = tmp_path / "dutyroom.sqlite"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StorageUnavailable) as caught:
        Database(path, FakeClock(), Changes())
    assert caught.value.code == "damaged"


def test_a_folder_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable) as caught:
        Database(tmp_path / "missing" / "dutyroom.sqlite", FakeClock(), Changes())
    assert caught.value.code == "read_only"


def test_readers_cannot_write(room: Room) -> None:
    with pytest.raises((sqlite3.OperationalError, StorageUnavailable)):
        room.database.read(lambda reader: reader.journal._database.execute("DELETE FROM place"))


def test_a_picture_changed_or_gone_is_found(room: Room, tmp_path: Path) -> None:
    media = MediaStore(tmp_path / "media")
    digest = media.keep(b"picture", ".jpg")
    assert media.path(digest).stat().st_mode & 0o077 == 0
    assert media.fault_of(digest) == ""
    media.path(digest).write_bytes(b"Picture")
    assert media.fault_of(digest) == "media_differs"
    media.path(digest).unlink()
    assert media.fault_of(digest) == "media_missing"


def test_file_secrets_are_the_users_alone(tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path / "secrets.json")
    secrets.put("channel:a", "json://user:geheim@host")
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0
    assert secrets.get("channel:a") == "json://user:geheim@host"
    secrets.delete("channel:a")
    assert secrets.get("channel:a") is None


def _fill_the_disk(room: Room) -> None:
    """SQLite answers as on a full disk; incidents are what fills it."""
    room.database.write(
        lambda tx: tx.touch_quietly() or tx.journal._database.execute("PRAGMA max_page_count = 1")
    ).result()
    while True:
        room.clock.advance(seconds=10)
        try:
            room.incidents.press().result()
        except StorageUnavailable:
            return


class _Reserve(Reserve):
    """Deleting the file makes room on this disk."""

    def __init__(self, room: Room, path: Path) -> None:
        super().__init__(path, 65536)
        self.fill()
        self._room = room

    def release(self) -> bool:
        self._room.database._writer.execute("PRAGMA max_page_count = 100000")
        return super().release()


def test_an_emergency_on_a_full_disk_uses_the_reserve(room: Room, tmp_path: Path) -> None:
    _fill_the_disk(room)
    room.database._reserve = _Reserve(room, tmp_path / "reserve")
    incident = room.incidents.press(kind="fire").result()
    assert incident.calls
    assert not (tmp_path / "reserve").exists()
    assert room.journal.verify().ok


def test_without_a_reserve_the_press_is_refused_and_says_why(room: Room, tmp_path: Path) -> None:
    room.database._reserve = Reserve(tmp_path / "reserve")
    _fill_the_disk(room)
    before = room.incidents.running()
    with pytest.raises(StorageUnavailable) as caught:
        room.incidents.press().result()
    assert caught.value.code == "disk_full"
    assert room.incidents.running() == before


def test_no_reserve_is_taken_from_a_disk_that_has_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reserve = Reserve(tmp_path / "reserve", 65536 * 4)
    little = shutil._ntuple_diskusage(10**9, 10**9 - 10**5, 10**5)
    monkeypatch.setattr("app.storage.reserve.shutil.disk_usage", lambda path: little)
    reserve.fill()
    assert not (tmp_path / "reserve").exists()
    monkeypatch.undo()
    reserve.fill()
    assert (tmp_path / "reserve").stat().st_size == 65536 * 4
    assert Reserve(tmp_path / "missing" / "reserve").release() is False


class _Turns(threading.Event):
    """Lets the keeper of the reserve look once more after each of these."""

    def __init__(self, *between: Callable[[], object]) -> None:
        super().__init__()
        self._between = list(between)

    def wait(self, timeout: float | None = None) -> bool:
        if not self._between:
            return True
        self._between.pop(0)()
        return False


def test_a_reserve_that_was_used_is_made_again_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reserve = Reserve(tmp_path / "reserve", 65536)
    free = [10**9]
    monkeypatch.setattr(
        "app.storage.reserve.shutil.disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 0, free[0])
    )
    seen: list[bool] = []

    def look() -> None:
        seen.append((tmp_path / "reserve").exists())

    def used_up() -> None:
        look()
        reserve.release()
        free[0] = 65536

    def room_again() -> None:
        look()
        free[0] = 10**9

    reserve.keep_filled(_Turns(used_up, look, room_again))
    look()
    assert seen == [True, False, False, True]
    assert [record.message for record in caplog.records].count(
        "there is no reserve: the disk has no room for it"
    ) == 1
    assert (tmp_path / "reserve").stat().st_mode & 0o077 == 0


def test_what_follows_an_emergency_has_the_reserve_too(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reserve = Reserve(tmp_path / "reserve", 65536)
    reserve.fill()
    room.database._reserve = reserve
    room.incidents.press(kind="fire").result()
    assert (tmp_path / "reserve").exists()
    monkeypatch.setattr(
        "app.storage.reserve.shutil.disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 0)
    )
    room.clock.advance(seconds=60)
    room.incidents.press(kind="fire").result()
    assert not (tmp_path / "reserve").exists()


def test_the_copy_before_a_migration_is_the_users_alone(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module.migrations, "pending", lambda _: [SimpleNamespace(name="later")])
    monkeypatch.setattr(database_module.migrations, "apply", lambda _: None)
    database_module._migrate(room.database._writer, room.database.path)
    (copy,) = room.folder.glob("*.before-later.sqlite")
    assert copy.stat().st_size > 0
    assert copy.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("code", ["disk_full", "disk_failed"])
def test_a_database_that_cannot_be_opened_on_a_full_disk_takes_the_reserve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def refuse_while_full(connection: sqlite3.Connection, path: Path) -> sqlite_utils.Database:
        if (tmp_path / "reserve").exists():
            raise StorageUnavailable(code)
        return prepared(connection, path)

    prepared = database_module._prepared
    monkeypatch.setattr(database_module, "_prepared", refuse_while_full)
    reserve = Reserve(tmp_path / "reserve", 65536)
    reserve.fill()
    Database(tmp_path / "dutyroom.sqlite", FakeClock(), Changes(), reserve).close()
    assert not (tmp_path / "reserve").exists()


def test_an_emergency_waits_for_a_database_that_is_held(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.database._writer.execute("PRAGMA busy_timeout = 1")
    holder = sqlite3.connect(room.database.path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable) as caught:
        room.journal.add("held").result()
    assert caught.value.code == "locked"
    tries: list[str] = []

    def let_go_at_the_third(message: str, *values: object) -> None:
        tries.append(message % values)
        if len(tries) == 3:
            holder.execute("ROLLBACK")

    monkeypatch.setattr("app.storage.database.log.warning", let_go_at_the_third)
    assert room.incidents.press(kind="fire").result().calls
    assert len(tries) == 3
    holder.close()

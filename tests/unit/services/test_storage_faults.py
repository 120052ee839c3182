"""The environment refuses: each refusal has its code, and nothing is half stored."""

import sqlite3
from pathlib import Path

import pytest

from app.core.changes import Changes
from app.core.errors import StorageUnavailable
from app.core.secrets import FileSecrets
from app.storage.database import Database
from app.storage.media import MediaStore
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
    assert room.journal.latest(words="before")


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

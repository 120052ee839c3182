"""What is brought to a line is copied aside, or refused by name."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cameras.console.pictures import Picture
from app.core.errors import InvalidInput, NotFound, StorageUnavailable
from app.journal import attaching
from app.journal.attachment_rules import opens, suffix_of, tidy_name
from app.journal.voice import RATE, coded, header
from app.model.line import Attachment
from tests.fakes.services import live
from tests.unit.journal.conftest import Desk


def refusal(desk: Desk, path: Path) -> str:
    with pytest.raises(InvalidInput) as refused:
        desk.attaching.file(path).result()
    return refused.value.values["reason"]


def test_garbage_is_named(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large.bin").write_bytes(b"0" * 2000)
    monkeypatch.setattr(attaching, "MOST_BYTES", 1000)
    assert refusal(desk, tmp_path / "empty.txt") == "file_empty"
    assert refusal(desk, tmp_path / "pipe") == "no_file"
    assert refusal(desk, tmp_path) == "no_file"
    assert refusal(desk, tmp_path / "gone.txt") == "file_unreadable"
    assert refusal(desk, tmp_path / "large.bin") == "file_too_large"
    assert [path for path in (desk.room.folder / "unfinished").rglob("*") if path.is_file()] == []


def test_what_only_calls_itself_a_picture_is_a_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "fake.jpg"
    path.write_bytes(b"no picture at all")
    assert desk.attaching.file(path).result().what == "file"


def test_a_disk_that_is_full_is_told(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.storage.media.os.fsync", full)
    with pytest.raises(StorageUnavailable) as refused:
        desk.attaching.file(path).result()
    assert refused.value.code == "disk_full"


def test_the_picture_of_a_camera_says_when_it_is_of_and_whether_it_was_live(desk: Desk) -> None:
    desk.wall.states = [live("c1"), live("c2", state="lost", cause="timeout")]
    desk.wall.snapshots = {"c1": Picture("c1", b"\xff\xd8\xffone", 2.0), "c2": Picture("c2", b"two", 30.0)}
    one, two = desk.attaching.camera("c1").result(), desk.attaching.camera("c2").result()
    assert (one.camera_id, one.taken_at, one.state) == (
        "c1",
        desk.room.clock.now() - timedelta(seconds=2),
        "live",
    )
    assert two.state != "live"
    with pytest.raises(NotFound):
        desk.attaching.camera("c3").result()


def test_two_threads_may_keep_the_same_picture(desk: Desk) -> None:
    cameras = [f"c{number}" for number in range(12)]
    desk.wall.states = [live(camera) for camera in cameras]
    desk.wall.snapshots = {
        camera: Picture(camera, b"\xff\xd8\xff" + b"0" * 200_000, 0.0) for camera in cameras
    }
    wanted = [desk.attaching.camera(camera) for camera in cameras]
    assert {one.result().camera_id for one in wanted} == set(cameras)


def test_what_was_spoken_before_a_kill_is_there_again(desk: Desk) -> None:
    begun = desk.room.clock.now()
    path = desk.attaching.voice_file(begun)
    path.write_bytes(header(0) + coded(b"\x10\x20" * RATE))
    desk.attaching.voice_file(begun + timedelta(seconds=1)).write_bytes(header(0))
    desk.reopen()
    desk.lines.tidy().result()
    [voice] = desk.attaching.left_voices().result()
    assert (voice.what, voice.seconds, voice.taken_at) == ("voice", 1.0, begun)
    assert desk.attaching.store.find(voice.digest) is not None
    assert desk.attaching.left_voices().result() == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.pdf", True),
        ("a.JPG", True),
        ("a.exe", False),
        ("a.docm", False),
        ("a.desktop", False),
        ("a", False),
    ],
)
def test_only_what_shows_itself_is_opened(name: str, safe: bool) -> None:
    assert opens(Attachment("d", "file", name, 1)) is safe


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_shown_and_kept(name: str) -> None:
    shown = tidy_name(name)
    assert shown
    assert len(shown) <= 120
    assert not set(shown) & set("\n\t\0/")
    assert suffix_of(name)[1:].isalnum()
    assert suffix_of(name).isascii()

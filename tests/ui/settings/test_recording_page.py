"""What the settings say of recordings, and what can be chosen there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.clock import stamp
from app.model.recording import Retention
from app.ui.ops import Ops
from app.ui.settings.recording import RecordingPage
from tests.fakes.services import ScreenRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ScreenRoom]:
    made = ScreenRoom(tmp_path, cameras=2)
    made.recording.tick()
    yield made
    made.close()


@pytest.fixture
def page(room: ScreenRoom, qtbot: QtBot) -> RecordingPage:
    made = RecordingPage(room.services, Ops(), None)
    qtbot.addWidget(made)
    made.show()
    return made


def text(page: RecordingPage, title: str) -> str:
    return next(line.text() for name, line in page.standing.lines if name.text() == title)


def test_it_tells_folder_room_and_that_nothing_is_recorded(page: RecordingPage, room: ScreenRoom) -> None:
    assert text(page, "Folder") == str(room.recording.folder)
    assert text(page, "Used").startswith("0 MB of ")
    assert "nothing was recorded" in text(page, "Room left")
    assert text(page, "Now").startswith("nothing is recorded")
    assert page.adopt.isHidden()


def test_retention_is_chosen_and_stored(page: RecordingPage, room: ScreenRoom, qtbot: QtBot) -> None:
    form = page.retention.form
    form.fields["days"].set_value(7)
    form.fields["gigabytes"].set_value(500)
    form.save.click()
    qtbot.waitUntil(lambda: room.recording.retention() == Retention(7, 500))


def test_a_disk_that_is_not_there_is_said_and_another_can_be_taken(
    page: RecordingPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    begun = room.clock.now()
    name = f"c0/{stamp(begun)[:10]}/c0@20261123T060000000Z-20261123T060100000Z.mp4"
    path = room.recording.folder / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"v")
    room.reopen()
    room.recording.tick()
    page = RecordingPage(room.services, Ops(), None)
    qtbot.addWidget(page)
    page.show()
    room.recording.folder.rename(room.folder / "unplugged")
    room.clock.advance(seconds=1)
    room.recording.tick()
    page.refresh()
    assert text(page, "Now") == "▲ recording stopped: the disk is not there"
    assert not page.adopt.isHidden()
    page.adopt.click()
    room.recording.tick()
    page.refresh()
    assert page.adopt.isHidden()
    room.database.write(lambda transaction: None).result()
    assert "recording_folder" in room.kinds()

"""Evidence is seen, released with a reason, and scarce room is said on the strip and in the settings."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.cameras.protocol import SegmentClosed
from app.cameras.segment_names import SegmentName
from app.core.clock import stamp
from app.model.recording import Retention
from app.model.site import CameraOptions
from app.ui.journal.entry_words import EntryWords
from app.ui.language import Language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.settings.evidence import EvidencePanel
from app.ui.settings.recording import RecordingPage
from app.ui.shell.problems import Problems
from tests.fakes.services import ScreenRoom


def lay(room: ScreenRoom, keep_id: str, size: int = 1000) -> None:
    begun = room.clock.now()
    name = SegmentName("c0", begun, begun + timedelta(minutes=1), keep_id)
    path = room.recording.folder / name.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"v")
    times = stamp(begun), stamp(begun + timedelta(minutes=1))
    room.recording.hear(SegmentClosed("c0", name.path, *times, size, keep_id))
    room.database.write(lambda transaction: None).result()


@pytest.fixture
def panel(room: ScreenRoom, qtbot: QtBot) -> EvidencePanel:
    room.recording.tick()
    incident = room.incidents.press(drill=False).result()
    lay(room, incident.id)
    room.incidents.false_alarm(incident.id, "toast").result()
    room.clock.advance(seconds=61)
    lay(room, "by-hand")
    made = EvidencePanel(room.services, Ops(), None)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    qtbot.waitUntil(lambda: len(made.table.rows.rows) == 2)
    return made


def test_each_clip_is_listed_with_what_it_is_of(panel: EvidencePanel) -> None:
    by_hand, incident = (row.cells for row in panel.table.rows.rows)
    assert by_hand[0] == "Clip kept by hand"
    assert incident[0] == "Emergency, kind not yet known · false alarm"
    assert incident[1:] == ("Building 1 lobby", "2026-11-23 14:00", "0 MB")


def test_it_is_released_by_a_person_with_a_reason(
    panel: EvidencePanel, room: ScreenRoom, qtbot: QtBot
) -> None:
    assert not panel.confirm.isEnabled()
    panel.table.selectRow(1)
    panel.reason.setText("only toast")
    panel.confirm.click()
    assert "Nobody is signed in" in panel.trouble.text()
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()
    panel.confirm.click()
    qtbot.waitUntil(lambda: len(panel.table.rows.rows) == 1)
    assert panel.table.rows.rows[0].cells[0] == "Clip kept by hand"
    assert panel.reason.text() == ""
    assert panel.trouble.isHidden()
    (entry,) = room.journal.latest(1)
    sentence = EntryWords(Names(room.services)).sentence(entry)
    assert sentence == "Evidence released, files: 1, Building 1 lobby, from 2026-11-23 14:00:00: only toast"


@pytest.mark.parametrize(
    ("code", "words"), [("en", "no room: recordings go"), ("zh", "没有空间")], ids=["en", "zh"]
)
def test_no_room_is_said_on_the_strip_and_on_the_page(
    code: str, words: str, room: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    room.recording.tick()
    camera = room.site.cameras()[0]
    options = CameraOptions(record="always")
    room.site.save_camera(type(camera)(camera.id, camera.name, "demo", "lobby", options=options)).result()
    lay(room, "by-hand", size=2_000_000_000)
    room.recording.save_retention(Retention(gigabytes=2)).result()
    room.clock.advance(seconds=61)
    room.recording.tick()
    language.switch(code)
    assert any(part.startswith(words) for part in Problems(room.services, Ops()).parts())
    page = RecordingPage(room.services, Ops(), None)
    qtbot.addWidget(page)
    page.refresh()
    assert any(line.text().startswith(f"▲ {words}") for _, line in page.standing.lines)

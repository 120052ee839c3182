"""What people wrote, as the log shows it: chips, lateness, corrections, files."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cameras.console.pictures import Picture
from app.core.errors import NotFound
from app.core.paths import resource
from app.journal.voice import RATE, coded, header
from app.model.journal import Entry
from app.model.line import Line
from app.ui.journal.entry_words import EntryWords
from app.ui.journal.note_words import Piece
from app.ui.journal.rail_row import unbroken
from app.ui.language import Language
from app.ui.log.screen import LogScreen
from app.ui.main_window import MainWindow
from app.ui.names import Names
from tests.fakes.services import ScreenRoom


@pytest.fixture
def words(room: ScreenRoom, language: Language) -> EntryWords:
    return EntryWords(Names(room.services))


@pytest.fixture
def log(window: MainWindow) -> LogScreen:
    window.go("log")
    screen = window.pages.currentWidget()
    assert isinstance(screen, LogScreen)
    return screen


def opened(log: LogScreen, entry: Entry, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: log.model.row_of(entry.number) >= 0)
    log.table.select_number(entry.number)


def test_an_entry_is_shown_in_pieces(room: ScreenRoom, words: EntryWords) -> None:
    entry = room.lines.store(Line("#巡逻 在 @LPG station 与 @Liu Zhiqiang @13:46")).result()
    assert words.notes.pieces(entry) == [
        Piece("Patrol", "kind"),
        Piece("在 "),
        Piece("@LPG station", "name"),
        Piece(" 与 "),
        Piece("@Liu Zhiqiang", "name"),
        Piece("happened 13:46, entered 14 min later", "aside"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@13:46 x", "x (happened 13:46, entered 14 min later)"),
        ("@14:00 x", "x (happened 14:00)"),
        ("@13:46:30 x", "x (happened 13:46:30, entered 13 min later)"),
        ("@yesterday 23:50 x", "x (happened 2026-11-22 23:50, entered 14 h 10 min later)"),
        ("#patrol x", "Patrol: x"),
    ],
)
def test_one_line_says_all_of_it(text: str, said: str, room: ScreenRoom, words: EntryWords) -> None:
    assert words.sentence(room.lines.store(Line(text)).result()) == said


def test_a_corrected_entry_is_never_shown_as_if_it_held(
    room: ScreenRoom, log: LogScreen, window: MainWindow, words: EntryWords, qtbot: QtBot
) -> None:
    entry = room.lines.store(Line("Gate open")).result()
    first = room.lines.amend(entry.number, "Gate closed", "mistaken").result()
    room.clock.advance(minutes=1)
    second = room.lines.amend(entry.number, "#fault Gate @LPG station jammed", "looked again").result()
    opened(log, entry, qtbot)
    qtbot.waitUntil(lambda: "Gate closed" in log.detail.corrections.text())
    assert log.detail.text.font().strikeOut()
    told = log.detail.corrections.text()
    assert "<s>Gate closed</s>" in told
    assert "<s>Gate </s>" not in told
    assert all(reason in told for reason in ("mistaken", "looked again"))
    assert all(f"no. {one.number}" in told for one in (first, second))
    flat = words.notes.corrected(words.sentence(entry), [first, second], "Zhou Min")
    assert flat.startswith("[CORRECTED 14:01:00 by Zhou Min")
    assert all(part in flat for part in ("jammed", "looked again", "Gate open"))
    rail = window.log.model
    qtbot.waitUntil(lambda: rail.index(0).data() is not None and "jammed" in rail.index(0).data())
    index = rail.index(2)
    text, _ = window.log._delegate._laid_out(index.data(256), 300, corrected=bool(index.data(257)))
    assert any(form.format.fontStrikeOut() for form in text.formats())
    assert text.text().endswith(unbroken("corrected"))


def test_what_was_taken_back_is_struck_like_any_other_correction(
    room: ScreenRoom, log: LogScreen, words: EntryWords, qtbot: QtBot
) -> None:
    call = room.incidents.press(kind="fire").result().calls[1]
    room.incidents.acknowledge(call.id).result()
    (wrong,) = room.journal.latest(1, kinds=("call_acknowledged",))
    opened(log, wrong, qtbot)
    room.withdrawals.acknowledgement(call.id, room.clock.now(), "wrong row").result()
    (taken_back,) = room.journal.latest(1, kinds=("acknowledgement_withdrawn",))
    said = f"Taken back, no. {wrong.number}: Chen Guoping has not confirmed: wrong row"
    assert words.sentence(taken_back) == said
    qtbot.waitUntil(lambda: said in log.detail.corrections.text())
    assert log.detail.text.font().strikeOut()
    assert "Reason:" not in log.detail.corrections.text(), "it is said already"
    told = room.journal.amendments([wrong.number])[wrong.number]
    assert words.notes.corrected(words.sentence(wrong), told, "Zhou Min") == (
        f"[TAKEN BACK 14:00:00 by Zhou Min, no. {taken_back.number} (reason: wrong row)] Chen Guoping has confirmed"
    )


def test_what_people_write_is_no_markup(room: ScreenRoom, log: LogScreen, qtbot: QtBot) -> None:
    entry = room.lines.store(Line("<b>a</b> & <img src=x>")).result()
    opened(log, entry, qtbot)
    qtbot.waitUntil(lambda: "&lt;b&gt;a&lt;/b&gt; &amp; &lt;img" in log.detail.text.text())


def test_facts_name_who_where_and_when(room: ScreenRoom, log: LogScreen, qtbot: QtBot) -> None:
    entry = room.lines.store(Line("@LPG station @Liu Zhiqiang @c1 @c2 smoke @13:46")).result()
    opened(log, entry, qtbot)
    qtbot.waitUntil(lambda: "People: Liu Zhiqiang" in log.detail._facts.text())
    facts = log.detail._facts.text().splitlines()
    assert "Happened 13:46, entered 14 min later" in facts
    assert "Place: LPG station" in facts
    assert "Camera: Building 2 lobby, Building 3 lobby" in facts


class FakePlayer:
    """Hears what is played."""

    def __init__(self) -> None:
        self.played: list[bytes] = []
        self.silent = False

    def play(self, file: bytes) -> None:
        if self.silent:
            raise NotFound("no_loudspeaker")
        self.played.append(file)

    def stop(self) -> None:
        self.played.append(b"")


def test_pictures_files_and_voice_stand_beside_the_entry(
    room: ScreenRoom, log: LogScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    room.wall.snapshots = {"c1": Picture("c1", resource("pictures", "log-en.jpg").read_bytes(), 1.0)}
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF")
    script = tmp_path / "run.sh"
    script.write_bytes(b"#!/bin/sh")
    spoken = room.attaching.voice_file(room.clock.now())
    spoken.write_bytes(header(0) + coded(b"\x10\x20" * RATE))
    pieces = (
        room.attaching.camera("c1").result(),
        room.attaching.file(paper).result(),
        room.attaching.file(script).result(),
        room.attaching.voice(spoken).result(),
    )
    entry = room.lines.store(Line("see", attachments=pieces)).result()
    opened(log, entry, qtbot)
    files = log.detail.files
    qtbot.waitUntil(lambda: len(files.buttons) == 5)
    assert f"open {pieces[2].digest}" not in files.buttons
    assert [one.picture.camera_id for one in log.detail.pictures.thumbnails] == ["c1"]
    player = FakePlayer()
    files.player = player
    files.buttons[f"play {pieces[3].digest}"].click()
    assert len(player.played[-1]) > RATE
    assert files.buttons[f"play {pieces[3].digest}"].text() == "■ Stop"
    copies: list[Path] = []
    files.opened.disconnect()
    files.opened.connect(copies.append)
    files.buttons[f"open {pieces[1].digest}"].click()
    qtbot.waitUntil(lambda: len(copies) == 1)
    assert copies[0].name == "paper.pdf"
    assert copies[0].read_bytes() == b"%PDF"
    assert room.folder not in copies[0].parents
    target = tmp_path / "copy.sh"
    files.save_to(pieces[2], target)
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == b"#!/bin/sh"
    room.media.path(pieces[1].digest, ".pdf").write_bytes(b"other")
    files.buttons[f"open {pieces[1].digest}"].click()
    qtbot.waitUntil(lambda: "was changed on the disk" in files.trouble.text())
    player.silent = True
    files._ended()
    files.buttons[f"play {pieces[3].digest}"].click()
    assert "cannot play sound" in files.trouble.text()


def test_a_correction_may_name_too(room: ScreenRoom, log: LogScreen, qtbot: QtBot) -> None:
    entry = room.lines.store(Line("smoke")).result()
    opened(log, entry, qtbot)
    log.detail.correct.click()
    form = log.detail.form
    qtbot.waitUntil(lambda: bool(form.known.lexicon.named))
    form.text.setPlainText("")
    form.text.setFocus()
    qtbot.keyClicks(form.text, "steam @lpg")
    assert form.popup.isVisible()
    qtbot.keyClicks(form.text, "\r")
    assert form.text.text() == "steam @LPG station "
    form.reason.setText("looked again")
    form.store()
    qtbot.waitUntil(lambda: form.number == 0)
    fixed = room.journal.latest(1)[0].draft
    assert (fixed.kind, fixed.text, fixed.place_id) == ("amendment", "steam @LPG station", "lpg")

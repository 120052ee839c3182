"""Whatever leaves the console is in the log: who, what, where to."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.core.errors import StorageUnavailable
from app.journal.export import write_out
from app.model.paper import Paper, Text
from app.ui.main_window import MainWindow
from app.ui.papers.press import print_paper
from app.ui.papers.viewer import PaperViewer
from tests.fakes.services import ScreenRoom, refused


def exports(room: ScreenRoom) -> list[dict[str, str]]:
    return [dict(entry.draft.data) for entry in room.journal.latest(9, kinds=("exported",))]


@pytest.fixture
def viewer(room: ScreenRoom, window: MainWindow) -> PaperViewer:
    made = PaperViewer(room.journal, window.ops, window)
    made.show_paper(print_paper(Paper("A card", "en", (Text("Call 119"),))), "fire-card")
    return made


def test_a_copy_of_a_paper_is_told(
    room: ScreenRoom, viewer: PaperViewer, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "card.pdf"
    viewer.write_to(str(target))
    qtbot.waitUntil(target.exists)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert exports(room) == [{"what": "paper", "path": str(target), "sha256": digest}]
    assert target.read_bytes().startswith(b"%PDF")


def test_a_printed_paper_is_told(room: ScreenRoom, viewer: PaperViewer, tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    viewer.print_on(printer)
    qtbot.waitUntil(lambda: exports(room) == [{"what": "print", "name": "fire-card"}])


def test_a_file_of_which_the_log_cannot_be_told_is_not_written(
    room: ScreenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "roster.csv"
    target.write_bytes(b"of last month")
    monkeypatch.setattr(room.journal, "record_export", lambda *_, **__: refused("disk_full"))
    with pytest.raises(StorageUnavailable):
        write_out(room.journal, "roster", target, b"x")
    assert target.read_bytes() == b"of last month"


def test_whoever_is_signed_in_is_named(room: ScreenRoom, tmp_path: Path) -> None:
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()
    write_out(room.journal, "site_file", tmp_path / "site.toml", b"x")
    entry = room.journal.latest(1)[0]
    assert (entry.draft.kind, entry.draft.actor.person_id) == ("exported", "zhou")

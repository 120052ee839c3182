"""A part of the log handed out: what is in it, and that nothing half is ever left."""

import csv
import errno
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.core.errors import DutyRoomError, InvalidInput, NotAllowed, NotFound, StorageUnavailable
from app.journal.exports import service
from app.journal.exports.check import check_export
from app.journal.exports.proof import chain_lines, link_line
from app.journal.exports.rows import COLUMNS
from app.journal.exports.tables import csv_rows, csv_table, xlsx_rows, xlsx_table
from tests.fakes.log_exports import PlainWords, wish
from tests.unit.journal.exports.conftest import ExportRoom

FORMATS = ("pdf", "xlsx", "csv", "jsonl")
NOTES = ("note",)


@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_is_whole_and_the_log_knows_of_it(export_room: ExportRoom, format_: str) -> None:
    made = export_room.export(format_, kinds=NOTES)
    found = check_export(made.folder, made.fingerprint)
    assert found.ok, found
    assert (found.entries, found.head, found.why) == (6, 12, "交派出所")
    assert check_export(made.file).ok
    entry = export_room.room.journal.latest(1)[0].draft
    assert entry.kind == "log_exported"
    assert (entry.data["format"], entry.data["count"], entry.data["reason"]) == (format_, "6", "交派出所")
    assert entry.data["manifest"] == made.manifest_sha256
    assert entry.data["folder"] == str(export_room.target)


def test_corrections_always_come_along(export_room: ExportRoom) -> None:
    """Chosen by its kind, no. 9 was not corrected; chosen by its kind, the correction corrects nothing."""
    by_kind = export_room.export("csv", kinds=NOTES)
    rows = list(csv_rows(by_kind.file))
    assert [row[0] for row in rows] == ["1", "5", "6", "9", "11", "12"]
    assert rows[3][COLUMNS.index("corrections")] == "corrected by 11: 翻墙未遂"
    alone = export_room.export("csv", kinds=("amendment",))
    assert [row[0] for row in csv_rows(alone.file)] == ["9", "11"]
    manifest = json.loads((alone.folder / "manifest.json").read_bytes())
    assert manifest["entries"] == {"added": 1, "count": 2, "first": 9, "last": 11}


def test_the_chain_goes_from_the_first_entry_to_the_head(export_room: ExportRoom) -> None:
    made = export_room.export("jsonl", kinds=NOTES)
    lines = (made.folder / "chain.txt").read_text().splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["=", "1"], [".", "2"], ["=", "5"], ["=", "6"], [".", "7"], ["=", "9"], [".", "10"], ["=", "11"], ["=", "12"],
    ]  # fmt: skip
    assert made.head == (12, lines[-1].split()[2])


def test_csv_opens_in_excel_and_holds_no_formula(export_room: ExportRoom) -> None:
    made = export_room.export("csv", kinds=NOTES)
    assert made.file.read_bytes().startswith(b"\xef\xbb\xbf")
    with made.file.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == list(COLUMNS)
    assert rows[1][3] == "东门“巡逻”,\n一切正常; 第二行"
    assert rows[2][3] == '\'=HYPERLINK("http://x")'
    assert rows[3][3] == "'+86 138 0000 0000"


def test_xlsx_holds_numbers_times_and_text_but_no_formula(export_room: ExportRoom) -> None:
    made = export_room.export("xlsx")
    book = load_workbook(made.file)
    log, proof = book.worksheets
    assert [cell.value for cell in log[1]] == list(COLUMNS)
    assert log["A2"].value == 1
    assert log["B2"].value.isoformat(" ") == "2026-11-23 14:00:00"
    assert (log["D6"].value, log["D6"].data_type) == ('=HYPERLINK("http://x")', "s")
    assert log["D8"].value == "bell � and � gone"
    assert log.freeze_panes == "A2"
    assert log.auto_filter.ref == "A1:K13"
    told = {row[0]: row[1] for row in proof.iter_rows(values_only=True)}
    assert told["head"].startswith("12 ")
    assert told["reason"] == "交派出所"


def test_attachments_lie_beside_and_are_named_by_their_hash(export_room: ExportRoom) -> None:
    made = export_room.export("csv", attachments=True)
    names = [path.name for path in (made.folder / "attachments").iterdir()]
    assert names == [f"{export_room.room.journal.latest(1, before=4)[0].draft.media[0]}.jpg"]
    assert (made.attachments, made.missing) == (1, 0)
    assert check_export(made.folder).ok
    shutil.rmtree(export_room.room.folder / "media")
    again = export_room.export("csv", attachments=True)
    assert (again.attachments, again.missing) == (0, 1)
    assert check_export(again.folder).ok


def test_long_logs_on_paper_are_several_files(
    export_room: ExportRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "PART", 5)
    monkeypatch.setattr(service, "_PAGE", 4)
    made = export_room.export("pdf")
    files = sorted(made.folder.glob("*.pdf"))
    assert [path.name for path in files] == ["duty-log-1.pdf", "duty-log-2.pdf", "duty-log-3.pdf"]
    numbers = [
        line.split(" | ")[0]
        for path in files
        for line in path.read_text().splitlines()
        if line.count(" | ") == 4
    ]
    assert [number for number in numbers if number != "number"] == [str(number) for number in range(1, 13)]
    assert check_export(files[1]).ok


def test_what_is_written_meanwhile_is_not_part_of_it(export_room: ExportRoom) -> None:
    journal = export_room.room.journal
    chosen = wish(journal, "jsonl")

    def pick(before: int, limit: int) -> list:
        journal.add("meanwhile").result()
        return chosen.pick(before, limit)

    made = export_room.exports.export(
        service.LogWish("jsonl", "x", pick, "all"), PlainWords(), "en", export_room.target
    )
    assert made.entries == 12
    assert check_export(made.folder).head == 12


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reason": " "}, InvalidInput),
        ({"reason": "x" * 1001}, InvalidInput),
        ({"format_": "docx"}, InvalidInput),
        ({"words": "nothing like it"}, NotFound),
    ],
)
def test_what_cannot_be_exported_is_refused(
    export_room: ExportRoom, change: dict[str, str], error: type[DutyRoomError]
) -> None:
    with pytest.raises(error):
        export_room.export(**{"format_": "csv", **change})
    assert list(export_room.target.iterdir()) == []
    assert export_room.room.journal.latest(1)[0].number == 12


def test_whoever_is_not_signed_in_hands_nothing_out(export_room: ExportRoom) -> None:
    export_room.room.access.set_pin("zhou", "2468").result()
    with pytest.raises(NotAllowed):
        export_room.export("csv")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_full_stick_leaves_nothing(
    export_room: ExportRoom, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> str:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(service, "blocks_of", full)
    with pytest.raises(StorageUnavailable) as refused:
        export_room.export(format_)
    assert refused.value.code == "target_full"
    assert list(export_room.target.iterdir()) == []
    assert export_room.room.journal.latest(1)[0].draft.kind == "note"


def test_a_stick_pulled_out_is_told(export_room: ExportRoom) -> None:
    def pull(percent: int) -> None:
        if percent > 50:
            shutil.rmtree(export_room.target, ignore_errors=True)

    with pytest.raises(StorageUnavailable):
        export_room.exports.export(
            wish(export_room.room.journal, "xlsx"), PlainWords(), "en", export_room.target, pull
        )
    assert not export_room.target.exists()


def test_stopping_leaves_nothing(
    export_room: ExportRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Exception):
        pass

    def stop(percent: int) -> None:
        if percent > 30:
            raise Stopped

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for format_ in FORMATS:
        with pytest.raises(Stopped):
            export_room.exports.export(
                wish(export_room.room.journal, format_), PlainWords(), "en", export_room.target, stop
            )
    assert list(export_room.target.iterdir()) == []
    assert not list(tmp_path.glob("openpyxl*"))


CELL = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@given(st.lists(st.lists(CELL, min_size=9, max_size=9), max_size=4))
def test_tables_give_back_what_was_written(rows: list[list[str]]) -> None:
    written: dict[str, list[list[str]]] = {}
    with tempfile.TemporaryDirectory() as name:
        csv_path, xlsx_path = Path(name) / "a.csv", Path(name) / "a.xlsx"
        with csv_table(csv_path, COLUMNS) as csv_made, xlsx_table(xlsx_path, COLUMNS, "Log", ()) as xlsx_made:
            for kind, made in (("csv", csv_made), ("xlsx", xlsx_made)):
                written[kind] = [made.write(["7", "2026-11-23 14:00:01", *row]) for row in rows]
        assert list(csv_rows(csv_path)) == written["csv"]
        assert list(xlsx_rows(xlsx_path)) == written["xlsx"]


@given(st.integers(1, 30), st.data())
def test_a_chain_covers_every_number(count: int, data: st.DataObject) -> None:
    links = [(number, f"{number:064x}") for number in range(5, 5 + count)]
    out = data.draw(st.sets(st.sampled_from([number for number, _ in links]))) | {5}
    covered: list[int] = []
    for line in chain_lines(links, [(number, "-") for number in sorted(out)]):
        parts = line.split()
        numbers = range(int(parts[1]), int(parts[1 if parts[0] == "=" else 2]) + 1)
        covered += numbers
        assert all((number in out) == (parts[0] == "=") for number in numbers)
    assert covered == [number for number, _ in links]
    assert link_line(*links[0]) == f"5 {5:064x}\n".encode()


def test_an_old_folder_is_never_written_over(export_room: ExportRoom) -> None:
    first, second = export_room.export("csv"), export_room.export("csv")
    assert first.folder != second.folder
    assert check_export(first.folder).ok
    assert check_export(second.folder).ok

"""Nastier files of real offices: nothing is lost unsaid, and what nobody has looked at is not taken over."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from app.core.errors import InvalidInput
from app.model.site import Person
from app.model.words import Words
from app.roster.files.meaning import LEFT_OUT
from app.roster.files.reading import read_tables
from app.roster.files.understanding import Mistake, Understood, best_of, understand
from tests.unit.roster.test_files import PEOPLE, book, meaning, read, said

TURNS = "白夜休休" * 7


def rows(*lines: list[object]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def days_of(found: Understood) -> dict[str, str]:
    """Date → person and beginning, of files with one person a day."""
    return {cell.date: f"{cell.person_id} {cell.start}" for cell in found.cells}


def test_signatures_totals_and_explanations_below_the_table_are_no_people(tmp_path: Path) -> None:
    found = read(
        book(
            tmp_path,
            rows(
                ["值班表", 2026, "年", 12, "月"],
                ["序号", "姓名", "电话", *range(1, 29)],
                ["", "", "", *("二三四五六日一" * 4)],
                [1, "周  敏", 13900001111, *TURNS],
                ["", "合计", "", *[2] * 28],
                ["制表人：陈红", "", "", "审核：欧阳志远"],
                ["白：8:00-20:00；夜：20:00-8:00"],
            ),
        )
    )
    assert found.mistakes == ()
    assert len(found.cells) == 14


def test_a_table_by_weeks_with_names_in_its_cells(tmp_path: Path) -> None:
    week = ["周敏", "李军", "陈红", "周敏(夜)", "李军", "陈红、周敏", "休"]
    found = read(
        book(
            tmp_path,
            rows(
                ["12月值班安排"],
                ["", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
                ["日期", *(f"{day}日" for day in range(7, 14))],
                ["白班", *week],
                ["东门", "李军", *[""] * 6],
                ["日期", *(f"{day}日" for day in range(14, 21))],
                ["夜班", *week],
                ["合计", *[2] * 7],
            ),
        )
    )
    assert found.mistakes == ()
    assert len(found.cells) == 2 * 7 + 1
    assert ("10", "zhou", "operator", "", "20:00") in said(found), "the brackets name the shift"
    assert ("07", "li", "post", "gate", "08:00") in said(found)
    assert ("14", "zhou", "operator", "", "20:00") in said(found)


@pytest.mark.parametrize("merged", [True, False])
def test_a_column_may_name_the_shift_and_a_date_stand_over_two_rows(tmp_path: Path, merged: bool) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["日期", "星期", "班次", "值班人员", "带班领导", "备注"])
        for day in range(1, 4):
            sheet.append([f"2026.12.{day:02d}", "二", "白班", "周敏、李军", "陈红"])
            sheet.append(["", "", "20点-次日8点", "欧阳志远 陈红", ""])
            if merged:
                sheet.merge_cells(f"A{day * 2}:A{day * 2 + 1}")
        sheet.append([])
        sheet.append(["", "", "", "值班电话：8888", "审核"])

    found = read(book(tmp_path, fill))
    assert found.mistakes == ()
    assert len(found.cells) == 3 * 5
    assert ("02", "ou", "operator", "", "20:00") in said(found)


def test_what_stands_beside_no_date_is_named_not_lost(tmp_path: Path) -> None:
    down = read(
        book(
            tmp_path,
            rows(
                ["日期", "值班员"],
                ["12月1日", "周敏"],
                ["12月33日", "李军"],
                ["=A2+1", "陈红"],
                ["12月3日", "周敏"],
            ),
        )
    )
    assert down.mistakes == (Mistake("A3", "no_date", "12月33日"), Mistake("A4", "no_date", "=A2+1"))
    across = read(
        book(
            tmp_path,
            rows(
                ["姓名", *range(1, 7), "7曰", "合计"],
                ["周敏", "白", "", "", "", "", "", "夜", 2],
                ["", "白", "夜", "", "", "", "", "", 2],
            ),
        )
    )
    assert across.mistakes == (Mistake("A3", "no_name"), Mistake("H1", "no_date", "7曰"))


def test_days_left_out_and_a_year_that_ends_are_no_end_of_the_table(tmp_path: Path) -> None:
    found = read(
        book(
            tmp_path,
            rows(
                ["2026年12月"],
                ["日期", "值班员"],
                *([day, "周敏"] for day in ("12/5", "12/19", "12/31", "1/1", "1/9")),
            ),
        ),
        last="2027-01-31",
    )
    assert [cell.date for cell in found.cells] == [
        "2026-12-05", "2026-12-19", "2026-12-31", "2027-01-01", "2027-01-09",
    ]  # fmt: skip
    across = read(
        book(tmp_path, rows(["2026年11月"], ["姓名", *range(26, 31), *range(1, 6)], ["周敏", *"白" * 10])),
        first="2026-11-01",
    )
    assert [cell.date[5:] for cell in across.cells][4:6] == ["11-30", "12-01"]


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("", [f"{day} Dec" for day in range(1, 9)], "2026-12-01"),
        ("", [f"Dec {day}, 2026" for day in range(1, 9)], "2026-12-01"),
        ("", [f"202612{day:02d}" for day in range(1, 9)], "2026-12-01"),
        ("", [46357 + day for day in range(8)], "2026-12-01"),
        ("", [datetime(2026, 12, day) for day in range(1, 9)], "2026-12-01"),  # noqa: DTZ001 - as Excel has them
        ("二〇二六年十二月值班表", [*range(1, 9)], "2026-12-01"),
        ("12月值班表（2026年11月25日制表）", [*range(1, 9)], "2026-12-01"),
        ("１月份值班表", [*range(1, 9)], "2027-01-01"),
    ],
)
def test_days_however_they_are_written(tmp_path: Path, title: str, head: list[object], expected: str) -> None:
    found = read(
        book(tmp_path, rows([title], ["姓名", *head], ["周敏", "白", *"夜休休白夜休休"])),
        last="2027-01-31",
    )
    assert found.mistakes == ()
    assert min(days_of(found)) == expected


def test_the_file_of_another_month_says_so_once(tmp_path: Path) -> None:
    found = read(book(tmp_path, rows(["11月值班表"], ["姓名", *range(1, 29)], ["周敏", *TURNS])))
    assert found.mistakes == (Mistake("", "other_month", "2026-11"),)


def test_times_as_they_are_spoken(tmp_path: Path) -> None:
    texts = [
        "8:00—20:00",
        "8点-20点30分",
        "0800-2000",
        "20:00-次日8:00",
        " n ",
        "白\n夜",
        "8时至20时",
        "年假",
    ]
    found = read(book(tmp_path, rows(["姓名", *(f"12/{day}" for day in range(1, 9))], ["周敏", *texts])))
    assert found.mistakes == ()
    assert [(cell.date[8:], cell.start, cell.end) for cell in found.cells] == [
        ("01", "08:00", "20:00"), ("02", "08:00", "20:30"), ("03", "08:00", "20:00"), ("04", "20:00", "08:00"),
        ("05", "20:00", "08:00"), ("06", "08:00", "20:00"), ("06", "20:00", "08:00"), ("07", "08:00", "20:00"),
    ]  # fmt: skip


def test_hidden_rows_columns_and_worksheets_are_not_taken_over(tmp_path: Path) -> None:
    made = Workbook()
    first = made.active
    assert first is not None
    first.title = "填表说明"
    first.append(["请勿改动表头"])
    shown, hidden = made.create_sheet("12月"), made.create_sheet("旧")
    for sheet in (shown, hidden):
        rows(["姓名", *range(1, 29)], ["周敏", *TURNS], ["李军", *TURNS])(sheet)
    shown.row_dimensions[3].hidden = True
    shown.column_dimensions["B"].hidden = True
    shown.cell(1900, 300).font = Font(bold=True)
    hidden.sheet_state = "hidden"
    made.save(tmp_path / "x.xlsx")
    tables = read_tables(tmp_path / "x.xlsx")
    assert [table.title for table in tables] == ["填表说明", "12月"]
    assert tables[1].hidden == 2
    number, found = best_of(tables, meaning())
    assert number == 1
    assert {cell.person_id for cell in found.cells} == {"zhou"}
    assert min(days_of(found)) == "2026-12-02"


def test_two_people_of_one_name_and_a_title_over_all_columns(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["应急值班表"], ["日期", "值班员", "值班员"], ["12月1日", "周敏", "李军"])(sheet)
        sheet.merge_cells("A1:C1")

    twins = (*PEOPLE, Person("zhou2", Words("周敏", "")))
    found = read(book(tmp_path, fill), people=twins)
    assert found.mistakes == (Mistake("B3", "two_people", "周敏"),)
    told = read(book(tmp_path, fill), people=twins, said={"person:周敏": "zhou2"})
    assert told.mistakes == ()
    assert told.explained == (("person:周敏", "zhou2"),)
    gone = read(book(tmp_path, fill), people=twins, said={"person:周敏": "who left"})
    assert gone.mistakes == found.mistakes


def test_a_word_may_mean_nothing(tmp_path: Path) -> None:
    path = book(tmp_path, rows(["姓名", *range(1, 9)], ["周敏", *"√○○√○○√○"], ["物业老王", *"√○○√○○√○"]))
    found = read(path)
    assert {one.reason for one in found.mistakes} == {"unknown_shift", "unknown_person"}
    told = read(path, said={"shift:√": "08:00-20:00", "shift:○": LEFT_OUT, "person:物业老王": LEFT_OUT})
    assert told.mistakes == ()
    assert [cell.date[8:] for cell in told.cells] == ["01", "04", "07"]


def test_text_of_excel_in_utf_16_and_a_mark_before_gb18030(tmp_path: Path) -> None:
    text = "姓名\t12月1日\t12月2日\t12月3日\t12月4日\t12月5日\n周敏\t白\t夜\t休\t白\t夜\n"
    for content in (text.encode("utf-16"), "\ufeff".encode("gb18030") + text.encode("gb18030")):
        (tmp_path / "x.txt").write_bytes(content)
        (table,) = read_tables(tmp_path / "x.txt")
        assert len(understand(table, meaning()).cells) == 4


@pytest.mark.parametrize(
    "content", [bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, b"  <HTML><table></table>"]
)
def test_an_old_excel_file_under_a_new_name_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(InvalidInput) as refusal:
        read_tables(tmp_path / "x.xlsx")
    assert refusal.value.values["reason"] == "old_excel"

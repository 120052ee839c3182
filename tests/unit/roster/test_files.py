"""The Excel and CSV files that offices really have come in right, and what cannot is named with its cell."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.core.errors import InvalidInput
from app.model.rota import Cell, Line, ShiftKind
from app.model.site import Person
from app.model.words import Words
from app.roster.days import every_day
from app.roster.files.ical import Event, calendar
from app.roster.files.meaning import Meaning
from app.roster.files.reading import cell_name, read_tables
from app.roster.files.understanding import Mistake, Understood, understand
from app.roster.files.writing import Wording, as_csv, as_excel, letters_of, rows_of

KINDS = (
    ShiftKind("day", Words("白班", "Day"), Words("白", "D"), "08:00", "20:00"),
    ShiftKind("night", Words("夜班", "Night"), Words("夜", "N"), "20:00", "08:00"),
    ShiftKind("whole", Words("全天", "Whole day"), Words("全", "W"), "08:00", "08:00"),
)
PEOPLE = (
    Person("zhou", Words("周敏", "Zhou Min")),
    Person("li", Words("李军", "Li Jun")),
    Person("chen", Words("陈红", "Chen Hong")),
    Person("ou", Words("欧阳志远", "Ouyang Zhiyuan")),
)
GATE, LEADER, OPERATOR = Line("post", "gate"), Line("leader"), Line("operator")
LINES = {"东门": GATE, "East gate": GATE, "带班领导": LEADER, "值班员": OPERATOR, "operator": OPERATOR}


def meaning(**values: object) -> Meaning:
    usual = {
        "people": PEOPLE,
        "kinds": KINDS,
        "lines": LINES,
        "line": OPERATOR,
        "first": "2026-12-01",
        "last": "2026-12-31",
    }
    return Meaning(**{**usual, **values})


def book(tmp_path: Path, fill: Callable[[Worksheet], None]) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    fill(sheet)
    path = tmp_path / "值班表.xlsx"
    made.save(path)
    return path


def read(path: Path, **values: object) -> Understood:
    return understand(read_tables(path)[0], meaning(**values))


def said(found: Understood) -> set[tuple[str, ...]]:
    return {(cell.date[8:], cell.person_id, cell.role, cell.post_id, cell.start) for cell in found.cells}


def test_people_down_and_days_across_with_title_and_two_rows_of_headings(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["２０２６年１２月值班表"])
        sheet.merge_cells("A1:K1")
        sheet.append(["序号", "岗位", "姓名", *(f"{day}日" for day in range(1, 9))])
        sheet.append(["", "", "", "二", "三", "四", "五", "六", "日", "一", "二"])
        sheet.append([1, "值班员", "周 敏", "白", "夜", "休", "", "白班", "Ｎ", "20-8", "-"])
        sheet.append([2, "东门", "欧阳 志远", "夜", "休", "白", "", "", "", "", ""])
        sheet.append([3, "东门", "李军（组长）", "", "白、夜"])
        sheet.merge_cells("B5:B6")

    found = read(book(tmp_path, fill))
    assert found.mistakes == ()
    assert said(found) == {
        ("01", "zhou", "operator", "", "08:00"), ("02", "zhou", "operator", "", "20:00"),
        ("05", "zhou", "operator", "", "08:00"), ("06", "zhou", "operator", "", "20:00"),
        ("07", "zhou", "operator", "", "20:00"), ("01", "ou", "post", "gate", "20:00"),
        ("03", "ou", "post", "gate", "08:00"), ("02", "li", "post", "gate", "08:00"),
        ("02", "li", "post", "gate", "20:00"),
    }  # fmt: skip


def test_days_down_with_merged_headings_over_shifts_and_several_names_in_a_cell(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["应急指挥中心2026年12月份值班安排表"])
        sheet.merge_cells("A1:F1")
        sheet.append(["日期", "星期", "带班领导", "值班员", "", "东门", "备注"])
        sheet.merge_cells("D2:E2")
        sheet.append(["", "", "", "白班", "夜班", "白班", ""])
        for column in ("A", "B", "C", "G"):
            sheet.merge_cells(f"{column}2:{column}3")
        sheet.append([datetime(2026, 12, 1), "星期二", "陈红", "周敏", "李 军", "欧阳志远", "节前检查"])  # noqa: DTZ001 - as Excel has them
        sheet.append(["12月2日", "星期三", "陈 红", "李军、周敏", "周敏 李军", "", ""])
        sheet.append(["３日（周四）", "星期四", "欧阳志远13900000000", "/", "李军", "休息", ""])

    found = read(book(tmp_path, fill))
    assert found.mistakes == ()
    assert found.shape == "days_down"
    assert said(found) == {
        ("01", "chen", "leader", "", "08:00"), ("01", "zhou", "operator", "", "08:00"),
        ("01", "li", "operator", "", "20:00"), ("01", "ou", "post", "gate", "08:00"),
        ("02", "chen", "leader", "", "08:00"), ("02", "li", "operator", "", "08:00"),
        ("02", "zhou", "operator", "", "08:00"), ("02", "zhou", "operator", "", "20:00"),
        ("02", "li", "operator", "", "20:00"), ("03", "ou", "leader", "", "08:00"),
        ("03", "li", "operator", "", "20:00"),
    }  # fmt: skip
    assert next(cell for cell in found.cells if cell.role == "leader").end == "08:00"


def test_every_cell_that_cannot_be_understood_is_named(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["2026年12月"])
        sheet.append(["姓名", *range(1, 8)])
        sheet.append(["周敏", "白", "值", "夜"])
        sheet.append(["王小明", "白", "夜"])
        sheet.append(["李军", "", "", "25-99"])

    found = read(book(tmp_path, fill))
    assert found.mistakes == (
        Mistake("C3", "unknown_shift", "值"),
        Mistake("A4", "unknown_person", "王小明"),
        Mistake("D5", "unknown_shift", "25-99"),
    )
    assert found.unknown == ("shift:值", "person:王小明", "shift:25-99")
    again = read(
        book(tmp_path, fill), said={"shift:值": "08:00-20:00", "person:王小明": "chen", "shift:25-99": "夜"}
    )
    assert again.mistakes == ()
    assert ("02", "zhou", "operator", "", "08:00") in said(again)
    assert ("01", "chen", "operator", "", "08:00") in said(again)


def test_days_outside_the_draft_and_unknown_columns_are_refused(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["日期", "巡查组", "值班员"])
        sheet.append(["2026-12-31", "周敏", "李军"])
        sheet.append(["2027/1/1", "周敏", "李军"])

    found = read(book(tmp_path, fill))
    assert found.mistakes == (
        Mistake("B1", "unknown_column", "巡查组"),
        Mistake("C3", "outside_draft", "2027-01-01"),
    )
    known = read(book(tmp_path, fill), said={"column:巡查组": "post|gate"}, last="2027-01-01")
    assert known.mistakes == ()
    assert ("01", "zhou", "post", "gate", "08:00") in said(known)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_as_it_comes(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "班表.csv"
    rows = [
        ["姓名", "12月1日", "12月2日", "12月3日", "12月4日", "12月5日"],
        ["周　敏", "白", "夜", "休", "", "１２:００—２０:００"],
    ]
    path.write_bytes("\r\n".join(mark.join(row) for row in rows).encode(encoding))
    found = read(path)
    assert found.mistakes == ()
    assert said(found) == {
        ("01", "zhou", "operator", "", "08:00"),
        ("02", "zhou", "operator", "", "20:00"),
        ("05", "zhou", "operator", "", "12:00"),
    }


def test_what_is_written_is_read_the_same(tmp_path: Path) -> None:
    days = every_day(date(2026, 12, 1), date(2026, 12, 31))
    cells = [
        Cell(f"{day}{person}", person, line.role, line.post_id, day.isoformat(), start, end)
        for number, day in enumerate(days)
        for person, line in (("zhou", OPERATOR), ("ou", GATE))
        for start, end in (("08:00", "20:00"), ("09:30", "17:00"))
        if (number + len(person)) % 3
    ]
    words = Wording(
        "2026-12", "姓名", "岗位", "一二三四五六日", {one.id: one.name.zh for one in PEOPLE},
        {OPERATOR: "值班员", GATE: "东门"}, letters_of(KINDS, "zh"),
    )  # fmt: skip
    rows = rows_of(cells, days, words)
    for name, content in (("r.xlsx", as_excel(rows)), ("r.csv", as_csv(rows))):
        (tmp_path / name).write_bytes(content)
        found = read(tmp_path / name)
        assert found.mistakes == ()
        keys = {(c.date, c.person_id, c.role, c.post_id, c.start, c.end) for c in found.cells}
        assert keys == {(c.date, c.person_id, c.role, c.post_id, c.start, c.end) for c in cells}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 no zip", "no_table"),
        (b"\xff\xfe\x00\x00\x81", "no_table"),
        (b" , \n", "empty_file"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as refusal:
        read_tables(path)
    assert refusal.value.values["reason"] == reason
    with pytest.raises(InvalidInput):
        read_tables(tmp_path / "gone.xlsx")


def test_a_table_without_dates_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\nc,d\n", encoding="utf-8")
    assert read(path).mistakes == (Mistake("", "no_dates"),)
    assert [cell_name(0, 0), cell_name(4, 27), cell_name(0, 701)] == ["A1", "AB5", "ZZ1"]


def test_a_calendar_is_understood_by_phones() -> None:
    start = datetime(2026, 12, 1, 12, tzinfo=UTC)
    long = "值班，" + "很长的标题" * 12
    text = calendar(
        "周敏", [Event("a;b", start, start + timedelta(hours=12), long, "东门, 一号")], start
    ).decode()
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTSTART:20261201T120000Z" in lines
    assert "UID:a\\;b" in lines
    assert "LOCATION:东门\\, 一号" in lines
    unfolded = io.StringIO(text.replace("\r\n ", "")).read()
    assert f"SUMMARY:{long}" in unfolded
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")

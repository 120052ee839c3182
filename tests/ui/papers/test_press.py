"""What comes out of the press: pages, words that can be searched, letters that are in the file."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from app.model.paper import NARROW, Cell, Grid, Paper, Pictures, Row, Rule, Text
from app.ui.papers.press import print_paper

HEAD = Row((Cell("编号", 0.2, bold=True), Cell("事项", 0.8, bold=True)))


def grid(rows: int, words: str = "拨打119") -> Grid:
    return Grid((HEAD, *(Row((Cell(str(n), 0.2), Cell(words, 0.8))) for n in range(rows))), head=1)


def words(pdf: bytes) -> list[str]:
    """What a reader finds on each page."""
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return [document.getAllText(page).text() for page in range(document.pageCount())]


def printed(*blocks: Grid | Text | Rule | Pictures, **more: object) -> list[str]:
    pdf = print_paper(Paper("t", "zh", blocks, **more))
    return words(pdf)


@pytest.fixture(autouse=True)
def letters(qapp: QApplication) -> None:
    """Fonts need an application."""


def test_chinese_is_in_the_file_with_its_letters_and_the_file_is_small() -> None:
    pdf = print_paper(Paper("关于火警的首报", "zh", (Text("液化气站发生泄漏"), grid(3))))
    assert words(pdf)[0].count("液化气站发生泄漏") == 1
    assert b"/FontFile2" in pdf
    assert len(pdf) < 100_000


def test_what_is_typed_is_found() -> None:
    words = "火警：东门车辆一人受伤，大风，户主王长生，龙飞马上到"
    for face in ("body", "heading", "plain"):
        assert words in printed(Text(words, face=face), face=face)[0]


def test_figures_can_be_searched_for_in_every_face() -> None:
    words = "first confirmation 14:02, 拨打 8555 0101"
    for face in ("body", "heading", "plain"):
        assert words in printed(Text(words, face=face), face=face)[0]


def test_a_long_table_repeats_its_head_on_each_page_and_loses_no_row() -> None:
    pages = printed(grid(120), page="{page}/{pages}")
    assert len(pages) > 2
    assert all(page.count("事项") == 1 for page in pages)
    assert sum(page.count("拨打119") for page in pages) == 120
    assert f"2/{len(pages)}" in pages[1]


def test_a_cell_longer_than_a_page_goes_on_on_the_next_one() -> None:
    pages = printed(grid(1, "\n".join(f"第{n}行" for n in range(200))))
    assert len(pages) > 1
    text = "".join(pages)
    assert [n for n in range(200) if f"第{n}行" not in text] == []


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    for rows in range(20, 28):
        pages = printed(grid(rows), Text("下一节", with_next=True), grid(2, "甲"))
        assert ("下一节" in pages[0]) == ("甲" in pages[0])


def test_a_signature_never_stands_on_a_page_that_says_nothing() -> None:
    signature = (
        Text("盖章", with_next=True, before_mm=6),
        Text("11月26日", after_mm=8, with_next=True),
        Rule(),
    )
    for rows in range(18, 30):
        form = grid(rows)
        pages = printed(Grid(form.rows, form.head, with_next=True), *signature, Text("签发："))
        signed = next(page for page in pages if "盖章" in page)
        assert all(word in signed for word in ("拨打119", "11月26日", "签发："))


def test_signatures_and_what_is_said_below_them_stand_on_one_page() -> None:
    head, names = Row((Cell("签字", 1.0),)), Row((Cell("周敏", 1.0),))
    signatures = (Text("签字栏", with_next=True), Grid((head, names), head=1, with_next=True))
    anchor = (Rule(), Text("首行", with_next=True), Text("次行", with_next=True), Text("说明"))
    for rows in range(18, 32):
        pages = printed(grid(rows), *signatures, *anchor)
        (page,) = [page for page in pages if "周敏" in page]
        assert all(word in page for word in ("签字栏", "签字", "首行", "次行", "说明"))


def test_the_stamp_is_on_every_page() -> None:
    pages = printed(grid(100), stamp="DRILL")
    assert all("DRILL" in page for page in pages)


def test_a_narrow_paper_takes_more_on_a_page_than_an_official_one() -> None:
    most = max(rows for rows in range(15, 40) if len(printed(grid(rows))) == 1)
    assert len(printed(grid(most + 4), margins=NARROW)) == 1


def test_a_picture_that_is_missing_leaves_a_place_and_its_words() -> None:
    pages = printed(Pictures(((b"", "东区 14:02"), (b"no jpeg", "西区 14:02"))))
    assert "东区 14:02" in pages[0]
    assert "西区 14:02" in pages[0]


def test_lines_after_a_bullet_begin_under_its_words() -> None:
    pdf = print_paper(Paper("t", "zh", (Text("甲" * 60, mark="•"), Text("乙" * 60)), face="plain"))
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    text = document.getAllText(0).text()

    def lefts(letter: str) -> set[int]:
        """Where the lines of a paragraph begin."""
        first, last = text.index(letter), text.rindex(letter)
        found: dict[int, list[float]] = {}
        for each in document.getSelectionAtIndex(0, first, last - first + 1).bounds():
            box = each.boundingRect()
            found.setdefault(round(box.top()), []).append(box.left())
        assert len(found) >= 2
        return {round(min(line)) for line in found.values()}

    hung, plain = lefts("甲"), lefts("乙")
    assert len(hung) == len(plain) == 1
    assert min(hung) > min(plain) + 2


def test_an_empty_paper_is_a_page() -> None:
    assert len(printed()) == 1

"""Names in the latest entries go to the next line whole, and are chips as they are in the line."""

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.entry.editor import CHIP
from app.ui.journal.note_words import Piece
from app.ui.journal.rail_row import formats_of, in_one_paragraph, unbroken


@pytest.mark.parametrize("name", ["周敏", "Zhou Min", "李军　已更正"])
def test_a_name_is_not_broken_between_two_lines(qapp: QApplication, name: str) -> None:
    for letters in range(4, 14):
        text = QTextLayout("一" * letters + "  " + unbroken(name), theme.font(15))
        text.beginLayout()
        lines = []
        while (line := text.createLine()).isValid():
            line.setLineWidth(200)
            lines.append(text.text()[line.textStart() : line.textStart() + line.textLength()])
        text.endLayout()
        assert lines[-1].endswith(unbroken(name)), letters


def test_kind_and_names_are_chips_and_what_was_corrected_is_struck(qapp: QApplication) -> None:
    said = [
        Piece("Fault", "kind"),
        Piece("lamp at "),
        Piece("𠮷祥门", "name"),
        Piece(" out"),
        Piece("1 file", "aside"),
    ]
    pieces = in_one_paragraph(said)
    assert "".join(piece.text for piece in pieces) == "\xa0Fault\xa0 lamp at 𠮷祥门 out  1 file"
    for struck in (False, True):
        shown = {}
        letters = "".join(piece.text for piece in pieces).encode("utf-16-le")
        for one in formats_of(pieces, struck=struck):
            words = letters[2 * one.start : 2 * (one.start + one.length)].decode("utf-16-le")
            style = one.format
            shown[words] = (style.background().color().name(), style.fontStrikeOut())
        assert shown["\xa0Fault\xa0"] == (theme.RAISED, struck)
        assert shown["𠮷祥门"] == (CHIP, struck)
        assert shown[" out"][1] == struck
        assert not shown["1 file"][1]


def test_a_long_entry_is_cut_and_never_more_than_one_paragraph(qapp: QApplication) -> None:
    pieces = in_one_paragraph([Piece("a\nb\t c " + "好" * 300), Piece("东门", "name")])
    said = "".join(piece.text for piece in pieces)
    assert said.startswith("a b c 好")
    assert said.endswith("好 …")
    assert len(said) == 202

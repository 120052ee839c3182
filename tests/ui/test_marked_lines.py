"""Lines with a sign: what is broken goes on under the words."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.forms.marked_lines import MarkedLines


def test_words_stand_behind_the_sign_however_long_they_are(qtbot: QtBot) -> None:
    lines = MarkedLines()
    qtbot.addWidget(lines)
    lines.resize(300, 200)
    lines.show_lines([("▲", "Turn-out late " * 12), ("▲", "Nobody came")])
    lines.show()
    words = {label.x() for label in lines.findChildren(QLabel) if label.text() != "▲"}
    signs = [label for label in lines.findChildren(QLabel) if label.text() == "▲"]
    assert len(words) == 1
    assert max(sign.x() + sign.width() for sign in signs) <= min(words)
    assert lines.text().splitlines()[1] == "▲ Nobody came"


def test_what_is_gone_stands_nowhere(qtbot: QtBot) -> None:
    lines = MarkedLines()
    qtbot.addWidget(lines)
    lines.show_lines([("▲", "One"), ("▲", "Two")])
    lines.show_lines([("", "Nothing was late.")])
    lines.show()
    assert [label.text() for label in lines.findChildren(QLabel) if label.isVisible()] == [
        "Nothing was late."
    ]
    assert lines.text() == "Nothing was late."

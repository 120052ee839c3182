"""The choice of a shift has room beside the pictures, also where another time is typed."""

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.shift_review.choosing import ShiftSpan
from app.ui.language import CHINESE, Language
from app.ui.shift_review.chooser import ShiftChooser

ROOM = 596
"""Of a screen of 1366 pixels, what the places at the left, the log at the right and the page beside leave."""


@pytest.mark.parametrize("code", ["en", CHINESE])
def test_fields_or_keys_stand_there_and_both_are_narrow(code: str, language: Language, qtbot: QtBot) -> None:
    language.switch(code)
    chooser = ShiftChooser()
    qtbot.addWidget(chooser)
    chooser.show()
    since = datetime(2026, 11, 24, 0, tzinfo=UTC)
    span = ShiftSpan(since, since + timedelta(hours=12))
    chooser.show_shifts([span], ["24 Nov 08:00–20:00"])
    assert chooser.since.isVisible()
    assert not chooser.before.isVisible()
    assert chooser.minimumSizeHint().width() <= ROOM
    chooser.show_span(span)
    assert not chooser.since.isVisible()
    assert chooser.before.isVisible()
    assert chooser.minimumSizeHint().width() <= ROOM

"""Names in the latest entries go to the next line whole."""

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.journal.rail_list import unbroken


@pytest.mark.parametrize("name", ["周敏", "Zhou Min"])
def test_a_name_is_not_broken_between_two_lines(qapp: QApplication, name: str) -> None:
    for letters in range(4, 14):
        text = QTextLayout("一" * letters + "  " + unbroken(name), theme.font(15))
        text.beginLayout()
        lines = []
        while (line := text.createLine()).isValid():
            line.setLineWidth(160)
            lines.append(text.text()[line.textStart() : line.textStart() + line.textLength()])
        text.endLayout()
        assert lines[-1].endswith(unbroken(name)), letters

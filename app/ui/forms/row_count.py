"""Rows of a field that has one for each of its values."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QLayout, QWidget

Row = TypeVar("Row", bound=QWidget)


def keep_count(rows: list[Row], count: int, layout: QLayout, append: Callable[[], object]) -> bool:
    """The last ones go, `append` adds one; says whether there are more or fewer than before."""
    before = len(rows)
    while len(rows) > count:
        row = rows.pop()
        layout.removeWidget(row)
        row.hide()
        row.deleteLater()
    while len(rows) < count:
        append()
    return len(rows) != before

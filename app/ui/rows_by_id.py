"""Rows of a column that are known by what they show."""

from collections.abc import Container, MutableMapping
from typing import TypeVar

from PySide6.QtWidgets import QLayout, QWidget

Row = TypeVar("Row", bound=QWidget)


def keep_only(rows: MutableMapping[str, Row], shown: Container[str], column: QLayout) -> None:
    """The others go. Those that stay are the same widgets as before: somebody may be typing there."""
    for gone in [one for one in rows if one not in shown]:
        row = rows.pop(gone)
        column.removeWidget(row)
        row.hide()
        row.deleteLater()

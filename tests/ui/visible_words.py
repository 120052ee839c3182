"""Every word a window shows: for tests that read it as an operator does."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from app.ui.shell.figure import Figure
from app.ui.wall.view import WallView

_ROWS = 30


def visible_words(window: QWidget, *, with_lists: bool = True) -> set[str]:
    """Texts, placeholders, tooltips, tabs, headings and accessible names; rows of lists `with_lists`."""
    found: set[str] = set()
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible():
            found.update(_of(widget, with_lists=with_lists))
    return {text for text in found if text.strip()}


def _of(widget: QWidget, *, with_lists: bool) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.toolTip()
    if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.RichText:
        yield QTextDocumentFragment.fromHtml(widget.text()).toPlainText()
    elif isinstance(widget, QLabel | QAbstractButton | Figure):
        yield widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(index) for index in range(widget.count()))
    elif isinstance(widget, WallView):
        yield from _of_wall(widget)
    elif isinstance(widget, QAbstractItemView):
        yield from _of_view(widget, with_lists=with_lists)


def _of_wall(view: WallView) -> Iterator[str]:
    yield view.empty_text()
    for tile in view.tiles:
        claim = tile.claim
        yield from (tile.name, claim.corner, claim.short_corner, claim.badge)
        yield from (claim.line, claim.short_line, claim.detail)


def _of_view(view: QAbstractItemView, *, with_lists: bool) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = range(model.columnCount()) if isinstance(view, QTableView) else range(1)
    if isinstance(view, QTableView):
        yield from (str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns)
    if with_lists:
        for row in range(min(_ROWS, model.rowCount())):
            yield from (str(model.index(row, column).data() or "") for column in columns)

"""Tab goes where the eye goes: in the order of the layout, whenever a widget was made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_layout(layout: QLayout) -> None:
    """To be called again after widgets were added."""
    for before, after in pairwise(_in_order(layout)):
        QWidget.setTabOrder(before, after)


def go_on(after: QWidget, *, forward: bool) -> None:
    """Gives the cursor to the next widget that Tab may reach from this one, which itself may be hidden or take none."""
    found = _neighbour(after, forward=forward)
    while found is not after:
        if found.focusPolicy() & Qt.FocusPolicy.TabFocus and found.isVisible() and found.isEnabled():
            found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            bring_into_view(found)
            return
        found = _neighbour(found, forward=forward)


def bring_into_view(widget: QWidget) -> None:
    """Of whatever scrolls around it."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        around.ensureWidgetVisible(widget)


def _neighbour(widget: QWidget, *, forward: bool) -> QWidget:
    """The chain is a ring."""
    return (widget.nextInFocusChain() if forward else widget.previousInFocusChain()) or widget


def _in_order(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            inner = widget.layout()
        if inner is not None:
            yield from _in_order(inner)

"""Drafts: begun with what stands, published, taken back, deleted."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from app.core.ids import new_id
from app.model.rota import Cell, Line, Sheet
from app.ui.background import Questions
from app.ui.ops import Ops
from app.ui.roster.month.desk import Desk
from app.ui.services import Services


class Drafts(QObject):
    """What the buttons above the month do to sheets.

    Attributes:
        told: a sentence about what was done.
        opened: another draft lies on the desk, or none.
    """

    told = Signal(str)
    opened = Signal()

    def __init__(self, services: Services, ops: Ops, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets = services.roster.sheets
        self._clock = services.clock
        self._ops = ops
        self._desk = desk
        self._beginning = Questions(ops, self)

    def open(self, sheet_id: str) -> None:
        """Empty: what stands."""
        sheet = next((one for one in self._sheets.all() if one.id == sheet_id), None)
        self._desk.open(sheet)
        self.opened.emit()

    def begin(self, month: date, lines: list[Line], then: Callable[[], object] | None = None) -> None:
        """A draft of a month with all that is planned, begun with what stands."""
        if not lines:
            self.told.emit(self.tr('Enter first, under "Strength", how many are needed where.'))
            return
        first = month.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        name = f"{first:%Y-%m} · {len(self._sheets.all()) + 1}"
        sheet = Sheet(new_id(self._clock.now()), name, first.isoformat(), last.isoformat(), tuple(lines))

        def opened(_: object) -> None:
            self.open(sheet.id)
            if then is not None:
                then()

        def begun(cells: list[Cell]) -> None:
            self._ops.ask(lambda: self._sheets.save_draft(sheet, cells), opened)

        self._beginning.ask(lambda: self._sheets.begun_with(sheet), begun)

    def publish(self) -> None:
        sheet = self._desk.sheet
        if sheet is None:
            return
        self._desk.keep()

        def done(_: object) -> None:
            self.open("")
            self.told.emit(self.tr('Published: "{name}" stands now.').format(name=sheet.name))

        self._ops.ask(lambda: self._sheets.publish(sheet.id), done)

    def remove(self) -> None:
        sheet = self._desk.sheet
        if sheet is not None:
            self._desk.drop()
            self._ops.ask(lambda: self._sheets.remove_draft(sheet.id), lambda _: self.open(""))

    def withdraw(self) -> None:
        sheet = self._desk.sheet
        if sheet is not None:
            self._ops.ask(lambda: self._sheets.withdraw(sheet.id), lambda _: self.open(sheet.id))

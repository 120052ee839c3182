"""The draft that is being worked on: edits, undo and redo, kept on disk as one goes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.ids import new_id
from app.model.rota import Cell, Line, Sheet, ShiftKind
from app.roster import edits
from app.roster.edits import Draft
from app.ui.ops import Ops
from app.ui.services import Services

_KEEP_AFTER_MS = 700


class Desk(QObject):
    """One draft at a time, or none: then what stands is looked at.

    Attributes:
        changed: other cells, another draft, or none.
    """

    changed = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self.sheet: Sheet | None = None
        self.draft = Draft({})
        self._kept = Draft({})
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        ops.closed.connect(self.keep)

    @property
    def cells(self) -> list[Cell]:
        return self.draft.in_order

    @property
    def is_editable(self) -> bool:
        return self.sheet is not None and not self.sheet.published

    def drop(self) -> None:
        """The draft goes: nothing of it is stored any more."""
        self._timer.stop()
        self.sheet = None
        self.draft = self._kept = Draft({})

    def open(self, sheet: Sheet | None) -> None:
        """Another draft; none looks at what stands."""
        self.keep()
        self.sheet = sheet
        cells = self._services.roster.sheets.cells(sheet.id) if sheet is not None else []
        self.draft = self._kept = edits.draft_of(cells)
        self.changed.emit()

    def keep(self) -> None:
        """Stores what was changed; the end of the window must not lose the last letters."""
        self._timer.stop()
        if self.sheet is None or self.draft is self._kept:
            return
        self._kept = self.draft
        sheet, cells = self.sheet, self.cells
        self._ops.ask(lambda: self._services.roster.sheets.save_draft(sheet, cells))

    def put(self, places: Iterable[tuple[str, str]], kind: ShiftKind, line: Line) -> bool:
        """A duty of a kind on a line for each person and date; it takes the place of another one of the line.

        False where none of the dates is the draft's.
        """
        cells = [self._cell(person_id, day, kind, line) for person_id, day in places if self._has(day)]
        self.apply(lambda draft: edits.put(draft, *cells))
        return bool(cells)

    def take(self, places: Iterable[tuple[str, str]], line: Line | None) -> None:
        """Without the duties of these people and dates, of one line or of all."""
        wanted = set(places)
        ids = [
            cell.id
            for cell in self.draft.cells.values()
            if (cell.person_id, cell.date) in wanted and line in (None, cell.line)
        ]
        self.apply(lambda draft: edits.take(draft, *ids))

    def lock(self, places: Sequence[tuple[str, str]]) -> None:
        """All of them, or, where all are, none."""
        wanted = set(places)
        cells = [cell for cell in self.draft.cells.values() if (cell.person_id, cell.date) in wanted]
        locked = not all(cell.locked for cell in cells)
        self.apply(lambda draft: edits.lock(draft, [cell.id for cell in cells], locked=locked))

    def drag(self, cell: Cell, other: Cell | None, person_id: str, day: str) -> None:
        """To somebody who has a duty: each gets the other's. To an empty place: it moves there."""
        if other is not None and other.person_id != cell.person_id:
            self.apply(lambda draft: edits.swap(draft, cell.id, other.id))
        elif other is None and self._has(day):
            self.apply(lambda draft: edits.move(draft, cell.id, person_id, day))

    def replace(self, cells: Iterable[Cell]) -> None:
        """Everything anew, in one edit."""
        new = list(cells)
        self.apply(lambda draft: edits.replace_all(draft, new))

    def undo(self) -> None:
        self.apply(edits.undo)

    def redo(self) -> None:
        self.apply(edits.redo)

    def apply(self, change: Callable[[Draft], Draft]) -> None:
        if not self.is_editable:
            return
        after = change(self.draft)
        if after is not self.draft:
            self.draft = after
            self._timer.start()
            self.changed.emit()

    def _has(self, day: str) -> bool:
        return self.sheet is not None and self.sheet.first <= day <= self.sheet.last

    def _cell(self, person_id: str, day: str, kind: ShiftKind, line: Line) -> Cell:
        for cell in self.draft.cells.values():
            if (cell.person_id, cell.date, cell.line) == (person_id, day, line):
                return replace(cell, start=kind.start, end=kind.end)
        cell_id = new_id(self._services.clock.now())
        return Cell(cell_id, person_id, line.role, line.post_id, day, kind.start, kind.end)

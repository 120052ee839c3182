"""What letters, Delete and drags mean: edits of the draft, or an exchange of what stands."""

from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Signal

from app.model.roster import STAND_IN, SWAP, Duty
from app.model.rota import ShiftKind, Wish
from app.roster.exchanges import leg_of, swap_of
from app.ui.ops import Ops
from app.ui.roster.month.desk import Desk
from app.ui.roster.month.grid import WISHES, MonthGrid
from app.ui.roster.month.marks import Mark
from app.ui.roster.month.model import MonthModel
from app.ui.roster.month.toolbar import MonthToolbar
from app.ui.services import Services


class Hands(QObject):
    """Between the grid and the desk.

    Attributes:
        told: a sentence for whoever has just done something.
    """

    told = Signal(str)

    def __init__(
        self,
        services: Services,
        ops: Ops,
        desk: Desk,
        grid: MonthGrid,
        toolbar: MonthToolbar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._desk = desk
        self._grid = grid
        self._toolbar = toolbar
        grid.typed.connect(self._typed)
        grid.cleared.connect(self._cleared)
        grid.dragged.connect(self._dragged)
        for undo in (grid.undo_wanted, toolbar.undo_wanted):
            undo.connect(desk.undo)
        for redo in (grid.redo_wanted, toolbar.redo_wanted):
            redo.connect(desk.redo)
        for lock in (grid.lock_wanted, toolbar.lock_wanted):
            lock.connect(lambda: desk.lock(self.places()))

    @property
    def _model(self) -> MonthModel:
        model = self._grid.model()
        assert isinstance(model, MonthModel)
        return model

    def places(self) -> list[tuple[str, str]]:
        """Person and date of each cell chosen."""
        model = self._model
        return [(model.people[one.row()][0], model.days[one.column()].iso) for one in self._grid.chosen()]

    def _typed(self, text: str) -> None:
        if text in WISHES:
            self._wish(WISHES[text])
            return
        kind, line = self._kind_of(text), self._toolbar.chosen_line()
        if not self._desk.is_editable:
            self.told.emit(self.tr("This is what stands. Begin a new draft, or drag a duty to exchange it."))
        elif kind is None:
            self.told.emit(self.tr('No shift has the letter "{letter}".').format(letter=text))
        elif line is not None and not self._desk.put(self.places(), kind, line):
            self.told.emit(self.tr("These days do not belong to the draft."))

    def _wish(self, want: str) -> None:
        """The same key once more takes the wish back."""
        books, model = self._services.roster.books, self._model
        for person_id, day in self.places():
            wish = Wish(person_id, day, "" if model.wish(person_id, day) == want else want)
            self._ops.ask(partial(books.save_wish, wish))

    def _kind_of(self, text: str) -> ShiftKind | None:
        kinds = self._services.roster.books.kinds()
        if text.isdigit():
            number = int(text) - 1
            return kinds[number] if 0 <= number < len(kinds) else None
        wanted = text.upper()
        return next((kind for kind in kinds if wanted in (kind.letter.en.upper(), kind.letter.zh)), None)

    def _cleared(self) -> None:
        if self._desk.is_editable:
            self._desk.take(self.places(), None)

    def _dragged(self, begun: QModelIndex, over: QModelIndex) -> None:
        (mark, *_), others = self._marks_at(begun), self._marks_at(over)
        person_id, day = self._model.people[over.row()][0], self._model.days[over.column()].iso
        if self._desk.is_editable and mark.cell is not None:
            other = next((one.cell for one in others if one.cell is not None), None)
            self._desk.drag(mark.cell, other, person_id, day)
        elif mark.duty is not None and not mark.away and person_id != mark.duty.shift.person_id:
            same_day = self._model.days[begun.column()].iso == day
            self._exchange(mark.duty, others, person_id, same_day=same_day)

    def _exchange(self, duty: Duty, others: tuple[Mark, ...], person_id: str, *, same_day: bool) -> None:
        """Onto a duty: the two swap. Onto an empty place of the same day: a stand-in."""
        other = next((one.duty for one in others if one.duty is not None and not one.away), None)
        if other is not None:
            kind, legs = SWAP, swap_of(duty, other)
            said = self.tr(
                'Swap asked for. It counts once it is agreed and approved, on the page "Exchanges".'
            )
        elif same_day:
            kind, legs = STAND_IN, (leg_of(duty, person_id),)
            said = self.tr(
                'Stand-in asked for. It counts once it is agreed and approved, on the page "Exchanges".'
            )
        else:
            return
        exchanges = self._services.roster.exchanges
        self._ops.ask(lambda: exchanges.ask(kind, legs), lambda _: self.told.emit(said))

    def _marks_at(self, index: QModelIndex) -> tuple[Mark, ...]:
        return self._model.marks(index.row(), index.column())

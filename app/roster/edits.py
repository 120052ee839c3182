"""A draft under one's hands: edits that can be undone and done again, none of which loses an assignment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.model.rota import Cell


@dataclass(frozen=True, slots=True)
class Edit:
    """Cells as they were and as they are. The other way round it undoes itself."""

    before: tuple[Cell, ...]
    after: tuple[Cell, ...]

    def undone(self) -> "Edit":
        return Edit(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Draft:
    """The cells of a draft by id, what was done to them and what was undone. Each edit makes a new one."""

    cells: dict[str, Cell]
    done: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = field(default=())

    @property
    def in_order(self) -> list[Cell]:
        return sorted(self.cells.values(), key=lambda cell: (cell.date, cell.start, cell.id))


def draft_of(cells: Iterable[Cell]) -> Draft:
    return Draft({cell.id: cell for cell in cells})


def put(draft: Draft, *cells: Cell) -> Draft:
    """New cells, or others instead of those with their ids."""
    before = tuple(draft.cells[cell.id] for cell in cells if cell.id in draft.cells)
    return _apply(draft, Edit(before, cells))


def take(draft: Draft, *ids: str) -> Draft:
    """Without these cells; one that is not there (any more) is no edit."""
    return _apply(
        draft, Edit(tuple(draft.cells[one] for one in dict.fromkeys(ids) if one in draft.cells), ())
    )


def replace_all(draft: Draft, cells: Iterable[Cell]) -> Draft:
    """Everything anew in one edit: what a proposal or an import brings is undone at once."""
    return _apply(draft, Edit(tuple(draft.in_order), tuple(cells)))


def swap(draft: Draft, one: str, two: str) -> Draft:
    """Each of the two gets the other's duty; times and posts stay where they are."""
    if one not in draft.cells or two not in draft.cells:
        return draft
    first, second = draft.cells[one], draft.cells[two]
    return put(
        draft,
        replace(first, person_id=second.person_id),
        replace(second, person_id=first.person_id),
    )


def move(draft: Draft, cell_id: str, person_id: str, day: str) -> Draft:
    """A duty to another person or another date."""
    if cell_id not in draft.cells:
        return draft
    return put(draft, replace(draft.cells[cell_id], person_id=person_id, date=day))


def lock(draft: Draft, ids: Iterable[str], *, locked: bool) -> Draft:
    cells = [draft.cells[one] for one in ids if one in draft.cells]
    return put(draft, *(replace(cell, locked=locked) for cell in cells))


def undo(draft: Draft) -> Draft:
    if not draft.done:
        return draft
    last = draft.done[-1]
    return Draft(_cells(draft.cells, last.undone()), draft.done[:-1], (*draft.undone, last))


def redo(draft: Draft) -> Draft:
    if not draft.undone:
        return draft
    last = draft.undone[-1]
    return Draft(_cells(draft.cells, last), (*draft.done, last), draft.undone[:-1])


def _apply(draft: Draft, edit: Edit) -> Draft:
    if edit.before == edit.after:
        return draft
    return Draft(_cells(draft.cells, edit), (*draft.done, edit))


def _cells(cells: dict[str, Cell], edit: Edit) -> dict[str, Cell]:
    gone = {cell.id for cell in edit.before}
    left = {cell_id: cell for cell_id, cell in cells.items() if cell_id not in gone}
    return left | {cell.id: cell for cell in edit.after}


def differences(before: Iterable[Cell], after: Iterable[Cell]) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """What is gone and what is new between two drafts, whatever ids the cells have."""
    old = {_said(cell): cell for cell in before}
    new = {_said(cell): cell for cell in after}
    gone = tuple(cell for said, cell in sorted(old.items()) if said not in new)
    added = tuple(cell for said, cell in sorted(new.items()) if said not in old)
    return gone, added


def _said(cell: Cell) -> tuple[str, ...]:
    return cell.date, cell.start, cell.end, cell.role, cell.post_id, cell.person_id

"""No sequence of edits, undos and redos loses an assignment."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.model.rota import Cell
from app.roster.edits import (
    differences,
    draft_of,
    lock,
    move,
    put,
    redo,
    replace_all,
    swap,
    take,
    undo,
)

FIRST = [
    Cell(f"c{number}", f"p{number % 3}", "operator", "", f"2026-12-0{number + 1}", "08:00", "20:00")
    for number in range(5)
]
ids = st.sampled_from([f"c{number}" for number in range(8)])
people = st.sampled_from(["p0", "p1", "p2"])
days = st.integers(1, 9).map(lambda day: f"2026-12-0{day}")


class Editing(RuleBasedStateMachine):
    """Beside the draft: every state it was in, as whole copies."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = draft_of(FIRST)
        self.past: list[dict[str, Cell]] = [dict(self.draft.cells)]
        self.future: list[dict[str, Cell]] = []

    def _done(self, after: object, wanted: dict[str, Cell]) -> None:
        changed = wanted != self.past[-1]
        self.draft = after
        if changed:
            self.past.append(wanted)
            self.future.clear()

    @rule(cell_id=ids, person=people, day=days)
    def puts(self, cell_id: str, person: str, day: str) -> None:
        cell = Cell(cell_id, person, "operator", "", day, "08:00", "20:00")
        self._done(put(self.draft, cell), self.past[-1] | {cell_id: cell})

    @rule(one=ids, two=ids)
    def takes(self, one: str, two: str) -> None:
        left = {key: cell for key, cell in self.past[-1].items() if key not in (one, two)}
        self._done(take(self.draft, one, two), left)

    @rule(one=ids, two=ids)
    def swaps(self, one: str, two: str) -> None:
        wanted = dict(self.past[-1])
        if one in wanted and two in wanted:
            first, second = wanted[one].person_id, wanted[two].person_id
            wanted[one] = replace(wanted[one], person_id=second)
            wanted[two] = replace(wanted[two], person_id=first)
        self._done(swap(self.draft, one, two), wanted)

    @rule(cell_id=ids, person=people, day=days)
    def moves(self, cell_id: str, person: str, day: str) -> None:
        wanted = dict(self.past[-1])
        if cell_id in wanted:
            wanted[cell_id] = replace(wanted[cell_id], person_id=person, date=day)
        self._done(move(self.draft, cell_id, person, day), wanted)

    @rule(cell_id=ids, locked=st.booleans())
    def locks(self, cell_id: str, locked: bool) -> None:
        wanted = dict(self.past[-1])
        if cell_id in wanted:
            wanted[cell_id] = replace(wanted[cell_id], locked=locked)
        self._done(lock(self.draft, [cell_id], locked=locked), wanted)

    @rule(person=people)
    def proposes(self, person: str) -> None:
        cells = [
            Cell(f"n{day}", person, "operator", "", f"2026-12-0{day}", "20:00", "08:00") for day in (1, 2)
        ]
        self._done(replace_all(self.draft, cells), {cell.id: cell for cell in cells})

    @rule()
    def undoes(self) -> None:
        self.draft = undo(self.draft)
        if len(self.past) > 1:
            self.future.append(self.past.pop())

    @rule()
    def redoes(self) -> None:
        self.draft = redo(self.draft)
        if self.future:
            self.past.append(self.future.pop())

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.draft.cells == self.past[-1]

    def teardown(self) -> None:
        while self.draft.done:
            self.draft = undo(self.draft)
        assert self.draft.cells == {cell.id: cell for cell in FIRST}
        while self.draft.undone:
            self.draft = redo(self.draft)
        newest = self.future[0] if self.future else self.past[-1]
        assert self.draft.cells == newest


Editing.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestEditing = Editing.TestCase


def test_two_drafts_differ_in_what_they_say_not_in_their_ids() -> None:
    other = [replace(cell, id=f"x{cell.id}") for cell in FIRST[1:]]
    new = replace(FIRST[0], id="new", person_id="p2")
    gone, added = differences(FIRST, [*other, new])
    assert gone == (FIRST[0],)
    assert added == (new,)

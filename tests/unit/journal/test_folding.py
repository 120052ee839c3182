"""Folding hides nothing: any log, read in any pieces, shows the same lines."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journal.folded import FoldedEntries
from app.journal.folding import SHEET, Line, fold
from app.journal.kinds import GROUP_OF, GROUPS, PASSING, PEOPLE
from app.model.journal import Draft, Entry

START = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
KINDS = (
    "note",
    "amendment",
    "incident_opened",
    "tier_missed",
    "signed_in",
    "console_started",
    "of_a_later_program",
)


def entry(number: int, kind: str = "signed_in", camera_id: str = "", **data: str) -> Entry:
    at = START + timedelta(minutes=number)
    return Entry(number, at, "boot", number, Draft(kind, data=data, camera_id=camera_id), "", "")


def day_of(one: Entry) -> object:
    return one.at.date()


def newest_first(*entries: Entry) -> list[Entry]:
    return sorted(entries, key=lambda one: one.number, reverse=True)


def lines_of(*entries: Entry) -> list[Line]:
    folded = FoldedEntries(day_of)
    folded.start_over(newest_first(*entries), folding=True)
    return folded.lines


def shape(lines: list[Line]) -> list[object]:
    """Numbers of entries, tuples of those in folds."""
    return [
        line.entry.number
        if line.entry
        else tuple(one.number for one in line.fold.entries)
        if line.fold
        else 0
        for line in lines
    ]


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """The newest first; numbers around the edge of a sheet, with holes as a filter leaves them."""
    numbers = sorted(draw(st.sets(st.integers(SHEET - 25, SHEET + 25), max_size=40)), reverse=True)
    made = []
    for number in numbers:
        kind = draw(st.sampled_from((*KINDS, "camera_lost", "camera_back", "health_began", "health_ended")))
        camera_id = draw(st.sampled_from(("c1", "c2"))) if kind.startswith(("camera", "health")) else ""
        made.append(entry(number, kind, camera_id, condition="covered"))
    return made


def read_in_pieces(log: list[Entry], first: int, cuts: list[int]) -> FoldedEntries:
    """From the middle on: newer ones come on top one by one, pages of older ones between them."""
    folded = FoldedEntries(day_of)
    folded.start_over(log[first : first + 3], folding=True)
    older, newer = log[first + 3 :], list(reversed(log[:first]))
    for cut in (*cuts, len(log)):
        page, older = older[:cut], older[cut:]
        for splice in folded.append(page):
            folded.make(splice)
        for one in newer[:cut]:
            for splice in folded.put_on_top([one]):
                folded.make(splice)
        newer = newer[cut:]
    return folded


@given(logs(), st.integers(0, 20), st.lists(st.integers(1, 9), max_size=6))
def test_the_order_of_reading_makes_no_difference(log: list[Entry], first: int, cuts: list[int]) -> None:
    whole = FoldedEntries(day_of)
    whole.start_over(log, folding=True)
    assert read_in_pieces(log, min(first, len(log)), cuts).lines == whole.lines


@given(logs())
def test_nothing_disappears_and_the_order_stays(log: list[Entry]) -> None:
    shown: list[int] = []
    for line in lines_of(*log):
        shown += (
            [line.entry.number]
            if line.entry
            else [one.number for one in line.fold.entries]
            if line.fold
            else []
        )
    assert shown == [one.number for one in log]


@given(logs())
def test_counts_are_right_and_what_matters_is_never_in_a_fold(log: list[Entry]) -> None:
    for line in lines_of(*log):
        if line.fold is not None:
            assert sum(count for _, count in line.fold.counts) == len(line.fold.entries) >= 2
            assert all(one.draft.kind in GROUP_OF for one in line.fold.entries)
            assert len({day_of(one) for one in line.fold.entries}) == 1


@given(logs(), st.data())
def test_every_entry_can_be_reached_and_closed_again(log: list[Entry], data: st.DataObject) -> None:
    if not log:
        return
    folded = FoldedEntries(day_of)
    folded.start_over(log, folding=True)
    before = list(folded.lines)
    number = data.draw(st.sampled_from(log)).number
    for splice in folded.reveal(number):
        folded.make(splice)
    line = folded.lines[folded.row_of(number)]
    assert line.entry is not None
    assert line.entry.number == number
    for opened in [one for one in folded.lines if one.fold is not None and one.fold.opened]:
        for splice in folded.toggle(opened):
            folded.make(splice)
    assert folded.lines == before


@given(logs())
def test_each_splice_leaves_the_lines_of_a_whole_look(log: list[Entry]) -> None:
    """A view that makes the splices one by one shows in the end what the lines are."""
    folded, view = FoldedEntries(day_of), list[Line]()
    for one in reversed(log):
        for splice in folded.put_on_top([one]):
            view[splice.at : splice.at + splice.gone] = splice.come
            for at, line in splice.changed:
                view[at] = line
            folded.make(splice)
        assert view == folded.lines


def test_a_run_between_two_notes_is_one_line_with_its_counts() -> None:
    log = (
        entry(1, "note"), entry(2, "camera_lost", "c1"), entry(3, "signed_in"), entry(4, "camera_back", "c1"),
        entry(5, "signed_out"), entry(6, "signed_in"), entry(7, "note"),
    )  # fmt: skip
    lines = lines_of(*log)
    assert shape(lines) == [7, (6, 5, 4, 3, 2), 1]
    assert lines[1].fold is not None
    assert lines[1].fold.counts == (
        ("camera_losses", 1),
        ("camera_returns", 1),
        ("sign_ins", 2),
        ("sign_outs", 1),
    )


def test_a_failure_folds_once_it_is_over() -> None:
    folded = FoldedEntries(day_of)
    folded.start_over(newest_first(entry(1), entry(2, "camera_lost", "c1"), entry(3), entry(4)), folding=True)
    assert shape(folded.lines) == [(4, 3), 2, 1]
    for splice in folded.put_on_top([entry(5, "camera_back", "c2")]):
        folded.make(splice)
    assert shape(folded.lines) == [(5, 4, 3), 2, 1]
    for splice in folded.put_on_top([entry(6, "camera_back", "c1")]):
        folded.make(splice)
    assert shape(folded.lines) == [(6, 5, 4, 3, 2, 1)]


def test_a_failure_far_below_folds_when_it_is_over() -> None:
    """It lies in a sheet of its own."""
    folded = FoldedEntries(day_of)
    old = [entry(1), entry(2, "camera_lost", "c1"), entry(3)]
    folded.start_over(newest_first(*old, *(entry(SHEET + at, "note") for at in range(3))), folding=True)
    assert shape(folded.lines)[3:] == [3, 2, 1]
    for splice in folded.put_on_top([entry(SHEET + 9, "camera_back", "c1")]):
        folded.make(splice)
    assert shape(folded.lines)[4:] == [(3, 2, 1)]


def test_what_is_repeated_stands_while_it_is_so() -> None:
    still = entry(2, "camera_lost_repeated", "c1", present="true")
    over = entry(2, "camera_lost_repeated", "c1", present="false")
    assert shape(lines_of(entry(1), still, entry(3))) == [3, 2, 1]
    assert shape(lines_of(entry(1), over, entry(3))) == [(3, 2, 1)]


def test_what_a_guard_tour_missed_stands_until_its_round_is_over_and_the_round_for_ever() -> None:
    """A camera that nobody looked at is seen at once; of a round nobody walked one line stays, not forty."""
    under_way = (entry(1, "tour_begun"), entry(2, "tour_step_missed", "c1"), entry(3, "tour_step_seen", "c2"))
    assert shape(lines_of(*under_way)) == [3, 2, 1]
    steps = [entry(number, "tour_step_missed", f"c{number}") for number in range(4, 44)]
    over = (*under_way, *steps, entry(44, "tour_finished"), entry(45, "tour_missed"), entry(46))
    assert shape(lines_of(*over)) == [46, 45, tuple(range(44, 0, -1))]


def test_whoever_asks_for_what_matters_gets_rounds_with_gaps_not_their_steps() -> None:
    assert "tour_step_missed" in PASSING
    assert "tour_missed" not in (*PASSING, *GROUP_OF)


def test_midnight_ends_a_run() -> None:
    assert shape(lines_of(entry(118), entry(119), entry(120), entry(121))) == [(121, 120), (119, 118)]


def test_a_search_shows_every_hit() -> None:
    folded = FoldedEntries(day_of)
    folded.start_over(newest_first(*(entry(at) for at in range(1, 9))), folding=False)
    assert shape(folded.lines) == [8, 7, 6, 5, 4, 3, 2, 1]


def test_whole_sheets_go_when_there_are_too_many() -> None:
    folded = FoldedEntries(day_of)
    folded.start_over(
        newest_first(*(entry(at, "note") for at in range(SHEET - 10, SHEET + 300))), folding=True
    )
    for splice in folded.drop_oldest(300):
        folded.make(splice)
    assert folded.oldest == SHEET
    assert len(folded.lines) == len(folded) == 300


def test_an_opened_run_stays_open_while_it_grows() -> None:
    folded = FoldedEntries(day_of)
    folded.start_over(newest_first(entry(1), entry(2)), folding=True)
    for splice in (*folded.toggle(folded.lines[0]),):
        folded.make(splice)
    for splice in folded.put_on_top([entry(3)]):
        folded.make(splice)
    assert shape(folded.lines) == [(3, 2, 1), 3, 2, 1]
    assert [line.inside for line in folded.lines] == [False, True, True, True]


@pytest.mark.parametrize(
    "kind", ["incident_opened", "tier_missed", "clock_missed", "system_fault", "message_failed"]
)
def test_an_emergency_never_folds(kind: str) -> None:
    assert shape(fold([entry(3), entry(2, kind), entry(1)], set(), {}, day_of)) == [3, 2, 1]


def test_a_kind_is_counted_as_one_thing() -> None:
    kinds = [kind for group in GROUPS.values() for kind in group]
    assert len(kinds) == len(set(kinds))
    assert not set(kinds) & set(PEOPLE)
    assert set(PASSING) < set(kinds)


def test_an_old_return_that_is_read_later_does_not_hide_that_a_new_loss_ends() -> None:
    folded = FoldedEntries(day_of)
    far = SHEET + 30
    folded.start_over(newest_first(entry(far, "camera_lost", "c1"), entry(far + 1)), folding=True)
    for splice in folded.append(newest_first(entry(3, "camera_lost", "c1"), entry(5, "camera_back", "c1"))):
        folded.make(splice)
    assert shape(folded.lines) == [far + 1, far, (5, 3)]
    for splice in folded.put_on_top([entry(2 * SHEET + 7, "camera_back", "c1")]):
        folded.make(splice)
    assert shape(folded.lines) == [2 * SHEET + 7, (far + 1, far), (5, 3)]

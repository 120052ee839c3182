"""Stretches of time on lanes."""

from hypothesis import given
from hypothesis import strategies as st

from app.shift_review.bars import Bar, clipped, coverage, packed

_SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda each: (each[0], sum(each))), max_size=40
)


@given(_SPANS, st.integers(1, 5))
def test_bars_of_a_row_never_overlap_and_none_is_lost(spans: list[tuple[int, int]], rows: int) -> None:
    bars = packed([Bar(start, end, "lost", str(at)) for at, (start, end) in enumerate(spans)], rows)
    for row in range(rows):
        own = [bar for bar in bars if bar.row == row]
        assert all(before.end <= after.start for before, after in zip(own, own[1:], strict=False))
    assert all(0 <= bar.row < rows for bar in bars)
    assert sum(bar.count for bar in bars) == len(spans)
    for moment in range(81):
        covered = any(start <= moment < end for start, end in spans)
        shown = any(bar.start <= moment < bar.end for bar in bars)
        assert shown or not covered


def test_a_joined_bar_is_about_nobody_alone() -> None:
    bars = packed([Bar(0, 10, "lost", "a"), Bar(5, 20, "lost", "b")], 1)
    assert bars == (Bar(0, 20, "lost", "", 0, count=2),)


@given(_SPANS)
def test_coverage_counts_what_runs_at_each_time(spans: list[tuple[int, int]]) -> None:
    bars = coverage(spans, 64, "recorded")
    for moment in range(81):
        running = sum(start <= moment < end for start, end in spans)
        found = [bar for bar in bars if bar.start <= moment < bar.end]
        assert [bar.count for bar in found] == ([running] if running else [])
        assert all(bar.share == running / 64 for bar in found)


def test_clipping_keeps_what_lies_inside() -> None:
    bars = (Bar(0, 10, "a"), Bar(10, 20, "b"), Bar(30, 40, "c"))
    assert clipped(bars, 5, 30) == (Bar(5, 10, "a"), Bar(10, 20, "b"))

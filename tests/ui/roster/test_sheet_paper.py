"""The sheet that hangs on the wall: short, and without two posts that read alike."""

from hypothesis import given
from hypothesis import strategies as some

from app.ui.roster.month.sheet_paper import short_names


def test_posts_that_begin_alike_have_longer_marks() -> None:
    names = {"a": "东门值勤室", "b": "东车库", "c": "液化气站"}
    assert short_names(names) == {"a": "东门", "b": "东车", "c": "液"}
    assert short_names({"a": "Gate", "b": "Gate 2"}) == {"a": "Gate", "b": "Gate 2"}


@given(some.dictionaries(some.text(max_size=3), some.text("ab东门", min_size=1, max_size=4), max_size=5))
def test_every_mark_begins_its_name(names: dict[str, str]) -> None:
    short = short_names(names)
    assert short.keys() == names.keys()
    assert all(names[key].startswith(mark) and mark for key, mark in short.items())
    distinct = set(short.values())
    assert len(distinct) == len(set(names.values()))

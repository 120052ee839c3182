"""Saved views: names that can be told apart, cameras that are there, and what a restart finds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, NotFound
from app.model.view import COUNTS, MAIN, Choice, View
from app.views.rules import tidy_view
from tests.fakes.services import ScreenRoom

GATES = View("v1", " East  gates ", ("c1", "gone", "c0", "c1"), 4)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ScreenRoom]:
    room = ScreenRoom(tmp_path)
    yield room
    room.close()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "  "}, "empty_text"),
        ({"name": "x" * 41}, "too_long"),
        ({"name": "GARAGES"}, "name_taken"),
        ({"camera_ids": ("gone",)}, "no_camera_chosen"),
        ({"count": 5}, "out_of_range"),
    ],
)
def test_views_nobody_could_choose_are_refused(change: dict[str, object], reason: str) -> None:
    others = [View("v2", "Garages", ("c0",))]
    with pytest.raises(InvalidInput) as refused:
        tidy_view(replace(GATES, **change), {"c0", "c1"}, others)
    assert refused.value.values["reason"] == reason


@given(st.lists(st.sampled_from(["c0", "c1", "c2", "gone"])), st.sampled_from(COUNTS))
def test_a_view_keeps_the_order_and_no_camera_twice(cameras: list[str], count: int) -> None:
    view = View("v", "n", ("c2", *cameras), count)
    kept = tidy_view(view, {"c0", "c1", "c2"}, []).camera_ids
    assert len(set(kept)) == len(kept)
    assert "gone" not in kept
    assert list(kept) == sorted(kept, key=view.camera_ids.index)


def test_saving_renaming_and_removing_are_entries_and_undone(room: ScreenRoom) -> None:
    saved = room.views.save(GATES).result()
    assert saved == View("v1", "East gates", ("c1", "c0"), 4)
    room.views.save(replace(saved, name="Gates")).result()
    removed = room.views.remove("v1").result()
    assert room.views.all() == []
    room.views.save(removed).result()
    assert room.views.all() == [replace(saved, name="Gates")]
    entries = [entry.draft for entry in reversed(room.journal.latest(4))]
    assert [draft.kind for draft in entries] == ["view_saved", "view_saved", "view_removed", "view_saved"]
    assert entries[1].data == {"view": "Gates", "was": "East gates"}
    with pytest.raises(NotFound):
        room.views.remove("other").result()


def test_a_restart_finds_what_each_wall_showed(room: ScreenRoom) -> None:
    assert room.views.choice(MAIN) == Choice(MAIN)
    chosen = Choice(MAIN, "v1", 4, 1)
    room.views.remember(chosen).result()
    room.reopen()
    assert room.views.choice(MAIN) == chosen
    assert "view_saved" not in room.kinds()

"""What is still being written is awaited and asked for where playback is near it, and nowhere else."""

from pathlib import Path

import pytest

from app.playback.rules import Clip
from app.ui.playback.newest import Newest
from tests.fakes.recordings import FakeRecordings

NOW = 10_000.0
WHOLE = (Clip("a", NOW - 300, NOW - 40),)


@pytest.fixture
def recordings(tmp_path: Path) -> FakeRecordings:
    recordings = FakeRecordings(tmp_path)
    recordings.written = {"gate", "garage"}
    return recordings


@pytest.fixture
def newest(recordings: FakeRecordings) -> Newest:
    return Newest(recordings, lambda: NOW)


@pytest.mark.parametrize(
    ("position", "asked"),
    [(NOW - 200, []), (NOW - 60, []), (NOW - 50, ["gate"]), (NOW - 10, ["gate"]), (NOW + 60, [])],
)
def test_it_is_asked_for_shortly_before_it_is_reached(
    newest: Newest, recordings: FakeRecordings, position: float, asked: list[str]
) -> None:
    newest.look({"gate": WHOLE}, position)
    assert recordings.finished == asked


@pytest.mark.parametrize(
    ("position", "coming"), [(NOW - 200, False), (NOW - 10, True), (NOW, True), (NOW + 60, False)]
)
def test_only_the_last_minutes_may_still_come(newest: Newest, position: float, *, coming: bool) -> None:
    assert not newest.is_coming("gate", position)
    newest.look({"gate": WHOLE}, position)
    assert newest.is_coming("gate", position) is coming
    assert not newest.is_coming("lobby", position)
    assert newest.anything

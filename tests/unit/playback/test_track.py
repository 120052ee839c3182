"""One camera of playback from file to file, without its thread and without waiting."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.playback.effort import Lag
from app.playback.player.track import Track
from app.playback.rules import Clip, PlayClock
from tests.fakes.clips import draw_clip

BEGIN, RATE = 1_760_000_000.0, 12


def track_of(clock: Callable[[], PlayClock], *, has_means: bool = True) -> Track:
    return Track("gate", clock, lambda answer: None, lambda: has_means)


def playing(second: float, speed: float) -> PlayClock:
    """A clock that plays and is at this second of the clip, however long the test takes."""
    return PlayClock(BEGIN + second, math.inf, speed, playing=True, turn=1)


@pytest.fixture
def sparing(tmp_path: Path) -> tuple[Clip, ...]:
    """A recording with one key frame, as a sparing camera sends them."""
    path = draw_clip(tmp_path / "sparing.mp4", 160, 96, RATE, 40.0, key_every_s=60)
    return (Clip(str(path), BEGIN, BEGIN + 40.0),)


def shown(track: Track) -> float:
    """The second of the clip that the picture shown is of."""
    assert track._last is not None
    return track._last.position - BEGIN


def test_at_sixteen_times_pictures_between_key_frames_are_shown(sparing: tuple[Clip, ...]) -> None:
    clock = playing(10.0, 16.0)
    track = track_of(lambda: clock)
    track.put(sparing)
    track._turn_once()
    assert not track.keys_only
    first = shown(track)
    assert first >= 10.0 - 1 / RATE
    clock = playing(20.0, 16.0)
    track._turn_once()
    assert shown(track) > first, "what is between is decoded, and the newest of it shown"
    track._turn_once()
    assert track.cost.share > 0.0
    track._close()


def test_where_the_machine_has_not_the_means_only_key_frames_are_shown_and_that_is_told(
    sparing: tuple[Clip, ...],
) -> None:
    clock = playing(10.0, 16.0)
    track = track_of(lambda: clock, has_means=False)
    track.put(sparing)
    track._turn_once()
    assert track.keys_only
    assert shown(track) == 0.0
    clock = playing(10.0, 4.0)
    track._turn_once()
    assert not track.keys_only
    assert shown(track) >= 10.0 - 1 / RATE
    track._close()


def test_standing_still_shows_the_exact_picture_whatever_the_speed(sparing: tuple[Clip, ...]) -> None:
    clock = PlayClock(BEGIN + 25.0, speed=16.0, turn=3)
    track = track_of(lambda: clock, has_means=False)
    track.put(sparing)
    track._turn_once()
    assert not track.keys_only
    assert shown(track) == 25.0
    track._close()


def test_stopped_while_it_ran_quickly_it_shows_the_exact_picture(sparing: tuple[Clip, ...]) -> None:
    clock = playing(10.0, 16.0)
    track = track_of(lambda: clock)
    track.put(sparing)
    track._turn_once()
    track._turn_once()
    clock = PlayClock(BEGIN + 11.5, speed=16.0, turn=1)
    track._turn_once()
    assert shown(track) == 11.5
    track._close()


def test_a_camera_that_nobody_sees_decodes_nothing_and_is_exact_when_somebody_looks_again(
    sparing: tuple[Clip, ...],
) -> None:
    clock = PlayClock(BEGIN + 5.0, turn=1)
    track = track_of(lambda: clock)
    track.put(sparing)
    track.rest(resting=True)
    track._turn_once()
    assert track._reader is None
    clock = PlayClock(BEGIN + 9.0, turn=2)
    track.rest(resting=False)
    track._turn_once()
    assert shown(track) == 9.0
    track._close()


def test_who_cannot_keep_up_goes_over_to_key_frames_until_it_is_asked_again(
    sparing: tuple[Clip, ...],
) -> None:
    clock = playing(5.0, 16.0)
    track = track_of(lambda: clock)
    track.put(sparing)
    track._turn_once()
    again = replace(clock, since=1e12)
    for tried_again in (playing(5.0, 8.0), again):
        track._lag = Lag(lost=True)
        track._turn_once()
        assert track.keys_only
        clock = tried_again
        track._turn_once()
        assert not track.keys_only
    track._close()


def test_after_a_clip_that_was_kept_beside_the_recording_that_goes_on_where_the_clip_ends(
    tmp_path: Path,
) -> None:
    whole = Clip(str(draw_clip(tmp_path / "whole.mp4", 160, 96, RATE, 8.0)), BEGIN, BEGIN + 8.0)
    kept = Clip(str(draw_clip(tmp_path / "kept.mp4", 160, 96, RATE, 2.0)), BEGIN + 3.0, BEGIN + 5.0)
    clock = PlayClock(BEGIN + 4.95)
    track = track_of(lambda: clock)
    track.put((whole, kept))
    track._turn_once()
    assert track._reader is not None
    assert track._reader.clip == kept
    track._turn_page(BEGIN + 5.0)
    assert track._reader.clip == whole
    assert track._last is not None
    assert abs(track._last.position - BEGIN - 5.0) < 1 / RATE
    track._close()

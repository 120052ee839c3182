"""Frozen, covered, blinded, out of focus, moved and motion, on real footage where there is some."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cameras.host.looking.hold import Held, Patience, held
from app.cameras.host.looking.motion import least_levels, least_share, zone_mask
from app.cameras.host.sources import Pixels
from app.cameras.host.sources.demo_scenes import SCENES
from app.cameras.protocol import CameraSpec, MotionSeen
from tests.unit.cameras.looked_at import (
    EVERY_S,
    Watching,
    black,
    blurred,
    glaring,
    lasting,
    night,
    pictures_of,
    pushed,
    scene_pictures,
    spoilt,
)

LEARN_S = 60.0


@pytest.fixture(scope="module")
def clips(footage: Path) -> dict[str, list[Pixels]]:
    """Real footage where there is some, and two drawn places, which are there on every machine."""
    real = {
        clip.name: pictures_of(clip) for clip in sorted(footage.glob("*.mp4")) if "drawn" not in clip.name
    }
    return {**real, "gate": scene_pictures("gate", 60, night=False), "lobby": scene_pictures("lobby", 60)}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("at_night", [False, True])
def test_no_drawn_place_raises_an_alarm(scene: str, at_night: bool) -> None:
    assert Watching().see(scene_pictures(scene, 90, night=at_night)).health() == []


def test_no_clip_raises_an_alarm(clips: dict[str, list[Pixels]]) -> None:
    for name, pictures in clips.items():
        watching = Watching().see(lasting(pictures, 240))
        assert watching.health() == [], name


@pytest.mark.parametrize(
    ("how", "kind", "within_s"),
    [(black, "covered", 8), (glaring, "blinded", 8), (blurred, "out_of_focus", 40), (pushed, "moved", 16)],
)
def test_what_happens_to_a_camera_is_found_and_ends(
    clips: dict[str, list[Pixels]], how: Callable[[Pixels], Pixels], kind: str, within_s: float
) -> None:
    for name, pictures in clips.items():
        watching = Watching().see(lasting(pictures, LEARN_S))
        begun = watching.now
        watching.see(spoilt(lasting(pictures, 60), how))
        assert watching.health() == [(kind, True)], name
        assert watching.looker.health == (kind,)
        assert watching.told_first(kind).at - begun <= within_s
        assert watching.told_first(kind).jpeg.startswith(b"\xff\xd8")
        watching.see(lasting(pictures, 60))
        assert watching.health() == [(kind, True), (kind, False)], name
        assert watching.looker.health == ()


def test_a_frozen_picture_is_found_within_ten_seconds_and_its_end_too(clips: dict[str, list[Pixels]]) -> None:
    for pictures in clips.values():
        watching = Watching().see(lasting(pictures, LEARN_S))
        begun = watching.now
        watching.see([pictures[0]] * 40)
        assert watching.health() == [("frozen", True)]
        assert watching.told_first("frozen").at - begun <= 10.0
        watching.see(lasting(pictures, 5))
        assert watching.health() == [("frozen", True), ("frozen", False)]


def test_a_frozen_picture_that_is_coded_anew_is_still_frozen(clips: dict[str, list[Pixels]]) -> None:
    picture = next(iter(clips.values()))[0]
    again = picture.copy()
    again[::31, ::31] ^= 1
    assert Watching().see([picture, again] * 12).health() == [("frozen", True)]


def test_an_empty_car_park_at_night_is_not_frozen() -> None:
    assert Watching().see(islice(night(), 240)).health() == []


def test_copies_between_key_frames_prove_nothing_for_a_minute() -> None:
    """A sparing camera sends copies from one key frame to the next."""
    picture = next(night())
    watching = Watching().see([picture], key=True).see([picture] * 100, key=False)
    assert watching.health() == []
    watching.see([picture] * 30, key=False)
    assert watching.health() == [("frozen", True)]


def with_seldom_keys(watching: Watching, pictures: Iterable[Pixels], every: int) -> Watching:
    """Every so many pictures a key frame, the first of them already past."""
    for number, picture in enumerate(pictures, 1):
        watching.see([picture], key=number % every == 0)
    return watching


@pytest.mark.parametrize("every_s", [2, 10, 20, 30])
@pytest.mark.parametrize("watched", [True, False])
def test_noise_that_ends_everywhere_at_once_is_a_frozen_picture_however_seldom_key_frames_come(
    every_s: int, *, watched: bool
) -> None:
    watching = with_seldom_keys(
        Watching(CameraSpec("c1", "rtsp", "", watched=watched)), islice(night(), 140), 2 * every_s
    )
    begun = watching.now
    with_seldom_keys(watching, [next(night())] * 30, 2 * every_s)
    assert watching.health() == [("frozen", True)]
    assert watching.told_first("frozen").at - begun <= 10.0


def test_what_moved_and_stands_still_now_is_not_frozen_before_a_key_frame_says_so() -> None:
    """Somebody walks to and fro before an encoder that spares the rest of the picture, and leaves."""
    still, walking = next(night()), []
    for step in range(160):
        picture = still.copy()
        picture[150:250, 100 + step % 40 * 10 : 140 + step % 40 * 10] = 120
        walking.append(picture)
    assert with_seldom_keys(Watching(), [*walking, *[still] * 50], 1000).health() == []


def test_light_switched_off_takes_the_noise_away_and_freezes_nothing() -> None:
    pictures = [*islice(night(), 140), *[np.full((360, 640), 16, np.uint8)] * 50]
    assert ("frozen", True) not in with_seldom_keys(Watching(), pictures, 1000).health()


@pytest.mark.parametrize("every_s", [20, 30])
def test_no_clip_with_few_key_frames_raises_an_alarm(clips: dict[str, list[Pixels]], every_s: int) -> None:
    for name, pictures in clips.items():
        assert with_seldom_keys(Watching(), lasting(pictures, 240), 2 * every_s).health() == [], name


def test_a_burnt_in_clock_that_moves_is_a_new_picture() -> None:
    still = next(night())
    ticking = []
    for second in range(30):
        picture = still.copy()
        picture[10:20, 20 + second % 10 * 8 : 26 + second % 10 * 8] = 240
        ticking += [picture, picture]
    assert Watching().see(ticking).health() == []


def test_a_pause_in_the_stream_begins_the_freeze_anew() -> None:
    picture = next(night())
    watching = Watching().see([picture] * 10)
    watching.now += 30
    watching.see([picture] * 10)
    assert watching.health() == []


def walking(steps: int) -> Iterator[Pixels]:
    """Somebody crosses a car park at night."""
    for step, picture in enumerate(islice(night(), steps)):
        passing = picture.copy()
        passing[150:250, 100 + step * 10 : 140 + step * 10] = 120
        yield passing


def test_motion_counts_in_its_zone_alone() -> None:
    def walk(camera: CameraSpec) -> list[bool]:
        watching = Watching(camera).see(islice(night(), 20)).see(walking(10))
        return watching.see(islice(night(), 30)).motion()

    left = ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0))
    right = ((0.6, 0.0), (1.0, 0.0), (1.0, 1.0), (0.6, 1.0))
    assert walk(CameraSpec("c1", "demo", "lobby")) == [True, False]
    assert walk(CameraSpec("c1", "demo", "lobby", zones=(left,))) == [True, False]
    assert walk(CameraSpec("c1", "demo", "lobby", zones=(right,))) == []


def test_what_moves_when_nobody_looks_any_more_has_ended() -> None:
    """The settings of its camera were changed, for instance: whoever looks next knows of nothing that moves."""
    watching = Watching().see(islice(night(), 20)).see(walking(6))
    assert watching.motion() == [True]
    watching.looker.end()
    assert watching.motion() == [True, False]
    watching.see(walking(6))
    watching.looker.end()
    assert watching.motion() == [True, False]


def test_what_moved_when_the_pictures_stopped_ended_with_them() -> None:
    watching = Watching().see(islice(night(), 20)).see(walking(6))
    seen_last = watching.now - EVERY_S
    watching.now += 3600
    watching.see(islice(night(), 20))
    assert watching.motion() == [True, False]
    (ended,) = [event for event in watching.told if isinstance(event, MotionSeen) and not event.began]
    assert ended.at == seen_last


def test_a_small_faint_thing_moves_for_a_sensitive_camera_alone() -> None:
    def drift(sensitivity: int) -> list[bool]:
        watching = Watching(CameraSpec("c1", "demo", "lobby", sensitivity=sensitivity))
        watching.see(islice(night(), 20))
        for step, picture in enumerate(islice(night(), 6)):
            passing = picture.copy()
            passing[150:180, 300 + step * 20 : 330 + step * 20] = 45
            watching.see([passing])
        return watching.motion()

    assert drift(100) == [True]
    assert drift(1) == []


def test_light_switched_on_is_no_motion() -> None:
    watching = Watching().see(islice(night(), 20))
    watching.see(
        np.clip(picture.astype(int) + 90, 0, 255).astype(np.uint8) for picture in islice(night(), 20)
    )
    assert watching.motion() == []


@given(st.integers(1, 99))
def test_more_sensitivity_asks_for_less(sensitivity: int) -> None:
    assert least_levels(sensitivity + 1) <= least_levels(sensitivity)
    assert least_share(sensitivity + 1) < least_share(sensitivity)


def test_no_zone_is_the_whole_picture() -> None:
    assert zone_mask(()).min() == 255
    assert 0 < zone_mask((((0, 0), (1, 0), (0, 1)),)).mean() < 255


@given(
    st.lists(st.tuples(st.sampled_from([True, False, None]), st.floats(0.05, 3.0)), max_size=200),
    st.floats(0.0, 10.0),
    st.floats(0.5, 10.0),
)
def test_nothing_flaps_faster_than_its_patience(
    looks: list[tuple[bool | None, float]], begin_s: float, end_s: float
) -> None:
    state, now, changes = Held(), 0.0, list[tuple[bool, float]]()
    for found, passed in looks:
        now += passed
        after = held(state, found, now, Patience(begin_s, end_s))
        if after.present != state.present:
            assert found is after.present
            changes.append((after.present, now))
        state = after
    for (_, before), (present, at) in zip(changes, changes[1:], strict=False):
        assert at - before >= (begin_s if present else end_s)


def test_looks_that_cannot_tell_neither_end_nor_lengthen_what_builds_up() -> None:
    state, patience = Held(), Patience(4.0, 4.0)
    for now, found in enumerate([True, True, None, None, None, True, True]):
        state = held(state, found, float(now), patience)
        assert state.present is False
    assert held(state, True, 7.0, patience).present is True

"""Motion in zones of a few percent of the picture: what is there moves, what is not there never does."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cameras.host.looking.motion import Motion, Zone, least_spots, zone_mask
from app.cameras.host.looking.small import HEIGHT, WIDTH, make_small
from app.cameras.host.sources import Pixels
from tests.unit.cameras.looked_at import night, noisy, pictures_of, scene_pictures

SENSITIVITIES = (1, 50, 100)
SIDE = 1 / 6
MEASURED_NOISE = 5.0
"""Between two looks at real footage half of the pixels differ by 0.5 to 5 levels."""


def square(column: int, row: int) -> Zone:
    """One of 36 zones of 3 % of the picture each."""
    x, y = column * SIDE, row * SIDE
    return ((x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE))


SQUARES = [(column, row) for column in range(6) for row in range(6)]
MIDDLE = square(3, 3)


def moving(pictures: Iterable[Pixels], zone: Zone = MIDDLE, sensitivity: int = 50) -> list[bool]:
    """Of each look whether it says motion."""
    motion = Motion((zone,), sensitivity)
    return [motion.see(make_small(pixels).grey) is True for pixels in pictures]


def trembling(pictures: Iterable[Pixels]) -> Iterator[Pixels]:
    """A mast in the wind: by three pixels to and fro, up and down."""
    for number, pixels in enumerate(pictures):
        yield np.roll(pixels, (number * 5 % 4, number * 7 % 4), (0, 1))


def blotched(pictures: Iterable[Pixels]) -> Iterator[Pixels]:
    """A coder short of bits: noise in blotches, which does not average away."""
    random = np.random.default_rng(3)
    for pixels in pictures:
        blotches = random.normal(0, 6, (pixels.shape[0] // 8, pixels.shape[1] // 8)).astype(np.float32)
        size = (pixels.shape[1], pixels.shape[0])
        yield np.clip(pixels + cv2.resize(blotches, size) + 40, 0, 255).astype(np.uint8)


def another_exposure(pictures: Iterable[Pixels]) -> Iterator[Pixels]:
    """Something white passes at the left edge: the camera darkens all of the picture for two seconds."""
    for number, pixels in enumerate(pictures):
        darker = 40 if 20 <= number < 24 else 0
        exposed = np.clip(pixels.astype(int) + 60 - darker, 0, 255).astype(np.uint8)
        if darker:
            exposed[:, :90] = 250
        yield exposed


def as_it_is(pictures: Iterable[Pixels]) -> Iterator[Pixels]:
    yield from pictures


@pytest.fixture(scope="module")
def empty() -> list[Pixels]:
    """An empty car park at night, with the noise of a real camera."""
    return list(islice(night(MEASURED_NOISE), 40))


@pytest.mark.parametrize("how", [as_it_is, trembling, blotched, another_exposure])
def test_an_empty_car_park_at_night_never_moves_in_a_small_zone(
    how: Callable[[Iterable[Pixels]], Iterator[Pixels]], empty: list[Pixels]
) -> None:
    pictures = [make_small(pixels).grey for pixels in how(empty)]
    for sensitivity in SENSITIVITIES:
        for place in SQUARES[6:]:
            motion = Motion((square(*place),), sensitivity)
            told = [at for at, grey in enumerate(pictures) if motion.see(grey)]
            assert told == [], (place, sensitivity)


def walker(pixels: Pixels, left: int) -> Pixels:
    """Somebody a fifth as high as the picture, a little brighter than the ground."""
    there = pixels.copy()
    there[186:258, left : left + 26] = 75
    return there


@pytest.mark.parametrize("sensitivity", [50, 100])
def test_somebody_who_walks_through_a_small_zone_moves_there_alone(
    sensitivity: int, empty: list[Pixels]
) -> None:
    pictures = [*empty[:20], *(walker(pixels, 240 + 35 * at) for at, pixels in enumerate(empty[20:28]))]
    assert any(moving(pictures, MIDDLE, sensitivity))
    assert not any(moving(pictures, square(3, 1), sensitivity))
    assert not any(moving(pictures, square(1, 5), sensitivity))


def moth(pixels: Pixels, size: int = 40) -> Pixels:
    """Near the lens, in the light of the lamp."""
    lit = pixels.copy()
    cv2.circle(lit, (370, 215), size // 2, 220, -1)
    return lit


def test_a_moth_that_is_gone_at_the_next_look_is_no_motion(empty: list[Pixels]) -> None:
    assert not any(moving([*empty, moth(empty[0]), *empty]))
    assert any(moving([*empty, moth(empty[0]), moth(empty[1]), *empty])), "what stays is motion"


def test_many_small_zones_are_each_as_small_as_one(empty: list[Pixels]) -> None:
    zones = [square(3, 3), square(0, 0), square(1, 5), square(5, 0), square(5, 5)]

    def told(pictures: list[Pixels]) -> bool:
        motion = Motion(zones, 50)
        found = [motion.see(make_small(pixels).grey) for pixels in pictures]
        return True in found

    assert not told([*empty[:20], moth(empty[20]), *empty[21:]])
    assert told([*empty[:20], moth(empty[20]), moth(empty[21])])


def test_a_car_that_fills_the_zone_moves_at_the_first_look(empty: list[Pixels]) -> None:
    car = empty[0].copy()
    car[170:300, 300:460] = 190
    assert moving([*empty, car])[-1] is True


def test_a_zone_of_a_few_spots_still_moves(empty: list[Pixels]) -> None:
    tiny: Zone = ((0.55, 0.55), (0.56, 0.55), (0.56, 0.56), (0.55, 0.56))
    assert 0 < np.count_nonzero(zone_mask((tiny,))) < least_spots(1)
    car = empty[0].copy()
    car[170:300, 300:460] = 190
    assert any(moving([*empty, car, car], tiny, 1))


@given(st.integers(1, 99))
def test_more_sensitivity_asks_for_fewer_spots(sensitivity: int) -> None:
    assert least_spots(sensitivity + 1) < least_spots(sensitivity)


def test_a_car_park_moves_where_cars_are_and_nowhere_else(footage: Path) -> None:
    """White cars pass to the left and in the middle; the exposure follows them, and the mast trembles a little."""
    clips = sorted(footage.glob("carpark-entry*.mp4"))
    if not clips:
        pytest.skip("no real footage on this machine")
    pictures = [make_small(pixels).grey for pixels in pictures_of(clips[0])]
    for sensitivity in SENSITIVITIES:
        told = {}
        for place in SQUARES:
            motion = Motion((square(*place),), sensitivity)
            told[place] = sum(motion.see(grey) is True for grey in pictures) > 0
        # To the right, where the road ends, nothing ever passes.
        assert [place for place in SQUARES if told[place] and place[0] >= 4] == []
        assert all(told[place] for place in SQUARES if place[0] in (1, 2, 3))


def test_real_people_move_in_the_zone_they_walk_through(footage: Path) -> None:
    clips = sorted(footage.glob("lobby-person*.mp4"))
    if not clips:
        pytest.skip("no real footage on this machine")
    pictures = [make_small(noisy(pixels, 1.0)).grey for pixels in pictures_of(clips[0], 120)]
    beside, before = Motion((square(0, 2),), 100), Motion((square(3, 3),), 1)
    assert not any(beside.see(grey) for grey in pictures)
    assert sum(before.see(grey) is True for grey in pictures) > 20


def test_in_the_whole_picture_small_people_before_an_uneven_ground_still_move() -> None:
    motion = Motion((), 50)
    pictures = [make_small(pixels).grey for pixels in scene_pictures("plaza", 30.0)]
    assert sum(motion.see(grey) is True for grey in pictures) > len(pictures) / 2


def test_a_small_zone_is_small() -> None:
    assert np.count_nonzero(zone_mask((MIDDLE,))) < 0.04 * WIDTH * HEIGHT

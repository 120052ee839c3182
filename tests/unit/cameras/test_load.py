"""Tiles that step down when the machine is short of means."""

import os
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from app.cameras.host.means import Means
from app.cameras.load import LONGEST_RESTORE_S, Shedding, Shown, load_of

NINE = [Shown(f"cam{n}", 1000 * n, important=n == 1, has_keys=n != 2) for n in range(1, 10)]


class Clock:
    """Half-second looks at a machine whose load is given."""

    def __init__(self, tiles=NINE):
        self.shedding, self.now, self.tiles = Shedding(), 0.0, tiles

    def run(self, seconds, load):
        for _ in range(int(seconds * 2)):
            self.now += 0.5
            self.shedding.update(self.now, load, self.tiles)
        return self.shedding.levels


def test_a_short_peak_changes_nothing():
    clock = Clock()
    assert clock.run(4.0, 1.5) == {}
    assert clock.run(0.5, 0.8) == {}
    assert clock.run(4.0, 1.5) == {}


def test_the_smallest_that_are_not_important_step_down_first():
    assert Clock().run(4.5, 1.0) == {"cam2": "half", "cam3": "half"}


def test_all_give_every_second_picture_before_any_gives_key_frames_alone():
    clock = Clock()
    levels = clock.run(8.5, 1.0)
    while len(levels) < 8:
        assert set(levels.values()) == {"half"}
        levels = clock.run(4.0, 1.0)
    assert "keys" in clock.run(4.0, 1.0).values()
    worst = clock.run(60.0, 1.0)
    assert "cam1" not in worst
    assert worst["cam2"] == "half"
    assert {level for camera_id, level in worst.items() if camera_id != "cam2"} == {"keys"}


def test_they_come_back_in_the_opposite_order_and_not_all_at_once():
    clock = Clock()
    clock.run(4.5, 1.0)
    clock.run(4.0, 1.0)
    down = dict(clock.shedding.levels)
    assert clock.run(19.5, 0.5) == down
    back = down.keys() - clock.run(1.0, 0.5).keys()
    assert back == {max(down, key=lambda camera_id: int(camera_id[3:]))}
    assert clock.run(200.0, 0.5) == {}


def test_between_the_bounds_nothing_changes():
    clock = Clock()
    down = dict(clock.run(4.5, 1.0))
    assert clock.run(500.0, 0.7) == down


def test_what_was_restored_too_soon_waits_twice_as_long_and_no_longer_than_ten_minutes():
    clock = Clock()
    clock.run(4.5, 1.0)
    waits = []
    for _ in range(8):
        down, begun = len(clock.shedding.levels), clock.now
        while len(clock.shedding.levels) >= down:
            clock.run(0.5, 0.5)
        waits.append(clock.now - begun)
        while len(clock.shedding.levels) < down:
            clock.run(0.5, 1.0)
    assert waits[0] < 21 < 39 < waits[1] < 42
    assert waits == sorted(waits)
    assert waits[-1] <= LONGEST_RESTORE_S + 1


def test_a_tile_that_becomes_important_is_whole_at_once():
    clock = Clock()
    assert "cam2" in clock.run(4.5, 1.0)
    clock.tiles = [Shown("cam2", 2000, important=True, has_keys=True)]
    assert clock.run(0.5, 1.0) == {}


@given(st.lists(st.tuples(st.floats(0.1, 10.0), st.floats(0.0, 2.0)), max_size=100))
def test_important_tiles_never_step_down_and_steps_are_seldom(course):
    shedding, now, changed_at = Shedding(), 0.0, 0.0
    for passed, load in course:
        now += passed
        before = dict(shedding.levels)
        levels = shedding.update(now, load, NINE)
        assert "cam1" not in levels
        if levels != before:
            assert now - changed_at >= 4.0
            changed_at = now


def test_missed_pictures_count_as_overload_where_the_machine_is_busy():
    assert load_of(0.7, 0.2, 0.7, [0.05] * 9) == 0.7
    assert load_of(0.3, 0.95, 0.3, []) == 0.95
    assert load_of(0.7, 0.2, 0.5, [0.2] * 9) == 1.0
    assert load_of(0.3, 0.2, 0.7, [0.2] * 9) == 1.0


def test_pictures_that_come_late_on_an_idle_machine_are_the_lines_doing():
    assert load_of(0.3, 0.2, 0.3, [1.0]) == 0.3
    assert load_of(0.3, 0.2, 0.3, [1.0] * 9) == 0.3


def test_one_slow_line_among_many_is_no_overload_of_a_busy_machine():
    assert load_of(0.7, 0.2, 0.7, [1.0, 1.0, 0.0, 0.0, 0.0]) == 0.7


class Late(NamedTuple):
    """A feed of one camera whose every picture comes late, as its host's means see it."""

    passed: list[float]
    reduced: list[str]

    camera_id = "cam"

    def effort(self):
        pictures = int(self.passed[0] * 10)
        return 0.01 * pictures, pictures, pictures

    def shown(self):
        return Shown("cam", 1000, important=False, has_keys=True)

    def reduce(self, level):
        self.reduced.append(level)


def reduced_when(processor_share):
    """What a host says of that camera in half a minute, when it uses so much of a processor."""
    passed, feed = [0.0], Late([0.0], [])
    means = Means(lambda: passed[0], lambda: processor_share * passed[0])
    for _ in range(60):
        passed[0] += 0.5
        feed.passed[0] = passed[0]
        means.look([feed])
    return set(feed.reduced)


def test_a_slow_line_takes_no_picture_from_the_other_cameras_of_its_host():
    assert reduced_when(0.2) == {""}
    assert "half" in reduced_when(os.cpu_count() or 1)

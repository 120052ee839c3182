"""Times of a file, whatever the camera says the time is."""

from hypothesis import given
from hypothesis import strategies as st

from app.cameras.host.recording.coded import TICKS
from app.cameras.host.recording.timeline import Timeline

HOUR = 3600 * TICKS


def test_the_camera_s_own_spacing_is_kept() -> None:
    line = Timeline()
    placed = [line.place(HOUR + number * 9000, None, 50.0 + number * 0.1) for number in range(4)]
    assert placed == [(0, 0), (9000, 9000), (18000, 18000), (27000, 27000)]


def test_pictures_shown_later_than_decoded_stay_so() -> None:
    line = Timeline()
    assert line.place(0, 6000, 1.0) == (0, 6000)
    assert line.place(3000, 3000, 1.03) == (3000, 3000)


def test_a_clock_set_by_hours_makes_no_hole() -> None:
    for jump in (8 * HOUR, -8 * HOUR):
        line = Timeline()
        line.place(10 * HOUR, None, 0.0)
        assert line.place(10 * HOUR + jump, None, 1.0) == (TICKS, TICKS)
        assert line.place(10 * HOUR + jump + 9000, None, 1.1) == (TICKS + 9000, TICKS + 9000)


def test_without_times_the_arrival_counts() -> None:
    line = Timeline()
    assert [line.place(None, None, at)[0] for at in (5.0, 5.5, 6.0)] == [0, TICKS // 2, TICKS]


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(-(2**40), 2**40)), st.floats(0, 2)), max_size=50))
def test_times_rise_and_keep_near_the_clock(made: list[tuple[int | None, float]]) -> None:
    line, now, last = Timeline(), 0.0, -1
    for count, (raw, later) in enumerate(made):
        now += later
        dts, pts = line.place(raw, raw, now)
        assert dts > last
        assert pts >= dts
        began = sum(each for _, each in made[:1])
        assert dts <= (now - began + 5.0) * TICKS + count + 1
        last = dts

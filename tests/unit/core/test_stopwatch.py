"""The watch of an incident: exact within a boot, by the wall clock across one, never backwards."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.moment import Moment
from app.core.stopwatch import Stopwatch

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def at(wall_s: float, monotonic: float, boot: str = "a") -> Moment:
    return Moment(START + timedelta(seconds=wall_s), monotonic, boot)


def test_within_a_boot_the_wall_clock_means_nothing() -> None:
    watch = Stopwatch.started(at(0, 100))
    for wall in (-86_400, 0, 3, 10**7):
        assert watch.read(at(wall, 160)) == 60


def test_across_a_boot_the_wall_clock_counts_but_not_backwards() -> None:
    watch = Stopwatch.started(at(0, 100)).carried_on(at(60, 160))
    assert watch.read(at(90, 5, "b")) == 90
    assert watch.read(at(-3600, 5, "b")) == 60


def test_a_wall_clock_set_within_a_boot_is_noted_for_the_next_one() -> None:
    watch = Stopwatch.started(at(0, 100)).carried_on(at(55, 155))
    assert not watch.must_be_noted(at(60.5, 160))
    assert watch.must_be_noted(at(70, 170)), "a note must not be old"
    stepped = at(3660, 160)
    assert watch.must_be_noted(stepped)
    assert watch.must_be_noted(at(60, 5, "b"))
    noted = watch.carried_on(stepped)
    assert noted.read(at(3690, 5, "b")) == 90


MOMENTS = st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e5), st.booleans()), min_size=1, max_size=20)


@given(MOMENTS)
def test_it_never_runs_backwards(readings: list[tuple[float, float, bool]]) -> None:
    watch, monotonic, boot, before = Stopwatch.started(at(0, 0, "0")), 0.0, 0, 0.0
    for wall, passed, reboots in readings:
        boot += reboots
        monotonic = passed if reboots else monotonic + passed
        moment = at(wall, monotonic, str(boot))
        now = watch.read(moment)
        assert now >= before
        before, watch = now, watch.carried_on(moment)

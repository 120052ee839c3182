from hypothesis import given
from hypothesis import strategies as st

from app.cameras.protocol import CAUSES, CameraReport
from app.cameras.rules import (
    LATE_AFTER_S,
    LOST_AFTER_S,
    HostRestartPolicy,
    host_count,
    tile_state,
)


def report(phase, cause="", phase_at=0.0):
    return CameraReport("cam", phase, cause, phase_at=phase_at)


def test_a_picture_is_live_late_and_lost_by_its_own_age_alone():
    live = report("live")
    for age, state in (
        (0.1, "live"),
        (1.99, "live"),
        (2.0, "late"),
        (4.99, "late"),
        (5.0, "lost"),
        (600.0, "lost"),
    ):
        tile = tile_state(1000.0, live, 1000.0 - age, host_alive=True)
        assert (tile.state, round(tile.age_s, 3)) == (state, age)


def test_a_late_picture_has_a_cause():
    assert tile_state(13.0, report("live"), 10.0, host_alive=True).cause == "stalled"


def test_a_failed_connection_is_lost_at_once():
    tile = tile_state(10.2, report("failed", "refused", phase_at=10.1), 10.0, host_alive=True)
    assert (tile.state, tile.cause) == ("lost", "refused")


def test_trying_again_does_not_hide_that_the_picture_is_lost():
    tile = tile_state(11.0, report("connecting", "refused", phase_at=10.9), 10.0, host_alive=True)
    assert (tile.state, tile.cause) == ("lost", "refused")


def test_a_picture_newer_than_the_failure_is_live():
    assert tile_state(10.4, report("failed", "ended", phase_at=10.1), 10.3, host_alive=True).state == "live"


def test_before_the_first_picture_the_tile_is_connecting():
    assert tile_state(1.0, None, None, host_alive=True).state == "connecting"
    assert tile_state(1.0, report("connecting"), None, host_alive=True).state == "connecting"


def test_a_dead_host_is_told_at_once_with_the_age_of_the_last_picture():
    tile = tile_state(10.5, report("live"), 10.0, host_alive=False)
    assert (tile.state, tile.cause, tile.age_s) == ("lost", "host_down", 0.5)


def test_hosts_are_two_at_least_and_never_more_than_cameras():
    assert [host_count(2, 9), host_count(8, 16), host_count(8, 1), host_count(2, 0)] == [2, 4, 1, 1]


def test_a_crashing_host_restarts_at_once_five_times_then_every_five_seconds():
    policy = HostRestartPolicy()
    for second in range(5):
        assert policy.delay(float(second)) == 0.0
        policy.started(float(second))
    assert policy.delay(5.0) == 4.0
    assert policy.delay(9.0) == 0.0
    policy.started(9.0)
    assert policy.delay(10.0) == 4.0
    assert policy.delay(100.0) == 0.0


REPORTS = st.none() | st.builds(
    CameraReport,
    st.just("cam"),
    st.sampled_from(["connecting", "live", "failed"]),
    st.sampled_from(CAUSES),
    phase_at=st.floats(0.0, 1000.0),
)


@given(st.floats(0.0, 1000.0), REPORTS, st.none() | st.floats(0.0, 1000.0), st.booleans())
def test_no_tile_ever_claims_more_than_its_picture(now, report, last, alive):
    tile = tile_state(now, report, last, host_alive=alive)
    if tile.state == "live":
        assert alive
        assert tile.age_s < LATE_AFTER_S
        assert tile.cause == ""
        assert report is None or report.phase == "live" or last > report.phase_at or not report.cause
    if tile.state in ("late", "lost"):
        assert tile.cause in CAUSES[1:]
    if tile.state == "late":
        assert LATE_AFTER_S <= tile.age_s < LOST_AFTER_S
    if tile.state == "connecting":
        assert tile.age_s is None
    assert (tile.age_s is None) == (last is None)


def test_a_clock_behind_the_picture_makes_no_negative_age():
    assert tile_state(9.9, report("live"), 10.0, host_alive=True).age_s == 0.0


@given(st.lists(st.floats(0.0, 30.0), min_size=1, max_size=60))
def test_a_host_that_crashes_at_once_for_ever_starts_12_times_a_minute_at_most(lives):
    """However long each of its lives is: five starts at once, then one every five seconds."""
    policy, now, starts = HostRestartPolicy(), 0.0, []
    for life in lives:
        now += policy.delay(now)
        policy.started(now)
        starts.append(now)
        now += life
    for begin in starts:
        within = [start for start in starts if begin <= start < begin + 60.0]
        assert len(within) <= 5 + 12

"""What bench wall makes of its counts."""

import pytest

from app.bench.clips import rate_of
from app.bench.wall_figures import compared, growth, latencies_ms, shown_share
from app.bench.wall_streams import addresses_of, open_streams
from app.core.errors import InvalidInput


def test_the_worst_tile_counts_and_one_that_is_missing_is_the_worst():
    rates = {"cam0": 25.0, "cam1": 12.5}
    assert shown_share({"cam0": 245, "cam1": 125}, rates, 10.0) == pytest.approx(0.98)
    assert shown_share({"cam0": 250}, rates, 10.0) == 0.0
    # One picture more than are due is none too many.
    assert shown_share({"cam0": 251, "cam1": 126}, rates, 10.0) == 1.0


def test_what_no_stream_tells_is_not_known():
    assert shown_share({"cam0": 100}, {"cam0": None}, 10.0) is None
    assert shown_share({"cam0": 50, "cam1": 100}, {"cam0": None, "cam1": 10.0}, 10.0) == 1.0


def test_latency_is_by_the_number_in_the_picture_also_after_the_numbers_began_again():
    zero_at = {"cam0": 1000.0}
    painted = [("cam0", 5, 1000.5 + 0.09), ("cam0", 5, 1020.5 + 0.11), ("cam9", 5, 1000.0)]
    assert latencies_ms(painted, zero_at, 10.0, 200) == [pytest.approx(90.0), pytest.approx(110.0)]


def test_growth_is_told_apart_from_noise():
    assert growth([90.0, 300.0, 90.0, 91.0] * 10) == pytest.approx(0.0)
    assert growth([90.0 + number for number in range(40)]) == pytest.approx(30.0)
    assert growth([1.0]) is None


def test_peers_are_measured_with_the_same_yard_as_ours():
    assert compared(0.3, 0.2, {"mpv": 0.5}) == {
        "cpu_ratio": 1.5,
        "against": {"mpv": 2.5},
        "ours_over_peer": {"mpv": 0.6},
    }
    assert compared(0.3, None, {}) == {"cpu_ratio": None, "against": {}, "ours_over_peer": {}}


def test_the_rate_is_taken_from_time_stamps():
    assert rate_of([number / 25 for number in range(101)]) == 25.0
    # Pictures in several packets, and packets out of order.
    assert rate_of([0.0, 0.0, 0.2, 0.1, 0.1, 0.3]) == 10.0
    assert rate_of([7.0]) is None


def test_an_address_may_have_a_place_for_the_cameras_number():
    assert addresses_of("rtsp://host/{number}/sub", 2) == ["rtsp://host/0/sub", "rtsp://host/1/sub"]
    assert addresses_of("rtsp://host/sub", 2) == ["rtsp://host/sub"] * 2


@pytest.mark.parametrize("cameras", [0, 65])
def test_no_more_cameras_than_a_wall_can_show(cameras, tmp_path):
    with pytest.raises(InvalidInput) as refused:
        open_streams("demo", cameras, 1.0, tmp_path)
    assert refused.value.values["field"] == "cameras"

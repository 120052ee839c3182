"""Which stream is which, what counts as an address, and how fast a drag steers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.onvif import Stream
from app.model.site import Camera, CameraOptions
from app.model.words import Words
from app.onvif.rules import (
    STILL,
    Velocity,
    axes,
    camera_stops_after_s,
    device_service,
    drag_velocity,
    known_camera,
    limited,
    sources,
    steered_stream,
)


def stream(token: str, width: int, height: int, source: str = "lens", steered_by: str = "") -> Stream:
    return Stream(token, token, f"rtsp://10.0.0.9/{token}", width, height, "H264", source, steered_by)


def camera(camera_id: str, address: str = "rtsp://10.0.0.9/main", onvif: str = "") -> Camera:
    return Camera(camera_id, Words("", camera_id), "rtsp", address, options=CameraOptions(onvif=onvif))


def test_the_largest_picture_is_main_and_the_smallest_useful_one_is_sub() -> None:
    (only,) = sources([stream("tiny", 176, 144), stream("main", 2560, 1440), stream("sub", 640, 360)])
    assert only.main.token == "main"
    assert only.sub is not None
    assert only.sub.token == "sub"


def test_a_tiny_sub_stream_is_better_than_none_and_a_lone_stream_has_none() -> None:
    (two,) = sources([stream("main", 1920, 1080), stream("tiny", 176, 144)])
    (one,) = sources([stream("main", 1920, 1080), stream("same", 1920, 1080)])
    assert two.sub is not None
    assert one.sub is None


def test_inputs_of_a_recorder_stay_apart() -> None:
    found = sources(
        [stream("a", 1920, 1080, "in1"), stream("b", 640, 360, "in1"), stream("c", 1280, 720, "in2")]
    )
    assert [(source.main.token, source.sub and source.sub.token) for source in found] == [
        ("a", "b"),
        ("c", None),
    ]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("192.168.1.64", "http://192.168.1.64/onvif/device_service"),
        (" 192.168.1.64:8080 ", "http://192.168.1.64:8080/onvif/device_service"),
        ("http://cam/", "http://cam/onvif/device_service"),
        ("https://cam/dev", "https://cam/dev"),
        ("http://admin:secret@cam/dev", "http://cam/dev"),
        ("http://[fe80::1]:80/dev", "http://[fe80::1]:80/dev"),
        ("rtsp://cam/1", ""),
        ("", ""),
        ("two words", ""),
        ("http://cam:99999/", ""),
        ("http://[", ""),
    ],
)
def test_what_a_person_types_becomes_a_device_service(typed: str, address: str) -> None:
    assert device_service(typed) == address


def test_a_found_device_is_known_by_its_service_before_its_host() -> None:
    ours = camera("b", onvif="http://10.0.0.9/onvif/device_service")
    cameras = [camera("a"), ours, camera("c", "rtsp://10.0.0.8/x")]
    assert known_camera("http://10.0.0.9/onvif/device_service", cameras) is ours
    assert known_camera("http://10.0.0.9:8000/other", cameras) == cameras[0]
    assert known_camera("http://10.0.0.7/x", cameras) is None


def test_a_camera_on_a_recorder_is_steered_through_its_own_input() -> None:
    streams = [
        stream("a", 1920, 1080, "in1", "ptz"),
        stream("b", 1920, 1080, "in2"),
        stream("c", 640, 360, "in2", "ptz"),
    ]
    steered = steered_stream(streams, camera("x", "rtsp://elsewhere/b"))
    assert steered is not None
    assert steered.token == "c"
    other = steered_stream(streams, camera("x", "rtsp://elsewhere/unknown"))
    assert other is not None
    assert other.token == "a"
    assert steered_stream(streams[1:2], camera("x")) is None


@pytest.mark.parametrize(
    ("shortest", "seconds"), [("PT1S", 2.0), ("PT5S", 5.0), ("PT0H1M0.5S", 60.5), ("", 2.0), ("soon", 2.0)]
)
def test_the_camera_gets_the_time_it_needs(shortest: str, seconds: float) -> None:
    assert camera_stops_after_s(shortest) == seconds


def test_axes_that_never_moved_are_left_out_and_those_that_did_are_stopped() -> None:
    assert axes(Velocity(pan=0.5), STILL) == (0.5, 0.0, None)
    assert axes(Velocity(zoom=1.0), Velocity(pan=0.5)) == (0.0, 0.0, 1.0)
    assert axes(Velocity(tilt=1.0), Velocity(zoom=1.0)) == (0.0, 1.0, 0.0)


def test_a_drag_steers_towards_where_it_goes_and_a_trembling_hand_does_not() -> None:
    assert drag_velocity(10, -10, 800, 450) == STILL
    assert drag_velocity(400, 0, 800, 450) == Velocity(pan=1.0)
    up_left = drag_velocity(-80, -80, 800, 450)
    assert -1.0 < up_left.pan < 0.0 < up_left.tilt < 1.0


@given(st.integers(-5000, 5000), st.integers(-5000, 5000), st.integers(0, 4000), st.integers(0, 4000))
def test_no_drag_steers_faster_than_a_camera_can(across: int, down: int, width: int, height: int) -> None:
    velocity = drag_velocity(across, down, width, height)
    assert limited(velocity) == velocity

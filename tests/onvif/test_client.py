"""The client against a camera that speaks the real thing: logins, wrong clocks, and every way to go wrong."""

import logging
import time
from collections.abc import Iterator

import pytest

from app.model.onvif import Preset
from app.model.site import Camera, CameraOptions
from app.model.words import Words
from app.onvif import client as client_module
from app.onvif import search as search_module
from app.onvif.client import CameraClient
from app.onvif.faults import CameraFault
from app.onvif.rules import Velocity
from app.onvif.search import search
from tests.fakes.onvif_camera import OnvifCamera
from tests.fakes.onvif_search import Announced


@pytest.fixture
def camera() -> Iterator[OnvifCamera]:
    with OnvifCamera() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines of the house, short enough for a test."""
    for name in ("CONNECT_S", "ANSWER_S", "ASK_S", "DESCRIBE_S"):
        monkeypatch.setattr(client_module, name, 1.0)
    monkeypatch.setattr(search_module, "SEARCH_S", 0.5)


def client_of(camera: OnvifCamera, password: str = "") -> CameraClient:
    return CameraClient(camera.address, camera.username, password or camera.password)


def record(camera: OnvifCamera, address: str = "rtsp://127.0.0.1/x") -> Camera:
    return Camera("c1", Words("", "Dome"), "rtsp", address, options=CameraOptions(onvif=camera.address))


def fault_of(camera: OnvifCamera, password: str = "") -> str:
    opened = client_of(camera, password)
    try:
        with pytest.raises(CameraFault) as caught:
            opened.describe()
    finally:
        opened.close()
    return caught.value.code


@pytest.mark.parametrize("http_digest", [False, True])
@pytest.mark.parametrize("only_capabilities", [False, True])
def test_a_camera_tells_its_streams(http_digest: bool, only_capabilities: bool) -> None:
    with OnvifCamera(http_digest=http_digest, only_capabilities=only_capabilities) as camera:
        opened = client_of(camera)
        device = opened.describe()
        opened.close()
    assert (device.maker, device.model, device.steerable) == ("Simulated", "Dome 4", True)
    (source,) = device.sources
    assert source.main.address == "rtsp://127.0.0.1:554/live/main0?unicast=true"
    assert source.sub is not None
    assert source.sub.address == "rtsp://127.0.0.1:554/live/sub0?unicast=true"
    assert camera.refused_logins == []


@pytest.mark.parametrize("hours", [8, -8, 24 * 365 * -20])
def test_a_wrong_clock_does_not_cost_a_refused_login(hours: int) -> None:
    with OnvifCamera(clock_off_h=hours) as camera:
        opened = client_of(camera)
        device = opened.describe()
        opened.close()
    assert device.clock_off_s == pytest.approx(hours * 3600, abs=2)
    assert camera.refused_logins == []


def test_a_recorder_has_a_source_for_each_input_and_a_camera_is_steered_by_its_own() -> None:
    with OnvifCamera(lenses=3) as camera:
        opened = client_of(camera)
        assert [source.main.token for source in opened.describe().sources] == ["main0", "main1", "main2"]
        opened.prepare(record(camera, "rtsp://127.0.0.1:554/live/main2?unicast=true"))
        opened.close()


def test_a_camera_that_is_wrong_about_its_own_address_is_reached_all_the_same() -> None:
    with OnvifCamera(advertised="10.255.255.1:8080") as camera:
        opened = client_of(camera)
        device = opened.describe()
        opened.close()
    assert device.sources[0].main.address.startswith("rtsp://127.0.0.1:554/")


def test_a_wrong_password_is_told_after_one_refused_login(camera: OnvifCamera) -> None:
    assert fault_of(camera, "wrong") == "wrong_password"
    assert len(camera.refused_logins) == 1


def test_a_wrong_password_by_http_digest(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with OnvifCamera(http_digest=True) as camera:
        assert fault_of(camera, "wr0ng-secret") == "wrong_password"
    assert "wr0ng-secret" not in caplog.text


@pytest.mark.parametrize("fault", ["no_clock", "broken_clock"])
def test_a_refused_login_of_a_camera_that_tells_no_time_may_be_its_clock(fault: str) -> None:
    with OnvifCamera(fault=fault, clock_off_h=8) as camera:
        assert fault_of(camera) == "clock_wrong"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("garbage", "no_onvif"),
        ("page", "no_onvif"),
        ("huge", "no_onvif"),
        ("bomb", "no_onvif"),
        ("slow", "unreachable"),
        ("drip", "unreachable"),
        ("reset", "unreachable"),
        ("busy", "unreachable"),
    ],
)
def test_each_fault_has_its_name_within_the_deadline(camera: OnvifCamera, fault: str, code: str) -> None:
    camera.fault = fault
    began = time.monotonic()
    assert fault_of(camera) == code
    assert time.monotonic() - began < 5


def test_nobody_there(camera: OnvifCamera) -> None:
    camera.go_away()
    assert fault_of(camera) == "unreachable"


def test_a_camera_without_steering(camera: OnvifCamera) -> None:
    camera.steerable = False
    opened = client_of(camera)
    assert opened.describe().steerable is False
    with pytest.raises(CameraFault, match="not_steerable"):
        opened.prepare(record(camera))
    opened.close()


def test_steering_and_presets(camera: OnvifCamera) -> None:
    opened = client_of(camera)
    opened.prepare(record(camera))
    opened.move(Velocity(pan=0.5))
    assert camera.moving
    opened.move(Velocity(zoom=-1.0))
    assert camera.moves == [(0.5, 0.0, 0.0, "PT2S"), (0.0, 0.0, -1.0, "PT2S")]
    opened.stop()
    assert not camera.moving
    assert opened.presets()[0] == Preset("1", "East gate")
    assert opened.save_preset("Gate <2>") == Preset("4", "Gate <2>")
    assert camera.presets["4"] == "Gate <2>"
    opened.go_to("4")
    opened.remove_preset("4")
    assert camera.went_to == ["4"]
    with pytest.raises(CameraFault, match="camera_refused"):
        opened.go_to("4")
    opened.close()


def test_the_camera_is_given_the_time_it_needs_at_least() -> None:
    with OnvifCamera(shortest_move="PT5S") as camera:
        opened = client_of(camera)
        opened.prepare(record(camera))
        opened.move(Velocity(tilt=0.5))
        opened.close()
    assert camera.moves[0][3] == "PT5S"


def test_a_search_finds_what_answers_and_survives_what_is_no_answer(camera: OnvifCamera) -> None:
    with Announced(camera):
        # Others on this machine may answer too.
        (found,) = [one for one in search(("127.0.0.1",)) if one.address == camera.address]
    assert (found.host, found.name, found.model) == ("127.0.0.1", "Dome-east", "Dome 4")

"""Steering as screens ask for it, against the simulated camera: it always stops, and the log says who did what."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.clock import SystemClock
from app.core.errors import InvalidInput
from app.core.secrets import FileSecrets
from app.model.site import Camera, CameraOptions
from app.model.words import Words
from app.onvif import grip
from app.onvif import search as search_module
from app.onvif.faults import CameraFault
from app.onvif.service import OnvifService
from app.site.service import SiteService
from tests.fakes.onvif_camera import OnvifCamera
from tests.fakes.onvif_search import Announced, search_apart
from tests.fakes.room import Room


class _Duty(Room):
    """A duty room with one camera that can be steered."""

    def __init__(self, folder: Path, camera: OnvifCamera) -> None:
        super().__init__(folder)
        self.faults: list[BaseException] = []
        self.turned: list[str] = []
        self.site = SiteService(self.database, FileSecrets(folder / "secrets.json"), self.access.actor)
        self.onvif = self.another_service()
        self.record = Camera(
            "dome", Words("东门球机", "East dome"), "rtsp", "rtsp://127.0.0.1:554/live/main0?unicast=true",
            options=CameraOptions(onvif=camera.address),
        )  # fmt: skip
        self.site.save_camera(self.record, camera.username, camera.password).result()

    def another_service(self) -> OnvifService:
        """As a console that starts on the same data has it."""
        return OnvifService(
            self.database, SystemClock(), self.changes, self.site, self.access.actor,
            self.access.refuse_stranger, self.faults.append, self.turned.append, interfaces=("127.0.0.1",),
        )  # fmt: skip

    def entries(self) -> list[tuple[str, dict[str, str]]]:
        """What the log says about the camera, oldest first."""
        latest = self.journal.latest(100)
        return [
            (one.draft.kind, dict(one.draft.data))
            for one in reversed(latest)
            if one.draft.camera_id == "dome"
        ]

    def close(self) -> None:
        self.onvif.close()
        super().close()


@pytest.fixture
def camera() -> Iterator[OnvifCamera]:
    with OnvifCamera() as opened:
        yield opened


@pytest.fixture
def duty(tmp_path: Path, camera: OnvifCamera) -> Iterator[_Duty]:
    duty = _Duty(tmp_path, camera)
    yield duty
    duty.close()
    assert duty.faults == []


def until(holds: Callable[[], bool]) -> None:
    """Waits for what another thread does; the test's own time limit ends what never comes."""
    pause = threading.Event()
    ends = time.monotonic() + 15
    while not holds():
        assert time.monotonic() < ends
        pause.wait(0.01)


def test_a_move_stops_by_itself_when_nobody_asks_again(duty: _Duty, camera: OnvifCamera) -> None:
    duty.onvif.move("dome", 0.5, 0.0, 0.0).result()
    assert camera.moving
    until(lambda: camera.stops == 1)
    assert not camera.moving
    assert camera.moves == [(0.5, 0.0, 0.0, "PT2S")]


def test_a_camera_ends_a_move_itself_when_the_console_is_gone(duty: _Duty, camera: OnvifCamera) -> None:
    duty.onvif.move("dome", 0.5, 0.0, 0.0).result()
    camera.fault = "reset"  # no stop gets through any more
    until(lambda: not camera.moving)
    assert camera.stops == 0


def test_letting_go_stops_at_once_and_one_line_tells_of_the_burst(
    duty: _Duty, camera: OnvifCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grip, "TOGETHER_S", 0.2)
    for pan in (0.5, -0.5):
        duty.onvif.move("dome", pan, 0.0, 0.0).result()
        duty.onvif.stop("dome").result()
    assert camera.stops == 2
    assert duty.turned == ["dome", "dome"]
    until(lambda: bool(duty.entries()))
    assert duty.entries() == [("camera_steered", {"seconds": "1"})]


def test_closing_the_console_stops_the_camera(duty: _Duty, camera: OnvifCamera) -> None:
    duty.onvif.move("dome", 0.0, 0.5, 0.0).result()
    duty.onvif.close()
    until(lambda: camera.stops == 1)


def test_presets_are_kept_by_the_camera_and_named_in_the_log(duty: _Duty, camera: OnvifCamera) -> None:
    kept = duty.onvif.save_preset("dome", " Lift hall ").result()
    assert duty.onvif.save_preset("dome", "Lift hall").result() == kept
    assert kept in duty.onvif.presets("dome").result()
    duty.onvif.go_to("dome", kept.token).result()
    duty.onvif.remove_preset("dome", kept).result()
    assert camera.went_to == [kept.token]
    assert kept.token not in camera.presets
    assert duty.entries() == [
        ("preset_saved", {"name": "Lift hall"}),
        ("preset_saved", {"name": "Lift hall"}),
        ("preset_removed", {"name": "Lift hall"}),
    ]
    with pytest.raises(InvalidInput):
        duty.onvif.save_preset("dome", "  ")


def test_a_patrol_goes_on_through_trouble_and_ends_when_told(
    duty: _Duty, camera: OnvifCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.onvif.patrol.SHORTEST_STAY_S", 0)
    gate, park, lift = duty.onvif.presets("dome").result()
    duty.onvif.patrol("dome", (gate, park, lift), 0).result()
    until(lambda: camera.went_to[:4] == ["1", "2", "3", "1"])
    camera.fault = "reset"
    until(lambda: any(kind == "camera_patrol_in_trouble" for kind, _ in duty.entries()))
    camera.fault = ""
    until(lambda: any(kind == "camera_patrol_goes_on" for kind, _ in duty.entries()))
    duty.onvif.end_patrol("dome").result()
    # Each position is a view of its own: none of them means that somebody moved the camera.
    assert len(duty.turned) >= 4
    assert duty.onvif.patrol_of("dome") is None
    told = duty.entries()
    assert told[0][0] == "camera_patrol_begun"
    assert told[0][1]["presets"] == "East gate, Car park, Lift"
    assert told[1] == ("camera_patrol_in_trouble", {"cause": "unreachable"})
    assert told[-1] == ("camera_patrol_ended", {})


def test_a_patrol_that_a_crash_cut_off_goes_on(duty: _Duty, camera: OnvifCamera, tmp_path: Path) -> None:
    presets = duty.onvif.presets("dome").result()
    duty.onvif.patrol("dome", presets, 20).result()
    after = duty.another_service()
    after.start()
    patrol = after.patrol_of("dome")
    assert patrol is not None
    assert (patrol.presets, patrol.stay_s) == (presets, 20)
    after.close()
    until(lambda: duty.entries()[-1][0] == "camera_patrol_ended")
    later = duty.another_service()
    later.start()
    assert later.patrol_of("dome") is None
    later.close()
    assert [kind for kind, _ in duty.entries()] == [
        "camera_patrol_begun",
        "camera_patrol_goes_on",
        "camera_patrol_ended",
    ]


def test_the_log_never_says_steered_of_a_camera_that_did_not_answer(
    duty: _Duty, camera: OnvifCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grip, "TOGETHER_S", 0.0)
    camera.fault = "reset"
    for command in (lambda: duty.onvif.move("dome", 0.5, 0.0, 0.0), lambda: duty.onvif.go_to("dome", "1")):
        with pytest.raises(CameraFault):
            command().result()
    duty.onvif.close()
    assert duty.entries() == []


def test_a_patrol_that_cannot_begin_leaves_nothing_behind(duty: _Duty, camera: OnvifCamera) -> None:
    gate, park, _ = duty.onvif.presets("dome").result()
    camera.presets.clear()
    with pytest.raises(CameraFault, match="camera_refused"):
        duty.onvif.patrol("dome", (gate, park), 10).result()
    assert duty.onvif.patrol_of("dome") is None
    assert duty.entries() == []


def test_a_clock_set_in_the_middle_costs_nothing_but_a_new_login(duty: _Duty, camera: OnvifCamera) -> None:
    duty.onvif.presets("dome").result()
    camera.clock_off_h = 8
    assert duty.onvif.presets("dome").result()
    assert camera.refused_logins == ["too old"]


def test_a_changed_login_is_used_from_the_next_command_on(duty: _Duty, camera: OnvifCamera) -> None:
    duty.onvif.presets("dome").result()
    camera.password = "another"
    duty.site.save_camera(duty.record, camera.username, "another").result()
    assert duty.onvif.presets("dome").result()
    assert camera.refused_logins == []


@pytest.mark.parametrize(("fault", "code"), [("reset", "unreachable"), ("page", "no_onvif")])
def test_faults_come_back_as_codes_and_the_camera_works_again_afterwards(
    fault: str, code: str, duty: _Duty, camera: OnvifCamera
) -> None:
    camera.fault = fault
    with pytest.raises(CameraFault) as caught:
        duty.onvif.move("dome", 0.5, 0.0, 0.0).result()
    assert caught.value.code == code
    camera.fault = ""
    duty.onvif.move("dome", 0.5, 0.0, 0.0).result()
    until(lambda: camera.stops > 0)


def test_a_camera_without_a_steering_address_is_not_steered(duty: _Duty) -> None:
    duty.site.save_camera(replace(duty.record, options=CameraOptions())).result()
    with pytest.raises(CameraFault, match="not_steerable"):
        duty.onvif.move("dome", 0.5, 0.0, 0.0).result()


def test_search_then_login_gives_what_a_camera_record_needs(
    duty: _Duty, camera: OnvifCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "SEARCH_S", 0.5)
    with Announced(camera, search_apart(monkeypatch)):
        (found,) = duty.onvif.discover().result()
    device = duty.onvif.describe(found.address, camera.username, camera.password).result()
    assert device.address == camera.address
    assert device.sources[0].main.address == duty.record.address
    with pytest.raises(CameraFault, match="wrong_password"):
        duty.onvif.describe(found.address, camera.username, "wr0ng").result()
    with pytest.raises(InvalidInput):
        duty.onvif.describe("rtsp://x", "", "")

"""Cameras on the network, served by a real RTSP server that dies, freezes, keeps silent and asks for a password."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import av
import pytest

from app.bench.rtsp import RtspServer, free_port
from app.cameras.protocol import CameraSpec
from app.model.site import Camera
from app.model.words import Words
from app.site.camera_secrets import without_secrets
from app.site.record import NO_LOGIN
from tests.cameras.conftest import HEIGHT, WIDTH, MakeServer, MakeWall
from tests.fakes.rtsp import Tap

SAID_WITHIN_S = BACK_WITHIN_S = 5.0
FIRST_PICTURE_S = 10.0
LOGIN, PASSWORD = "watch", "p@ss:w0rd/?#"
SECRET = "pa55-w0rd!"


@pytest.fixture
def tap() -> Iterator[Tap]:
    with closing(Tap()) as silent:
        yield silent


def cameras_of(server: RtspServer, clips: list[Path]) -> list[CameraSpec]:
    return [CameraSpec(f"cam{number}", "rtsp", server.address(number)) for number in range(len(clips))]


def size_of(clip: Path) -> tuple[int, int]:
    with av.open(str(clip)) as container:
        return container.streams.video[0].width, container.streams.video[0].height


def test_cameras_show_their_pictures(make_server: MakeServer, make_wall: MakeWall, clips: list[Path]) -> None:
    wall = make_wall(*cameras_of(make_server(clips), clips))
    wall.wait_live(FIRST_PICTURE_S)
    wall.wait_new_pictures(3.0, *wall.states())
    wall.wait(lambda: all(status.fps > 5 for status in wall.wall.statuses()), 5.0)
    for status, clip in zip(wall.wall.statuses(), clips, strict=True):
        assert (status.width, status.height) == size_of(clip)
        frame = wall.wall.frame(status.id)
        assert frame is not None
        assert frame.width == WIDTH or frame.height == HEIGHT
        assert abs(frame.width / frame.height - status.width / status.height) < 0.02
        assert len(set(bytes(frame.pixels))) > 10


def test_a_killed_server_is_said_and_its_return_is_noticed(
    make_server: MakeServer, make_wall: MakeWall, clips: list[Path]
) -> None:
    server = make_server(clips)
    wall = make_wall(*cameras_of(server, clips))
    wall.wait_live(FIRST_PICTURE_S)
    hosts = wall.wall.pids()
    server.kill()
    wall.wait_said(SAID_WITHIN_S)
    wall.wait(lambda: set(wall.states().values()) == {("lost", "refused")}, 5.0)
    server.start()
    wall.wait_live(BACK_WITHIN_S)
    assert wall.wall.pids() == hosts
    assert all(status.reconnects for status in wall.wall.statuses())


def test_a_frozen_server_is_said_and_its_return_is_noticed(
    make_server: MakeServer, make_wall: MakeWall, clips: list[Path]
) -> None:
    server = make_server(clips)
    wall = make_wall(*cameras_of(server, clips))
    wall.wait_live(FIRST_PICTURE_S)
    server.freeze()
    wall.wait_said(SAID_WITHIN_S)
    claimed: set[str] = set()

    def lost() -> bool:
        states = {state for state, _ in wall.states().values()}
        claimed.update(states)
        return states == {"lost"}

    wall.wait(lost, SAID_WITHIN_S)
    # What the decoder still held back when the connection timed out must not pass for a new picture.
    assert "live" not in claimed
    server.thaw()
    wall.wait_live(FIRST_PICTURE_S)


def test_a_camera_that_accepts_and_says_nothing_is_said(make_wall: MakeWall, tap: Tap) -> None:
    wall = make_wall(CameraSpec("mute", "rtsp", tap.address()))
    wall.wait(lambda: tap.connections > 0, FIRST_PICTURE_S)
    wall.wait(lambda: wall.states()["mute"] == ("lost", "timeout"), SAID_WITHIN_S)


def test_an_unreachable_camera_is_said(make_wall: MakeWall) -> None:
    wall = make_wall(CameraSpec("gone", "rtsp", f"rtsp://127.0.0.1:{free_port()}/cam0"))
    wall.wait(lambda: wall.states()["gone"] == ("lost", "refused"), FIRST_PICTURE_S)


def test_a_web_page_at_the_address_is_said_to_be_no_camera(make_wall: MakeWall) -> None:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        wall = make_wall(CameraSpec("page", "rtsp", f"rtsp://127.0.0.1:{web.server_port}/main"))
        wall.wait(lambda: wall.states()["page"] == ("lost", "no_camera"), FIRST_PICTURE_S)
        web.shutdown()


def test_a_camera_that_the_server_does_not_know_is_said(
    make_server: MakeServer, make_wall: MakeWall, clips: list[Path]
) -> None:
    wall = make_wall(CameraSpec("nine", "rtsp", make_server(clips[:1]).address(9)))
    wall.wait(lambda: wall.states()["nine"] == ("lost", "not_found"), FIRST_PICTURE_S)


@pytest.mark.parametrize("digest", [False, True], ids=["basic", "digest"])
def test_a_wrong_password_is_tried_once_and_the_right_one_shows_the_picture(
    make_server: MakeServer, make_wall: MakeWall, clips: list[Path], *, digest: bool
) -> None:
    server = make_server(clips[:1], f"{LOGIN}:{PASSWORD}", digest=digest)
    with closing(Tap(server.port)) as tap:
        wrong = CameraSpec("locked", "rtsp", tap.address(), LOGIN, "guess")
        closed = CameraSpec("closed", "rtsp", f"rtsp://127.0.0.1:{free_port()}/cam0")
        wall = make_wall(wrong, closed)
        wall.wait(lambda: wall.states()["locked"] == ("lost", "wrong_password"), FIRST_PICTURE_S)
        # In the time in which a camera that is merely gone is tried three times more.
        tries = wall.status("closed").reconnects
        wall.wait(lambda: wall.status("closed").reconnects >= tries + 3, 12.0)
        assert tap.connections == 1
        assert 1 <= tap.logins <= 2
        wall.wall.set_cameras([replace(wrong, password=PASSWORD), closed])
        wall.wait_live(FIRST_PICTURE_S, "locked")


@pytest.mark.parametrize(
    "path",
    [
        f"/cam0?channel=1&user=watch&password={SECRET}",
        f"/user=watch_password={SECRET}_channel=1_stream=0.sdp",
        f"/live/main?token={SECRET}",
    ],
    ids=["query", "path", "token"],
)
def test_what_stands_in_the_address_reaches_the_camera_alone(
    make_server: MakeServer,
    make_wall: MakeWall,
    clips: list[Path],
    path: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    server = make_server(clips[:1], path=path)
    typed = Camera("gate", Words("门", "Gate"), "rtsp", server.address())
    kept, login = without_secrets(typed, NO_LOGIN)
    assert SECRET not in f"{kept} {login}"
    gate = CameraSpec("gate", "rtsp", kept.address, login.username, login.password, login.secrets)
    wrong = tuple((name, "guess") for name, _ in login.secrets)
    wall = make_wall(gate, replace(gate, id="stranger", password="guess", secrets=wrong))
    wall.wait_live(FIRST_PICTURE_S, "gate")
    # This server knows no other address.
    wall.wait(lambda: wall.states()["stranger"] == ("lost", "not_found"), FIRST_PICTURE_S)
    assert SECRET not in "".join(capfd.readouterr())

"""Asking the console from another program, over a real socket."""

import errno
import json
import socket
import stat
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.control.client import ask_console
from app.control.server import ControlServer
from app.control.wire import Address
from app.core.errors import (
    ConsoleUnreachable,
    DutyRoomError,
    NotAllowed,
    Problem,
    SiteFileError,
    StorageUnavailable,
)


def _echo(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"heard": dict(arguments)}


def _refuse(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    raise NotAllowed("incident_closed", id="i1")


def _mistakes(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    raise SiteFileError("site.toml", (Problem(3, "camera[0].kind", "unknown_kind", "dvr"),))


def _bug(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    raise KeyError("nobody thought of this")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "console.address"
    server = ControlServer(path, {"echo": _echo, "refuse": _refuse, "mistakes": _mistakes, "bug": _bug})
    server.start()
    yield path
    server.stop()
    assert not path.exists()


def test_an_answer_in_both_languages(file: Path) -> None:
    assert ask_console(file, "echo", text="液化气 leak\n二", number=3) == {
        "heard": {"text": "液化气 leak\n二", "number": 3}
    }


def test_errors_arrive_with_code_and_values(file: Path) -> None:
    with pytest.raises(DutyRoomError) as refused:
        ask_console(file, "refuse")
    assert (refused.value.code, refused.value.values) == ("incident_closed", {"id": "i1"})
    with pytest.raises(SiteFileError) as mistakes:
        ask_console(file, "mistakes")
    assert mistakes.value.problems == (Problem(3, "camera[0].kind", "unknown_kind", "dvr"),)


def test_a_bug_in_a_verb_does_not_end_the_server(file: Path) -> None:
    with pytest.raises(DutyRoomError):
        ask_console(file, "bug")
    with pytest.raises(DutyRoomError) as unknown:
        ask_console(file, "dance")
    assert unknown.value.code == "unknown_verb"
    assert ask_console(file, "echo") == {"heard": {}}


def test_only_who_can_read_the_file_is_heard(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    address = Address.load(file.read_text(encoding="ascii"))
    wrong = file.with_name("wrong")
    wrong.write_text(Address(address.port, "0" * 32).dump(), encoding="ascii")
    with pytest.raises(DutyRoomError) as refused:
        ask_console(wrong, "echo")
    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize("said", [b"\n", b"{\n", b"[]\n", b'{"key": 3}\n', b"\xff\xfe\n", b"no end"])
def test_nonsense_on_the_socket_harms_nobody(file: Path, said: bytes) -> None:
    address = Address.load(file.read_text(encoding="ascii"))
    with socket.create_connection(("127.0.0.1", address.port), timeout=5) as connection:
        connection.sendall(said)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(100)
    assert ask_console(file, "echo") == {"heard": {}}


def test_a_caller_that_says_nothing_keeps_nobody_waiting(file: Path) -> None:
    address = Address.load(file.read_text(encoding="ascii"))
    with socket.create_connection(("127.0.0.1", address.port), timeout=5):
        assert ask_console(file, "echo") == {"heard": {}}


def test_no_console_is_said(tmp_path: Path) -> None:
    file = tmp_path / "console.address"
    with pytest.raises(ConsoleUnreachable):
        ask_console(file, "echo")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        file.write_text(Address(closed.getsockname()[1], "k").dump(), encoding="ascii")
        with pytest.raises(ConsoleUnreachable):
            ask_console(file, "echo")
    for text in ("", "{", "[]", json.dumps({"port": "x", "key": ""})):
        file.write_text(text, encoding="ascii")
        with pytest.raises(ConsoleUnreachable):
            ask_console(file, "echo")


class Told:
    """What the console hears of its being reached; each news sets `news`."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.news = threading.Event()

    def __call__(self, error: StorageUnavailable | None) -> None:
        self.codes.append("" if error is None else error.code)
        self.news.set()


def test_an_address_that_cannot_be_written_is_told_once_and_tried_again(tmp_path: Path) -> None:
    told, file = Told(), tmp_path / "gone" / "console.address"
    server = ControlServer(file, {"echo": _echo}, told, retry_s=0.01)
    server.start()
    assert told.codes == ["unreachable_refused"]
    told.news.clear()
    file.parent.mkdir()
    assert told.news.wait(20)
    assert told.codes == ["unreachable_refused", ""]
    assert ask_console(file, "echo") == {"heard": {}}
    server.stop()
    assert list(file.parent.iterdir()) == []


def test_a_full_disk_leaves_no_half_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(address: Address) -> str:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(Address, "dump", full)
    told = Told()
    server = ControlServer(tmp_path / "console.address", {}, told, retry_s=60)
    server.start()
    server.stop()
    assert told.codes == ["unreachable_full"]
    assert list(tmp_path.iterdir()) == []

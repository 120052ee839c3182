"""A name server that is silent holds up no camera for longer than its deadline."""

import socket
import threading

import pytest

from app.cameras.host.sources import SourceFailed
from app.cameras.host.sources.names import Names


class Server:
    """Answers when the test lets it."""

    def __init__(self, answer=None):
        self.asked, self.go_on, self._answer = [], threading.Event(), answer

    def __call__(self, name):
        self.asked.append(name)
        self.go_on.wait()
        if self._answer is not None:
            raise self._answer


def test_what_is_an_address_is_not_asked_for():
    server = Server()
    for host in ("192.0.2.8", "2001:db8::8"):
        Names(server).require(host, 0.0)
    assert server.asked == []


def test_a_silent_server_is_no_route_and_is_asked_once_however_often_the_camera_is_tried():
    server = Server()
    names = Names(server)
    for _ in range(3):
        with pytest.raises(SourceFailed, match="no_route"):
            names.require("gate.lan", 0.01)
    assert server.asked == ["gate.lan"]
    server.go_on.set()
    names.require("gate.lan", 10.0)


def test_an_answer_is_not_kept():
    server = Server()
    server.go_on.set()
    names = Names(server)
    names.require("gate.lan", 10.0)
    names.require("gate.lan", 10.0)
    assert server.asked == ["gate.lan", "gate.lan"]


@pytest.mark.parametrize("answer", [socket.gaierror("no such name"), UnicodeError("label too long")])
def test_a_name_without_an_address_is_no_route(answer):
    server = Server(answer)
    server.go_on.set()
    with pytest.raises(SourceFailed, match="no_route"):
        Names(server).require("nowhere.lan", 10.0)

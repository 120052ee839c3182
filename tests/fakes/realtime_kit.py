"""A bus of its own (Debian's `dbus-daemon`) and on it a RealtimeKit that says what a test wants."""

import os
import shutil
import socket
import subprocess
import threading
from enum import Enum, auto
from pathlib import Path

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, prep_socket
from jeepney.wrappers import unwrap_msg

NAME = "org.freedesktop.RealtimeKit1"
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/>
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/></policy></busconfig>
"""


def bus_is_installed() -> bool:
    return shutil.which("dbus-daemon") is not None


class Bus:
    """Listens under `path` from the moment it is made."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bus"
        config = folder / "bus.conf"
        config.write_text(_CONFIG.format(path=self.path), encoding="utf-8")
        command = [str(shutil.which("dbus-daemon")), f"--config-file={config}", "--nofork", "--print-address"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._process.stdout is not None
        assert self._process.stdout.readline(), "the bus did not start"

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=10)


class Answer(Enum):
    GRANTED = auto()
    REFUSED = auto()
    NONE = auto()
    NONSENSE = auto()


class FakeRealtimeKit:
    """Does what it grants, as far as the system lets it: to lower a thread is allowed to everybody."""

    def __init__(self, bus: Bus, answer: Answer, lowest_nice: int = -15) -> None:
        self.asked: list[tuple[int, int]] = []
        """Thread and nice."""
        self.reached = threading.Event()
        self._answer = answer
        self._lowest_nice = lowest_nice
        self._connection = DBusConnection(prep_socket(str(bus.path)))
        unwrap_msg(self._connection.send_and_get_reply(message_bus.RequestName(NAME)))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leaves the bus, once."""
        if self._thread.is_alive():
            self._connection.sock.shutdown(socket.SHUT_RDWR)
            self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except OSError:
                return
            if message.header.message_type is MessageType.method_call:
                self.reached.set()
                if self._answer is not Answer.NONE:
                    self._connection.send(self._answered(message))

    def _answered(self, message: Message) -> Message:
        if message.header.fields[HeaderFields.member] == "Get":
            lowest = ("s", "low") if self._answer is Answer.NONSENSE else ("i", self._lowest_nice)
            return new_method_return(message, "v", (lowest,))
        thread, nice = message.body
        self.asked.append((thread, nice))
        if self._answer is Answer.REFUSED:
            denied = "org.freedesktop.DBus.Error.AccessDenied"
            return new_error(message, denied, "s", ("Operation not permitted",))
        os.sched_setscheduler(thread, os.SCHED_OTHER | os.SCHED_RESET_ON_FORK, os.sched_param(0))
        os.setpriority(os.PRIO_PROCESS, thread, nice)
        return new_method_return(message)

"""When a host counts as hung, with a process played by the test."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.cameras.console import host as module
from app.cameras.console.host import HostKeeper, Wanted
from app.cameras.host.memory import Memory
from app.cameras.protocol import (
    CameraReport,
    CameraSpec,
    Decoder,
    Event,
    HardwareFailed,
    Heartbeat,
    HostStarted,
    MotionSeen,
    Watch,
)
from app.cameras.rules import HOST_SILENT_AFTER_S, LEAK_TAKES_S, HostMemory, leaks

NOTHING = Wanted({}, {})
GIGABYTE = 1024**3
BY_CARD, IN_SOFTWARE = (
    Wanted({"gate": CameraSpec("gate", "rtsp", "rtsp://10.0.0.8/a", hardware=by_card)}, {})
    for by_card in (True, False)
)


class _Process:
    made: list["_Process"] = []

    def __init__(self) -> None:
        self.pid = 1000 + len(self.made)
        self.waiting: list[Any] = [HostStarted(self.pid)]
        self.killed = False
        self.told: list[Any] = []
        self.made.append(self)

    def receive_all(self) -> tuple[list[Any], bool]:
        taken, self.waiting = self.waiting, []
        return taken, True

    def send(self, commands: Sequence[Any]) -> bool:
        self.told.extend(commands)
        return True

    def kill(self) -> None:
        self.killed = True

    def ended(self) -> bool:
        return self.killed


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    monkeypatch.setattr(module, "HostProcess", _Process)
    _Process.made.clear()
    return [100.0]


def _started(now: list[float]) -> HostKeeper:
    keeper = HostKeeper(lambda: now[0], lambda answer: None, lambda event: None)
    keeper.keep(NOTHING, needed=True)
    keeper.listen()
    return keeper


def test_a_silent_host_is_killed_and_replaced(now: list[float]) -> None:
    keeper = _started(now)
    now[0] += HOST_SILENT_AFTER_S + 0.1
    keeper.keep(NOTHING, needed=True)
    assert _Process.made[0].killed
    now[0] += 60
    keeper.keep(NOTHING, needed=True)
    assert len(_Process.made) == 2


def test_a_host_that_spoke_while_we_did_not_listen_lives_on(now: list[float]) -> None:
    keeper = _started(now)
    _Process.made[0].waiting.append(Heartbeat(_Process.made[0].pid, 0.1, ()))
    now[0] += HOST_SILENT_AFTER_S + 30
    keeper.keep(NOTHING, needed=True)
    assert not _Process.made[0].killed
    assert keeper.status.pid == _Process.made[0].pid


def test_after_a_lost_host_its_cameras_are_decoded_in_software(now: list[float]) -> None:
    wanted = Wanted({"gate": CameraSpec("gate", "rtsp", "rtsp://10.0.0.8/a", hardware=True)}, {})
    keeper = _started(now)
    keeper.keep(wanted, needed=True)
    now[0] += HOST_SILENT_AFTER_S + 0.1
    keeper.keep(wanted, needed=True)
    keeper.keep(wanted, needed=True)
    before, after = (
        [told.camera.hardware for told in process.told if isinstance(told, Watch)]
        for process in _Process.made
    )
    assert (before, after) == ([True], [False])


def _decoded(now: list[float], decoder: Decoder) -> tuple[HostKeeper, list[Event]]:
    """A keeper whose camera the graphics card may decode, and what it tells."""
    told: list[Event] = []
    keeper = HostKeeper(lambda: now[0], lambda answer: None, told.append)
    keeper.keep(BY_CARD, needed=True)
    keeper.listen()
    report = CameraReport("gate", "live", decoder=decoder)
    _Process.made[0].waiting.append(Heartbeat(_Process.made[0].pid, 0.1, (report,)))
    keeper.listen()
    return keeper, told


def _watched(process: int) -> list[bool]:
    return [told.camera.hardware for told in _Process.made[process].told if isinstance(told, Watch)]


def test_a_card_that_failed_is_told_once_and_connects_nothing_anew(now: list[float]) -> None:
    keeper, told = _decoded(now, "fell_back")
    _Process.made[0].waiting.append(
        Heartbeat(_Process.made[0].pid, 0.2, (CameraReport("gate", "live", decoder="fell_back"),))
    )
    keeper.listen()
    keeper.keep(BY_CARD, needed=True)
    assert told == [HardwareFailed("gate", "undecodable")]
    # The console has stored it meanwhile.
    keeper.keep(IN_SOFTWARE, needed=True)
    assert _watched(0) == [True]
    # Somebody has switched it off, and on again.
    keeper.keep(BY_CARD, needed=True)
    assert _watched(0) == [True, True]


@pytest.mark.parametrize(
    ("decoder", "events", "after"),
    [
        ("hardware", [HardwareFailed("gate", "host_down")], False),
        ("software", [], True),
        ("", [], False),
    ],
)
def test_a_host_that_dies_is_the_cards_doing_only_where_it_was_used(
    now: list[float], decoder: Decoder, events: list[Event], after: bool
) -> None:
    keeper, told = _decoded(now, decoder)
    now[0] += HOST_SILENT_AFTER_S + 0.1
    keeper.keep(BY_CARD, needed=True)
    keeper.keep(BY_CARD, needed=True)
    assert told == events
    assert _watched(1) == [after]


def test_a_host_that_leaks_is_replaced_and_no_driver_is_blamed(now: list[float]) -> None:
    keeper, told = _decoded(now, "hardware")

    def beat(bytes_held: int) -> None:
        pid = _Process.made[-1].pid
        report = CameraReport("gate", "live", decoder="hardware")
        memory = HostMemory(bytes_held, 0)
        _Process.made[-1].waiting.append(Heartbeat(pid, 0.1, (report,), memory=memory))
        keeper.listen()
        keeper.keep(BY_CARD, needed=True)

    beat(4 * GIGABYTE)
    assert len(_Process.made) == 1, "so soon it needs as much: another one would, too"
    now[0] += LEAK_TAKES_S + 1
    beat(4 * GIGABYTE)
    assert _Process.made[0].killed
    assert len(_Process.made) == 2
    assert _watched(1) == [True]
    assert told == []
    now[0] += LEAK_TAKES_S + 1
    _Process.made[1].waiting.append(HostStarted(_Process.made[1].pid))
    beat(GIGABYTE // 4)
    assert len(_Process.made) == 2


def test_what_is_kept_on_purpose_is_no_leak() -> None:
    assert leaks(HostMemory(4 * GIGABYTE, 0), 16)
    assert not leaks(HostMemory(4 * GIGABYTE, 3 * GIGABYTE), 16)
    assert not leaks(HostMemory(GIGABYTE, 0), 16)
    assert leaks(HostMemory(GIGABYTE, 0), 1)


def test_a_host_tells_its_memory_now_and_then() -> None:
    now, asked = [0.0], []
    memory = Memory(lambda: len(asked) * 1000, lambda: now[0])
    asked.append(1)
    first = memory.look()
    assert first.own > 10_000_000
    assert first.kept == 1000
    asked.append(2)
    assert memory.look() == first
    now[0] += 5.0
    assert memory.look().kept == 2000


def test_motion_ends_with_the_host_that_saw_it_and_not_when_the_next_one_sees_some(now: list[float]) -> None:
    told: list[Event] = []
    keeper = HostKeeper(lambda: now[0], lambda answer: None, told.append)
    cameras = {camera_id: CameraSpec(camera_id, "demo", "gate") for camera_id in ("gate", "park", "lift")}
    keeper.keep(Wanted(cameras, {}), needed=True)
    keeper.listen()
    _Process.made[0].waiting += [
        MotionSeen("gate", began=True, at=100.5),
        MotionSeen("park", began=True, at=100.5),
        MotionSeen("lift", began=True, at=100.6),
        MotionSeen("lift", began=False, at=100.9),
    ]
    now[0] = 101.0
    keeper.listen()
    # One that is connected anew is looked at anew.
    keeper.keep(Wanted({**cameras, "park": CameraSpec("park", "demo", "plaza")}, {}), needed=True)
    assert told[4:] == [MotionSeen("park", began=False, at=101.0)]
    now[0] += HOST_SILENT_AFTER_S + 600
    keeper.keep(Wanted(cameras, {}), needed=True)
    assert told[5:] == [MotionSeen("gate", began=False, at=101.0)]

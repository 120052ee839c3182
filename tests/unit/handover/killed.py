"""A handover step by step, in a process that kills itself."""

import os
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

from app.model.handover import Handover, Item
from app.model.words import Words
from tests.fakes.clock import FakeClock
from tests.fakes.room import Room
from tests.unit.handover.shift import EVENING, PIN, agreed, counted, now


def _begin(room: Room) -> None:
    room.handovers.begin().result()


def _say(room: Room) -> None:
    room.handovers.say(now(room).points[0].key, "done at 21:00").result()


def _count(room: Room) -> None:
    counted(room, "outgoing")


def _offer(room: Room) -> None:
    room.handovers.signing.offer("zhou", PIN, now(room).revision).result()


def _check(room: Room) -> None:
    agreed(room)


def _accept(room: Room) -> None:
    room.handovers.signing.accept("night", PIN, now(room).revision).result()


def _paper(room: Room) -> None:
    room.handovers.papers.pdf(_last(room).id, "zh")


def _countersign(room: Room) -> None:
    room.handovers.signing.countersign(_last(room).id, "chen", PIN).result()


_STEPS: dict[str, Callable[[Room], None]] = {
    "begin": _begin,
    "say": _say,
    "count": _count,
    "offer": _offer,
    "check": _check,
    "accept": _accept,
    "paper": _paper,
    "countersign": _countersign,
}


def walk(folder: Path, last: str) -> None:
    room = Room(folder, FakeClock(EVENING))
    room.handovers.lists.save_item(Item("keys", Words("门禁钥匙", "Gate keys"), 6, 0)).result()
    room.handovers.lists.save_item(Item("radios", Words("对讲机", "Radios"), 4, 1)).result()
    for person_id in ("zhou", "night", "chen"):
        room.access.set_pin(person_id, PIN).result()
        room.access.sign_in(person_id, PIN).result()
    for name, step in _STEPS.items():
        step(room)
        if name == last:
            os.kill(os.getpid(), signal.SIGKILL)


def left_by(folder: Path) -> Room:
    """What a start after the kill finds."""
    room = Room(folder, FakeClock(EVENING), furnished=True)
    room.access.sign_in("zhou", PIN).result()
    return room


def go_on(room: Room, steps: Iterable[str]) -> Handover:
    for name in steps:
        _STEPS[name](room)
    return room.handovers.get(_last(room).id)


def _last(room: Room) -> Handover:
    return room.handovers.earlier(1)[0]

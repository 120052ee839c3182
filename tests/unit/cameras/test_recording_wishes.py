"""What a host is told of recording, and who hears what hosts tell."""

import threading

from app.cameras.console.events import CameraEvents
from app.cameras.console.host import Wanted, _differences
from app.cameras.protocol import (
    CameraSpec,
    EndKeep,
    Event,
    Keep,
    KnowView,
    MotionSeen,
    Record,
    Unwatch,
    Watch,
)

GATE = CameraSpec("gate", "demo", "gate")
WATCHED = {"gate": GATE}
RECORD = Record("gate", "/data/recordings")
KEEP = Keep("gate", "incident-1", "/data/recordings")
NOTHING = Wanted({}, {})
ALL = Wanted(WATCHED, {}, {"gate": RECORD}, {("gate", "incident-1"): KEEP})


def test_a_new_host_is_told_everything_again() -> None:
    assert list(_differences(NOTHING, ALL)) == [Watch(GATE), RECORD, KEEP]
    assert list(_differences(ALL, ALL)) == []


def test_recording_begins_and_ends_without_connecting_anew() -> None:
    watched = Wanted(WATCHED, {})
    assert list(_differences(watched, ALL)) == [RECORD, KEEP]
    assert list(_differences(ALL, watched)) == [Record("gate", ""), EndKeep("gate", "incident-1")]


def test_a_camera_that_is_edited_goes_on_recording() -> None:
    edited = CameraSpec("gate", "demo", "plaza")
    after = Wanted({"gate": edited}, {}, ALL.record, ALL.keep)
    assert list(_differences(ALL, after)) == [Watch(edited), RECORD, KEEP]


def test_what_a_camera_usually_shows_follows_its_connection_and_is_not_told_again() -> None:
    view = KnowView("gate", (640, 360), b"view", moved=False, at=1.0)
    newer = KnowView("gate", (640, 360), b"newer", moved=True, at=2.0)
    knows, knows_newer = (Wanted(WATCHED, {}, views={("gate", each.size): each}) for each in (view, newer))
    assert list(_differences(NOTHING, knows)) == [Watch(GATE), view]
    assert list(_differences(knows, knows_newer)) == []
    assert list(_differences(NOTHING, knows_newer)) == [Watch(GATE), newer]


def test_a_camera_that_goes_needs_no_further_word() -> None:
    assert list(_differences(ALL, NOTHING)) == [Unwatch("gate")]


def test_a_listener_that_fails_does_not_end_the_others() -> None:
    faults: list[BaseException] = []
    heard: list[Event] = []
    done = threading.Event()

    def fail(event: Event) -> None:
        raise ValueError("listener")

    def hear(event: Event) -> None:
        heard.append(event)
        if len(heard) == 2:
            done.set()

    events = CameraEvents(faults.append)
    events.subscribe(fail)
    unsubscribe = events.subscribe(hear)
    events.start()
    seen = [MotionSeen("gate", began, 1.0) for began in (True, False)]
    for event in seen:
        events.put(event)
    assert done.wait(5)
    unsubscribe()
    events.put(seen[0])
    events.stop(5)
    assert heard == seen
    assert [type(fault) for fault in faults] == [ValueError] * 3

"""A clip that somebody keeps goes on after a crash of the console, until they end it or it is forgotten."""

from app.recording.rules import KEEP_LONGEST_S
from tests.unit.recording.recording_room import RecordingRoom


def test_a_clip_kept_by_hand_goes_on_after_a_crash(room: RecordingRoom) -> None:
    over, kept = room.recording.keep("c0"), room.recording.keep("c1")
    room.recording.end_keep("c0", over)
    room.recording.recall("c2")
    room.settle()
    room.wall.kept.clear()
    room.reopen()
    room.tick()
    assert room.wall.kept == [("c1", kept)]
    assert room.recording.kept_now() == {"c1": kept}
    room.tick()
    assert room.wall.kept == [("c1", kept)]
    room.recording.end_keep("c1", kept)
    room.settle()
    assert room.wall.kept == []
    assert room.kinds().count("keep_begun") == room.kinds().count("keep_ended") == 2


def test_one_that_was_left_for_too_long_is_ended_and_that_is_told(room: RecordingRoom) -> None:
    room.recording.keep("c0")
    room.settle()
    room.wall.kept.clear()
    room.reopen()
    room.tick(KEEP_LONGEST_S + 1)
    assert room.wall.kept == []
    assert room.kinds().count("keep_ended") == 1


def test_those_of_incidents_are_not_taken_for_clips_by_hand(room: RecordingRoom) -> None:
    incident = room.incidents.press().result()
    room.tick()
    room.incidents.stand_down(incident.id).result()
    room.wall.kept.clear()
    room.reopen()
    room.tick()
    assert room.wall.kept == []
    assert room.recording.kept_now() == {}

"""Evidence is given up by a person who is signed in and says why; nothing else ever does it."""

from datetime import timedelta

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound
from tests.unit.recording.recording_room import RecordingRoom


def test_evidence_is_told_by_clip_and_handed_over_recordings_by_camera_and_day(room: RecordingRoom) -> None:
    incident = room.incidents.press().result()
    now = room.clock.now()
    for camera_id in ("c0", "c1"):
        room.tell(room.lay(camera_id, now, keep_id=incident.id))
    room.tell(room.lay("c0", now - timedelta(minutes=5), keep_id="k1"))
    plain = [room.lay("c2", now - timedelta(hours=2) + n * timedelta(minutes=1)) for n in range(2)]
    for name in plain:
        room.tell(name)
    room.recording.protect([name.id for name in plain], "police").result()
    found = room.recording.evidence()
    assert [(each.keep_id, each.camera_ids, each.files, each.size) for each in found] == [
        (incident.id, ("c0", "c1"), 2, 2000),
        ("k1", ("c0",), 1, 1000),
        ("", ("c2",), 2, 2000),
    ]
    assert found[2].day == now.date().isoformat()
    room.sign_in()
    room.recording.release([found[2]], "given back").result()
    assert [each.keep_id for each in room.recording.evidence()] == [incident.id, "k1"]


def test_a_release_needs_a_person_and_a_reason_and_is_journaled(room: RecordingRoom) -> None:
    room.tell(room.lay("c0", room.clock.now(), keep_id="k1"))
    evidence = room.recording.evidence()
    with pytest.raises(NotAllowed):
        room.recording.release(evidence, "not needed")
    room.sign_in()
    with pytest.raises(InvalidInput):
        room.recording.release(evidence, "  ")
    room.recording.release(evidence, "not needed").result()
    assert room.recording.evidence() == []
    assert [segment.protected for segment in room.segments()] == [False]
    (entry,) = room.journal.latest(1)
    assert entry.draft.kind == "evidence_released"
    assert entry.draft.actor.person_id == "zhou"
    assert (entry.draft.data["keep"], entry.draft.data["count"], entry.draft.data["reason"]) == (
        "k1",
        "1",
        "not needed",
    )
    with pytest.raises(NotFound):
        room.recording.release(evidence, "again").result()


def test_what_is_still_being_kept_is_not_released(room: RecordingRoom) -> None:
    incident = room.incidents.press().result()
    keep_id = room.recording.keep("c1")
    room.tell(room.lay("c0", room.clock.now(), keep_id=incident.id))
    room.tell(room.lay("c1", room.clock.now(), keep_id=keep_id))
    room.sign_in()
    for each in room.recording.evidence():
        with pytest.raises(NotAllowed) as refused:
            room.recording.release([each], "too early").result()
        assert refused.value.code == "still_kept"
    assert len(room.recording.evidence()) == 2


def test_released_recordings_go_by_days_and_stay_released_when_the_index_is_lost(room: RecordingRoom) -> None:
    old = room.lay("c0", room.clock.now() - timedelta(days=40), keep_id="k1")
    young = room.lay("c0", room.clock.now(), keep_id="k2")
    handed_over = room.lay("c0", room.clock.now() + timedelta(minutes=2))
    for name in (old, young, handed_over):
        room.tell(name)
    room.recording.protect([handed_over.id], "police").result()
    room.sign_in()
    room.recording.release(room.recording.evidence(), "over").result()
    room.tick(61)
    assert {segment.id for segment in room.segments()} == {young.id, handed_over.id}
    room.database.write(lambda tx: tx.recordings._database.execute("DELETE FROM segment")).result()
    room.reopen()
    room.tick()
    room.tick()
    assert {segment.id: segment.protected for segment in room.segments()} == {
        young.id: False,
        handed_over.id: False,
    }

"""The recorded shift that handover, review, figures and exports are tested with holds what a shift holds."""

from collections import Counter
from pathlib import Path

from app.model.journal import NOTE_KINDS
from tests.fakes.demo_shift import BEGINS, ENDS, open_shift

_HAPPENS = {
    "signed_in", "sign_in_refused", "clocked_on", "clocked_off", "camera_lost", "camera_back", "health_began",
    "health_ended", "incident_opened", "incident_false_alarm", "incident_stood_down", "tier_called",
    "tier_acknowledged", "tier_missed", "call_acknowledged", "call_arrived", "turned_out", "clock_missed",
    "reported_by_phone", "report_sent", "tour_begun", "tour_step_seen", "tour_step_missed", "tour_finished",
    "proof_failed", "proof_passed", "message_delivered", "message_delayed", "amendment", "picture_kept", "handover_missed",
    "handover_offered", "handover_accepted",
}  # fmt: skip


def test_everything_that_a_shift_holds_has_happened_through_the_services(shift_folder: Path) -> None:
    room = open_shift(shift_folder)
    kinds = Counter(room.kinds())
    assert kinds.keys() >= _HAPPENS
    assert sum(kinds[kind] for kind in NOTE_KINDS) >= 150
    incidents = room.incidents.recent()
    assert [incident.drill for incident in incidents].count(True) == 1
    assert len(incidents) == 4
    assert not room.incidents.running()
    assert room.faults == []
    assert room.journal.verify().ok
    room.close()


def test_pictures_and_recordings_are_really_there(shift_folder: Path) -> None:
    room = open_shift(shift_folder)
    found = room.services.evidence.recordings.segments("lpg", BEGINS, ENDS)
    assert len(found) == 8
    assert all(room.services.evidence.recordings.path_of(each).stat().st_size for each in found)
    kept = room.journal.latest(200, kinds=("picture_kept",))
    assert len(kept) == 4 * len(room.site.cameras())
    assert all(room.media.find(entry.draft.media[0]) for entry in kept)
    room.close()


def test_planned_and_clocked_differ(shift_folder: Path) -> None:
    room = open_shift(shift_folder)
    states = {one.duty.shift.person_id: one.state for one in room.roster.clocking.attendance(BEGINS, ENDS)}
    assert states["jiang"] == "late"
    assert states["liu"] == "left_early"
    assert states["zhou"] == "done"
    room.close()

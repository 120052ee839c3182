"""What is made of an incident afterwards: its time line, what was late, conclusions and measures."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.model.incident import Incident
from app.model.journal import Draft
from app.model.message import QUEUED, SENT, Message
from app.model.recording import Segment
from app.reports.timeline import Clip, clips
from app.storage.transaction import Transaction
from tests.fakes.room import Room
from tests.unit.reports.conftest import tick

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def over(room: Room, incident: Incident) -> Incident:
    """A fire that went badly: late on scene, one step done late, one never, nobody told by phone."""
    patrol = next(call for call in incident.calls if call.role == "patrol")
    room.incidents.acknowledge(patrol.id).result()
    room.journal.add("二楼有烟").result()
    room.clock.advance(minutes=6)
    tick(room)
    room.incidents.arrive(patrol.id).result()
    room.incidents.tick_step(incident.id, 0).result()
    room.clock.advance(minutes=10)
    tick(room)
    room.incidents.stand_down(incident.id, "灭了").result()
    tick(room)
    closed = room.incidents.get(incident.id)
    assert closed is not None
    return closed


def segment(camera: str, begin: float, end: float) -> Segment:
    since, until = START + timedelta(seconds=begin), START + timedelta(seconds=end)
    return Segment(f"{camera}{begin}", camera, f"{camera}{begin}.mp4", since, until, 1, keep_id="i")


def test_what_was_late_and_what_was_never_done_is_found(room: Room, over: Incident) -> None:
    found = room.reviews.look(over.id).findings
    said = [
        (one.code, one.due.stage if one.due else one.step if one.step >= 0 else one.person_id)
        for one in found
    ]
    assert said == [
        ("due_late", "turn_out"),
        ("due_never", "phone"),
        ("step_never", 1),
        ("never_confirmed", "zhou"),
        ("never_confirmed", "chen"),
        ("never_confirmed", "zhao"),
        ("message_not_out", "liu"),
    ]
    assert found[0].over_s == 60


def test_results_stand_against_their_targets(room: Room, over: Incident) -> None:
    told = [(one.stage, one.target_s, one.took_s, one.late) for one in room.reviews.results(over)]
    assert told == [
        ("acknowledge", 120, 0, False),
        ("turn_out", 300, 360, True),
        ("phone", 900, None, True),
    ]


def test_results_follow_what_was_corrected(room: Room, incident: Incident) -> None:
    patrol = next(call for call in incident.calls if call.role == "patrol")
    room.incidents.arrive(patrol.id).result()
    at = room.clock.now()
    tick(room)
    room.clock.advance(minutes=7)
    room.withdrawals.arrival(patrol.id, at).result()
    tick(room)
    missed = room.journal.latest(10, kinds=("clock_missed",))
    assert [one.draft.data["stage"] for one in reversed(missed)] == ["acknowledge", "turn_out"]
    room.clock.advance(minutes=1)
    room.incidents.arrive(patrol.id).result()
    tick(room)
    room.incidents.stand_down(incident.id).result()
    told = {one.stage: (one.took_s, one.late) for one in room.reviews.results(incident)}
    assert (told["acknowledge"], told["turn_out"]) == ((480, True), (480, True))
    items = [item for item in room.reviews.look(incident.id).items if item.entry is not None]
    struck = [item.entry.draft.kind for item in items if item.corrections and item.entry]
    assert struck == ["call_acknowledged", "tier_acknowledged", "call_arrived", "turned_out"]


def test_the_time_line_has_each_message_once_and_pictures_together(room: Room, incident: Incident) -> None:
    room.journal.add("二楼有烟").result()
    for camera in ("c1", "c2"):
        draft = Draft("picture_kept", camera_id=camera, incident_id=incident.id, media=("0" * 64,))
        room.database.write(lambda tx, draft=draft: tx.journal.append(draft)).result()
    room.clock.advance(seconds=5)
    clip = replace(segment("c1", -30, 20), keep_id=incident.id)
    room.database.write(lambda tx: tx.recordings.add(clip)).result()
    message = next(iter(room.database.read(lambda r: r.outbox.for_incident(incident.id))))
    assert message.state == QUEUED

    def sent(transaction: Transaction) -> None:
        transaction.outbox.save(replace(message, state=SENT, updated_at=room.clock.now()))
        draft = Draft("message_sent", incident_id=incident.id, data={"person": message.person_id})
        transaction.journal.append(draft)

    room.database.write(sent).result()
    items = room.reviews.look(incident.id).items
    kinds = [item.entry.draft.kind for item in items if item.entry]
    assert "message_sent" not in kinds
    assert "note" in kinds, "written meanwhile, though nobody said to which incident it belongs"
    assert [len(item.pictures) for item in items if item.pictures] == [2]
    assert [item.message.state for item in items if item.message and item.message.id == message.id] == [SENT]
    assert [item.clip.camera_id for item in items if item.clip] == ["c1"]
    assert [item.at for item in items] == sorted(item.at for item in items)


def test_files_that_follow_each_other_are_one_clip() -> None:
    files = [segment("c1", 0, 60), segment("c1", 60.5, 120), segment("c1", 200, 260), segment("c2", 260, 300)]
    assert clips(files) == [
        Clip("c1", START, START + timedelta(seconds=120)),
        Clip("c1", START + timedelta(seconds=200), START + timedelta(seconds=260)),
        Clip("c2", START + timedelta(seconds=260), START + timedelta(seconds=300)),
    ]


def test_conclusions_keep_every_wording_in_the_log_and_a_draft_survives(room: Room, over: Incident) -> None:
    room.reviews.keep_draft(over.id, "门禁").result()
    room.reopen()
    assert room.reviews.look(over.id).review.draft == "门禁"
    room.reviews.conclude(over.id, "门禁打不开").result()
    room.reviews.conclude(over.id, "门禁断电打不开").result()
    assert room.reviews.look(over.id).review.conclusions == "门禁断电打不开"
    said = [entry.draft.text for entry in room.journal.latest(10, kinds=("review_saved",))]
    assert said == ["门禁断电打不开", "门禁打不开"]


def test_a_measure_is_open_until_somebody_says_that_it_is_done(room: Room, over: Incident) -> None:
    room.reviews.decide(over.id, "换门禁电池", "chen", "2026-12-01").result()
    room.reviews.decide(over.id, "补训", "liu", "2026-11-25").result()
    assert [one.text for one in room.reviews.open_measures()] == ["补训", "换门禁电池"]
    (first, _) = room.reviews.open_measures()
    room.reviews.finish(first.id, "已补训").result()
    assert [one.text for one in room.reviews.open_measures()] == ["换门禁电池"]
    with pytest.raises(NotAllowed):
        room.reviews.finish(first.id).result()
    done = room.journal.latest(1, kinds=("measure_done",))[0]
    assert (done.draft.text, done.draft.data["outcome"]) == ("补训", "已补训")


@pytest.mark.parametrize(
    ("text", "owner", "due", "reason"),
    [
        (" ", "chen", "2026-12-01", "text_empty"),
        ("x", "nobody", "2026-12-01", "no_person"),
        ("x", "chen", "2026-13-01", "date_form"),
    ],
)
def test_a_measure_without_owner_or_day_is_none(
    room: Room, over: Incident, text: str, owner: str, due: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        room.reviews.decide(over.id, text, owner, due).result()
    assert refused.value.values["reason"] == reason
    assert room.reviews.open_measures() == []


def test_only_somebody_signed_in_reviews(room: Room, over: Incident) -> None:
    room.access.set_pin("zhou", "1234").result()
    with pytest.raises(NotAllowed):
        room.reviews.conclude(over.id, "x")
    with pytest.raises(NotAllowed):
        room.reviews.decide(over.id, "x", "chen", "2026-12-01")


def test_a_drill_stands_beside_those_before_it(room: Room) -> None:
    drills = []
    for minutes in (1, 3, 2):
        drill = room.incidents.press(kind="fire", place_id="lpg", drill=True).result()
        tick(room)
        room.clock.advance(minutes=minutes)
        patrol = next(call for call in drill.calls if call.role == "patrol")
        room.incidents.arrive(patrol.id).result()
        tick(room)
        room.incidents.stand_down(drill.id).result()
        tick(room)
        drills.append(drill)
        room.clock.advance(minutes=60)
    room.incidents.press(kind="fire", place_id="lpg").result()
    last = room.incidents.get(drills[-1].id)
    assert last is not None
    told = [
        (drill.id, [one.took_s for one in got if one.stage == "turn_out"])
        for drill, got in room.reviews.last_drills(last)
    ]
    assert told == [(drills[0].id, [60]), (drills[1].id, [180]), (drills[2].id, [120])]
    assert len(room.reviews.last_drills(last, limit=2)) == 2


def test_a_message_that_never_got_out_is_a_finding(room: Room, over: Incident) -> None:
    now = room.clock.now()
    failed = Message("m", "k", over.id, "zhao", "mail", "", "", "failed", 3, now, now, now)
    room.database.write(lambda tx: (tx.outbox.add(failed), tx.touch_quietly("message"))).result()
    found = room.reviews.look(over.id).findings
    # Who was there without a channel was not told either that it is over.
    assert [one.person_id for one in found if one.code == "message_not_out"] == ["liu", "zhao"]

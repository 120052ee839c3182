"""Everybody who was called hears that it is over: by message, or by a telephone call that is asked for until it is made."""

from dataclasses import replace

import pytest

from app.core.errors import NotAllowed, NotFound
from app.model.incident import Call, Incident
from app.model.message import BY_HAND, DELIVERED, EXPIRED, FAILED, QUEUED, REPLACED, SENT, Message
from app.notify.by_hand import note_call_by_hand, note_report_not_reached
from app.notify.rules import has_news, purpose_of, topic_of, untold_end
from app.reports.content import FORMS
from app.reports.messages import report_id_of
from tests.fakes.room import Room


@pytest.fixture
def incident(room: Room) -> Incident:
    return room.incidents.press(kind="fire").result()


def messages(room: Room, incident: Incident, person_id: str) -> list[Message]:
    return room.database.read(lambda reader: reader.outbox.to_person(incident.id, person_id))


def call_of(incident: Incident, person_id: str) -> Call:
    return next(call for call in incident.calls if call.person_id == person_id)


def dial(room: Room, call: Call, *, reached: bool) -> None:
    room.database.write(
        lambda tx: note_call_by_hand(tx, call.id, room.access.actor(), reached=reached)
    ).result()


def test_who_turned_out_on_a_telephone_call_is_asked_to_be_dialled(room: Room, incident: Incident) -> None:
    patrol = call_of(incident, "liu")
    assert not patrol.reachable
    dial(room, patrol, reached=True)
    room.incidents.false_alarm(incident.id, "").result()
    untold = untold_end(messages(room, incident, "liu"))
    assert untold is not None
    assert (untold.state, untold.error, untold.channel_id) == (FAILED, "no_channel", "")
    assert "误报" in untold.title
    assert room.kinds().count("no_channel") == 2, "once for the call, once for its end"
    dial(room, patrol, reached=False)
    assert untold_end(messages(room, incident, "liu")) is not None
    dial(room, patrol, reached=True)
    assert untold_end(messages(room, incident, "liu")) is None
    by_hand = [one for one in messages(room, incident, "liu") if one.channel_id == BY_HAND]
    assert [(purpose_of(one), one.state) for one in by_hand] == [
        ("emergency", DELIVERED),
        ("false_alarm", FAILED),
        ("false_alarm", DELIVERED),
    ]
    with pytest.raises(NotAllowed):
        dial(room, patrol, reached=True)


def test_who_never_heard_of_it_need_not_hear_that_it_is_over(room: Room, incident: Incident) -> None:
    dial(room, call_of(incident, "liu"), reached=False)
    room.incidents.stand_down(incident.id, "").result()
    assert untold_end(messages(room, incident, "liu")) is None


def test_a_confirmation_over_the_desk_is_hearing_of_it(room: Room, incident: Incident) -> None:
    room.incidents.acknowledge(call_of(incident, "liu").id).result()
    room.incidents.stand_down(incident.id, "").result()
    assert untold_end(messages(room, incident, "liu")) is not None


def test_one_that_was_opened_again_ends_a_second_time_for_everybody(room: Room, incident: Incident) -> None:
    room.incidents.stand_down(incident.id, "").result()
    room.incidents.reopen(incident.id, "").result()
    room.clock.advance(seconds=60)
    room.incidents.stand_down(incident.id, "").result()
    ends = [one for one in messages(room, incident, "chen") if purpose_of(one) == "stood_down"]
    assert len(ends) == len({topic_of(one) for one in ends}) == 2


def test_the_end_is_dialled_for_once_its_message_fails_and_until_one_gets_through(
    room: Room, incident: Incident
) -> None:
    room.incidents.stand_down(incident.id, "").result()
    end = messages(room, incident, "chen")[-1]
    for state, error, asks in (
        (QUEUED, "", False),
        (QUEUED, "service_refused", True),
        (FAILED, "no_address", True),
        (SENT, "", False),
        (EXPIRED, "too_late", False),
    ):
        assert (untold_end([replace(end, state=state, error=error)]) is not None) is asks
    failed, other = replace(end, state=FAILED), replace(end, id="m2", channel_id="mail", state=SENT)
    assert untold_end([failed, other]) is None
    assert untold_end([]) is None


def test_a_call_by_hand_confirms_no_report(room: Room, incident: Incident) -> None:
    call, now = call_of(incident, "chen"), room.clock.now()
    report = Message(
        "r",
        f"{incident.id}:chen:mail:report:1",
        incident.id,
        "chen",
        "mail",
        "",
        "",
        FAILED,
        1,
        now,
        now,
        now,
    )
    failed = replace(messages(room, incident, "chen")[0], state=FAILED)
    room.database.write(lambda tx: (tx.outbox.add(report), tx.outbox.save(failed))).result()
    dial(room, call, reached=True)
    states = {one.id: one.state for one in messages(room, incident, "chen")}
    assert (states["r"], states[failed.id]) == (FAILED, REPLACED)
    assert not has_news([report])


def test_a_report_nobody_answered_for_is_kept_as_dialled(room: Room, incident: Incident) -> None:
    room.clock.advance(seconds=60)
    draft = room.reports.begin(incident.id, "initial")
    content = {item.name: draft.content.get(item.name) or "无" for item in FORMS["initial"]}
    report = room.reports.send(replace(draft, content=content, people=("zhao",))).result()
    actor = room.access.actor()
    room.database.write(lambda tx: note_report_not_reached(tx, report.id, "zhao", actor)).result()
    dialled = messages(room, incident, "zhao")[-1]
    assert (dialled.channel_id, dialled.state, dialled.title) == (BY_HAND, FAILED, "8555 0110")
    assert report_id_of(dialled) == report.id
    assert room.kinds().count("called_not_reached") == 1
    with pytest.raises(NotFound):
        room.database.write(lambda tx: note_report_not_reached(tx, "x", "zhao", actor)).result()


def test_the_review_tells_a_call_by_hand_once(room: Room, incident: Incident) -> None:
    dial(room, call_of(incident, "liu"), reached=True)
    items = room.reviews.look(incident.id).items
    told = [item for item in items if item.entry is not None and item.entry.draft.kind == "called_reached"]
    assert len(told) == 1
    assert not [item for item in items if item.message is not None and item.message.channel_id == BY_HAND]

"""What comes back from telephones: deliveries and answers, each counted for the right person once."""

from dataclasses import replace

import pytest

from app.incidents.call_codes import call_codes
from app.model.incident import Incident
from app.model.message import DELIVERED, FAILED, QUEUED, SENT, Message, ModemState
from app.notify.incoming import Answer, take_answer, take_report
from app.notify.outcomes import take_due, write_outcome
from app.notify.rules import ModemWatch, Outcome, after_report
from app.reports.content import FORMS
from app.storage.transaction import Transaction
from tests.fakes.room import PEOPLE, Room

ZHOU = "13800138001"


@pytest.fixture
def fire(room: Room) -> Incident:
    def give_mobiles(transaction: Transaction) -> None:
        for number, person in enumerate(PEOPLE, start=1):
            transaction.site.save_person(replace(person, phones=(*person.phones, f"1380013800{number}")))
        transaction.touch_quietly("person")

    room.database.write(give_mobiles).result()
    return room.incidents.press(kind="fire").result()


def sent_to(room: Room, person: str, reference: str) -> Message:
    taken = room.database.write(lambda tx: take_due(tx, {}, {})).result()
    message = next(outgoing.message for outgoing in taken if outgoing.message.person_id == person)
    room.database.write(lambda tx: write_outcome(tx, message.id, Outcome(SENT, reference=reference))).result()
    return message


def stored(room: Room, message: Message) -> Message:
    found = room.database.read(lambda reader: reader.outbox.get(message.id))
    assert found is not None
    return found


def report(room: Room, reference: int, phone: str = f"+86{ZHOU}", status: int = 0) -> None:
    room.database.write(lambda tx: take_report(tx, reference, phone, status)).result()


def answer(room: Room, text: str, phone: str = f"+86{ZHOU}", key: str = "k1") -> Answer | None:
    return room.database.write(lambda tx: take_answer(tx, key, phone, text, "")).result()


def test_a_message_is_delivered_when_every_part_is(room: Room, fire: Incident) -> None:
    message = sent_to(room, "zhou", "17 18")
    report(room, 18)
    assert stored(room, message).state == SENT
    report(room, 18)
    report(room, 17)
    assert stored(room, message).state == DELIVERED
    assert room.kinds().count("message_delivered") == 1


def test_a_report_of_another_telephone_or_number_changes_nothing(room: Room, fire: Incident) -> None:
    message = sent_to(room, "zhou", "17")
    report(room, 17, phone="+8613800138002")
    report(room, 99)
    assert stored(room, message).state == SENT


def test_what_the_network_could_not_deliver_has_failed_and_the_next_channel_is_used(
    room: Room, fire: Incident
) -> None:
    message = sent_to(room, "chen", "17")
    report(room, 17, phone="13800138002", status=0x30)
    assert stored(room, message).state == SENT, "the network is still trying"
    report(room, 17, phone="13800138002", status=0x46)
    assert (stored(room, message).state, stored(room, message).error) == (FAILED, "not_delivered")
    channels = room.database.read(lambda reader: reader.outbox.to_person(fire.id, "chen"))
    assert [one.state for one in channels if one.channel_id == "mail"] == [QUEUED]


def test_a_report_says_nothing_of_what_was_not_sent(room: Room, fire: Incident) -> None:
    message = sent_to(room, "zhou", "17")
    for state in (QUEUED, FAILED, DELIVERED):
        other = replace(stored(room, message), state=state)
        assert after_report(other, 17, 0, room.clock.now()) == other


@pytest.mark.parametrize("text", ["1", "收到，马上到", "OK"])
def test_an_answer_of_a_called_person_confirms_their_call(text: str, room: Room, fire: Incident) -> None:
    found = answer(room, text)
    assert found is not None
    assert (found.person.id, found.call.incident_id) == ("zhou", fire.id)
    entry = room.journal.latest(1)[0].draft
    assert (entry.kind, entry.text, entry.incident_id) == ("sms_received", text, fire.id)
    assert entry.data["person"] == "zhou"
    source = found.source("+86")
    assert (source.actor.person_id, source.path) == ("zhou", "sms")


def test_the_code_of_the_call_confirms_and_a_code_of_another_does_not(room: Room, fire: Incident) -> None:
    codes = call_codes(call.id for call in fire.calls)
    own, other = (next(c.id for c in fire.calls if c.person_id == who) for who in ("zhou", "chen"))
    assert answer(room, codes[own], key="a") is not None
    assert answer(room, codes[other], key="b") is None


def test_the_newest_running_incident_counts_and_one_not_confirmed_yet_before_others(
    room: Room, fire: Incident
) -> None:
    room.clock.advance(minutes=1)
    second = room.incidents.press().result()
    found = answer(room, "1", key="a")
    assert found is not None
    assert found.call.incident_id == second.id
    room.incidents.acknowledge(found.call.id).result()
    found = answer(room, "1", key="b")
    assert found is not None
    assert found.call.incident_id == fire.id


def test_other_words_and_strangers_become_an_entry_and_nothing_more(room: Room, fire: Incident) -> None:
    assert answer(room, "哪里着火？", key="a") is None
    assert answer(room, "1", phone="10086", key="b") is None
    entries = [entry.draft for entry in room.journal.latest(2)]
    assert [(entry.text, entry.data["person"], entry.data["phone"]) for entry in entries] == [
        ("1", "", "10086"),
        ("哪里着火？", "zhou", f"+86{ZHOU}"),
    ]


def test_after_the_end_an_answer_is_only_entered(room: Room, fire: Incident) -> None:
    room.incidents.stand_down(fire.id).result()
    assert answer(room, "1") is None
    assert room.journal.latest(1)[0].draft.incident_id == ""


def test_what_is_told_again_after_a_crash_is_entered_once_and_still_counts(
    room: Room, fire: Incident
) -> None:
    assert answer(room, "1") is not None
    assert answer(room, "1") is not None
    assert room.kinds().count("sms_received") == 1


def test_a_modem_that_is_lost_is_told_once_it_lasts_and_once_when_it_is_back() -> None:
    watch = ModemWatch(ModemState("ttyUSB0"), 0.0)
    gone, ready = ModemState("ttyUSB0", "modem_gone"), ModemState("ttyUSB0", "")
    told = []
    for now, state in (
        (1, ready),
        (5, gone),
        (10, ready),
        (15, gone),
        (30, gone),
        (36, gone),
        (40, gone),
        (50, ready),
        (51, ready),
    ):
        watch.see(state, now)
        told.append(watch.news(now))
    assert told == ["", "", "", "", "", "modem_lost", "", "modem_back", ""]


def test_who_has_confirmed_the_call_answers_the_report(room: Room, fire: Incident) -> None:
    """The same telephone may have been called and have got a report: `1` counts for the call first."""
    assert answer(room, "1", key="k1") is not None
    call = next(call for call in fire.calls if call.person_id == "zhou")
    room.incidents.acknowledge(call.id).result()
    content = {item.name: "无" for item in FORMS["initial"]}
    content |= {"received_at": "2026-11-23 14:00", "occurred_at": "2026-11-23 14:00"}
    draft = replace(room.reports.begin(fire.id, "initial"), people=("zhou",), content=content)
    room.reports.send(draft).result()
    told = answer(room, "1", key="k2")
    assert told is not None, "who was only marked as confirmed has answered now"
    room.incidents.acknowledge(told.call.id, told.source("13800138001")).result()
    assert answer(room, "1", key="k3") is None
    (receipt,) = room.reports.receipts(fire.id)
    assert (receipt.person_id, receipt.path) == ("zhou", "message")

"""Channels that go through a modem: the console's outbox, the modem's real process, a simulated modem on a pty."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.model.incident import Incident
from app.model.message import ACKNOWLEDGED, DELIVERED, FAILED, SENT, Message
from app.model.site import Channel
from app.model.words import Words
from app.storage.transaction import Transaction
from tests.fakes.modem import FakeModem
from tests.fakes.receiver import Receiver
from tests.notify.test_outbox import Outbox

ZHOU = "13800138001"
WAYS = {"zhou": ("sms", "voice"), "chen": ("voice",), "liu": ("sms",), "zhao": ("mail",), "night": ()}


class Duty(Outbox):
    """Everybody has a mobile; who is reached by which way stands in `WAYS`."""

    def __init__(self, folder: Path, receiver: Receiver, modem: FakeModem) -> None:
        super().__init__(folder, receiver)
        self.secrets.put("channel:sms", modem.url)
        self.secrets.put("channel:voice", modem.url.replace("gsm-sms", "gsm-call") + "?ring=10")
        self.room.database.write(_furnish).result()

    def to(self, incident: Incident, person: str) -> dict[str, Message]:
        stored = self.room.database.read(lambda reader: reader.outbox.to_person(incident.id, person))
        return {message.channel_id: message for message in stored}

    def states(self, incident: Incident, person: str) -> dict[str, str]:
        return {channel: message.state for channel, message in self.to(incident, person).items()}


def _furnish(transaction: Transaction) -> None:
    site = transaction.site
    site.save_channel(Channel("sms", Words("短信", "Short messages"), "gsm-sms"))
    site.save_channel(Channel("voice", Words("电话", "Calls"), "gsm-call"))
    for number, person in enumerate(site.people(), start=1):
        site.save_person(replace(person, phones=(f"1380013800{number}",), channels=WAYS[person.id]))
    transaction.touch_quietly("person", "channel")


@pytest.fixture
def modem(tmp_path: Path) -> Iterator[FakeModem]:
    made = FakeModem(tmp_path)
    made.calls = ["2", "3", "0"]
    yield made
    made.close()


@pytest.fixture
def duty(tmp_path: Path, modem: FakeModem) -> Iterator[Duty]:
    receiver = Receiver()
    made = Duty(tmp_path, receiver, modem)
    yield made
    made.service.stop()
    made.room.close()
    receiver.close()
    assert made.faults == []


def test_a_message_is_sent_delivered_answered_and_confirmed(duty: Duty, modem: FakeModem) -> None:
    duty.service.start()
    fire = duty.incidents.press(kind="fire").result()
    duty.wait(lambda: duty.states(fire, "zhou") == {"sms": SENT})
    phone, text = next(sent for sent in modem.texts() if sent[0] == ZHOU)
    assert "火警" in text
    assert text.endswith(f"回复1确认。[{duty.to(fire, 'zhou')['sms'].id[-6:]}]")
    for reference in duty.to(fire, "zhou")["sms"].reference.split():
        modem.report(int(reference), f"+86{phone}")
    duty.wait(lambda: duty.states(fire, "zhou") == {"sms": DELIVERED})
    modem.receive(f"+86{ZHOU}", "收到，马上到")
    duty.wait(lambda: duty.states(fire, "zhou") == {"sms": ACKNOWLEDGED})
    call = next(call for call in duty.incidents.running()[0].calls if call.person_id == "zhou")
    assert call.acknowledged_at is not None
    entry = next(e.draft for e in duty.room.journal.latest(50) if e.draft.kind == "call_acknowledged")
    assert entry.actor.person_id == "zhou"
    assert (entry.data["path"], entry.data["address"]) == ("sms", f"+86{ZHOU}")
    modem.wait(lambda: not modem.memory)


def test_a_call_that_is_answered_is_delivered_and_the_modem_serves_both_channels(
    duty: Duty, modem: FakeModem
) -> None:
    duty.service.start()
    fire = duty.incidents.press(kind="fire").result()
    duty.wait(lambda: duty.states(fire, "chen") == {"voice": DELIVERED}, timeout=40)
    assert modem.dialled == ["13800138002"]
    assert len(duty.service.dispatcher.senders.pids()) == 3, "one for the modem, one each for mail and phones"


def test_without_the_modem_the_cause_is_told_and_messages_go_out_once_it_is_back(
    duty: Duty, modem: FakeModem
) -> None:
    modem.pull_out()
    duty.service.start()
    fire = duty.incidents.press(kind="fire").result()
    duty.wait(lambda: duty.to(fire, "liu")["sms"].error == "modem_gone")
    duty.wait(lambda: duty.service.modems()[0].cause == "modem_gone")
    modem.plug_in()
    duty.wait(lambda: duty.states(fire, "liu") == {"sms": SENT}, timeout=40)
    assert [phone for phone, _ in modem.texts()].count("13800138003") == 1
    assert duty.service.modems()[0].network == "CHINA MOBILE"


def test_a_killed_process_is_replaced_and_hears_what_came_meanwhile(duty: Duty, modem: FakeModem) -> None:
    duty.service.start()
    fire = duty.incidents.press(kind="fire").result()
    duty.wait(lambda: duty.states(fire, "zhou") == {"sms": SENT})
    duty.wait(lambda: duty.service.modems()[0].cause == "")
    for pid in duty.service.dispatcher.senders.pids():
        os.kill(pid, signal.SIGKILL)
    modem.receive(f"+86{ZHOU}", "1")
    duty.service.dispatcher.wake()
    duty.wait(lambda: duty.states(fire, "zhou") == {"sms": ACKNOWLEDGED}, timeout=40)


def test_who_has_no_mobile_is_not_tried(duty: Duty, modem: FakeModem) -> None:
    def landline(transaction: Transaction) -> None:
        for person in transaction.site.people():
            if person.id == "liu":
                transaction.site.save_person(replace(person, phones=("8555 0103",)))
        transaction.touch_quietly("person")

    duty.room.database.write(landline).result()
    duty.service.start()
    fire = duty.incidents.press(kind="fire").result()
    duty.wait(lambda: duty.states(fire, "liu") == {"sms": FAILED})
    assert duty.to(fire, "liu")["sms"].error == "no_phone"


def test_a_channel_taken_away_lets_the_port_go(duty: Duty, modem: FakeModem) -> None:
    duty.service.start()
    duty.wait(lambda: bool(duty.service.modems()))

    def remove(transaction: Transaction) -> None:
        for channel in ("sms", "voice"):
            transaction.site.remove_channel(channel)
        transaction.touch_quietly("channel")

    duty.room.database.write(remove).result()
    duty.wait(lambda: not duty.service.modems())
    assert duty.service.dispatcher.senders.pids() == []

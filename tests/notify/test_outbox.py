"""Messages through the real sender process and Apprise to a real HTTP receiver on 127.0.0.1."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.clock import SystemClock
from app.core.paths import DataFolder
from app.core.secrets import FileSecrets
from app.incidents.service import IncidentService
from app.model.message import FAILED
from app.notify.rules import Outcome, after_restart, after_try, receipt_mark, started
from app.notify.service import OutboxService
from app.storage.transaction import Transaction
from tests.fakes.receiver import Receiver
from tests.fakes.room import Room


class Outbox:
    """A room whose outbox really sends. The clock is the machine's: another process takes part."""

    def __init__(self, folder: Path, receiver: Receiver) -> None:
        self.room = Room(folder)
        self.room.never_changes_shift()
        self.clock = SystemClock()
        self.room.database._clock = self.clock
        self.faults: list[BaseException] = []
        self.secrets = FileSecrets(folder / "secrets.json")
        for channel in ("phones", "mail"):
            self.secrets.put(f"channel:{channel}", receiver.url)
        self.incidents = IncidentService(
            self.room.database, self.clock, self.room.access.actor, self.room.opened.append
        )
        self.changed = threading.Condition()
        self.room.changes.subscribe(lambda _: self._notify())
        self.service = self.make_service(folder)

    def make_service(self, folder: Path) -> OutboxService:
        return OutboxService(
            self.room.database,
            self.clock,
            self.room.changes,
            self.secrets,
            DataFolder(folder),
            self.faults.append,
            self.room.access.actor,
            self.incidents.acknowledge,
        )

    def wait(self, condition: Callable[[], bool], timeout: float = 20) -> None:
        """Changes of the database wake it; what else the condition asks is looked at in between."""
        until = time.monotonic() + timeout
        with self.changed:
            while not condition():
                assert time.monotonic() < until, self.service.counts()
                self.changed.wait(0.1)

    def _notify(self) -> None:
        with self.changed:
            self.changed.notify_all()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    yield server
    server.close()


@pytest.fixture
def outbox(tmp_path: Path, receiver: Receiver) -> Iterator[Outbox]:
    made = Outbox(tmp_path, receiver)
    yield made
    made.service.stop()
    made.room.close()
    assert made.faults == []


def test_messages_arrive_once_and_are_shown_as_sent(outbox: Outbox, receiver: Receiver) -> None:
    outbox.service.start()
    outbox.incidents.press(kind="fire").result()
    outbox.wait(lambda: outbox.service.counts().get("sent") == outbox_total(outbox))
    assert len(receiver.received) == outbox_total(outbox)
    assert all("火警" in message["title"] for message in receiver.received)


def test_a_refusal_is_shown_and_the_next_channel_is_used(outbox: Outbox, receiver: Receiver) -> None:
    other = Receiver()
    try:
        outbox.secrets.put("channel:mail", other.url)
        receiver.status = 500
        outbox.service.start()
        outbox.incidents.press(kind="fire").result()
        outbox.wait(lambda: any("赵云" in message["message"] for message in other.received))
        outbox.wait(lambda: "message_delayed" in outbox.room.kinds())
        assert outbox.service.counts().get("queued", 0) >= 1
    finally:
        other.close()


def test_a_channel_without_address_fails_at_once_and_says_so(outbox: Outbox) -> None:
    for channel in ("phones", "mail"):
        outbox.secrets.delete(f"channel:{channel}")
    outbox.service.start()
    outbox.incidents.press(kind="fire").result()
    outbox.wait(lambda: outbox.service.counts().get("failed", 0) >= 2)
    assert "message_failed" in outbox.room.kinds()


def test_a_receiver_that_hangs_holds_up_its_own_channel_alone(outbox: Outbox, receiver: Receiver) -> None:
    other = Receiver()
    try:
        outbox.secrets.put("channel:mail", other.url)
        receiver.answering.clear()

        def only_by_mail(transaction: Transaction) -> None:
            for person in transaction.site.people():
                if person.id == "zhao":
                    transaction.site.save_person(replace(person, channels=("mail",)))
            transaction.touch_quietly("person")

        outbox.room.database.write(only_by_mail).result()
        outbox.service.start()
        outbox.incidents.press(kind="fire").result()
        outbox.wait(lambda: any("赵云" in message["message"] for message in other.received), timeout=10)
        assert outbox.service.counts().get("sending", 0) >= 1
    finally:
        receiver.answering.set()
        other.close()


def test_a_stopped_sender_blocks_nobody(outbox: Outbox, receiver: Receiver) -> None:
    outbox.service.start()
    outbox.incidents.press(kind="fire").result()
    outbox.wait(lambda: outbox.service.counts().get("sent") == outbox_total(outbox))
    pids = outbox.service.dispatcher.senders.pids()
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    sender = next(iter(outbox.service.dispatcher.senders._processes.values()))
    for number in range(40):
        sender.send(f"job{number}", {"url": receiver.url, "title": "t", "body": "x" * 10_000})
    for pid in pids:
        os.kill(pid, signal.SIGCONT)


def test_a_sender_that_dies_loses_nothing(outbox: Outbox, receiver: Receiver) -> None:
    receiver.answering.clear()
    outbox.service.start()
    outbox.incidents.press(kind="fire").result()
    receiver.wait_for(1)
    for pid in outbox.service.dispatcher.senders.pids():
        os.kill(pid, signal.SIGKILL)
    receiver.answering.set()
    # Whoever has a second channel got the news there; whoever has none gets it again, marked as a repeat.
    outbox.wait(lambda: outbox.service.counts().keys() <= {"sent", "replaced"})
    assert any("重发" in message["title"] for message in receiver.received)
    for name in ("周敏", "陈国平", "赵云"):
        assert any(name in message["message"] for message in receiver.received), name


def test_what_was_being_sent_at_a_crash_is_sent_again(tmp_path: Path, receiver: Receiver) -> None:
    made = Outbox(tmp_path, receiver)
    made.incidents.press(kind="fire").result()
    made.room.database.write(
        lambda tx: tx.outbox._database.execute("UPDATE outbox SET state = 'sending', attempts = 1")
    ).result()
    made.service.start()
    made.wait(lambda: made.service.counts().get("sent") == outbox_total(made))
    assert "message_interrupted" in made.room.kinds()
    assert all("重发" in message["title"] for message in receiver.received)
    made.service.stop()
    made.room.close()


def test_a_try_that_surely_failed_does_not_make_a_repeat_look_new(outbox: Outbox, receiver: Receiver) -> None:
    outbox.incidents.press(kind="fire").result()
    (message, *_) = outbox.service.for_incident(outbox.incidents.running()[0].id)
    caught = after_restart(started(message, outbox.clock.now()), outbox.clock.now())
    refused = after_try(
        started(caught, outbox.clock.now()), Outcome(FAILED, "service_refused"), message.created_at
    )
    outbox.room.database.write(
        lambda tx: tx.outbox.save(replace(refused, next_try_at=message.created_at))
    ).result()
    outbox.service.start()
    outbox.wait(lambda: outbox.service.counts().get("sent") == outbox_total(outbox))
    repeats = [each["message"] for each in receiver.received if "重发" in each["title"]]
    assert [receipt_mark(message) in text for text in repeats] == [True]


def outbox_total(outbox: Outbox) -> int:
    return sum(outbox.service.counts().values())


def test_a_test_of_each_channel_is_received_as_what_it_is(outbox: Outbox, receiver: Receiver) -> None:
    outbox.service.start()
    outbox.service.test_now("mail").result()
    (received,) = receiver.wait_for(1)
    assert received["title"].startswith("【测试】")
    outbox.wait(lambda: [one.judgement for one in outbox.service.proofs()] == ["untested", "proven"])
    assert [kind for kind in outbox.room.kinds() if kind.startswith("proof")] == [
        "proof_wanted",
        "proof_passed",
    ]
    receiver.status = 500
    outbox.service.test_now("mail").result()
    receiver.wait_for(2)
    assert outbox.service.in_trouble()[0] == 0, "nobody needs a test"


def test_the_process_of_a_channel_is_there_before_its_first_message(outbox: Outbox) -> None:
    """Loading all kinds of services takes half a second, which no emergency has."""
    assert outbox.service.dispatcher.senders.pids() == []
    outbox.service.start()
    outbox.wait(lambda: len(outbox.service.dispatcher.senders.pids()) == 2)


def test_a_simulated_drill_reaches_nobody_and_is_kept_on_this_computer(
    outbox: Outbox, receiver: Receiver, tmp_path: Path
) -> None:
    outbox.service.start()
    played = outbox.incidents.press(kind="fire", drill=True, simulated=True).result()
    outbox.wait(lambda: outbox.service.counts().get("sent") == outbox_total(outbox))
    real = outbox.incidents.press(kind="fire").result()
    outbox.wait(lambda: len(receiver.received) >= len(outbox.service.for_incident(real.id)))
    assert not any("演练" in message["title"] for message in receiver.received)
    kept = (tmp_path / "training-messages.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(kept) == len(outbox.service.for_incident(played.id))
    assert all("【演练】" in line for line in kept)

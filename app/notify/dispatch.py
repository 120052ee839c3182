"""Gets messages out: takes due ones from the database, hands them to senders, writes down what came of each."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from app.core.clock import Clock
from app.core.errors import SecretsUnavailable, StorageUnavailable
from app.core.paths import DataFolder
from app.core.secrets import SecretStore
from app.model.message import FAILED, OUT, UNKNOWN, Message
from app.notify.addresses import Addresses
from app.notify.incoming import Confirm, Incoming
from app.notify.jobs import Outgoing, modem_job, service_job
from app.notify.outcomes import requeue_interrupted, settle, take_due, write_outcome
from app.notify.proving import has_tests_due, send_due_tests
from app.notify.rules import SIMULATED, Outcome, Way, has_room
from app.notify.senders import Senders
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
_HANGING = 2
"""So many times as many sends as a lane takes at a time never ended: its sender is replaced."""
_LOOK_AT_LEAST_EVERY_S = 5.0
_FULL_CHANNEL_S = 0.5
_WARM_AFTER_S = 2.0
"""The window is built first; what is due after a crash has started its sender by then."""


@dataclass(frozen=True, slots=True)
class _Flight:
    way: Way
    deadline: float


class Dispatcher:
    """A thread of its own, and one sender process for each channel: a receiver that hangs holds up its channel alone.

    Channels that go through one modem share its process.

    Args:
        fault: told of what goes wrong beyond a single message.
        confirm: records that a called person has confirmed, by the call's id.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        secrets: SecretStore,
        folder: DataFolder,
        fault: Callable[[BaseException], None],
        confirm: Confirm,
    ) -> None:
        self._database = database
        self._clock = clock
        self._addresses = Addresses(secrets)
        self._fault = fault
        self._media = MediaStore(folder.media)
        training, pins = folder.root / "training-messages.jsonl", folder.root / "refused-pins.json"
        self.senders = Senders(self._addresses, training, pins, self._on_outcome, self._on_told)
        self.incoming = Incoming(database, clock, confirm, self.senders.say, fault)
        self._channels_changed = True
        self._lock = threading.Lock()
        self._in_flight: dict[str, _Flight] = {}
        self._hanging: Counter[str] = Counter()
        self._unwritten: list[tuple[str, Outcome]] = []
        self._requeued = False
        self._tests_at = 0.0
        self._unsettled = True
        self._warm_at = 0.0
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        self._warm_at = self._clock.monotonic() + _WARM_AFTER_S
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=3)
        self.senders.stop()

    def wake(self) -> None:
        """There may be something to send."""
        self._wake.set()

    def settle(self) -> None:
        """Somebody has confirmed, or an incident is over: some messages stand otherwise now."""
        self._unsettled = True
        self._wake.set()

    def learn_channels(self) -> None:
        """Channels have changed."""
        self._channels_changed = True
        self._wake.set()

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._wake.clear()
                self._wake.wait(self._round())
        except BaseException as error:  # a dead outbox must be seen, whatever killed it
            log.exception("the outbox thread died")
            self._fault(error)
            raise

    def _round(self) -> float:
        """Sends what is due; returns the seconds until the next look."""
        try:
            if not self._requeued:
                self._database.write(requeue_interrupted).result()
                self._requeued = True
            self._write_again()
            self._end_overdue()
            self._look_at_channels()
            for outgoing in self._settle_and_take():
                self._hand_over(outgoing)
            self._look_at_tests()
            return self._pause_s()
        except StorageUnavailable:
            # The messages stay queued rows; the disk is watched and shown elsewhere, the next round tries again.
            log.exception("the outbox could not be read or written")
            return _LOOK_AT_LEAST_EVERY_S

    def _settle_and_take(self) -> list[Outgoing]:
        """In one transaction, before all that waits to be written: the first message of an emergency goes out with it."""
        unsettled, self._unsettled = self._unsettled, False
        busy, ways = self._busy(), self.senders.ways
        room = has_room(busy, ways)

        def change(transaction: Transaction) -> list[Outgoing]:
            if unsettled:
                settle(transaction)
            return take_due(transaction, busy, ways) if room else []

        try:
            return self._database.write(change, ahead=True).result() if unsettled or room else []
        except StorageUnavailable:
            self._unsettled = self._unsettled or unsettled
            raise

    def _look_at_tests(self) -> None:
        monotonic, now = self._clock.monotonic(), self._clock.now()
        if monotonic < self._tests_at:
            return
        self._tests_at = monotonic + _LOOK_AT_LEAST_EVERY_S
        if self._database.read(lambda reader: has_tests_due(reader, now)):
            self._database.write(send_due_tests).result()

    def _look_at_channels(self) -> None:
        if self._channels_changed:
            self._channels_changed = False
            self._addresses.forget()
            self.senders.learn(self._database.read(lambda reader: reader.site.channels()))
        self.senders.keep_alive()
        if self._clock.monotonic() >= self._warm_at:
            self.senders.warm_up()
        self.incoming.follow(self.senders.ports)

    def _hand_over(self, outgoing: Outgoing) -> None:
        message = outgoing.message
        if message.simulated:
            self._send(message.id, SIMULATED, service_job(outgoing, f"training://{message.channel_id}"))
            return
        try:
            url = self._addresses.of(message.channel_id)
        except SecretsUnavailable:
            log.exception("the address of channel %s cannot be read", message.channel_id)
            self._write(message.id, Outcome(FAILED, "secrets_unavailable"))
            return
        if url is None:
            self._write(message.id, Outcome(FAILED, "no_address", final=True))
            return
        route = self.senders.route(message.channel_id)
        if route.address is None:
            job: Mapping[str, object] | str = service_job(outgoing, url, self._attachment(message))
        else:
            job = modem_job(outgoing, route.address)
        if isinstance(job, str):
            self._write(message.id, Outcome(FAILED, job, final=True))
            return
        self._send(message.id, route.way, job)

    def _send(self, message_id: str, way: Way, job: Mapping[str, object]) -> None:
        with self._lock:
            self._in_flight[message_id] = _Flight(way, self._clock.monotonic() + way.deadline_s)
        self.senders.send(way.lane, message_id, job)

    def _attachment(self, message: Message) -> str:
        """The path of what goes along; one that has gone or was changed does not hold up the words."""
        if not message.attachment or self._media.fault_of(message.attachment):
            return ""
        return str(self._media.path(message.attachment, ".pdf"))

    def _busy(self) -> Counter[str]:
        with self._lock:
            return Counter(flight.way.lane for flight in self._in_flight.values())

    def _end_overdue(self) -> None:
        now = self._clock.monotonic()
        with self._lock:
            overdue = {key: flight for key, flight in self._in_flight.items() if flight.deadline <= now}
            for message_id in overdue:
                del self._in_flight[message_id]
        for message_id, flight in overdue.items():
            self._write(message_id, Outcome(UNKNOWN, "timeout"))
            self._hanging[flight.way.lane] += 1
            if self._hanging[flight.way.lane] >= _HANGING * flight.way.places:
                log.warning("sends of %s do not end; its sender is replaced", flight.way.lane)
                self._hanging[flight.way.lane] = 0
                self.senders.restart(flight.way.lane)

    def _pause_s(self) -> float:
        now, monotonic = self._clock.now(), self._clock.monotonic()
        with self._lock:
            waits = [flight.deadline - monotonic for flight in self._in_flight.values()]
        due = self._database.read(lambda reader: reader.outbox.next_due_at())
        if due is not None:
            wait = (due - now).total_seconds()
            # What is due and was not taken waits for a place in its channel; an outcome wakes us too.
            waits.append(wait if wait > 0 else _FULL_CHANNEL_S)
        if monotonic < self._warm_at:
            waits.append(self._warm_at - monotonic)
        return min(_LOOK_AT_LEAST_EVERY_S, max(0.02, min(waits, default=_LOOK_AT_LEAST_EVERY_S)))

    def _on_outcome(self, message_id: str, outcome: Outcome) -> None:
        with self._lock:
            flight = self._in_flight.pop(message_id, None)
        if flight is None and outcome.state not in OUT:
            # Given up before; only the news that it did go out still matters.
            return
        self._write(message_id, outcome)
        self.wake()

    def _on_told(self, port: str, values: Mapping[str, Any]) -> None:
        self.incoming.take(port, values)

    def _write(self, message_id: str, outcome: Outcome) -> None:
        written = self._database.write_together(
            lambda transaction: write_outcome(transaction, message_id, outcome)
        )
        written.add_done_callback(lambda ended: self._see(ended, message_id, outcome))

    def _see(self, written: "Future[None]", message_id: str, outcome: Outcome) -> None:
        error = written.exception()
        if error is None:
            return
        log.error("an outcome could not be written", exc_info=error)
        if not isinstance(error, StorageUnavailable):
            self._fault(error)
            return
        with self._lock:
            self._unwritten.append((message_id, outcome))

    def _write_again(self) -> None:
        """What the disk refused before: else the message would stand there as being sent for ever."""
        with self._lock:
            again, self._unwritten = self._unwritten, []
        for message_id, outcome in again:
            self._write(message_id, outcome)

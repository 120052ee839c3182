"""The outbox: takes due messages from the database, hands them to the sender, writes down what came of it."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta

from app.core.changes import Changed, Changes
from app.core.clock import Clock
from app.core.errors import NotFound, SecretsUnavailable, StorageUnavailable
from app.core.ids import new_id
from app.core.paths import DataFolder
from app.core.secrets import SecretStore
from app.model.journal import Draft
from app.model.message import FAILED, QUEUED, SENT, UNKNOWN, Message
from app.notify.process import SenderProcess
from app.notify.rules import (
    OPEN_FOR_S,
    SEND_DEADLINE_S,
    Outcome,
    after_restart,
    after_try,
    is_repeat,
    next_channel,
    started,
)
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
_BATCH = 50
_LOOK_AT_LEAST_EVERY_S = 5.0


class OutboxService:
    """Messages as screens see them, and the thread that gets them out.

    Args:
        fault: told when the sending thread dies of something unexpected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: Changes,
        secrets: SecretStore,
        folder: DataFolder,
        fault: Callable[[BaseException], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._secrets = secrets
        self._fault = fault
        self._sender = SenderProcess(folder.root / "training-messages.jsonl", self._on_outcome)
        self._wake = threading.Event()
        self._stopping = False
        self._deadlines: dict[str, float] = {}
        self._deadlines_lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self._unsubscribe = changes.subscribe(self._on_change)

    def for_incident(self, incident_id: str) -> list[Message]:
        return self._database.read(lambda reader: reader.outbox.for_incident(incident_id))

    def counts(self) -> dict[str, int]:
        """Number of messages by state."""
        return self._database.read(lambda reader: reader.outbox.counts())

    def open_counts(self) -> dict[str, int]:
        """Like `counts`, without what nobody can mend any more: messages of incidents closed a while ago."""
        since = self._clock.now() - timedelta(seconds=OPEN_FOR_S)
        return self._database.read(lambda reader: reader.outbox.open_counts(since))

    def retry(self, message_id: str) -> "Future[None]":
        """Queues a failed or unknown message once more, at once."""

        def change(transaction: Transaction) -> None:
            message = transaction.outbox.get(message_id)
            if message is None:
                raise NotFound("no_message", id=message_id)
            if message.state not in (FAILED, UNKNOWN):
                return
            now = transaction.clock.now()
            transaction.outbox.save(
                replace(message, state=QUEUED, attempts=0, next_try_at=now, updated_at=now)
            )
            _note(transaction, message, "message_retried")
            transaction.touch("message")

        return self._database.write(change)

    def start(self) -> None:
        """Requeues what the last run was sending, then begins to send."""
        self._thread.start()

    def stop(self) -> None:
        self._unsubscribe()
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=3)
        self._sender.stop()

    def _on_change(self, changed: Changed) -> None:
        if "message" in changed.kinds:
            self._wake.set()

    def _run(self) -> None:
        try:
            self._database.write(_requeue_interrupted).result()
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
            for message in self._database.write(_take_due).result():
                self._hand_over(message)
            self._end_overdue()
            return self._pause_s()
        except StorageUnavailable:
            # The messages stay queued rows; the disk is watched and shown elsewhere, the next round tries again.
            log.exception("the outbox could not be read or written")
            return _LOOK_AT_LEAST_EVERY_S

    def _hand_over(self, message: Message) -> None:
        try:
            url = self._secrets.get(f"channel:{message.channel_id}")
        except SecretsUnavailable:
            log.exception("the address of channel %s cannot be read", message.channel_id)
            self._on_outcome(message.id, Outcome(FAILED, "secrets_unavailable"))
            return
        if url is None:
            self._on_outcome(message.id, Outcome(FAILED, "no_address", final=True))
            return
        with self._deadlines_lock:
            self._deadlines[message.id] = self._clock.monotonic() + SEND_DEADLINE_S
        body = f"{message.body} [{message.dedupe_key.rsplit(':', 1)[0][:10]}-{message.id[-6:]}]"
        self._sender.send(message.id, url, message.title, body)

    def _end_overdue(self) -> None:
        now = self._clock.monotonic()
        with self._deadlines_lock:
            overdue = [message_id for message_id, deadline in self._deadlines.items() if deadline <= now]
        if overdue:
            log.warning("%d sends did not end in time; the sender is restarted", len(overdue))
            self._sender.restart()
        for message_id in overdue:
            self._on_outcome(message_id, Outcome(UNKNOWN, "timeout"))

    def _pause_s(self) -> float:
        due = self._database.read(lambda reader: reader.outbox.next_due_at())
        if due is None:
            return _LOOK_AT_LEAST_EVERY_S
        return min(max(0.02, (due - self._clock.now()).total_seconds()), _LOOK_AT_LEAST_EVERY_S)

    def _on_outcome(self, message_id: str, outcome: Outcome) -> None:
        with self._deadlines_lock:
            self._deadlines.pop(message_id, None)
        written = self._database.write(lambda transaction: _write_outcome(transaction, message_id, outcome))
        written.add_done_callback(self._see_failure)

    def _see_failure(self, written: "Future[None]") -> None:
        error = written.exception()
        if error is not None:
            # The message stays `sending` and is taken up again at the next start; the fault is shown now.
            log.error("an outcome could not be written", exc_info=error)
            self._fault(error)


def _requeue_interrupted(transaction: Transaction) -> None:
    now = transaction.clock.now()
    for message in transaction.outbox.interrupted():
        transaction.outbox.save(after_restart(message, now))
        _note(transaction, message, "message_interrupted")
        transaction.touch("message")


def _take_due(transaction: Transaction) -> list[Message]:
    """Marks due messages as being sent and gives them; an unsure repeat says so in its text."""
    now = transaction.clock.now()
    language = transaction.site.site().language
    taken = []
    for message in transaction.outbox.due(now, _BATCH):
        sending = started(message, now)
        transaction.outbox.save(sending)
        mark = ("（重发）" if language.startswith("zh") else "(repeat) ") if is_repeat(message) else ""
        taken.append(replace(sending, title=mark + sending.title))
    if taken:
        transaction.touch_quietly("message")
    return taken


def _write_outcome(transaction: Transaction, message_id: str, outcome: Outcome) -> None:
    message = transaction.outbox.get(message_id)
    if message is None or message.state == SENT:
        return
    now = transaction.clock.now()
    after = after_try(message, outcome, now)
    transaction.outbox.save(after)
    if after.state == SENT:
        _note(transaction, after, "message_sent")
    elif after.state in (FAILED, UNKNOWN):
        _note(transaction, after, f"message_{after.state}", error=after.error)
    else:
        _note(transaction, after, "message_delayed", error=after.error, attempts=str(after.attempts))
    transaction.touch("message")
    if after.state != SENT:
        _queue_next_channel(transaction, after)


def _queue_next_channel(transaction: Transaction, message: Message) -> None:
    """The person's next channel is used at the first failure: nobody waits out the retries of a dead one."""
    people = {person.id: person for person in transaction.site.people()}
    person = people.get(message.person_id)
    channel_id = next_channel(message, person.channels) if person else ""
    if not channel_id:
        return
    now = transaction.clock.now()
    key = message.dedupe_key.replace(f":{message.channel_id}:", f":{channel_id}:", 1)
    transaction.outbox.add(
        replace(
            message,
            id=new_id(now),
            dedupe_key=key,
            channel_id=channel_id,
            state=QUEUED,
            attempts=0,
            created_at=now,
            next_try_at=now,
            updated_at=now,
            error="",
        )
    )


def _note(transaction: Transaction, message: Message, kind: str, /, **data: str) -> None:
    values = {"person": message.person_id, "channel": message.channel_id, "title": message.title, **data}
    transaction.journal.append(Draft(kind, data=values, incident_id=message.incident_id))

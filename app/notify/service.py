"""The outbox as screens see it."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta

from app.core.changes import Changed, Changes
from app.core.clock import Clock
from app.core.errors import NotFound
from app.core.paths import DataFolder
from app.core.secrets import SecretStore
from app.model.journal import Actor, Draft
from app.model.message import QUEUED, SENDING, Message, ModemState
from app.notify.by_hand import note_call_by_hand, note_report_not_reached
from app.notify.dispatch import Dispatcher
from app.notify.incoming import Confirm
from app.notify.journaling import journal_message
from app.notify.proving import ProvenChannel, proven_channels, send_test
from app.notify.rules import OPEN_FOR_S, RETRY_AFTER_S, needs_hand
from app.storage.database import Database
from app.storage.transaction import Transaction


class OutboxService:
    """Messages of incidents; `start` begins to send them.

    Args:
        fault: told when the sending thread dies of something unexpected.
        actor: tells who is signed in, for what a person does here.
        confirm: records that a called person has confirmed, by the call's id; for answers that modems bring.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: Changes,
        secrets: SecretStore,
        folder: DataFolder,
        fault: Callable[[BaseException], None],
        actor: Callable[[], Actor],
        confirm: Confirm,
    ) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self.dispatcher = Dispatcher(database, clock, secrets, folder, fault, confirm)
        self._unsubscribe = changes.subscribe(self._on_change)

    def for_incident(self, incident_id: str) -> list[Message]:
        return self._database.read(lambda reader: reader.outbox.for_incident(incident_id))

    def counts(self) -> dict[str, int]:
        """Number of messages by state."""
        return self._database.read(lambda reader: reader.outbox.counts())

    def in_trouble(self) -> tuple[int, int]:
        """How many messages need a hand, and how many others wait; without those of incidents closed a while ago."""
        since = self._clock.now() - timedelta(seconds=OPEN_FOR_S)
        return self._database.read(lambda reader: reader.outbox.count_open(since, len(RETRY_AFTER_S)))

    def modems(self) -> list[ModemState]:
        """How the GSM modems in use are; none where no channel goes through one."""
        return self.dispatcher.incoming.states()

    def proofs(self) -> list[ProvenChannel]:
        """Every channel and whether it works, as far as that is known."""
        now = self._clock.now()
        return self._database.read(lambda reader: proven_channels(reader, now))

    def test_now(self, channel_id: str) -> "Future[None]":
        """Sends one test through a channel at once; its outcome is an entry. Fails with NotFound."""
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            channel = next((one for one in transaction.site.channels() if one.id == channel_id), None)
            if channel is None:
                raise NotFound("no_channel", id=channel_id)
            send_test(transaction, channel)
            data = {"channel": channel_id}
            transaction.journal.append(Draft("proof_wanted", actor=actor, data=data))
            transaction.touch("message")

        return self._database.write(change)

    def retry(self, message_id: str) -> "Future[None]":
        """Queues a message that needs a hand once more, at once."""
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            message = transaction.outbox.get(message_id)
            if message is None:
                raise NotFound("no_message", id=message_id)
            if not needs_hand(message) or message.state == SENDING:
                return
            now = transaction.clock.now()
            transaction.outbox.save(
                replace(message, state=QUEUED, attempts=0, next_try_at=now, updated_at=now)
            )
            journal_message(transaction, message, "message_retried", actor=actor)
            transaction.touch("message")

        return self._database.write(change)

    def called_by_hand(self, call_id: str, *, reached: bool) -> "Future[None]":
        """Records that somebody has dialled a called person, and whether that person answered.

        Once the incident is over that is about its end. The future fails with NotFound, or with NotAllowed where there is
        nothing left to tell.
        """
        actor = self._actor()
        return self._database.write(lambda tx: note_call_by_hand(tx, call_id, actor, reached=reached))

    def report_not_reached(self, report_id: str, person_id: str) -> "Future[None]":
        """Records that somebody was dialled for a report and did not answer. Fails with NotFound."""
        actor = self._actor()
        return self._database.write(lambda tx: note_report_not_reached(tx, report_id, person_id, actor))

    def start(self) -> None:
        """Requeues what the last run was sending, then begins to send."""
        self.dispatcher.start()

    def stop(self) -> None:
        self._unsubscribe()
        self.dispatcher.stop()

    def _on_change(self, changed: Changed) -> None:
        if "channel" in changed.kinds:
            self.dispatcher.learn_channels()
        if "incident" in changed.kinds:
            self.dispatcher.settle()
        elif "message" in changed.kinds:
            self.dispatcher.wake()

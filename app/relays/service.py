"""Brings every relay to where the running incidents want it, again and again until it stands there."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from app.core.changes import Changed, Changes
from app.core.clock import Clock, moment_of
from app.core.errors import NotFound, SecretsUnavailable, StorageUnavailable
from app.core.secrets import SecretStore
from app.incidents.rules import elapsed_s
from app.journal.differences import differences
from app.model.incident import Incident
from app.model.journal import SYSTEM, Actor, Draft
from app.model.relay import OFF, ON, Relay, RelayState
from app.relays.address import RelayAddress, packed, unpacked
from app.relays.rules import (
    SWITCH_DEADLINE_S,
    after_try,
    by_hand,
    concerns,
    next_turn,
    released,
    tidy_relay,
    wants_on,
)
from app.relays.switching import SwitchFault, switch
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
_LOOK_EVERY_S = 1.0
Switch = Callable[[RelayAddress, str], None]


@dataclass(frozen=True, slots=True)
class _Try:
    turn: str
    deadline: float
    outcome: "Future[None]"


@dataclass(frozen=True, slots=True)
class RelayTrouble:
    """A relay that does not stand as it should, and why."""

    relay: Relay
    turn: str
    error: str


class RelayService:
    """`start` begins to switch; a thread of its own looks, others wait for the devices.

    Args:
        gate: raises NotAllowed where somebody has to be signed in and nobody is.
        fault: told when the thread dies of something unexpected.
        switch: for tests.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: Changes,
        secrets: SecretStore,
        actor: Callable[[], Actor],
        gate: Callable[[], None],
        fault: Callable[[BaseException], None],
        switch: Switch = switch,
    ) -> None:
        self._database = database
        self._clock = clock
        self._secrets = secrets
        self._actor = actor
        self._gate = gate
        self._fault = fault
        self._switch = switch
        self._tries: dict[str, _Try] = {}
        self._given_up: dict[str, "Future[None]"] = {}
        self._troubles: list[RelayTrouble] = []
        self._stopping = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relays", daemon=True)
        self._unsubscribe = changes.subscribe(self._on_change)

    def all(self) -> list[Relay]:
        return self._database.read(lambda reader: reader.relays.all())

    def states(self) -> dict[str, RelayState]:
        """By the relay's id; none of what was never switched."""
        return self._database.read(lambda reader: reader.relays.states())

    def troubles(self) -> list[RelayTrouble]:
        """As of the last look, at most a second ago."""
        return list(self._troubles)

    def save(self, relay: Relay, address: RelayAddress | None = None) -> "Future[None]":
        """Stores a relay; an address that is None stays as it is. Raises InvalidInput, NotAllowed."""
        tidy = tidy_relay(relay, address, self._kinds())
        self._gate()
        draft = _changed(relay.id, "saved", self._actor())
        secret = {"secret": "address"} if address is not None else {}

        def change(transaction: Transaction) -> None:
            before = next((one for one in transaction.relays.all() if one.id == relay.id), None)
            transaction.relays.save(tidy)
            said = {**draft.data, **secret, **differences(before, tidy)}
            transaction.journal.append(replace(draft, data=said))
            transaction.touch("relay")

        def store() -> None:
            if address is not None:
                self._secrets.put(f"relay:{relay.id}", packed(address))
            self._database.write(change).result()

        return _aside(store)

    def remove(self, relay_id: str) -> "Future[None]":
        self._gate()
        draft = _changed(relay_id, "removed", self._actor())

        def change(transaction: Transaction) -> None:
            transaction.relays.remove(relay_id)
            transaction.journal.append(draft)
            transaction.touch("relay")

        return self._database.write(change)

    def switch_by_hand(self, relay_id: str, *, on: bool) -> "Future[None]":
        """For a test, or against what an incident wants; the outcome is an entry. Raises NotAllowed for a stranger."""
        self._gate()
        actor, turn = self._actor(), ON if on else OFF

        def change(transaction: Transaction) -> None:
            relay = next((one for one in transaction.relays.all() if one.id == relay_id), None)
            if relay is None:
                raise NotFound("no_relay", id=relay_id)
            running = transaction.incidents.running_bare()
            wanted = wants_on(relay, self._running(running))
            state = transaction.relays.states().get(relay_id, RelayState(relay_id))
            transaction.relays.save_state(by_hand(state, turn, wanted=wanted))
            about = _incident_of(relay, running)
            transaction.journal.append(_draft(relay, f"relay_by_hand_{turn}", about, actor))
            transaction.touch("relay")

        return self._database.write(change)

    def _kinds(self) -> set[str]:
        return {plan.id for plan in self._database.read(lambda reader: reader.site.plans())}

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._unsubscribe()
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=3)

    def _on_change(self, changed: Changed) -> None:
        if changed.kinds & {"incident", "relay"}:
            self._wake.set()

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._wake.clear()
                self._look_if_storage_lets()
                self._wake.wait(_LOOK_EVERY_S)
        except BaseException as error:
            log.exception("the thread of the relays died")
            self._fault(error)
            raise

    def _look_if_storage_lets(self) -> None:
        try:
            self._end_tries()
            self._look()
        except StorageUnavailable:
            # The disk is watched and shown elsewhere; the next look tries again.
            log.exception("relays could not be looked at")

    def _look(self) -> None:
        relays, states, incidents = self._database.read(
            lambda reader: (reader.relays.all(), reader.relays.states(), reader.incidents.running_bare())
        )
        if states.keys() - {relay.id for relay in relays}:
            self._database.write(lambda tx: tx.relays.forget_strangers()).result()
        now, running = self._clock.now(), self._running(incidents)
        troubles = []
        for relay in relays:
            wanted = wants_on(relay, running)
            state = states.get(relay.id, RelayState(relay.id))
            kept = released(relay, state, wanted=wanted)
            if kept != state:
                self._database.write(lambda tx, kept=kept: tx.relays.save_state(kept)).result()  # type: ignore[misc]  # it infers no type of such a default
            turn = next_turn(relay, kept, wanted=wanted, now=now)
            if turn and relay.id not in self._tries and self._may_try(relay.id):
                self._try(relay, turn)
            if kept.error:
                troubles.append(RelayTrouble(relay, kept.turn, kept.error))
        self._troubles = troubles

    def _running(self, incidents: list[Incident]) -> list[tuple[Incident, float]]:
        moment = moment_of(self._clock)
        return [(incident, elapsed_s(incident, moment)) for incident in incidents]

    def _may_try(self, relay_id: str) -> bool:
        """Not while the try before is still hanging somewhere: a dead device costs one thread."""
        before = self._given_up.get(relay_id)
        if before is not None and before.done():
            del self._given_up[relay_id]
        return relay_id not in self._given_up

    def _try(self, relay: Relay, turn: str) -> None:
        outcome = _aside(lambda: self._switch_now(relay.id, turn))
        self._tries[relay.id] = _Try(turn, self._clock.monotonic() + SWITCH_DEADLINE_S, outcome)
        outcome.add_done_callback(lambda _: self._wake.set())

    def _switch_now(self, relay_id: str, turn: str) -> None:
        try:
            kept = self._secrets.get(f"relay:{relay_id}")
        except SecretsUnavailable as error:
            raise SwitchFault("secrets_unavailable") from error
        if kept is None:
            raise SwitchFault("no_address")
        self._switch(unpacked(kept), turn)

    def _end_tries(self) -> None:
        now = self._clock.monotonic()
        for relay_id, attempt in list(self._tries.items()):
            if attempt.outcome.done():
                del self._tries[relay_id]
                self._write(relay_id, attempt.turn, attempt.outcome.exception())
            elif now >= attempt.deadline:
                del self._tries[relay_id]
                self._given_up[relay_id] = attempt.outcome
                self._write(relay_id, attempt.turn, SwitchFault("relay_timeout", unsure=True))

    def _write(self, relay_id: str, turn: str, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, SwitchFault):
            log.error("switching relay %s failed unforeseen", relay_id, exc_info=error)
            error = SwitchFault(f"service_error {type(error).__name__}", unsure=True)

        def change(transaction: Transaction) -> None:
            relay = next((one for one in transaction.relays.all() if one.id == relay_id), None)
            if relay is None:
                return
            before = transaction.relays.states().get(relay_id, RelayState(relay_id))
            cause = error.cause if isinstance(error, SwitchFault) else ""
            unsure = isinstance(error, SwitchFault) and error.unsure
            after = after_try(before, turn, cause, transaction.clock.now(), unsure=unsure)
            transaction.relays.save_state(after)
            transaction.touch_quietly("relay")
            about = _incident_of(relay, transaction.incidents.running_bare())
            if not cause:
                transaction.journal.append(_draft(relay, f"relay_{turn}", incident_id=about))
            elif after.attempts == 1:
                # Told once: it is tried on until it stands right, and the strip says so all the time.
                transaction.journal.append(_draft(relay, f"relay_failed_{turn}", about, error=cause))

        self._database.write(change).result()


def _aside(work: Callable[[], None]) -> "Future[None]":
    """On a thread of its own that no end of the program waits for: a dead device may hold it for long."""
    future: Future[None] = Future()

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - whoever asked is told, whatever it was
            future.set_exception(error)
        else:
            future.set_result(None)

    threading.Thread(target=run, name="relay", daemon=True).start()
    return future


def _incident_of(relay: Relay, running: list[Incident]) -> str:
    """Whose log tells of it."""
    return next((incident.id for incident in running if concerns(relay, incident)), "")


def _changed(relay_id: str, action: str, actor: Actor) -> Draft:
    return Draft("settings_changed", actor=actor, data={"what": "relay", "id": relay_id, "action": action})


def _draft(relay: Relay, kind: str, incident_id: str = "", actor: Actor = SYSTEM, **data: str) -> Draft:
    values = {"relay": relay.id, "zh": relay.name.zh, "en": relay.name.en, **data}
    return Draft(kind, actor=actor, data=values, incident_id=incident_id)

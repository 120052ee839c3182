"""Keeps escalations going: due times are rows, a thread only asks which of them have come. And the operator's own hand."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from app.core.changes import Changed, Changes
from app.core.clock import Clock, moment_of
from app.core.errors import InvalidInput, StorageUnavailable
from app.escalation.engine import Engine, whom_to_call
from app.escalation.events import Add, EscalateNow, Event, HandOver, Hold, Release
from app.escalation.preview import Line, dry_run
from app.escalation.resolve import ADDED, Callee
from app.incidents.existing import existing
from app.incidents.rules import refuse_if_closed
from app.incidents.wording import NO_LINKS, LinkMaker, Wording
from app.model.escalation import Escalation
from app.model.incident import Incident
from app.model.journal import Actor
from app.model.plan import Tier
from app.storage.database import Database
from app.storage.escalations import Timer
from app.storage.transaction import Reader, Transaction

log = logging.getLogger(__name__)
_LOOK_EVERY_S = 1.0
"""While an incident runs: a wall clock that was set is noted within this."""
_IDLE_S = 60.0
_SOONEST_S = 0.02


class EscalationService:
    """`start` goes on where the last run of the program ended; `tick` is one look.

    Args:
        fault: told when the thread dies of something unexpected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: Changes,
        actor: Callable[[], Actor],
        links: LinkMaker = NO_LINKS,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._fault = fault
        self._engine = Engine(clock, Wording(links))
        self._wake = threading.Event()
        self._stopping = False
        self._told: set[str] = set()
        self._unsubscribe = changes.subscribe(self._on_change)
        self._thread = threading.Thread(target=self._run, name="escalation", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._unsubscribe()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def of(self, incident: Incident) -> Escalation:
        """How far the calling of an incident has come."""
        return self._database.read(lambda reader: self._engine.state(reader, incident))

    def seconds(self, state: Escalation) -> float:
        """Since the click, on the state's own watch."""
        return state.watch.read(moment_of(self._clock))

    def preview(self, tiers: tuple[Tier, ...]) -> tuple[Line, ...]:
        """Who would be called if a plan of these began now and nobody ever answered: by the very rules of an emergency."""
        moment = moment_of(self._clock)
        return self._database.read(lambda reader: dry_run(tiers, whom_to_call(reader, moment.now), moment))

    def escalate(self, incident_id: str, tier: int) -> "Future[None]":
        """Calls a tier now, where it is the next. Fails with NotAllowed (no_more_tiers) for one there is not."""
        return self._on_running(incident_id, lambda _tx, _actor: EscalateNow(tier))

    def hold(self, incident_id: str, tier: int, reason: str) -> "Future[None]":
        """Fails with InvalidInput without a reason, with NotAllowed (tier_called) for a tier that was called."""
        if not reason.strip():
            raise InvalidInput(field="reason", reason="empty_text")
        return self._on_running(incident_id, lambda _tx, actor: Hold(tier, reason.strip(), actor.person_id))

    def release(self, incident_id: str, tier: int) -> "Future[None]":
        """A held tier goes on; where its time has passed it is called at once."""
        return self._on_running(incident_id, lambda _tx, _actor: Release(tier))

    def add_person(self, incident_id: str, person_id: str) -> "Future[None]":
        """Calls somebody besides those of the plan. Fails with InvalidInput for somebody who has left."""
        return self._on_running(incident_id, lambda tx, _actor: Add((_callee(tx, person_id),)))

    def hand_over(self, incident_id: str, person_id: str) -> "Future[None]":
        """Somebody else runs the incident from now on, and is told."""
        return self._on_running(incident_id, lambda tx, _actor: HandOver(_callee(tx, person_id).person.id))

    def tick(self) -> "dict[str, Future[None]]":
        """Does what time has brought, each incident in a transaction of its own: one that fails holds up no other."""
        moment = moment_of(self._clock)
        due = [timer.incident_id for timer in self._timers() if timer.is_due(moment)]
        return {incident_id: self._pass_time(incident_id) for incident_id in due}

    def _pass_time(self, incident_id: str) -> "Future[None]":
        def change(transaction: Transaction) -> None:
            self._engine.apply(transaction, existing(transaction, incident_id), None)

        return self._database.write_urgently(change)

    def _on_running(self, incident_id: str, event: Callable[[Transaction, Actor], Event]) -> "Future[None]":
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            incident = existing(transaction, incident_id)
            refuse_if_closed(incident)
            self._engine.apply(transaction, incident, event(transaction, actor), actor)

        return self._database.write_urgently(change)

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._wake.clear()
                self._wake.wait(self._round())
        except BaseException as error:  # a dead escalation must be seen, whatever killed it
            log.exception("the escalation thread died")
            self._fault(error)
            raise

    def _round(self) -> float:
        """Does what is due; returns the seconds until the next look."""
        try:
            errors = {incident_id: change.exception() for incident_id, change in self.tick().items()}
            timers = self._timers()
        except StorageUnavailable as error:
            errors = {"": error}
        for incident_id, wrong in errors.items():
            if wrong is not None:
                self._failed(incident_id, wrong)
        if any(errors.values()):
            return _LOOK_EVERY_S
        moment = moment_of(self._clock)
        waits = [timer.left_s(moment) for timer in timers]
        soonest = min((wait for wait in waits if wait is not None), default=_LOOK_EVERY_S)
        return max(_SOONEST_S, min(soonest, _LOOK_EVERY_S)) if timers else _IDLE_S

    def _failed(self, incident_id: str, error: BaseException) -> None:
        """The rows stay due and are tried again. A full disk is watched and shown elsewhere; anything else is told once."""
        log.error("escalation of incident %s could not go on", incident_id, exc_info=error)
        if not isinstance(error, StorageUnavailable) and incident_id not in self._told:
            self._told.add(incident_id)
            self._fault(error)

    def _timers(self) -> list[Timer]:
        return self._database.read(lambda reader: reader.escalations.timers())

    def _on_change(self, changed: Changed) -> None:
        if "incident" in changed.kinds:
            self._wake.set()


def _callee(store: Reader | Transaction, person_id: str) -> Callee:
    person = next((one for one in store.site.people() if one.id == person_id and one.active), None)
    if person is None:
        raise InvalidInput(field="person", reason="unknown_person")
    return Callee(person, person.roles[0] if person.roles else "", ADDED, person.channels)

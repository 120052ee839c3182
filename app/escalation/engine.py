"""Decides and carries out, as a part of somebody's transaction: state, calls, messages and entries change together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from app.core.clock import Clock, moment_of
from app.core.moment import Moment
from app.core.stopwatch import Stopwatch
from app.escalation.carrying import Carrier
from app.escalation.events import Event
from app.escalation.resolve import Resolution, Staff, resolve, staff_of
from app.escalation.rules import advance, begin, take_up
from app.escalation.tiers import Now
from app.incidents.plans import plan_of
from app.incidents.wording import Wording
from app.model.escalation import Escalation, called
from app.model.incident import Incident, Source
from app.model.journal import SYSTEM, Actor
from app.model.plan import Tier
from app.roster.now import standing
from app.storage.transaction import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Engine:
    """Keeps nothing: everything is in the database."""

    clock: Clock
    wording: Wording

    def open(self, transaction: Transaction, incident: Incident, actor: Actor) -> None:
        """Of an incident that was just stored: calls its first tier. Time counts from the press, not from here."""
        pressed = Moment(incident.opened_at, incident.opened_monotonic, incident.boot_id)
        site = transaction.site.site()
        state = begin(
            incident.id,
            plan_of(incident, transaction).tiers,
            pressed,
            operator_id=actor.person_id,
            remind_after_s=site.remind_after_s,
            expire_after_s=site.expire_after_s,
        )
        self._advance(transaction, incident, state, None, actor)

    def apply(
        self,
        transaction: Transaction,
        incident: Incident,
        event: Event | None,
        actor: Actor = SYSTEM,
        source: Source | None = None,
        told: Incident | None = None,
    ) -> None:
        """What time has brought until now, then the event; None: time alone.

        `told` is the incident as the transaction has changed it, where the event is about that change. Raises
        NotAllowed for an event that makes no sense now.
        """
        state = self.state(transaction, incident)
        self._advance(transaction, told or incident, state, event, actor, source)

    def state(self, store: Reader | Transaction, incident: Incident) -> Escalation:
        """How far it has come; one of an incident that an older program opened begins with what that has called."""
        tiers = plan_of(incident, store).tiers
        stored = store.escalations.get(incident, tiers)
        if stored is not None:
            return stored
        opened = Stopwatch(0.0, incident.opened_at, incident.opened_monotonic, incident.boot_id)
        people = tuple(map(called, incident.calls))
        return take_up(incident.id, tiers, opened, people, moment_of(self.clock))

    def _advance(
        self,
        transaction: Transaction,
        incident: Incident,
        state: Escalation,
        event: Event | None,
        actor: Actor,
        source: Source | None = None,
    ) -> None:
        now = Now(moment_of(self.clock), whom_to_call(transaction, self.clock.now()))
        outcome = advance(state, now, event)
        if outcome.state is state and not outcome.actions:
            return
        transaction.escalations.save(outcome.state)
        Carrier(transaction, incident, self.wording, actor, source).carry_out(outcome.actions)
        if outcome.actions:
            transaction.touch("incident")


def whom_to_call(store: Reader | Transaction, at: datetime) -> Callable[[Tier], Resolution]:
    """Answers for each tier whom it calls at that moment; the roster is read when the first one asks."""

    @cache
    def staff() -> Staff:
        now = standing(store, at)
        return staff_of(store.site.people(), now.rostered, now.duties)

    return lambda tier: resolve(tier, staff())

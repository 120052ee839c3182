"""Takes back what was marked by mistake: a confirmation, an arrival, a step, a person reached by telephone.

The entry that was wrong stays in the log; a new one points at it. Each method is told when that mark was made, as whoever
takes it back has seen it: of two hands the second one takes back nothing that has been said anew meanwhile.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

from app.core.clock import Clock
from app.core.errors import NotAllowed, NotFound
from app.escalation.engine import Engine
from app.escalation.events import Withdraw
from app.incidents.existing import existing
from app.incidents.plans import plan_of
from app.incidents.rules import refuse_if_closed
from app.incidents.wording import NO_LINKS, LinkMaker, Wording
from app.model.incident import Call, Incident
from app.model.journal import Actor, Draft
from app.notify.by_hand import withdraw_reached
from app.storage.database import Database
from app.storage.transaction import Transaction


class Withdrawals:
    """Futures fail with NotFound, or NotAllowed: incident_closed; nothing_to_withdraw where it was never so, or no more."""

    def __init__(
        self, database: Database, clock: Clock, actor: Callable[[], Actor], links: LinkMaker = NO_LINKS
    ) -> None:
        self._database = database
        self._actor = actor
        self._engine = Engine(clock, Wording(links))

    def acknowledgement(self, call_id: str, seen_at: datetime, reason: str = "") -> "Future[None]":
        """This person has not confirmed, and so is not on scene either. Their tier goes on where it was."""

        def withdraw(transaction: Transaction, incident: Incident, call: Call, actor: Actor) -> None:
            if call.acknowledged_at != seen_at:
                raise NotAllowed("nothing_to_withdraw")
            event = Withdraw(call.person_id, reason=reason.strip())
            self._engine.apply(transaction, incident, event, actor)

        return self._of_call(call_id, withdraw)

    def arrival(self, call_id: str, seen_at: datetime, reason: str = "") -> "Future[None]":
        """This person is not on scene. A confirmation that was entered by the same press goes with it."""

        def withdraw(transaction: Transaction, incident: Incident, call: Call, actor: Actor) -> None:
            if call.arrived_at != seen_at:
                raise NotAllowed("nothing_to_withdraw")
            number = transaction.journal.newest_about(incident.id, "call_arrived", person=call.person_id)
            entry = transaction.journal.get(number)
            said = entry.draft.data if entry is not None else {}
            tiers = tuple(int(one) for one in said.get("tiers", "").split(",") if one)
            confirmed = said.get("confirms") == "true"
            event = Withdraw(call.person_id, confirmed, reason.strip(), tiers)
            self._engine.apply(transaction, incident, event, actor)

        return self._of_call(call_id, withdraw)

    def reached(self, call_id: str, seen_at: datetime, reason: str = "") -> "Future[None]":
        """Nobody has reached this person by telephone."""

        def withdraw(transaction: Transaction, _incident: Incident, call: Call, actor: Actor) -> None:
            withdraw_reached(transaction, call, seen_at, actor, reason.strip())

        return self._of_call(call_id, withdraw)

    def step(self, incident_id: str, step: int, seen_at: datetime, reason: str = "") -> "Future[None]":
        """A step of the plan, by number from 0, is not done."""
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            incident = existing(transaction, incident_id)
            refuse_if_closed(incident)
            done = next((one for one in incident.steps_done if one.step == step), None)
            if done is None or done.at != seen_at:
                raise NotAllowed("nothing_to_withdraw")
            transaction.incidents.withdraw_step(incident, done, transaction.clock.now(), actor.person_id)
            words = plan_of(incident, transaction).steps[step].text
            number = str(step + 1)
            data = {"step": number, "zh": words.zh, "en": words.en, "reason": reason.strip()}
            transaction.journal.append(
                Draft(
                    "step_withdrawn",
                    actor=actor,
                    data=data,
                    incident_id=incident.id,
                    place_id=incident.place_id,
                    amends=transaction.journal.newest_about(incident.id, "step_done", step=number),
                )
            )
            transaction.touch("incident")

        return self._database.write(change)

    def _of_call(
        self, call_id: str, withdraw: Callable[[Transaction, Incident, Call, Actor], None]
    ) -> "Future[None]":
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            call = transaction.incidents.call(call_id)
            if call is None:
                raise NotFound("no_call", id=call_id)
            incident = existing(transaction, call.incident_id)
            refuse_if_closed(incident)
            withdraw(transaction, incident, call, actor)

        # A call that was held back goes out with it.
        return self._database.write_urgently(change)

"""Carries out what was decided, inside the transaction that stores the decision: calls, messages, journal entries."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from app.core.ids import new_id
from app.escalation.events import (
    AcknowledgementExpired,
    Action,
    Added,
    AnswerWithdrawn,
    ArrivalWithdrawn,
    CalledAgain,
    HandedOver,
    MarkWithdrawn,
    PersonAcknowledged,
    PersonAnswered,
    PersonArrived,
    Reminded,
    Reopened,
    TierAcknowledged,
    TierCalled,
    TierEmpty,
    TierHeld,
    TierMissed,
    TierReleased,
    TierReopened,
    TurnedOut,
    TurnOutReopened,
)
from app.escalation.resolve import Callee
from app.incidents.messages import resume, send_to
from app.incidents.wording import Wording
from app.model.incident import Call, Incident, Source, turned_out_at
from app.model.journal import SYSTEM, Actor, Draft, Entry
from app.model.site import Person
from app.storage.transaction import Transaction


class Carrier:
    """For one incident in one transaction.

    Args:
        actor: who did what led here; what time alone has brought is the system's.
        source: by what path an answer came in.
    """

    def __init__(
        self,
        transaction: Transaction,
        incident: Incident,
        wording: Wording,
        actor: Actor,
        source: Source | None = None,
    ) -> None:
        self._transaction = transaction
        self._incident = incident
        self._wording = wording
        self._actor = actor
        self._source = source
        self._people: dict[str, Person] = {}

    def carry_out(self, actions: Iterable[Action]) -> None:
        """In their order: the journal tells them as they happened."""
        for action in actions:
            do = _DEEDS.get(type(action))
            if do is not None:
                do(self, action)

    def tier_called(self, action: TierCalled) -> None:
        actor = self._actor if action.by_hand else SYSTEM
        tier = str(action.tier)
        for target in action.nobody:
            self._note("nobody_on_duty", SYSTEM, target=target.kind, role=target.id, tier=tier)
        if action.callees:
            kind = "tier_joined" if action.more else "tier_called"
            by_hand = {"by_hand": "true"} if action.by_hand else {}
            self._note(kind, actor, tier=tier, **by_hand, **_named(action.callees))
            self._call(action.callees, action.tier)

    def tier_empty(self, action: TierEmpty) -> None:
        why = "known" if action.known else "nobody"
        final = {"final": "true"} if action.last else {}
        self._note("tier_empty", SYSTEM, tier=str(action.tier), why=why, **final)

    def called_again(self, action: CalledAgain) -> None:
        """Whom no message can reach is not said to have been called: a person must dial again."""
        people, tier, number = self._active(action.people), str(action.tier), str(action.count)
        reached, others = self._by_reach(people)
        if reached:
            self._note("tier_called_again", SYSTEM, tier=tier, number=number, **_who(reached))
            purpose = f"emergency:again{tier}-{number}"
            send_to(self._transaction, self._incident, reached, purpose, self._wording, "again")
        if others:
            self._note("dial_again", SYSTEM, tier=tier, **_who(others))

    def tier_missed(self, action: TierMissed) -> None:
        self._note("tier_missed", SYSTEM, tier=str(action.tier))

    def tier_acknowledged(self, action: TierAcknowledged) -> None:
        late = {"late": "true"} if action.late else {}
        self._note(
            "tier_acknowledged", SYSTEM, tier=str(action.tier), **self._person(action.person_id), **late
        )

    def reminded(self, action: Reminded) -> None:
        people = self._active(action.people)
        entry = self._note("acknowledgement_reminded", SYSTEM, tier=str(action.tier), **_who(people))
        self._tell(people, entry, "reminder")

    def expired(self, action: AcknowledgementExpired) -> None:
        self._note("acknowledgement_expired", SYSTEM, tier=str(action.tier))

    def acknowledged(self, action: PersonAcknowledged) -> None:
        self._transaction.incidents.note_acknowledged(
            self._incident.id, action.person_id, self._transaction.clock.now(), self._path()
        )
        self._note("call_acknowledged", self._actor, **self._person(action.person_id), **self._came_by())

    def answered(self, action: PersonAnswered) -> None:
        now = self._transaction.clock.now()
        self._transaction.incidents.note_answered(
            self._incident.id, action.person_id, now, self._path(), action.after_s
        )
        self._note("call_answered", self._actor, **self._person(action.person_id), **self._came_by())

    def arrived(self, action: PersonArrived) -> None:
        self._transaction.incidents.note_arrived(
            self._incident.id, action.person_id, self._transaction.clock.now(), self._path()
        )
        # Who takes it back takes back as much as was said by it.
        told = {"confirms": "true"} if action.confirmed else {}
        if action.tiers:
            told["tiers"] = ",".join(map(str, action.tiers))
        self._note("call_arrived", self._actor, **self._person(action.person_id), **told, **self._came_by())

    def turned_out(self, action: TurnedOut) -> None:
        # Cut off as every clock on screen is: the log must not say a second more than the card.
        seconds = str(int(action.after_s))
        self._note("turned_out", SYSTEM, after_s=seconds, **self._person(action.person_id))

    def answer_withdrawn(self, action: AnswerWithdrawn) -> None:
        self._withdraw("acknowledged", action.person_id, action.reason)
        resume(self._transaction, self._incident.id, action.person_id)

    def mark_withdrawn(self, action: MarkWithdrawn) -> None:
        """They know of it by themselves: what was held back because of that stays so."""
        now, person_id = self._transaction.clock.now(), action.person_id
        self._transaction.incidents.note_mark_withdrawn(
            self._incident.id, person_id, now, self._actor.person_id
        )
        wrong = self._newest("call_acknowledged", person=person_id)
        about = {**self._person(person_id), "reason": action.reason}
        self._note("mark_withdrawn", self._actor, wrong, **about)

    def arrival_withdrawn(self, action: ArrivalWithdrawn) -> None:
        self._withdraw("arrived", action.person_id, action.reason)
        journal, stored = self._transaction.journal, self._transaction.incidents.get(self._incident.id)
        first = journal.get(self._newest("turned_out"))
        wrong = first is not None and first.draft.data.get("person") == action.person_id
        if first is None or not wrong or journal.amendments([first.number]):
            return
        if stored is not None and turned_out_at(stored.calls) is not None:
            # It is no alarm, but somebody else was the first.
            self._note("turn_out_passed_on", SYSTEM, first.number, **self._person(action.person_id))

    def tier_reopened(self, action: TierReopened) -> None:
        tier = str(action.tier)
        wrong = self._newest("tier_acknowledged", tier=tier)
        about = {"tier": tier, "state": action.state, **self._person(action.person_id)}
        self._note("tier_reopened", SYSTEM, wrong, **about)

    def turn_out_reopened(self, action: TurnOutReopened) -> None:
        self._note("turn_out_reopened", SYSTEM, self._newest("turned_out"), **self._person(action.person_id))

    def held(self, action: TierHeld) -> None:
        self._note("tier_held", self._actor, tier=str(action.tier), reason=action.reason)

    def released(self, action: TierReleased) -> None:
        self._note("tier_released", self._actor, tier=str(action.tier))

    def added(self, action: Added) -> None:
        self._note("people_added", self._actor, tier=str(action.tier), **_named(action.callees))
        self._call(action.callees, action.tier)

    def handed_over(self, action: HandedOver) -> None:
        entry = self._note(
            "incident_handed_over", self._actor, was=action.was, **self._person(action.person_id)
        )
        self._tell(self._active((action.person_id,)), entry, "handed_over")

    def reopened(self, action: Reopened) -> None:
        """The entry about it is written by who reopened it, with the reason."""
        purpose = f"update:reopened-{self._transaction.journal.head[0]}"
        send_to(
            self._transaction, self._incident, self._active(action.people), purpose, self._wording, "reopened"
        )

    def _withdraw(self, what: Literal["acknowledged", "arrived"], person_id: str, reason: str) -> None:
        """Nothing is deleted: the entry that was wrong stays, and this one points at it."""
        self._transaction.incidents.note_withdrawn(
            self._incident.id, person_id, what, self._transaction.clock.now(), self._actor.person_id
        )
        wrong = self._newest(f"call_{what}", person=person_id)
        if what == "acknowledged":
            wrong = max(wrong, self._newest("call_answered", person=person_id))
        kind = "acknowledgement_withdrawn" if what == "acknowledged" else "arrival_withdrawn"
        self._note(kind, self._actor, wrong, **self._person(person_id), reason=reason)

    def _newest(self, kind: str, /, **about: str) -> int:
        return self._transaction.journal.newest_about(self._incident.id, kind, **about)

    def _call(self, callees: Iterable[Callee], tier: int) -> None:
        """Stores the calls, names those who cannot be messaged, and queues the messages of all others."""
        now = self._transaction.clock.now()
        known = {channel.id for channel in self._transaction.site.channels()}
        called = list(callees)
        for callee in called:
            person = callee.person
            reachable = not known.isdisjoint(callee.channels)
            phone = person.phones[0] if person.phones else ""
            self._transaction.incidents.save_call(
                Call(
                    new_id(now),
                    self._incident.id,
                    person.id,
                    person.name,
                    callee.role,
                    phone,
                    tier,
                    now,
                    reachable,
                    why=_reason(callee),
                    channels=callee.channels,
                )
            )
            if not reachable:
                self._note("no_channel", SYSTEM, name=_name(person), person=person.id, phone=phone)
        people = [callee.person for callee in called]
        send_to(self._transaction, self._incident, people, "emergency", self._wording)

    def _by_reach(self, people: Iterable[Person]) -> tuple[list[Person], list[Person]]:
        """Those with a channel, and those without."""
        known = {channel.id for channel in self._transaction.site.channels()}
        reached: list[Person] = []
        others: list[Person] = []
        for person in people:
            order = self._transaction.incidents.channel_order(self._incident.id, person.id) or person.channels
            (others if known.isdisjoint(order) else reached).append(person)
        return reached, others

    def _tell(self, people: Iterable[Person], entry: Entry, words: str) -> None:
        purpose = f"update:{words}-{entry.number}"
        send_to(self._transaction, self._incident, people, purpose, self._wording, words)

    def _active(self, person_ids: Iterable[str]) -> list[Person]:
        known = self._known()
        return [known[person_id] for person_id in person_ids if person_id in known]

    def _person(self, person_id: str) -> dict[str, str]:
        person = self._known().get(person_id)
        return {"person": person_id, "name": _name(person) if person is not None else person_id}

    def _known(self) -> Mapping[str, Person]:
        if not self._people:
            self._people = {person.id: person for person in self._transaction.site.people()}
        return self._people

    def _path(self) -> str:
        return self._source.path if self._source is not None else ""

    def _came_by(self) -> dict[str, str]:
        return self._source.data() if self._source is not None else {}

    def _note(self, kind: str, actor: Actor, amends: int = 0, /, **data: str) -> Entry:
        incident, place_id = self._incident.id, self._incident.place_id
        return self._transaction.journal.append(
            Draft(kind, actor=actor, data=data, incident_id=incident, place_id=place_id, amends=amends)
        )


def _named(callees: tuple[Callee, ...]) -> dict[str, str]:
    """Who, and why each of them: the answer of this moment is what counts later."""
    why = ",".join(map(_reason, callees))
    roles = ",".join(callee.role for callee in callees)
    return {**_who([callee.person for callee in callees]), "roles": roles, "why": why}


def _reason(callee: Callee) -> str:
    """Code, and the detail of it after a colon."""
    return f"{callee.why}:{callee.detail}" if callee.detail else callee.why


def _who(people: list[Person]) -> dict[str, str]:
    return {
        "count": str(len(people)),
        "names": "、".join(_name(person) for person in people),
        "people": ",".join(person.id for person in people),
    }


def _name(person: Person) -> str:
    return person.name.zh or person.name.en


_DEEDS: dict[type[Any], Callable[[Carrier, Any], None]] = {
    TierCalled: Carrier.tier_called,
    TierEmpty: Carrier.tier_empty,
    CalledAgain: Carrier.called_again,
    TierMissed: Carrier.tier_missed,
    TierAcknowledged: Carrier.tier_acknowledged,
    Reminded: Carrier.reminded,
    AcknowledgementExpired: Carrier.expired,
    PersonAcknowledged: Carrier.acknowledged,
    PersonAnswered: Carrier.answered,
    PersonArrived: Carrier.arrived,
    TurnedOut: Carrier.turned_out,
    TierHeld: Carrier.held,
    TierReleased: Carrier.released,
    Added: Carrier.added,
    AnswerWithdrawn: Carrier.answer_withdrawn,
    MarkWithdrawn: Carrier.mark_withdrawn,
    ArrivalWithdrawn: Carrier.arrival_withdrawn,
    TierReopened: Carrier.tier_reopened,
    TurnOutReopened: Carrier.turn_out_reopened,
    HandedOver: Carrier.handed_over,
    Reopened: Carrier.reopened,
}
"""`Ended` asks for nothing: who closes an incident writes the entry and tells those called."""

"""Signatures with a PIN: the outgoing, the incoming, the leader; and what the incoming refuses."""

from concurrent.futures import Future
from dataclasses import replace
from zoneinfo import ZoneInfo

from app.access.service import AccessService
from app.core.clock import stamp
from app.core.errors import NotAllowed, NotFound
from app.handover import rules
from app.handover.beside import signed_beside
from app.handover.members import with_latest
from app.handover.sealing import content_hash
from app.model.handover import INCOMING, LEADER, OUTGOING, Approval, Handover, HandoverDue, Side, Signature
from app.model.journal import Actor, Draft
from app.model.words import Words
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction


class Signing:
    """Every step is one transaction: the check of the PIN, the rows, the entry of the log.

    All fail with NotAllowed (wrong_pin, pin_locked, handover_changed where something was changed after the screen showed
    it, and the refusals of `rules`) or NotFound.
    """

    def __init__(self, database: Database, access: AccessService) -> None:
        self._database = database
        self._access = access

    def signers(self) -> set[str]:
        """Ids of those who have a PIN."""
        return {person.id for person in self._access.may_sign_in()}

    def offer(
        self, person_id: str, pin: str, revision: int, reason: str = "", leader_id: str = ""
    ) -> "Future[Handover]":
        """The outgoing signs what the screen showed as `revision`. While an incident runs: why, and which leader has
        approved."""

        def change(transaction: Transaction, actor: Actor) -> Handover:
            before = _signable(transaction, revision, reason, leader_id)
            after = rules.offered(
                before,
                person_id,
                _name(transaction, person_id),
                transaction.clock.now(),
                incident=_incident_runs(transaction),
            )
            transaction.handovers.sign(after.id, _own(after, OUTGOING))
            return _store(transaction, before, after, "handover_offered", actor, **_summary(after))

        return self._access.sign(person_id, pin, change)

    def refuse(self, person_id: str, pin: str, reason: str) -> "Future[Handover]":
        """The incoming does not take it over like this: the outgoing stays responsible and completes it."""
        return self._return(person_id, pin, reason, by_outgoing=False)

    def take_back(self, person_id: str, pin: str, reason: str) -> "Future[Handover]":
        """The outgoing has something to add: it is to be signed anew."""
        return self._return(person_id, pin, reason, by_outgoing=True)

    def accept(
        self, person_id: str, pin: str, revision: int, reason: str = "", leader_id: str = ""
    ) -> "Future[Handover]":
        """The incoming signs, and is the one signed in at the console from then on. `reason` and `leader_id` as in
        `offer`, where the incident has begun since."""

        def change(transaction: Transaction, actor: Actor) -> Handover:
            before = _signable(transaction, revision, reason, leader_id)
            return _accept(transaction, actor, before)

        return self._access.sign(person_id, pin, change, takes_console=True)

    def countersign(self, handover_id: str, person_id: str, pin: str) -> "Future[Handover]":
        """A leader signs beside the two, then or later. Fails with NotAllowed (not_a_leader, leader_signed, countersigned)."""

        def change(transaction: Transaction, actor: Actor) -> Handover:
            handover = transaction.handovers.get(handover_id)
            if handover is None or handover.is_open:
                raise NotFound("no_handover", id=handover_id)
            _refuse_no_leader(transaction, handover, person_id)
            signature = Signature(
                LEADER,
                handover.attempt,
                person_id,
                _name(transaction, person_id),
                transaction.clock.now(),
            )
            transaction.handovers.sign(handover.id, signature)
            data = {"handover": handover.id, "serial": handover.serial, "hash": handover.hash}
            transaction.journal.append(Draft("handover_countersigned", actor=actor, data=data))
            transaction.touch("handover")
            return replace(handover, signatures=(*handover.signatures, signature))

        return self._access.sign(person_id, pin, change)

    def sign_beside(self, handover_id: str, side: Side, person_id: str, pin: str) -> "Future[Handover]":
        """Somebody who stood the shift signs beside the one who signed for it, then or later; see `beside`."""

        def change(transaction: Transaction, actor: Actor) -> Handover:
            before = transaction.handovers.get(handover_id)
            if before is None:
                raise NotFound("no_handover", id=handover_id)
            name = _name(transaction, person_id)
            after = signed_beside(before, side, person_id, name, transaction.clock.now())
            transaction.handovers.sign(after.id, after.signatures[-1])
            data = {"handover": after.id, "side": side, "serial": after.serial, "hash": after.hash}
            transaction.journal.append(Draft("handover_signed_beside", actor=actor, data=data))
            transaction.touch("handover")
            return after

        return self._access.sign(person_id, pin, change)

    def leaders(self) -> set[str]:
        """Ids of those who may countersign and approve."""
        return self._database.read(_leaders)

    def _return(self, person_id: str, pin: str, reason: str, *, by_outgoing: bool) -> "Future[Handover]":
        def change(transaction: Transaction, actor: Actor) -> Handover:
            before = _existing(transaction)
            after = rules.returned(
                before,
                person_id,
                _name(transaction, person_id),
                transaction.clock.now(),
                reason,
                by_outgoing=by_outgoing,
            )
            transaction.handovers.refuse(after.id, after.refusals[-1])
            kind = "handover_taken_back" if by_outgoing else "handover_refused"
            return _store(transaction, before, after, kind, actor, reason=after.refusals[-1].reason)

        return self._access.sign(person_id, pin, change)


def _accept(transaction: Transaction, actor: Actor, before: Handover) -> Handover:
    now = transaction.clock.now()
    name = _name(transaction, actor.person_id)
    signed = rules.accepted(before, actor.person_id, name, now, incident=_incident_runs(transaction))
    signed = replace(signed, serial=_serial(transaction), revision=before.revision + 1)
    signed = replace(signed, hash=content_hash(signed))
    entry = transaction.journal.append(
        Draft("handover_accepted", actor=actor, data={**_summary(signed), **_outcome(signed)})
    )
    sealed = replace(signed, entry=entry.number, head=entry.hash)
    transaction.handovers.sign(sealed.id, _own(sealed, INCOMING))
    transaction.handovers.save(sealed)
    _settle_dues(transaction, sealed)
    transaction.touch("handover", "handover_accepted")
    return sealed


def _own(handover: Handover, side: Side) -> Signature:
    signature = handover.signature(side)
    assert signature is not None, "it was signed just now"
    return signature


def _approved(transaction: Transaction, handover: Handover, reason: str, leader_id: str) -> Handover:
    """With what was said for handing over in an incident. Raises InvalidInput where half of it is missing."""
    if not _incident_runs(transaction) or (handover.approval.reason and not reason):
        return handover
    if not reason and not leader_id:
        return handover  # `rules` refuses it, and says why
    approval = Approval(reason.strip(), leader_id, _name(transaction, leader_id))
    return rules.with_approval(handover, approval)


def _settle_dues(transaction: Transaction, handover: Handover) -> None:
    """The change of shift it was for is settled, and whatever else has come due meanwhile."""
    now = transaction.clock.now()
    rows = {due.due_at: due for due in transaction.handovers.open_dues() if due.due_at <= now}
    if handover.due_at is not None:
        own = transaction.handovers.due(handover.due_at) or _unreminded(handover)
        rows[own.due_at] = own
    for due in rows.values():
        if due.missed_at is None:
            settled = replace(due, accepted_at=now, withdrawn_at=None, handover_id=handover.id)
            transaction.handovers.save_due(settled)


def _unreminded(handover: Handover) -> HandoverDue:
    assert handover.due_at is not None, "asked for one that the roster wants"
    return HandoverDue(handover.due_at, handover.outgoing, handover.incoming)


def _outcome(handover: Handover) -> dict[str, str]:
    """What the log keeps of an accepted handover beside its hash."""
    unconfirmed = rules.open_points(handover)
    return {
        "serial": handover.serial,
        "hash": handover.hash,
        "open": str(len(unconfirmed)),
        "refused": str(sum(1 for point in unconfirmed if point.verdict == "refused")),
        "same": "true" if rules.same_signer(handover) else "",
        "outgoing": _own(handover, OUTGOING).person_id,
    }


def _summary(handover: Handover) -> dict[str, str]:
    return {
        "handover": handover.id,
        "due": stamp(handover.due_at) if handover.due_at else "",
        "points": str(len(handover.points)),
        "differences": str(len(rules.differences(handover))),
        "reason": handover.approval.reason,
        "leader": handover.approval.leader_id,
    }


def _serial(transaction: Transaction) -> str:
    zone = ZoneInfo(transaction.site.site().timezone)
    year = transaction.clock.now().astimezone(zone).year
    return f"{year}-{transaction.handovers.count_of_year(f'{year}-') + 1:03d}"


def _signable(transaction: Transaction, revision: int, reason: str, leader_id: str) -> Handover:
    """What the screen showed, with who has clocked on since, and what was said about handing over in an incident."""
    shown = with_latest(transaction, _shown(transaction, revision))
    return _approved(transaction, shown, reason, leader_id)


def _shown(transaction: Transaction, revision: int) -> Handover:
    handover = _existing(transaction)
    if handover.revision != revision:
        raise NotAllowed("handover_changed")
    return handover


def _existing(transaction: Transaction) -> Handover:
    handover = transaction.handovers.open()
    if handover is None:
        raise NotAllowed("no_handover_open")
    return handover


def _store(
    transaction: Transaction, before: Handover, after: Handover, kind: str, actor: Actor, **data: str
) -> Handover:
    kept = replace(after, revision=before.revision + 1)
    transaction.handovers.save(kept)
    transaction.journal.append(Draft(kind, actor=actor, data={"handover": kept.id, **data}))
    transaction.touch("handover")
    return kept


def _name(transaction: Transaction, person_id: str) -> Words:
    return next((person.name for person in transaction.site.people() if person.id == person_id), Words())


def _incident_runs(transaction: Transaction) -> bool:
    """A drill is no reason to stay."""
    return transaction.incidents.any_running(drills=False)


def _leaders(store: Reader | Transaction) -> set[str]:
    return {person.id for person in store.site.people() if person.active and "leader" in person.roles}


def _refuse_no_leader(transaction: Transaction, handover: Handover, person_id: str) -> None:
    rostered = {one.person_id for one in (*handover.outgoing, *handover.incoming) if one.role == "leader"}
    if person_id not in _leaders(transaction) | rostered:
        raise NotAllowed("not_a_leader")
    if handover.signature(LEADER) is not None:
        raise NotAllowed("countersigned")
    if any(one.person_id == person_id and one.attempt == handover.attempt for one in handover.signatures):
        raise NotAllowed("leader_signed")

"""Signatures of those who stood a shift with the one who signed for it. Pure."""

from dataclasses import replace
from datetime import datetime

from app.core.errors import NotAllowed
from app.handover.rules import refuse_both, refuse_stranger
from app.model.handover import INCOMING, LEADER, OUTGOING, Handover, Member, Side, Signature
from app.model.words import Words


def signed_beside(handover: Handover, side: Side, person_id: str, name: Words, now: datetime) -> Handover:
    """Somebody who stood the shift with the one who signed for it signs, too: from that signature on, at any time.

    Raises NotAllowed: handover_not_offered, not_of_shift, leader_countersigns, signed_already, same_person_signs.
    """
    if handover.signature(side) is None:
        raise NotAllowed("handover_not_offered")
    members = handover.outgoing if side == OUTGOING else handover.incoming
    refuse_stranger(handover, members, person_id)
    if all(one.person_id != person_id for one in may_sign_beside(handover, side)):
        leads = any(one.person_id == person_id and one.role == LEADER for one in members)
        raise NotAllowed("leader_countersigns" if leads else "signed_already")
    refuse_both(handover, INCOMING if side == OUTGOING else OUTGOING, person_id, name)
    signature = Signature(side, handover.attempt, person_id, name, now, beside=True)
    return replace(handover, signatures=(*handover.signatures, signature))


def may_sign_beside(handover: Handover, side: Side) -> list[Member]:
    """Of a side that has signed: who stood it and has not signed. A leader has a place of their own."""
    signature = handover.signature(side)
    if signature is None:
        return []
    done = {signature.person_id, *(one.person_id for one in handover.signed_beside(side))}
    members = handover.outgoing if side == OUTGOING else handover.incoming
    return [one for one in members if one.role != LEADER and one.person_id not in done]

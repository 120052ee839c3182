"""What the signatures are put under: the content of a handover as one text, and its hash. Pure.

The text is JSON with sorted keys, no spaces, UTF-8. It holds who went and who came, every point with what both sides
said, every count, refusals, the approval and the two signatures that count; not those of the leader and of people who sign
beside, which may come later.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from app.core.clock import stamp
from app.model.handover import LEADER, Count, Handover, Member, Point
from app.model.words import Words


def canonical(handover: Handover) -> str:
    """The text that the hash covers."""
    fields = {
        "id": handover.id,
        "serial": handover.serial,
        "begun_at": stamp(handover.begun_at),
        "since": stamp(handover.since),
        "due_at": _moment(handover.due_at),
        "accepted_at": _moment(handover.accepted_at),
        "attempt": handover.attempt,
        "outgoing": [_member(one) for one in handover.outgoing],
        "incoming": [_member(one) for one in handover.incoming],
        "points": [_point(one) for one in handover.points],
        "counts": [_count(one) for one in handover.counts],
        "signatures": [
            {
                "side": one.side,
                "attempt": one.attempt,
                "person": one.person_id,
                **_words(one.name),
                "at": stamp(one.at),
            }
            for one in handover.signatures
            if one.side != LEADER and not one.beside
        ],
        "refusals": [
            {
                "attempt": one.attempt,
                "person": one.person_id,
                **_words(one.name),
                "at": stamp(one.at),
                "reason": one.reason,
                "by_outgoing": one.by_outgoing,
            }
            for one in handover.refusals
        ],
        "approval": {
            "reason": handover.approval.reason,
            "leader": handover.approval.leader_id,
            **_words(handover.approval.leader),
        },
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(handover: Handover) -> str:
    """SHA-256 of `canonical`."""
    return hashlib.sha256(canonical(handover).encode()).hexdigest()


def _member(member: Member) -> dict[str, Any]:
    return {
        "person": member.person_id,
        **_words(member.name),
        "role": member.role,
        "planned": member.planned,
        "present": member.present,
    }


def _point(point: Point) -> dict[str, Any]:
    fact = point.fact
    return {
        "key": fact.key,
        "section": fact.section,
        "code": fact.code,
        "data": dict(fact.data),
        "source": fact.source,
        "since": _moment(fact.since),
        "weight": fact.weight,
        "words": point.words,
        "verdict": point.verdict,
        "remark": point.remark,
        "carried": point.carried,
        "gone": point.gone,
        "earlier": point.earlier,
    }


def _count(count: Count) -> dict[str, Any]:
    return {
        "item": count.item.id,
        **_words(count.item.name),
        "expected": count.item.expected,
        "outgoing": count.outgoing,
        "incoming": count.incoming,
        "why": count.why,
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _moment(moment: datetime | None) -> str:
    return stamp(moment) if moment is not None else ""

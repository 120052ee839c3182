"""Handovers as rows, and rows as handovers."""

import json
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from app.core.clock import parse_stamp
from app.model.handover import (
    Approval,
    Count,
    Fact,
    Handover,
    HandoverDue,
    Item,
    Member,
    Point,
    Refusal,
    Signature,
)
from app.model.words import Words
from app.storage.columns import moment_of, words_of


def members_text(members: Sequence[Member]) -> str:
    return json.dumps(
        [
            {
                "person_id": one.person_id,
                "zh": one.name.zh,
                "en": one.name.en,
                "role": one.role,
                "planned": one.planned,
                "present": one.present,
            }
            for one in members
        ],
        ensure_ascii=False,
        sort_keys=True,
    )


def members_of(text: str) -> tuple[Member, ...]:
    return tuple(
        Member(one["person_id"], Words(one["zh"], one["en"]), one["role"], one["planned"], one["present"])
        for one in json.loads(text)
    )


def approval_text(approval: Approval) -> str:
    return json.dumps(
        {
            "reason": approval.reason,
            "leader_id": approval.leader_id,
            "zh": approval.leader.zh,
            "en": approval.leader.en,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def _approval(text: str) -> Approval:
    found = json.loads(text)
    return Approval(found["reason"], found["leader_id"], Words(found["zh"], found["en"]))


def handover_of(
    row: dict[str, Any],
    points: tuple[Point, ...] = (),
    counts: tuple[Count, ...] = (),
    signatures: tuple[Signature, ...] = (),
    refusals: tuple[Refusal, ...] = (),
) -> Handover:
    return Handover(
        id=row["id"],
        begun_at=parse_stamp(row["begun_at"]),
        since=parse_stamp(row["since"]),
        due_at=moment_of(row["due_at"]),
        state=row["state"],
        attempt=row["attempt"],
        revision=row["revision"],
        outgoing=members_of(row["outgoing"]),
        incoming=members_of(row["incoming"]),
        points=points,
        counts=counts,
        signatures=signatures,
        refusals=refusals,
        approval=_approval(row["approval"]),
        accepted_at=moment_of(row["accepted_at"]),
        serial=row["serial"],
        hash=row["hash"],
        entry=row["entry"],
        head=row["head"],
    )


def point_of(row: dict[str, Any]) -> Point:
    fact = Fact(
        key=row["key"],
        section=row["section"],
        code=row["code"],
        data=MappingProxyType(json.loads(row["data"])),
        source=row["source"],
        since=moment_of(row["since"]),
        weight=row["weight"],
    )
    return Point(
        fact, row["words"], row["verdict"], row["remark"], row["carried"], bool(row["gone"]), row["earlier"]
    )


def count_of(row: dict[str, Any]) -> Count:
    item = Item(row["item_id"], words_of(row), row["expected"], row["position"])
    return Count(item, row["outgoing"], row["incoming"], row["why"])


def signature_of(row: dict[str, Any]) -> Signature:
    return Signature(
        row["side"],
        row["attempt"],
        row["person_id"],
        words_of(row),
        parse_stamp(row["at"]),
        beside=bool(row["beside"]),
    )


def refusal_of(row: dict[str, Any]) -> Refusal:
    return Refusal(
        row["attempt"],
        row["person_id"],
        words_of(row),
        parse_stamp(row["at"]),
        row["reason"],
        bool(row["by_outgoing"]),
    )


def due_of(row: dict[str, Any]) -> HandoverDue:
    return HandoverDue(
        due_at=parse_stamp(row["due_at"]),
        outgoing=members_of(row["outgoing"]),
        incoming=members_of(row["incoming"]),
        reminded_at=moment_of(row["reminded_at"]),
        late_at=moment_of(row["late_at"]),
        missed_at=moment_of(row["missed_at"]),
        withdrawn_at=moment_of(row["withdrawn_at"]),
        accepted_at=moment_of(row["accepted_at"]),
        handover_id=row["handover_id"],
    )

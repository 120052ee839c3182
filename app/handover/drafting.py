"""Makes the points of a draft out of what one look at the duty room has brought. Pure."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from app.core.clock import stamp
from app.handover.facts import both, fact, with_data
from app.handover.house import cameras, channels, roster, system, tours
from app.handover.seen import Notice, Seen
from app.model.handover import SECTIONS, Fact, Section, Weight
from app.model.incident import STOOD_DOWN, UNKNOWN_KIND, Incident
from app.model.journal import NOTE_KINDS
from app.model.words import Words

NOTICES = ("order", "fault", "handover")
"""Kinds of people's entries of which each is a point."""
MOST = 60
"""Rows of one section; what goes beyond is counted."""


def facts_of(seen: Seen) -> tuple[Fact, ...]:
    """Everything that the next shift must know, in the order of the form; a part in which all is well says so."""
    found = [
        *_incidents(seen),
        *_notices(seen),
        *_hazards(seen),
        *cameras(seen),
        *channels(seen),
        *system(seen),
        *tours(seen),
        *roster(seen),
        *_missed(seen),
        *_log(seen),
    ]
    by_key = {one.key: one for one in found}
    return tuple(one for section in SECTIONS for one in _at_most(section, by_key.values()))


def _at_most(section: Section, facts: Iterable[Fact]) -> Iterator[Fact]:
    own = [one for one in facts if one.section == section]
    yield from own[:MOST]
    if len(own) > MOST:
        yield fact(f"{section}:more", section, "more", "wrong", count=str(len(own) - MOST))


def _incidents(seen: Seen) -> Iterator[Fact]:
    for incident in seen.running:
        called = incident.calls
        yield fact(
            f"incident:{incident.id}",
            "incident",
            "incident_running",
            "told" if incident.drill else "wrong",
            source=f"incident:{incident.id}",
            since=incident.opened_at,
            called=str(len(called)),
            confirmed=str(sum(1 for call in called if call.acknowledged_at is not None)),
            arrived=str(sum(1 for call in called if call.arrived_at is not None)),
            owed=_owed(incident, seen),
            named=_named_incident(incident, seen),
        )
    for incident in seen.closed:
        owed = _owed(incident, seen)
        if owed:
            yield fact(
                f"incident:{incident.id}",
                "incident",
                "incident_owes",
                "wrong",
                source=f"incident:{incident.id}",
                since=incident.opened_at,
                owed=owed,
                named=_named_incident(incident, seen),
            )
    if not seen.running:
        yield fact("incident:none", "incident", "incidents_none", "fine")


def _owed(incident: Incident, seen: Seen) -> str:
    """Codes of what is still owed, each with the moment until when: `written@2026-11-26T12:00:00.000Z`."""
    dues = sorted(seen.dues.get(incident.id, ()), key=lambda due: due.due_at)
    return " ".join(f"{due.stage}@{stamp(due.due_at)}" for due in dues)


def _named_incident(incident: Incident, seen: Seen) -> dict[str, str]:
    kind = seen.kinds.get(incident.id, Words()) if incident.kind != UNKNOWN_KIND else Words()
    return {
        "drill": "true" if incident.drill else "",
        **both("kind", kind),
        **both("place", seen.places.get(incident.place_id, Words())),
        "at": stamp(incident.opened_at),
    }


def _notices(seen: Seen) -> Iterator[Fact]:
    for notice in seen.notices:
        kind = notice.entry.draft.kind
        if kind == "order":
            yield _of_notice(notice, "order", "order", "told", seen)
        else:
            yield _of_notice(notice, "note", f"entry_{kind}", "wrong" if kind == "fault" else "told", seen)
    more = sum(seen.counts.get(kind, 0) for kind in NOTICES) - len(seen.notices)
    if more > 0:
        yield fact("notices:more", "note", "more", "wrong", count=str(more))
    for incident in seen.closed:
        if incident.closed_at is not None and incident.closed_at >= seen.since:
            code = "incident_over" if incident.state == STOOD_DOWN else "incident_false"
            yield fact(
                f"over:{incident.id}",
                "note",
                code,
                source=f"incident:{incident.id}",
                closed=stamp(incident.closed_at),
                reason=incident.close_reason,
                named=_named_incident(incident, seen),
            )


def _of_notice(notice: Notice, section: Section, code: str, weight: Weight, seen: Seen) -> Fact:
    entry = notice.entry
    actor = entry.draft.actor
    return fact(
        f"entry:{entry.number}",
        section,
        code,
        weight,
        source=f"entry:{entry.number}",
        since=entry.at,
        number=str(entry.number),
        text=notice.text,
        at=stamp(entry.at),
        named={
            **both("place", notice.place),
            **both("by", seen.people.get(actor.person_id, Words(actor.name))),
        },
    )


def _hazards(seen: Seen) -> Iterator[Fact]:
    for notice in seen.hazards:
        days = max(0, (seen.now - notice.entry.at) // timedelta(days=1))
        overdue = days >= seen.hazard_days
        found = _of_notice(
            notice,
            "hazard",
            "hazard_overdue" if overdue else "hazard",
            "wrong" if overdue else "told",
            seen,
        )
        yield with_data(found, days=str(days)) if days else found
    more = seen.hazards_in_all - len(seen.hazards)
    if more > 0:
        yield fact("hazard:more", "hazard", "more", "wrong", count=str(more))


def _missed(seen: Seen) -> Iterator[Fact]:
    for due in seen.missed:
        yield fact(
            f"missed:{stamp(due.due_at)}",
            "missed",
            "handover_missed",
            "wrong",
            since=due.due_at,
            at=stamp(due.due_at),
            out_zh="、".join(one.name.in_language("zh") for one in due.outgoing),
            out_en=", ".join(one.name.in_language("en") for one in due.outgoing),
            into_zh="、".join(one.name.in_language("zh") for one in due.incoming),
            into_en=", ".join(one.name.in_language("en") for one in due.incoming),
        )


def _log(seen: Seen) -> Iterator[Fact]:
    own = {kind: seen.counts[kind] for kind in NOTE_KINDS if seen.counts.get(kind)}
    first, last = seen.numbers
    yield fact(
        "log:summary",
        "log",
        "log_summary" if own else "log_none",
        "fine",
        source=f"entry:{first}" if first else "",
        kinds=" ".join(f"{kind}={count}" for kind, count in own.items()),
        first=str(first),
        last=str(last),
    )

"""What may happen to a handover, and what becomes of it then. Pure."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.model.handover import (
    ACCEPTED,
    DRAFT,
    INCOMING,
    OFFERED,
    OUTGOING,
    SECTIONS,
    Approval,
    Count,
    Fact,
    Handover,
    Item,
    Member,
    Point,
    Refusal,
    Side,
    Signature,
    Verdict,
)
from app.model.words import Words

LONGEST = 1000
"""Characters of what is said to one point."""
MOST = 9999
"""Of one thing on the list."""
BY_HAND = "hand"
_LASTING = ("incident", "camera", "channel", "hazard", "system", "roster")
"""Sections of things that are the case or not; the others tell what happened."""


def begun(
    handover_id: str,
    now: datetime,
    since: datetime,
    facts: Iterable[Fact],
    items: Iterable[Item],
    before: Handover | None,
) -> Handover:
    """A draft; `before` is the handover that was signed last: what it left open is carried over."""
    carried = {point.key: point for point in before.points if not point.is_confirmed} if before else {}
    known = list(facts)
    points = [_with_past(Point(fact), carried.get(fact.key)) for fact in known]
    keys = {fact.key for fact in known}
    left = [point for key, point in carried.items() if key not in keys and _is_carried(point)]
    points += [_with_past(Point(point.fact, gone=_is_gone(point)), point) for point in left]
    return Handover(
        handover_id,
        begun_at=now,
        since=since,
        points=_in_order(points),
        counts=tuple(Count(item) for item in items),
    )


def refreshed(handover: Handover, facts: Iterable[Fact], items: Iterable[Item]) -> Handover:
    """The draft as the program sees things now; what people wrote stays, also beside what is no longer so."""
    refuse_unless_draft(handover)
    known = {point.key: point for point in handover.points}
    found = list(facts)
    keys = {fact.key for fact in found}
    points = [_seen_again(fact, known.get(fact.key)) for fact in found]
    for point in handover.points:
        if point.key not in keys and (is_by_hand(point) or point.carried or point.words):
            points.append(replace(point, gone=_is_gone(point)))
    counted = {count.item.id: count for count in handover.counts}
    counts = tuple(
        replace(counted[item.id], item=item) if item.id in counted else Count(item) for item in items
    )
    return replace(handover, points=_in_order(points), counts=counts)


def is_by_hand(point: Point) -> bool:
    """Whether the outgoing wrote it themselves."""
    return point.fact.code == BY_HAND


def note_of(point_id: str, text: str) -> Point:
    """A point that the outgoing writes. Raises InvalidInput (empty_text, too_long)."""
    return Point(Fact(f"{BY_HAND}:{point_id}", "note", BY_HAND, {"text": checked_text(text, "text")}))


def with_note(handover: Handover, point: Point) -> Handover:
    """With a point written by hand, new or instead of what it said before."""
    refuse_unless_draft(handover)
    others = [one for one in handover.points if one.key != point.key]
    return replace(handover, points=_in_order([*others, point]))


def without_note(handover: Handover, key: str) -> Handover:
    """Without a point that was written by hand and not carried over: anything else stays."""
    refuse_unless_draft(handover)
    point = _point(handover, key)
    if not is_by_hand(point) or point.carried:
        raise NotAllowed("point_stays")
    return replace(handover, points=tuple(one for one in handover.points if one.key != key))


def with_words(handover: Handover, key: str, words: str) -> Handover:
    """The outgoing completes a point; what the incoming said to it before counts no more."""
    refuse_unless_draft(handover)
    text = words.strip()
    if len(text) > LONGEST:
        raise InvalidInput(field="words", reason="too_long", number=str(LONGEST))
    return _changed(handover, key, lambda point: replace(point, words=text, verdict="", remark=""))


def with_verdict(handover: Handover, key: str, verdict: Verdict, remark: str = "") -> Handover:
    """The incoming checks a point. A remark and a refusal need words."""
    if handover.state != OFFERED:
        raise NotAllowed("handover_not_offered")
    text = checked_text(remark, "remark") if verdict in ("remarked", "refused") else ""
    return _changed(handover, key, lambda point: replace(point, verdict=verdict, remark=text))


def with_count(handover: Handover, item_id: str, side: Side, count: int | None) -> Handover:
    """Somebody has counted; None takes the figure back. What the outgoing counts anew is to be recounted."""
    refuse_accepted(handover)
    if side == OUTGOING:
        refuse_unless_draft(handover)
    elif handover.state != OFFERED:
        raise NotAllowed("handover_not_offered")
    if count is not None and not 0 <= count <= MOST:
        raise InvalidInput(field="count", reason="count_form")

    def counted(one: Count) -> Count:
        if side == OUTGOING:
            return replace(one, outgoing=count, incoming=None if count != one.outgoing else one.incoming)
        return replace(one, incoming=count)

    return _recounted(handover, item_id, counted)


def with_why(handover: Handover, item_id: str, why: str) -> Handover:
    """Explains a difference; both sides may. A figure alone is the next count, typed into the wrong line."""
    refuse_accepted(handover)
    if why.strip().isdecimal():
        raise InvalidInput(field="why", reason="why_form")
    if len(why.strip()) > LONGEST:
        raise InvalidInput(field="why", reason="too_long", number=str(LONGEST))
    return _recounted(handover, item_id, lambda one: replace(one, why=why.strip()))


def with_people(handover: Handover, side: Side, members: Sequence[Member]) -> Handover:
    """Who goes or who comes. Those who have signed stay as they are."""
    refuse_accepted(handover)
    if side == OUTGOING:
        refuse_unless_draft(handover)
        return replace(handover, outgoing=tuple(members))
    return replace(handover, incoming=tuple(members))


def with_approval(handover: Handover, approval: Approval) -> Handover:
    """Why it is handed over while an incident runs, and which leader approved. Raises InvalidInput."""
    refuse_accepted(handover)
    checked_text(approval.reason, "reason")
    if not approval.leader_id:
        raise InvalidInput(field="leader", reason="no_leader")
    return replace(handover, approval=approval)


def offered(handover: Handover, person_id: str, name: Words, now: datetime, *, incident: bool) -> Handover:
    """The outgoing signs. `incident`: one that is no drill is running.

    Raises NotAllowed: handover_offered, not_of_shift, count_missing, difference_unexplained, incident_running.
    """
    refuse_unless_draft(handover)
    refuse_stranger(handover, handover.outgoing, person_id)
    _refuse_uncounted(handover, OUTGOING)
    _refuse_in_incident(handover, incident=incident)
    signature = Signature(OUTGOING, handover.attempt, person_id, name, now)
    signed = replace(handover, state=OFFERED, signatures=(*handover.signatures, signature))
    return with_arrivals(signed, {person_id})


def returned(
    handover: Handover, person_id: str, name: Words, now: datetime, reason: str, *, by_outgoing: bool
) -> Handover:
    """Refused as a whole by the incoming, or taken back by the outgoing: a draft again, to be signed anew."""
    if handover.state != OFFERED:
        raise NotAllowed("handover_not_offered")
    refuse_stranger(handover, handover.outgoing if by_outgoing else handover.incoming, person_id)
    refusal = Refusal(
        handover.attempt, person_id, name, now, checked_text(reason, "reason"), by_outgoing=by_outgoing
    )
    return replace(
        handover, state=DRAFT, attempt=handover.attempt + 1, refusals=(*handover.refusals, refusal)
    )


def accepted(handover: Handover, person_id: str, name: Words, now: datetime, *, incident: bool) -> Handover:
    """The incoming signs: from now on it never changes. Its serial, hash and entry are added by whoever stores it.

    Raises NotAllowed: handover_not_offered, not_of_shift, same_person_signs, count_missing, difference_unexplained,
    incident_running.
    """
    if handover.state != OFFERED:
        raise NotAllowed("handover_not_offered")
    refuse_stranger(handover, handover.incoming, person_id)
    refuse_both(handover, OUTGOING, person_id, name)
    _refuse_uncounted(handover, INCOMING)
    _refuse_in_incident(handover, incident=incident)
    signature = Signature(INCOMING, handover.attempt, person_id, name, now)
    signed = replace(handover, state=ACCEPTED, accepted_at=now, signatures=(*handover.signatures, signature))
    return with_arrivals(signed, {person_id})


def with_arrivals(handover: Handover, here: Collection[str]) -> Handover:
    """Whoever has come since is there. Nobody who was ticked as there is taken away."""
    outgoing, incoming = (
        tuple(replace(one, present=True) if one.person_id in here else one for one in side)
        for side in (handover.outgoing, handover.incoming)
    )
    return replace(handover, outgoing=outgoing, incoming=incoming)


def is_on_both(handover: Handover, person_id: str) -> bool:
    """Whether the roster has somebody in both shifts: only then may the same person sign twice."""
    return all(
        any(one.person_id == person_id and one.planned for one in side)
        for side in (handover.outgoing, handover.incoming)
    )


def same_signer(handover: Handover) -> bool:
    """Whether one person signed for both shifts."""
    both = [handover.signature(side) for side in (OUTGOING, INCOMING)]
    return None not in both and len({one.person_id for one in both if one is not None}) == 1


def open_points(handover: Handover) -> list[Point]:
    """What was not confirmed: it is carried over to the next handover."""
    return [point for point in handover.points if not point.is_confirmed]


def differences(handover: Handover) -> list[Count]:
    return [count for count in handover.counts if count.differs]


def first_unready(handover: Handover, side: Side) -> Count | None:
    """The first thing on the list that keeps a side from signing: not counted, or a difference that nobody explained."""
    return next(
        (one for one in handover.counts if _counted(one, side) is None or (one.differs and not one.why)),
        None,
    )


def refuse_accepted(handover: Handover) -> None:
    if handover.state == ACCEPTED:
        raise NotAllowed("handover_accepted")


def refuse_unless_draft(handover: Handover) -> None:
    refuse_accepted(handover)
    if handover.state != DRAFT:
        raise NotAllowed("handover_offered")


def checked_text(text: str, field: str) -> str:
    """Without the spaces around it. Raises InvalidInput (empty_text, too_long)."""
    tidy = text.strip()
    if not tidy:
        raise InvalidInput(field=field, reason="empty_text")
    if len(tidy) > LONGEST:
        raise InvalidInput(field=field, reason="too_long", number=str(LONGEST))
    return tidy


def _in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    """Part by part, as the form has them."""
    return tuple(sorted(points, key=lambda point: SECTIONS.index(point.fact.section)))


def _with_past(point: Point, before: Point | None) -> Point:
    if before is None:
        return point
    return replace(
        point, words=before.words, carried=before.carried + 1, earlier=before.remark or before.earlier
    )


def _is_carried(point: Point) -> bool:
    """That all was well is no matter to be carried on; and what is written of the log stands in the log."""
    if point.verdict == "refused":
        return True
    return point.fact.weight != "fine" and point.fact.section != "log"


def _is_gone(point: Point) -> bool:
    return point.fact.section in _LASTING


def _seen_again(fact: Fact, known: Point | None) -> Point:
    if known is None:
        return Point(fact)
    if known.fact == fact:
        return replace(known, gone=False)
    return replace(known, fact=fact, gone=False, verdict="", remark="")


def _point(handover: Handover, key: str) -> Point:
    found = next((point for point in handover.points if point.key == key), None)
    if found is None:
        raise NotFound("no_point", id=key)
    return found


def _changed(handover: Handover, key: str, change: Callable[[Point], Point]) -> Handover:
    _point(handover, key)
    points = tuple(change(point) if point.key == key else point for point in handover.points)
    return replace(handover, points=points)


def _recounted(handover: Handover, item_id: str, change: Callable[[Count], Count]) -> Handover:
    if all(count.item.id != item_id for count in handover.counts):
        raise NotFound("no_item", id=item_id)
    counts = tuple(change(count) if count.item.id == item_id else count for count in handover.counts)
    return replace(handover, counts=counts)


def refuse_stranger(handover: Handover, members: Sequence[Member], person_id: str) -> None:
    if all(member.person_id != person_id for member in members):
        raise NotAllowed("not_of_shift")


def refuse_both(handover: Handover, other: Side, person_id: str, name: Words) -> None:
    """Raises NotAllowed where somebody who signed for the other side signs for this one, too."""
    signed = any(
        one.side == other and one.attempt == handover.attempt and one.person_id == person_id
        for one in handover.signatures
    )
    if signed and not is_on_both(handover, person_id):
        raise NotAllowed("same_person_signs", name=name.zh or name.en)


def _refuse_uncounted(handover: Handover, side: Side) -> None:
    count = first_unready(handover, side)
    if count is None:
        return
    name = count.item.name
    missing = _counted(count, side) is None
    raise NotAllowed("count_missing" if missing else "difference_unexplained", zh=name.zh, en=name.en)


def _counted(count: Count, side: Side) -> int | None:
    return count.outgoing if side == OUTGOING else count.incoming


def _refuse_in_incident(handover: Handover, *, incident: bool) -> None:
    if incident and not handover.approval.reason:
        raise NotAllowed("handover_in_incident")

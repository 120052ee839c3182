"""A handover as duty rooms keep it on paper: who, matters point by point, keys and equipment, signatures."""

from app.handover.beside import may_sign_beside
from app.handover.rules import same_signer
from app.handover.wording import HandoverWords
from app.model.handover import INCOMING, LEADER, OUTGOING, Count, Handover, Member, Point, Refusal, Side
from app.model.paper import NARROW, Block, Cell, Grid, Paper, Row, Rule, Text
from app.model.site import Site
from app.reports.wording import PaperWords

_SHADE = "#e9e9e9"
_WRONG = "#f3d9d9"
_PT = 10.0
_SMALL = 9.0
_SHARES = (0.06, 0.14, 0.40, 0.18, 0.22)
_COUNT_SHARES = (0.06, 0.34, 0.10, 0.10, 0.10, 0.30)
_MINUTE_S = 60
_CENTRED = ("number", "expected", "counted_out", "counted_in")


def handover_paper(handover: Handover, site: Site, words: HandoverWords) -> Paper:
    """One that is not signed by both is marked as a draft on every page."""
    office = PaperWords(words.language).office(site)
    blocks: list[Block] = [
        Text(office, 12, "plain", align="centre", after_mm=0.5),
        Text(words.sheet("title"), 20, "heading", align="centre", after_mm=1),
        Text(_serial(handover, words), 10, "plain", align="right", after_mm=1),
        _head(handover, words),
        *_points(handover, words),
        *_counts(handover, words),
        *_open(handover, words),
        *_signatures(handover, words),
    ]
    return Paper(
        title=f"{words.sheet('title')} {handover.serial}".strip(),
        language=words.language,
        blocks=tuple(blocks),
        margins=NARROW,
        size=_PT,
        face="plain",
        stamp=words.sheet("draft") if handover.is_open else "",
        foot=f"{office}　{words.sheet('title')} {handover.serial}".strip(),
        page=PaperWords(words.language).say("page"),
    )


def _serial(handover: Handover, words: HandoverWords) -> str:
    return words.sheet("serial", serial=handover.serial) if handover.serial else ""


def _head(handover: Handover, words: HandoverWords) -> Grid:
    until = handover.accepted_at
    span = words.sheet(
        "span", since=words.full(handover.since)[:16], until=words.full(until)[:16] if until else "…"
    )
    due = words.full(handover.due_at)[:16] if handover.due_at else words.sheet("due_none")
    accepted = words.full(until) + _lateness(handover, words) if until else words.sheet("unsigned")
    rows = (
        (("shift", span), ("due", due)),
        (("accepted", accepted), None),
        (("outgoing", _names(handover.outgoing, words)), None),
        (("incoming", _names(handover.incoming, words)), None),
    )
    return Grid(tuple(_facts(pair, words) for pair in rows))


def _facts(pair: tuple[tuple[str, str], tuple[str, str] | None], words: HandoverWords) -> Row:
    (name, text), second = pair
    label = Cell(words.sheet(name), 0.16, bold=True, shade=_SHADE)
    if second is None:
        return Row((label, Cell(text, 0.84)), least_mm=7)
    more = Cell(words.sheet(second[0]), 0.16, bold=True, shade=_SHADE)
    return Row((label, Cell(text, 0.40), more, Cell(second[1], 0.28)), least_mm=7)


def _lateness(handover: Handover, words: HandoverWords) -> str:
    if handover.due_at is None or handover.accepted_at is None:
        return ""
    minutes = round((handover.accepted_at - handover.due_at).total_seconds() / _MINUTE_S)
    if not minutes:
        return ""
    return words.sheet("late" if minutes > 0 else "early", minutes=abs(minutes))


def _names(members: tuple[Member, ...], words: HandoverWords) -> str:
    return words.join([words.member(one) for one in members]) or words.sheet("nobody")


def _points(handover: Handover, words: HandoverWords) -> list[Block]:
    rows = [_header(("number", "section", "point", "words", "verdict"), _SHARES, words)]
    section = ""
    for number, point in enumerate(handover.points, start=1):
        part = words.section(point.fact.section) if point.fact.section != section else ""
        section = point.fact.section
        rows.append(_point(number, part, point, words))
    return [_heading("points", words), Grid(tuple(rows), head=1)]


def _point(number: int, part: str, point: Point, words: HandoverWords) -> Row:
    said = "\n".join(part for part in (point.words, *history(point, words)) if part)
    shade = _WRONG if point.verdict == "refused" else ""
    return Row(
        (
            Cell(str(number), _SHARES[0], align="centre"),
            Cell(part, _SHARES[1], bold=True, size=_SMALL),
            Cell(words.sentence(point.fact), _SHARES[2], bold=point.fact.weight == "wrong"),
            Cell(said, _SHARES[3], size=_SMALL),
            Cell(verdict_words(point, words), _SHARES[4], size=_SMALL, shade=shade),
        ),
        least_mm=6.5,
    )


def history(point: Point, words: HandoverWords) -> list[str]:
    """How long a point is open, and why it was not confirmed."""
    found = []
    if point.carried:
        found.append(words.sheet("carried", count=point.carried))
    if point.earlier:
        found.append(words.sheet("earlier", text=point.earlier))
    if point.gone:
        found.append(words.sheet("gone"))
    return found


def verdict_words(point: Point, words: HandoverWords) -> str:
    return words.sheet(point.verdict or "unchecked", remark=point.remark)


def _counts(handover: Handover, words: HandoverWords) -> list[Block]:
    if not handover.counts:
        return [_heading("items", words), Text(words.sheet("no_items"))]
    names = ("number", "item", "expected", "counted_out", "counted_in", "why")
    rows = [_header(names, _COUNT_SHARES, words)]
    rows += [_count(number, count, words) for number, count in enumerate(handover.counts, start=1)]
    return [_heading("items", words), Grid(tuple(rows), head=1)]


def _count(number: int, count: Count, words: HandoverWords) -> Row:
    why = f"{words.sheet('difference')}　{count.why}".strip() if count.differs else count.why
    shade = _WRONG if count.differs else ""
    shares = _COUNT_SHARES
    return Row(
        (
            Cell(str(number), shares[0], align="centre"),
            Cell(words.name(count.item.name), shares[1]),
            Cell(str(count.item.expected), shares[2], align="centre"),
            Cell(_figure(count.outgoing), shares[3], align="centre", bold=count.differs),
            Cell(_figure(count.incoming), shares[4], align="centre", bold=count.differs),
            Cell(why, shares[5], size=_SMALL, shade=shade),
        ),
        least_mm=6.5,
    )


def _figure(count: int | None) -> str:
    return "" if count is None else str(count)


def _open(handover: Handover, words: HandoverWords) -> list[Block]:
    """What does not go without saying, in one place above the signatures."""
    left = [
        f"{number}. {words.sentence(point.fact)}　{verdict_words(point, words)}"
        for number, point in enumerate(handover.points, start=1)
        if not point.is_confirmed
    ]
    texts = [words.sheet("open_count", count=len(left)), *left] if left else [words.sheet("open_none")]
    texts += [_refusal(one, words) for one in handover.refusals]
    if handover.approval.reason:
        leader = words.name(handover.approval.leader)
        texts.append(words.sheet("approval", reason=handover.approval.reason, leader=leader))
    if same_signer(handover):
        texts.append(words.sheet("same"))
    return [_heading("open", words), *(Text(text, after_mm=1) for text in texts)]


def _refusal(refusal: Refusal, words: HandoverWords) -> str:
    """Without a person it was nobody's hand: the next shift had come."""
    said = "taken_back" if refusal.by_outgoing else "refusal"
    name = said if refusal.person_id else "voided"
    return words.sheet(
        name, at=words.full(refusal.at)[:16], name=words.name(refusal.name), reason=refusal.reason
    )


def _signatures(handover: Handover, words: HandoverWords) -> list[Block]:
    sides: tuple[Side, ...] = (OUTGOING, INCOMING, LEADER)
    head = Row(
        tuple(
            Cell(words.sheet(f"sign_{side}"), 1 / 3, bold=True, align="centre", shade=_SHADE)
            for side in sides
        )
    )
    signed = Row(
        tuple(Cell(_signed(handover, side, words), 1 / 3, align="centre") for side in sides), least_mm=20
    )
    # Signatures and what anchors the log in paper stand on one page.
    blocks: list[Block] = [_heading("signatures", words), Grid((head, signed), head=1, with_next=True)]
    if handover.entry:
        blocks += [
            Rule(width_mm=0.2, before_mm=1, after_mm=1.5),
            Text(
                words.sheet("anchor", entry=handover.entry, head=handover.head),
                8,
                after_mm=0.5,
                with_next=True,
            ),
            Text(words.sheet("content", hash=handover.hash), 8, after_mm=0.5, with_next=True),
            Text(words.sheet("about"), 8, colour="#444444"),
        ]
    return blocks


def _signed(handover: Handover, side: Side, words: HandoverWords) -> str:
    """Who signed for the shift, who signed beside them, and who stood it and has not signed."""
    signature = handover.signature(side)
    if signature is None:
        return words.sheet("unsigned")
    parts = [
        words.sheet("signed", name=words.name(one.name), at=words.full(one.at))
        for one in (signature, *handover.signed_beside(side))
    ]
    left = [one for one in may_sign_beside(handover, side) if one.present] if side != LEADER else []
    parts += [words.sheet("unsigned_beside", name=words.name(one.name)) for one in left]
    return "\n\n".join(parts)


def _heading(name: str, words: HandoverWords) -> Text:
    return Text(words.sheet(name), 11.5, bold=True, before_mm=2.5, after_mm=1.2, with_next=True)


def _header(names: tuple[str, ...], shares: tuple[float, ...], words: HandoverWords) -> Row:
    return Row(
        tuple(
            Cell(
                words.sheet(name),
                share,
                bold=True,
                shade=_SHADE,
                size=_SMALL,
                align="centre" if name in _CENTRED else "left",
            )
            for name, share in zip(names, shares, strict=True)
        )
    )

"""Sheets for the desk, for when everything else is dead: whom to call by telephone, and what a plan asks to be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.escalation.resolve import AT_POST, GROUP_LEADER, OFF_DUTY, ON_DUTY, Callee, Staff, resolve
from app.model.paper import NARROW, Block, Cell, Grid, Paper, Row, Rule, Text
from app.model.plan import GROUP, PERSON, POST, ROLE, Plan, Step, Tier
from app.model.site import Camera, Person, Place, Post, Site
from app.model.words import Words
from app.reports.report_paper import LEVEL_COLOURS
from app.reports.wording import PaperWords

_SHADE = "#e9e9e9"
_PT = 10.5
_WRITE_MM = 9.5
"""Room for a pen in a gloved hand."""
_SERVICES = (("police_110", "110"), ("fire_119", "119"), ("ambulance_120", "120"), ("traffic_122", "122"))


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What is known when a sheet is printed."""

    site: Site
    plan: Plan
    staff: Staff
    posts: tuple[Post, ...]
    places: tuple[Place, ...]
    cameras: tuple[Camera, ...]
    printed_at: datetime
    drill: bool = False


def call_sheet(facts: SheetFacts, words: PaperWords) -> Paper:
    """Public services, then everybody by tiers, those on duty first, with blanks for the times; then the posts."""
    blocks: list[Block] = [*_head("call_sheet", facts, words), _services(facts.plan, words)]
    for before, tier in zip((None, *facts.plan.tiers), facts.plan.tiers, strict=False):
        blocks += _tier(tier, before, facts, words)
    blocks += _posts(facts, words)
    blocks.append(Text(words.sheet("signed"), before_mm=4))
    return _paper("call_sheet", blocks, facts, words)


def plan_card(facts: SheetFacts, words: PaperWords) -> Paper:
    """The steps with who does them and until when, then what else the plan names."""
    plan = facts.plan
    blocks: list[Block] = [*_head("plan_card", facts, words), _services(plan, words)]
    blocks += _steps(plan.steps, words)
    named = (
        ("places", _names(plan.places, facts.places, words)),
        ("cameras", _names(plan.cameras, facts.cameras, words)),
        ("documents", [f"{_in(one.name, words)}: {one.location}" for one in plan.documents]),
    )
    rows = [
        Row((Cell(words.sheet(name), 0.16, bold=True, shade=_SHADE), Cell("\n".join(texts), 0.84)))
        for name, texts in named
        if texts
    ]
    if rows:
        blocks.append(Grid(tuple(rows)))
    for before, tier in zip((None, *plan.tiers), plan.tiers, strict=False):
        blocks.append(_tier_line(tier, before, facts, words))
    return _paper("plan_card", blocks, facts, words)


def _paper(what: str, blocks: list[Block], facts: SheetFacts, words: PaperWords) -> Paper:
    return Paper(
        title=words.sheet("title", what=words.sheet(what), kind=words.kind(facts.plan)),
        language=words.language,
        blocks=tuple(blocks),
        margins=NARROW,
        size=_PT,
        face="plain",
        stamp=words.say("drill") if facts.drill else "",
        foot=f"{words.office(facts.site)}　{words.sheet(what)}",
        page=words.say("page"),
    )


def _head(what: str, facts: SheetFacts, words: PaperWords) -> list[Block]:
    plan = facts.plan
    title = words.sheet("title", what=words.sheet(what), kind=words.kind(plan))
    printed = words.sheet(
        "printed", moment=words.moment(facts.printed_at, facts.site), version=plan.version or "–"
    )
    level = Row(
        (
            Cell(title, 0.66, bold=True, size=18),
            Cell(words.level(plan.level), 0.30, align="right", size=12),
            Cell("", 0.04, shade=LEVEL_COLOURS.get(plan.level, "")),
        )
    )
    return [Grid((level,), lines=False), Rule(before_mm=-2, after_mm=1.5), Text(printed, 9, colour="#444444")]


def _services(plan: Plan, words: PaperWords) -> Grid:
    """The four public numbers, then those of the plan; large, because they are read from a distance."""
    found = {number: words.sheet(name) for name, number in _SERVICES}
    for phone in plan.phones:
        found[phone.number] = _in(phone.name, words)
    cells = [(name, number) for number, name in found.items()]
    rows = []
    for begin in range(0, len(cells), 4):
        part = cells[begin : begin + 4]
        part += [("", "")] * (4 - len(part))
        rows.append(
            Row(
                tuple(
                    Cell(f"{name}\n{number}", 0.25, bold=True, align="centre", size=12)
                    for name, number in part
                )
            )
        )
    return Grid(tuple(rows))


def _tier(tier: Tier, before: Tier | None, facts: SheetFacts, words: PaperWords) -> list[Block]:
    now = resolve(tier, facts.staff).callees
    called = {callee.person.id for callee in now}
    people = [(callee.person, callee.role, _there(callee)) for callee in now]
    people += [(one, role, "standby") for one, role in _standby(tier, facts.staff) if one.id not in called]
    heads = ("number", "name", "phone", "called", "reached", "confirmed", "arrived")
    shares = (0.06, 0.29, 0.20, 0.11, 0.11, 0.115, 0.115)
    rows = [_header(heads, shares, words)]
    for number, (person, role, there) in enumerate(people, start=1):
        texts = (
            str(number),
            _who(person, role, there, words),
            "\n".join(person.phones) or "–",
            "",
            words.sheet("yes_no"),
            "",
            "",
        )
        cells = [Cell(text, share) for text, share in zip(texts, shares, strict=True)]
        cells[0] = Cell(texts[0], shares[0], align="centre")
        cells[1] = Cell(texts[1], shares[1], bold=there != "standby")
        cells[2] = Cell(texts[2], shares[2], bold=True)
        cells[4] = Cell(texts[4], shares[4], size=9)
        rows.append(Row(tuple(cells), _WRITE_MM))
    heading = Text(_tier_words(tier, before, words), 12, bold=True, before_mm=1, after_mm=1.5, with_next=True)
    if not people:
        return [heading, Text(words.sheet("nobody"))]
    return [heading, Grid(tuple(rows), head=1)]


def _standby(tier: Tier, staff: Staff) -> list[tuple[Person, str]]:
    """Those with the tier's roles who are not on duty now: the sheet may be needed in another shift."""
    wanted = [target.id for target in tier.targets if target.kind == ROLE]
    found = [(person, next((role for role in wanted if role in person.roles), "")) for person in staff.people]
    return [(person, role) for person, role in found if role]


def _there(callee: Callee) -> str:
    """Nobody rosters the police: they are simply called."""
    if callee.why == OFF_DUTY:
        return "standby"
    return "on_duty" if callee.why in (ON_DUTY, AT_POST) else ""


def _who(person: Person, role: str, there: str, words: PaperWords) -> str:
    parts = [_role(person, role, words)] if role else []
    parts += [words.sheet(there)] if there else []
    name, more = person.name.in_language(words.language), words.join(parts)
    if not more or more == name:
        return name
    return f"{name}（{more}）" if words.language == "zh" else f"{name} ({more})"


def _role(person: Person, role: str, words: PaperWords) -> str:
    """Of the leader of a working group, which one."""
    if role == GROUP_LEADER and person.leads:
        return words.group(person.leads[0])
    return words.role(role)


def _tier_words(tier: Tier, before: Tier | None, words: PaperWords) -> str:
    if before is None:
        return words.sheet("tier_first", number=tier.number)
    if not before.limit_s:
        return words.sheet("tier_by_hand", number=tier.number)
    return words.sheet("tier_after", number=tier.number, minutes=_minutes(before.limit_s))


def _tier_line(tier: Tier, before: Tier | None, facts: SheetFacts, words: PaperWords) -> Text:
    names = [_target_words(target.kind, target.id, facts, words) for target in tier.targets]
    line = words.say("line", label=_tier_words(tier, before, words), text=words.join(names))
    return Text(line, 9.5, after_mm=1)


def _target_words(kind: str, target_id: str, facts: SheetFacts, words: PaperWords) -> str:
    if kind == ROLE:
        return words.role(target_id)
    if kind == GROUP:
        return words.group(target_id)
    records: Iterable[Post | Person] = facts.posts if kind == POST else facts.staff.people
    found = next((record for record in records if record.id == target_id), None)
    assert kind in (POST, PERSON)
    return _in(found.name, words) if found else target_id


def _posts(facts: SheetFacts, words: PaperWords) -> list[Block]:
    if not facts.posts:
        return []
    places = {place.id: place for place in facts.places}
    shares = (0.31, 0.22, 0.22, 0.13, 0.12)
    rows = [_header(("post", "place", "phone", "called", "reached"), shares, words)]
    for post in facts.posts:
        place = places.get(post.place_id)
        cells = (
            Cell(_in(post.name, words), shares[0]),
            Cell(_in(place.name, words) if place else "", shares[1]),
            Cell(post.phone or "–", shares[2], bold=True),
            Cell("", shares[3]),
            Cell(words.sheet("yes_no"), shares[4], size=9),
        )
        rows.append(Row(cells, _WRITE_MM))
    heading = Text(words.sheet("posts"), 12, bold=True, before_mm=1, after_mm=1.5, with_next=True)
    return [heading, Grid(tuple(rows), head=1)]


def _steps(steps: tuple[Step, ...], words: PaperWords) -> list[Block]:
    if not steps:
        return []
    shares = (0.07, 0.61, 0.13, 0.08, 0.11)
    rows = [_header(("number", "step", "who", "within", "done"), shares, words)]
    for number, step in enumerate(steps, start=1):
        cells = (
            Cell(f"□ {number}", shares[0], align="centre", bold=True),
            Cell(step.text.in_language(words.language), shares[1], size=11),
            Cell(words.role(step.who) if step.who else words.sheet("anybody"), shares[2]),
            Cell(_within(step.within_s, words), shares[3]),
            Cell("", shares[4]),
        )
        rows.append(Row(cells, _WRITE_MM))
    heading = Text(words.sheet("steps"), 12, bold=True, before_mm=1, after_mm=1.5, with_next=True)
    return [heading, Grid(tuple(rows), head=1)]


def _header(names: tuple[str, ...], shares: tuple[float, ...], words: PaperWords) -> Row:
    pairs = zip(names, shares, strict=True)
    return Row(
        tuple(Cell(words.sheet(name), share, bold=True, shade=_SHADE, size=9.5) for name, share in pairs)
    )


def _within(seconds: int, words: PaperWords) -> str:
    if not seconds:
        return ""
    if seconds % 60:
        return words.sheet("seconds", number=seconds)
    return words.sheet("minutes", number=seconds // 60)


def _minutes(seconds: int) -> str:
    """`3`, `2.5`"""
    return f"{seconds / 60:.1f}".removesuffix(".0")


def _names(ids: Iterable[str], records: Iterable[Place | Camera], words: PaperWords) -> list[str]:
    known = {record.id: record.name for record in records}
    return (
        [words.join([_in(known[one], words) for one in ids if one in known])]
        if any(one in known for one in ids)
        else []
    )


def _in(name: Words, words: PaperWords) -> str:
    return name.in_language(words.language)

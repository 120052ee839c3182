"""What a report form says before anybody has typed: times, place, who was called, who came, which steps are done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.model.incident import FALSE_ALARM, RUNNING, Incident
from app.model.plan import Plan
from app.model.report import Report, ReportKind
from app.model.site import Person, Place, Site
from app.reports.content import FORMS, MOMENT, MOST_LETTERS, newest_versions
from app.reports.wording import PaperWords

LEADERS = ("leader", "committee", "office", "street_office", "group_leader")
"""Whose presence is named as leaders present."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of an incident when somebody opens the form."""

    site: Site
    incident: Incident
    plan: Plan
    place: Place | None
    people: Mapping[str, Person]
    notes: tuple[tuple[datetime, str], ...] = ()
    """What was written into the log of the incident, the oldest first."""
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    at: datetime
    text: str


def prefill(kind: ReportKind, known: Known, words: PaperWords) -> dict[str, str]:
    """What is known for sure; what nobody has written down (casualties, losses) stays empty."""
    last = _last_said(known.reports)
    made = {"initial": _initial, "follow_up": _follow_up, "final": _final}[kind](known, words)
    items = {item.name for item in FORMS[kind]}
    return {name: text for name, text in {**made, **_kept(last, made)}.items() if name in items and text}


def happenings(known: Known, words: PaperWords) -> list[Happening]:
    """The course of the incident, the earliest first."""
    found = list(_happenings(known, words))
    return sorted(found, key=lambda one: one.at)


def _initial(known: Known, words: PaperWords) -> dict[str, str]:
    incident = known.incident
    opened = _typed(incident.opened_at, known.site)
    return {
        "source": _source(known, words),
        "received_at": opened,
        "occurred_at": opened,
        "place": words.place(known.place) if known.place else "",
        "nature": words.prefill("nature", kind=words.kind(known.plan), level=words.level(known.plan.level)),
        "course": _told(happenings(known, words)),
        "leaders": words.join(_names(_arrived(known, LEADERS), words)),
        "measures": _measures(known, words),
        **_on_scene(known, words),
    }


def _follow_up(known: Known, words: PaperWords) -> dict[str, str]:
    since = max((report.sent_at for report in known.reports), default=known.incident.opened_at)
    new = [one for one in happenings(known, words) if one.at > since]
    leaders = words.join(_names(_arrived(known, LEADERS), words))
    return {
        "news": _told(new),
        "leaders": leaders,
        "measures": _measures(known, words),
        **_on_scene(known, words),
    }


def _final(known: Known, words: PaperWords) -> dict[str, str]:
    return {
        "summary": _told(happenings(known, words)),
        "outcome": _measures(known, words),
        "state": _state(known, words),
        **_on_scene(known, words),
    }


def _kept(last: Mapping[str, str], made: Mapping[str, str]) -> dict[str, str]:
    """What an earlier report said stands, but for what the record knows better now."""
    growing = ("course", "news", "measures", "leaders", "state")
    return {name: text for name, text in last.items() if name not in growing or not made.get(name)}


def _last_said(reports: Sequence[Report]) -> dict[str, str]:
    said: dict[str, str] = {}
    for report in newest_versions(reports):
        said |= report.content
    return said


def _source(known: Known, words: PaperWords) -> str:
    incident = known.incident
    if incident.origin == "command":
        return words.prefill("source_command")
    by = known.people.get(incident.opened_by)
    name = by.name.in_language(words.language) if by else words.prefill("nobody")
    return words.prefill("source_button", by=name)


def _state(known: Known, words: PaperWords) -> str:
    incident = known.incident
    if incident.state == RUNNING or incident.closed_at is None:
        return words.prefill("state_running")
    if incident.state == FALSE_ALARM:
        return words.prefill("state_false")
    return words.prefill("state_over", time=words.moment(incident.closed_at, known.site))


def _measures(known: Known, words: PaperWords) -> str:
    steps = known.plan.steps
    done = [one for one in known.incident.steps_done if one.step < len(steps)]
    done.sort(key=lambda one: one.at)
    lines = [
        words.prefill(
            "measure",
            number=number,
            text=steps[one.step].text.in_language(words.language),
            time=_clock(one.at, known.site),
        )
        for number, one in enumerate(done, start=1)
    ]
    return "\n".join(lines)[:MOST_LETTERS]


def _on_scene(known: Known, words: PaperWords) -> dict[str, str]:
    """The one of those on scene who leads; else who was there first."""
    there = _arrived(known, LEADERS) or _arrived(known)
    if not there:
        return {}
    person = there[0]
    phone = person.phones[0] if person.phones else ""
    return {"on_scene": person.name.in_language(words.language), "on_scene_phone": phone}


def _arrived(known: Known, roles: Iterable[str] = ()) -> list[Person]:
    """Those on scene, in the order of their arrival; all of them where no roles are asked for."""
    wanted = set(roles)
    there = [(call.arrived_at, call) for call in known.incident.calls if call.arrived_at is not None]
    there.sort(key=lambda one: one[0])
    people = [(known.people.get(call.person_id), call.role) for _, call in there]
    return [
        person
        for person, role in people
        if person is not None and (not wanted or role in wanted or wanted & set(person.roles))
    ]


def _names(people: Iterable[Person], words: PaperWords) -> list[str]:
    return [person.name.in_language(words.language) for person in people]


def _happenings(known: Known, words: PaperWords) -> Iterator[Happening]:
    incident, site = known.incident, known.site

    def made(at: datetime, what: str, **values: str) -> Happening:
        return Happening(at, words.prefill(what, time=_clock(at, site), **values))

    yield made(incident.opened_at, "opened", kind=words.kind(known.plan), place=words.place(known.place))
    called: dict[tuple[int, datetime], list[str]] = {}
    for call in incident.calls:
        name = call.name.in_language(words.language)
        called.setdefault((call.tier, call.called_at), []).append(name)
        if call.acknowledged_at is not None and call.acknowledged_at != call.arrived_at:
            yield made(call.acknowledged_at, "acknowledged", name=name)
        if call.arrived_at is not None:
            yield made(call.arrived_at, "arrived", name=name)
    for (_, at), names in called.items():
        yield made(at, "called", names=words.join(names))
    for at, what, values in (*_of_steps(known, words), *_taken_back(known, words)):
        yield made(at, what, **values)
    for at, text in known.notes:
        yield made(at, "note", text=text)
    if incident.closed_at is not None:
        yield made(incident.closed_at, incident.state, reason=incident.close_reason)


_Said = tuple[datetime, str, dict[str, str]]
"""When, which words, and what stands in them."""


def _of_steps(known: Known, words: PaperWords) -> Iterator[_Said]:
    incident, steps = known.incident, known.plan.steps
    marks = [(one, "step") for one in incident.steps_done]
    marks += [(one, "not_done") for one in incident.steps_withdrawn]
    for one, what in marks:
        if one.step < len(steps):
            yield one.at, what, {"text": steps[one.step].text.in_language(words.language)}


def _taken_back(known: Known, words: PaperWords) -> Iterator[_Said]:
    """What had been marked by mistake: somebody above may have been told of it meanwhile."""
    for call in known.incident.calls:
        if call.withdrawn_at is not None:
            values = {"name": call.name.in_language(words.language)}
            if call.withdrawn == "marked" and call.acknowledged_at is not None:
                values["own"] = _clock(call.acknowledged_at, known.site)
            yield call.withdrawn_at, f"not_{call.withdrawn}", values


def _told(found: Iterable[Happening]) -> str:
    """As many of them, from the first on, as a form holds."""
    told = ""
    for one in found:
        longer = f"{told}\n{one.text}" if told else one.text
        if len(longer) > MOST_LETTERS:
            break
        told = longer
    return told


def _typed(at: datetime, site: Site) -> str:
    return at.astimezone(ZoneInfo(site.timezone)).strftime(MOMENT)


def _clock(at: datetime, site: Site) -> str:
    return at.astimezone(ZoneInfo(site.timezone)).strftime("%H:%M")

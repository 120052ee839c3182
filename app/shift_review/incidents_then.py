"""How each incident stood at a moment, rebuilt from the entries of the log alone. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from app.model.escalation import ACKNOWLEDGED, CALLING, EMPTY, EXPIRED, MISSED
from app.model.incident import AT_THE_DESK, FALSE_ALARM, RUNNING, STOOD_DOWN, UNKNOWN_KIND
from app.model.journal import Entry

_DIGITS = 10
"""No version of a plan has so many; a damaged one may."""


@dataclass(frozen=True, slots=True)
class PersonThen:
    """Somebody who had been called."""

    person_id: str
    tier: int
    role: str = ""
    acknowledged_at: datetime | None = None
    arrived_at: datetime | None = None
    answered_at: datetime | None = None
    """When somebody who had been marked as confirmed has answered as well."""


@dataclass(frozen=True, slots=True)
class IncidentThen:
    """What was known of an incident; steps count from 0 and belong to the plan followed then."""

    id: str
    opened_at: datetime
    drill: bool = False
    kind: str = UNKNOWN_KIND
    version: str = ""
    """Of the plan; empty where entries of an older program do not say it."""
    place_id: str = ""
    state: str = RUNNING
    closed_at: datetime | None = None
    reason: str = ""
    people: tuple[PersonThen, ...] = ()
    tiers: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """State of each tier that was called, by number."""
    turned_out_at: datetime | None = None
    missed: tuple[str, ...] = ()
    """Stages whose time had run out."""
    done: frozenset[tuple[str, str, int]] = frozenset()
    """Steps ticked, with kind and version of the plan they belong to."""

    @property
    def steps(self) -> tuple[int, ...]:
        return tuple(
            sorted(step for kind, version, step in self.done if (kind, version) == (self.kind, self.version))
        )

    @property
    def plan_version(self) -> int:
        """0 where none is known."""
        return int(self.version) if self.version.isdecimal() and len(self.version) < _DIGITS else 0

    @property
    def length_s(self) -> float:
        """From the click to the end; 0 while it runs."""
        return (self.closed_at - self.opened_at).total_seconds() if self.closed_at else 0.0


class IncidentHistory:
    """Every state that incidents went through, found again for any moment in no time."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._states: dict[str, list[IncidentThen]] = {}
        self._moments: dict[str, list[datetime]] = {}
        for entry in sorted(entries, key=lambda each: (each.at, each.number)):
            self._take(entry)

    def at(self, moment: datetime) -> tuple[IncidentThen, ...]:
        """Those that had been opened, the latest first."""
        found = (self.state(incident_id, moment) for incident_id in self._states)
        known = [state for state in found if state is not None]
        return tuple(sorted(known, key=lambda state: state.opened_at, reverse=True))

    def state(self, incident_id: str, moment: datetime) -> IncidentThen | None:
        place = bisect_right(self._moments.get(incident_id, ()), moment) - 1
        return self._states[incident_id][place] if place >= 0 else None

    def changes(self, incident_id: str) -> list[tuple[datetime, IncidentThen]]:
        """All of its states and since when each."""
        return list(zip(self._moments.get(incident_id, ()), self._states.get(incident_id, ()), strict=True))

    def ids(self) -> tuple[str, ...]:
        return tuple(self._states)

    def _take(self, entry: Entry) -> None:
        incident_id = entry.draft.incident_id
        states = self._states.get(incident_id)
        after = next_state(states[-1] if states else None, entry)
        if after is None or (states and after == states[-1]):
            return
        self._states.setdefault(incident_id, []).append(after)
        self._moments.setdefault(incident_id, []).append(entry.at)


def next_state(state: IncidentThen | None, entry: Entry) -> IncidentThen | None:
    """What an entry makes of what was known. Before its opening nothing is known of an incident."""
    draft = entry.draft
    if state is None:
        if draft.kind != "incident_opened" or not draft.incident_id:
            return None
        return IncidentThen(
            draft.incident_id,
            entry.at,
            drill=draft.data.get("drill") == "true",
            kind=draft.data.get("kind") or UNKNOWN_KIND,
            version=draft.data.get("version", ""),
            place_id=draft.place_id,
        )
    change = _CHANGES.get(draft.kind)
    return change(state, entry) if change is not None else state


def _named(state: IncidentThen, entry: Entry) -> IncidentThen:
    data = entry.draft.data
    return replace(state, kind=data.get("kind", UNKNOWN_KIND), version=data.get("version", ""))


def _placed(state: IncidentThen, entry: Entry) -> IncidentThen:
    return replace(state, place_id=entry.draft.data.get("place", ""))


def _called(state: IncidentThen, entry: Entry) -> IncidentThen:
    data = entry.draft.data
    tier = _number(data.get("tier", ""))
    people = [each for each in data.get("people", "").split(",") if each]
    roles = data.get("roles", "").split(",")
    known = {person.person_id for person in state.people}
    roles += [""] * (len(people) - len(roles))
    new = tuple(
        PersonThen(person_id, tier, role)
        for person_id, role in zip(people, roles, strict=False)
        if person_id not in known
    )
    called = replace(state, people=(*state.people, *new))
    return _tier(called, tier, CALLING) if entry.draft.kind == "tier_called" else called


def _of_tier(becomes: str) -> Callable[[IncidentThen, Entry], IncidentThen]:
    return lambda state, entry: _tier(state, _number(entry.draft.data.get("tier", "")), becomes)


def _tier(state: IncidentThen, number: int, becomes: str) -> IncidentThen:
    return replace(state, tiers=MappingProxyType({**state.tiers, number: becomes}))


def _acknowledged(state: IncidentThen, entry: Entry) -> IncidentThen:
    return _person(
        state, entry, lambda person: replace(person, acknowledged_at=person.acknowledged_at or entry.at)
    )


def _arrived(state: IncidentThen, entry: Entry) -> IncidentThen:
    return _person(state, entry, lambda person: replace(person, arrived_at=person.arrived_at or entry.at))


def _person(state: IncidentThen, entry: Entry, change: Callable[[PersonThen], PersonThen]) -> IncidentThen:
    person_id = entry.draft.data.get("person", "")
    people = tuple(change(one) if one.person_id == person_id else one for one in state.people)
    return replace(state, people=people)


def _answered(state: IncidentThen, entry: Entry) -> IncidentThen:
    return _person(state, entry, lambda person: replace(person, answered_at=person.answered_at or entry.at))


def _mark_withdrawn(state: IncidentThen, entry: Entry) -> IncidentThen:
    return _person(
        state, entry, lambda person: replace(person, acknowledged_at=person.answered_at, answered_at=None)
    )


def _unconfirmed(state: IncidentThen, entry: Entry) -> IncidentThen:
    return _person(state, entry, lambda person: replace(person, acknowledged_at=None))


def _not_there(state: IncidentThen, entry: Entry) -> IncidentThen:
    """Who came next was the first on scene, where somebody did."""
    state = _person(state, entry, lambda person: replace(person, arrived_at=None))
    there = (one.arrived_at for one in state.people if one.role not in AT_THE_DESK)
    return replace(state, turned_out_at=min((at for at in there if at is not None), default=None))


def _open_again(state: IncidentThen, entry: Entry) -> IncidentThen:
    data = entry.draft.data
    return _tier(state, _number(data.get("tier", "")), data.get("state", CALLING))


def _turned_out(state: IncidentThen, entry: Entry) -> IncidentThen:
    return replace(state, turned_out_at=state.turned_out_at or entry.at)


def _step(state: IncidentThen, entry: Entry) -> IncidentThen:
    step = _number(entry.draft.data.get("step", "")) - 1
    return replace(state, done=state.done | {(state.kind, state.version, step)})


def _step_withdrawn(state: IncidentThen, entry: Entry) -> IncidentThen:
    step = _number(entry.draft.data.get("step", "")) - 1
    return replace(state, done=state.done - {(state.kind, state.version, step)})


def _missed(state: IncidentThen, entry: Entry) -> IncidentThen:
    stage = entry.draft.data.get("stage", "")
    return replace(state, missed=(*state.missed, stage))


def _closed(becomes: str) -> Callable[[IncidentThen, Entry], IncidentThen]:
    return lambda state, entry: replace(
        state, state=becomes, closed_at=entry.at, reason=entry.draft.data.get("reason", "")
    )


def _reopened(state: IncidentThen, entry: Entry) -> IncidentThen:
    return replace(state, state=RUNNING, closed_at=None, reason="")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


_CHANGES: Mapping[str, Callable[[IncidentThen, Entry], IncidentThen]] = {
    "incident_kind": _named,
    "incident_place": _placed,
    "tier_called": _called,
    "tier_joined": _called,
    "people_added": _called,
    "tier_acknowledged": _of_tier(ACKNOWLEDGED),
    "tier_missed": _of_tier(MISSED),
    "tier_empty": _of_tier(EMPTY),
    "acknowledgement_expired": _of_tier(EXPIRED),
    "call_acknowledged": _acknowledged,
    "call_answered": _answered,
    "call_arrived": _arrived,
    "acknowledgement_withdrawn": _unconfirmed,
    "mark_withdrawn": _mark_withdrawn,
    "arrival_withdrawn": _not_there,
    "tier_reopened": _open_again,
    "turned_out": _turned_out,
    "step_done": _step,
    "step_withdrawn": _step_withdrawn,
    "clock_missed": _missed,
    "incident_stood_down": _closed(STOOD_DOWN),
    "incident_false_alarm": _closed(FALSE_ALARM),
    "incident_reopened": _reopened,
}

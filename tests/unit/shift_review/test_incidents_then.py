"""How incidents stood at a moment, rebuilt from the log, against what the services said at that moment."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import DutyRoomError, NotAllowed
from app.model.escalation import WAITING
from app.model.incident import Incident, turned_out_at
from app.model.journal import Draft, Entry
from app.model.plan import Plan, Step, Tier, roles
from app.model.words import Words
from app.shift_review.incidents_then import IncidentHistory, IncidentThen
from tests.fakes.room import Room

FLOOD = Plan(
    "flood",
    Words("内涝", "Flood"),
    steps=(Step(Words("断电", "Cut the power"), "operator"),),
    tiers=(
        Tier(1, roles("operator", "leader"), limit_s=60),
        Tier(2, roles("patrol"), limit_s=60),
        Tier(3, roles("police"), limit_s=60),
    ),
)
_ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ("press", "drill", "kind", "place", "acknowledge", "arrive", "step", "escalate", "stand_down", "false_alarm",
             "reopen", "wait", "wait", "note", "not_confirmed", "not_there", "not_done")
        ),
        st.integers(0, 7),
    ),
    min_size=12,
    max_size=40,
).map(lambda acts: [("press", 0), ("kind", 0), *acts])  # fmt: skip


def incidents_then(entries: list[Entry], moment: datetime) -> tuple[IncidentThen, ...]:
    """From what had been written by then alone."""
    return IncidentHistory(entry for entry in entries if entry.at <= moment).at(moment)


@dataclass(frozen=True)
class _Seen:
    """What the services said of all incidents after something had happened."""

    at: datetime
    incidents: tuple[Incident, ...]
    tiers: dict[str, dict[int, str]]


@given(_ACTS)
@settings(max_examples=30)
def test_every_moment_is_rebuilt_as_it_was(acts: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder))
        room.database.write(lambda transaction: transaction.site.save_plan(FLOOD)).result()
        try:
            seen = list(_played(room, acts))
            entries = list(reversed(room.journal.latest(10_000)))
        finally:
            room.close()
    history = IncidentHistory(entries)
    for moment in seen:
        rebuilt = incidents_then(entries, moment.at)
        assert {one.id: _told(one) for one in rebuilt} == {
            one.id: _known(one, moment.tiers[one.id]) for one in moment.incidents
        }
        assert history.at(moment.at) == rebuilt


def _played(room: Room, acts: list[tuple[str, int]]) -> Iterator[_Seen]:
    for act, number in acts:
        room.clock.advance(seconds=1)
        try:
            _do(room, act, number)
        except DutyRoomError:
            """Refused: nothing has changed, and that must be rebuilt too."""
        incidents = tuple(room.incidents.recent())
        tiers = {
            one.id: {run.number: run.state for run in room.escalation.of(one).runs if run.state != WAITING}
            for one in incidents
        }
        yield _Seen(room.clock.now(), incidents, tiers)


def _do(room: Room, act: str, number: int) -> None:
    incidents = room.incidents.recent()
    if act in ("press", "drill"):
        room.incidents.press(origin=f"key{number}", drill=act == "drill").result()
    elif act == "wait":
        room.clock.advance(seconds=30 * number)
        for change in room.escalation.tick().values():
            change.result()
    elif act == "note":
        room.journal.add("巡逻正常").result()
    elif incidents:
        _touch(room, incidents[number % len(incidents)], act, number)


def _touch(room: Room, incident: Incident, act: str, number: int) -> None:
    service = room.incidents
    calls = incident.calls
    deeds: dict[str, Any] = {
        "kind": lambda: service.set_kind(incident.id, ("fire", "flood")[number % 2]),
        "place": lambda: service.set_place(incident.id, "lpg"),
        "acknowledge": lambda: service.acknowledge(calls[number % len(calls)].id),
        "arrive": lambda: service.arrive(calls[number % len(calls)].id),
        "step": lambda: service.tick_step(incident.id, number % 2),
        "not_confirmed": lambda: room.withdrawals.acknowledgement(
            *_marked([(call.id, call.acknowledged_at) for call in calls], number)
        ),
        "not_there": lambda: room.withdrawals.arrival(
            *_marked([(call.id, call.arrived_at) for call in calls], number)
        ),
        "not_done": lambda: room.withdrawals.step(
            incident.id, *_marked([(done.step, done.at) for done in incident.steps_done], number)
        ),
        "escalate": lambda: room.escalation.escalate(incident.id, 2 + number % 2),
        "stand_down": lambda: service.stand_down(incident.id, "处置完毕"),
        "false_alarm": lambda: service.false_alarm(incident.id, "误触"),
        "reopen": lambda: service.reopen(incident.id, "复燃"),
    }
    if calls or act not in ("acknowledge", "arrive"):
        deeds[act]().result()


def _marked(marks: list[tuple[Any, datetime | None]], number: int) -> tuple[Any, datetime]:
    """One of those that stand; the refusal of the console where there is none."""
    stands = [(what, at) for what, at in marks if at is not None]
    if not stands:
        raise NotAllowed("nothing_to_withdraw")
    return stands[number % len(stands)]


def _told(then: IncidentThen) -> tuple[object, ...]:
    return (
        then.opened_at, then.drill, then.kind, then.place_id, then.state, then.closed_at, then.reason, then.steps,
        sorted((one.person_id, one.tier, one.role, one.acknowledged_at, one.arrived_at) for one in then.people),
        dict(then.tiers), then.turned_out_at,
    )  # fmt: skip


def _known(incident: Incident, tiers: dict[int, str]) -> tuple[object, ...]:
    people = (
        (one.person_id, one.tier, one.role, one.acknowledged_at, one.arrived_at) for one in incident.calls
    )
    return (
        incident.opened_at, incident.drill, incident.kind, incident.place_id, incident.state, incident.closed_at,
        incident.close_reason, tuple(one.step for one in incident.steps_done), sorted(people), tiers,
        turned_out_at(incident.calls),
    )  # fmt: skip


def _entry(number: int, at: datetime, kind: str, **data: str) -> Entry:
    return Entry(number, at, "boot", 0, Draft(kind, data=data, incident_id="i1"), "", "")


def test_before_its_opening_nothing_is_known_of_an_incident(room: Room) -> None:
    before = room.clock.now()
    room.clock.advance(seconds=1)
    room.incidents.press().result()
    entries = room.journal.latest(100)
    assert incidents_then(entries, before) == ()
    assert len(incidents_then(entries, room.clock.now())) == 1


def test_steps_belong_to_the_plan_that_was_followed_then(room: Room) -> None:
    room.database.write(lambda transaction: transaction.site.save_plan(FLOOD)).result()
    incident = room.incidents.press(kind="fire").result()
    steps = []
    for kind, step in (("fire", 1), ("flood", 0), ("fire", 0)):
        room.clock.advance(seconds=1)
        room.incidents.set_kind(incident.id, kind).result()
        room.clock.advance(seconds=1)
        room.incidents.tick_step(incident.id, step).result()
        (then,) = incidents_then(room.journal.latest(100), room.clock.now())
        steps.append(then.steps)
    assert steps == [(1,), (0,), (0, 1)]


def test_a_wall_clock_that_was_set_back_hides_nothing(room: Room) -> None:
    """Each moment knows what entries of that wall time and before say, whatever their numbers."""
    incident = room.incidents.press().result()
    opened = room.clock.now()
    room.clock.advance(minutes=10)
    room.clock.step_wall(seconds=-300)
    room.incidents.set_kind(incident.id, "fire").result()
    (then,) = incidents_then(room.journal.latest(100), room.clock.now())
    assert then.kind == "fire"
    (early,) = incidents_then(room.journal.latest(100), opened)
    assert early.kind == "unknown"


@pytest.mark.parametrize("data", [{}, {"step": "x"}, {"tier": "-1", "people": ",,"}, {"person": "nobody"}])
@pytest.mark.parametrize(
    "kind", ["step_done", "tier_called", "call_arrived", "incident_kind", "clock_missed"]
)
def test_entries_that_lack_what_they_should_say_break_nothing(kind: str, data: dict[str, str]) -> None:
    at = datetime.fromisoformat("2026-11-24T06:00:00+00:00")
    entries = [_entry(1, at, "incident_opened"), _entry(2, at, kind, **data)]
    (then,) = incidents_then(entries, at)
    assert then.state == "running"

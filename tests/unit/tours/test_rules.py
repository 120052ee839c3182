"""The state machine of a tour: every step is seen or missed, once, and nothing asks while an incident runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, NotAllowed
from app.core.moment import Moment
from app.model.tour import Run, Stop, Tour
from app.model.words import Words
from app.tours import rules

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(seconds: float, boot: str = "b") -> Moment:
    return Moment(START + timedelta(seconds=seconds), 100.0 + seconds, boot)


def run_of(steps: int) -> Run:
    stops = tuple(Stop(f"c{number}", dwell_s=20) for number in range(steps))
    return Run("r", "t", Words("", "Round"), stops, 10, START, START, 100.0, "b")


def kinds(outcome: rules.Outcome) -> list[str]:
    return [effect.kind for effect in outcome.effects]


def test_a_step_is_missed_after_dwell_and_grace_and_not_before() -> None:
    run = run_of(2)
    assert rules.advance(run, at(29.9), incident=False).run == run
    late = rules.advance(run, at(30), incident=False)
    assert kinds(late) == ["tour_step_missed"]
    assert (late.run.step, late.run.missed) == (1, 1)
    assert rules.remaining_s(late.run, at(31)) == 29


def test_the_last_step_ends_the_tour() -> None:
    seen = rules.acknowledge(run_of(1), 0, at(5), wrong=False, live=True)
    assert kinds(seen) == ["tour_step_seen", "tour_finished"]
    assert (seen.run.state, seen.run.seen, seen.run.missed) == ("finished", 1, 0)
    assert rules.advance(seen.run, at(999), incident=False).effects == ()


def test_all_is_not_well_without_a_picture() -> None:
    with pytest.raises(NotAllowed) as refused:
        rules.acknowledge(run_of(1), 0, at(1), wrong=False, live=False)
    assert refused.value.code == "no_live_picture"
    assert rules.acknowledge(run_of(1), 0, at(1), wrong=True, live=False).run.wrong == 1


def test_a_click_that_comes_after_its_step_counts_for_no_other() -> None:
    moved = rules.advance(run_of(2), at(30), incident=False).run
    with pytest.raises(NotAllowed):
        rules.acknowledge(moved, 0, at(30.1), wrong=False, live=True)


def test_it_waits_while_something_wrong_is_written_down_but_not_for_ever() -> None:
    noted = rules.acknowledge(run_of(3), 0, at(5), wrong=True, live=True).run
    assert (noted.held, noted.step) == ("note", 1)
    assert rules.advance(noted, at(5 + rules.NOTE_S - 1), incident=False).run == noted
    again = rules.advance(noted, at(5 + rules.NOTE_S), incident=False).run
    assert (again.held, rules.remaining_s(again, at(5 + rules.NOTE_S))) == ("", 30)
    assert rules.go_on(noted, at(20)).held == ""


def test_it_asks_nothing_while_an_incident_runs_and_gives_the_whole_time_back() -> None:
    held = rules.advance(run_of(2), at(25), incident=True)
    assert kinds(held) == ["tour_held"]
    assert rules.advance(held.run, at(5000), incident=True).effects == ()
    with pytest.raises(NotAllowed):
        rules.acknowledge(held.run, 0, at(26), wrong=False, live=True)
    resumed = rules.advance(held.run, at(6000), incident=False)
    assert kinds(resumed) == ["tour_resumed"]
    assert rules.remaining_s(resumed.run, at(6000)) == 30
    assert resumed.run.missed == 0


def test_a_restart_of_the_pc_counts_by_the_wall_clock() -> None:
    assert rules.asked_s(run_of(1), Moment(START + timedelta(seconds=12), 3.0, "other")) == 12
    assert rules.asked_s(run_of(1), Moment(START - timedelta(hours=1), 3.0, "other")) == 0


@given(
    st.integers(1, 6),
    st.lists(
        st.tuples(st.floats(0, 60), st.sampled_from(["well", "wrong", "tick", "incident", "go_on"])),
        max_size=40,
    ),
)
def test_every_step_is_seen_or_missed_exactly_once(steps: int, deeds: list[tuple[float, str]]) -> None:
    run, now, told = run_of(steps), 0.0, []
    for passed, deed in deeds:
        now += passed
        before = run
        if deed in ("well", "wrong"):
            if run.state != "running" or run.held == "incident":
                continue
            outcome = rules.acknowledge(run, run.step, at(now), wrong=deed == "wrong", live=True)
        elif deed == "go_on":
            outcome = rules.Outcome(rules.go_on(run, at(now)))
        else:
            outcome = rules.advance(run, at(now), incident=deed == "incident")
        run = outcome.run
        told += [effect.step for effect in outcome.effects if effect.step >= 0]
        assert deed != "incident" or run.step == before.step
        assert run.seen + run.missed == len(told)
        assert told == list(range(len(told)))
        assert (run.state == "finished") == (len(told) == steps)


def test_times_are_local_times_of_the_site_on_its_weekdays() -> None:
    tour = Tour("t", Words("", "Night"), (Stop("c"),), ("02:00", "22:30"), weekdays=(0,))
    after = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
    found = rules.starts_between(tour, after, after + timedelta(days=3), SHANGHAI)
    # Monday 23 November, 02:00 and 22:30 in Shanghai.
    assert found == [
        datetime(2026, 11, 22, 18, 0, tzinfo=UTC),
        datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
    ]
    assert rules.starts_between(tour, found[1], found[1] + timedelta(hours=1), SHANGHAI) == []


def test_a_start_waits_a_while_then_it_was_missed() -> None:
    soon, old = START - timedelta(minutes=5), START - timedelta(minutes=20)
    assert rules.attend([old, soon], START, free=True) == rules.Attention((old,), soon)
    assert rules.attend([soon], START, free=False) == rules.Attention()
    assert rules.attend([soon], START + timedelta(minutes=15), free=False).missed == (soon,)


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"name": Words()}, "name", "empty_name"),
        ({"stops": ()}, "stops", "no_stop"),
        ({"stops": (Stop("gone"),)}, "stops", "unknown_stop"),
        ({"stops": (Stop(view_id="gone"),)}, "stops", "unknown_stop"),
        ({"stops": (Stop("c", dwell_s=1),)}, "stops", "dwell_range"),
        ({"times": ("25:00",)}, "times", "time_form"),
        ({"times": ("08:00",), "weekdays": ()}, "weekdays", "no_day"),
    ],
)
def test_tours_nobody_could_walk_are_refused(change: dict[str, object], field: str, reason: str) -> None:
    good = Tour("t", Words("", "Night"), (Stop("c"),), ("8:00", "0800"))
    assert rules.tidy_tour(good, {"c"}, set()).times == ("08:00",)
    with pytest.raises(InvalidInput) as refused:
        rules.tidy_tour(replace(good, **change), {"c"}, set())
    assert (refused.value.values["field"], refused.value.values["reason"]) == (field, reason)

"""Drafts by the solver: limits are kept, every rule that is not is named, locked cells stay."""

from datetime import date

import pytest

from app.bench.roster import month
from app.core import child_process
from app.model.roster import Duty, Shift, Why
from app.model.rota import Cell, Limits, Line, Need, Qualification, Slot, Terms, Wish
from app.model.site import Person
from app.model.words import Words
from app.roster import proposing
from app.roster.burden import Balance, is_night
from app.roster.conflicts import Staff
from app.roster.days import Days
from app.roster.holidays import known_days
from app.roster.layers import span_of
from app.roster.proposal import Unmet, Wanted, cells_of, loads, problem_of, unmet
from app.roster.proposer.greedy import first_draft
from app.roster.proposer.stretches import chains_beyond, merged
from app.roster.proposing import DraftingFailed, NoSolver, Progress, propose
from tests.unit.roster.worlds import CHANGSHA

DAY, NIGHT = Slot("08:00", "20:00"), Slot("20:00", "08:00")
LINE = Line("operator")


def staff(count: int = 4, **limits: int) -> Staff:
    people = {f"p{n}": Person(f"p{n}", Words(f"人{n}"), ("1",), ("operator",)) for n in range(count)}
    return Staff(people, limits=Limits(**{"rest_h": 11, **limits}), needs=(Need("n", "operator"),))


def wanted(days: int = 8, **values: object) -> Wanted:
    return Wanted(date(2026, 12, 7), date(2026, 12, 6 + days), {LINE: (DAY, NIGHT)}, **values)


def test_the_duties_of_a_day_follow_from_strength_and_division() -> None:
    problem = problem_of(wanted(1), staff(), CHANGSHA, Days())
    assert [(job.start, job.begins, job.ends, job.count, job.night) for job in problem.jobs] == [
        ("08:00", 480, 1200, 1, False),
        ("20:00", 1200, 1920, 1, True),
    ]
    for slot, night in ((Slot("04:00", "12:00"), False), (Slot("00:00", "08:00"), True)):
        assert is_night(*span_of(slot, date(2026, 12, 7), CHANGSHA), CHANGSHA) is night


def test_who_has_no_certificate_or_is_away_is_not_asked() -> None:
    some = staff(3)
    some = Staff(
        some.people,
        {
            "p0": Terms("p0", (Qualification("lpg"),)),
            "p1": Terms("p1", (Qualification("lpg", "2026-12-07"),)),
        },
        some.limits,
        (Need("n", "operator", qualifications=("lpg",)),),
    )
    problem = problem_of(wanted(2), some, CHANGSHA, Days())
    # The certificate of p1 ends with the first day: its night already reaches beyond.
    assert {worker.id: worker.jobs for worker in problem.workers} == {"p0": (0, 1, 2, 3), "p1": (0,)}


def test_the_first_draft_keeps_limits_and_what_is_missing_is_named() -> None:
    want = wanted(2, wishes=(Wish("p0", "2026-12-07"), Wish("p1", "2026-12-08", "on")))
    problem = problem_of(want, staff(2, rest_h=24), CHANGSHA, Days())
    chosen = first_draft(problem)
    by_person = loads(problem, chosen)
    assert by_person["p0"].duties <= 1
    named = unmet(problem, chosen, want)
    assert {one.rule for one in named} >= {"strength"}
    assert sum(one.missing for one in named) == 4 - len(chosen)
    nobody = problem_of(want, staff(0), CHANGSHA, Days())
    assert {one.rule for one in unmet(nobody, (), want)} == {"nobody_may"}


def test_cells_keep_what_was_locked_and_say_when_it_is_lost() -> None:
    kept = Cell("mine", "p3", "operator", "", "2026-12-07", "08:00", "20:00", locked=True)
    foreign = Cell("other", "p9", "operator", "", "2026-12-07", "09:00", "10:00", locked=True)
    want = wanted(1, locked=(kept, foreign))
    problem = problem_of(want, staff(), CHANGSHA, Days())
    assert problem.locked == (("p3", 0),)
    assert cells_of(problem, [("p3", 0), ("p0", 1)], want.locked)[0] == kept
    assert Unmet("locked", "2026-12-07", LINE, "09:00", "p9") in unmet(problem, [("p3", 0)], want)


def test_the_bench_month_is_a_whole_one() -> None:
    want, people = month()
    problem = problem_of(want, people, CHANGSHA, known_days())
    assert len(problem.jobs) == 31 * 6 * 2
    assert len(problem.workers) == 30
    assert sum(job.holiday for job in problem.jobs) > 0


@pytest.mark.skipif(not proposing.is_installed(), reason="the optional solver is not installed")
def test_a_draft_is_fair_and_breaks_no_limit() -> None:
    locked = Cell("mine", "p3", "operator", "", "2026-12-08", "08:00", "20:00", locked=True)
    want = wanted(8, locked=(locked,), wishes=(Wish("p0", "2026-12-07"),))
    problem = problem_of(want, staff(week_h=48), CHANGSHA, Days())
    told: list[Progress] = []
    chosen = propose(problem, told.append, seconds=8)
    assert unmet(problem, chosen, want) == ()
    assert told
    assert told[-1].short == 0
    spread = loads(problem, chosen)
    assert {load.hours for load in spread.values()} == {48.0}
    assert {load.nights for load in spread.values()} == {2}
    assert locked in cells_of(problem, chosen, want.locked)


@pytest.mark.skipif(not proposing.is_installed(), reason="the optional solver is not installed")
def test_those_who_may_do_little_share_it_alike() -> None:
    """Eight operators have two posts a day among them, two leaders one each: far from any common mean."""
    some = staff(8)
    leaders = {f"l{n}": Person(f"l{n}", Words(f"领{n}"), ("1",), ("leader",)) for n in range(2)}
    both = Staff({**some.people, **leaders}, limits=some.limits, needs=(*some.needs, Need("l", "leader")))
    want = Wanted(
        date(2026, 12, 7), date(2026, 12, 14), {LINE: (DAY, NIGHT), Line("leader"): (Slot("08:00", "08:00"),)}
    )
    problem = problem_of(want, both, CHANGSHA, Days())
    spread = loads(problem, propose(problem, lambda _: None, seconds=8))
    assert {load.duties for one, load in spread.items() if one.startswith("p")} == {2}
    assert {load.duties for one, load in spread.items() if one.startswith("l")} == {4}


def test_a_week_begun_before_the_first_counts_on() -> None:
    """The first is a Wednesday: two nights of the same week stand already."""
    stood = tuple(
        Duty(
            Shift("s", "p0", "operator"), *span_of(NIGHT, date(2026, 12, day), CHANGSHA), Why("rotation", "r")
        )
        for day in (7, 8)
    )
    want = Wanted(date(2026, 12, 9), date(2026, 12, 13), {LINE: (DAY, NIGHT)}, fixed=stood)
    problem = problem_of(want, staff(1, week_h=36), CHANGSHA, Days())
    assert problem.workers[0].used == {0: 24 * 60}
    assert len(first_draft(problem)) == 1


def test_what_would_make_a_stretch_too_long_is_forbidden_together() -> None:
    standing = [(0, 60), (30, 120)]
    jobs = [(120, 240), (240, 360), (360, 480), (400, 460)]
    assert chains_beyond(300, jobs, standing) == [
        ((120, 240), (240, 360)),
        ((120, 240), (240, 360), (360, 480)),
    ]
    assert chains_beyond(100, [(0, 120)], []) == [((0, 120),)]
    assert chains_beyond(500, jobs, standing) == []
    problem = problem_of(wanted(2), staff(1, rest_h=0, stretch_h=24), CHANGSHA, Days())
    assert len(first_draft(problem)) == 3


@pytest.mark.skipif(not proposing.is_installed(), reason="the optional solver is not installed")
def test_nights_of_earlier_months_are_evened_out_and_no_stretch_is_too_long() -> None:
    """p0 has borne two nights more than their share, p1 two less; nobody must rest, but nobody stays for a third duty."""
    want = wanted(8, balances={"p0": Balance(2), "p1": Balance(-2)})
    problem = problem_of(want, staff(rest_h=0, stretch_h=24), CHANGSHA, Days())
    chosen = propose(problem, lambda _: None, seconds=8)
    spread = loads(problem, chosen)
    assert {one: load.nights for one, load in spread.items()} == {"p0": 0, "p1": 4, "p2": 2, "p3": 2}
    assert {load.hours for load in spread.values()} == {48.0}
    found = sorted((problem.jobs[number].begins, problem.jobs[number].ends, one) for one, number in chosen)
    for person_id in spread:
        own = [(begins, ends) for begins, ends, one in found if one == person_id]
        assert all(ends - begins <= 24 * 60 for begins, ends in merged(own))


@pytest.mark.skipif(not proposing.is_installed(), reason="the optional solver is not installed")
def test_stopping_ends_the_process_at_once() -> None:
    class Stopped(Exception):
        pass

    def stop(_: Progress) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        propose(problem_of(wanted(8), staff(), CHANGSHA, Days()), stop, seconds=20)


def test_a_missing_solver_and_a_dead_process_have_names(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(wanted(1), staff(), CHANGSHA, Days())
    monkeypatch.setattr(child_process.sys, "executable", "/bin/true")
    with pytest.raises(DraftingFailed):
        propose(problem, lambda _: None)
    monkeypatch.undo()
    with pytest.raises(NoSolver):
        proposing._take({"missing": True}, lambda _: None, None)  # what the process says

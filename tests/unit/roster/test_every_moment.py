"""At every instant of a year each post's cover is what the rules say, however the roster is made up."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.model.roster import Duty
from app.model.rota import Line, Need
from app.roster.cover import cover_at, gaps, meets
from app.roster.days import every_day
from app.roster.layers import Layers, duties_at, duties_in, duties_of
from tests.unit.roster import worlds
from tests.unit.roster.worlds import CHANGSHA, DAYS, YEAR, says

YEAR_BEGINS = datetime(2025, 12, 31, 16, tzinfo=UTC)
YEAR_ENDS = YEAR_BEGINS + timedelta(days=365)


@settings(max_examples=100, deadline=None)
@given(worlds.layers(), st.lists(worlds.moments, min_size=20, max_size=20))
def test_who_is_on_duty_is_what_the_rules_say(world: Layers, moments: list[datetime]) -> None:
    interesting = [edge for one in (*world.exchanges,) for leg in one.legs for edge in (leg.starts, leg.ends)]
    for at in (*moments, *interesting):
        found = {
            (duty.shift.person_id, Line(duty.shift.role, duty.shift.post_id))
            for duty in duties_at(world, at).duties
        }
        assert found == says(world, at)


@settings(max_examples=60, deadline=None)
@given(worlds.layers(), st.lists(worlds.needs(), min_size=1, max_size=4), st.integers(0, 355))
def test_gaps_and_cover_agree_with_the_rules(world: Layers, asked: list[Need], offset: int) -> None:
    first = YEAR_BEGINS + timedelta(days=offset)
    span = (first, first + timedelta(days=3))
    duties = duties_in(world, *span).duties
    found = gaps(asked, duties, span, CHANGSHA, DAYS)
    for half_hour in range(3 * 48):
        at = first + timedelta(minutes=30 * half_hour)
        here = says(world, at)
        missing = {}
        for line in {Line(need.role, need.post_id) for need in asked}:
            there = {
                person
                for person, where in here
                if where.role == line.role and line.post_id in ("", where.post_id)
            }
            wanted = worlds.needed(asked, line, at)
            if len(there) < wanted:
                missing[line] = (wanted, len(there))
        assert {gap.line: (gap.needed, gap.there) for gap in found if gap.starts <= at < gap.ends} == missing
        covers = cover_at(asked, duties, at, CHANGSHA, DAYS)
        assert {cover.line: (cover.needed, cover.there) for cover in covers if cover.missing} == missing
        assert {
            pair
            for cover in covers
            for duty in cover.duties
            if meets(duty, cover.line)
            for pair in [(duty.shift.person_id, Line(duty.shift.role, duty.shift.post_id))]
        } == here


@settings(max_examples=3, deadline=None, phases=(Phase.generate,))
@given(worlds.layers(), st.lists(worlds.needs(), min_size=2, max_size=3))
def test_at_every_instant_of_a_year_each_post_has_what_the_rules_say(
    world: Layers, asked: list[Need]
) -> None:
    """Nothing changes between two edges, so all of them together are the whole year."""
    edges = [edge for edge in worlds.edges(world, asked) if YEAR_BEGINS <= edge < YEAR_ENDS]
    duties = sorted(duties_in(world, YEAR_BEGINS, YEAR_ENDS).duties, key=lambda duty: duty.starts)
    found = gaps(asked, duties, (YEAR_BEGINS, YEAR_ENDS), CHANGSHA, DAYS)
    lines = {Line(need.role, need.post_id) for need in asked}
    standing: list[Duty] = []
    coming, open_gaps, later = iter([*duties, None]), list(found), 0
    following = next(coming)
    for at in edges:
        while following is not None and following.starts <= at:
            standing.append(following)
            following = next(coming)
        standing = [duty for duty in standing if duty.ends > at]
        here = says(world, at)
        assert {
            (duty.shift.person_id, Line(duty.shift.role, duty.shift.post_id)) for duty in standing
        } == here
        while later < len(open_gaps) and open_gaps[later].starts <= at:
            later += 1
        told = {gap.line: (gap.needed, gap.there) for gap in open_gaps[:later] if gap.ends > at}
        missing = {}
        for line in lines:
            there = {who for who, on in here if on.role == line.role and line.post_id in ("", on.post_id)}
            wanted = worlds.needed(asked, line, at)
            if len(there) < wanted:
                missing[line] = (wanted, len(there))
        assert told == missing
        open_gaps, later = [gap for gap in open_gaps if gap.ends > at], 0


@settings(max_examples=60, deadline=None)
@given(worlds.layers(), st.integers(0, 350))
def test_a_day_is_the_same_in_every_window(world: Layers, offset: int) -> None:
    first = YEAR + timedelta(days=offset)
    days = every_day(first, first + timedelta(days=6))
    together = duties_of(world, days)
    apart = [duties_of(world, [day]) for day in days]
    for part in ("duties", "away"):
        assert sorted(getattr(together, part), key=str) == sorted(
            (one for found in apart for one in getattr(found, part)), key=str
        )


@given(worlds.dates, worlds.dates, st.sampled_from(("days", "workdays", "rest_days")))
def test_turns_are_counted_as_by_hand(first: date, day: date, which: str) -> None:
    early, late = min(first, day), max(first, day)
    count = sum(
        which == "days" or worlds.is_worked(one) == (which == "workdays")
        for one in every_day(early, late)[:-1]
    )
    assert DAYS.turns(first, day, which) == (count if day >= first else -count)

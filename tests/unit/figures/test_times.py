"""Times against targets: honest about few and about what was never done."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.figures.times import MEDIAN_FROM, P90_FROM, rank, summary, times_of, worst
from app.model.figures import Counted, Took


def took(seconds: float | None, incident_id: str = "i", target_s: float = 120.0) -> Took:
    return Took(incident_id, "acknowledge", target_s, seconds)


maybe = st.one_of(st.none(), st.floats(0, 10_000))


@given(st.lists(maybe, min_size=1), st.sampled_from([0.5, 0.9]))
def test_a_rank_is_a_value_that_so_many_do_not_exceed(seconds: list[float | None], share: float) -> None:
    value = rank(seconds, share)

    assert value in seconds
    within = sum(1 for one in seconds if value is None or (one is not None and one <= value))
    assert within >= share * len(seconds) - 1e-9


def test_few_have_no_median_and_no_p90() -> None:
    few, some, many = (
        summary([took(float(n)) for n in range(count)]) for count in (MEDIAN_FROM - 1, P90_FROM - 1, P90_FROM)
    )

    assert (few.median_s, few.p90_s) == (None, None)
    assert some.median_s == 4.0
    assert some.p90_s is None
    assert many.p90_s == 8.0


def test_what_was_never_done_is_late_and_longer_than_everything() -> None:
    found = summary([took(60.0), took(200.0), *[took(None)] * 3])

    assert (found.count, found.in_time, found.never) == (5, 1, 3)
    assert found.median_s is None


@given(st.lists(maybe, max_size=40))
def test_in_time_late_and_never_are_all_there_are(seconds: list[float | None]) -> None:
    found = [took(one) for one in seconds]
    told = summary(found)

    assert told.in_time + sum(one.late for one in found) == told.count == len(found)
    assert told.never <= sum(one.late for one in found)


def test_of_several_who_are_told_the_last_one_counts() -> None:
    told = [took(60.0, "a"), took(90.0, "a"), took(None, "b"), took(30.0, "b")]

    kept = worst(told)

    assert kept["a", "acknowledge"].took_s == 90.0
    assert kept["b", "acknowledge"].took_s is None


def test_each_incident_that_was_measured_is_a_dot_in_the_order_of_time() -> None:
    base = datetime(2026, 3, 1, tzinfo=UTC)
    found = [
        Counted(name, base - timedelta(hours=number), "fire", "", False, "stood_down")
        for number, name in enumerate("abc")
    ]
    measured = worst([took(60.0, "a"), took(500.0, "c")])

    times = times_of("acknowledge", found, [], measured)

    assert [(dot.incident.id, dot.took.late) for dot in times.dots] == [("c", True), ("a", False)]
    assert times.before.count == 0

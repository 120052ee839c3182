"""A tour under way, and when the next begins. Pure: the moment is handed in, effects are handed out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.errors import InvalidInput, NotAllowed
from app.core.moment import Moment
from app.model.tour import Held, Run, Tour
from app.roster.rules import refuse_no_name, tidy_time

NOTE_S = 120.0
"""So long a tour waits for somebody who writes down what is wrong."""
START_LATE_S = 900.0
"""A start that could not be at its time (an incident, a power cut) is made up for within this; then it is missed."""
LOOK_BACK = timedelta(days=31)
LONGEST_DWELL_S = 600
LEAST_DWELL_S = 3


@dataclass(frozen=True, slots=True)
class Effect:
    """What the journal is told; `step` counts from 0, -1 where it is about the whole tour."""

    kind: str
    step: int = -1


@dataclass(frozen=True, slots=True)
class Outcome:
    run: Run
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Attention:
    """`missed` starts are too old to be made up for; `begin` is the start that is made now."""

    missed: tuple[datetime, ...] = ()
    begin: datetime | None = None


def asked_s(run: Run, moment: Moment) -> float:
    """How long the step has been asking: exact within a boot, by the wall clock after a restart of the PC."""
    if moment.boot_id == run.boot_id:
        return max(0.0, moment.monotonic - run.asked_monotonic)
    return max(0.0, (moment.now - run.asked_at).total_seconds())


def remaining_s(run: Run, moment: Moment) -> float:
    """Until the step counts as missed."""
    stop = run.stops[run.step]
    return max(0.0, stop.dwell_s + run.grace_s - asked_s(run, moment))


def acknowledge(run: Run, step: int, moment: Moment, *, wrong: bool, live: bool) -> Outcome:
    """Somebody has looked. Raises NotAllowed for a step that is over or held, and for "all well" without a picture."""
    if run.state != "running" or step != run.step:
        raise NotAllowed("tour_step_over")
    if run.held == "incident":
        raise NotAllowed("tour_held")
    if not wrong and not live:
        raise NotAllowed("no_live_picture")
    counted = replace(run, seen=run.seen + 1, wrong=run.wrong + int(wrong))
    outcome = _next_step(counted, moment, "note" if wrong else "")
    return Outcome(outcome.run, (Effect("tour_step_seen", step), *outcome.effects))


def advance(run: Run, moment: Moment, *, incident: bool) -> Outcome:
    """What the passing of time does: holds while an incident runs, counts what nobody looked at."""
    if run.state != "running":
        return Outcome(run)
    if incident:
        return Outcome(run) if run.held == "incident" else _hold(run)
    if run.held == "incident":
        return Outcome(_ask(run, moment), (Effect("tour_resumed"),))
    asked = asked_s(run, moment)
    if run.held == "note":
        return Outcome(_ask(run, moment) if asked >= NOTE_S else run)
    if asked < run.stops[run.step].dwell_s + run.grace_s:
        return Outcome(run)
    outcome = _next_step(replace(run, missed=run.missed + 1), moment, "")
    return Outcome(outcome.run, (Effect("tour_step_missed", run.step), *outcome.effects))


def go_on(run: Run, moment: Moment) -> Run:
    """What was wrong is written down: the step asks, with its whole time."""
    return _ask(run, moment) if run.held == "note" else run


def stop(run: Run) -> Outcome:
    if run.state != "running":
        return Outcome(run)
    # The step that asked has not been looked at, nor what would have followed.
    stopped = (Effect("tour_stopped"), Effect("tour_missed"))
    return Outcome(replace(run, state="stopped", held=""), stopped)


def starts_between(tour: Tour, after: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """Moments after `after`, up to `until`, at which the tour is to begin; the earliest first."""
    after = max(after, until - LOOK_BACK)
    day, last = after.astimezone(zone).date(), until.astimezone(zone).date()
    found = []
    while day <= last:
        if day.weekday() in tour.weekdays:
            moments = (datetime.combine(day, time.fromisoformat(at), zone) for at in tour.times)
            found += [moment.astimezone(UTC) for moment in moments if after < moment <= until]
        day += timedelta(days=1)
    return sorted(found)


def attend(starts: Sequence[datetime], now: datetime, *, free: bool) -> Attention:
    """What becomes of the starts that time has brought. Several that waited together are one tour."""
    oldest = now - timedelta(seconds=START_LATE_S)
    missed = tuple(start for start in starts if start < oldest)
    waiting = starts[len(missed) :]
    return Attention(missed, waiting[-1] if waiting and free else None)


def tidy_tour(tour: Tour, cameras: Collection[str], views: Collection[str]) -> Tour:
    """The tour with its times as `08:00`. Raises InvalidInput for one that nobody could walk."""
    refuse_no_name(tour.name)
    if not tour.stops:
        raise InvalidInput(field="stops", reason="no_stop")
    for number, one in enumerate(tour.stops, start=1):
        known = one.camera_id in cameras if one.camera_id else one.view_id in views
        if not known:
            raise InvalidInput(field="stops", reason="unknown_stop", number=str(number))
        if not LEAST_DWELL_S <= one.dwell_s <= LONGEST_DWELL_S:
            raise InvalidInput(field="stops", reason="dwell_range", number=str(number))
    if tour.times and not tour.weekdays:
        raise InvalidInput(field="weekdays", reason="no_day")
    times = sorted({tidy_time("times", at) for at in tour.times})
    if "24:00" in times:
        raise InvalidInput(field="times", reason="time_form")
    return replace(tour, times=tuple(times), weekdays=tuple(sorted(set(tour.weekdays))))


def _next_step(run: Run, moment: Moment, held: Held) -> Outcome:
    if run.step + 1 < len(run.stops):
        return Outcome(replace(_ask(run, moment), step=run.step + 1, held=held))
    missed = (Effect("tour_missed"),) if run.missed else ()
    return Outcome(replace(run, state="finished", held=""), (Effect("tour_finished"), *missed))


def _hold(run: Run) -> Outcome:
    return Outcome(replace(run, held="incident"), (Effect("tour_held"),))


def _ask(run: Run, moment: Moment) -> Run:
    return replace(
        run, held="", asked_at=moment.now, asked_monotonic=moment.monotonic, boot_id=moment.boot_id
    )

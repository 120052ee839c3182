"""Reads a span of time out of the stores, in one go: not for the UI thread."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.health.entries import KINDS as HEALTH_KINDS
from app.model.incident import UNKNOWN_KIND, Incident
from app.model.journal import Entry
from app.playback.recordings import Recordings, clips_of
from app.playback.rules import Clip, spans
from app.roster.attendance import attendance
from app.roster.layers import duties_in
from app.roster.now import layers_between
from app.shift_review.choosing import ShiftSpan
from app.shift_review.incidents_then import IncidentHistory
from app.shift_review.lanes import (
    PlanFacts,
    camera_lane,
    entry_lanes,
    incident_lane,
    presence_lane,
    recording_lane,
    tour_lane,
)
from app.shift_review.looked import LookedShift
from app.shift_review.moments import BY_PEOPLE, happened, sound
from app.shift_review.pauses import pauses
from app.shift_review.presence import presence_of
from app.shift_review.stills import stills_by_camera
from app.shift_review.targets import of_handovers, targets, without_target
from app.shift_review.tour_runs import tour_runs
from app.shift_review.troubles import troubles
from app.storage.transaction import Reader

MOST_ENTRIES = 50_000
_PAGE = 2000
_OF_INCIDENT = 5000
_BEFORE = 400
_LATER = 2000
_LONGEST_DUTY = timedelta(days=1)


def read_shift(reader: Reader, recordings: Recordings, span: ShiftSpan, now: datetime) -> LookedShift:
    """Everything that a review shows of a span."""
    entries, cut = _entries(reader, span)
    incidents = reader.incidents.between(span.since, span.until)
    history = IncidentHistory(_of_incidents(reader, incidents, entries))
    plans = _plans(reader, history)
    since, until = span.since.timestamp(), span.until.timestamp()
    reached = min(until, now.timestamp())
    found = troubles([*_before(reader, entries, span), *entries], since, reached)
    runs = tuple(run for run in tour_runs(entries, reached) if run.end >= since)
    recorded = _recorded(reader, recordings, span)
    settings = reader.roster.settings()
    duties = duties_in(
        layers_between(reader, (span.since - _LONGEST_DUTY).date(), (span.until + _LONGEST_DUTY).date()),
        span.since,
        span.until,
    ).duties
    presences = reader.roster.presences(span.since - _LONGEST_DUTY, span.until + _LONGEST_DUTY)
    roles = presence_of(duties, presences, span.since, span.until, now)
    own = [entry for entry in entries if since <= happened(entry) < until]
    people, automatic, steps = entry_lanes(own)
    attended = attendance(duties, presences, now, settings) if settings.clocking else ()
    lines = targets(
        incidents,
        reader.dues.of_incidents([incident.id for incident in incidents]),
        attended,
        timedelta(minutes=settings.late_min),
        runs,
        (span.since, span.until),
    )
    handovers = reader.handovers
    lines += of_handovers(
        handovers.dues(span.since, span.until + timedelta(milliseconds=1)),
        timedelta(minutes=handovers.settings().late_min),
    )
    lines.sort(key=lambda line: line.at or 0.0)
    return LookedShift(
        span=span,
        now=now.timestamp(),
        lanes=(
            people,
            automatic,
            incident_lane(history, plans, since, reached),
            steps,
            camera_lane(found),
            presence_lane(roles, now.timestamp(), clocking=settings.clocking),
            tour_lane(runs, entries),
            recording_lane({camera_id: _bars(clips) for camera_id, clips in recorded.items()}),
        ),
        history=history,
        plans=plans,
        roles=roles,
        pauses=pauses([entry for entry in entries if span.since <= entry.at < span.until], since, reached),
        clocking=settings.clocking,
        runs=runs,
        targets=(*lines, *without_target(entries, found, lines)),
        stills=stills_by_camera(entries),
        recorded=recorded,
        corrections=_corrections(reader, entries),
        cut=cut,
    )


def _entries(reader: Reader, span: ShiftSpan) -> tuple[list[Entry], bool]:
    """In order of their numbers; a page at a time, so that others are not kept from reading."""
    found: list[Entry] = []
    before = 0
    while len(found) < MOST_ENTRIES:
        page = reader.journal.latest(_PAGE, before=before, since=span.since, until=span.until)
        found += map(sound, page)
        if len(page) < _PAGE:
            break
        before = page[-1].number
    cut = len(found) >= MOST_ENTRIES
    known = {entry.number for entry in found}
    # What was entered after the span and speaks of it.
    last = max(known, default=0)
    later = map(sound, reader.journal.latest(_LATER, kinds=sorted(BY_PEOPLE), after=last))
    since, until = span.since.timestamp(), span.until.timestamp()
    found += [entry for entry in later if entry.number not in known and since <= happened(entry) < until]
    return sorted(found, key=lambda entry: entry.number), cut


def _of_incidents(reader: Reader, incidents: Iterable[Incident], entries: Sequence[Entry]) -> list[Entry]:
    """All that is known of them, also from before the span."""
    known = {entry.number: entry for entry in entries if entry.draft.incident_id}
    for incident in incidents:
        for entry in reader.journal.latest(_OF_INCIDENT, incident_id=incident.id):
            known[entry.number] = sound(entry)
    return list(known.values())


def _before(reader: Reader, entries: Sequence[Entry], span: ShiftSpan) -> list[Entry]:
    """What was last said of cameras before the span: a loss goes on into it."""
    own = [entry.number for entry in entries if entry.at >= span.since]
    before = min(own, default=0)
    return [
        sound(entry) for entry in reversed(reader.journal.latest(_BEFORE, kinds=HEALTH_KINDS, before=before))
    ]


def _plans(reader: Reader, history: IncidentHistory) -> dict[tuple[str, str], PlanFacts]:
    wanted = {
        (state.kind, state.version, state.plan_version)
        for each in history.ids()
        for _moment, state in history.changes(each)
    }
    found = {}
    for kind, version, number in wanted:
        plan = reader.site.plan_version(kind, number) or reader.site.plan(kind)
        if plan is not None:
            level = plan.level if kind != UNKNOWN_KIND else 0
            found[kind, version] = PlanFacts(level, len(plan.steps))
    return found


def _recorded(reader: Reader, recordings: Recordings, span: ShiftSpan) -> dict[str, tuple[Clip, ...]]:
    cameras = [camera.id for camera in reader.site.cameras() if camera.enabled]
    return {each: clips_of(recordings, each, span.since, span.until) for each in cameras}


def _bars(clips: Sequence[Clip]) -> list[tuple[float, float]]:
    return [(bar.start, bar.end) for bar in spans(clips)]


def _corrections(reader: Reader, entries: Sequence[Entry]) -> dict[int, tuple[Entry, ...]]:
    numbers = [entry.number for entry in entries if entry.draft.kind in BY_PEOPLE]
    found: dict[int, tuple[Entry, ...]] = {}
    for begin in range(0, len(numbers), _PAGE):
        amended = reader.journal.amendments(numbers[begin : begin + _PAGE])
        found.update({number: tuple(each) for number, each in amended.items()})
    return found

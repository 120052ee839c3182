"""Reads what a report over a time is drafted from."""

from collections import Counter
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from app.figures.alarms import ALARM_KINDS
from app.figures.cameras import overall
from app.figures.counting import by_group, by_kind
from app.figures.periods import STORED_TO, same_part, until_now
from app.figures.times import STAGES, times_of, worst
from app.model.figures import Counted, Span
from app.model.health import Uptime
from app.model.incident import Incident
from app.model.journal import Entry
from app.period_reports.facts import CameraFaults, Facts, Happened, Owing, Told, Tours
from app.storage.transaction import Reader

_MOST_ENTRIES = 100_000
_AT_ONCE = 500
"""SQLite takes so many numbers in one question, and far more not."""
_SPOILT = ("camera_lost", "camera_lost_repeated", "health_began", "health_repeated")
_LOST_OR_BACK = ("camera_lost", "camera_back")


def facts_of(reader: Reader, span: Span, whole_before: Span, now: datetime) -> Facts:
    """As much of the span as has passed, beside as much of the one before."""
    zone = ZoneInfo(reader.site.site().timezone)
    covered = until_now(span, now + STORED_TO)
    earlier = same_part(whole_before, covered, span)
    begun = reader.figures.begun_at()
    incidents = reader.figures.incidents(covered)
    before = reader.figures.incidents(earlier)
    took = worst(
        [
            *reader.figures.took(incidents, covered, STAGES),
            *reader.figures.took(before, earlier, STAGES),
        ]
    )
    closings = reader.figures.closings(covered)
    happened = []
    for one in incidents:
        closed_at, reason = closings.get(one.id, (None, ""))
        happened.append(Happened(one, closed_at, reason, took.get((one.id, "turn_out"))))
    real = [one for one in incidents if one.group == "real"]
    real_before = [one for one in before if one.group == "real"]
    handovers = reader.figures.handovers(covered)
    measures = reader.reviews.open_measures()
    return Facts(
        span=covered,
        today=(covered.until - STORED_TO).astimezone(zone).date().isoformat(),
        has_before=begun is not None and begun < earlier.until,
        groups=by_group(incidents, before),
        kinds=by_kind(real, real_before),
        times=[times_of(stage, real, real_before, took) for stage in STAGES],
        happened=[one for one in happened if not one.incident.drill],
        drills=[one for one in happened if one.incident.drill],
        hazards=_told(reader, covered, "hazard"),
        closed=_told(reader, covered, "hazard_closed"),
        open_hazards=reader.handovers.count_open_hazards(),
        handovers=len(handovers),
        handovers_in_time=sum(1 for one in handovers if not one.late),
        orders=_told(reader, covered, "order"),
        faults=_told(reader, covered, "fault"),
        patrols=len(_entries(reader, covered, "patrol")),
        tours=_tours(reader, covered),
        cameras=_cameras(reader, covered, zone),
        live=overall(_uptimes(reader, covered, zone)),
        alarms=len(reader.figures.alarms(covered, ALARM_KINDS)),
        decided=len(_entries(reader, covered, "measure_decided")),
        done=reader.reviews.done_within(covered),
        open=[one for one in measures if one.created_at < covered.until],
        running=_running(reader),
        owing=_owing(reader, covered),
        owed=sum(
            1 for one in took.values() if one.took_s is None and one.incident_id in {i.id for i in real}
        ),
    )


def _entries(reader: Reader, span: Span, *kinds: str) -> list[Entry]:
    """The oldest first."""
    found = reader.journal.latest(_MOST_ENTRIES, kinds=kinds, since=span.since, until=span.until)
    return list(reversed(found))


def _told(reader: Reader, span: Span, kind: str) -> list[Told]:
    entries = _entries(reader, span, kind)
    corrected: dict[int, list[Entry]] = {}
    for first in range(0, len(entries), _AT_ONCE):
        numbers = [entry.number for entry in entries[first : first + _AT_ONCE]]
        corrected |= reader.journal.amendments(numbers)
    return [
        Told(
            entry.at,
            corrected.get(entry.number, [entry])[-1].draft.text,
            entry.draft.place_id,
            entry.draft.actor.name,
            entry.draft.actor.person_id,
        )
        for entry in entries
    ]


def _tours(reader: Reader, span: Span) -> Tours:
    finished = _entries(reader, span, "tour_finished", "tour_stopped")
    return Tours(
        walked=sum(1 for entry in finished if entry.draft.kind == "tour_finished"),
        steps=sum(_number(entry, "of") for entry in finished),
        missed=sum(_number(entry, "missed") for entry in finished),
        not_begun=len(_entries(reader, span, "tour_not_begun")),
    )


def _number(entry: Entry, name: str) -> int:
    text = entry.draft.data.get(name, "")
    return int(text) if text.isdigit() else 0


def _cameras(reader: Reader, span: Span, zone: tzinfo) -> list[CameraFaults]:
    """Those that had something, the worst first."""
    counts: Counter[str] = Counter()
    for entry in _entries(reader, span, *_SPOILT):
        repeated = _number(entry, "count") if entry.draft.kind.endswith("_repeated") else 1
        counts[entry.draft.camera_id] += max(1, repeated)
    lost: dict[str, bool] = {}
    for entry in _entries(reader, span, *_LOST_OR_BACK):
        lost[entry.draft.camera_id] = entry.draft.kind == "camera_lost"
    shares = {
        one.camera_id: one.live_s / one.observed_s
        for one in _uptimes(reader, span, zone)
        if one.observed_s > 0
    }
    known = {camera.id for camera in reader.site.cameras()}
    found = [
        CameraFaults(camera_id, count, shares.get(camera_id), lost.get(camera_id, False))
        for camera_id, count in counts.items()
        if camera_id in known
    ]
    return sorted(
        found, key=lambda one: (one.share if one.share is not None else 2.0, -one.times, one.camera_id)
    )


def _uptimes(reader: Reader, span: Span, zone: tzinfo) -> list[Uptime]:
    """By whole days of the calendar: a span that begins at eight takes the day it begins in along."""
    first = span.since.astimezone(zone).date()
    last = max(first, span.until.astimezone(zone).date()) if span.until > span.since else first
    if last > first and span.until.astimezone(zone).time().isoformat() == "00:00:00":
        last = last.fromordinal(last.toordinal() - 1)
    return reader.figures.uptimes(first.isoformat(), last.isoformat())


def _owing(reader: Reader, span: Span) -> list[Owing]:
    """Of those that began before the end of the time, the oldest first; a drill owes nobody anything."""
    found = []
    for incident_id, dues in reader.dues.of_incidents(reader.dues.after_the_end()).items():
        stages = tuple(dict.fromkeys(due.stage for due in dues if due.is_open and due.recipient))
        one = reader.incidents.get(incident_id)
        if one is not None and stages and not one.drill and one.opened_at < span.until:
            found.append(Owing(_counted(one), stages))
    return sorted(found, key=lambda one: one.incident.opened_at)


def _running(reader: Reader) -> list[Counted]:
    return [_counted(one) for one in reversed(reader.incidents.running())]


def _counted(one: Incident) -> Counted:
    return Counted(one.id, one.opened_at, one.kind, one.place_id, one.drill, one.state, one.plan_version)

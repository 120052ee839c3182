"""What the time line of a shift shows, lane by lane. Pure; built once, away from the screen."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.model.journal import REMARK, Entry
from app.shift_review.bars import Bar, clipped, coverage, packed
from app.shift_review.incidents_then import IncidentHistory, IncidentThen
from app.shift_review.moments import ALARMS, BY_PEOPLE, STEPS, happened
from app.shift_review.presence import RolePresence, bars_of
from app.shift_review.tour_runs import TourRun
from app.shift_review.troubles import Trouble

_INCIDENT_ROWS, _CAMERA_ROWS = 2, 5
"""More at once are joined."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Of a version of a plan: its level (0: not known), and how many steps it has."""

    level: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry at its moment; `code` says what sign it gets."""

    at: float
    code: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lane:
    """Marks in order of time, bars in order of row and time; bars of one row do not overlap."""

    name: str
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    rows: int = 1
    moments: tuple[float, ...] = field(default=(), repr=False)
    """Of the marks."""
    alarms: tuple[float, ...] = field(default=(), repr=False)

    def count(self, since: float, until: float) -> int:
        """Marks in [since, until)."""
        return bisect_left(self.moments, until) - bisect_left(self.moments, since)

    def has_alarm(self, since: float, until: float) -> bool:
        return bisect_left(self.alarms, until) > bisect_left(self.alarms, since)

    def between(self, since: float, until: float) -> tuple[Mark, ...]:
        return self.marks[bisect_left(self.moments, since) : bisect_left(self.moments, until)]

    def row_bars(self, row: int, since: float, until: float) -> tuple[Bar, ...]:
        """Of one row, those of which some part lies between two moments."""
        first = bisect_left(self.bars, row, key=lambda each: each.row)
        last = bisect_right(self.bars, row, key=lambda each: each.row)
        own = self.bars[first:last]
        begin = max(0, bisect_right(own, since, key=lambda each: each.start) - 1)
        end = bisect_left(own, until, key=lambda each: each.start)
        return tuple(each for each in own[begin:end] if each.end > since)


def entry_lanes(entries: Sequence[Entry]) -> tuple[Lane, Lane, Lane]:
    """Of people, of the program, and of escalations."""
    people: list[Mark] = []
    automatic: list[Mark] = []
    steps: list[Mark] = []
    for entry in entries:
        kind = entry.draft.kind
        if kind in BY_PEOPLE:
            code = {REMARK: "remark", "amendment": "correction"}.get(kind, "note")
            people.append(Mark(happened(entry), code, entry))
            continue
        alarm = kind in ALARMS
        automatic.append(Mark(entry.at.timestamp(), "alarm" if alarm else "entry", entry))
        if kind in STEPS:
            steps.append(Mark(entry.at.timestamp(), STEPS[kind], entry))
    return _marked("people", people), _marked("automatic", automatic), _marked("steps", steps)


def incident_lane(
    history: IncidentHistory, plans: Mapping[tuple[str, str], PlanFacts], since: float, until: float
) -> Lane:
    """A bar for each incident, in pieces where its level changed: `level_2`, `drill`."""
    whole = [
        Bar(each[0].start, each[-1].end, "", incident_id)
        for incident_id in history.ids()
        if (each := clipped(_pieces(history.changes(incident_id), plans, until), since, until))
    ]
    rows = packed(whole, _INCIDENT_ROWS)
    bars = []
    for bar in rows:
        if not bar.id:
            bars.append(Bar(bar.start, bar.end, "several", row=bar.row, count=bar.count))
            continue
        for piece in clipped(_pieces(history.changes(bar.id), plans, until), since, until):
            bars.append(Bar(piece.start, piece.end, piece.code, bar.id, bar.row))
    return _barred("incidents", bars)


def camera_lane(troubles: Iterable[Trouble]) -> Lane:
    bars = [Bar(each.start, each.end, each.condition, each.camera_id, count=each.count) for each in troubles]
    return _barred("cameras", packed(bars, _CAMERA_ROWS))


def presence_lane(roles: Sequence[RolePresence], now: float, *, clocking: bool) -> Lane:
    lane = _barred("presence", bars_of(roles, now, clocking=clocking))
    return Lane("presence", bars=lane.bars, rows=max(1, len(roles)))


def tour_lane(runs: Sequence[TourRun], entries: Sequence[Entry]) -> Lane:
    """A bar for each tour, a mark for each step that nobody looked at or where something was wrong."""
    bars = [Bar(run.start, run.end, run.state, str(at)) for at, run in enumerate(runs) if run.end > run.start]
    marks = []
    for entry in entries:
        kind = entry.draft.kind
        if kind in ("tour_step_missed", "tour_not_begun", "tour_stopped"):
            marks.append(Mark(entry.at.timestamp(), "missed", entry))
        elif kind == "tour_step_seen" and entry.draft.data.get("result") == "wrong":
            marks.append(Mark(entry.at.timestamp(), "wrong", entry))
    barred, marked = _barred("tours", packed(bars, 1)), _marked("tours", marks)
    return Lane("tours", marked.marks, barred.bars, 1, marked.moments, marked.alarms)


def recording_lane(recorded: Mapping[str, Iterable[tuple[float, float]]]) -> Lane:
    """As high as the share of cameras of which there are recordings."""
    spans = (span for spans in recorded.values() for span in spans)
    return _barred("recordings", coverage(spans, len(recorded), "recorded"))


def _pieces(
    changes: Sequence[tuple[datetime, IncidentThen]], plans: Mapping[tuple[str, str], PlanFacts], until: float
) -> list[Bar]:
    """What an incident was, from its opening to its end, and again after a reopening."""
    found: list[Bar] = []
    moments = [moment.timestamp() for moment, _ in changes]
    for (_, state), start, end in zip(changes, moments, [*moments[1:], until], strict=True):
        if state.closed_at is not None or end <= start:
            continue
        plan = plans.get((state.kind, state.version), PlanFacts())
        code = "drill" if state.drill else f"level_{plan.level}"
        if found and found[-1].code == code and found[-1].end == start:
            found[-1] = Bar(found[-1].start, end, code, state.id)
        else:
            found.append(Bar(start, end, code, state.id))
    return found


def _marked(name: str, marks: Iterable[Mark]) -> Lane:
    ordered = tuple(sorted(marks, key=lambda mark: (mark.at, mark.entry.number)))
    alarms = tuple(mark.at for mark in ordered if mark.code in ("alarm", "missed"))
    return Lane(name, ordered, moments=tuple(mark.at for mark in ordered), alarms=alarms)


def _barred(name: str, bars: Iterable[Bar]) -> Lane:
    ordered = tuple(sorted(bars, key=lambda bar: (bar.row, bar.start)))
    return Lane(name, bars=ordered, rows=max((bar.row for bar in ordered), default=0) + 1)

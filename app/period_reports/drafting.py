"""Drafts the sections of a report over a time from facts. Pure: words and names are handed in.

What is drafted is never edited, and what a person writes is never drafted: so a draft can be made anew at any time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.figures.times import Times
from app.model.incident import FALSE_ALARM, RUNNING
from app.model.period_report import PeriodReportKind
from app.period_reports.facts import CameraFaults, Facts, Happened, Told
from app.period_reports.wording import PeriodWords

_SECTIONS: dict[PeriodReportKind, tuple[str, ...]] = {
    "monthly": (
        "overview", "incidents", "drills", "hazards", "patrols", "equipment", "orders", "education", "unfinished", "plans",
    ),
    "daily": ("overview", "incidents", "hazards", "patrols", "equipment", "orders", "unfinished", "plans"),
}  # fmt: skip
MOST_LISTED = 60
"""A report is read by people; all the rest stands in the log."""
_LONGEST_TEXT = 400


@dataclass(frozen=True, slots=True)
class Table:
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    """Of the width, together 1."""


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


def section_ids(kind: PeriodReportKind) -> tuple[str, ...]:
    return _SECTIONS[kind]


def sections(kind: PeriodReportKind, facts: Facts, words: PeriodWords) -> list[Section]:
    makers: dict[str, Callable[[Facts, PeriodWords], tuple[list[str], Table | None]]] = {
        "overview": _overview,
        "incidents": _incidents,
        "drills": _drills,
        "hazards": _hazards,
        "patrols": _patrols,
        "equipment": _equipment,
        "orders": _orders,
        "unfinished": _unfinished,
    }
    found = []
    for number, name in enumerate(_SECTIONS[kind], start=1):
        title = words.say("heading", number=words.numeral(number), title=words.say(f"section.{name}"))
        paragraphs, table = makers[name](facts, words) if name in makers else ([], None)
        found.append(Section(name, title, tuple(paragraphs), table))
    return found


_Drafted = tuple[list[str], Table | None]


def _overview(facts: Facts, words: PeriodWords) -> _Drafted:
    real = facts.groups["real"]
    compared = "text.counted" if facts.has_before else "text.counted_alone"
    said = [words.say(compared, real=real.now, before=real.before)]
    if real.now:
        kinds = [
            words.say("text.kind", kind=words.kind(one.key), count=one.now) for one in facts.kinds if one.now
        ]
        said.append(words.say("text.kinds", kinds=words.joined(kinds)))
    else:
        said[0] = words.say("text.quiet")
    said.append(
        words.say("text.beside", false=facts.groups["false_alarm"].now, drills=facts.groups["drill"].now)
    )
    lines = [_run(said, words)]
    measured = [_measured(times, words) for times in facts.times if times.now.count]
    if measured:
        lines.append(words.say("text.times", times=words.say("text.between").join(measured)))
    if facts.handovers:
        lines.append(words.say("text.handovers", count=facts.handovers, good=facts.handovers_in_time))
    if facts.owed:
        lines.append(words.say("text.owed", count=facts.owed))
    return lines, None


def _measured(times: Times, words: PeriodWords) -> str:
    """How many were in time, and the middle one where there are enough to have one."""
    now = times.now
    median = words.say("text.median", time=_duration(now.median_s)) if now.median_s is not None else ""
    stage = words.say(f"text.{times.stage}")
    return words.say("text.measured", stage=stage, good=now.in_time, count=now.count, median=median)


def _incidents(facts: Facts, words: PeriodWords) -> _Drafted:
    if not facts.happened:
        return [words.say("text.no_incidents")], None
    return _rest(len(facts.happened), words), _happened(facts.happened, words)


def _drills(facts: Facts, words: PeriodWords) -> _Drafted:
    if not facts.drills:
        return [words.say("text.no_drills")], None
    return _rest(len(facts.drills), words), _happened(facts.drills, words)


def _hazards(facts: Facts, words: PeriodWords) -> _Drafted:
    lines = _listed(facts.hazards, "text.hazards", words) or [words.say("text.no_hazards")]
    lines += _listed(facts.closed, "text.closed", words)
    if facts.open_hazards:
        lines.append(words.say("text.open_hazards", count=facts.open_hazards))
    if facts.decided or facts.done:
        lines.append(words.say("text.measures", decided=facts.decided, done=len(facts.done)))
        for measure in facts.done[:MOST_LISTED]:
            outcome = words.say("text.outcome", outcome=measure.outcome) if measure.outcome else ""
            lines.append(words.say("text.done", text=measure.text, outcome=outcome))
    return lines, None


def _patrols(facts: Facts, words: PeriodWords) -> _Drafted:
    tours = facts.tours
    late = words.say("text.not_begun", count=tours.not_begun) if tours.not_begun else ""
    return [
        words.say(
            "text.patrols",
            patrols=facts.patrols,
            walked=tours.walked,
            steps=tours.steps,
            missed=tours.missed,
            not_begun=late,
        )
    ], None


def _equipment(facts: Facts, words: PeriodWords) -> _Drafted:
    live = (
        words.say("text.live", live=_percent(facts.live))
        if facts.live is not None
        else words.say("text.not_observed")
    )
    said = [live, words.say("text.alarms", count=facts.alarms)]
    faults = _listed(facts.faults, "text.faults", words)
    if not facts.cameras:
        return [_run([*said, words.say("text.no_faults")], words), *faults], None
    table = _cameras(facts.cameras, words)
    return [_run(said, words), *faults, words.say("text.camera_faults", count=len(facts.cameras))], table


def _orders(facts: Facts, words: PeriodWords) -> _Drafted:
    return _listed(facts.orders, "text.orders", words) or [words.say("text.no_orders")], None


def _unfinished(facts: Facts, words: PeriodWords) -> _Drafted:
    lines = [
        words.say(
            "text.running",
            time=words.time(one.opened_at),
            place=words.place(one.place_id),
            kind=words.kind(one.kind, one.plan_version),
        )
        for one in facts.running
        if not one.drill
    ]
    lines += [
        words.say(
            "text.owing",
            time=words.time(one.incident.opened_at),
            place=words.place(one.incident.place_id),
            kind=words.kind(one.incident.kind, one.incident.plan_version),
            what=words.joined([words.say(f"owing.{stage}") for stage in one.stages]),
        )
        for one in facts.owing[:MOST_LISTED]
    ] + _rest(len(facts.owing), words)
    today = facts.today
    for measure in facts.open[:MOST_LISTED]:
        late = words.say("text.late") if measure.due < today else ""
        lines.append(words.say("text.measure", text=measure.text, due=measure.due, late=late))
    lines = lines or [words.say("text.nothing_open")]
    lost = [words.camera(one.camera_id) for one in facts.cameras if one.lost_at_end]
    if lost:
        lines.append(words.say("text.still_lost", cameras=words.joined(lost)))
    return lines, None


def _happened(found: Sequence[Happened], words: PeriodWords) -> Table:
    rows = tuple(
        (
            words.time(one.incident.opened_at),
            words.kind(one.incident.kind, one.incident.plan_version),
            words.place(one.incident.place_id),
            _turn_out(one, words),
            _outcome(one, words),
        )
        for one in found[:MOST_LISTED]
    )
    headers = tuple(words.say(f"table.{name}") for name in ("time", "kind", "place", "took", "outcome"))
    return Table(headers, rows, (0.19, 0.16, 0.18, 0.15, 0.32))


def _cameras(found: Sequence[CameraFaults], words: PeriodWords) -> Table:
    rows = tuple(
        (
            words.camera(one.camera_id) + (words.say("text.lost_at_end") if one.lost_at_end else ""),
            str(one.times),
            _percent(one.share) if one.share is not None else "—",
        )
        for one in found[:MOST_LISTED]
    )
    headers = tuple(words.say(f"table.{name}") for name in ("camera", "times", "live"))
    return Table(headers, rows, (0.6, 0.2, 0.2))


def _turn_out(one: Happened, words: PeriodWords) -> str:
    if one.turn_out is None:
        return words.say("outcome.not_due")
    if one.turn_out.took_s is None:
        return words.say("outcome.never")
    time = _duration(one.turn_out.took_s)
    return words.say("outcome.late", time=time) if one.turn_out.late else time


def _outcome(one: Happened, words: PeriodWords) -> str:
    state = one.incident.state
    code = state if state in (RUNNING, FALSE_ALARM) else "stood_down"
    said = words.say(f"outcome.{code}")
    reason = one.reason.strip()[:_LONGEST_TEXT]
    return words.say("outcome.with_reason", state=said, reason=reason) if reason else said


def _listed(found: Sequence[Told], head: str, words: PeriodWords) -> list[str]:
    """A head and a numbered line each; nothing where there are none."""
    if not found:
        return []
    lines = [words.say(head, count=len(found))]
    for number, told in enumerate(found[:MOST_LISTED], start=1):
        text = words.say(
            "text.entry",
            time=words.time(told.at),
            place=words.at_place(told.place_id, told.text),
            text=told.text.strip()[:_LONGEST_TEXT],
            by=words.say("text.by", by=words.person(told.person_id, told.by)) if told.by else "",
        )
        lines.append(words.say("listed", number=number, text=text))
    return lines + _rest(len(found), words)


def _rest(count: int, words: PeriodWords) -> list[str]:
    return [words.say("more", count=count - MOST_LISTED)] if count > MOST_LISTED else []


def _run(sentences: Sequence[str], words: PeriodWords) -> str:
    """One after the other: Chinese needs no room between them."""
    return ("" if words.language == "zh" else " ").join(sentences)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _percent(share: float) -> str:
    """Rounded down: 100 % is said of a time without a gap alone."""
    return f"{int(share * 1000) / 10:.1f}%"

"""Which shifts there are to look at. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from app.core.errors import InvalidInput
from app.model.roster import Duty
from app.model.rota import ShiftKind

LONGEST = timedelta(days=7)
_SHORTEST = timedelta(minutes=1)
_LONGEST_SHIFT = timedelta(hours=16)
_HALF_A_DAY = timedelta(hours=12)
_WORTH_A_LOOK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ShiftSpan:
    """From when to when; `kind_id` names the kind of shift where the site has one with these times."""

    since: datetime
    until: datetime
    kind_id: str = ""


def shifts_of(
    duties: Iterable[Duty], kinds: Iterable[ShiftKind], zone: tzinfo, now: datetime
) -> list[ShiftSpan]:
    """The operators' shifts that have begun, the newest first; where none are planned, those of anybody, else the last
    half days."""
    begun = [duty for duty in duties if duty.starts <= now and duty.ends - duty.starts <= _LONGEST_SHIFT]
    of_operators = [duty for duty in begun if duty.shift.role == "operator"]
    spans = {(duty.starts, duty.ends) for duty in of_operators or begun}
    if not spans:
        spans = {(now - _HALF_A_DAY * number, now - _HALF_A_DAY * (number - 1)) for number in (1, 2)}
    known = {(kind.start, kind.end): kind.id for kind in kinds}
    return [
        ShiftSpan(since, until, known.get((_local(since, zone), _local(until, zone)), ""))
        for since, until in sorted(spans, reverse=True)
    ]


def first_to_look_at(spans: Sequence[ShiftSpan], now: datetime) -> ShiftSpan | None:
    """Of the newest first: the one that runs, but just after a change of shift the one that is over."""
    return next((span for span in spans if now - span.since >= _WORTH_A_LOOK), spans[0] if spans else None)


def refuse_span(span: ShiftSpan, now: datetime) -> None:
    """Raises InvalidInput (time_backwards, week_at_most, time_ahead)."""
    if span.until - span.since < _SHORTEST:
        raise InvalidInput(field="until", reason="time_backwards")
    if span.until - span.since > LONGEST:
        raise InvalidInput(field="until", reason="week_at_most")
    if span.since > now:
        raise InvalidInput(field="since", reason="time_ahead")


def _local(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M")

"""Guard tours as the log tells them: one is under way at most. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.model.journal import Entry
from app.model.words import Words

RUNNING, FINISHED, STOPPED, NOT_BEGUN = "running", "finished", "stopped", "not_begun"


@dataclass(frozen=True, slots=True)
class TourRun:
    """`of` steps; those that nobody looked at, and those where something was wrong, with their moments."""

    name: Words
    start: float
    end: float
    state: str = RUNNING
    of: int = 0
    seen: int = 0
    missed: tuple[float, ...] = ()
    wrong: tuple[float, ...] = ()


def tour_runs(entries: Iterable[Entry], until: float) -> tuple[TourRun, ...]:
    """Of entries in their order. One without an end goes on until `until`."""
    found: list[TourRun] = []
    for entry in entries:
        kind, at = entry.draft.kind, entry.at.timestamp()
        data = entry.draft.data
        name = Words(data.get("zh", ""), data.get("en", ""))
        running = found[-1] if found and found[-1].state == RUNNING else None
        if kind == "tour_not_begun":
            found.insert(max(0, len(found) - (running is not None)), TourRun(name, at, at, NOT_BEGUN))
        elif kind == "tour_begun":
            found.append(TourRun(name, at, until, of=_number(data.get("count", ""))))
        elif running is not None and kind in _MOVES:
            found[-1] = _moved(running, entry, at)
    return tuple(found)


_MOVES = ("tour_step_seen", "tour_step_missed", "tour_finished", "tour_stopped")


def _moved(run: TourRun, entry: Entry, at: float) -> TourRun:
    kind = entry.draft.kind
    if kind == "tour_step_seen":
        wrong = (*run.wrong, at) if entry.draft.data.get("result") == "wrong" else run.wrong
        return replace(run, seen=run.seen + 1, wrong=wrong)
    if kind == "tour_step_missed":
        return replace(run, missed=(*run.missed, at))
    return replace(run, end=at, state=FINISHED if kind == "tour_finished" else STOPPED)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0

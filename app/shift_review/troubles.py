"""When something was wrong with a camera, as the log tells it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.core.stamps import parse_stamp
from app.health.entries import KINDS
from app.model.health import LOST
from app.model.journal import Entry

_OVER = ("camera_back", "health_ended")
_FOLDED = ("camera_lost_repeated", "health_repeated")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A condition of a camera. `count`: it began so often meanwhile; `open`: nothing says that it has ended."""

    camera_id: str
    condition: str
    start: float
    end: float
    count: int = 1
    open: bool = False


def troubles(entries: Iterable[Entry], since: float, until: float) -> tuple[Trouble, ...]:
    """Of entries in their order, also of some before `since`: what is not over by then goes on until `until`."""
    running: dict[tuple[str, str], Trouble] = {}
    found: list[Trouble] = []
    for entry in entries:
        if entry.draft.kind not in KINDS:
            continue
        key = (entry.draft.camera_id, entry.draft.data.get("condition", LOST))
        before, at = running.pop(key, None), entry.at.timestamp()
        if entry.draft.kind in _OVER:
            lasted = float(entry.draft.data.get("lasted_s") or 0)
            found.append(replace(before, end=at, open=False) if before else Trouble(*key, at - lasted, at))
        elif entry.draft.kind in _FOLDED:
            _fold(entry, key, before, running, found)
        else:
            running[key] = before or Trouble(*key, at, until, open=True)
    found += [replace(each, end=until) for each in running.values()]
    inside = (replace(each, start=max(since, each.start), end=min(until, each.end)) for each in found)
    return _joined(sorted((each for each in inside if each.end > each.start), key=lambda each: each.start))


def _joined(found: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """What was folded into one entry may cover what had an entry of its own."""
    last: dict[tuple[str, str], Trouble] = {}
    done: list[Trouble] = []
    for each in found:
        key = (each.camera_id, each.condition)
        before = last.get(key)
        if before is not None and each.start <= before.end:
            count = before.count + each.count
            last[key] = replace(before, end=max(before.end, each.end), count=count, open=each.open)
            continue
        if before is not None:
            done.append(before)
        last[key] = each
    return tuple(sorted((*done, *last.values()), key=lambda each: (each.start, each.camera_id)))


def _fold(
    entry: Entry,
    key: tuple[str, str],
    before: Trouble | None,
    running: dict[tuple[str, str], Trouble],
    found: list[Trouble],
) -> None:
    """One entry for many beginnings and ends."""
    data, at = entry.draft.data, entry.at.timestamp()
    first = parse_stamp(data["first"]).timestamp() if data.get("first") else at
    last = parse_stamp(data["last"]).timestamp() if data.get("last") else at
    start = min(before.start, first) if before else first
    count = int(data.get("count") or 1) + (before.count if before else 0)
    if data.get("present") == "true":
        running[key] = Trouble(*key, start, at, count, open=True)
    else:
        found.append(Trouble(*key, start, max(start, last), count))

"""When the program did not run: nothing is known of these times. Pure."""

from collections.abc import Sequence

from app.model.journal import Entry
from app.playback.rules import Span

_LEAST_S = 60.0


def pauses(entries: Sequence[Entry], since: float, until: float) -> tuple[Span, ...]:
    """Of entries in their order: from a stop, or from the last entry before a crash, to the next start; and from a stop
    that no start follows to the end."""
    found: list[Span] = []
    last, stopped = since, False
    for entry in entries:
        at = entry.at.timestamp()
        if entry.draft.kind == "console_started" and at - last >= _LEAST_S:
            found.append(Span(last, at))
        last, stopped = max(last, at), entry.draft.kind == "console_stopped"
    if stopped and until - last >= _LEAST_S:
        found.append(Span(last, until))
    return tuple(found)

"""The part of the log that lies in a bundle."""

from collections.abc import Iterable

from app.model.journal import Entry
from app.storage.transaction import Reader

_AT_ONCE = 500


def with_corrections(reader: Reader, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """A correction comes along however much later it was made: without it the old words would look as if they held."""
    found = {entry.number: entry for entry in entries}
    new = sorted(found)
    while new:
        come: dict[int, Entry] = {}
        for begin in range(0, len(new), _AT_ONCE):
            for several in reader.journal.amendments(new[begin : begin + _AT_ONCE]).values():
                come |= {each.number: each for each in several if each.number not in found}
        found |= come
        new = sorted(come)
    return tuple(found[number] for number in sorted(found))

"""Answers questions about the log: through the index where it reaches, entry by entry where it does not yet."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import stamp
from app.model.journal import Draft, Entry
from app.model.search import Found, Wanted
from app.search.looking import Look
from app.search.postings import places_down
from app.search.rules import Question, understood
from app.search.version import RULES
from app.search.words import Sayings
from app.storage.journal import JournalReader
from app.storage.search_index import IndexDamaged, IndexReader, Segment
from app.storage.transaction import Reader

PATIENCE = 3000
"""Entries that are gone through at most where the index does not reach, so that an answer comes at once."""
_BATCH = 100


@dataclass(frozen=True, slots=True)
class _Span:
    """Numbers `first` to `last`; without a segment where the index does not reach."""

    first: int
    last: int
    segment: Segment | None


class Finder:
    """For one question or a few, on the thread of `reader`."""

    def __init__(self, reader: Reader, index: Path, sayings: Sayings) -> None:
        self._journal = reader.journal
        self._names = reader.search.names
        self._path = index
        self._sayings = sayings

    def find(
        self, wanted: Wanted, limit: int, *, before: int = 0, after: int = 0, patience: int | None = PATIENCE
    ) -> Found:
        """The newest first. `before`, `after`: numbers that are no longer wanted. `patience` None: all, however long."""
        question = understood(wanted, self._names(), self._sayings)
        newest = self._journal.newest()
        last = min(newest[0] if newest else 0, before - 1 if before else newest[0] if newest else 0)
        search = _Search(self._journal, question, limit, patience)
        try:
            with contextlib.closing(IndexReader(self._path, RULES)) as index:
                look = Look(index, question)
                for span in _spans(self._usable(index), after + 1, last):
                    search.through(span, look)
                    if search.is_full:
                        break
                return search.found()
        except IndexDamaged:
            # It is found and made anew in the background; until then entry by entry.
            search = _Search(self._journal, question, limit, patience)
            search.entry_by_entry(after + 1, last)
            return search.found()

    def _usable(self, index: IndexReader) -> list[Segment]:
        """None of an index that was made of another log: of one before a backup came back, for example."""
        segments = index.segments()
        if segments:
            newest = self._journal.get(segments[0].last)
            if newest is None or newest.hash != segments[0].hash:
                return []
        return segments


class _Search:
    def __init__(self, journal: JournalReader, question: Question, limit: int, patience: int | None) -> None:
        self._journal = journal
        self._question = question
        self._limit = limit
        self._patience = patience
        self._entries: list[Entry] = []
        self._unsearched = 0

    @property
    def is_full(self) -> bool:
        return len(self._entries) == self._limit

    def found(self) -> Found:
        return Found(tuple(self._entries), self._unsearched)

    def through(self, span: _Span, look: Look) -> None:
        segment = span.segment
        if segment is None:
            self.entry_by_entry(span.first, span.last)
            return
        first, last = self._within_times(segment, span.first, span.last)
        if first > last:
            return
        bits = look.places(segment) >> (first - segment.first) << (first - segment.first)
        numbers = (segment.first + place for place in places_down(bits, last - segment.first + 1))
        self._take(_batches(numbers))

    def entry_by_entry(self, first: int, last: int) -> None:
        while first <= last and not self.is_full:
            count = last - first + 1
            if self._patience is not None:
                if self._patience <= 0:
                    self._unsearched += count
                    return
                count = min(count, self._patience)
                self._patience -= min(count, _BATCH)
            lowest = max(first, last - min(count, _BATCH) + 1)
            self._keep(self._journal.between(lowest, last))
            last = lowest - 1

    def _take(self, batches: Iterator[list[int]]) -> None:
        for numbers in batches:
            self._keep(self._journal.numbered(numbers))
            if self.is_full:
                return

    def _keep(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if self._question.is_answered_by(entry, corrected_by(self._journal, entry)):
                self._entries.append(entry)
                if self.is_full:
                    return

    def _within_times(self, segment: Segment, first: int, last: int) -> tuple[int, int]:
        """The numbers that can be of the time asked for."""
        since, until = self._question.since, self._question.until
        if (since and segment.until < since) or (until and segment.since >= until):
            return 1, 0
        if segment.steady:
            if since > segment.since:
                first = max(first, self._first_at(since, segment))
            if until and until <= segment.until:
                last = min(last, self._first_at(until, segment) - 1)
        return first, last

    def _first_at(self, moment: str, segment: Segment) -> int:
        """The first entry of the segment that is not older; one behind the last where all are."""
        low, high = segment.first, segment.last + 1
        while low < high:
            middle = (low + high) // 2
            entry = self._journal.get(middle)
            if entry is not None and stamp(entry.at) < moment:
                low = middle + 1
            else:
                high = middle
        return low


def corrected_by(journal: JournalReader, entry: Entry) -> Draft | None:
    """What this entry corrects."""
    corrected = journal.get(entry.draft.amends) if entry.draft.amends else None
    return corrected.draft if corrected is not None else None


def _spans(segments: Sequence[Segment], first: int, last: int) -> Iterator[_Span]:
    """From the last number down to the first, by segments and the gaps between them."""
    for segment in segments:
        if last < first:
            return
        if segment.first > last:
            continue
        if segment.last < last:
            lowest = max(first, segment.last + 1)
            yield _Span(lowest, last, None)
            last = lowest - 1
        if last >= first and segment.first <= last:
            lowest = max(first, segment.first)
            yield _Span(lowest, last, segment)
            last = lowest - 1
    if last >= first:
        yield _Span(first, last, None)


def _batches(numbers: Iterator[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for number in numbers:
        batch.append(number)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch

"""Makes the index of the log, a segment at a time, the newest entries first; can be ended between any two entries."""

import contextlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from app.core.clock import stamp
from app.search.finder import corrected_by
from app.search.folding import SIGN, class_of
from app.search.postings import GRAM, collected, packed, unpacked
from app.search.searchable import Searchable, searchable
from app.search.version import RULES
from app.storage.journal import JournalReader
from app.storage.search_index import IndexDamaged, IndexReader, IndexWriter, Segment, remove_index

SIZES = (65_536, 4_096, 256)
"""Of segments: what is complete of the largest first; fewer entries than the smallest are gone through one by one."""
_SLICE = 512
Rest = Callable[[], object]


def unindexed(segments: Sequence[Segment], newest: int, smallest: int = SIZES[-1]) -> int:
    """How many entries the index could hold and does not."""
    reached = newest // smallest * smallest
    return reached - sum(segment.size for segment in segments if segment.last <= reached)


def unindexed_of(path: Path, newest: int) -> int:
    """The same of an index that may be missing or damaged."""
    try:
        with contextlib.closing(IndexReader(path, RULES)) as index:
            return unindexed(index.segments(), newest)
    except IndexDamaged:
        return unindexed((), newest)


class Indexer:
    """`rest` is called every few hundred entries: it may wait, and what it raises ends the work. `told` hears of each
    segment that is there."""

    def __init__(
        self,
        journal: JournalReader,
        path: Path,
        rest: Rest = lambda: None,
        sizes: Sequence[int] = SIZES,
        told: Rest = lambda: None,
    ) -> None:
        self._journal = journal
        self._path = path
        self._rest = rest
        self._sizes = sizes
        self._told = told

    def catch_up(self) -> int:
        """Makes what is missing; returns how many segments that were. Raises IndexDamaged where the disk refuses."""
        made = 0
        with contextlib.closing(IndexWriter(self._path, RULES)) as index:
            self._drop_of_another_log(index)
            newest = self._journal.newest()
            for first, size in wanted_segments(newest[0] if newest else 0, self._sizes):
                if self._make(index, first, size):
                    made += 1
                    self._told()
        return made

    def renew_if_damaged(self) -> bool:
        """Takes an index away that is no longer what was written, so that `catch_up` makes it anew."""
        try:
            with contextlib.closing(IndexReader(self._path, RULES)) as index:
                known = index.pairs()
                for segment in index.segments():
                    self._rest()
                    if not index.is_whole(segment):
                        raise IndexDamaged("segment")
                    with contextlib.closing(index.all(segment)) as rows:
                        if not known.issuperset(_pairs(token for token, _ in rows)):
                            raise IndexDamaged("pairs")
        except IndexDamaged:
            remove_index(self._path)
            return True
        return False

    def _drop_of_another_log(self, index: IndexWriter) -> None:
        strange = [segment for segment in index.segments() if not self._is_ours(segment)]
        if strange:
            index.drop(strange)

    def _is_ours(self, segment: Segment) -> bool:
        last = self._journal.get(segment.last)
        return last is not None and last.hash == segment.hash

    def _make(self, index: IndexWriter, first: int, size: int) -> bool:
        """False where it is there already, or cannot be made."""
        last = first + size - 1
        there = [one for one in reversed(index.segments()) if one.first <= last and one.last >= first]
        if [(one.first, one.last) for one in there] == [(first, last)]:
            return False
        if sum(one.size for one in there) == size:
            _join(index, there)
            return True
        return self._build(index, first, last, there)

    def _build(self, index: IndexWriter, first: int, last: int, instead: Sequence[Segment]) -> bool:
        """False where entries are missing, which is for the check of the log to tell: those left are found one by one."""
        times: list[str] = []
        found = collected((number - first, said) for number, said in self._entries(first, last, times))
        newest = self._journal.get(last)
        if newest is None or len(times) != last - first + 1:
            return False
        steady = all(before <= after for before, after in zip(times, times[1:], strict=False))
        segment = Segment(first, last, newest.hash, min(times), max(times), int(steady))
        postings = ((token, packed(found[token], segment.size)) for token in sorted(found))
        index.add(segment, postings, _pairs(found), instead)
        return True

    def _entries(self, first: int, last: int, times: list[str]) -> Iterator[tuple[int, Searchable]]:
        for begin in range(first, last + 1, _SLICE):
            self._rest()
            for entry in reversed(self._journal.between(begin, min(last, begin + _SLICE - 1))):
                times.append(stamp(entry.at))
                yield entry.number, searchable(entry.draft, corrected_by(self._journal, entry))


def wanted_segments(newest: int, sizes: Sequence[int] = SIZES) -> list[tuple[int, int]]:
    """First number and size of each segment of a log of so many entries, the newest first."""
    found, at = list[tuple[int, int]](), 0
    for size in sizes:
        while at + size <= newest:
            found.append((at + 1, size))
            at += size
    return found[::-1]


def _join(index: IndexWriter, parts: Sequence[Segment]) -> None:
    """Segments in a row, the oldest first, become one."""
    last = parts[-1]
    steady = all(part.steady for part in parts) and all(
        one.until <= other.since for one, other in zip(parts, parts[1:], strict=False)
    )
    segment = Segment(
        parts[0].first,
        last.last,
        last.hash,
        min(part.since for part in parts),
        max(part.until for part in parts),
        int(steady),
    )
    rows = merge(*(_rows(index, part, segment) for part in parts), key=itemgetter(0))
    joined = (
        (token, packed(array("H", _places(same)), segment.size))
        for token, same in groupby(rows, key=itemgetter(0))
    )
    index.add(segment, joined, instead=parts)


def _rows(index: IndexWriter, part: Segment, whole: Segment) -> Iterator[tuple[str, Segment, int, bytes]]:
    for token, kept in index.all(part):
        yield token, part, part.first - whole.first, kept


def _places(rows: Iterable[tuple[str, Segment, int, bytes]]) -> Iterator[int]:
    for _, part, offset, kept in rows:
        bits = unpacked(kept, part.size)
        while bits:
            lowest = bits & -bits
            yield offset + lowest.bit_length() - 1
            bits ^= lowest


def _pairs(tokens: Iterable[str]) -> list[str]:
    """Characters that follow each other."""
    return [
        token[1:]
        for token in tokens
        if len(token) == 3 and token[0] == GRAM and class_of(token[1]) == class_of(token[2]) == SIGN
    ]

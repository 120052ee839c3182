"""What may be meant by the letters after a mark: by characters, pinyin, initials, English words, id or number. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.journal.tokens import fold
from app.model.line import Named

MOST = 40
BEGINS = 2
"""Rank of what begins with the very letters typed; better ones are it."""
SPELT = 3
"""Rank of what the letters spell from its first character on."""
_PIECES = re.compile(r"[a-z]+|\d+|[^\W\d_a-z]")
"""Of a folded name: words, numbers, single characters."""
_TWO_LETTERS = ("zh", "ch", "sh")
Readings = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One step of a name: a character with its readings, or a word or number that may be cut short anywhere."""

    written: str
    readings: tuple[str, ...]

    def cuts(self, typed: str, at: int) -> list[int]:
        """Where what was typed may go on after this piece."""
        ends = {at + 1} if self.readings and typed[at] == self.written else set()
        for reading in self.readings or (self.written,):
            common = _common(reading, typed, at)
            for length in range(1, common + 1):
                short = not self.readings or length in (1, len(reading))
                two = length == 2 and reading[:2] in _TWO_LETTERS
                if short or two or at + length == len(typed):
                    ends.add(at + length)
        return sorted(ends, reverse=True)


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that fits, and how well: the smaller the better."""

    named: Named
    rank: int


class Completion:
    """Made once for all names; asked at each letter. `readings` may be slow at a character's first time."""

    def __init__(self, named: Iterable[Named], readings: Readings) -> None:
        self._known = [_Known(one, readings) for one in named]

    def offers(self, mark: str, typed: str, *, whats: Sequence[str] = ()) -> list[Offered]:
        """What fits, the best first; everything where nothing was typed yet. `whats`: of these sorts alone."""
        wanted = fold(typed).strip()
        found = []
        for known in self._known:
            if known.named.mark != mark or (whats and known.named.what not in whats):
                continue
            rank = known.rank(wanted)
            if rank is not None:
                found.append(Offered(known.named, rank))
        return sorted(found, key=lambda offered: offered.rank)[:MOST]


class _Known:
    def __init__(self, named: Named, readings: Readings) -> None:
        self.named = named
        self._names = [fold(name) for name in (named.name.zh, named.name.en) if name]
        self._id = fold(named.id)
        self._pieces = [
            [_piece(found, readings) for found in _PIECES.findall(name)]
            for name in dict.fromkeys(self._names)
        ]

    def rank(self, wanted: str) -> int | None:
        """None where it does not fit."""
        if not wanted:
            return 0
        if wanted in self._names:
            return 0
        if self.named.number and wanted == str(self.named.number):
            return 1
        if any(name.startswith(wanted) for name in self._names):
            return BEGINS
        letters = "".join(_PIECES.findall(wanted))
        if not letters:
            return None
        spelt = [self._spelt(letters, pieces) for pieces in self._pieces]
        best = min((begun for begun in spelt if begun is not None), default=None)
        if best == 0:
            return SPELT
        if any(wanted in name for name in self._names):
            return 4
        if best is not None:
            return 5
        return 6 if self._id.startswith(wanted) else None

    @staticmethod
    def _spelt(letters: str, pieces: list[_Piece]) -> int | None:
        """The first piece from which on the letters spell the name."""
        return next((first for first in range(len(pieces)) if _spells(letters, 0, pieces, first)), None)


def _piece(written: str, readings: Readings) -> _Piece:
    read = () if written.isascii() else readings(written)
    # ü is a v on keyboards, and a u to whoever does not know that.
    more = [reading.replace("v", "u") for reading in read if "v" in reading]
    return _Piece(written, tuple(dict.fromkeys((*read, *more))))


def _spells(letters: str, at: int, pieces: list[_Piece], piece: int) -> bool:
    if at == len(letters):
        return True
    if piece == len(pieces):
        return False
    return any(_spells(letters, cut, pieces, piece + 1) for cut in pieces[piece].cuts(letters, at))


def _common(reading: str, typed: str, at: int) -> int:
    length = 0
    while length < len(reading) and at + length < len(typed) and reading[length] == typed[at + length]:
        length += 1
    return length

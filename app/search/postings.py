"""The tokens under which an entry stands in the index, and the sets of entries that stand under one. Pure.

Tokens: `g` and one to three characters that stand beside each other; `w` and a word of letters; `p` and its first one to three
letters; `m` and a mark. A set is kept as bits: so many of them are joined in no time, however common they are.
"""

import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from operator import add

from app.search.folding import DIGIT, LETTERS, MARK, SIGN, SPACE, classes_of
from app.search.searchable import Searchable

GRAM, WORD, BEGIN, MARKED = "g", "w", "p", "m"
BEGIN_LETTERS = 3
_BITS, _NUMBERS = b"\0", b"\1"
_PACK_LIGHTLY = 1
_SIGNS, _DIGITS, _WORDS = re.compile(f"{SIGN}+"), re.compile(f"{DIGIT}+"), re.compile(f"{LETTERS}+")
_MIXED = re.compile(f"(?={SIGN}{LETTERS}|{LETTERS}{SIGN})")
_APART = re.compile(f"{SPACE}|{LETTERS}{LETTERS}|{MARK}[^{DIGIT}]|[^{DIGIT}]{MARK}")


def tokens_of(said: Searchable) -> set[str]:
    found = {MARKED + one for one in said.marks}
    for line in said.text.split("\n"):
        found.update(GRAM + gram for gram in grams(line))
        for word in letter_words(line):
            found.add(WORD + word)
            found.update(BEGIN + word[:length] for length in range(1, min(BEGIN_LETTERS, len(word)) + 1))
    return found


def grams(line: str) -> set[str]:
    """Every sign and figure; every two beside each other, of letters not; every three with a figure among them.

    Marks (a dash, a colon) stand beside figures only: elsewhere nobody looks for them.
    """
    classes = line.translate(classes_of)
    found: set[str] = set()
    for run in _SIGNS.finditer(classes):
        signs = line[run.start() : run.end()]
        found.update(signs)
        found.update(map(add, signs, signs[1:]))
    for pair in _MIXED.finditer(classes):
        found.add(line[pair.start() : pair.start() + 2])
    for run in _DIGITS.finditer(classes):
        found.update(_around(line, classes, run.start(), run.end()))
    return found


def _around(line: str, classes: str, begin: int, end: int) -> Iterator[str]:
    """What figures stand in, with two characters on each side at most."""
    yield from line[begin:end]
    for length in (2, 3):
        for at in range(max(0, begin - length + 1), min(end, len(line) - length + 1)):
            if not _APART.search(classes, at, at + length):
                yield line[at : at + length]


def letter_words(line: str) -> Iterator[str]:
    """Runs of letters."""
    for run in _WORDS.finditer(line.translate(classes_of)):
        yield line[run.start() : run.end()]


def collected(entries: Iterable[tuple[int, Searchable]]) -> dict[str, "array[int]"]:
    """For every token the places of the entries that stand under it, counted from the first of their segment."""
    found: dict[str, array[int]] = {}
    for place, said in entries:
        for token in tokens_of(said):
            places = found.get(token)
            if places is None:
                found[token] = array("H", (place,))
            else:
                places.append(place)
    return found


def packed(places: "array[int]", size: int) -> bytes:
    """Few places as numbers, many as bits."""
    if len(places) * 16 < size // 8:
        return _NUMBERS + _little(places).tobytes()
    return _BITS + zlib.compress(_bits(places, size), _PACK_LIGHTLY)


def unpacked(kept: bytes, size: int) -> int:
    """The set as a number, bit by bit. Raises ValueError for what `packed` has not made."""
    if kept[:1] == _BITS:
        try:
            return int.from_bytes(zlib.decompress(kept[1:]), "little")
        except zlib.error as error:
            raise ValueError("bits") from error
    if kept[:1] != _NUMBERS:
        raise ValueError("kind")
    places = array("H")
    places.frombytes(kept[1:])
    return int.from_bytes(_bits(_little(places), size), "little")


def places_down(bits: int, below: int) -> Iterator[int]:
    """The highest place first; only those below."""
    bits &= (1 << max(0, below)) - 1
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place


def _bits(places: "array[int]", size: int) -> bytearray:
    made = bytearray(size // 8)
    for place in places:
        made[place >> 3] |= 1 << (place & 7)
    return made


def _little(places: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        places = array("H", places)
        places.byteswap()
    return places

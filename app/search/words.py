"""What a word that somebody types finds: the one definition, for the index and for going through everything alike. Pure.

A word finds an entry where its letters stand in what the entry says; a word of letters counts from its beginning (`gas` finds
`gas-meter`, not `Vegas`), Chinese characters, figures and the rest anywhere. Words of letters that can be cut into two or more
syllables find Chinese characters that are read so. A word also finds what belongs to a place, camera, person … whose name it
finds (there initials do as well), and kinds whose words on the screen it finds.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.core.pinyin import readings, spoken
from app.model.words import Words
from app.search.folding import DIGIT, LETTER, LETTERS, SIGN, class_of, fold, wanted
from app.search.searchable import KIND, Searchable, mark

_LONGEST_SPOKEN = 30
_REMEMBERED = 8192
_MOST_WAYS = 12
"""To cut a word into syllables."""
_SPELT = re.compile(r"[a-z']+")
_VOWEL = re.compile(r"[aeiouv]")

Names = Mapping[str, Sequence[Words]]
"""By mark: what a place, a camera, a person … is called; a plan was called otherwise in other versions."""
Sayings = Mapping[str, Sequence[str]]
"""By kind: the words with which the screen tells it, without what is filled in."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question.

    Attributes:
        text: folded.
        ways: how it may be read: each a row of syllables, each of these all characters read so.
        marks: what is found by its name or kind.
    """

    text: str
    ways: tuple[tuple[str, ...], ...]
    marks: frozenset[str]
    pattern: re.Pattern[str]

    def finds(self, said: Searchable) -> bool:
        return self.pattern.search(said.text) is not None or not self.marks.isdisjoint(said.marks)


def words_of(text: str, names: Names, sayings: Sayings) -> list[Word]:
    """The words of a question, which must all be found; what has neither letter nor figure is passed over."""
    folded = dict.fromkeys(wanted(fold(part)) for part in text.split())
    return [_word(part, names, sayings) for part in folded if _speaks(part)]


def _speaks(word: str) -> bool:
    # The country's code of a telephone number that is written with gaps.
    return word not in ("+86", "0086") and any(class_of(letter) in (LETTERS, DIGIT, SIGN) for letter in word)


def _word(text: str, names: Names, sayings: Sayings) -> Word:
    ways = tuple(_ways(text))
    pattern = re.compile(
        "|".join([_literal(text), *("".join(f"[{signs}]" for signs in way) for way in ways)])
    )
    literal = re.compile(_literal(text))
    found = {one for one, called in names.items() if any(_names(text, literal, name) for name in called)}
    found |= {mark(KIND, kind) for kind, said in sayings.items() if _is_said(pattern, said)}
    return Word(text, ways, frozenset(found), pattern)


@lru_cache(maxsize=_REMEMBERED)
def _folded(text: str) -> str:
    """Names and sayings are the same at each letter that somebody types."""
    return fold(text)


def _literal(text: str) -> str:
    before = f"(?<![{LETTER}])" if class_of(text[0]) == LETTERS else ""
    return before + re.escape(text)


def _is_said(pattern: re.Pattern[str], said: Iterable[str]) -> bool:
    return any(pattern.search(_folded(words)) for words in said)


def _names(text: str, literal: re.Pattern[str], name: Words) -> bool:
    """Also by a syllable, the beginning of one or an initial for each character in a row."""
    folded = [_folded(one) for one in (name.zh, name.en) if one]
    if any(literal.search(one) for one in folded):
        return True
    spelt = text.replace("'", "")
    if not (_SPELT.fullmatch(text) and 1 < len(spelt) <= _LONGEST_SPOKEN):
        return False
    return any(_spells(spelt, one, at) for one in folded for at in range(len(one)))


@lru_cache(maxsize=_REMEMBERED)
def _spells(spelt: str, name: str, at: int) -> bool:
    """Whether the characters from `at` on may be typed so."""
    if not spelt:
        return True
    if at == len(name):
        return False
    for reading in readings(name[at]):
        for length in range(min(len(reading), len(spelt)), 0, -1):
            if spelt.startswith(reading[:length]) and _spells(spelt[length:], name, at + 1):
                return True
    return False


def _ways(text: str) -> list[tuple[str, ...]]:
    if not (_SPELT.fullmatch(text) and 1 < len(text) <= _LONGEST_SPOKEN):
        return []
    known = spoken()
    if any(syllable.startswith(text) for syllable in known):
        return []  # one syllable, or the beginning of one: as good as any character
    found: list[tuple[str, ...]] = []
    _cut(text.strip("'"), (), known, found)
    return found


def _cut(rest: str, before: tuple[str, ...], known: Mapping[str, str], found: list[tuple[str, ...]]) -> None:
    """All ways to read the rest; the last syllable may be begun only."""
    if len(found) == _MOST_WAYS:
        return
    syllables = [one for one in (rest[:length] for length in range(min(6, len(rest)), 0, -1)) if one in known]
    for syllable in syllables:
        left = rest[len(syllable) :]
        if _VOWEL.search(syllable) and left:
            _cut(left.removeprefix("'"), (*before, known[syllable]), known, found)
    if not before:
        return
    last = "".join(characters for syllable, characters in known.items() if syllable.startswith(rest))
    if rest in known:
        last = known[rest]
    if last:
        found.append((*before, "".join(sorted(set(last)))))

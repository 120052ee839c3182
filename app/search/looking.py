"""What a question finds in one segment of the index: a set of places, all that fit and few others."""

from collections.abc import Iterable

from app.search.folding import LETTERS, classes_of
from app.search.postings import BEGIN, BEGIN_LETTERS, GRAM, MARKED, WORD, grams, unpacked
from app.search.rules import Question
from app.search.words import Word
from app.storage.search_index import IndexDamaged, IndexReader, Segment


class Look:
    """One question through all segments."""

    def __init__(self, index: IndexReader, question: Question) -> None:
        self._index = index
        self._question = question
        # What few stand under comes first: nothing is left soon, and the rest need not be looked at.
        self._words = sorted(question.words, key=lambda word: len(word.marks) + len(word.ways))
        self._literals = {word.text: _needed(word.text) for word in question.words}
        self._pairs: dict[tuple[str, str], list[str]] = {}

    def places(self, segment: Segment) -> int:
        """As bits, counted from the segment's first entry. Raises IndexDamaged."""
        found = (1 << segment.size) - 1
        for group in self._question.marks:
            found &= self._any(segment, (MARKED + one for one in group))
            if not found:
                return 0
        found &= ~self._any(segment, (MARKED + one for one in self._question.without))
        for word in self._words:
            found &= self._word(segment, word)
            if not found:
                return 0
        return found

    def _word(self, segment: Segment, word: Word) -> int:
        found = self._any(segment, (MARKED + one for one in word.marks)) | self._literal(segment, word.text)
        for way in word.ways:
            found |= self._way(segment, way)
        return found

    def _literal(self, segment: Segment, text: str) -> int:
        tokens, beginning = self._literals[text]
        found = (1 << segment.size) - 1
        for token in tokens:
            found &= self._one(segment, token)
            if not found:
                return 0
        if beginning:
            begun = 0
            for kept in self._index.postings_from(segment, WORD + beginning):
                begun |= _unpacked(kept, segment)
            found &= begun
        return found

    def _way(self, segment: Segment, way: tuple[str, ...]) -> int:
        """Characters that are read so, in a row."""
        found = (1 << segment.size) - 1
        for ones, others in zip(way, way[1:], strict=False):
            found &= self._any(segment, self._following(ones, others))
            if not found:
                break
        return found

    def _following(self, ones: str, others: str) -> list[str]:
        known = self._pairs.get((ones, others))
        if known is None:
            wanted = set(others)
            known = [
                GRAM + one + other for one in ones for other in self._index.following(one) if other in wanted
            ]
            self._pairs[ones, others] = known
        return known

    def _any(self, segment: Segment, tokens: Iterable[str]) -> int:
        found = 0
        for token in tokens:
            found |= self._one(segment, token)
        return found

    def _one(self, segment: Segment, token: str) -> int:
        kept = self._index.posting(segment, token)
        return _unpacked(kept, segment) if kept is not None else 0


def _unpacked(kept: bytes, segment: Segment) -> int:
    try:
        return unpacked(kept, segment.size)
    except ValueError as error:
        raise IndexDamaged("posting") from error


def _needed(text: str) -> tuple[list[str], str]:
    """Tokens an entry with this word stands under, and the beginning of a longer word of letters that ends it."""
    every = grams(text)
    # Two characters say all that each of them does.
    tokens = [GRAM + gram for gram in every if not any(gram != other and gram in other for other in every)]
    at, beginning = 0, ""
    classes = text.translate(classes_of)
    while at < len(text):
        if classes[at] != LETTERS:
            at += 1
            continue
        end = at + len(classes[at:]) - len(classes[at:].lstrip(LETTERS))
        word = text[at:end]
        if end < len(text):
            tokens.append(WORD + word)
        elif len(word) <= BEGIN_LETTERS:
            tokens.append(BEGIN + word)
        else:
            beginning = word
        at = end
    return tokens, beginning

"""What a line says: names and times behind their marks are tokens, everything else is text. Pure, and loses no letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from unicodedata import category, normalize

from app.core.stamps import stamp
from app.journal.event_time import time_at, understood
from app.model.line import WHAT, WHERE, Named

OPEN, CLOSE = "‹", "›"
"""Around what a template leaves to fill in."""
ONCE = ("kind", "incident", "time")
"""An entry has one of each; a second one is told."""
FIELD, UNKNOWN = "field", "unknown"
_MARKS = (WHERE, WHAT)
_ORDER = ("place", "camera", "person", "kind", "incident", "template")
"""Of two things with one name the first is meant by the bare name."""
_LONGEST = 40
"""Letters of a name that is not known: beyond them nobody meant a name."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the line with a meaning. `what`: as `Named.what`, or time, field, unknown."""

    start: int
    end: int
    what: str
    id: str = ""
    """Of a time its stamp; of what is unknown why: no_name, several_names, second_kind, time_future …"""


@dataclass(frozen=True, slots=True)
class Parsed:
    """`tokens` in order, without overlap; what lies between them is text."""

    text: str
    tokens: tuple[Token, ...]

    def of(self, *whats: str) -> list[Token]:
        return [token for token in self.tokens if token.what in whats]

    def said(self, token: Token) -> str:
        return self.text[token.start : token.end]


class Lexicon:
    """All names that a line may hold, in both languages and by id."""

    def __init__(self, named: Iterable[Named]) -> None:
        self.named = tuple(sorted(named, key=lambda one: _ORDER.index(one.what)))
        self._labels: dict[str, dict[str, list[Named]]] = {mark: {} for mark in _MARKS}
        for one in self.named:
            # 3栋 is meant by whoever knows it as 3 栋.
            joined = one.name.zh.replace(" ", "")
            for label in {fold(label) for label in (one.name.zh, joined, one.name.en, one.id)} - {""}:
                self._labels[one.mark].setdefault(label, []).append(one)
        self._with_notes()
        self._lengths = {
            mark: sorted({len(label) for label in labels}, reverse=True)
            for mark, labels in self._labels.items()
        }

    def label(self, one: Named, language: str) -> str:
        """What is written into the line for it: its name, and more where another has the same name."""
        name = one.name.in_language(language) or one.id
        if self._meant(self._labels[one.mark].get(fold(name), [])) == one:
            return name
        note = one.note.in_language(language)
        longer = f"{name}·{note}"
        return longer if note and self._labels[one.mark].get(fold(longer)) == [one] else one.id

    def longest(self, mark: str, folded: str, at: int) -> tuple[int, Named | None]:
        """Length of the longest name that stands there, and whose it is; None where it is several's. (0, None): no name."""
        labels = self._labels[mark]
        for length in self._lengths[mark]:
            label = folded[at : at + length]
            if len(label) == length and label in labels and not _goes_on(folded, at + length):
                return length, self._meant(labels[label])
        return 0, None

    def _with_notes(self) -> None:
        """Things of one name can be told apart by what stands behind it."""
        for one in self.named:
            labels = self._labels[one.mark]
            for name, note in ((one.name.zh, one.note.zh), (one.name.en, one.note.en)):
                if name and note and len(labels[fold(name)]) > 1:
                    labels.setdefault(fold(f"{name}·{note}"), []).append(one)

    @staticmethod
    def _meant(found: list[Named]) -> Named | None:
        """The only one of its sort."""
        if not found:
            return None
        sort = [one for one in found if one.what == found[0].what]
        return sort[0] if len(sort) == 1 else None


def fold(text: str) -> str:
    """Small letters and narrow signs, letter by letter: places in the text stay what they are."""
    return "".join(_folded(letter) for letter in text)


def mark_at(text: str, at: int) -> str:
    """The mark that stands there, be it full-width; empty where it is none, as in 5#楼 or an address of mail."""
    mark = normalize("NFKC", text[at])
    if mark not in _MARKS or (at > 0 and text[at - 1].isascii() and text[at - 1].isalnum()):
        return ""
    return mark


def run_after(text: str, at: int) -> int:
    """Where the word that begins there ends: at the next room, sign or mark."""
    end = at
    while end < len(text) and end - at < _LONGEST and _in_name(text[end]):
        end += 1
    return end


def parse(text: str, lexicon: Lexicon, now: datetime, zone: tzinfo) -> Parsed:
    """Finds every token."""
    folded = fold(text)
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token = _token(text, folded, at, lexicon, now, zone)
        if token is None:
            at += 1
            continue
        tokens.append(_once(token, tokens))
        at = token.end
    return Parsed(text, tuple(tokens))


def _token(text: str, folded: str, at: int, lexicon: Lexicon, now: datetime, zone: tzinfo) -> Token | None:
    if text[at] == OPEN:
        return _field(text, at, at)
    mark = mark_at(text, at)
    if not mark or at + 1 == len(text):
        return None
    if text[at + 1] == OPEN:
        return _field(text, at, at + 1)
    moment = time_at(folded, at + 1) if mark == WHERE else None
    if moment is not None:
        meant = understood(moment, now, zone)
        if isinstance(meant, str):
            return Token(at, moment.end(), UNKNOWN, meant)
        return Token(at, moment.end(), "time", stamp(meant))
    length, one = lexicon.longest(mark, folded, at + 1)
    if one is not None:
        return Token(at, at + 1 + length, one.what, one.id)
    if length:
        return Token(at, at + 1 + length, UNKNOWN, "several_names")
    end = run_after(text, at + 1)
    # #3 is how numbers are written: nobody is asked what is meant.
    if end == at + 1 or (mark == WHAT and text[at + 1].isdecimal()):
        return None
    return Token(at, end, UNKNOWN, "no_name")


def _field(text: str, start: int, opened: int) -> Token | None:
    closed = text.find(CLOSE, opened)
    inside = text[opened + 1 : closed]
    if closed < 0 or OPEN in inside:
        return None
    return Token(start, closed + 1, FIELD)


def _once(token: Token, before: list[Token]) -> Token:
    if token.what in ONCE and any(one.what == token.what for one in before):
        return Token(token.start, token.end, UNKNOWN, f"second_{token.what}")
    return token


def _folded(letter: str) -> str:
    folded = normalize("NFKC", letter).casefold()
    return folded if len(folded) == 1 else letter


def _goes_on(text: str, at: int) -> bool:
    """Whether a word or a number of Latin letters goes on there: `@Gate` is not in `@Gateway`."""
    return 0 < at < len(text) and all(one.isascii() and one.isalnum() for one in text[at - 1 : at + 1])


def _in_name(letter: str) -> bool:
    return letter in "-_·." or category(letter)[0] in "LN"

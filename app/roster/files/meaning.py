"""What the words of a file mean: people, posts, shifts and what is no duty."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.model.rota import Line, ShiftKind
from app.model.site import Person

LEFT_OUT = "-"
"""What somebody may say of a word: that it means nothing here."""
REST_WORDS = frozenset(
    {"", "-", "—", "/", "休", "休息", "off", "x", "×", "例休", "补休", "公休", "轮休", "调休", "休假"}
    | {"请假", "年假", "病假", "事假", "婚假", "产假", "丧假", "探亲假", "leave"}
)
_BETWEEN = re.compile(r"[、,;/\n+]+")
_TIMES = re.compile(r"([01]?\d|2[0-3])(?::?([0-5]\d))?[-–—~至到]([01]?\d|2[0-4])(?::?([0-5]\d))?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a file mean here: what is known of the site, and what somebody has said before.

    `said` are words of earlier imports: `shift:值` → times `08:00-20:00`, `person:小王` → id, `column:东门` → `role|post`;
    LEFT_OUT for any that mean nothing.
    """

    people: Sequence[Person]
    kinds: Sequence[ShiftKind]
    lines: Mapping[str, Line]
    """Lines by the names of their posts and roles."""
    line: Line
    """Where nothing in the file says otherwise."""
    first: str
    last: str
    said: Mapping[str, str] = field(default_factory=dict)


class Vocabulary:
    """Looks words up as they are written in offices: spaces, brackets, telephone numbers do not matter."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self.used: dict[str, str] = {}
        """Words of earlier imports that this one has met, with what was said of them."""
        self._ids = {LEFT_OUT, *(one.id for one in meaning.people)}
        self._names: dict[str, set[str]] = {}
        for one in meaning.people:
            for name in (one.name.zh, one.name.en):
                if name:
                    self._names.setdefault(plain(name), set()).add(one.id)
        self._lines = {plain(name): line for name, line in meaning.lines.items()}

    def usual_times(self, line: Line) -> tuple[str, str]:
        """Where nothing names a shift: the leader is there for the whole day, others for the day shift."""
        wanted = "whole" if line.role == "leader" else "day"
        kind = next((kind for kind in self._meaning.kinds if kind.id == wanted), None)
        return (kind.start, kind.end) if kind is not None else ("08:00", "20:00")

    def parts(self, text: str) -> list[str]:
        """白、夜 are two shifts."""
        return [text] if self.times(text) else [part for part in _BETWEEN.split(text) if part]

    def people(self, text: str) -> Iterator[tuple[str, str]]:
        """Names of a cell: 张 三 is one name, 张三 李四 are two."""
        for part in filter(None, (one.strip() for one in _BETWEEN.split(text))):
            if whole := self.person(part):
                yield part, whole
                continue
            pieces = part.split()
            if len(pieces) > 1 and all(self.person(piece) for piece in pieces):
                yield from ((piece, self.person(piece)) for piece in pieces)
            elif not self.is_rest(part):
                yield part, ""

    def person(self, text: str) -> str:
        """Nobody where two are called alike: somebody has to say which."""
        said = self._said(f"person:{text}")
        if said in self._ids:
            return said
        found = self._names.get(_bare_name(text), ())
        return next(iter(found)) if len(found) == 1 else ""

    def is_somebody(self, text: str) -> bool:
        return any(person_id and person_id != LEFT_OUT for _, person_id in self.people(text))

    def line(self, text: str) -> Line | None:
        role, _, post = self._said(f"column:{text}").partition("|")
        if Line(role, post) in self._meaning.lines.values():
            return Line(role, post)
        return self._lines.get(plain(text))

    def times(self, text: str) -> tuple[str, str] | None:
        said = self._said(f"shift:{text}") or text
        wanted = plain(said)
        for kind in self._meaning.kinds:
            words = (kind.letter.zh, kind.letter.en, kind.name.zh, kind.name.en)
            if wanted and wanted in {plain(word) for word in words if word}:
                return kind.start, kind.end
        # 20点-次日8点30分 as 20-8:30.
        bare = re.sub(r"次日|翌日|第二天", "", wanted)
        match = _TIMES.fullmatch(re.sub(r"[点时]", "", re.sub(r"[点时:](\d\d)分?", r":\1", bare)))
        if match is None:
            return None
        hour, minute, last, past = match.groups()
        if last == "24" and int(past or 0):
            return None
        return f"{int(hour):02d}:{minute or '00'}", f"{int(last):02d}:{past or '00'}"

    def is_rest(self, text: str) -> bool:
        return plain(text) in REST_WORDS or self.is_left_out(f"shift:{text}")

    def is_left_out(self, word: str) -> bool:
        return self._said(word) == LEFT_OUT

    def _said(self, word: str) -> str:
        said = self._meaning.said.get(word, "")
        if said:
            self.used[word] = said
        return said

    def is_shared(self, text: str) -> bool:
        """Two people are called so."""
        return len(self._names.get(_bare_name(text), ())) > 1


def _bare_name(text: str) -> str:
    """Without what stands in brackets, telephone numbers and spaces."""
    return plain(re.sub(r"[(（].*?[)）]|\d{7,}", "", text))


def plain(text: str) -> str:
    """Without any space, small letters: 张 三 is 张三."""
    return re.sub(r"\s", "", text).lower()

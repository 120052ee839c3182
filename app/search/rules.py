"""What an entry must be to be found: the definition that the index and going through everything share. Pure."""

from dataclasses import dataclass

from app.core.clock import stamp
from app.model.journal import Draft, Entry
from app.model.search import Wanted
from app.search.searchable import (
    CAMERA,
    CORRECTS,
    INCIDENT,
    KIND,
    PERSON,
    PLACE,
    Searchable,
    mark,
    searchable,
)
from app.search.words import Names, Sayings, Word, words_of


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    Attributes:
        words: all of them must be found.
        marks: of each group an entry must have one.
        without: of these it may have none.
        since, until: stored moments; empty for any.
    """

    words: tuple[Word, ...]
    marks: tuple[frozenset[str], ...]
    without: frozenset[str]
    since: str
    until: str

    def is_answered_by(self, entry: Entry, corrected: Draft | None) -> bool:
        """`corrected`: what the entry corrects, if it does."""
        return self.covers(stamp(entry.at)) and self.finds(searchable(entry.draft, corrected))

    def covers(self, at: str) -> bool:
        return (not self.since or at >= self.since) and (not self.until or at < self.until)

    def finds(self, said: Searchable) -> bool:
        return (
            all(not group.isdisjoint(said.marks) for group in self.marks)
            and self.without.isdisjoint(said.marks)
            and all(word.finds(said) for word in self.words)
        )


def understood(wanted: Wanted, names: Names, sayings: Sayings) -> Question:
    words = tuple(words_of(wanted.words, names, sayings))
    groups = [frozenset(mark(KIND, kind) for kind in wanted.kinds)]
    if words:
        # Whoever looks for hazards by a word finds it also where a correction says it.
        groups[0] |= {mark(CORRECTS, kind) for kind in wanted.kinds}
    for what, record_id in (
        (PLACE, wanted.place_id),
        (CAMERA, wanted.camera_id),
        (PERSON, wanted.person_id),
        (INCIDENT, wanted.incident_id),
    ):
        groups.append(frozenset({mark(what, record_id)} if record_id else ()))
    return Question(
        words,
        tuple(group for group in groups if group),
        frozenset(mark(KIND, kind) for kind in wanted.without),
        stamp(wanted.since) if wanted.since else "",
        stamp(wanted.until) if wanted.until else "",
    )

"""What of an entry can be found: its words, and marks for all it belongs to. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.model.journal import Draft
from app.model.line import file_names
from app.search.folding import fold, together

KIND, INCIDENT = "kind", "incident"
CORRECTS = "corrects"
"""Of a correction: the kind of what it corrects."""
CAMERA, PLACE, PERSON, CHANNEL, PLAN = "camera", "place", "person", "channel", "plan"
"""What has a name: an entry holds its id, and is found by the name of today, in both languages."""
_NAMED_BY = {
    "person": PERSON, "people": PERSON, "place": PLACE, "places": PLACE, "camera": CAMERA, "cameras": CAMERA,
    "channel": CHANNEL, "kind": PLAN,
}  # fmt: skip
"""Values of the program's entries that are ids."""
_CODES = frozenset({
    "action", "cause", "code", "condition", "drill", "end", "error", "id", "keep", "origin", "path", "picture",
    "present", "result", "role", "state", "watch", "what",
})  # fmt: skip
"""Values that the screen shows as other words, by the code: nobody types these."""
_IDS = re.compile(r"[ ,]+")
_NOT_SPOKEN = re.compile(
    r"[{\[].*|\d{4}-\d\d-\d\dT.*Z|[0-9a-f]{32,}|[0-9a-z]{20}|-?\d{1,6}(\.\d+)?|true|false", re.DOTALL
)
"""Values that no screen shows as they are: JSON, moments, hashes, ids, counts, seconds."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """`text` is folded, a line for each thing said; `marks` are like `place:east-gate`."""

    text: str
    marks: frozenset[str]


def mark(what: str, record_id: str) -> str:
    return f"{what}:{record_id}"


def searchable(draft: Draft, corrected: Draft | None = None) -> Searchable:
    """A correction also belongs to all that the entry it corrects (`corrected`) belongs to."""
    said = [fold(text) for text in (draft.text, draft.actor.name, *_spoken(draft.data)) if text]
    for line in tuple(said):
        said += together(line)
    marks = frozenset(_marks(draft))
    if corrected is not None:
        own = mark(KIND, corrected.kind)
        marks |= {mark(CORRECTS, corrected.kind), *(one for one in _marks(corrected) if one != own)}
    return Searchable("\n".join(said), marks)


def _spoken(data: Mapping[str, str]) -> Iterator[str]:
    yield from file_names(data.get("files", ""))
    for name, value in data.items():
        if value and name not in _NAMED_BY and name not in _CODES and not _NOT_SPOKEN.fullmatch(value):
            yield value


def _marks(draft: Draft) -> Iterator[str]:
    yield mark(KIND, draft.kind)
    for what, record_id in (
        (CAMERA, draft.camera_id),
        (PLACE, draft.place_id),
        (INCIDENT, draft.incident_id),
        (PERSON, draft.actor.person_id),
    ):
        if record_id:
            yield mark(what, record_id)
    for name, value in draft.data.items():
        # The kind that a correction gives is one of notes.
        what = CORRECTS if draft.kind == "amendment" and name == "kind" else _NAMED_BY.get(name, "")
        if what and value:
            yield from (mark(what, record_id) for record_id in _IDS.split(value) if record_id)

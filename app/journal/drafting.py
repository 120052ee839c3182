"""What becomes of a line when it is stored: text, kind, where, who, when, and where in the text the names stand. Pure."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.core.stamps import parse_stamp
from app.journal.rules import checked_note
from app.journal.tokens import FIELD, UNKNOWN, Parsed
from app.model.journal import Actor, Draft
from app.model.line import Line, packed

NOTHING = "—"
"""Stands where a field of a template was left open."""
_TAKEN_OUT = ("kind", "incident", "time")
"""They are told beside the text; names stay in it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A name within the text of an entry. `what`: place, camera or person."""

    start: int
    end: int
    what: str
    id: str


def unsettled(parsed: Parsed) -> list[str]:
    """Why a line is not yet what was meant: codes as `Token.id` has them, and `fields` for those left open."""
    reasons = [token.id for token in parsed.of(UNKNOWN)]
    return [*reasons, *(["fields"] if parsed.of(FIELD) else [])]


def draft_of(
    parsed: Parsed, line: Line, place_of: Callable[[str], str], actor: Actor, *, kind: str = ""
) -> Draft:
    """The entry. `place_of` tells where a camera is: that is where it happened, unless a place is named.

    `kind`: of what is written instead of the line's own (a correction). Raises InvalidInput.
    """
    text, marks = _text(parsed)
    cameras, places, people = (_ids(marks, what) for what in ("camera", "place", "person"))
    said = {token.what: token.id for token in parsed.of(*_TAKEN_OUT)}
    camera_id = line.camera_id or next(iter(cameras), "")
    place_id = next(iter(places), "") or line.place_id or (place_of(camera_id) if camera_id else "")
    data = {
        "event_at": said.get("time", ""),
        "people": ",".join(people),
        "cameras": ",".join(cameras) if len(cameras) > 1 else "",
        "places": ",".join(places) if len(places) > 1 else "",
        "marks": json.dumps([[one.start, one.end, one.what, one.id] for one in marks]) if marks else "",
        "files": packed(line.attachments),
    }
    draft = Draft(
        kind=kind or said.get("kind") or line.kind,
        text=text,
        actor=actor,
        data={name: value for name, value in data.items() if value},
        camera_id=camera_id,
        place_id=place_id,
        incident_id=said.get("incident", ""),
        media=tuple(dict.fromkeys(one.digest for one in line.attachments)),
    )
    return _checked(draft)


def marks_of(draft: Draft) -> list[Mark]:
    """Where names stand in the text of an entry; none where that cannot be told."""
    found = draft.data.get("marks", "")
    if not found:
        return []
    marks = [Mark(int(start), int(end), str(what), str(name)) for start, end, what, name in json.loads(found)]
    return [mark for mark in marks if 0 <= mark.start < mark.end <= len(draft.text)]


def event_time(draft: Draft) -> datetime | None:
    """When it happened, where that was said."""
    at = draft.data.get("event_at", "")
    return parse_stamp(at) if at else None


def people_of(draft: Draft) -> list[str]:
    return [person_id for person_id in draft.data.get("people", "").split(",") if person_id]


def _checked(draft: Draft) -> Draft:
    """A picture or a voice note needs no words beside it."""
    if draft.text or not draft.media:
        return checked_note(draft)
    return replace(checked_note(replace(draft, text=NOTHING)), text="")


def _text(parsed: Parsed) -> tuple[str, list[Mark]]:
    """The text without what is told beside it, and where the names stand in it."""
    said, marks, at = "", [], 0
    for token in parsed.tokens:
        said += parsed.text[at : token.start]
        at = token.end
        if token.what in _TAKEN_OUT:
            if not said or said[-1].isspace():
                at = _after_room(parsed.text, at)
        elif token.what == FIELD:
            said += NOTHING
        else:
            begun = len(said)
            said += parsed.said(token)
            if token.what != UNKNOWN and token.what != "template":
                marks.append(Mark(begun, len(said), token.what, token.id))
    said += parsed.text[at:]
    left = len(said) - len(said.lstrip())
    return said.strip(), [Mark(one.start - left, one.end - left, one.what, one.id) for one in marks]


def _after_room(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ids(marks: list[Mark], what: str) -> list[str]:
    return list(dict.fromkeys(mark.id for mark in marks if mark.what == what))

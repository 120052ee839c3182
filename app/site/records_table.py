"""What all records of a site file share: an id of their own, and references to the ids of others."""

import re
from dataclasses import dataclass

from app.site.table import Table

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that the file defines, right or wrong otherwise, so that one mistake is not told twice."""

    places: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    cameras: frozenset[str] = frozenset()


def record_id(table: Table, seen: set[str]) -> str:
    """The record's id: small letters, digits, - and _; not used twice."""
    found = table.text("id", required=True)
    if found.strip() and not _ID.fullmatch(found):
        table.wrong("id", "id_form")
    elif found in seen:
        table.wrong("id", "duplicate_id")
    seen.add(found)
    return found

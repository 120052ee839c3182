"""Shifts of a site file."""

import re

from app.model.roster import Shift
from app.model.site import ROLES
from app.site.records_table import Known, record_id
from app.site.table import Table, shown

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def read_shifts(root: Table, known: Known) -> tuple[Shift, ...]:
    seen: set[str] = set()
    return tuple(_shift(table, known, seen) for table in root.tables("shift"))


def _shift(table: Table, known: Known, seen: set[str]) -> Shift:
    date = table.day("date")
    weekdays = table.choices("weekdays", WEEKDAYS, "unknown_weekday")
    if table.is_filled("date") == table.is_filled("weekdays"):
        table.wrong("weekdays", "date_and_weekdays" if table.is_filled("date") else "no_day")
    shift = Shift(
        id=record_id(table, seen),
        person_id=table.choice("person", known.people, "unknown_person", required=True),
        role=table.choice("role", ROLES, "unknown_role", required=True),
        post_id=table.choice("post", known.posts, "unknown_post"),
        date=date,
        weekdays=tuple(sorted(WEEKDAYS.index(day) for day in weekdays)),
        start=_time(table, "start"),
        end=_time(table, "end", midnight="24:00"),
    )
    table.refuse_unknown()
    return shift


def _time(table: Table, key: str, midnight: str = "") -> str:
    text = table.text(key, required=True)
    if text.strip() and not _TIME.fullmatch(text) and text != midnight:
        table.wrong(key, "time_form", shown(text))
    return text

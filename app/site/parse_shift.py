"""Shifts of a site file."""

from app.model.roster import Shift
from app.model.site import ROLES
from app.site.records_table import Known, record_id
from app.site.table import Table

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
        start=table.time("start", required=True),
        end=table.time("end", required=True, midnight=True),
    )
    table.refuse_unknown()
    return shift

"""Strength, rotations and what people may be planned for, out of a site file."""

from app.model.roster import EVERY_DAY
from app.model.rota import (
    ALL_DAYS,
    NEED_DAYS,
    QUALIFICATIONS,
    REST,
    TURN_DAYS,
    WEEKDAYS,
    Group,
    Limits,
    Need,
    Qualification,
    Rotation,
    Slot,
    Terms,
)
from app.model.site import ROLES
from app.roster.rules import is_date, is_time
from app.site.parse_shift import WEEKDAYS as WEEKDAY_WORDS
from app.site.records_table import Known, record_id
from app.site.table import Table

REST_WORD = "rest"


def read_needs(root: Table, known: Known) -> tuple[Need, ...]:
    seen: set[str] = set()
    return tuple(_need(table, known, seen) for table in root.tables("need"))


def read_rotations(root: Table, known: Known) -> tuple[Rotation, ...]:
    seen: set[str] = set()
    return tuple(_rotation(table, known, seen) for table in root.tables("rotation"))


def read_terms(root: Table, known: Known) -> tuple[Terms, ...]:
    return tuple(_terms(table, known) for table in root.tables("terms"))


def _need(table: Table, known: Known, seen: set[str]) -> Need:
    weekdays = table.choices("weekdays", WEEKDAY_WORDS, "unknown_weekday")
    need = Need(
        id=record_id(table, seen),
        role=table.choice("role", ROLES, "unknown_role", required=True),
        post_id=table.choice("post", known.posts, "unknown_post"),
        days=table.choice("days", NEED_DAYS, "unknown_need_days", default=WEEKDAYS),
        weekdays=tuple(sorted(WEEKDAY_WORDS.index(day) for day in weekdays)) or EVERY_DAY,
        start=table.time("start", default="00:00"),
        end=table.time("end", default="24:00", midnight=True),
        count=table.whole("count", 1, least=1, most=99),
        qualifications=table.choices("certificates", QUALIFICATIONS, "unknown_qualification"),
    )
    table.refuse_unknown()
    return need


def _rotation(table: Table, known: Known, seen: set[str]) -> Rotation:
    starts_on = table.day("starts_on")
    if not starts_on:
        table.wrong("starts_on", "date_form" if table.has("starts_on") else "missing_key")
    cycle = tuple(_slot(table, text) for text in table.texts("cycle"))
    if not any(slot != REST for slot in cycle):
        table.wrong("cycle", "empty_cycle")
    groups = tuple(_group(table, text, known) for text in table.texts("crews"))
    if not any(group.person_ids for group in groups):
        table.wrong("crews", "no_member")
    ends_on = table.day("ends_on")
    if ends_on and ends_on <= starts_on:
        table.wrong("ends_on", "ends_before")
    rotation = Rotation(
        id=record_id(table, seen),
        name=table.words("name"),
        role=table.choice("role", ROLES, "unknown_role", required=True),
        post_id=table.choice("post", known.posts, "unknown_post"),
        starts_on=starts_on,
        anchor=table.day("anchor") or starts_on,
        cycle=cycle,
        groups=groups,
        ends_on=ends_on,
        turns=table.choice("turns", TURN_DAYS, "unknown_turns", default=ALL_DAYS),
    )
    table.refuse_unknown()
    return rotation


def _slot(table: Table, text: str) -> Slot:
    """`08:00-20:00`, or `rest`."""
    if text == REST_WORD:
        return REST
    start, _, end = text.partition("-")
    if start == "24:00" or not (is_time(start) and is_time(end)):
        table.wrong("cycle", "slot_form", text)
        return REST
    return Slot(start, end)


def _group(table: Table, text: str, known: Known) -> Group:
    """`zhou li +2`: who works together, and how many turns they are ahead."""
    ahead, people = 0, []
    for word in text.split():
        if word.startswith("+") and word[1:].isdecimal():
            ahead = int(word[1:])
        elif word in known.people:
            people.append(word)
        else:
            table.wrong("crews", "unknown_person", word)
    return Group(tuple(people), ahead)


def _terms(table: Table, known: Known) -> Terms:
    held = []
    for text in table.texts("certificates"):
        code, _, expires = text.partition(" ")
        if code not in QUALIFICATIONS:
            table.wrong("certificates", "unknown_qualification", code)
        elif expires and not is_date(expires):
            table.wrong("certificates", "date_form", expires)
        else:
            held.append(Qualification(code, expires))
    hours = {
        key: table.whole(key, 0, least=0, most=168) if table.has(key) else None
        for key in ("week_hours", "rest_hours", "stretch_hours")
    }
    person_id = table.choice("person", known.people, "unknown_person", required=True)
    table.refuse_unknown()
    return Terms(person_id, tuple(held), Limits(*hours.values()))

"""Records of the roster as rows, and back."""

import json
from typing import Any

from app.core.clock import parse_stamp, stamp
from app.model.roster import Shift
from app.model.rota import (
    Cell,
    DayMark,
    Exchange,
    Group,
    Leave,
    Leg,
    Limits,
    Line,
    Need,
    Presence,
    Qualification,
    Rotation,
    Sheet,
    ShiftKind,
    Slot,
    Terms,
)
from app.storage.columns import columns_of, moment_of, text_of, words_of

_Row = dict[str, Any]


def kind(row: _Row) -> ShiftKind:
    letter = words_of(row, "letter")
    return ShiftKind(row["id"], words_of(row), letter, row["start"], row["end"])


def row_of_kind(record: ShiftKind) -> _Row:
    letter = columns_of(record.letter, "letter")
    return {"id": record.id, **columns_of(record.name), **letter, "start": record.start, '"end"': record.end}


def need(row: _Row) -> Need:
    return Need(
        id=row["id"],
        role=row["role"],
        post_id=row["post_id"],
        days=row["days"],
        weekdays=tuple(json.loads(row["weekdays"])),
        start=row["start"],
        end=row["end"],
        count=row["count"],
        qualifications=tuple(json.loads(row["qualifications"])),
    )


def row_of_need(record: Need) -> _Row:
    return {
        "id": record.id,
        "role": record.role,
        "post_id": record.post_id,
        "days": record.days,
        "weekdays": json.dumps(record.weekdays),
        "start": record.start,
        '"end"': record.end,
        "count": record.count,
        "qualifications": json.dumps(record.qualifications),
    }


def rotation(row: _Row) -> Rotation:
    return Rotation(
        id=row["id"],
        name=words_of(row),
        role=row["role"],
        post_id=row["post_id"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        anchor=row["anchor"],
        turns=row["turns"],
        cycle=tuple(Slot(*times) for times in json.loads(row["cycle"])),
        groups=tuple(Group(tuple(people), ahead) for people, ahead in json.loads(row["groups"])),
    )


def row_of_rotation(record: Rotation) -> _Row:
    return {
        "id": record.id,
        **columns_of(record.name),
        "role": record.role,
        "post_id": record.post_id,
        "starts_on": record.starts_on,
        "ends_on": record.ends_on,
        "anchor": record.anchor,
        "turns": record.turns,
        "cycle": json.dumps([[slot.start, slot.end] for slot in record.cycle]),
        "groups": json.dumps([[group.person_ids, group.ahead] for group in record.groups]),
    }


def shift(row: _Row) -> Shift:
    return Shift(
        id=row["id"],
        person_id=row["person_id"],
        role=row["role"],
        post_id=row["post_id"],
        date=row["date"],
        weekdays=tuple(json.loads(row["weekdays"])),
        start=row["start"],
        end=row["end"],
    )


def sheet(row: _Row) -> Sheet:
    lines = tuple(Line(*line) for line in json.loads(row["lines"]))
    return Sheet(row["id"], row["name"], row["first"], row["last"], lines, bool(row["published"]))


def row_of_sheet(record: Sheet) -> _Row:
    return {
        "id": record.id,
        "name": record.name,
        "first": record.first,
        "last": record.last,
        "lines": json.dumps([[line.role, line.post_id] for line in record.lines]),
        "published": int(record.published),
    }


def cell(row: _Row) -> Cell:
    return Cell(
        id=row["id"],
        person_id=row["person_id"],
        role=row["role"],
        post_id=row["post_id"],
        date=row["date"],
        start=row["start"],
        end=row["end"],
        locked=bool(row["locked"]),
    )


def cell_of(row: tuple[Any, ...]) -> Cell:
    """From its columns in the order of the record."""
    cell_id, person_id, role, post_id, date, start, end, locked = row
    return Cell(cell_id, person_id, role, post_id, date, start, end, bool(locked))


def row_of_cell(sheet_id: str, record: Cell) -> tuple[object, ...]:
    times = (record.date, record.start, record.end)
    return (
        sheet_id,
        record.id,
        record.person_id,
        record.role,
        record.post_id,
        *times,
        int(record.locked),
    )


def exchange(row: _Row, legs: tuple[Leg, ...]) -> Exchange:
    return Exchange(row["id"], row["kind"], legs, row["state"], row["reason"], row["asked_by"], row["number"])


def row_of_exchange(record: Exchange) -> _Row:
    return {
        "id": record.id,
        "kind": record.kind,
        "state": record.state,
        "reason": record.reason,
        "asked_by": record.asked_by,
        "number": record.number,
    }


def leg(row: _Row) -> Leg:
    return Leg(
        row["person_out"],
        row["person_in"],
        row["role"],
        row["post_id"],
        parse_stamp(row["starts_at"]),
        parse_stamp(row["ends_at"]),
    )


def rows_of_legs(record: Exchange) -> list[tuple[object, ...]]:
    return [
        (
            record.id,
            position,
            one.person_out,
            one.person_in,
            one.role,
            one.post_id,
            stamp(one.starts),
            stamp(one.ends),
        )
        for position, one in enumerate(record.legs)
    ]


def leave(row: _Row) -> Leave:
    starts, ends = parse_stamp(row["starts_at"]), parse_stamp(row["ends_at"])
    return Leave(row["id"], row["person_id"], starts, ends, row["kind"], row["note"])


def row_of_leave(record: Leave) -> _Row:
    return {
        "id": record.id,
        "person_id": record.person_id,
        "starts_at": stamp(record.starts),
        "ends_at": stamp(record.ends),
        "kind": record.kind,
        "note": record.note,
    }


def terms(row: _Row) -> Terms:
    held = tuple(Qualification(**one) for one in json.loads(row["qualifications"]))
    return Terms(row["person_id"], held, Limits(row["week_h"], row["rest_h"], row["stretch_h"]))


def day_mark(row: _Row) -> DayMark:
    return DayMark(row["date"], bool(row["working"]), words_of(row))


def presence(row: _Row) -> Presence:
    return Presence(
        id=row["id"],
        person_id=row["person_id"],
        role=row["role"],
        post_id=row["post_id"],
        duty_starts=moment_of(row["duty_starts"]),
        duty_ends=moment_of(row["duty_ends"]),
        on_at=parse_stamp(row["on_at"]),
        off_at=moment_of(row["off_at"]),
    )


def row_of_presence(record: Presence) -> _Row:
    return {
        "id": record.id,
        "person_id": record.person_id,
        "role": record.role,
        "post_id": record.post_id,
        "duty_starts": text_of(record.duty_starts),
        "duty_ends": text_of(record.duty_ends),
        "on_at": stamp(record.on_at),
        "off_at": text_of(record.off_at),
    }

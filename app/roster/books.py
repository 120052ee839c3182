"""What the roster is made of: kinds of shifts, strength, rotations, what people may do, leave, holidays, limits."""

from collections.abc import Collection, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from app.core.errors import InvalidInput
from app.model.rota import (
    LEAVE_KINDS,
    NEED_DAYS,
    REST,
    WEEKDAYS,
    DayMark,
    Leave,
    Need,
    RosterSettings,
    Rotation,
    ShiftKind,
    Slot,
    Terms,
    Wish,
)
from app.model.site import ROLES
from app.roster.change import Changer
from app.roster.days import Days, days_of
from app.roster.holidays import known_days
from app.roster.rotation import change_from, check_rotation
from app.roster.rules import refuse_no_name, tidy_date, tidy_time
from app.storage.transaction import Transaction

R = TypeVar("R", ShiftKind, Need, Rotation)


class Books:
    """Lists of the roster. Everything that writes refuses what would put nobody on duty, and returns a future."""

    def __init__(self, changer: Changer) -> None:
        self._changer = changer
        self._database = changer.database

    def kinds(self) -> list[ShiftKind]:
        return self._database.read(lambda reader: reader.roster.kinds())

    def needs(self) -> list[Need]:
        return self._database.read(lambda reader: reader.roster.needs())

    def rotations(self) -> list[Rotation]:
        return self._database.read(lambda reader: reader.roster.rotations())

    def terms(self) -> dict[str, Terms]:
        return {one.person_id: one for one in self._database.read(lambda reader: reader.roster.terms())}

    def leaves(self, since: datetime, until: datetime) -> list[Leave]:
        return self._database.read(lambda reader: reader.roster.leaves(since, until))

    def wishes(self, first: date, last: date) -> list[Wish]:
        return self._database.read(lambda reader: reader.roster.wishes(first.isoformat(), last.isoformat()))

    def day_marks(self) -> list[DayMark]:
        return self._database.read(lambda reader: reader.roster.day_marks())

    def days(self) -> Days:
        """Which days are worked, as far as the library and the site know."""
        return days_of(known_days(), self.day_marks())

    def settings(self) -> RosterSettings:
        return self._database.read(lambda reader: reader.roster.settings())

    def save_kind(self, kind: ShiftKind) -> "Future[None]":
        refuse_no_name(kind.name)
        if not (kind.letter.zh.strip() or kind.letter.en.strip()):
            raise InvalidInput(field="letter", reason="empty_text")
        tidy = replace(kind, start=_start(kind.start), end=tidy_time("end", kind.end))
        return self._changer.save(
            "shift_kind", kind.id, lambda tx: _by_id(tx.roster.kinds(), kind.id), tidy,
            lambda tx: tx.roster.save_kind(tidy),
        )  # fmt: skip

    def remove_kind(self, record_id: str) -> "Future[None]":
        return self._changer.save(
            "shift_kind", record_id, lambda tx: _by_id(tx.roster.kinds(), record_id), None,
            lambda tx: tx.roster.remove_kind(record_id),
        )  # fmt: skip

    def save_need(self, need: Need) -> "Future[None]":
        tidy = self._tidy_need(need)
        return self._changer.save(
            "need", need.id, lambda tx: _by_id(tx.roster.needs(), need.id), tidy,
            lambda tx: tx.roster.save_need(tidy),
        )  # fmt: skip

    def remove_need(self, record_id: str) -> "Future[None]":
        return self._changer.save(
            "need", record_id, lambda tx: _by_id(tx.roster.needs(), record_id), None,
            lambda tx: tx.roster.remove_need(record_id),
        )  # fmt: skip

    def save_rotation(self, rotation: Rotation) -> "Future[None]":
        """Instead of the one of its id, from its first day on: the past, too."""
        tidy = self._tidy_rotation(rotation)
        return self._changer.save(
            "rotation", tidy.id, lambda tx: _by_id(tx.roster.rotations(), tidy.id), tidy,
            lambda tx: tx.roster.save_rotation(tidy),
        )  # fmt: skip

    def change_rotation(self, old_id: str, new: Rotation) -> "Future[None]":
        """From its first day on `new`, which has an id of its own, takes over; what was before stays."""
        tidy = self._tidy_rotation(new)

        def apply(transaction: Transaction) -> None:
            old = _by_id(transaction.roster.rotations(), old_id)
            if old is not None:
                ended, _ = change_from(old, tidy)
                if ended is None:
                    transaction.roster.remove_rotation(old.id)
                else:
                    transaction.roster.save_rotation(ended)
            transaction.roster.save_rotation(tidy)

        return self._changer.save(
            "rotation", tidy.id, lambda tx: _by_id(tx.roster.rotations(), old_id), tidy, apply
        )

    def remove_rotation(self, record_id: str) -> "Future[None]":
        return self._changer.save(
            "rotation", record_id, lambda tx: _by_id(tx.roster.rotations(), record_id), None,
            lambda tx: tx.roster.remove_rotation(record_id),
        )  # fmt: skip

    def save_terms(self, terms: Terms) -> "Future[None]":
        for held in terms.qualifications:
            if held.expires:
                tidy_date("qualifications", held.expires)

        def before(transaction: Transaction) -> Terms:
            known = [one for one in transaction.roster.terms() if one.person_id == terms.person_id]
            return known[0] if known else Terms(terms.person_id)

        return self._changer.save(
            "terms", terms.person_id, before, terms, lambda tx: tx.roster.save_terms(terms),
            person_id=terms.person_id,
        )  # fmt: skip

    def save_leave(self, leave: Leave) -> "Future[None]":
        self._refuse_stranger(leave.person_id)
        if leave.starts >= leave.ends:
            raise InvalidInput(field="end", reason="ends_before")
        if leave.kind not in LEAVE_KINDS:
            raise InvalidInput(field="kind", reason="unknown_leave")
        return self._changer.save(
            "leave", leave.id, lambda tx: tx.roster.leave(leave.id), leave,
            lambda tx: tx.roster.save_leave(leave), person_id=leave.person_id,
        )  # fmt: skip

    def remove_leave(self, leave: Leave) -> "Future[None]":
        return self._changer.save(
            "leave", leave.id, lambda tx: tx.roster.leave(leave.id), None,
            lambda tx: tx.roster.remove_leave(leave.id), person_id=leave.person_id,
        )  # fmt: skip

    def save_wish(self, wish: Wish) -> "Future[None]":
        """A wish binds nobody: it is no entry."""
        self._changer.gate()

        def apply(transaction: Transaction) -> None:
            transaction.roster.save_wish(wish)
            transaction.touch_quietly("wish")

        return self._database.write(apply)

    def save_day_mark(self, mark: DayMark, instead_of: str = "") -> "Future[None]":
        """`instead_of`: the date it had before."""
        tidy = replace(mark, date=tidy_date("date", mark.date))
        was = instead_of or tidy.date

        def apply(transaction: Transaction) -> None:
            transaction.roster.remove_day_mark(was)
            transaction.roster.save_day_mark(tidy)

        return self._changer.save(
            "day", tidy.date, lambda tx: _of_day(tx.roster.day_marks(), was), tidy, apply
        )

    def remove_day_mark(self, day: str) -> "Future[None]":
        return self._changer.save(
            "day", day, lambda tx: _of_day(tx.roster.day_marks(), day), None,
            lambda tx: tx.roster.remove_day_mark(day),
        )  # fmt: skip

    def save_settings(self, settings: RosterSettings) -> "Future[None]":
        for field, value in (("early", settings.early_min), ("late", settings.late_min)):
            if not 0 <= value <= 240:
                raise InvalidInput(field=field, reason="out_of_range", number="0 – 240")
        return self._changer.save(
            "roster_settings", "1", lambda tx: tx.roster.settings(), settings,
            lambda tx: tx.roster.save_settings(settings),
        )  # fmt: skip

    def _tidy_need(self, need: Need) -> Need:
        self._refuse_line(need.role, need.post_id)
        if need.days not in NEED_DAYS or (need.days == WEEKDAYS and not need.weekdays):
            raise InvalidInput(field="weekdays", reason="no_day")
        if need.count < 1:
            raise InvalidInput(field="count", reason="out_of_range", number="1 – 99")
        return replace(need, start=_start(need.start), end=tidy_time("end", need.end))

    def _tidy_rotation(self, rotation: Rotation) -> Rotation:
        refuse_no_name(rotation.name)
        self._refuse_line(rotation.role, rotation.post_id)
        check_rotation(rotation)
        active = self._active()
        for group in rotation.groups:
            for person_id in group.person_ids:
                if person_id not in active:
                    raise InvalidInput(field="groups", reason="unknown_person")
        starts_on = tidy_date("starts_on", rotation.starts_on)
        return replace(
            rotation,
            starts_on=starts_on,
            anchor=tidy_date("anchor", rotation.anchor or starts_on),
            ends_on=tidy_date("ends_on", rotation.ends_on) if rotation.ends_on else "",
            cycle=tuple(_tidy_slot(slot) for slot in rotation.cycle),
        )

    def _refuse_line(self, role: str, post_id: str) -> None:
        if role not in ROLES:
            raise InvalidInput(field="role", reason="unknown_role")
        posts = {post.id for post in self._database.read(lambda reader: reader.site.posts())}
        if post_id and post_id not in posts:
            raise InvalidInput(field="post", reason="unknown_post")

    def _refuse_stranger(self, person_id: str) -> None:
        if not person_id:
            raise InvalidInput(field="person", reason="no_person")
        if person_id not in self._active():
            raise InvalidInput(field="person", reason="unknown_person")

    def _active(self) -> Collection[str]:
        people = self._database.read(lambda reader: reader.site.people())
        return {person.id for person in people if person.active}


def _start(text: str) -> str:
    start = tidy_time("start", text)
    if start == "24:00":
        raise InvalidInput(field="start", reason="time_form")
    return start


def _tidy_slot(slot: Slot) -> Slot:
    return slot if slot == REST else Slot(_start(slot.start), tidy_time("cycle", slot.end))


def _of_day(marks: Sequence[DayMark], day: str) -> DayMark | None:
    return next((mark for mark in marks if mark.date == day), None)


def _by_id(records: Sequence[R], record_id: str) -> R | None:
    return next((record for record in records if record.id == record_id), None)

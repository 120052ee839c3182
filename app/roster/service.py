"""People, posts and shifts, and the question who is on duty now."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.model.journal import Actor, Draft
from app.model.roster import Duty, Shift
from app.model.rota import WEEKDAYS
from app.model.site import Person, Post
from app.model.words import Words
from app.roster.books import Books
from app.roster.change import Changer, as_text
from app.roster.clock_service import Clocking
from app.roster.cover import Cover, cover_at
from app.roster.exchange_service import Exchanges
from app.roster.layers import duties_in
from app.roster.now import Resolved, layers_at, layers_between, resolve, standing
from app.roster.rules import (
    OnDuty,
    check_person,
    check_post,
    now_and_next,
    tidy_shift,
)
from app.roster.sheet_service import Sheets
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

_TODAY, _COMING_DAYS = timedelta(days=1), timedelta(days=8)


class RosterService:
    """The roster as screens see it; every change of what stands is a journal entry.

    Attributes:
        books: what it is made of: strength, rotations, leave, holidays, what people may do.
        sheets: drafts and published sheets, the month as it stands, what is wrong with it.
        exchanges: overrides, swaps, stand-ins.
        clocking: who is really there.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._gate = gate
        changer = Changer(database, clock, actor, gate)
        self.books = Books(changer)
        self.sheets = Sheets(changer)
        self.exchanges = Exchanges(changer)
        self.clocking = Clocking(changer)

    def people(self) -> list[Person]:
        """Active people."""
        return [person for person in self._database.read(lambda r: r.site.people()) if person.active]

    def everybody(self) -> list[Person]:
        """Active people and those who have left: entries and calls still name them."""
        return self._database.read(lambda reader: reader.site.people())

    def posts(self) -> list[Post]:
        return self._database.read(lambda reader: reader.site.posts())

    def shifts(self) -> list[Shift]:
        return self._database.read(lambda reader: reader.site.shifts())

    def on_duty(self) -> OnDuty:
        """Who is on duty at this moment, who should be and is not, and who is next."""
        now = self._clock.now()
        days = (_TODAY, _COMING_DAYS)
        for ahead in days:
            found = now_and_next(self._duties(now, now + ahead), now)
            if found.next:
                break
        if not self.books.settings().clocking:
            return found
        stands = self._database.read(lambda reader: standing(reader, now))
        return OnDuty(stands.duties, found.next, stands.missing)

    def duties(self, hours: int = 24) -> tuple[Duty, ...]:
        """Duties of now and of the coming hours, the earliest first."""
        now = self._clock.now()
        return self._duties(now, now + timedelta(hours=hours))

    def duties_between(self, starts: datetime, ends: datetime) -> tuple[Duty, ...]:
        """Duties that lie at least in part between these moments, the earliest first."""
        return self._duties(starts, ends)

    def cover(self) -> tuple[Cover, ...]:
        """Every role and post that is needed or manned at this moment: how many are needed, who is there."""
        now = self._clock.now()

        def read(reader: Reader) -> tuple[Cover, ...]:
            needs = reader.roster.needs()
            layers = layers_at(reader, now, calendar=any(need.days != WEEKDAYS for need in needs))
            return cover_at(needs, standing(reader, now).duties, now, layers.zone, layers.days)

        return self._database.read(read)

    def resolve(self, role: str) -> Resolved:
        """Who is on duty in a role at this moment, and why."""
        return self._database.read(lambda reader: resolve(reader, role, self._clock.now()))

    def save_person(self, person: Person) -> "Future[None]":
        """Raises InvalidInput for what nobody could call."""
        check_person(person)
        return self._change("person", person.id, lambda tx: tx.site.save_person(person))

    def save_post(self, post: Post) -> "Future[None]":
        """Raises InvalidInput for a post without a name or at no known place."""
        places = self._database.read(lambda reader: reader.site.places())
        check_post(post, {place.id for place in places})
        return self._change("post", post.id, lambda tx: tx.site.save_post(post))

    def save_shift(self, shift: Shift) -> "Future[None]":
        """Raises InvalidInput for a shift that would put nobody on duty."""
        tidy = tidy_shift(shift, self.everybody(), {post.id for post in self.posts()})
        return self._change_shift(tidy.id, tidy)

    def remove_person(self, person_id: str) -> "Future[None]":
        return self._change(
            "person", person_id, lambda tx: tx.site.remove_person(person_id), action="removed"
        )

    def remove_post(self, post_id: str) -> "Future[None]":
        name = next((post.name for post in self.posts() if post.id == post_id), Words())
        return self._change(
            "post",
            post_id,
            lambda tx: tx.site.remove_post(post_id),
            action="removed",
            more={"zh": name.zh, "en": name.en},
        )

    def remove_shift(self, shift_id: str) -> "Future[None]":
        return self._change_shift(shift_id, None)

    def _change_shift(self, shift_id: str, after: Shift | None) -> "Future[None]":
        before = next((shift for shift in self.shifts() if shift.id == shift_id), None)
        told = after or before
        return self._change(
            "roster",
            shift_id,
            lambda tx: tx.site.save_shift(after) if after is not None else tx.site.remove_shift(shift_id),
            action="saved" if after is not None else "removed",
            more={
                "person": told.person_id if told is not None else "",
                "before": as_text(before),
                "after": as_text(after),
            },
        )

    def _duties(self, starts: datetime, ends: datetime) -> tuple[Duty, ...]:
        def between(reader: Reader) -> tuple[Duty, ...]:
            zone = ZoneInfo(reader.site.site().timezone)
            first = starts.astimezone(zone).date() - timedelta(days=1)
            layers = layers_between(reader, first, ends.astimezone(zone).date(), zone=zone)
            return duties_in(layers, starts, ends).duties

        return self._database.read(between)

    def _change(
        self,
        what: str,
        record_id: str,
        apply: Callable[[Transaction], None],
        action: str = "saved",
        more: dict[str, str] | None = None,
    ) -> "Future[None]":
        """`more` is what else the entry says: whose shift it is, since a shift has no name of its own; the name of a
        removed record, since nothing but the log knows it any more."""
        self._gate()
        data = {"what": what, "id": record_id, "action": action, **(more or {})}
        draft = Draft("roster_changed", actor=self._actor(), data=data)

        def change(transaction: Transaction) -> None:
            apply(transaction)
            transaction.journal.append(draft)
            transaction.touch(what)

        return self._database.write(change)

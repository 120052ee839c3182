"""People, posts and shifts, and the question who is on duty now."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.model.journal import Actor, Draft
from app.model.roster import Duty, Shift
from app.model.site import Person, Post
from app.model.words import Words
from app.roster.layers import duties_in
from app.roster.now import Resolved, layers_between, resolve
from app.roster.rules import (
    OnDuty,
    check_person,
    check_post,
    now_and_next,
    tidy_shift,
)
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

_TODAY, _COMING_DAYS = timedelta(days=1), timedelta(days=8)


class RosterService:
    """The roster as screens see it; every change is a journal entry."""

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
        """Who is on duty at this moment, and who is next."""
        now = self._clock.now()
        days = (_TODAY, _COMING_DAYS)
        for ahead in days:
            found = now_and_next(self._duties(now, now + ahead), now)
            if found.next:
                break
        return found

    def duties(self, hours: int = 24) -> tuple[Duty, ...]:
        """Duties of now and of the coming hours, the earliest first."""
        now = self._clock.now()
        return self._duties(now, now + timedelta(hours=hours))

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
        return self._change("roster", tidy.id, lambda tx: tx.site.save_shift(tidy), person_id=tidy.person_id)

    def remove_person(self, person_id: str) -> "Future[None]":
        return self._change(
            "person", person_id, lambda tx: tx.site.remove_person(person_id), action="removed"
        )

    def remove_post(self, post_id: str) -> "Future[None]":
        name = next((post.name for post in self.posts() if post.id == post_id), Words())
        return self._change(
            "post", post_id, lambda tx: tx.site.remove_post(post_id), action="removed", name=name
        )

    def remove_shift(self, shift_id: str) -> "Future[None]":
        found = next((shift for shift in self.shifts() if shift.id == shift_id), None)
        return self._change(
            "roster",
            shift_id,
            lambda tx: tx.site.remove_shift(shift_id),
            action="removed",
            person_id=found.person_id if found is not None else "",
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
        person_id: str = "",
        name: Words | None = None,
    ) -> "Future[None]":
        """`person_id` says whose shift it is: a shift has no name of its own to be told by. `name` is that of a removed
        record: nothing but the log knows it any more."""
        self._gate()
        data = {"what": what, "id": record_id, "action": action}
        if person_id:
            data["person"] = person_id
        if name is not None:
            data |= {"zh": name.zh, "en": name.en}
        draft = Draft("roster_changed", actor=self._actor(), data=data)

        def change(transaction: Transaction) -> None:
            apply(transaction)
            transaction.journal.append(draft)
            transaction.touch(what)

        return self._database.write(change)

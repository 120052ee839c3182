"""Whom to dial where the console cannot run and nobody is called by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import Clock
from app.model.roster import Duty
from app.model.site import Person, Post
from app.model.words import Words
from app.roster.now import standing
from app.roster.rules import rank
from app.storage.rescue import read_if_possible
from app.storage.transaction import Reader


@dataclass(frozen=True, slots=True)
class ToDial:
    """Somebody with a telephone; `on_duty` as the roster said it when it could last be read."""

    name: Words
    role: str
    phones: tuple[str, ...]
    on_duty: bool


def whom_to_dial(database: Path, clock: Clock) -> tuple[ToDial, ...]:
    """Those on duty first, then the others by role; nobody where the database cannot be read."""

    def question(reader: Reader) -> tuple[ToDial, ...]:
        people = [person for person in reader.site.people() if person.active]
        return in_order(standing(reader, clock.now()).duties, people, reader.site.posts())

    return read_if_possible(database, clock, question) or ()


def in_order(duties: Iterable[Duty], people: Iterable[Person], posts: Iterable[Post]) -> tuple[ToDial, ...]:
    """Who has no telephone of their own is reached at the post; who has none at all cannot be dialled."""
    known, at = {person.id: person for person in people}, {post.id: post.phone for post in posts}
    found: dict[str, ToDial] = {}
    for duty in duties:
        person = known.get(duty.shift.person_id)
        phones = person.phones if person is not None else ()
        phones = phones or tuple(phone for phone in [at.get(duty.shift.post_id, "")] if phone)
        if person is not None and phones and person.id not in found:
            found[person.id] = ToDial(person.name, duty.shift.role, phones, on_duty=True)
    others = [person for person in known.values() if person.id not in found and person.phones]
    others.sort(key=lambda person: rank(_role(person)))
    return (*found.values(), *(ToDial(one.name, _role(one), one.phones, on_duty=False) for one in others))


def _role(person: Person) -> str:
    return min(person.roles, key=rank, default="")

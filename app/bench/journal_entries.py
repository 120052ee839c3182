"""What a duty room writes and its console adds in a year and more: the same entries at each call, through the real chain."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from app.bench.journal_phrases import AUTOMATIC, CAMERAS, MESSAGES, PEOPLE, PHRASES, PLACES, RARE
from app.core.ids import new_id
from app.model.journal import SYSTEM, Actor, Draft
from app.storage.database import Database
from app.storage.transaction import Transaction

BEGINS = datetime(2025, 3, 1, tzinfo=UTC)
_BETWEEN_S = 42.0
_AT_ONCE = 4000
_AUTOMATIC, _AMENDED, _BELONGS = 0.45, 0.01, 0.08


class Passing:
    """A clock on which a year and more passes while entries are written."""

    def __init__(self) -> None:
        self.moment = BEGINS
        self.seconds = 0.0

    def pass_by(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def boot_id(self) -> str:
        return "bench"


def fill(database: Database, clock: Passing, count: int, seed: int = 1) -> None:
    """Writes so many entries, many in one transaction: each with number, link and hash as the console writes them."""
    drafts = _drafts(count, random.Random(seed))  # a story, no secret
    chance = random.Random(seed + 1)
    for begin in range(0, count, _AT_ONCE):

        def write(transaction: Transaction, size: int = min(_AT_ONCE, count - begin)) -> None:
            for _ in range(size):
                clock.pass_by(chance.expovariate(1 / _BETWEEN_S))
                transaction.journal.append(next(drafts))

        database.write(write).result()


def _drafts(count: int, chance: random.Random) -> Iterator[Draft]:
    rare = {round((place + 0.5) * count / len(RARE)): text for place, text in enumerate(RARE)}
    incident = ""
    for number in range(1, count + 1):
        if chance.random() < 0.001:
            incident = new_id(BEGINS + timedelta(seconds=number))
        belongs = incident if chance.random() < _BELONGS else ""
        if number in rare:
            yield Draft("note", rare[number], _somebody(chance))
        elif number > 100 and chance.random() < _AMENDED:
            text = _phrase(chance)[1]
            yield Draft(
                "amendment",
                text,
                _somebody(chance),
                data=MappingProxyType({"reason": chance.choice(("写错地点", "补充车牌", "wrong place"))}),
                amends=number - chance.randrange(1, 100),
            )
        elif chance.random() < _AUTOMATIC:
            yield _automatic(chance, belongs)
        else:
            kind, text = _phrase(chance)
            yield Draft(
                kind,
                text,
                _somebody(chance),
                camera_id=chance.choice(CAMERAS) if chance.random() < 0.2 else "",
                place_id=chance.choice(PLACES)[0] if chance.random() < 0.6 else "",
                incident_id=belongs,
            )


def _automatic(chance: random.Random, incident: str) -> Draft:
    if chance.random() < 0.4:
        kind, (person, name) = chance.choice(MESSAGES), chance.choice(PEOPLE)
        data = {
            "person": person,
            "name": name,
            "channel": "training",
            "attempts": str(chance.randrange(1, 5)),
        }
        return Draft(kind, actor=SYSTEM, data=MappingProxyType(data), incident_id=incident)
    kind, names = chance.choice(AUTOMATIC)
    values = {"cause": "timeout", "lasted_s": f"{chance.uniform(5, 900):.1f}", "condition": "covered", "person": chance.choice(PEOPLE)[0]}  # fmt: skip
    data = {name: values[name] for name in names if name in values}
    camera = chance.choice(CAMERAS) if "camera" in names else ""
    actor = _somebody(chance) if "actor" in names else SYSTEM
    return Draft(kind, actor=actor, data=MappingProxyType(data), camera_id=camera, incident_id=incident)


def _phrase(chance: random.Random) -> tuple[str, str]:
    kind, texts = chance.choice(PHRASES)
    place = chance.choice(PLACES)
    person = chance.choice(PEOPLE)[1]
    phone = f"1{chance.choice('3578')}{chance.randrange(10**9):09d}"
    written = chance.choice(
        (
            phone,
            f"{phone[:3]} {phone[3:7]} {phone[7:]}",
            f"{phone[:3]}-{phone[3:7]}-{phone[7:]}",
            f"+86 {phone}",
        )
    )
    text = chance.choice(texts).format(
        zh=place[1],
        en=place[2],
        person=person,
        few=chance.randrange(2, 9),
        unit=f"{chance.randrange(1, 31)}栋{chance.randrange(1, 5)}单元{chance.randrange(1, 34)}{chance.randrange(1, 9):02d}",
        plate=f"湘{chance.choice('ABCD')}·{chance.choice('ABCDEFGH')}{chance.randrange(10_000):04d}",
        phone=written,
    )
    return kind, text


def _somebody(chance: random.Random) -> Actor:
    return Actor(*chance.choice(PEOPLE[:4]))

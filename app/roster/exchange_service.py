"""Overrides, swaps and stand-ins: asked, agreed, approved; each step an entry with before and after."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

from app.core.errors import NotFound
from app.core.ids import new_id
from app.model.journal import Actor, Draft
from app.model.roster import OVERRIDE
from app.model.rota import APPROVED, Exchange, Leg
from app.roster.change import CHANGED, Changer, described
from app.roster.exchanges import check_exchange, moved
from app.storage.transaction import Transaction


class Exchanges:
    """Everything that writes returns a future with the exchange as it then is."""

    def __init__(self, changer: Changer) -> None:
        self._changer = changer
        self._database = changer.database

    def current(self) -> list[Exchange]:
        """Those still open, and those that are not over yet; the newest first."""
        now = self._changer.clock.now()
        return self._database.read(lambda reader: reader.roster.exchanges(now))

    def since(self, moment: datetime) -> list[Exchange]:
        return self._database.read(lambda reader: reader.roster.exchanges(moment))

    def ask(self, kind: str, legs: tuple[Leg, ...], reason: str = "") -> "Future[Exchange]":
        """Asks for one. An override is an order: it counts at once."""
        self._changer.gate()
        people = self._database.read(lambda reader: reader.site.people())
        actor = self._changer.actor()
        exchange = Exchange(
            new_id(self._changer.clock.now()), kind, legs, reason=reason.strip(), asked_by=actor.person_id
        )
        check_exchange(exchange, {person.id for person in people if person.active})

        def apply(transaction: Transaction) -> Exchange:
            asked = exchange
            if kind == OVERRIDE:
                asked = moved(exchange, APPROVED, transaction.roster.last_number() + 1)
            _store(transaction, None, asked, actor)
            return asked

        return self._database.write(apply)

    def move(self, exchange_id: str, state: str) -> "Future[Exchange]":
        """Agrees, approves, refuses or takes back. Raises NotAllowed where that cannot be said (any more)."""
        return self._change(exchange_id, lambda exchange, number: moved(exchange, state, number))

    def _change(self, exchange_id: str, change: Callable[[Exchange, int], Exchange]) -> "Future[Exchange]":
        self._changer.gate()
        actor = self._changer.actor()

        def apply(transaction: Transaction) -> Exchange:
            before = transaction.roster.exchange(exchange_id)
            if before is None:
                raise NotFound("no_exchange", id=exchange_id)
            after = change(before, transaction.roster.last_number() + 1)
            _store(transaction, before, after, actor)
            return after

        return self._database.write(apply)


def _store(transaction: Transaction, before: Exchange | None, after: Exchange, actor: Actor) -> None:
    transaction.roster.save_exchange(after)
    data = described("exchange", after.id, before, after)
    transaction.journal.append(Draft(CHANGED, text=after.reason, actor=actor, data=data))
    transaction.touch("roster", "exchange")

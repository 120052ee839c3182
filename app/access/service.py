"""Signing in and out, and signing with a PIN."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from app.access.rules import after_wrong_pin, hash_pin, is_locked, pin_matches
from app.core.errors import NotAllowed, NotFound
from app.model.journal import SYSTEM, Actor, Draft
from app.model.site import Person
from app.storage.database import Database
from app.storage.pins import Pin
from app.storage.transaction import Transaction

T = TypeVar("T")
_SIGNING = ("signed_in", "signed_out", "sign_in_resumed", "console_stopped")


class AccessService:
    """Knows who is signed in at this console. Nobody is after a start; the emergency button does not ask."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._actor = SYSTEM
        # Hashing takes some 50 ms by design: neither the UI nor the writer thread may wait for it.
        self._hashing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="access")

    def actor(self) -> Actor:
        """The person signed in, or SYSTEM."""
        return self._actor

    def may_sign_in(self) -> list[Person]:
        """Active people who have a PIN."""
        holders = self._database.read(lambda reader: reader.access.holders())
        people = self._database.read(lambda reader: reader.site.people())
        return [person for person in people if person.active and person.id in holders]

    def has_pin(self, person_id: str) -> bool:
        return self._database.read(lambda reader: reader.access.pin(person_id)) is not None

    def sign_in(self, person_id: str, pin: str) -> "Future[Actor]":
        """Fails with NotAllowed (wrong_pin, pin_locked) or NotFound."""
        return self._hashing.submit(self._sign_in, person_id, pin)

    def sign(
        self,
        person_id: str,
        pin: str,
        change: Callable[[Transaction, Actor], T],
        *,
        takes_console: bool = False,
    ) -> "Future[T]":
        """Somebody puts their name under something with their own PIN, whoever is signed in: `change` runs in the same
        transaction as the check. `takes_console`: the signer is signed in from then on.

        Fails like `sign_in`, and with whatever `change` raises; then nothing of it is stored.
        """
        return self._hashing.submit(self._sign, person_id, pin, change, takes_console=takes_console)

    def resume(self) -> None:
        """After a crash: whoever was signed in then is so again, so that entries go on carrying the name."""
        last = self._database.read(lambda reader: reader.journal.latest(1, kinds=_SIGNING))
        if not last or last[0].draft.kind not in ("signed_in", "sign_in_resumed"):
            return
        actor = last[0].draft.actor
        if any(person.id == actor.person_id for person in self.may_sign_in()):
            self._actor = actor
            self._database.write(lambda tx: _record_resumption(tx, actor)).result()

    def sign_out(self) -> "Future[None]":
        """The entry and the sign-out go together: a refused write leaves the person signed in."""
        actor = self._actor

        def change(transaction: Transaction) -> None:
            transaction.journal.append(Draft("signed_out", actor=actor))
            transaction.touch("access")
            self._actor = SYSTEM

        return self._database.write(change)

    def set_pin(self, person_id: str, pin: str) -> "Future[None]":
        """Fails with InvalidInput unless the PIN is 4 to 12 digits. Raises NotAllowed as `refuse_stranger` does."""
        self.refuse_stranger()
        return self._hashing.submit(self._set_pin, person_id, pin)

    def refuse_stranger(self) -> None:
        """Raises NotAllowed (not_signed_in) where somebody could be signed in and nobody is.

        Before the first PIN the site is being set up: then everybody may change it.
        """
        if not self._actor.person_id and self._database.read(lambda reader: reader.access.holders()):
            raise NotAllowed("not_signed_in")

    def close(self) -> None:
        self._hashing.shutdown()

    def _sign_in(self, person_id: str, given: str) -> Actor:
        self._sign(person_id, given, lambda transaction, actor: None, takes_console=True)
        return self._actor

    def _sign(
        self, person_id: str, given: str, change: Callable[[Transaction, Actor], T], *, takes_console: bool
    ) -> T:
        person = self._person(person_id)
        pin = self._database.read(lambda reader: reader.access.pin(person_id))
        if pin is None:
            raise NotFound("no_pin", name=person.name.zh)
        actor = Actor(person_id, person.name.zh or person.name.en)
        matches = pin_matches(pin.hash, given)
        before = self._actor

        def signed(transaction: Transaction) -> tuple[str, list[T]]:
            refusal = _record_try(transaction, pin, actor, matches=matches)
            if refusal:
                return refusal, []
            result = change(transaction, actor)
            if takes_console:
                _record_taking(transaction, actor, before)
            return "", [result]

        refusal, results = self._database.write(signed).result()
        if refusal:
            raise NotAllowed(refusal, name=actor.name)
        if takes_console:
            self._actor = actor
        return results[0]

    def _set_pin(self, person_id: str, pin: str) -> None:
        hashed = hash_pin(pin)
        self._person(person_id)
        actor = self._actor

        def change(transaction: Transaction) -> None:
            transaction.access.set_pin_hash(person_id, hashed)
            transaction.journal.append(Draft("pin_set", actor=actor, data={"person": person_id}))
            transaction.touch("access")

        self._database.write(change).result()

    def _person(self, person_id: str) -> Person:
        people = self._database.read(lambda reader: reader.site.people())
        found = next((person for person in people if person.id == person_id and person.active), None)
        if found is None:
            raise NotFound("no_person", id=person_id)
        return found


def _record_resumption(transaction: Transaction, actor: Actor) -> None:
    transaction.journal.append(Draft("sign_in_resumed", actor=actor))
    transaction.touch("access")


def _record_try(transaction: Transaction, pin: Pin, actor: Actor, *, matches: bool) -> str:
    """Counts the try and journals it where it is refused; returns why, or nothing."""
    now = transaction.clock.now()
    data = {"person": actor.person_id, "name": actor.name}
    if is_locked(pin.locked_until, now):
        transaction.touch("access")
        transaction.journal.append(Draft("sign_in_refused", data={**data, "reason": "pin_locked"}))
        return "pin_locked"
    if not matches:
        after = after_wrong_pin(pin.failures, now)
        transaction.touch("access")
        transaction.access.save(Pin(pin.person_id, pin.hash, after.failures, after.locked_until))
        transaction.journal.append(Draft("sign_in_refused", data={**data, "reason": "wrong_pin"}))
        return "wrong_pin"
    transaction.access.save(Pin(pin.person_id, pin.hash))
    return ""


def _record_taking(transaction: Transaction, actor: Actor, before: Actor) -> None:
    transaction.touch("access")
    if before.person_id:
        transaction.journal.append(Draft("signed_out", actor=before))
    transaction.journal.append(Draft("signed_in", actor=actor))

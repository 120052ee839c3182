"""Saved searches of the log. Saving and removing are journal entries; looking is not."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from app.core.clock import Clock
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_id
from app.model.journal import Actor, Draft
from app.model.search import SavedSearch
from app.storage.database import Database
from app.storage.transaction import Transaction

LONGEST_NAME = 40


class SavedSearches:
    """`all` answers at once; the rest returns futures. Raises NotAllowed where somebody has to be signed in."""

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

    def all(self) -> list[SavedSearch]:
        """By name."""
        return self._database.read(lambda reader: reader.search.saved())

    def save(self, search: SavedSearch) -> "Future[SavedSearch]":
        """Gives it back as stored: in the place of one with the same name. Raises InvalidInput for a name nobody could read."""
        self._gate()
        actor = self._actor()
        name = " ".join(search.name.split())
        if not name:
            raise InvalidInput(field="name", reason="empty_text")
        if len(name) > LONGEST_NAME:
            raise InvalidInput(field="name", reason="too_long", number=str(LONGEST_NAME))

        def change(transaction: Transaction) -> SavedSearch:
            same = [one for one in transaction.search.saved() if one.name.casefold() == name.casefold()]
            kept = same[0].id if same else search.id or new_id(self._clock.now())
            stored = replace(search, id=kept, name=name)
            transaction.search.save(stored)
            transaction.journal.append(Draft("search_saved", actor=actor, data={"view": name}))
            transaction.touch("search")
            return stored

        return self._database.write(change)

    def remove(self, search_id: str) -> "Future[SavedSearch]":
        """Gives it back, so that it can be saved again. Fails with NotFound."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> SavedSearch:
            found = next((one for one in transaction.search.saved() if one.id == search_id), None)
            if found is None:
                raise NotFound("no_search", id=search_id)
            transaction.search.remove(search_id)
            transaction.journal.append(Draft("search_removed", actor=actor, data={"view": found.name}))
            transaction.touch("search")
            return found

        return self._database.write(change)

"""Saved views as the walls see them. Saving and removing are journal entries; looking at another view is not."""

from collections.abc import Callable
from concurrent.futures import Future

from app.core.errors import NotFound
from app.model.journal import Actor, Draft
from app.model.view import Choice, View
from app.storage.database import Database
from app.storage.transaction import Transaction
from app.views.rules import tidy_view


class ViewService:
    """`all`, `choice` answer at once; the rest returns futures."""

    def __init__(
        self, database: Database, actor: Callable[[], Actor], gate: Callable[[], None] = lambda: None
    ) -> None:
        self._database = database
        self._actor = actor
        self._gate = gate

    def all(self) -> list[View]:
        """In the order they were first saved."""
        return self._database.read(lambda reader: reader.views.all())

    def choice(self, screen: str) -> Choice:
        """What this wall showed last."""
        return self._database.read(lambda reader: reader.views.choice(screen))

    def save(self, view: View) -> "Future[View]":
        """Stores a view and gives it back as stored. Fails with InvalidInput for one nobody could choose or see."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> View:
            views = transaction.views.all()
            tidy = tidy_view(view, {camera.id for camera in transaction.site.cameras()}, views)
            was = next((other.name for other in views if other.id == tidy.id), tidy.name)
            transaction.views.save(tidy)
            data = {"view": tidy.name, "was": was if was != tidy.name else ""}
            transaction.journal.append(Draft("view_saved", actor=actor, data=data))
            transaction.touch("view")
            return tidy

        return self._database.write(change)

    def remove(self, view_id: str) -> "Future[View]":
        """Gives the view back, so that it can be saved again. Fails with NotFound."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> View:
            found = next((view for view in transaction.views.all() if view.id == view_id), None)
            if found is None:
                raise NotFound("no_view", id=view_id)
            transaction.views.remove(view_id)
            transaction.journal.append(Draft("view_removed", actor=actor, data={"view": found.name}))
            transaction.touch("view")
            return found

        return self._database.write(change)

    def remember(self, choice: Choice) -> "Future[None]":
        """For the next start."""
        return self._database.write(lambda transaction: transaction.views.save_choice(choice))

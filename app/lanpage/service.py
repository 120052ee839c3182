"""The page on the local network as screens see it: its settings, how it stands, the links of calls."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from app.core.clock import Clock
from app.core.errors import NotFound
from app.core.paths import DataFolder
from app.incidents.service import IncidentService
from app.lanpage.addresses import own_addresses
from app.lanpage.desk import Desk
from app.lanpage.keeper import ServerKeeper, Standing
from app.lanpage.link_book import LinkBook
from app.lanpage.photos import PhotoKeeper
from app.lanpage.rules import check_page
from app.model.incident import Call
from app.model.journal import SYSTEM, Actor, Draft
from app.model.lan_page import LanPage, Link
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Transaction


class LanPageService:
    """Off until somebody switches it on; `start` begins to serve where it is on.

    Args:
        links: handed to the messages as well.
        folder: keeps certificate, key, photos that have just arrived, and the server's log.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        media: MediaStore,
        incidents: IncidentService,
        links: LinkBook,
        folder: DataFolder,
        actor: Callable[[], Actor] = lambda: SYSTEM,
        gate: Callable[[], None] = lambda: None,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._actor = actor
        self._gate = gate
        keeper = ServerKeeper(
            database, clock, links, folder, self.page, lambda asked: desk.answer(asked), self._language, fault
        )
        desk = Desk(database, clock, incidents, PhotoKeeper(media), links.key, keeper.inbox)
        self._keeper = keeper

    def page(self) -> LanPage:
        return self._database.read(lambda reader: reader.lan_page.page())

    def save(self, page: LanPage) -> "Future[None]":
        """Takes effect at once. Raises InvalidInput; NotAllowed where nobody is signed in."""
        tidy = check_page(page)
        self._gate()
        where = {
            "address": f"{tidy.address}:{tidy.port}",
            "hours": str(tidy.hours),
            "photos": str(tidy.photos),
        }
        kind, data = ("lan_page_on", where) if tidy.on else ("lan_page_off", {})
        draft = Draft(kind, actor=self._actor(), data=data)

        def change(transaction: Transaction) -> None:
            transaction.lan_page.save_page(tidy)
            transaction.journal.append(draft)
            transaction.touch("lan_page")

        future = self._database.write(change)
        future.add_done_callback(lambda _: self._keeper.wake())
        return future

    def addresses(self) -> list[str]:
        """What the page can be offered at."""
        return own_addresses()

    def standing(self) -> Standing:
        return self._keeper.standing

    def pid(self) -> int | None:
        """Of the server process; None while there is none."""
        return self._keeper.pid()

    def links(self, incident_id: str) -> dict[str, Link]:
        """What became of the links of an incident's calls, by the call's id; the untouched ones are not there."""
        found = self._database.read(lambda reader: reader.lan_page.links(incident_id))
        return {link.call_id: link for link in found}

    def revoke(self, call_id: str) -> "Future[None]":
        """From now on the link opens nothing."""

        def revoked(link: Link, transaction: Transaction) -> Link:
            return replace(link, revoked_at=link.revoked_at or transaction.clock.now())

        return self._change_link(call_id, "link_revoked", revoked)

    def release(self, call_id: str) -> "Future[None]":
        """The next phone that opens the link gets it; the one that had it is out."""

        def released(link: Link, transaction: Transaction) -> Link:
            return replace(link, device="", opened_at=None, opened_from="", revoked_at=None)

        return self._change_link(call_id, "link_released", released)

    def start(self) -> None:
        self._keeper.start()

    def stop(self) -> None:
        self._keeper.stop()

    def _language(self) -> str:
        return self._database.read(lambda reader: reader.site.site()).language

    def _change_link(
        self, call_id: str, kind: str, changed: Callable[[Link, Transaction], Link]
    ) -> "Future[None]":
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            call = transaction.incidents.call(call_id)
            if call is None:
                raise NotFound("no_call", id=call_id)
            before = transaction.lan_page.link(call_id)
            after = changed(before, transaction)
            if after == before:
                return
            transaction.lan_page.save_link(after)
            transaction.journal.append(_draft(kind, call, actor))
            transaction.touch("link")

        return self._database.write(change)


def _draft(kind: str, call: Call, actor: Actor) -> Draft:
    data = {"name": call.name.zh or call.name.en, "person": call.person_id}
    return Draft(kind, actor=actor, data=data, incident_id=call.incident_id)

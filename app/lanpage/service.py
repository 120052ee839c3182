"""The page on the local network as screens see it: its settings, how it stands, the links of calls."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from app.core.changes import Changed, Changes
from app.core.clock import Clock
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_id
from app.core.paths import DataFolder
from app.incidents.service import IncidentService
from app.journal.differences import differences
from app.lanpage.addresses import own_addresses
from app.lanpage.check_desk import CheckDesk
from app.lanpage.clock_desk import ClockDesk
from app.lanpage.desk import Desk
from app.lanpage.keeper import ServerKeeper, Standing
from app.lanpage.link_book import LinkBook
from app.lanpage.photos import PhotoKeeper
from app.lanpage.report_desk import ReportDesk
from app.lanpage.report_links import ReportLinkBook
from app.lanpage.rules import check_page, page_entry
from app.model.incident import Call
from app.model.journal import SYSTEM, Actor, Draft
from app.model.lan_page import ClockLink, LanPage, Link
from app.roster.clock_service import Clocking
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
        changes: Changes,
        media: MediaStore,
        incidents: IncidentService,
        links: LinkBook,
        clocking: Clocking,
        folder: DataFolder,
        actor: Callable[[], Actor] = lambda: SYSTEM,
        gate: Callable[[], None] = lambda: None,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = links
        self._actor = actor
        self._gate = gate
        keeper = ServerKeeper(
            database, clock, links, folder, self.page, lambda asked: answer(asked), self._language, fault
        )
        clock_desk = ClockDesk(database, clock, clocking, links.key)
        report_desk = ReportDesk(database, clock, links.key)
        check_desk = CheckDesk(database, clock, links.key)
        desk = Desk(database, clock, incidents, PhotoKeeper(media), links.key, keeper.inbox)

        def answer(asked: Mapping[str, Any]) -> Mapping[str, Any]:
            about, _, more = str(asked.get("ask", "")).partition("_")
            desks = {"clock": clock_desk.answer, "report": report_desk.answer, "check": check_desk.answer}
            return desks[about](asked) if more and about in desks else desk.answer(asked)

        self._keeper = keeper
        self.reports = ReportLinkBook(database, clock, actor, gate)
        self._unsubscribe = changes.subscribe(self._on_change)

    def page(self) -> LanPage:
        return self._database.read(lambda reader: reader.lan_page.page())

    def save(self, page: LanPage) -> "Future[None]":
        """Takes effect at once. Raises InvalidInput; NotAllowed where nobody is signed in."""
        tidy = check_page(page)
        self._gate()
        draft = page_entry(tidy, self._actor())

        def change(transaction: Transaction) -> None:
            said = {**draft.data, **differences(transaction.lan_page.page(), tidy)}
            transaction.lan_page.save_page(tidy)
            transaction.journal.append(replace(draft, data=said))
            transaction.touch("lan_page")

        return self._database.write(change)

    def _on_change(self, changed: Changed) -> None:
        """A site file may change the page, too."""
        if "lan_page" in changed.kinds:
            self._keeper.wake()

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

    def clock_link(self, person_id: str) -> ClockLink | None:
        """The one by which this person clocks on from a phone; None where nobody has made one."""
        found = self._database.read(lambda reader: reader.lan_page.clock_links())
        return next((link for link in found if link.person_id == person_id), None)

    def clock_address(self, link: ClockLink) -> str:
        """What the phone opens; empty while there is no page."""
        return self._book.clock_address(link)

    def make_clock_link(self, person_id: str) -> "Future[ClockLink]":
        """A new one; what this person had before opens nothing any more."""
        return self._renew_clock_link(person_id, make=True)

    def withdraw_clock_link(self, person_id: str) -> "Future[ClockLink | None]":
        """What this person had opens nothing any more."""
        return self._renew_clock_link(person_id, make=False)

    def start(self) -> None:
        self._keeper.start()

    def stop(self) -> None:
        self._unsubscribe()
        self._keeper.stop()

    def _language(self) -> str:
        return self._database.read(lambda reader: reader.site.site()).language

    def _renew_clock_link(self, person_id: str, *, make: bool) -> "Future[Any]":
        self._gate()
        actor, fresh = self._actor(), ClockLink(new_id(self._clock.now()), person_id, self._clock.now())

        def change(transaction: Transaction) -> ClockLink | None:
            person = next((one for one in transaction.site.people() if one.id == person_id), None)
            if person is None or not person.active:
                raise InvalidInput(field="person", reason="unknown_person")
            old = [link for link in transaction.lan_page.clock_links() if link.person_id == person_id]
            for link in old:
                transaction.lan_page.save_clock_link(replace(link, revoked_at=transaction.clock.now()))
            if make:
                transaction.lan_page.save_clock_link(fresh)
            kind = "clock_link_made" if make else "clock_link_withdrawn"
            data = {"name": person.name.zh or person.name.en, "person": person_id}
            if make or old:
                transaction.journal.append(Draft(kind, actor=actor, data=data))
                transaction.touch("clock_link")
            return fresh if make else None

        return self._database.write(change)

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

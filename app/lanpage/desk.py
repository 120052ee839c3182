"""Answers what phones ask by their links. Runs on the console's side; the server process only carries the words."""

import logging
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.clock import Clock
from app.core.errors import DutyRoomError, NotAllowed, StorageUnavailable
from app.incidents.service import IncidentService
from app.lanpage.links import id_of, is_genuine, make_token
from app.lanpage.photos import PhotoKeeper, PhotoRefused
from app.lanpage.rules import centre_phone, photo_refusal, refusal
from app.lanpage.sheet import Seen
from app.lanpage.storing import stored
from app.model.incident import Call, Incident, Source
from app.model.journal import Actor, Draft
from app.model.lan_page import Link
from app.roster.now import standing
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

log = logging.getLogger(__name__)
Answer = dict[str, Any]


class Desk:
    """One answer for each question; any number of threads may ask at once.

    Args:
        key: signs links; None while it cannot be read.
        inbox: where the server process puts photos.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        incidents: IncidentService,
        photos: PhotoKeeper,
        key: Callable[[], bytes | None],
        inbox: Path,
    ) -> None:
        self._database = database
        self._clock = clock
        self._incidents = incidents
        self._photos = photos
        self._key = key
        self._inbox = inbox
        self._told_of: set[str] = set()

    def answer(self, asked: Mapping[str, Any]) -> Answer:
        """`door` or `sheet` to show, with a `notice` for what was not done, or `refused` and why."""
        call = self._call_of(str(asked.get("token", "")))
        if call is None:
            return {"refused": "unknown"}
        what = str(asked.get("ask", ""))
        try:
            return self._answered(what, call, asked)
        except TimeoutError:
            return self._shown(call, asked, "slow")
        except NotAllowed:
            return self._shown(call, asked, "")
        except StorageUnavailable:
            log.exception("%s by link was not stored", what)
            return self._shown(call, asked, "not_stored")
        except DutyRoomError as error:
            log.warning("%s by link was refused: %s", what, error)
            return self._shown(call, asked, "")

    def _answered(self, what: str, call: Call, asked: Mapping[str, Any]) -> Answer:
        address = str(asked.get("address", ""))
        if what == "open":
            return self._open(call, asked, address)
        shown = self._shown(call, asked, "")
        if what == "look" or "sheet" not in shown or shown["sheet"]["ended"]:
            return shown
        if what == "photo_place":
            refused = self._no_place(call)
            return {**shown, "notice": refused} if refused else {"go_on": True}
        notice = ""
        if what == "photo":
            notice = self._photo(call, str(asked.get("photo", "")), address)
        else:
            self._do(what, call, asked, Source(_actor(call), "link", address))
        return self._shown(call, asked, notice)

    def _do(self, what: str, call: Call, asked: Mapping[str, Any], source: Source) -> None:
        if what == "acknowledge":
            stored(self._incidents.acknowledge(call.id, source))
        elif what == "arrived":
            stored(self._incidents.arrive(call.id, source))
        elif what == "step":
            stored(self._incidents.tick_step(call.incident_id, int(asked["step"]), source))

    def _open(self, call: Call, asked: Mapping[str, Any], address: str) -> Answer:
        """Binds the link to the device, which has to come first; then confirms, where that was pressed."""
        device = str(asked.get("device", ""))
        refused = stored(self._database.write(lambda tx: self._bind(tx, call.id, device, address)))
        if refused:
            return self._refused(call, refused, address)
        if asked.get("acknowledge"):
            stored(self._incidents.acknowledge(call.id, Source(_actor(call), "link", address)))
        return self._shown(call, asked, "")

    def _bind(self, transaction: Transaction, call_id: str, device: str, address: str) -> str:
        call, incident = _call_and_incident(transaction, call_id)
        link = transaction.lan_page.link(call_id)
        refused = refusal(transaction.lan_page.page(), link, call, incident, device, self._clock.now())
        if refused or link.device:
            return refused
        now = transaction.clock.now()
        transaction.lan_page.save_link(replace(link, device=device, opened_at=now, opened_from=address))
        transaction.journal.append(_draft("link_opened", call, incident, address=address))
        transaction.touch("link")
        return ""

    def _shown(self, call: Call, asked: Mapping[str, Any], notice: str) -> Answer:
        """What this device may see of the call's incident now."""
        page, link, seen = self._database.read(lambda reader: self._seen(reader, call.id))
        device = str(asked.get("device", ""))
        refused = refusal(page, link, seen.call, seen.incident, device, self._clock.now())
        own = bool(link.device) and link.device == device
        language = {"language": seen.site.language}
        if refused and not (refused == "closed" and own):
            return self._refused(call, refused, str(asked.get("address", "")), seen.phone)
        if not own:
            return {"door": seen.head(), **language}
        return {"sheet": seen.whole(page, link), "notice": notice, **language}

    def _refused(self, call: Call, code: str, address: str, phone: str = "") -> Answer:
        if code == "other_device" and call.id not in self._told_of:
            # Once for each link: who tries on and on must not fill the log.
            self._told_of.add(call.id)
            told = self._database.write(lambda tx: _journal_second_device(tx, call.id, address))
            told.add_done_callback(_see)
        return {"refused": code, "phone": phone}

    def _seen(self, reader: Reader, call_id: str) -> tuple[Any, Link, Seen]:
        call, incident = _call_and_incident(reader, call_id)
        site = reader.site.site()
        people = reader.site.people()
        duties = standing(reader, self._clock.now()).duties
        seen = Seen(
            site=site,
            incident=incident,
            plan=self._incidents.plan_of(incident),
            place=next((place for place in reader.site.places() if place.id == incident.place_id), None),
            call=call,
            people=tuple(people),
            phone=centre_phone(duties, reader.site.posts(), people, call.person_id),
            elapsed_s=self._incidents.elapsed_s(incident),
            now=self._clock.now(),
        )
        return reader.lan_page.page(), reader.lan_page.link(call_id), seen

    def _no_place(self, call: Call) -> str:
        page, link = self._database.read(lambda r: (r.lan_page.page(), r.lan_page.link(call.id)))
        return photo_refusal(page, link, shutil.disk_usage(self._inbox).free)

    def _photo(self, call: Call, name: str, address: str) -> str:
        """Why the photo was not kept; empty when it was, also when it was there already."""
        refused = self._no_place(call)
        if refused or not name:
            return refused or "photo_missing"
        try:
            photo = self._photos.keep(self._inbox / Path(name).name)
        except PhotoRefused as error:
            return error.code
        stored(self._database.write(lambda tx: self._enter_photo(tx, call.id, photo.data(), address)))
        return ""

    def _enter_photo(
        self, transaction: Transaction, call_id: str, data: Mapping[str, str], address: str
    ) -> None:
        call, incident = _call_and_incident(transaction, call_id)
        digest = data["sha256"]
        sent = transaction.journal.latest(1000, kinds=("photo_received",), incident_id=incident.id)
        # Of the same person alone: two who send the same picture have both sent it, and both are told so.
        own = (entry for entry in sent if entry.draft.data.get("person") == call.person_id)
        if any(digest in entry.draft.media for entry in own):
            return
        link = transaction.lan_page.link(call_id)
        transaction.lan_page.save_link(replace(link, photos=link.photos + 1))
        about = {name: value for name, value in data.items() if name != "sha256"}
        transaction.journal.append(
            replace(_draft("photo_received", call, incident, address=address, **about), media=(digest,))
        )
        transaction.touch("link")

    def _call_of(self, token: str) -> Call | None:
        key, call_id = self._key(), id_of(token)
        if key is None or not call_id:
            return None
        call = self._database.read(lambda reader: reader.incidents.call(call_id))
        return call if call is not None and is_genuine(make_token(key, call), token) else None


def _see(written: "Future[None]") -> None:
    error = written.exception()
    if error is not None:
        log.error("an entry about a second device could not be stored", exc_info=error)


def _actor(call: Call) -> Actor:
    return Actor(call.person_id, call.name.zh or call.name.en)


def _call_and_incident(store: Reader | Transaction, call_id: str) -> tuple[Call, Incident]:
    call = store.incidents.call(call_id)
    incident = store.incidents.get(call.incident_id) if call is not None else None
    assert call is not None
    assert incident is not None, "no call is stored without its incident"
    return call, incident


def _draft(kind: str, call: Call, incident: Incident, **data: str) -> Draft:
    about = {"name": call.name.zh or call.name.en, "person": call.person_id, "path": "link", **data}
    return Draft(kind, actor=_actor(call), data=about, incident_id=incident.id, place_id=incident.place_id)


def _journal_second_device(transaction: Transaction, call_id: str, address: str) -> None:
    call, incident = _call_and_incident(transaction, call_id)
    draft = _draft("link_second_device", call, incident, address=address)
    # Nobody knows who that was: the entry is the program's.
    transaction.journal.append(replace(draft, actor=Actor()))

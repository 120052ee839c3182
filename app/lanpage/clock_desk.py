"""Answers what a phone asks by a link for clocking on and off. It knows one person, and nothing of incidents."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.lanpage.links import id_of, is_genuine, make_clock_token
from app.lanpage.rules import clock_refusal
from app.lanpage.storing import noticing, stored
from app.model.incident import Source
from app.model.journal import Actor, Draft
from app.model.lan_page import ClockLink
from app.model.roster import Duty
from app.model.rota import Presence
from app.model.site import Person, Post
from app.roster.clock_service import Clocking
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

Answer = dict[str, Any]


class ClockDesk:
    """One answer for each question; any number of threads may ask at once.

    Args:
        key: signs links; None while it cannot be read.
    """

    def __init__(
        self, database: Database, clock: Clock, clocking: Clocking, key: Callable[[], bytes | None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._clocking = clocking
        self._key = key

    def answer(self, asked: Mapping[str, Any]) -> Answer:
        """`clock` to show, with a `notice` for what was not done, or `refused` and why.

        `asked["ask"]`: `clock_look`; `clock_open` binds the link to the device; `clock_on` and `clock_off` do so too.
        """
        link = self._link_of(str(asked.get("token", "")))
        if link is None:
            return {"refused": "unknown"}
        what = str(asked.get("ask", ""))
        with noticing(what) as notice:
            refused = self._refused(link, asked) if what == "clock_look" else self._bound(link, asked)
            if refused:
                return {"refused": refused}
            self._do(what, link, str(asked.get("address", "")))
        return self._shown(link, notice.code)

    def _do(self, what: str, link: ClockLink, address: str) -> None:
        """Only what is not so yet: a press that is sent again changes nothing."""
        here = any(one.person_id == link.person_id for one in self._clocking.here())
        if what == "clock_on" and not here:
            stored(self._clocking.on(link.person_id, by=self._source(link, address)))
        elif what == "clock_off" and here:
            stored(self._clocking.off(link.person_id, by=self._source(link, address)))

    def _source(self, link: ClockLink, address: str) -> Source:
        person = self._database.read(lambda reader: _person(reader, link.person_id))
        return Source(Actor(link.person_id, _name(person)), "link", address)

    def _refused(self, link: ClockLink, asked: Mapping[str, Any]) -> str:
        return self._database.read(
            lambda reader: clock_refusal(
                link, _person(reader, link.person_id), str(asked.get("device", "")), reader.lan_page.page()
            )
        )

    def _bound(self, link: ClockLink, asked: Mapping[str, Any]) -> str:
        """Why this device may not press; else the link is this device's from now on."""
        device, address = str(asked.get("device", "")), str(asked.get("address", ""))

        def bind(transaction: Transaction) -> str:
            current = transaction.lan_page.clock_link(link.id) or link
            person = _person(transaction, link.person_id)
            refused = clock_refusal(current, person, device, transaction.lan_page.page())
            if refused or current.device:
                return refused
            opened = replace(current, device=device, opened_at=transaction.clock.now(), opened_from=address)
            transaction.lan_page.save_clock_link(opened)
            data = {"name": _name(person), "person": link.person_id, "address": address}
            transaction.journal.append(
                Draft("clock_link_opened", actor=Actor(link.person_id, _name(person)), data=data)
            )
            transaction.touch("clock_link")
            return ""

        return stored(self._database.write(bind))

    def _shown(self, link: ClockLink, notice: str) -> Answer:
        now = self._clock.now()
        duty = self._clocking.duty_of(link.person_id)

        def read(reader: Reader) -> Answer:
            site = reader.site.site()
            zone = ZoneInfo(site.timezone)
            person = _person(reader, link.person_id)
            posts = {post.id: post for post in reader.site.posts()}
            here = next((one for one in reader.roster.here() if one.person_id == link.person_id), None)
            sheet = {
                "site": {"zh": site.name.zh, "en": site.name.en},
                "name": {"zh": person.name.zh, "en": person.name.en} if person else {},
                "time": now.astimezone(zone).strftime("%H:%M:%S"),
                "here": _presence(here, posts, zone),
                "duty": _duty(duty, posts, zone),
            }
            return {"clock": sheet, "notice": notice, "language": site.language}

        return self._database.read(read)

    def _link_of(self, token: str) -> ClockLink | None:
        key, link_id = self._key(), id_of(token)
        if key is None or not link_id:
            return None
        link = self._database.read(lambda reader: reader.lan_page.clock_link(link_id))
        return link if link is not None and is_genuine(make_clock_token(key, link), token) else None


def _person(store: Reader | Transaction, person_id: str) -> Person | None:
    return next((one for one in store.site.people() if one.id == person_id), None)


def _name(person: Person | None) -> str:
    return (person.name.zh or person.name.en) if person is not None else ""


def _presence(here: Presence | None, posts: Mapping[str, Post], zone: ZoneInfo) -> dict[str, Any]:
    if here is None:
        return {}
    return {
        "since": here.on_at.astimezone(zone).strftime("%H:%M"),
        "role": here.role,
        "post": _post(here.post_id, posts),
    }


def _duty(duty: Duty | None, posts: Mapping[str, Post], zone: ZoneInfo) -> dict[str, Any]:
    if duty is None:
        return {}
    return {
        "role": duty.shift.role,
        "post": _post(duty.shift.post_id, posts),
        "from": duty.starts.astimezone(zone).strftime("%H:%M"),
        "until": duty.ends.astimezone(zone).strftime("%H:%M"),
    }


def _post(post_id: str, posts: Mapping[str, Post]) -> dict[str, str]:
    found = posts.get(post_id)
    return {"zh": found.name.zh, "en": found.name.en} if found is not None else {}

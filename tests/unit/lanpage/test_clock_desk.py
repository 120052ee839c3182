"""Clocking on and off by phone, on a real database; no server takes part."""

import json
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.core.errors import InvalidInput, StorageUnavailable
from app.lanpage import clock_desk as clock_desk_module
from app.lanpage.clock_desk import ClockDesk
from app.lanpage.links import device_mark, make_clock_token
from app.model.lan_page import ClockLink, LanPage
from tests.fakes.room import Room

PHONE, OTHER = device_mark("phone"), device_mark("other")


class Phone:
    """Zhou's phone, and a desk that answers it. It is the minute in which the night's operator begins."""

    def __init__(self, room: Room) -> None:
        self.room = room
        room.links.load()
        room.lan_page.save(LanPage(on=True, address="127.0.0.1")).result()
        self.desk = ClockDesk(room.database, room.clock, room.roster.clocking, room.links.key)
        self.link: ClockLink = room.lan_page.make_clock_link("zhou").result()

    def token(self, link: ClockLink | None = None) -> str:
        key = self.room.links.key()
        assert key is not None
        return make_clock_token(key, link or self.link)

    def ask(self, what: str, device: str = PHONE, token: str = "") -> dict[str, Any]:
        asked = {"ask": what, "token": token or self.token(), "device": device, "address": "192.168.1.23"}
        answer = self.desk.answer(asked)
        json.dumps(answer)  # it goes over a line of JSON
        return answer

    def entries(self, kind: str) -> list[dict[str, str]]:
        self.room.database.write(lambda _: None).result()
        found = self.room.journal.latest(100, kinds=(kind,))
        return [{**entry.draft.data, "by": entry.draft.actor.person_id} for entry in reversed(found)]


@pytest.fixture
def phone(room: Room) -> Phone:
    start = room.clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    room.clock.advance(seconds=(start - room.clock.now()).total_seconds())
    return Phone(room)


def test_somebody_comes_and_goes_by_phone(phone: Phone) -> None:
    seen = phone.ask("clock_look", device="")["clock"]
    assert (seen["name"]["zh"], seen["here"], seen["duty"]["role"]) == ("周敏", {}, "operator")
    assert phone.entries("clock_link_opened") == [], "looking binds nothing"
    assert phone.ask("clock_on")["clock"]["here"]["role"] == "operator"
    (on,) = phone.entries("clocked_on")
    assert (on["by"], on["path"], on["address"], on["planned"]) == ("zhou", "link", "192.168.1.23", "true")
    phone.room.clock.advance(minutes=90)
    assert phone.ask("clock_off")["clock"]["here"] == {}
    assert len(phone.entries("clocked_off")) == 1
    assert len(phone.entries("clock_link_opened")) == 1


def test_a_press_that_is_sent_again_changes_nothing(phone: Phone) -> None:
    for _ in range(3):
        answer = phone.ask("clock_on")
        assert (answer["notice"], bool(answer["clock"]["here"])) == ("", True)
    for _ in range(3):
        assert phone.ask("clock_off")["clock"]["here"] == {}
    assert len(phone.entries("clocked_on")) == len(phone.entries("clocked_off")) == 1


def test_another_phone_and_another_link_are_refused(phone: Phone) -> None:
    phone.ask("clock_on")
    for what in ("clock_look", "clock_off"):
        assert phone.ask(what, device=OTHER) == {"refused": "other_device"}
    assert phone.ask("clock_look", token="0" * 40) == {"refused": "unknown"}
    forged = replace(phone.link, person_id="chen")
    assert phone.ask("clock_on", token=phone.token(forged)) == {"refused": "unknown"}
    assert phone.entries("clocked_off") == []


def test_a_withdrawn_link_and_that_of_somebody_who_left_open_nothing(phone: Phone) -> None:
    fresh = phone.room.lan_page.make_clock_link("zhou").result()
    assert phone.ask("clock_on") == {"refused": "revoked"}
    assert phone.ask("clock_look", token=phone.token(fresh))["clock"]["here"] == {}
    phone.room.roster.remove_person("zhou").result()
    assert phone.ask("clock_on", token=phone.token(fresh)) == {"refused": "revoked"}
    other = phone.room.lan_page.make_clock_link("chen").result()
    phone.room.lan_page.withdraw_clock_link("chen").result()
    assert phone.ask("clock_on", token=phone.token(other)) == {"refused": "revoked"}
    assert phone.entries("clocked_on") == []
    assert [entry["person"] for entry in phone.entries("clock_link_withdrawn")] == ["chen"]


def test_nothing_opens_while_the_page_is_off(phone: Phone) -> None:
    phone.room.lan_page.save(LanPage(on=False, address="127.0.0.1")).result()
    assert phone.ask("clock_on") == {"refused": "unknown"}


def test_only_those_in_the_books_get_a_link(phone: Phone) -> None:
    with pytest.raises(InvalidInput):
        phone.room.lan_page.make_clock_link("nobody").result()


@pytest.mark.parametrize(
    ("error", "notice"), [(TimeoutError(), "slow"), (StorageUnavailable("disk_full"), "not_stored")]
)
def test_a_phone_is_told_when_nothing_is_stored(
    phone: Phone, monkeypatch: pytest.MonkeyPatch, error: Exception, notice: str
) -> None:
    phone.ask("clock_on")

    def refused(future: "Future[Any]") -> Any:
        future.result()
        raise error

    monkeypatch.setattr(clock_desk_module, "stored", refused)
    assert phone.ask("clock_off")["notice"] == notice

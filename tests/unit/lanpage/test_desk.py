"""What the console answers to phones, on a real database; no server takes part."""

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import NotAllowed, NotFound, StorageUnavailable
from app.lanpage import desk as desk_module
from app.lanpage import storing
from app.lanpage.desk import Desk
from app.lanpage.links import device_mark, make_token
from app.lanpage.photos import PhotoKeeper
from app.model.incident import Call, Incident
from app.model.lan_page import LanPage
from tests.fakes.photos import heic, photo
from tests.fakes.room import Room

PHONE, OTHER = device_mark("phone"), device_mark("other")


class Phones:
    """Calls of one fire, and a desk that answers for them."""

    def __init__(self, room: Room) -> None:
        self.room = room
        room.links.load()
        self.inbox = room.folder / "inbox"
        self.inbox.mkdir()
        room.lan_page.save(LanPage(on=True, address="127.0.0.1", photos=3)).result()
        self.desk = Desk(
            room.database, room.clock, room.incidents, PhotoKeeper(room.media), room.links.key, self.inbox
        )
        self.incident = room.incidents.press(kind="fire", place_id="lpg", drill=True).result()

    def call(self, person_id: str = "chen") -> Call:
        return next(call for call in self.now().calls if call.person_id == person_id)

    def now(self) -> Incident:
        incident = self.room.incidents.get(self.incident.id)
        assert incident is not None
        return incident

    def ask(self, what: str, person_id: str = "chen", device: str = PHONE, **about: Any) -> dict[str, Any]:
        key = self.room.links.key()
        assert key is not None
        token = make_token(key, self.call(person_id))
        asked = {"ask": what, "token": token, "device": device, "address": "192.168.1.23", **about}
        answer = self.desk.answer(asked)
        json.dumps(answer)  # it goes over a line of JSON
        return answer

    def send(self, content: bytes, **about: Any) -> dict[str, Any]:
        (self.inbox / "arrived").write_bytes(content)
        return self.ask("photo", photo="arrived", **about)

    def entries(self, kind: str) -> list[Mapping[str, str]]:
        self.room.database.write(lambda _: None).result()  # what was asked for before is stored by then
        found = self.room.journal.latest(1000, kinds=(kind,))
        return [{**entry.draft.data, "by": entry.draft.actor.person_id} for entry in reversed(found)]


@pytest.fixture
def phones(room: Room) -> Phones:
    return Phones(room)


def test_before_the_opening_only_the_head_is_shown_and_nothing_is_bound(phones: Phones) -> None:
    answer = phones.ask("look", device="")
    assert set(answer) == {"door", "language"}
    assert answer["door"]["drill"] is True
    assert answer["door"]["phone"] == "8555 0101"
    assert "steps" not in answer["door"]
    assert phones.ask("look", device=OTHER).keys() == answer.keys()
    assert phones.entries("link_opened") == []


def test_the_first_opening_binds_the_link_and_confirms_in_one_press(phones: Phones) -> None:
    sheet = phones.ask("open", acknowledge=True)["sheet"]
    assert sheet["acknowledged"] == "14:00"
    assert [step["mine"] for step in sheet["steps"]] == [False, False]
    phones.ask("open", acknowledge=True, address="192.168.1.99")  # pressed twice
    (opened,) = phones.entries("link_opened")
    assert opened["address"] == "192.168.1.23"
    (entry,) = phones.entries("call_acknowledged")
    assert entry == {
        "name": "陈国平",
        "person": "chen",
        "path": "link",
        "address": "192.168.1.23",
        "by": "chen",
    }


def test_looking_first_confirms_nothing(phones: Phones) -> None:
    assert phones.ask("open", acknowledge=False)["sheet"]["acknowledged"] == ""
    assert phones.call().acknowledged_at is None


@pytest.mark.parametrize("what", ["look", "open", "acknowledge", "arrived", "step", "photo_place", "photo"])
def test_a_second_device_is_told_so_whatever_it_asks(phones: Phones, what: str) -> None:
    phones.ask("open", acknowledge=False)
    for device in (OTHER, ""):
        answer = phones.ask(what, device=device, step=0, photo="x", acknowledge=True)
        assert answer["refused"] == "other_device"
    assert phones.call().acknowledged_at is None
    # Told once, however often it is tried; and nobody's name stands behind it.
    assert [entry["by"] for entry in phones.entries("link_second_device")] == [""]


@pytest.mark.parametrize("what", ["acknowledge", "arrived", "step", "photo_place", "photo"])
def test_nothing_is_done_by_a_link_that_no_device_has_opened(phones: Phones, what: str) -> None:
    assert "door" in phones.ask(what, step=0, photo="x")
    assert phones.call().acknowledged_at is None
    assert phones.now().steps_done == ()


def test_arriving_and_ticking_are_stored_with_their_person(phones: Phones) -> None:
    phones.ask("open")
    sheet = phones.ask("step", step=1)["sheet"]
    assert sheet["steps"][1]["by"] == {"zh": "陈国平", "en": "Chen Guoping"}
    assert phones.entries("step_done")[0]["path"] == "link"
    sheet = phones.ask("arrived")["sheet"]
    assert sheet["acknowledged"] == sheet["arrived"] == "14:00"
    assert phones.entries("call_arrived")[0]["by"] == "chen"
    phones.ask("arrived")
    assert len(phones.entries("call_arrived")) == 1


@pytest.mark.parametrize("step", [-1, 2, 999])
def test_a_step_that_is_none_changes_nothing(phones: Phones, step: int) -> None:
    phones.ask("open")
    assert "sheet" in phones.ask("step", step=step)
    assert phones.now().steps_done == ()


def test_a_link_of_another_site_or_a_made_up_one_is_unknown(phones: Phones) -> None:
    wrong = make_token(b"x" * 32, phones.call())
    for token in (wrong, "0" * 40, "", "../../etc"):
        assert phones.desk.answer({"ask": "look", "token": token}) == {"refused": "unknown"}


def test_the_end_of_the_incident_is_shown_to_its_phone_and_refused_to_others(phones: Phones) -> None:
    phones.ask("open")
    phones.room.incidents.stand_down(phones.incident.id).result()
    sheet = phones.ask("look")["sheet"]
    assert (sheet["ended"], sheet["ended_at"]) == ("stood_down", "14:00")
    assert phones.ask("acknowledge")["sheet"]["acknowledged"] == ""
    assert phones.ask("look", "zhao")["refused"] == "closed"
    assert phones.ask("open", "zhao", acknowledge=True)["refused"] == "closed"


def test_a_link_expires_after_its_hours(phones: Phones) -> None:
    phones.ask("open")
    phones.room.clock.advance(minutes=12 * 60)
    for what in ("look", "acknowledge", "open"):
        assert phones.ask(what)["refused"] == "expired"
    assert phones.call().acknowledged_at is None


def test_a_revoked_link_opens_nothing_and_a_released_one_goes_to_the_next_phone(phones: Phones) -> None:
    phones.ask("open")
    lan_page, call = phones.room.lan_page, phones.call()
    lan_page.revoke(call.id).result()
    lan_page.revoke(call.id).result()
    assert phones.ask("look")["refused"] == "revoked"
    lan_page.release(call.id).result()
    assert "sheet" in phones.ask("open", device=OTHER)
    assert phones.ask("look")["refused"] == "other_device"
    assert len(phones.entries("link_revoked")) == len(phones.entries("link_released")) == 1
    assert lan_page.links(phones.incident.id)[call.id].opened_from == "192.168.1.23"


def test_links_are_changed_by_who_is_signed_in_once_there_are_pins(phones: Phones) -> None:
    phones.room.access.set_pin("zhou", "1234").result()
    with pytest.raises(NotAllowed):
        phones.room.lan_page.revoke(phones.call().id)
    with pytest.raises(NotAllowed):
        phones.room.lan_page.save(LanPage())
    phones.room.access.sign_in("zhou", "1234").result()
    phones.room.lan_page.revoke(phones.call().id).result()
    assert phones.entries("link_revoked")[0]["by"] == "zhou"
    with pytest.raises(NotFound):
        phones.room.lan_page.revoke("nothing").result()


def test_a_photo_is_kept_by_its_hash_and_journaled_once(phones: Phones) -> None:
    phones.ask("open")
    content = photo()
    for _ in range(2):  # a phone that heard no answer sends it again
        assert phones.send(content)["sheet"]["photos"] == 1
    digest = hashlib.sha256(content).hexdigest()
    (entry,) = phones.room.journal.latest(10, kinds=("photo_received",))
    assert entry.draft.media == (digest,)
    assert entry.draft.incident_id == phones.incident.id
    assert entry.draft.actor.person_id == "chen"
    assert {entry.draft.data[name] for name in ("width", "height")} == {"320", "240"}
    assert phones.room.media.fault_of(digest) == ""
    assert phones.room.journal.verify().ok


def test_the_same_picture_from_two_people_is_told_to_both(phones: Phones) -> None:
    content = photo()
    for person in ("chen", "liu"):
        phones.ask("open", person, device=person)
        assert phones.send(content, person_id=person, device=person)["sheet"]["photos"] == 1
    assert [entry["by"] for entry in phones.entries("photo_received")] == ["chen", "liu"]


def test_what_the_operator_took_back_the_same_link_says_anew(phones: Phones) -> None:
    phones.ask("open", acknowledge=True)
    phones.ask("arrived")
    call = phones.call()
    assert call.acknowledged_at is not None
    phones.room.withdrawals.acknowledgement(call.id, call.acknowledged_at).result()
    shown = phones.ask("look")["sheet"]
    assert (shown["acknowledged"], shown["arrived"]) == ("", "")
    assert phones.ask("acknowledge")["sheet"]["acknowledged"]
    assert phones.call().acknowledged_via == "link"


def test_whoever_was_marked_at_the_desk_can_still_answer(phones: Phones) -> None:
    phones.ask("open")
    call = phones.call()
    phones.room.incidents.acknowledge(call.id).result()
    marked_at = phones.room.clock.now()
    phones.room.clock.advance(seconds=60)
    shown = phones.ask("look")["sheet"]
    assert (shown["acknowledged"], shown["answered"]) == ("14:00", False)
    answered = phones.ask("acknowledge")["sheet"]
    assert (answered["acknowledged"], answered["answered"]) == ("14:01", True)
    phones.room.withdrawals.acknowledgement(call.id, marked_at).result()
    assert phones.ask("look")["sheet"] == answered


def test_photos_stop_at_their_number(phones: Phones) -> None:
    phones.ask("open")
    for number in range(3):
        assert phones.ask("photo_place") == {"go_on": True}
        phones.send(photo(size=(40 + number, 30)))
    assert phones.ask("photo_place")["notice"] == "photos_enough"
    assert phones.send(photo(size=(99, 30)))["notice"] == "photos_enough"
    assert len(phones.entries("photo_received")) == 3


def test_what_is_no_photo_leaves_nothing(phones: Phones) -> None:
    phones.ask("open")
    assert phones.send(heic())["notice"] == "photo_heic"
    assert phones.ask("photo", photo="")["notice"] == "photo_missing"
    (phones.inbox.parent / "outside.jpg").write_bytes(photo())
    assert phones.ask("photo", photo="../outside.jpg")["notice"] == "photo_missing"
    assert phones.entries("photo_received") == []
    assert phones.call().acknowledged_at is None


def test_a_nearly_full_disk_takes_no_photo(phones: Phones, monkeypatch: pytest.MonkeyPatch) -> None:
    phones.ask("open")
    usage = desk_module.shutil.disk_usage(phones.inbox)
    monkeypatch.setattr(desk_module.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    assert phones.ask("photo_place")["notice"] == "photos_no_room"
    assert phones.send(photo())["notice"] == "photos_no_room"


def test_what_the_disk_refuses_is_told_and_not_shown_as_done(
    phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones.ask("open")
    refused: Future[None] = Future()
    refused.set_exception(StorageUnavailable("disk_full"))
    monkeypatch.setattr(phones.room.incidents, "acknowledge", lambda *_: refused)
    answer = phones.ask("acknowledge")
    assert (answer["notice"], answer["sheet"]["acknowledged"]) == ("not_stored", "")


def test_a_disk_that_does_not_answer_is_not_waited_for(
    phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones.ask("open")
    monkeypatch.setattr(storing, "_WITHIN_S", 0.01)
    monkeypatch.setattr(phones.room.incidents, "arrive", lambda *_: Future())
    answer = phones.ask("arrived")
    assert (answer["notice"], answer["sheet"]["arrived"]) == ("slow", "")


def test_messages_carry_links_only_while_the_page_is_offered(phones: Phones) -> None:
    def bodies(incident_id: str) -> dict[str, str]:
        found = phones.room.database.read(lambda r: r.outbox.for_incident(incident_id))
        return {message.person_id: message.body for message in found}

    assert not any("https" in body for body in bodies(phones.incident.id).values())
    phones.room.links.offer("https://192.168.1.10:8443")
    phones.room.clock.advance(minutes=1)
    second = phones.room.incidents.press(kind="fire").result()
    key = phones.room.links.key()
    assert key is not None
    for call in second.calls:
        link = f"https://192.168.1.10:8443/c/{make_token(key, call)}"
        sent = [person for person, body in bodies(second.id).items() if body.endswith(link)]
        assert sent == ([call.person_id] if call.reachable else [])


def test_the_key_of_links_is_made_once_and_lies_with_the_secrets(room: Room) -> None:
    assert room.links.key() is None
    assert room.links.message_link(_any_call(room)) == ""
    room.links.load()
    key = room.links.key()
    room.reopen()
    room.links.load()
    assert room.links.key() == key
    stored = b"".join(path.read_bytes() for path in Path(room.folder).glob("dutyroom.sqlite*"))
    assert key is not None
    assert key.hex().encode() not in stored


def _any_call(room: Room) -> Call:
    return replace(room.incidents.press(kind="fire").result().calls[0])

"""Who may use a link, when; how the page may be set."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import InvalidInput
from app.lanpage.rules import (
    ROOM_BYTES,
    centre_phone,
    check_page,
    is_local,
    photo_refusal,
    refusal,
    restart_pause_s,
)
from app.model.incident import FALSE_ALARM, STOOD_DOWN, Call, Incident
from app.model.lan_page import LanPage, Link
from app.model.roster import Duty, Shift
from app.model.site import Person, Post
from app.model.words import Words

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
PAGE = LanPage(on=True, address="192.168.1.10")
CALL = Call("call", "incident", "chen", Words("陈国平"), "leader", "", 1, NOW)
INCIDENT = Incident("incident", NOW, 1.0, "boot", NOW)
MINE = Link("call", device="mine", opened_at=NOW)


def why(link: Link = MINE, incident: Incident = INCIDENT, device: str = "mine", hours: float = 1) -> str:
    return refusal(PAGE, link, CALL, incident, device, NOW + timedelta(hours=hours))


def test_an_untouched_link_is_open_to_any_device_and_a_held_one_to_its_own() -> None:
    assert why(Link("call"), device="any") == ""
    assert why() == ""
    assert why(device="other") == why(device="") == "other_device"


def test_a_link_ends_with_its_incident_with_its_hours_and_by_the_operators_hand() -> None:
    assert why(incident=replace(INCIDENT, state=STOOD_DOWN)) == "closed"
    assert why(incident=replace(INCIDENT, state=FALSE_ALARM)) == "closed"
    assert why(hours=11.99) == ""
    assert why(hours=12) == "expired"
    assert why(replace(MINE, revoked_at=NOW)) == "revoked"


def test_a_stranger_learns_nothing_of_the_incident_behind_a_held_link() -> None:
    closed = replace(INCIDENT, state=STOOD_DOWN)
    assert why(incident=closed, device="other") == why(device="other", hours=99) == "other_device"


def test_photos_stop_at_their_number_when_switched_off_and_before_the_disk_is_full() -> None:
    assert photo_refusal(PAGE, replace(MINE, photos=19), ROOM_BYTES) == ""
    assert photo_refusal(PAGE, replace(MINE, photos=20), ROOM_BYTES) == "photos_enough"
    assert photo_refusal(replace(PAGE, photos=0), MINE, ROOM_BYTES) == "photos_off"
    assert photo_refusal(PAGE, MINE, ROOM_BYTES - 1) == "photos_no_room"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"address": ""}, "address"),
        ({"address": "0.0.0.0"}, "address"),
        ({"address": "8.8.8.8"}, "address"),
        ({"address": "duty.example"}, "address"),
        ({"address": "224.0.0.1"}, "address"),
        ({"port": 443}, "port"),
        ({"port": 70000}, "port"),
        ({"hours": 0}, "hours"),
        ({"hours": 73}, "hours"),
        ({"photos": -1}, "photos"),
    ],
)
def test_a_page_that_cannot_be_offered_names_the_field(changed: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_page(replace(PAGE, **changed))
    assert refused.value.values["field"] == field


def test_switched_off_it_needs_no_address() -> None:
    assert check_page(LanPage()) == LanPage()
    assert check_page(replace(PAGE, address=" 10.0.0.7 ")).address == "10.0.0.7"


def test_only_addresses_of_private_networks_are_local() -> None:
    assert all(is_local(address) for address in ("192.168.1.10", "10.1.2.3", "172.16.0.9", "127.0.0.1"))
    assert not any(is_local(address) for address in ("1.2.3.4", "::1", "", "192.168.1", "0.0.0.0"))


def test_a_server_that_crashes_again_and_again_is_started_ever_later() -> None:
    pauses = [restart_pause_s(count) for count in range(10)]
    assert pauses[0] == 0.0
    assert pauses == sorted(pauses)
    assert pauses[-1] == 30.0


def test_the_number_to_call_is_that_of_the_desk_and_never_the_readers_own() -> None:
    duties = [
        Duty(Shift(person, person, role, post), NOW, NOW)
        for person, role, post in (
            ("gate", "post", "gate"),
            ("zhou", "operator", "desk"),
            ("sun", "operator", ""),
        )
    ]
    people = [Person(one, Words(one), (f"138 {one}",), ()) for one in ("gate", "zhou", "sun")]
    desk, gate = Post("desk", Words("台"), phone="8555 0100"), Post("gate", Words("门"), phone="8555 0141")
    assert centre_phone(duties, [gate, desk], people, "chen") == "8555 0100"
    assert centre_phone(duties, [gate, replace(desk, phone="")], people, "chen") == "138 zhou"
    assert centre_phone(duties, [gate], people, "zhou") == "138 sun"
    assert centre_phone(duties[:1], [gate], people, "chen") == ""

"""Who may change the site: everybody before the first PIN, then whoever is signed in."""

from pathlib import Path

import pytest

from app.core.errors import NotAllowed
from app.core.secrets import FileSecrets
from app.model.site import Camera, Channel, Place
from app.model.words import Words
from app.roster.service import RosterService
from app.site.service import SiteService
from tests.fakes.room import PEOPLE, SHIFTS, Room

GATE = Words("门", "Gate")


@pytest.fixture
def secrets(tmp_path: Path) -> FileSecrets:
    return FileSecrets(tmp_path / "secrets.json")


@pytest.fixture
def site(room: Room, secrets: FileSecrets) -> SiteService:
    return SiteService(room.database, secrets, room.access.actor, room.access.refuse_stranger)


def test_before_the_first_pin_everybody_may(room: Room, site: SiteService) -> None:
    site.save_place(Place("gate", GATE)).result()
    room.access.set_pin("zhou", "2468").result()


def test_afterwards_nobody_changes_anything_unnamed(
    room: Room, site: SiteService, secrets: FileSecrets, tmp_path: Path
) -> None:
    roster = RosterService(room.database, room.clock, room.access.actor, room.access.refuse_stranger)
    room.access.set_pin("zhou", "2468").result()
    entries = len(room.kinds())
    for change in (
        lambda: site.save_place(Place("gate", GATE)),
        lambda: site.save_camera(Camera("gate", GATE, "rtsp", "rtsp://10.0.0.7/1"), "admin", "geheim"),
        lambda: site.save_channel(Channel("hook", GATE, ""), "json://127.0.0.1/token"),
        lambda: site.import_file(tmp_path / "site.toml"),
        lambda: roster.save_shift(SHIFTS[0]),
        lambda: roster.save_person(PEOPLE[0]),
        lambda: room.access.set_pin("chen", "1357"),
    ):
        with pytest.raises(NotAllowed) as refused:
            change()
        assert refused.value.code == "not_signed_in"
    assert len(room.kinds()) == entries
    assert secrets.get("camera:gate") is None
    assert secrets.get("channel:hook") is None


def test_who_is_signed_in_may_and_is_named(room: Room, site: SiteService) -> None:
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()
    site.save_place(Place("gate", GATE)).result()
    assert room.journal.latest(1)[0].draft.actor.person_id == "zhou"


def test_the_button_and_the_log_never_ask(room: Room) -> None:
    room.access.set_pin("zhou", "2468").result()
    room.incidents.press().result()
    room.journal.add("smoke").result()

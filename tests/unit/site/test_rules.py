"""What cameras, channels, plans and the site itself must be before they are stored."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.core.errors import InvalidInput
from app.model.incident import Plan, Step, Tier
from app.model.site import Camera, CameraOptions, Channel, Place, Post, Site, Zone
from app.model.words import Words
from app.site.rules import (
    check_place,
    check_plan,
    check_site,
    refuse_used_place,
    tidy_camera,
    tidy_channel,
)

NAME = Words("东门", "East gate")
CAMERA = Camera("c", NAME, "rtsp", "rtsp://192.168.1.64:554/main")
PLAN = Plan("fire", NAME, 3, (Step(NAME, "patrol"),), (Tier(1, ("operator",)), Tier(2, ("office",), (), 300)))


def _refusal(check: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        check()
    return refusal.value.values["field"], refusal.value.values["reason"]


def test_a_login_inside_an_address_is_taken_out_of_it() -> None:
    written = replace(
        CAMERA, address="rtsp://admin:s3cret@192.168.1.64/main", sub_address="rtsp://192.168.1.64/sub"
    )
    camera, login = tidy_camera(written, set())
    assert camera.address == "rtsp://192.168.1.64/main"
    assert camera.sub_address == "rtsp://192.168.1.64/sub"
    assert (login.username, login.password) == ("admin", "s3cret")
    assert not tidy_camera(CAMERA, set())[1]


@pytest.mark.parametrize(
    ("camera", "field", "reason"),
    [
        (replace(CAMERA, name=Words(" ", "")), "name", "empty_name"),
        (replace(CAMERA, kind="film"), "kind", "unknown_camera_kind"),
        (replace(CAMERA, place_id="moon"), "place", "unknown_place"),
        (replace(CAMERA, address=""), "address", "address_empty"),
        (replace(CAMERA, address="rtsp:///main"), "address", "address_host"),
        (replace(CAMERA, address="192.168.1.64"), "address", "address_scheme"),
        (replace(CAMERA, sub_address="rtsp://"), "sub_address", "address_host"),
        (replace(CAMERA, kind="usb", address="first"), "address", "usb_number"),
        (replace(CAMERA, kind="demo", address="moon"), "address", "unknown_scene"),
        (replace(CAMERA, options=CameraOptions(record="never")), "record", "unknown_record_mode"),
        (replace(CAMERA, options=CameraOptions(pre_roll_s=5)), "pre_roll_s", "pre_roll_range"),
        (replace(CAMERA, options=CameraOptions(sensitivity=0)), "sensitivity", "sensitivity_range"),
        (replace(CAMERA, options=CameraOptions(zones=(Zone("x", ()),))), "zones", "points_form"),
        (replace(CAMERA, options=CameraOptions(onvif="rtsp://h/")), "onvif", "onvif_form"),
    ],
)
def test_a_camera_that_cannot_be_reached_is_refused(camera: Camera, field: str, reason: str) -> None:
    assert _refusal(lambda: tidy_camera(camera, {"gate"})) == (field, reason)


def test_a_channel_takes_its_service_from_its_url() -> None:
    channel = Channel("mail", NAME, "")
    assert tidy_channel(channel, "mailto://user:pass@host", kept=False).service == "mailto"
    stored = replace(channel, service="json")
    assert tidy_channel(stored, None, kept=True) == stored
    assert _refusal(lambda: tidy_channel(channel, None, kept=False)) == ("url", "url_missing")
    assert _refusal(lambda: tidy_channel(channel, "no url", kept=True)) == ("url", "url_form")
    assert _refusal(lambda: tidy_channel(replace(channel, name=Words()), "json://h", kept=False)) == (
        "name",
        "empty_name",
    )


@pytest.mark.parametrize(
    ("plan", "field", "reason"),
    [
        (replace(PLAN, name=Words()), "name", "empty_name"),
        (replace(PLAN, level=5), "level", "unknown_level"),
        (replace(PLAN, steps=(Step(NAME), Step(Words(" ", "")))), "steps", "step_empty"),
        (replace(PLAN, steps=(Step(NAME, "king"),)), "steps", "unknown_role"),
        (replace(PLAN, tiers=(Tier(1), Tier(1))), "tiers", "duplicate_tier"),
        (replace(PLAN, tiers=(Tier(1, after_s=60), Tier(2, after_s=30))), "tiers", "tier_order"),
        (replace(PLAN, tiers=(Tier(1, ("king",)),)), "tiers", "unknown_role"),
    ],
)
def test_a_plan_nobody_could_follow_is_refused(plan: Plan, field: str, reason: str) -> None:
    check_plan(PLAN)
    assert _refusal(lambda: check_plan(plan)) == (field, reason)


def test_a_place_that_is_used_stays() -> None:
    check_place(Place("gate", NAME))
    refuse_used_place("gate", [CAMERA], [Post("p", NAME)])
    assert (
        _refusal(lambda: refuse_used_place("gate", [replace(CAMERA, place_id="gate")], []))[1]
        == "place_in_use"
    )
    assert _refusal(lambda: refuse_used_place("gate", [], [Post("p", NAME, "gate")]))[1] == "place_in_use"
    assert _refusal(lambda: check_place(Place("gate", Words()))) == ("name", "empty_name")


def test_a_site_needs_a_name_a_zone_and_a_language() -> None:
    check_site(Site(NAME), zone_known=True)
    assert _refusal(lambda: check_site(Site(Words()), zone_known=True))[0] == "name"
    assert _refusal(lambda: check_site(Site(NAME), zone_known=False))[0] == "timezone"
    assert _refusal(lambda: check_site(Site(NAME, language="fr"), zone_known=True))[0] == "language"

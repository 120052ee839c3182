"""What cameras, channels, plans and the site itself must be before they are stored."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.cameras.host.sources.network import with_credentials
from app.core.errors import InvalidInput
from app.model.plan import Document, Phone, Plan, Step, Tier, roles
from app.model.site import Camera, CameraOptions, Channel, Place, Post, Site, Zone
from app.model.words import Words
from app.site.camera_secrets import needed
from app.site.record import Login
from app.site.rules import (
    check_plan,
    check_site,
    refuse_used_place,
    tidy_camera,
    tidy_channel,
    tidy_place,
)

NAME = Words("东门", "East gate")
CAMERA = Camera("c", NAME, "rtsp", "rtsp://192.168.1.64:554/main")
PLAN = Plan("fire", NAME, 3, (Step(NAME, "patrol"),), (Tier(1, roles("operator")), Tier(2, roles("office"))))


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
    ("address", "sub_address", "typed"),
    [
        ("rtsp://a:one@10.0.0.8/main", "rtsp://a:two@10.0.0.8/sub", Login()),
        ("rtsp://a:one@10.0.0.8/main", "rtsp://10.0.0.8/sub", Login("b", "one")),
        ("rtsp://10.0.0.8/main", "rtsp://a:one@10.0.0.8/sub", Login("a", "two")),
    ],
)
def test_two_logins_of_one_camera_are_refused_none_is_dropped_unsaid(
    address: str, sub_address: str, typed: Login
) -> None:
    camera = replace(CAMERA, address=address, sub_address=sub_address)
    assert _refusal(lambda: tidy_camera(camera, set(), typed)) == ("sub_address", "two_logins")


def test_the_same_login_twice_is_one() -> None:
    camera = replace(CAMERA, address="rtsp://a:one@10.0.0.8/main", sub_address="rtsp://a:one@10.0.0.8/sub")
    assert tidy_camera(camera, set(), Login("a"))[1] == Login("a", "one")


@pytest.mark.parametrize(
    ("written", "stored", "secrets"),
    [
        (
            "rtsp://10.0.0.8/user=admin&password=s3cret&channel=1&stream=0.sdp?real_stream",
            "rtsp://10.0.0.8/user={username}&password={password}&channel=1&stream=0.sdp?real_stream",
            Login("admin", "s3cret"),
        ),
        (
            "rtsp://10.0.0.8/user=admin_password=tlJ_wp_channel=1_stream=0.sdp?real_stream",
            "rtsp://10.0.0.8/user={username}_password={password}_channel=1_stream=0.sdp?real_stream",
            Login("admin", "tlJ_wp"),
        ),
        (
            "http://10.0.0.8/video.cgi?loginuse=ad&PWD=s3cret&res=2",
            "http://10.0.0.8/video.cgi?loginuse={username}&PWD={password}&res=2",
            Login("ad", "s3cret"),
        ),
        (
            "rtsp://10.0.0.8/live?passwd=s3cret;ch=1",
            "rtsp://10.0.0.8/live?passwd={password};ch=1",
            Login("", "s3cret"),
        ),
        (
            "rtsp://u:pw@10.0.0.8/live?token=abc&access_token=d%2Fe",
            "rtsp://10.0.0.8/live?token={secret1}&access_token={secret2}",
            Login("u", "pw", (("secret1", "abc"), ("secret2", "d%2Fe"))),
        ),
        (
            "rtsp://u:pw@10.0.0.8/user=u&password=other",
            "rtsp://10.0.0.8/user={username}&password={secret1}",
            Login("u", "pw", (("secret1", "other"),)),
        ),
        (
            "rtsp://10.0.0.8/?user=a&password=p%40s%3Fs",
            "rtsp://10.0.0.8/?user={username}&password={secret1}",
            Login("a", "", (("secret1", "p%40s%3Fs"),)),
        ),
        ("rtsp://10.0.0.8/?user=&password=&ch=1", "rtsp://10.0.0.8/?user=&password=&ch=1", Login()),
        ("rtsp://10.0.0.8/?monkey_bar=1&stream=2", "rtsp://10.0.0.8/?monkey_bar=1&stream=2", Login()),
    ],
)
def test_secrets_in_path_and_query_leave_the_address_and_come_back_as_they_were(
    written: str, stored: str, secrets: Login
) -> None:
    camera, login = tidy_camera(replace(CAMERA, address=CAMERA.address, sub_address=written), set())
    assert camera.sub_address == stored
    assert login == secrets
    again, same = tidy_camera(camera, set(), login)
    assert (again, same) == (camera, login)
    opened = with_credentials(stored, login.username, login.password, login.secrets)
    assert opened.split("://")[1].rpartition("@")[2] == written.split("://")[1].rpartition("@")[2]


def test_each_address_keeps_its_own_secret() -> None:
    first = replace(
        CAMERA, address="rtsp://10.0.0.8/a?token=one", sub_address="rtsp://10.0.0.8/b?token=two&key=one"
    )
    camera, login = tidy_camera(first, set())
    assert camera.address == "rtsp://10.0.0.8/a?token={secret1}"
    assert camera.sub_address == "rtsp://10.0.0.8/b?token={secret2}&key={secret1}"
    assert login.secrets == (("secret1", "one"), ("secret2", "two"))
    changed, found = tidy_camera(replace(camera, address="rtsp://10.0.0.8/a?token=new"), set())
    assert changed.address == "rtsp://10.0.0.8/a?token={secret3}"
    assert needed(changed, (*login.secrets, *found.secrets)) == (
        ("secret1", "one"), ("secret2", "two"), ("secret3", "new"),
    )  # fmt: skip


@given(st.text(st.characters(min_codepoint=33, exclude_categories=("Cs", "Zs", "Zl", "Zp")), min_size=1))
def test_whatever_the_password_nothing_of_it_stays_and_the_camera_gets_it_by_the_letter(
    password: str,
) -> None:
    assume(not set(password) & set("&;?#_{}[]\x7f\x85") and "=" not in password)
    written = replace(CAMERA, address=f"rtsp://10.0.0.8/user=admin&password={password}&channel=1")
    camera, login = tidy_camera(written, set())
    assert camera.address.partition("password=")[2] in ("{password}&channel=1", "{secret1}&channel=1")
    opened = with_credentials(camera.address, login.username, login.password, login.secrets)
    assert opened.endswith(f"@10.0.0.8/user=admin&password={password}&channel=1")


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
        (replace(CAMERA, options=CameraOptions(onvif="http://h/x?pwd=1")), "onvif", "onvif_form"),
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
    assert tidy_channel(channel, "gsm-sms://ttyUSB0?pin=1234", kept=False).service == "gsm-sms"
    assert _refusal(lambda: tidy_channel(channel, "gsm-sms://?pin=1", kept=False)) == ("url", "modem_form")
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
        (replace(PLAN, tiers=(Tier(1, roles("king")),)), "tiers", "unknown_role"),
        (replace(PLAN, tiers=(Tier(1, roles("leader", "leader")),)), "tiers", "duplicate_target"),
        (replace(PLAN, tiers=(Tier(1, acknowledged_by=("king",)),)), "tiers", "unknown_role"),
        (replace(PLAN, phones=(Phone(NAME, "none"),)), "phones", "phone_form"),
        (replace(PLAN, phones=(Phone(Words(), "119"),)), "phones", "empty_name"),
        (replace(PLAN, documents=(Document(NAME, " "),)), "documents", "empty_text"),
        (replace(PLAN, documents=(Document(Words(), "shelf"),)), "documents", "empty_name"),
    ],
)
def test_a_plan_nobody_could_follow_is_refused(plan: Plan, field: str, reason: str) -> None:
    check_plan(PLAN)
    assert _refusal(lambda: check_plan(plan)) == (field, reason)


def test_a_place_that_is_used_stays() -> None:
    assert tidy_place(Place("gate", NAME, ("gate", "plaza"))).near == ("plaza",)
    refuse_used_place("gate", [CAMERA], [Post("p", NAME)])
    assert (
        _refusal(lambda: refuse_used_place("gate", [replace(CAMERA, place_id="gate")], []))[1]
        == "place_in_use"
    )
    assert _refusal(lambda: refuse_used_place("gate", [], [Post("p", NAME, "gate")]))[1] == "place_in_use"
    assert _refusal(lambda: tidy_place(Place("gate", Words()))) == ("name", "empty_name")


def test_a_site_needs_a_name_a_zone_and_a_language() -> None:
    check_site(Site(NAME), zone_known=True)
    assert _refusal(lambda: check_site(Site(Words()), zone_known=True))[0] == "name"
    assert _refusal(lambda: check_site(Site(NAME), zone_known=False))[0] == "timezone"
    assert _refusal(lambda: check_site(Site(NAME, language="fr"), zone_known=True))[0] == "language"

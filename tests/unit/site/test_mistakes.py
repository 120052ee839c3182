"""Every mistake of a site file is named: line, field, reason; all of them at once, and never a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Problem, SiteFileError
from app.site.parse import LARGEST, Outside, parse_plans, parse_site

GOOD = """\
[site]
name = { zh = "测试社区", en = "Test community" }

[[place]]
id = "lpg"
name = { zh = "液化气站" }

[[channel]]
id = "mail"
name = { en = "Mail" }
url = "mailtos://user:geheim@example.com"

[[person]]
id = "zhou"
name = { zh = "周敏" }
roles = ["operator"]
channels = ["mail"]

[[camera]]
id = "gate-e"
name = { zh = "东门" }
kind = "rtsp"
address = "rtsp://admin:geheim@10.0.0.5:554/main"
place = "lpg"

[[shift]]
id = "day"
person = "zhou"
role = "operator"
weekdays = ["mon"]
start = "08:00"
end = "24:00"

[[plan]]
id = "fire"
name = { zh = "火警" }

[[plan.step]]
text = { zh = "拨打119" }
who = "operator"

[[plan.tier]]
number = 1
roles = ["operator"]

[[plan.tier]]
number = 2
roles = ["office"]
after_s = 300
"""

# What is written in place of what, the line of the mistake, the field, the reason, the hint.
_RELAY = """\
[[relay]]
id = "siren"
name = {{ zh = "警笛" }}
on = "{on}"
{more}

[[plan]]"""

MISTAKES = [
    ('[site]\nname = { zh = "测试社区", en = "Test community" }', "", 0, "site", "missing_key", ""),
    ("[[place]]", "[[palce]]", 4, "palce", "unknown_table", "place"),
    ("who = ", "whom = ", 40, 'plan "fire".step[1].whom', "unknown_key", "who"),
    ('kind = "rtsp"\n', "", 19, 'camera "gate-e".kind', "missing_key", ""),
    ('roles = ["operator"]\nchannels', 'roles = "operator"\nchannels', 16, 'person "zhou".roles', "wrong_type", "texts"),
    ("after_s = 300", 'after_s = "300"', 49, 'plan "fire".tier[2].after_s', "wrong_type", "number"),
    ("after_s = 300", "after_s = true", 49, 'plan "fire".tier[2].after_s', "wrong_type", "number"),
    ('id = "zhou"', "id = 5", 14, "person[1].id", "wrong_type", "text"),
    ('{ zh = "液化气站" }', '"液化气站"', 6, 'place "lpg".name', "wrong_type", "words"),
    ('{ zh = "液化气站" }', '{ zh = " ", en = "" }', 6, 'place "lpg".name', "empty_name", ""),
    ('{ zh = "液化气站" }', '{ zh = "液化", de = "x" }', 6, 'place "lpg".name.de', "unknown_key", ""),
    ('{ zh = "液化气站" }', '{ zh = "a\\nb" }', 6, 'place "lpg".name.zh', "control_character", ""),
    ('{ zh = "液化气站" }', '{ zh = "' + "x" * 1001 + '" }', 6, 'place "lpg".name.zh', "too_long", "1000"),
    ('id = "gate-e"', 'id = "Gate E"', 20, 'camera "Gate E".id', "id_form", ""),
    ('kind = "rtsp"', 'kind = "rtps"', 22, 'camera "gate-e".kind', "unknown_camera_kind", "rtsp"),
    ('"rtsp://admin', '"admin', 23, 'camera "gate-e".address', "address_scheme", ""),
    ("@10.0.0.5:554", "@", 23, 'camera "gate-e".address', "address_host", ""),
    (":554/", ":99999/", 23, 'camera "gate-e".address', "address_port", ""),
    (":554/", ":0/", 23, 'camera "gate-e".address', "address_port", ""),
    (":554/", ":55 4/", 23, 'camera "gate-e".address', "address_form", ""),
    ('kind = "rtsp"', 'kind = "usb"', 23, 'camera "gate-e".address', "usb_number", ""),
    ('rtsp"\naddress = "rtsp://admin:geheim@10.0.0.5:554/main"', 'demo"\naddress = "gaet"', 23, 'camera "gate-e".address', "unknown_scene", "gate"),
    ('main"\n', 'main"\nusername = "root"\n', 23, 'camera "gate-e".address', "two_logins", ""),
    ('main"\n', 'main"\nrecord = "alway"\n', 24, 'camera "gate-e".record', "unknown_record_mode", "always"),
    ('main"\n', 'main"\nrecord_from = "8"\n', 24, 'camera "gate-e".record_from', "time_form", "8"),
    ('main"\n', 'main"\npre_roll_s = 300\n', 24, 'camera "gate-e".pre_roll_s', "out_of_range", "10–120"),
    ('main"\n', 'main"\nonvif = "rtsp://h/x"\n', 24, 'camera "gate-e".onvif', "onvif_form", ""),
    ('main"\n', 'main"\nonvif = "http://a:geheim@h/x"\n', 24, 'camera "gate-e".onvif', "onvif_form", ""),
    ('"lpg"\n\n[[shift]]', '"lpg"\n[[camera.zone]]\npoints = [[0, 0], [1, 2], [1, 1]]\n\n[[shift]]', 26, 'camera "gate-e".zone[1].points', "points_form", ""),
    ('"lpg"\n\n[[shift]]', '"lpg"\n[[camera.zone]]\nname = "x"\n\n[[shift]]', 25, 'camera "gate-e".zone[1].points', "missing_key", ""),
    ('place = "lpg"', 'place = "lgp"', 24, 'camera "gate-e".place', "unknown_place", "lpg"),
    ('"operator"]\nchannels', '"operater"]\nchannels', 16, 'person "zhou".roles "operater"', "unknown_role", "operator"),
    ('channels = ["mail"]', 'channels = ["male"]', 17, 'person "zhou".channels "male"', "unknown_channel", "mail"),
    ('channels = ["mail"]', 'phones = ["8555 0101", "none"]', 17, 'person "zhou".phones', "phone_form", ""),
    ('channels = ["mail"]', 'pin = "12a4"', 17, 'person "zhou".pin', "pin_form", ""),
    ('person = "zhou"', 'person = "zhuo"', 28, 'shift "day".person', "unknown_person", "zhou"),
    ('person = "zhou"', 'person = "zhou"\npost = "gate"', 29, 'shift "day".post', "unknown_post", ""),
    ('"08:00"', '"8:00"', 31, 'shift "day".start', "time_form", "8:00"),
    ('"08:00"', '"24:00"', 31, 'shift "day".start', "time_form", "24:00"),
    ('"24:00"', '"24:01"', 32, 'shift "day".end', "time_form", "24:01"),
    ('["mon"]', '["monday"]', 30, 'shift "day".weekdays "monday"', "unknown_weekday", "mon"),
    ('["mon"]', '["mon"]\ndate = "2026-11-23"', 30, 'shift "day".weekdays', "date_and_weekdays", ""),
    ('weekdays = ["mon"]', 'date = "2026-02-30"', 30, 'shift "day".date', "date_form", "2026-02-30"),
    ('weekdays = ["mon"]\n', "", 26, 'shift "day".weekdays', "no_day", ""),
    ("[[place]]", 'timezone = "Asia/Changsha"\n\n[[place]]', 4, "site.timezone", "unknown_timezone", ""),
    ("[[place]]", 'timezone = "Asia"\n\n[[place]]', 4, "site.timezone", "unknown_timezone", ""),
    ("[[place]]", 'language = "de"\n\n[[place]]', 4, "site.language", "unknown_language", ""),
    ("mailtos://user:geheim@example.com", "mailtos:geheim", 11, 'channel "mail".url', "url_form", ""),
    ("mailtos://user:geheim@example.com", "gsm-sms://ttyUSB0?pin=geheim", 11, 'channel "mail".url', "modem_pin", ""),
    ("mailtos://user:geheim@example.com", "gsm-call://?pin=1234", 11, 'channel "mail".url', "modem_form", ""),
    ("[[plan]]", _RELAY.format(on="http://r/on", more=""), 34, 'relay "siren".off', "relay_off_missing", ""),
    ("[[plan]]", _RELAY.format(on="modbus://r", more=""), 37, 'relay "siren".on', "relay_coil", ""),
    ("[[plan]]", _RELAY.format(on="modbus://r/3", more="pulse_s = -1"), 38, 'relay "siren".pulse_s', "out_of_range", "0–3600"),
    ("[[place]]", '[lan_page]\non = true\n\n[[place]]', 4, "lan_page.address", "lan_address_missing", ""),
    ("[[place]]", '[lan_page]\naddress = "8.8.8.8"\n\n[[place]]', 5, "lan_page.address", "lan_address_form", "8.8.8.8"),
    ("[[place]]", '[lan_page]\nport = 80\n\n[[place]]', 5, "lan_page.port", "out_of_range", "1024–65535"),
    ("mailtos:", "mialtos:", 11, 'channel "mail".url', "unknown_service", "mialtos"),
    ("number = 2", "number = 1", 47, 'plan "fire".tier[2].number', "duplicate_tier", "1"),
    ("number = 1\n", "number = 3\n", 47, 'plan "fire".tier[2].number', "tier_order", "2"),
    ("number = 1\n", "number = 1\nafter_s = 600\n", 50, 'plan "fire".tier[2].after_s', "tier_order", "300"),
    ("after_s = 300", "after_s = 300\nlimit_s = 60", 49, 'plan "fire".tier[2].after_s', "two_limits", ""),
    ("after_s = 300", "repeat_s = 5", 49, 'plan "fire".tier[2].repeat_s', "out_of_range", "15–86400"),
    ('["office"]', '["office"]\ngroups = ["fire_savety"]', 49, 'plan "fire".tier[2].groups "fire_savety"', "unknown_group", "fire_safety"),
    ("after_s = 300", 'target = [{ role = "office" }]', 49, 'plan "fire".tier[2].target[1].role', "duplicate_target", ""),
    ("after_s = 300", 'target = [{ role = "patrol", person = "zhou" }]', 49, 'plan "fire".tier[2].target[1].person', "one_target", ""),
    ("after_s = 300", 'target = [{ channels = ["mail"] }]', 49, 'plan "fire".tier[2].target[1].role', "one_target", ""),
    ('id = "fire"', 'id = "fire"\ncameras = ["gate-w"]', 36, 'plan "fire".cameras "gate-w"', "unknown_camera", "gate-e"),
    ('id = "fire"', 'id = "fire"\nphone = [{ name = { zh = "消防" }, number = "none" }]', 36, 'plan "fire".phone[1].number', "phone_form", ""),
    ("after_s = 300", "after_s = -1", 49, 'plan "fire".tier[2].after_s', "out_of_range", "0–86400"),
    ('id = "fire"', 'id = "fire"\nlevel = 5', 36, 'plan "fire".level', "out_of_range", "1–4"),
    ('["office"]', '["office", "bakery"]', 48, 'plan "fire".tier[2].roles "bakery"', "unknown_role", ""),
]  # fmt: skip


def _problems(text: str | bytes, outside: Outside | None = None) -> tuple[Problem, ...]:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(SiteFileError) as caught:
        parse_site(content, "site.toml", outside or Outside(urls_taken=_only_mail))
    assert "geheim" not in repr(caught.value.problems) + str(caught.value)
    return caught.value.problems


def _only_mail(urls: object) -> list[bool]:
    assert isinstance(urls, tuple)
    return [url.startswith("mailtos://") for url in urls]


def test_the_good_file_is_good() -> None:
    file = parse_site(GOOD.encode())
    assert file.cameras[0].address == "rtsp://10.0.0.5:554/main"
    assert file.secrets.logins["gate-e"].password == "geheim"
    assert file.shifts[0].weekdays == (0,)
    assert "geheim" not in repr(file)


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "reason", "hint"), MISTAKES, ids=lambda value: str(value)[:30]
)
def test_a_mistake_is_named(old: str, new: str, line: int, field: str, reason: str, hint: str) -> None:
    assert old in GOOD
    wanted = Problem(line, field, reason, hint)
    found = _problems(GOOD.replace(old, new, 1))
    assert wanted in found
    # Nothing else is complained of but what the mistake itself leaves hanging.
    assert all(other == wanted or other.reason.startswith(("unknown_", "url", "missing")) for other in found)


def test_a_second_record_with_the_same_id() -> None:
    text = GOOD + '\n[[place]]\nid = "lpg"\nname = { zh = "乙" }\n'
    assert _problems(text) == (Problem(52, 'place "lpg".id', "duplicate_id"),)


@pytest.mark.parametrize(
    ("text", "line", "reason", "value"),
    [
        ("", 0, "empty_file", ""),
        ("  \n\n", 0, "empty_file", ""),
        ("[site]\nname = \n", 2, "toml_syntax", "8"),
        ('[site]\nname = "a\n', 2, "toml_syntax", "10"),
        ('[site]\nlanguage = "zh"\nlanguage = "en"\n', 3, "toml_syntax", "16"),
        ("x = [", 1, "toml_syntax", ""),
        ("x = " + "[" * 5000, 0, "toml_syntax", ""),
        ("x = " + "9" * 5000, 0, "toml_syntax", ""),
        (b"[site]\nname = '\xd6\xd0'\n", 2, "not_utf8", ""),
        (b"#" * (LARGEST + 1), 0, "too_large", "5"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_toml_at_all(text: str | bytes, line: int, reason: str, value: str) -> None:
    assert _problems(text) == (Problem(line, "", reason, value),)


def test_marks_of_windows_are_no_mistake() -> None:
    content = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert parse_site(content).site.name.en == "Test community"
    broken = GOOD.replace('"08:00"', '"8:00"').replace("\n", "\r\n")
    assert _problems(broken)[0].line == 31


def test_a_date_may_be_written_without_quotes() -> None:
    text = GOOD.replace('weekdays = ["mon"]', "date = 2026-11-23")
    assert parse_site(text.encode()).shifts[0].date == "2026-11-23"


def test_keeping_a_secret_that_is_not_there() -> None:
    text = GOOD.replace("mailtos://user:geheim@example.com", 'kept"\nservice = "mailtos')
    text = text.replace("admin:geheim@", "").replace('place = "lpg"', 'password = "kept"')
    assert parse_site(text.encode()).channels[0].service == "mailtos"
    reasons = {(p.field, p.reason) for p in _problems(text, Outside(is_kept=lambda key: False))}
    assert reasons == {('channel "mail".url', "nothing_kept"), ('camera "gate-e".password', "nothing_kept")}


def test_ten_mistakes_are_ten_problems_in_the_order_of_their_lines() -> None:
    text = GOOD
    for old, new in (
        ("[[place]]", 'language = "de"\n[[place]]'),
        ('{ zh = "液化气站" }', '{ zh = "" }'),
        ("mailtos://user:geheim@example.com", "geheim"),
        ('"operator"]\nchannels', '"operater"]\nchannels'),
        (":554/", ":0/"),
        ('place = "lpg"', 'place = "lake"'),
        ('["mon"]', '["monday"]'),
        ('"08:00"', '"8 o\'clock"'),
        ("number = 2", "number = 1"),
        ("after_s = 300", "after_s = -5"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    problems = _problems(text)
    assert len(problems) == 10
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert len({problem.reason for problem in problems}) == 10


def test_a_plan_file_holds_plans_alone() -> None:
    with pytest.raises(SiteFileError) as caught:
        parse_plans(GOOD.encode())
    assert {problem.reason for problem in caught.value.problems} == {"unknown_table"}


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode())))
def test_garbage_is_refused_and_nothing_else_happens(content: bytes) -> None:
    with pytest.raises(SiteFileError):
        parse_site(content)


@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(len(GOOD), start + 60)))
    instead = data.draw(st.text(alphabet="[]{}=\"'.\\\n# a0", max_size=8))
    damaged = GOOD[:start] + instead + GOOD[end:]
    problems: tuple[Problem, ...] = ()
    try:
        parse_site(damaged.encode())
    except SiteFileError as error:
        problems = error.problems
    assert all(0 <= problem.line <= damaged.count("\n") + 1 for problem in problems)

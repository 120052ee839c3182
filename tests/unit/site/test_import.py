"""A site file is taken whole or not at all; its secrets go to the secret store and nowhere else."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import Problem, SiteFileError, StorageUnavailable
from app.core.paths import resource
from app.core.secrets import FileSecrets
from app.model.journal import Actor
from app.model.lan_page import LanPage
from app.model.plan import PERSON, ROLE, Plan, Step, Target
from app.model.words import Words
from app.site.builtin import load_plans_if_none
from app.site.demo import load_demo
from app.site.importer import SiteImport
from app.site.parse import parse_site
from app.site.record import Login
from tests.fakes.room import FIRE
from tests.fakes.services import ScreenRoom
from tests.unit.site.test_mistakes import GOOD

SECRET = "geheim"  # what no output may hold


def _file(folder: Path, text: str) -> Path:
    path = folder / "new-site.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _state(house: ScreenRoom) -> tuple[object, ...]:
    secrets = (
        (house.folder / "secrets.json").read_bytes() if (house.folder / "secrets.json").exists() else b""
    )
    return house.site.export_text(), house.kinds(), secrets


def test_a_file_replaces_the_site_in_one_entry(house: ScreenRoom, tmp_path: Path) -> None:
    house.access.set_pin("chen", "1357").result()
    summary = house.site.import_file(_file(tmp_path, GOOD)).result()

    assert [camera.id for camera in house.site.cameras()] == ["gate-e"]
    assert [person.id for person in house.roster.people()] == ["zhou"]
    assert house.site.camera_login("gate-e") == ("admin", SECRET)
    assert [person.id for person in house.access.may_sign_in()] == []
    assert summary.removed == {"camera": 2, "channel": 1, "person": 4, "post": 1, "roster": 4}
    assert summary.added == {"camera": 1, "roster": 1}
    assert summary.changed == {"place": 1, "channel": 1, "person": 1, "plan": 1}
    entry = house.journal.latest(1)[0]
    assert entry.draft.kind == "site_imported"
    assert (entry.draft.data["added"], entry.draft.data["removed"]) == ("2", "12")
    assert house.kinds().count("site_imported") == 1
    everything = b"".join(path.read_bytes() for path in tmp_path.glob("dutyroom.sqlite*"))
    assert SECRET.encode() not in everything


def test_a_file_without_plans_keeps_the_plans(house: ScreenRoom, tmp_path: Path) -> None:
    before = house.site.plans()
    house.site.import_file(_file(tmp_path, GOOD[: GOOD.index("[[plan]]")])).result()
    assert house.site.plans() == before


def test_a_plan_in_the_file_replaces_the_one_of_its_id_and_the_others_stay(
    house: ScreenRoom, tmp_path: Path
) -> None:
    """What resources/site.example.toml says."""
    other = Plan("flood", Words("内涝", "Flood"), steps=(Step(Words("断电", "Power off"), "patrol"),))
    house.site.save_plan(other).result()
    house.site.import_file(_file(tmp_path, GOOD)).result()
    plans = {plan.id: plan for plan in house.site.plans()}
    assert plans["flood"] == other
    assert plans["fire"] != FIRE


def test_export_and_import_leave_everything_as_it_was(house: ScreenRoom, tmp_path: Path) -> None:
    house.site.import_file(_file(tmp_path, GOOD)).result()
    before = _state(house)
    text = house.site.export_text()
    assert SECRET not in text
    assert 'password = "kept"' in text
    summary = house.site.import_file(_file(tmp_path, text)).result()
    assert summary.kinds() == frozenset()
    assert house.site.export_text() == before[0]
    assert house.site.camera_login("gate-e") == ("admin", SECRET)


def test_secrets_in_path_and_query_survive_export_and_import(house: ScreenRoom, tmp_path: Path) -> None:
    own = "rtsp://10.0.0.5/user=admin&password=geheim&channel=1"
    text = GOOD.replace("rtsp://admin:geheim@10.0.0.5:554/main", own).replace(
        'place = "lpg"', 'place = "lpg"\nsub_address = "rtsp://10.0.0.5/sub?token=tok-geheim"', 1
    )
    house.site.import_file(_file(tmp_path, text)).result()
    camera = house.site.cameras()[0]
    assert camera.address == "rtsp://10.0.0.5/user={username}&password={password}&channel=1"
    assert camera.sub_address == "rtsp://10.0.0.5/sub?token={secret1}"
    exported = house.site.export_text()
    assert SECRET not in exported
    assert 'password = "kept"' in exported
    assert house.site.import_file(_file(tmp_path, exported)).result().kinds() == frozenset()
    assert house.site.camera_secrets("gate-e") == Login("admin", SECRET, (("secret1", "tok-geheim"),))
    house.reopen()
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("dutyroom.sqlite*"))


RELAY = """
[[relay]]
id = "siren"
name = { zh = "警笛" }
on = "http://10.0.0.9/on?key=geheim"
off = "http://10.0.0.9/off?key=geheim"
kinds = ["fire"]
drills = true
pulse_s = 90
"""


def test_relays_come_and_go_with_the_file_and_their_addresses_stay_secret(
    house: ScreenRoom, tmp_path: Path
) -> None:
    summary = house.site.import_file(_file(tmp_path, GOOD + RELAY)).result()
    assert summary.added["relay"] == 1
    (relay,) = house.relays.all()
    assert (relay.id, relay.service, relay.kinds, relay.pulse_s) == ("siren", "http", ("fire",), 90)
    assert relay.drills
    exported = house.site.export_text()
    assert SECRET not in exported
    assert house.site.import_file(_file(tmp_path, exported)).result().kinds() == frozenset()
    kept = FileSecrets(tmp_path / "secrets.json").get("relay:siren")
    assert kept is not None
    assert "http://10.0.0.9/off?key=geheim" in kept
    assert house.site.import_file(_file(tmp_path, GOOD)).result().kinds() == frozenset(), "they stay"
    other = exported.replace('"siren"', '"bell"').replace('on = "kept"', 'on = "modbus://10.0.0.9/3"')
    house.site.import_file(_file(tmp_path, other)).result()
    assert [(one.id, one.service) for one in house.relays.all()] == [("bell", "modbus")]
    assert FileSecrets(tmp_path / "secrets.json").get("relay:siren") is None


EQUIPMENT = """
[[equipment]]
id = "radios"
name = { zh = "对讲机", en = "Radios" }
count = 4

[[equipment]]
id = "gate-keys"
name = { zh = "门禁钥匙" }
count = 6
"""


def test_keys_and_equipment_come_with_the_file_in_its_order_and_stay_without_them(
    house: ScreenRoom, tmp_path: Path
) -> None:
    summary = house.site.import_file(_file(tmp_path, GOOD + EQUIPMENT)).result()
    assert summary.added["handover_item"] == 2
    assert [(one.id, one.expected) for one in house.handovers.lists.items()] == [
        ("radios", 4),
        ("gate-keys", 6),
    ]
    exported = house.site.export_text()
    assert house.site.import_file(_file(tmp_path, exported)).result().kinds() == frozenset()
    assert house.site.import_file(_file(tmp_path, GOOD)).result().kinds() == frozenset(), "they stay"


def test_the_page_for_phones_is_set_by_the_file_and_stays_without_one(
    house: ScreenRoom, tmp_path: Path
) -> None:
    page = '\n[lan_page]\non = true\naddress = "192.168.7.9"\nport = 8444\n'
    house.site.import_file(_file(tmp_path, GOOD + page)).result()
    assert house.lan_page.page() == LanPage(True, "192.168.7.9", 8444)
    entry = next(e.draft for e in house.journal.latest(10) if e.draft.kind == "lan_page_on")
    assert entry.data["address"] == "192.168.7.9:8444"
    assert "[lan_page]" in house.site.export_text()
    house.site.import_file(_file(tmp_path, GOOD)).result()
    assert house.lan_page.page().on


def test_what_an_older_version_left_in_addresses_moves_to_the_secret_store(
    house: ScreenRoom, tmp_path: Path
) -> None:
    clear = replace(
        house.site.cameras()[0],
        kind="rtsp",
        address="rtsp://10.0.0.5/user=admin_password=geheim_channel=1",
        sub_address="rtsp://10.0.0.5/?user=admin&pwd=geheim",
    )
    house.database.write(lambda tx: tx.site.save_camera(clear)).result()
    assert SECRET not in house.site.export_text()
    house.site.move_secrets_out_of_addresses().result()
    camera = next(one for one in house.site.cameras() if one.id == clear.id)
    assert camera.address == "rtsp://10.0.0.5/user={username}_password={password}_channel=1"
    assert camera.sub_address == "rtsp://10.0.0.5/?user={username}&pwd={password}"
    assert house.site.camera_login(clear.id) == ("admin", SECRET)
    entries = house.kinds()
    assert entries[-1] == "settings_changed"
    house.site.move_secrets_out_of_addresses().result()
    assert house.kinds() == entries
    house.reopen()
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("dutyroom.sqlite*"))


def test_an_import_can_be_exported_after_people_and_channels_have_gone(
    house: ScreenRoom, tmp_path: Path
) -> None:
    load_demo(house.site)
    house.roster.remove_person("zhou").result()
    house.site.remove_channel("training").result()
    text = house.site.export_text()
    house.site.import_file(_file(tmp_path, text)).result()
    assert house.site.export_text() == text


def test_a_changed_password_counts_as_a_changed_camera(house: ScreenRoom, tmp_path: Path) -> None:
    house.site.import_file(_file(tmp_path, GOOD)).result()
    again = house.site.import_file(_file(tmp_path, GOOD.replace("admin:geheim@", "admin:neu@"))).result()
    assert again.changed == {"camera": 1}
    assert house.site.camera_login("gate-e") == ("admin", "neu")
    house.site.import_file(_file(tmp_path, GOOD.replace("admin:geheim@", ""))).result()
    assert house.site.camera_login("gate-e") == ("", "")


def test_mistakes_change_nothing(house: ScreenRoom, tmp_path: Path) -> None:
    before = _state(house)
    future = house.site.import_file(_file(tmp_path, GOOD.replace('"08:00"', '"8"')))
    with pytest.raises(SiteFileError) as caught:
        future.result()
    assert caught.value.problems == (Problem(31, 'shift "day".start', "time_form", "8"),)
    assert _state(house) == before


def test_a_full_disk_leaves_records_and_secrets_as_they_were(house: ScreenRoom, tmp_path: Path) -> None:
    house.site.import_file(_file(tmp_path, GOOD)).result()
    before = _state(house)
    # max_page_count makes SQLite itself answer as it does on a full disk.
    house.database.write(
        lambda tx: tx.touch_quietly() or tx.journal._database.execute("PRAGMA max_page_count = 1")
    ).result()
    more = "".join(f'\n[[place]]\nid = "p{n}"\nname = {{ zh = "{"地" * 300}" }}\n' for n in range(300))
    text = GOOD.replace("admin:geheim@", "admin:neu@").replace("user:geheim", "user:neu") + more
    with pytest.raises(StorageUnavailable) as caught:
        house.site.import_file(_file(tmp_path, text)).result()
    assert caught.value.code == "disk_full"
    assert _state(house) == before
    assert house.site.camera_login("gate-e") == ("admin", SECRET)


def test_secrets_that_cannot_be_stored_stop_the_import(
    house: ScreenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = FileSecrets(tmp_path / "secrets.json")
    secrets.put("camera:gate-e", json.dumps({"username": "a", "password": "b"}))
    before = _state(house)
    put = secrets.put

    def full(key: str, value: str) -> None:
        if key.startswith("channel:"):
            raise OSError(28, "No space left on device")
        put(key, value)

    monkeypatch.setattr(secrets, "put", full)
    with pytest.raises(StorageUnavailable) as caught:
        SiteImport(house.database, secrets).run(_file(tmp_path, GOOD), Actor("zhou", "周敏"))
    assert caught.value.code == "disk_full"
    assert _state(house) == before


def test_a_service_that_does_not_exist_is_refused_before_anything_is_sent(
    house: ScreenRoom, tmp_path: Path
) -> None:
    with pytest.raises(SiteFileError) as caught:
        house.site.import_file(_file(tmp_path, GOOD.replace("mailtos:", "mialtos:"))).result()
    assert caught.value.problems == (Problem(11, 'channel "mail".url', "unknown_service", "mialtos"),)


@pytest.mark.parametrize("what", ["missing", "folder", "not_utf8", "empty_file"])
def test_a_file_that_cannot_be_read(house: ScreenRoom, tmp_path: Path, what: str) -> None:
    path = tmp_path / "site.toml"
    if what == "folder":
        path.mkdir()
    elif what != "missing":
        path.write_bytes(b"\xff\xfe[" if what == "not_utf8" else b"")
    with pytest.raises(SiteFileError) as caught:
        house.site.import_file(path).result()
    assert [problem.reason for problem in caught.value.problems] == [what]


def test_two_imports_at_once_do_not_mix(house: ScreenRoom, tmp_path: Path) -> None:
    first, second = tmp_path / "1.toml", tmp_path / "2.toml"
    text = GOOD.replace("mailtos://user:geheim@example.com", "training://phones")
    first.write_text(text.replace("admin:geheim", "one:1"), encoding="utf-8")
    second.write_text(text.replace("admin:geheim", "two:2").replace("main", "sub"), encoding="utf-8")
    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(house.site.import_file, path) for path in (first, second) * 4]:
            future.result().result()
    (camera,) = house.site.cameras()
    assert house.site.camera_login("gate-e") == (
        ("one", "1") if camera.address.endswith("main") else ("two", "2")
    )


def test_the_demo_is_the_demo_after_a_round_trip(house: ScreenRoom, tmp_path: Path) -> None:
    load_demo(house.site)
    house.site.import_file(_file(tmp_path, house.site.export_text())).result()
    assert [camera.id for camera in house.site.cameras()][:2] == ["gate-e", "plaza"]
    assert house.access.sign_in("li", "2468").result().name == "李军"


def test_the_example_file_is_right(house: ScreenRoom) -> None:
    load_plans_if_none(house.site)
    house.site.import_file(resource("site.example.toml")).result()
    assert house.site.camera_login("gate-e") == ("viewer", "camera-password")
    assert {channel.service for channel in house.site.channels()} >= {"dingtalk", "wecombot", "mailtos"}
    assert house.site.plans()


def test_the_plan_in_the_comments_of_the_example_is_right_too() -> None:
    lines = resource("site.example.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("# [[plan]]")
    plan = [line.removeprefix("# ") if line.startswith("# ") else "" for line in lines[start:]]
    (read,) = parse_site("\n".join([*lines[:start], *plan]).encode()).plans
    assert (read.id, read.places, read.phones[0].number) == ("fire", ("building-3",), "119")
    assert Target(PERSON, "lin") in read.tiers[0].targets
    assert Target(ROLE, "police", ("wecom", "dingtalk")) in read.tiers[0].targets

"""The settings in the real window: secrets that go in and never come out, plans, PINs, the site file."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import SecretsUnavailable
from app.core.secrets import FileSecrets
from app.model.plan import PERSON, ROLE, Document, Phone, Plan, Target, Tier, roles
from app.model.words import Words
from app.ui.forms.choices import ChecksField
from app.ui.forms.form import LABEL_PX
from app.ui.forms.record_page import RecordPage
from app.ui.language import CHINESE, ENGLISH, Language
from app.ui.lazy_page import LazyPage
from app.ui.main_window import MainWindow
from app.ui.settings.screen import SettingsScreen
from tests.fakes.services import ScreenRoom, live
from tests.unit.escalation.rooms import furnish_tiers

SECRET = "s3cret-Pa55"


@pytest.fixture
def settings(window: MainWindow) -> SettingsScreen:
    window.go("settings")
    screen = window.pages.currentWidget()
    assert isinstance(screen, SettingsScreen)
    return screen


def write(editor: QWidget, text: str) -> None:
    editor.setFocus()
    if isinstance(editor, QLineEdit):
        editor.selectAll()
    typed = QInputMethodEvent("", [])
    typed.setCommitString(text)
    QApplication.sendEvent(editor, typed)


def fill(page: RecordPage, name: str, text: str, at: int = 0) -> None:
    write(page.form.fields[name].editors()[at], text)


def save(page: RecordPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.note.text() == "Saved.")


def everything_on_disk(room: ScreenRoom) -> bytes:
    files = [path for path in room.folder.rglob("*") if path.is_file() and path.name != "secrets.json"]
    return b"".join(path.read_bytes() for path in files)


def everything_shown(screen: QWidget) -> str:
    lines = [line for line in screen.findChildren(QLineEdit) if line.echoMode() == QLineEdit.EchoMode.Normal]
    return "\n".join([*(line.text() for line in lines), *(line.placeholderText() for line in lines)])


def test_a_camera_with_a_password_is_added_and_the_password_is_nowhere_in_the_database(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.cameras)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, "name", "北门")
    fill(page, "name", "North gate", at=1)
    fill(page, "address", "rtsp://192.168.1.64/main")
    fill(page, "username", "admin")
    fill(page, "password", SECRET)
    save(page, qtbot)
    camera = room.site.cameras()[-1]
    assert camera.name == Words("北门", "North gate")
    assert room.site.camera_login(camera.id) == ("admin", SECRET)
    assert SECRET.encode() not in everything_on_disk(room)
    password = page.form.fields["password"]
    assert password.value() == ""
    qtbot.waitUntil(lambda: page.form.fields["username"].value() == "admin")
    line = password.editors()[0]
    assert isinstance(line, QLineEdit)
    assert line.placeholderText() == "kept; type to replace it"
    fill(page, "name", "North gate 2", at=1)
    save(page, qtbot)
    assert room.site.camera_login(camera.id) == ("admin", SECRET)


def test_a_password_pasted_with_the_address_goes_to_the_secrets(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.cameras)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, "name", "北门")
    fill(page, "address", f"rtsp://admin:{SECRET}@192.168.1.64/main")
    save(page, qtbot)
    camera = room.site.cameras()[-1]
    assert camera.address == "rtsp://192.168.1.64/main"
    assert page.form.fields["address"].value() == camera.address
    qtbot.waitUntil(lambda: page.form.fields["username"].value() == "admin")
    assert SECRET.encode() not in everything_on_disk(room)
    assert SECRET not in everything_shown(settings)
    username = page.form.fields["username"].editors()[0]
    qtbot.keyClick(username, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(username, Qt.Key.Key_Delete)
    assert page.form.note.text() == "Not saved yet."
    save(page, qtbot)
    assert room.site.camera_login(camera.id) == ("", "")


def test_a_password_in_the_path_goes_to_the_secrets_and_is_replaced_by_the_password_line(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.cameras)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, "name", "北门")
    fill(page, "address", f"rtsp://192.168.1.64/user=admin&password={SECRET}&channel=1")
    save(page, qtbot)
    camera = room.site.cameras()[-1]
    assert camera.address == "rtsp://192.168.1.64/user={username}&password={password}&channel=1"
    assert page.form.fields["address"].value() == camera.address
    qtbot.waitUntil(lambda: page.form.fields["username"].value() == "admin")
    assert SECRET.encode() not in everything_on_disk(room)
    assert SECRET not in everything_shown(settings)
    fill(page, "password", "new one")
    save(page, qtbot)
    assert room.site.camera_login(camera.id) == ("admin", "new one")


def test_an_address_without_a_host_is_refused_beside_the_field(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.cameras)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, "name", "北门")
    fill(page, "address", "rtsp:///main")
    qtbot.keyClick(page.form.fields["address"].editors()[0], Qt.Key.Key_Return)
    assert page.form.fields["address"].problem.isVisible()
    assert "no host" in page.form.fields["address"].problem.text()
    assert page.form.fields["address"].value() == "rtsp:///main"
    assert len(room.site.cameras()) == 9


def test_the_list_says_what_each_camera_does_now(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.cameras)
    room.wall.states[0] = live("c0", state="lost", cause="wrong_password")
    qtbot.waitUntil(lambda: page.list.rows[0].cells[2] == "▲ user name or password wrong")
    assert page.list.rows[1].cells[2] == "live"


def test_a_camera_removed_and_undone_keeps_its_login(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    room.site.save_camera(room.site.cameras()[0], "admin", SECRET).result()
    page = settings.open(settings.cameras)
    qtbot.mouseClick(page.form.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.list.undo.isVisible)
    assert len(room.site.cameras()) == 8
    qtbot.mouseClick(page.list.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(room.site.cameras()) == 9)
    assert room.site.camera_login("c0") == ("admin", SECRET)


def test_a_place_with_a_camera_is_not_removed(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.places)
    qtbot.mouseClick(page.form.remove, Qt.MouseButton.LeftButton)
    assert page.form.trouble.isVisible()
    assert "move it first" in page.form.trouble.text()
    assert [place.id for place in room.site.places()] == ["lpg"]


def test_a_channel_takes_a_url_and_shows_its_scheme_only(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.channels)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, "name", "值班群")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert page.form.fields["url"].problem.text() == "▲ The service URL is missing."
    fill(page, "url", f"dingtalk://{SECRET}/")
    save(page, qtbot)
    channel = room.site.channels()[-1]
    assert channel.service == "dingtalk"
    assert page.list.rows[-1].cells[1] == "dingtalk://"
    assert SECRET.encode() not in everything_on_disk(room)
    assert page.form.fields["url"].value() == ""


def test_a_channel_through_a_modem_has_a_port_and_a_pin_that_is_never_shown(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.channels)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, "name", "短信")
    page._way.box.setCurrentIndex(page._way.box.findData("gsm-sms"))
    page._way.box.activated.emit(page._way.box.currentIndex())
    assert page.form.fields["url"].isHidden()
    assert page.form.fields["port"].isVisible()
    fill(page, "port", "ttyUSB0")
    fill(page, "pin", "12")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._pin.problem.text() == "▲ The PIN of a SIM card is 4 to 8 digits.")
    fill(page, "pin", "47110815")
    save(page, qtbot)
    channel = room.site.channels()[-1]
    assert channel.service == "gsm-sms"
    assert b"47110815" not in everything_on_disk(room)
    assert (page._port.value(), page._pin.value()) == ("", "")
    fill(page, "port", "COM3")
    save(page, qtbot)
    kept = FileSecrets(room.folder / "secrets.json").get(f"channel:{channel.id}")
    assert kept == "gsm-sms://COM3?pin=47110815", "an empty PIN keeps what is stored"


def test_a_modem_without_a_port_is_refused_beside_the_field(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.channels)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, "name", "电话")
    page._way.box.setCurrentIndex(page._way.box.findData("gsm-call"))
    page._way.box.activated.emit(page._way.box.currentIndex())
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._port.problem.text().startswith("▲ Write a modem like"))
    assert all(channel.service != "gsm-call" for channel in room.site.channels())


def test_a_relay_is_written_kept_and_tried_by_hand(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.relays)
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    fill(page, "name", "警笛")
    fill(page, "on", "http://192.168.1.70/on?key=" + SECRET)
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert page.form.fields["off"].problem.text() == "▲ The address that switches it off is missing."
    fill(page, "off", "http://192.168.1.70/off")
    qtbot.mouseClick(page._kinds.checks["fire"], Qt.MouseButton.LeftButton)
    assert page._kinds.checks["fire"].text() == "Fire"
    save(page, qtbot)
    (relay,) = room.relays.all()
    assert (relay.service, relay.kinds, relay.ends, relay.drills) == ("http", ("fire",), True, False)
    assert SECRET.encode() not in everything_on_disk(room)
    assert page.list.rows[-1].cells[1:] == ("HTTP request", "not switched yet")
    assert page._kinds.checks["fire"].isChecked()
    room.site.save_plan(Plan("storm", Words("暴雨", "Storm"))).result()
    qtbot.waitUntil(lambda: "storm" in page._kinds.checks)
    assert (page._kinds.value(), page._kinds.checks["storm"].text()) == (("fire",), "Storm")
    qtbot.mouseClick(page._by_hand.on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.kinds()[-1] == "relay_by_hand_on")
    page._way.box.setCurrentIndex(page._way.box.findData("modbus"))
    page._way.box.activated.emit(page._way.box.currentIndex())
    assert page.form.fields["off"].isHidden()
    fill(page, "on", "192.168.1.71/3")
    save(page, qtbot)
    kept = FileSecrets(room.folder / "secrets.json").get("relay:" + relay.id)
    assert kept is not None
    assert "modbus://192.168.1.71/3" in kept


def test_a_plan_is_edited_step_by_step(settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = settings.open(settings.plans)
    steps, tiers = page._steps, page._tiers  # the field's own parts have no names
    steps.add.setFocus()
    qtbot.keyClick(steps.add, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is steps.rows[2].chinese
    qtbot.keyClick(steps.rows[2].chinese, Qt.Key.Key_Return)
    assert steps.problem.text() == "▲ Step 3 has no text: write it or take the step out."
    write(steps.rows[2].chinese, "清点人数")
    steps.rows[2].within.setValue(600)
    qtbot.mouseClick(steps.rows[2].up, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(steps.rows[0].remove, Qt.MouseButton.LeftButton)
    choose(tiers.boxes[2].add, "committee office")
    tiers.boxes[2].repeat_times.setValue(2)
    tiers.boxes[2].rows[0].channels.setFocus()
    qtbot.keyClicks(tiers.boxes[2].rows[0].channels, "Mail")
    tiers.boxes[2].rows[0].channels.activated.emit(tiers.boxes[2].rows[0].channels.currentIndex())
    choose(tiers.boxes[1].add, "Zhao Yun")
    tiers.boxes[1].limit.setValue(120)
    next(action for action in tiers.boxes[1].who.menu().actions() if action.text() == "duty leader").trigger()
    save(page, qtbot)
    (plan,) = room.site.plans()
    assert [(step.text.zh, step.within_s) for step in plan.steps] == [("清点人数", 600), ("疏散", 0)]
    assert plan.tiers == (
        Tier(
            1,
            (*roles("operator", "leader", "patrol", "police"), Target(PERSON, "zhao")),
            limit_s=120,
            acknowledged_by=("leader",),
        ),
        Tier(2, (Target(ROLE, "office", ("mail",)),), repeat_s=60, repeat_times=2),
    )


def test_numbers_and_papers_of_a_plan_are_kept(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.plans)
    phones, papers = page._phones, page._documents
    qtbot.mouseClick(phones.add, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is phones.rows[0].chinese
    write(phones.rows[0].chinese, "消防")
    write(phones.rows[0].text, "none")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert phones.problem.text() == "▲ A phone number has figures."
    write(phones.rows[0].text, "119")
    for _ in range(2):
        qtbot.mouseClick(papers.add, Qt.MouseButton.LeftButton)
    write(papers.rows[0].english, "Drawing")
    write(papers.rows[0].text, "red binder")
    save(page, qtbot)
    (plan,) = room.site.plans()
    assert plan.phones == (Phone(Words("消防"), "119"),)
    assert plan.documents == (Document(Words("", "Drawing"), "red binder"),)
    assert page.list.rows[0].cells[1] == "2"


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_cancel_brings_a_plan_back(settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = settings.open(settings.plans)
    before = page.form.values()
    qtbot.mouseClick(page._steps.rows[0].remove, Qt.MouseButton.LeftButton)
    assert page.form.values() != before
    qtbot.mouseClick(page.form.cancel, Qt.MouseButton.LeftButton)
    assert page.form.values() == before


def test_the_site_takes_a_zone_it_knows(settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = settings.open(settings.site)
    fill(page, "timezone", "Asia/Changsha")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert "no such time zone" in page.form.fields["timezone"].problem.text()
    fill(page, "timezone", "Asia/Tokyo")
    save(page, qtbot)
    assert room.site.site().timezone == "Asia/Tokyo"
    assert room.site.site().name == Words("测试社区", "Test community")


def test_a_pin_is_typed_twice_and_signs_in(settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = settings.open(settings.pins)
    fill(page, "pin", "2468")
    fill(page, "again", "2469")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert page.form.fields["again"].problem.isVisible()
    assert not room.access.has_pin("zhou")
    fill(page, "pin", "12")
    fill(page, "again", "12")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.form.fields["pin"].problem.isVisible)
    fill(page, "pin", "2468")
    fill(page, "again", "2468")
    save(page, qtbot)
    assert page.form.values() == {"pin": "", "again": ""}
    assert page.list.rows[0].cells[2] == "has a PIN"
    assert room.access.sign_in("zhou", "2468").result().person_id == "zhou"


def test_a_bad_site_file_lists_its_mistakes_and_changes_nothing(
    settings: SettingsScreen, room: ScreenRoom, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(
        '[site]\nname = { zh = "测试" }\n\n[[camera]]\nid = "a"\nkind = "film"\n', encoding="utf-8"
    )
    page = settings.open(settings.site_file)
    page.path.setText(str(bad))
    qtbot.keyClick(page.path, Qt.Key.Key_Return)
    qtbot.waitUntil(page.mistakes.isVisible)
    cells = [row.cells for row in page.mistakes.rows.rows]
    assert ("6", 'camera "a".kind') in [(line, where) for line, where, _ in cells]
    assert all(what for _, _, what in cells)
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert 'camera "a".kind' in QGuiApplication.clipboard().text()
    assert len(room.site.cameras()) == 9
    page.import_from(tmp_path / "nowhere.toml")
    qtbot.waitUntil(lambda: len(page.mistakes.rows.rows) == 1)
    assert page.mistakes.rows.rows[0].cells[2].startswith("There is no such file.")


def test_export_and_import_again_change_nothing(
    settings: SettingsScreen, room: ScreenRoom, tmp_path: Path, qtbot: QtBot
) -> None:
    room.site.save_camera(room.site.cameras()[0], "admin", SECRET).result()
    room.site.save_channel(room.site.channels()[0], "training://phones").result()
    room.site.save_channel(room.site.channels()[1], "mailto://a:b@example.org").result()
    page = settings.open(settings.site_file)
    target = tmp_path / "site.toml"
    page.export_to(target)
    qtbot.waitUntil(lambda: str(target) in page.outcome.text())
    assert SECRET not in target.read_text(encoding="utf-8")
    page.import_from(target)
    qtbot.waitUntil(lambda: page.outcome.text() == "The site is already as the file says.", timeout=15_000)
    page.export_to(tmp_path / "nowhere" / "site.toml")
    qtbot.waitUntil(lambda: page.outcome.text().startswith("▲ The file"))


def test_this_computer_says_where_the_data_and_the_secrets_lie(
    settings: SettingsScreen, room: ScreenRoom
) -> None:
    room.site.save_camera(room.site.cameras()[0], "admin", SECRET).result()
    page = settings.open(settings.computer)
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert str(room.folder) in shown
    assert any(str(room.folder / "secrets.json") in text for text in shown)


def test_this_computer_names_the_key_that_signs_evidence(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.computer)
    key = room.evidence.key.fingerprint()
    qtbot.waitUntil(lambda: any(key in label.text() for label in page.findChildren(QLabel)))


def test_a_locked_secret_store_is_told_and_the_rest_can_be_edited(
    settings: SettingsScreen,
    room: ScreenRoom,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    def locked(camera_id: str) -> tuple[str, str]:
        raise SecretsUnavailable

    room.site.save_camera(room.site.cameras()[1], "admin", SECRET).result()
    monkeypatch.setattr(room.site, "camera_login", locked)
    page = settings.open(settings.cameras)
    page.list.table.selectRow(1)
    qtbot.waitUntil(window.banner.isVisible)
    fill(page, "name", "Lobby two", at=1)
    save(page, qtbot)
    assert room.site.cameras()[1].name.en == "Lobby two"
    monkeypatch.undo()
    assert room.site.camera_login("c1") == ("admin", SECRET)


def test_what_is_typed_survives_the_answer_of_the_secret_store(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    page = settings.open(settings.cameras)
    camera = replace(room.site.cameras()[0], kind="rtsp", address="rtsp://192.168.1.64/main")
    room.site.save_camera(camera, "admin", SECRET).result()
    username = page.form.fields["username"]
    qtbot.waitUntil(lambda: username.value() == "admin")
    fill(page, "username", "viewer")
    page.retranslate()
    room.site.save_camera(replace(camera, position=3)).result()
    qtbot.waitUntil(lambda: page.list.rows[0].id != camera.id)
    assert username.value() == "viewer"
    save(page, qtbot)
    assert room.site.camera_login(camera.id) == ("viewer", SECRET)


def test_another_record_is_shown_from_its_beginning(settings: SettingsScreen, qtbot: QtBot) -> None:
    page = settings.open(settings.plans)
    bar = page.form.findChildren(QScrollArea)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    qtbot.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    assert bar.value() == 0


def test_a_plan_is_printed_from_its_page(settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    page = settings.open(settings.plans)
    qtbot.mouseClick(page.sheets["plan_card"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.papers.isVisible)
    assert room.papers[-1].title == "Plan card: Fire"
    qtbot.keyClick(page.papers, Qt.Key.Key_Escape)
    assert page.papers.isHidden()


@pytest.mark.parametrize("code", [ENGLISH, CHINESE])
def test_no_form_is_wider_than_its_room_on_a_small_screen(
    settings: SettingsScreen, language: Language, qtbot: QtBot, code: str
) -> None:
    def too_wide(page: QWidget) -> list[QScrollArea]:
        areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        cut = [area for area in areas if area.horizontalScrollBarPolicy() == off]
        return [area for area in cut if area.widget().minimumSizeHint().width() > area.viewport().width()]

    language.switch(code)
    for index in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(index)
        page = settings.tabs.widget(index)
        qtbot.waitUntil(lambda page=page: not too_wide(page))  # once it is laid out


def test_a_plan_shows_whom_it_would_call_now_and_when(
    settings: SettingsScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    furnish_tiers(room)
    page = settings.open(settings.plans)
    preview = page._tiers.preview
    qtbot.waitUntil(lambda: any(said.tier == "Tier 2" for said in preview.lines))
    said = [(one.at, one.tier, one.text) for one in preview.lines]
    assert said == [
        ("0:00", "Tier 1", "Zhou Min, operator on duty, Duty phones"),
        ("0:00", "Tier 1", "Chen Guoping, duty leader on duty, Duty phones → Mail"),
        ("0:00", "Tier 1", "▲ Liu Zhiqiang, patrol on duty, cannot be messaged, dial 8555 0103"),
        ("1:00", "Tier 1", "called again (1): 3 people"),
        ("2:00", "Tier 1", "called again (2): 3 people"),
        ("3:00", "Tier 2", "Zeng Jing, committee office, Duty phones"),
        ("3:00", "Tier 2", "Long Fei, fire safety group, Mail → Duty phones"),
        ("8:00", "Tier 3", "Yang Xiuying, committee, Duty phones"),
        ("13:00", "Tier 3", "said to be missed; nothing more is called"),
    ]
    assert room.incidents.running() == [], "a dry run calls nobody"
    page._tiers.boxes[1].limit.setValue(60)
    qtbot.waitUntil(lambda: ("1:00", "Tier 2") in [(one.at, one.tier) for one in preview.lines])
    choose(page._tiers.boxes[2].add, "ambulance")
    qtbot.waitUntil(lambda: "▲ Nobody on duty as ambulance" in [one.text for one in preview.lines])


def test_a_page_of_one_record_gives_the_cursor_to_no_hidden_list(
    settings: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    settings.tabs.setCurrentWidget(settings.site)
    settings.tabs.tabBar().setFocus()
    qtbot.keyClick(settings.tabs.tabBar(), Qt.Key.Key_Tab)
    reached = QApplication.focusWidget()
    assert isinstance(reached, QLineEdit)
    assert reached.isVisible()
    assert settings.channels.built().list.table.accessibleName() == "Channel"


def test_a_tab_is_built_when_it_is_first_looked_at_and_keeps_what_is_typed(
    settings: SettingsScreen, language: Language, qtbot: QtBot
) -> None:
    def built() -> list[str]:
        places = (settings.tabs.widget(index) for index in range(settings.tabs.count()))
        return [type(place.page).__name__ for place in places if isinstance(place, LazyPage) and place.page]

    assert built() == ["CamerasPage"]
    qtbot.keyClick(settings.tabs.tabBar(), Qt.Key.Key_Right)
    assert built() == ["CamerasPage", "HealthPage"]
    settings.show_backups()
    assert built() == ["CamerasPage", "HealthPage", "BackupPage"]
    fill(settings.open(settings.cameras), "name", "North gate", at=1)
    language.switch(CHINESE)
    places = settings.open(settings.places)
    assert places.list.table.accessibleName() == "地点", "built in the language of now"
    cameras = settings.open(settings.cameras)
    assert cameras.form.note.text() == "尚未保存。"
    assert cameras.form.fields["name"].value().en == "North gate"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_leaves_the_tabs_where_a_list_is_empty(
    settings: SettingsScreen, window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    window.activateWindow()
    page = settings.open(settings.relays)
    assert page.list.table.isHidden(), "nothing in it yet"
    bar = settings.tabs.tabBar()
    start = bar if key == Qt.Key.Key_Tab else page.list.add
    start.setFocus()
    qtbot.keyClick(start, key)
    assert QApplication.focusWidget() is (page.list.add if key == Qt.Key.Key_Tab else bar)


def test_tab_goes_through_tabs_before_what_lies_behind_them(
    settings: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    bar = settings.tabs.tabBar()
    for inner in (settings.open(settings.reports).tabs, settings.open(settings.backups).parts):
        settings.tabs.setCurrentWidget(inner.parentWidget().parentWidget())
        bar.setFocus()
        qtbot.keyClick(bar, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is inner.tabBar()


def test_a_wide_form_has_room_for_its_labels(settings: SettingsScreen, qtbot: QtBot) -> None:
    wide, narrow = settings.open(settings.site).form, settings.open(settings.cameras).form
    settings.open(settings.site)
    qtbot.waitUntil(lambda: wide.width() > 800)
    labels = [field.label for field in wide.fields.values()]
    assert {label.width() for label in labels} == {LABEL_PX[1]}
    assert all(label.heightForWidth(label.width()) <= 44 for label in labels), "two lines at most"
    settings.open(settings.cameras)
    qtbot.waitUntil(lambda: narrow.width() < 520)
    assert narrow.fields["place"].label.width() == LABEL_PX[0], "a narrow one leaves the room to its fields"


def test_check_boxes_that_need_rows_fill_them_alike(qtbot: QtBot) -> None:
    field = ChecksField([str(day) for day in range(7)])
    qtbot.addWidget(field)
    field.set_texts(["Wed"] * 7)
    widest = max(check.sizeHint().width() for check in field.checks.values())
    field.resize(widest * 6 + 80, 200)
    field.show()

    def in_rows() -> list[int]:
        return sorted(Counter(check.y() for check in field.checks.values()).values())

    qtbot.waitUntil(lambda: in_rows() == [3, 4])

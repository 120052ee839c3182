"""Cameras: how each is reached, where it hangs, and whether its picture is live now."""

from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from app.cameras.console.status import CameraStatus
from app.core.ids import new_id
from app.model.site import CAMERA_KINDS, Camera, CameraOptions
from app.model.words import Words
from app.ui.background import Questions
from app.ui.code_words import CodeWords
from app.ui.format import site_zone
from app.ui.forms.choices import ChoiceField, NumberField, SwitchField
from app.ui.forms.field import Field
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import SecretField, TextField, WordsField
from app.ui.health.zones import OptionsField, OptionsPanel
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.settings.hardware_field import HardwareField
from app.ui.steering.beside_found import BesideFound
from app.ui.steering.find import FindPanel, Taken

_STATES_EVERY_MS = 1000
_MOST = 999
_FIND_KEY = "Ctrl+F"


class _Now(Field):
    """What the camera does at this moment: shown, not stored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(40)
        self._place(self.words)

    def value(self) -> None:
        """Nothing to store."""

    def set_value(self, value: None) -> None:
        """Nothing was stored."""


class CamerasPage(RecordPage[Camera]):
    """A password goes in and is never shown again; an empty line keeps what is stored."""

    KINDS = frozenset({"camera", "place", "site"})
    WIDE = 2
    SHARES = (9, 10)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(services, ops, parent)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(0, self.finder, self.SHARES[0])
        row.addWidget(self._beside, self.SHARES[1])
        self.list.head.insertWidget(1, self.find_button)

    def build(self) -> None:
        self._codes = CodeWords(self)
        self._logins = Questions(self.ops, self)
        self._usernames: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._name = WordsField()
        self._kind, self._place = ChoiceField(), ChoiceField()
        self._address, self._sub_address, self._username = TextField(), TextField(), TextField()
        self._password = SecretField()
        self._position = NumberField(1, _MOST)
        self._enabled = SwitchField()
        self._options = OptionsField()
        self._panel = OptionsPanel(self.services, self)
        self._onvif = TextField()
        self._hardware = HardwareField()
        self.finder, self.find_button = FindPanel(self.services, self.ops, self), QPushButton(self)
        self.finder.hide()
        self._beside = BesideFound(self)
        self._now = _Now()
        self.form.add("name", self._name)
        self.form.add("kind", self._kind)
        self.form.add("address", self._address)
        self.form.add("sub_address", self._sub_address)
        self.form.add("username", self._username)
        self.form.add("password", self._password)
        self.form.add("place", self._place)
        self.form.add("position", self._position)
        self.form.add("enabled", self._enabled)
        self.form.add("options", self._options)
        self.form.add("onvif", self._onvif)
        self.form.add("hardware", self._hardware)
        self.form.add("now", self._now)
        self.find_button.clicked.connect(self._open_find)
        self.finder.closed.connect(self._close_find)
        self.finder.taken.connect(self._take_over)
        self.finder.looked_at.connect(self._look_at)
        self._options.wanted.connect(self._open_options)
        self._panel.done.connect(self._choose_options)
        self.form.changed.connect(self._show_kind)
        self._timer = QTimer(self)
        self._timer.setInterval(_STATES_EVERY_MS)
        self._timer.timeout.connect(self._show_states)
        self._timer.start()

    def texts(self) -> None:
        language = current_language()
        self._places = {one.id: one.name.in_language(language) for one in self.services.site.places()}
        self._name.set_label(self.tr("Name"))
        self._kind.set_label(self.tr("Kind"))
        self._kind.set_options([(kind, self._kind_words(kind)) for kind in CAMERA_KINDS])
        self._sub_address.set_label(self.tr("Sub stream"))
        self._sub_address.set_hint(self.tr("for small pictures; empty: the main stream"))
        self._username.set_label(self.tr("User name"))
        self._username.set_hint(self.tr("of both streams"))
        self._password.set_label(self.tr("Password"))
        self._place.set_label(self.tr("Place"))
        self._place.set_options([("", self.tr("no place")), *self._places.items()])
        self._position.set_label(self.tr("Position"))
        self._enabled.set_label(self.tr("Used"))
        self._enabled.set_text(self.tr("shown on the wall"))
        self._options.set_label(self.tr("Watching"))
        self._options.retranslate()
        self._panel.retranslate()
        self._hardware.retranslate()
        self._onvif.set_label(self.tr("Steering"))
        self._onvif.set_hint(self.tr("ONVIF address; empty: it does not turn"))
        self.find_button.setText(self.tr("Find cameras …") + f"  {_FIND_KEY}")
        self.find_button.setShortcut(QKeySequence(_FIND_KEY))
        self.finder.refresh()
        self._now.set_label(self.tr("Now"))
        self._show_kind()

    def retranslate(self) -> None:
        self.finder.retranslate()
        self._beside.retranslate()
        super().retranslate()

    def opened(self, record: Camera) -> None:
        new = record.id in self._never_stored
        self._show_now(record)
        self.form.show_field("now", shown=not new)
        self._password.set_hint(self.tr("none") if new else "")
        if not new:
            # A keyring may be locked and ask its owner: the window must not wait for it.
            self._logins.ask(
                lambda: self.services.site.camera_login(record.id),
                lambda login: self._show_login(record.id, *login),
            )

    def show_form(self) -> None:
        """Beside what was found, only of the camera that it is."""
        finding = not self.finder.isHidden()
        belongs = not finding or self.opened_id() == self._beside.camera_id
        focus = QApplication.focusWidget()
        if not belongs and focus is not None and self.form.isAncestorOf(focus):
            self.leave_form()
        self.form.setVisible(self.opened_id() != "" and belongs)
        self._beside.setVisible(finding and self.form.isHidden())

    def leave_form(self) -> None:
        chosen_in = self.list.table if self.finder.isHidden() else self.finder.table
        chosen_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def columns(self) -> list[str]:
        return [self.tr("Camera"), self.tr("Place"), self.tr("Now")]

    def records(self) -> list[Camera]:
        return self.services.site.cameras()

    def row(self, record: Camera) -> tuple[str, ...]:
        place = self._places.get(record.place_id, "—")
        return record.name.in_language(current_language()), place, self._state_words(record)

    def blank(self) -> Camera:
        position = max((camera.position for camera in self.records()), default=-1) + 1
        return Camera(new_id(self.services.clock.now()), Words(), "rtsp", "", position=position)

    def values_of(self, record: Camera) -> Values:
        return {
            "name": record.name,
            "kind": record.kind,
            "address": record.address,
            "sub_address": record.sub_address,
            "username": self._usernames.get(record.id, ""),
            "password": "",
            "place": record.place_id,
            "position": record.position + 1,
            "enabled": record.enabled,
            "options": record.options,
            "onvif": record.options.onvif,
            "hardware": record.options.hardware,
        }

    def store(self, record: Camera, values: Values) -> "Future[None]":
        camera = replace(
            record,
            name=values["name"],
            kind=values["kind"],
            address=values["address"],
            sub_address=values["sub_address"] if values["kind"] == "rtsp" else "",
            place_id=values["place"],
            position=values["position"] - 1,
            enabled=values["enabled"],
            options=replace(values["options"], onvif=values["onvif"], hardware=values["hardware"]),
        )
        return self.services.site.save_camera(camera, self._new_username(values), values["password"] or None)

    def restore(self, record: Camera) -> "Future[None]":
        return self.services.site.save_camera(record)

    def remove(self, record: Camera) -> "Future[None]":
        return self.services.site.remove_camera(record.id)

    def add_words(self) -> str:
        return self.tr("Add a camera")

    def new_words(self) -> str:
        return self.tr("New camera")

    def empty_words(self) -> str:
        return self.tr('No cameras yet. Press "Add a camera", or import a site file on the page "Site file".')

    def _open_options(self) -> None:
        name = self._name.value().in_language(current_language())
        self._panel.open(self.opened_id(), name, self._options.value())

    def _choose_options(self, options: CameraOptions) -> None:
        """What is applied is not stored yet: the next Enter does that."""
        self._options.choose(options)
        self.form.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_find(self) -> None:
        self.list.hide()
        self.finder.begin()

    def _close_find(self) -> None:
        self.list.show()
        self.show_form()
        self.leave_form()

    def _look_at(self, address: str) -> None:
        self._beside.look_at(address, self.records(), {*self._drafts, self.opened_id()} - {""})
        if self._beside.camera_id:
            self._choose(self._beside.camera_id)
        self.show_form()

    def _take_over(self, taken: Taken) -> None:
        """Fills the form with what the camera told; nothing is stored before Save."""
        if taken.camera_id:
            self._choose(taken.camera_id)
        else:
            self._add()
        self._beside.note_put(self.opened_id())
        sub = taken.source.sub
        values: Values = {
            "kind": "rtsp",
            "address": taken.source.main.address,
            "sub_address": sub.address if sub is not None else "",
            "username": taken.username,
            "password": taken.password,
            "onvif": taken.device.address if taken.device.steerable else "",
        }
        self._put(values)
        self.form.changed.emit()
        self.form.begin()

    def _show_login(self, record_id: str, username: str, password: str) -> None:
        """What the secret store answered, unless somebody is already typing a user name."""
        self._usernames[record_id] = username
        field = self._username
        if self.opened_id() != record_id:
            return
        self._password.set_hint(self.tr("kept; type to replace it") if password else self.tr("none"))
        self._shown["username"] = username
        if field.value() == self._before["username"]:
            field.set_value(username)
            self._before["username"] = username

    def _new_username(self, values: Values) -> str | None:
        """None where the line was left alone, so that nothing is written into the secret store."""
        return None if values["username"] == self._before["username"] else values["username"]

    def _show_kind(self) -> None:
        kind = self._kind.value()
        hints = {
            "rtsp": "rtsp://192.168.1.64:554/main",
            "file": self.tr("path of a video file"),
            "usb": self.tr("number of the USB camera, the first is 0"),
            "demo": self.tr("name of a drawn scene, for example lobby"),
        }
        self._address.set_hint(hints.get(kind, ""))
        self._address.set_label(self.tr("Main stream") if kind == "rtsp" else self.tr("Source"))
        for name in ("sub_address", "username", "password", "onvif", "hardware"):
            self.form.show_field(name, shown=kind == "rtsp")

    def _show_states(self) -> None:
        if self.isVisible():
            cameras = self.records()
            self._show_rows(cameras)
            for camera in cameras:
                if camera.id == self.opened_id():
                    self._show_now(camera)

    def _show_now(self, record: Camera) -> None:
        self._now.words.setText(self._state_words(record))
        status = self._status(record)
        self._hardware.show_now(
            stored=record.options.hardware,
            decoder=status.decoder if status is not None else "",
            fallback=self.services.fallbacks.all().get(record.id),
            zone=site_zone(self.services.site.site().timezone),
        )

    def _status(self, record: Camera) -> CameraStatus | None:
        return next((one for one in self.services.wall.statuses() if one.id == record.id), None)

    def _kind_words(self, kind: str) -> str:
        words = {
            "rtsp": self.tr("network camera"),
            "file": self.tr("video file"),
            "usb": self.tr("USB camera"),
            "demo": self.tr("drawn scene (demo)"),
        }
        return words.get(kind, kind)

    def _state_words(self, record: Camera) -> str:
        if not record.enabled:
            return self.tr("switched off")
        status = self._status(record)
        if status is None or status.state == "connecting":
            return self.tr("connecting")
        if status.state == "live":
            return self.tr("plays, not live") if status.from_file else self.tr("live")
        if status.state == "resting":
            return self.tr("neither shown nor watched")
        return "▲ " + (self._codes.camera_cause(status.cause) if status.cause else self.tr("late"))

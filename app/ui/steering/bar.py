"""Below an enlarged picture whose camera can be steered: turn, zoom, positions, patrol."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.model.onvif import Preset
from app.model.site import Camera
from app.onvif.patrol import LONGEST_STAY_S, SHORTEST_STAY_S
from app.onvif.rules import KEY_SPEED, Velocity
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.steering.hand import Hand
from app.ui.steering.picture_keys import PictureKeys
from app.ui.steering.positions import PositionButtons

_USUAL_STAY_S = 20
_LOOK_MS = 1000
_BUTTONS = {
    "left": ("◀", Velocity(pan=-KEY_SPEED)),
    "up": ("▲", Velocity(tilt=KEY_SPEED)),
    "down": ("▼", Velocity(tilt=-KEY_SPEED)),
    "right": ("▶", Velocity(pan=KEY_SPEED)),
    "nearer": ("+", Velocity(zoom=KEY_SPEED)),
    "farther": ("−", Velocity(zoom=-KEY_SPEED)),
}


class SteeringBar(QFrame):
    """Shown while `show_camera` was given a camera that can be steered. `left`: the picture wants the keys back."""

    left = Signal()

    def __init__(self, services: Services, ops: Ops, picture: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steering")
        self._services = services
        self._ops = ops
        self._words = ErrorWords(self)
        self._camera_id = ""
        self._steered_at = ""
        self._error: BaseException | None = None
        self.hand = Hand(services, ops, self)
        self.keys = PictureKeys(picture, self.hand)
        self.moves = {name: self._move_button(name) for name in _BUTTONS}
        self.note = QLabel(self)
        self.again = QPushButton(self)
        self.stay = QSpinBox(self)
        self.patrol = QPushButton(self)
        self.keep = QPushButton(self)
        self.positions = PositionButtons(self)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._show_state)
        self._build()
        self._connect()
        self.retranslate()
        self.hide()

    def show_camera(self, camera: Camera | None) -> None:
        """The enlarged camera; None, or one that cannot be steered, takes the bar away."""
        steered_at = camera.options.onvif if camera is not None else ""
        camera_id = camera.id if camera is not None and steered_at else ""
        self.keys.watch(on=bool(camera_id))
        if (camera_id, steered_at) == (self._camera_id, self._steered_at):
            return
        self.hand.take(camera_id)
        self._camera_id, self._steered_at = camera_id, steered_at
        self._error = None
        self.setVisible(bool(camera_id))
        if camera_id:
            self._read_positions()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Steer the camera"))
        for name, button in self.moves.items():
            words = self._move_words(name)
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.again.setText(self.tr("Try again"))
        self.stay.setPrefix(self.tr("stay "))
        self.stay.setSuffix(self.tr(" s"))
        self.stay.setAccessibleName(self.tr("Seconds at each position"))
        self.keep.setText(self.tr("Keep position …"))
        self.positions.retranslate()
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        self._look.start()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        self._look.stop()
        self.hand.release_all()
        super().hideEvent(event)

    def _build(self) -> None:
        self.note.setWordWrap(True)
        self.stay.setRange(SHORTEST_STAY_S, LONGEST_STAY_S)
        self.stay.setValue(_USUAL_STAY_S)
        self.stay.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.patrol.setCheckable(True)
        self.again.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in self.moves.values():
            row.addWidget(button)
        row.addSpacing(6)
        row.addWidget(self.note, 1)
        for widget in (self.again, self.stay, self.patrol, self.keep):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.positions)

    def _connect(self) -> None:
        self.hand.trouble.connect(self._show_error)
        self.keys.number.connect(self.positions.go_to_number)
        self.positions.go_to.connect(self._go_to)
        self.positions.keep.connect(self._keep)
        self.positions.forget.connect(self._forget)
        self.positions.closed.connect(self.left)
        self.keep.clicked.connect(self.positions.begin_naming)
        self.again.clicked.connect(self._read_positions)
        self.patrol.clicked.connect(self._toggle_patrol)

    def _move_button(self, name: str) -> QPushButton:
        sign, velocity = _BUTTONS[name]
        button = QPushButton(sign, self)
        button.setObjectName("compact")
        button.setFixedWidth(42)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.pressed.connect(lambda: self.hand.hold(name, velocity))
        button.released.connect(lambda: self.hand.release(name))
        return button

    def _move_words(self, name: str) -> str:
        words = {
            "left": self.tr("Turn left, Ctrl ←"),
            "right": self.tr("Turn right, Ctrl →"),
            "up": self.tr("Turn up, Ctrl ↑"),
            "down": self.tr("Turn down, Ctrl ↓"),
            "nearer": self.tr("Nearer, key +"),
            "farther": self.tr("Farther, key −"),
        }
        return words[name]

    def _read_positions(self) -> None:
        camera_id = self._camera_id
        self._error = None
        self.positions.clear()
        self._show_state()
        self._ops.ask(
            lambda: self._services.onvif.presets(camera_id),
            lambda presets: self._show_positions(camera_id, presets),
            lambda error: self._failed(camera_id, error),
        )

    def _show_positions(self, camera_id: str, presets: tuple[Preset, ...]) -> None:
        if camera_id == self._camera_id:
            self.positions.show_presets(presets)
            self._show_error(None)

    def _go_to(self, preset: Preset) -> None:
        camera_id = self._camera_id
        self._ops.ask(
            lambda: self._services.onvif.go_to(camera_id, preset.token),
            lambda _: self._show_error(None),
            lambda error: self._failed(camera_id, error),
        )

    def _keep(self, name: str) -> None:
        camera_id = self._camera_id
        self._ops.ask(
            lambda: self._services.onvif.save_preset(camera_id, name),
            lambda _: self._reread(camera_id),
            lambda error: self._failed(camera_id, error),
        )

    def _forget(self, preset: Preset) -> None:
        camera_id = self._camera_id
        self._ops.ask(
            lambda: self._services.onvif.remove_preset(camera_id, preset),
            lambda _: self._reread(camera_id),
            lambda error: self._failed(camera_id, error),
        )

    def _reread(self, camera_id: str) -> None:
        if camera_id == self._camera_id:
            self._read_positions()

    def _toggle_patrol(self) -> None:
        camera_id, onvif = self._camera_id, self._services.onvif
        presets, stay = self.positions.presets, self.stay.value()
        running = onvif.patrol_of(camera_id) is not None
        self.patrol.setEnabled(False)
        self._ops.ask(
            lambda: onvif.end_patrol(camera_id) if running else onvif.patrol(camera_id, presets, stay),
            lambda _: self._show_error(None),
            lambda error: self._failed(camera_id, error),
        )
        self.left.emit()

    def _failed(self, camera_id: str, error: BaseException) -> None:
        if camera_id == self._camera_id:
            self._show_error(error)

    def _show_error(self, error: BaseException | None) -> None:
        self._error = error
        self._show_state()

    def _show_state(self) -> None:
        patrol = self._services.onvif.patrol_of(self._camera_id) if self._camera_id else None
        known = bool(self.positions.presets)
        self.patrol.setChecked(patrol is not None)
        self.patrol.setText(self.tr("End patrol") if patrol is not None else self.tr("Patrol"))
        self.patrol.setToolTip(self.tr("The camera goes from position to position by itself"))
        self.patrol.setEnabled(patrol is not None or len(self.positions.presets) > 1)
        self.stay.setEnabled(patrol is None)
        self.again.setVisible(self._error is not None and not known)
        self.note.setObjectName("problem" if self._error or (patrol and patrol.in_trouble) else "dim")
        self.note.style().polish(self.note)
        if self._error is not None:
            self.note.setText("▲ " + self._words.explain(self._error).what)
        elif patrol is not None and patrol.in_trouble:
            self.note.setText("▲ " + self.tr("The patrol cannot reach the camera; it goes on trying."))
        elif patrol is not None:
            name = patrol.presets[patrol.at].name
            self.note.setText(self.tr("Patrol, next: {name}").format(name=name))
        else:
            self.note.setText(self._how())

    def _how(self) -> str:
        """In two lines at most: on a small screen what the mouse does, the keys stand in the tips of the buttons."""
        whole = self.tr("Drag or Ctrl + arrows turn, wheel or +/− zoom; Ctrl + wheel magnifies the picture")
        self.note.setToolTip(whole)
        # A line is broken between words: it is rarely full.
        fits = self.note.fontMetrics().horizontalAdvance(whole) <= 1.7 * self.note.width()
        return whole if fits else self.tr("Drag turns, wheel zooms, Ctrl + wheel magnifies")

"""The wall with its bar: views, layouts and pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.view import MAIN
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.steering.bar import SteeringBar
from app.ui.wall.alarm_board import AlarmBoard
from app.ui.wall.bar import WallBar
from app.ui.wall.keep_button import KeepButton
from app.ui.wall.retry_button import RetryButton
from app.ui.wall.shown import ShownPictures
from app.ui.wall.snapshot_button import SnapshotButton
from app.ui.wall.spotlight import Spotlight
from app.ui.wall.view import WallView
from app.ui.wall.view_panel import ViewPanel
from app.ui.wall.views import WallViews


class WallScreen(QWidget):
    """F1, or the second screen; `screen` says which. Emits `replay_wanted` and `picture_wanted` with a camera's id."""

    replay_wanted = Signal(str)
    picture_wanted = Signal(str)

    def __init__(
        self,
        services: Services,
        names: Names,
        ops: Ops,
        shown: ShownPictures,
        spotlight: Spotlight,
        screen: str = MAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view = WallView(services, shown, self)
        self.views = WallViews(services, ops, self.view, screen, self)
        self.panel = ViewPanel(self.view, self.views, self)
        self.board = AlarmBoard(services, names, ops, self)
        self._spotlight = spotlight
        self.steering = SteeringBar(services, ops, self.view, self)
        self.bar = WallBar(self)
        self.buttons = self.bar.layouts.buttons
        self.keep = KeepButton(services, self.view, self)
        self.snapshot = SnapshotButton(services, ops, self.view, spotlight.incident_of, self)
        self.retry = RetryButton(services, self.view, self.snapshot, self)
        self.bar.add(self.snapshot)
        self.bar.add(self.keep)
        self.bar.add(self.retry)
        self._connect()
        self._show_spotlight()
        self._key("E", self._toggle_panel)
        self._key("R", self._ask_replay)
        self._key("K", self.keep.toggle)
        self._key("S", self.snapshot.take)
        self._key("T", self.retry.retry)
        self._key("A", self._ask_picture)
        for number in range(10):
            self._key(f"Ctrl+{number}", lambda number=number: self.views.choose_number(number))
        beside = QHBoxLayout()
        beside.setSpacing(3)
        beside.addWidget(self.panel)
        beside.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 0)
        column.setSpacing(0)
        column.addLayout(beside, 1)
        column.addWidget(self.steering)
        column.addWidget(self.board)
        column.addWidget(self.bar)
        self.retranslate()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {"camera", "site", "place"}:
            self.view.reload()
        if kinds & {"view", "camera"}:
            self.views.reload()

    def tick(self) -> None:
        self.board.tick()

    def look_at_keys(self) -> None:
        self.keep.look()
        self.retry.look()

    def retranslate(self) -> None:
        self.bar.retranslate()
        self.keep.look()
        self.retry.look()
        self.snapshot.retranslate()
        self.steering.retranslate()
        self.panel.retranslate()
        self.board.retranslate()
        self.view.retranslate()
        self._show_views()

    def _connect(self) -> None:
        self.view.arranged.connect(self._show_state)
        self.steering.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.views.changed.connect(self._show_views)
        self.panel.closed.connect(self._close_panel)
        self.board.toggle_wanted.connect(self._toggle_featured)
        self._spotlight.changed.connect(self._show_spotlight)
        self.view.chosen.connect(self._spotlight.choose)
        self.bar.view_wanted.connect(self._choose_view)
        self.bar.layout_wanted.connect(self.view.set_layout)
        self.bar.page_wanted.connect(self.view.turn_page)
        self.bar.enlarged.nearer.connect(self.view.magnify)
        self.bar.enlarged.back_wanted.connect(self.view.step_back)
        self.bar.edit.clicked.connect(self._toggle_panel)
        self.bar.replay.clicked.connect(self._ask_replay)

    def _key(self, key: str, do: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def _ask_replay(self) -> None:
        camera_id = self.view.focused_camera()
        if camera_id:
            self.replay_wanted.emit(camera_id)

    def _ask_picture(self) -> None:
        camera_id = self.view.focused_camera()
        if camera_id:
            self.picture_wanted.emit(camera_id)

    def _choose_view(self, view_id: str) -> None:
        self.views.choose(view_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_panel(self) -> None:
        if self.panel.isHidden():
            self.panel.begin()
        else:
            self._close_panel()
        self.bar.edit.setChecked(not self.panel.isHidden())

    def _close_panel(self) -> None:
        self.panel.hide()
        self.bar.edit.setChecked(False)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_featured(self) -> None:
        arrangement = self.view.arrangement
        if arrangement.featured:
            arrangement.dismiss()
        else:
            arrangement.bring_back()
        self.view.arrange()

    def _show_spotlight(self) -> None:
        self.board.show_alarm(self._spotlight.alarm, self._spotlight.place_offered())
        self.view.mark_places(self._spotlight.places())
        self.view.feature(self._spotlight.cameras)

    def _show_state(self) -> None:
        self.bar.show_arrangement(self.view.arrangement)
        self.steering.show_camera(self.view.arrangement.enlarged_camera())
        self.board.show_featured(featured=bool(self.view.arrangement.featured))

    def _show_views(self) -> None:
        self.bar.show_views(self.views.all(), self.views.chosen(), changed=self.views.is_changed())

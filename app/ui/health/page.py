"""Health: what is wrong now, which ways to people work, and how long each camera was live on each of the last days."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.model.health import LOST, Condition, Uptime
from app.ui.code_words import CodeWords
from app.ui.format import clock_time, duration, iso_date, site_zone
from app.ui.forms.marked_lines import MarkedLines
from app.ui.forms.rows import Row, RowsTable
from app.ui.health.channels import ChannelHealth
from app.ui.health.shades import SHADES, UNKNOWN, by_cell, step_of
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.watching_page import WatchingPage

if TYPE_CHECKING:
    from app.ui.health.heat_map import HeatMap

DAYS = 30
_CONDITIONS_EVERY_MS = 2000
_MAP_EVERY_TICKS = 15
_CONDITIONS_PX = 176
_CONDITIONS_SHARE = 3
"""Of the page's height, the part that a long list of what is wrong may take."""
_MOVED = "moved"


class HealthPage(WatchingPage):
    """The map is built when the page is opened first: what draws it takes a while to load."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(_CONDITIONS_EVERY_MS, parent)
        self._services, self._ops = services, ops
        self._codes = CodeWords(self)
        self._uptimes: dict[tuple[str, str], Uptime] = {}
        self._cameras: list[tuple[str, str]] = []
        self._days: list[str] = []
        self._ticks = 0
        self.map: HeatMap | None = None
        self.now_title, self.map_title = self._label("heading"), self._label("heading")
        self.well = self._label("dim")
        self.troubles = MarkedLines(style="problem", parent=self)
        self.channels = ChannelHealth(services, ops, self)
        self.conditions = RowsTable(self)
        self.conditions.setMaximumHeight(_CONDITIONS_PX)
        self.accept = QPushButton(self)
        self.accept.clicked.connect(self._accept)
        self.conditions.selectionModel().selectionChanged.connect(self._offer)
        self.value = self._label("strong")
        self._keys = [self._label("dim") for _ in SHADES]
        self._room = QScrollArea(self)
        self._room.setWidgetResizable(True)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange()
        ops.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        self.now_title.setText(self.tr("Wrong now"))
        self.map_title.setText(self.tr("Live pictures of the last {days} days").format(days=DAYS))
        self.accept.setText(self.tr("What it shows now is right"))
        self.accept.setToolTip(
            self.tr("The camera that is marked was moved on purpose: from now on this is its usual view.")
        )
        self.conditions.setAccessibleName(self.tr("Cameras with something wrong now"))
        self.conditions.show_columns(
            [self.tr("Camera"), self.tr("What is wrong"), self.tr("Times"), self.tr("Since")], 1
        )
        for label, text in zip(self._keys, self._step_words(), strict=True):
            label.setText(text)
        self.channels.retranslate()
        if self.map is not None:
            self.map.setAccessibleName(self.tr("Uptime of each camera, day by day; arrow keys choose a day"))
        self.refresh()

    def refresh(self) -> None:
        """Asks again what is wrong and what was."""
        language = current_language()
        self._cameras = [
            (camera.id, camera.name.in_language(language))
            for camera in self._services.site.cameras()
            if camera.enabled
        ]
        self._show_conditions()
        self._show_troubles()
        self.channels.refresh()
        if self.map is not None:
            self._show_map()

    def showEvent(self, event: QShowEvent) -> None:
        if self.map is None:
            self._build_map()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.conditions.setMaximumHeight(max(_CONDITIONS_PX, self.height() // _CONDITIONS_SHARE))
        super().resizeEvent(event)

    def look(self) -> None:
        self._ticks += 1
        if self._ticks % _MAP_EVERY_TICKS == 0:
            self.refresh()
        else:
            self._show_conditions()
            self._show_troubles()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"camera", "site"} and self.isVisible():
            self.refresh()
        elif kinds & {"proof", "channel"} and self.isVisible():
            self.channels.refresh()

    def _build_map(self) -> None:
        from app.ui.health.heat_map import HeatMap

        self.map = HeatMap(self)
        self.map.chosen.connect(self._show_value)
        self._room.setWidget(self.map)
        self.map.setAccessibleName(self.tr("Uptime of each camera, day by day; arrow keys choose a day"))

    def _show_map(self) -> None:
        from app.ui.health.heat_map import Grid

        if self.map is None:
            return
        self._days = self._services.health.days(DAYS)
        self._uptimes = by_cell(self._services.health.uptime(DAYS))
        steps = tuple(
            tuple(step_of(self._uptimes.get((camera_id, day))) for day in self._days)
            for camera_id, _ in self._cameras
        )
        columns = tuple(date.fromisoformat(day).strftime("%m-%d") for day in self._days)
        self._room.setVisible(bool(self._cameras))
        if self._cameras:
            self.map.show_grid(Grid(tuple(name for _, name in self._cameras), columns, steps))

    def _show_value(self, row: int, column: int) -> None:
        camera_id, name = self._cameras[row]
        day = self._days[column]
        uptime = self._uptimes.get((camera_id, day))
        if uptime is None or step_of(uptime) == UNKNOWN:
            words = self.tr("not observed")
        else:
            # Rounded down: 100 % is said of a day without a gap alone.
            share = int(uptime.live_s / uptime.observed_s * 1000) / 10
            words = self.tr("live {share} % of {observed} observed, not live {dark}").format(
                share=share,
                observed=duration(uptime.observed_s),
                dark=duration(uptime.observed_s - uptime.live_s),
            )
        self.value.setText(f"{name} · {day} · {words}")
        if self.map is not None:
            self.map.setAccessibleDescription(self.value.text())

    def _show_conditions(self) -> None:
        names = dict(self._cameras)
        found = [one for one in self._services.health.present() if one.camera_id in names]
        rows = [Row(f"{one.camera_id} {one.kind}", self._cells(one, names[one.camera_id])) for one in found]
        if rows != self.conditions.rows.rows:
            marked = self._marked()
            self.conditions.rows.show_rows(rows)
            number = next((n for n, row in enumerate(rows) if marked and row.id == marked.id), -1)
            if number >= 0:
                self.conditions.selectRow(number)
        self.accept.setVisible(any(one.kind == _MOVED for one in found))
        self._offer()
        self.conditions.setVisible(bool(rows))
        self.well.setVisible(not rows)
        self._say_well()

    def _say_well(self) -> None:
        none = self.tr("There is no camera yet. Add cameras on the page Cameras.")
        every = self.tr("Every camera in use sends a picture that can be used.")
        self.well.setText(every if self._cameras else none)

    def _show_troubles(self) -> None:
        """What is wrong with this computer's other ways to people."""
        lines = [self._codes.sound_trouble(*trouble) for trouble in self._services.sounds.troubles()]
        page = self._services.lan_page.standing()
        if page.state == "failed":
            lines.append(self.tr("phone page closed: {why}").format(why=self._codes.lan_fault(page.code)))
        self.troubles.show_lines([("▲", line) for line in lines])
        self.troubles.setVisible(bool(lines))

    def _marked(self) -> Row | None:
        chosen = self.conditions.selectionModel().selectedRows()
        return self.conditions.rows.rows[chosen[0].row()] if chosen else None

    def _offer(self) -> None:
        marked = self._marked()
        self.accept.setEnabled(marked is not None and marked.id.endswith(f" {_MOVED}"))

    def _accept(self) -> None:
        marked = self._marked()
        if marked is not None:
            camera_id = marked.id.removesuffix(f" {_MOVED}")
            self._ops.ask(lambda: self._services.learnt_views.accept(camera_id))

    def _cells(self, condition: Condition, name: str) -> tuple[str, ...]:
        zone = site_zone(self._services.site.site().timezone)
        day, since = iso_date(condition.since, zone), clock_time(condition.since, zone)
        if day != iso_date(self._services.clock.now(), zone):
            since = f"{day} {since}"
        words = self._codes.health(condition.kind)
        if condition.kind == LOST and condition.cause:
            cause = self._codes.camera_cause(condition.cause)
            words = self.tr("{what}: {why}").format(what=words, why=cause)
        return name, f"▲ {words}", str(condition.count), since

    def _step_words(self) -> tuple[str, ...]:
        return (
            self.tr("not observed"),
            self.tr("99.9 % and more"),
            self.tr("99 % and more"),
            self.tr("95 % and more"),
            self.tr("50 % and more"),
            self.tr("below 50 %"),
        )

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        return label

    def _arrange(self) -> None:
        key = QHBoxLayout()
        key.setSpacing(8)
        for shade, label in zip(SHADES, self._keys, strict=True):
            key.addWidget(_swatch(shade, self))
            key.addWidget(label)
            key.addSpacing(8)
        key.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 10)
        column.setSpacing(8)
        wrong = QVBoxLayout()
        wrong.setSpacing(8)
        wrong.addWidget(self.now_title)
        wrong.addWidget(self.well)
        wrong.addWidget(self.conditions)
        wrong.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignLeft)
        wrong.addWidget(self.troubles)
        wrong.addStretch(1)
        now = QHBoxLayout()
        now.setSpacing(20)
        now.addLayout(wrong, 3)
        now.addWidget(self.channels, 2)
        column.addLayout(now)
        column.addWidget(self.map_title)
        column.addWidget(self._room, 1)
        column.addWidget(self.value)
        column.addLayout(key)


def _swatch(shade: str, parent: QWidget) -> QLabel:
    square = QPixmap(18, 18)
    square.fill(QColor(shade))
    label = QLabel(parent)
    label.setPixmap(square)
    return label

"""Builds the parts of the window and docks them; what they do lies in their own modules."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.ui.beats import BEATS, CLOCK_TICK_MS
from app.ui.changes import UiChanges
from app.ui.emergency.announcer import Announcer
from app.ui.emergency.button import EmergencyButton
from app.ui.emergency.controller import EmergencyControl
from app.ui.emergency.panel import IncidentPanel
from app.ui.emergency.siren import Siren
from app.ui.emergency.still_owed import StillOwed
from app.ui.emergency.voice import Voice
from app.ui.entry.line import EntryLine
from app.ui.journal.rail_list import LogRail
from app.ui.language import Language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.roster.watch import RosterWatch
from app.ui.screens import SCREENS
from app.ui.services import Services
from app.ui.shell.banner import Banner
from app.ui.shell.focus_guard import FocusGuard
from app.ui.shell.handover_alarm import HandoverAlarm
from app.ui.shell.rail import NavigationRail
from app.ui.shell.strip import TopStrip
from app.ui.tab_order import bring_into_view, go_on
from app.ui.wall.walls import Walls

if TYPE_CHECKING:
    from app.ui.access.sign_in import SignInPanel
    from app.ui.figures.screen import FiguresScreen
    from app.ui.handover.screen import HandoverScreen
    from app.ui.incidents.screen import IncidentsScreen
    from app.ui.log.screen import LogScreen
    from app.ui.playback.screen import PlaybackScreen
    from app.ui.settings.screen import SettingsScreen

SIDE_SHARE = 0.228
SIDE_LEAST = 330
LOG_LEAST = 120
PAGE_LEAST = 240


class _Screen(Protocol):
    def retranslate(self) -> None: ...


class MainWindow(QMainWindow):
    """One window. The emergency button and the entry line stand on every screen."""

    def __init__(self, services: Services, language: Language) -> None:
        super().__init__()
        self._services = services
        self._language = language
        self.ops = Ops(self)
        self.names = Names(services)
        self.roster = RosterWatch(services, self.ops, self)
        self._changes = UiChanges(services.changes, self)
        self.siren = Siren(self)
        self.emergency = EmergencyControl(services, self.ops, self.siren, self)
        self.button = EmergencyButton(self)
        self.strip = TopStrip(services, self.names, self.ops, self)
        self.banner = Banner(self)
        self.rail = NavigationRail(self)
        self.pages = QStackedWidget(self)
        self.pages.setObjectName("pages")
        # Whatever a place asks for, it never pushes the emergency button off a low screen.
        self.pages.setMinimumHeight(PAGE_LEAST)
        self.walls = Walls(services, self.names, self.ops, self)
        self.wall = self.walls.main
        # Before the card of an incident takes its room, a tour gives it free: else the window would grow.
        self._marking = QTimer(self)
        """In a turn of its own: the wall is laid out anew when other cameras stand out."""
        self._marking.setSingleShot(True)
        self._marking.setInterval(0)
        self._marking.timeout.connect(self._mark_places)
        self.emergency.running_changed.connect(self._marking.start)
        self.voice = Voice(self)
        self.announcer = Announcer(services, self.names, self.emergency, self.voice, self)
        # Told first, so that it is there when the card of what has just ended gives the cursor away.
        self.owed = StillOwed(services, self.names, self.ops, self.emergency, self)
        self.panel = IncidentPanel(services, self.names, self.ops, self.emergency, self.announcer, self)
        self.handover_alarm = HandoverAlarm(services, self)
        self.log = LogRail(services, self.names, self.ops, self)
        self.entry = EntryLine(services, self.names, self.ops, self.walls.chosen_camera, self)
        self._focus_guard = FocusGuard(self.button, self.rail.take_focus, self)
        self._screens: dict[str, QWidget] = {"wall": self.wall}
        self._before_sign_in = "wall"
        self._why_unreachable: BaseException | None = None
        self._beat = 0
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._dock()
        self._wire()
        self.retranslate()
        self.go("wall")
        self._mark_places()
        self._clock.start()

    def go(self, place_id: str) -> None:
        """Shows a place; its screen is built at the first visit."""
        if place_id not in self._screens:
            self._screens[place_id] = SCREENS[place_id](self._services, self.ops)
            self.pages.addWidget(self._screens[place_id])
            if place_id == "figures":
                cast("FiguresScreen", self._screens[place_id]).incident_wanted.connect(self.open_incident)
            if place_id == "handover":
                cast("HandoverScreen", self._screens[place_id]).source_wanted.connect(self._look_at)
        screen = self._screens[place_id]
        self.pages.setCurrentWidget(screen)
        self.rail.mark(place_id)
        self.walls.show_place(place_id)
        if QApplication.activeWindow() is not None:
            # The key may have been pressed on the second screen.
            self.activateWindow()
        (self.wall.view if screen is self.wall else screen).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_incident(self, incident_id: str) -> None:
        """Shows one incident where all of it is."""
        self.go("incidents")
        cast("IncidentsScreen", self._screens["incidents"]).open_incident(incident_id)

    def open_reports(self, incident_id: str) -> None:
        """Shows what one incident owes, and where it is written."""
        self.go("incidents")
        cast("IncidentsScreen", self._screens["incidents"]).open_reports(incident_id)

    def _look_at(self, source: str) -> None:
        """Where a point of a handover comes from."""
        what, _, record_id = source.partition(":")
        if what == "incident":
            self.open_incident(record_id)
        elif what == "entry":
            self.go("log")
            cast("LogScreen", self._screens["log"]).show_number(int(record_id))
        elif what == "camera":
            self.go("wall")
        else:
            self.go("settings")
            cast("SettingsScreen", self._screens["settings"]).show_health()

    def place(self) -> str:
        """The place that is open."""
        current = self.pages.currentWidget()
        return next(place_id for place_id, screen in self._screens.items() if screen is current)

    def tell(self, error: BaseException) -> None:
        """Shows what went wrong in the banner."""
        self.banner.tell(error)

    def prepare(self) -> None:
        """Loads what the first emergency needs; called once the window stands and nobody waits for it."""
        self.siren.prepare()
        self.voice.prepare(loudspeaker=not self.siren.silent_machine)
        self._note_sounds()
        self.entry.prepare()
        # In a turn of its own: the sounds have held the window up already.
        QTimer.singleShot(0, self, self.panel.spares.begin)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Duty room console"))
        self.names.forget()
        for part in (
            self.strip,
            self.banner,
            self.rail,
            self.button,
            self.owed,
            self.panel,
            self.handover_alarm,
            self.walls,
            self.log,
            self.entry,
        ):
            part.retranslate()
        for screen in self._screens.values():
            cast("_Screen", screen).retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._clock.stop()
        self.entry.keeping.now()
        self._changes.close()
        self.ops.close()
        self.siren.stop()
        self.voice.close()
        self.walls.second.close()
        super().closeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """An area scrolls by itself only for a cursor that was in it before.

        Qt takes a page for the next stop whose list, hidden while it is empty, would get the cursor for it: the
        cursor stayed where it was, for ever.
        """
        before = QApplication.focusWidget()
        moved = super().focusNextPrevChild(forward)
        reached = QApplication.focusWidget()
        if before is not None and (reached is before or reached is None or not reached.isVisible()):
            go_on(before, forward=forward)
        elif reached is not None:
            bring_into_view(reached)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(max(SIDE_LEAST, round(self.width() * SIDE_SHARE)))
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.walls.second.look()

    def _dock(self) -> None:
        self._side = QWidget(self)
        self._side.setObjectName("side")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(10, 10, 8, 4)
        side.setSpacing(10)
        side.addWidget(self.walls.look)
        side.addWidget(self.walls.tour_card)
        side.addWidget(self.panel)
        side.addWidget(self.handover_alarm)
        side.addWidget(self.owed)
        side.addWidget(self.log, 1)
        self.log.setMinimumHeight(LOG_LEAST)
        foot = QWidget(self)
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot_column = QVBoxLayout(foot)
        foot_column.setContentsMargins(10, 6, 8, 6)
        # At the bottom: it stays where it is while the line beside it grows.
        foot_column.addStretch(1)
        foot_column.addWidget(self.button)
        self.entry.setObjectName("foot")
        self.pages.addWidget(self.wall)
        centre = QWidget(self)
        grid = QGridLayout(centre)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.strip, 0, 0, 1, 3)
        grid.addWidget(self.banner, 1, 0, 1, 3)
        grid.addWidget(self.rail, 2, 0, 2, 1)
        grid.addWidget(self.pages, 2, 1)
        grid.addWidget(self._side, 2, 2)
        grid.addWidget(self.entry, 3, 1)
        grid.addWidget(foot, 3, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        self.setCentralWidget(centre)

    def _wire(self) -> None:
        self.button.struck.connect(self.emergency.press)
        self.rail.chosen.connect(self.go)
        self.panel.alarm.muted.connect(self.handover_alarm.mute)
        self.handover_alarm.wanted.connect(lambda: self.go("handover"))
        self.walls.place_wanted.connect(self.go)
        self.walls.line_wanted.connect(self.entry.begin_about)
        self.walls.picture_wanted.connect(self.entry.add_picture)
        self.walls.carried.connect(self.entry.carry)
        self.ops.failed.connect(self.tell)
        self._changes.changed.connect(self._on_changed)
        self._language.changed.connect(self.retranslate)
        self._language.changed.connect(self._note_sounds)
        self.siren.changed.connect(self._note_sounds)
        self.voice.changed.connect(self._note_sounds)
        self.walls.replay_wanted.connect(self._replay)
        self.strip.language_wanted.connect(self._language.toggle)
        self.strip.trouble_wanted.connect(self._go_to_trouble)
        self.roster.found.connect(self.strip.show_roster)
        self.strip.sign_in_wanted.connect(self._open_sign_in)
        self.strip.sign_out_wanted.connect(lambda: self.ops.run(self._services.access.sign_out()))
        self.entry.left.connect(self._leave_for_place)
        self.panel.left.connect(self._leave_for_place)
        self.panel.ended.connect(self._go_on_after)
        self.owed.wanted.connect(self.open_reports)
        self.entry.about_ended.connect(self.walls.tour.go_on)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self.names.forget()
        offers = bool(kinds & {"plan", "place", "person", "post", "roster", "site"})
        if offers or kinds & {"incident", "message", "due", "camera", "relay"}:
            self.emergency.refresh(site_changed=offers)
        if kinds & {"plan", "place", "person"}:
            self.panel.retranslate()
        if "site" in kinds:
            self.panel.spares.drop()
        for refresh in self._refreshing():
            refresh(kinds)
        if "access" in kinds:
            self._close_sign_in()
        self.ops.changed.emit(kinds)

    def _refreshing(self) -> tuple[Callable[[frozenset[str]], None], ...]:
        return self.strip.refresh, self.handover_alarm.refresh, self.log.refresh, self.walls.refresh

    def _tick(self) -> None:
        self._beat = (self._beat + 1) % BEATS
        self.strip.show_time()
        self.panel.tick(self._beat)
        self.owed.tick()
        self.walls.tick()
        if self._beat == 0:
            self.strip.tick()
        elif self._beat == 1:
            self.handover_alarm.tick(siren=self.siren.sounding)
            self.announcer.reminder = self.handover_alarm.to_say()
            self.announcer.tick()
        elif self._beat == 2:
            self.walls.look_at_keys()

    def _note_sounds(self) -> None:
        """What cannot be heard must be seen."""
        sounds = self._services.sounds
        sounds.siren, sounds.voice = self.siren.state(), self.announcer.state()

    def _mark_places(self) -> None:
        self.walls.spotlight.show_incidents(self.emergency.running)

    def show_unreachable(self, error: BaseException | None) -> None:
        """Other programs cannot reach the console, and why; None once they can."""
        if error is not None:
            self.banner.tell(error)
        elif self._why_unreachable is not None:
            self.banner.withdraw(self._why_unreachable)
        self._why_unreachable = error
        self.strip.show_unreachable(unreachable=error is not None)

    def _replay(self, camera_id: str) -> None:
        self.go("playback")
        cast("PlaybackScreen", self._screens["playback"]).replay(camera_id)

    def _go_to_trouble(self, place_id: str) -> None:
        self.go(place_id)
        if place_id == "settings":
            cast("SettingsScreen", self._screens[place_id]).show_backups()

    def _leave_for_place(self) -> None:
        self.go(self.place())

    def _go_on_after(self, incident_id: str) -> None:
        """Its card has gone, and the cursor was in it."""
        if not self.owed.take_cursor(incident_id):
            self._leave_for_place()

    def _open_sign_in(self) -> None:
        if self.place() != "sign_in":
            self._before_sign_in = self.place()
        new = "sign_in" not in self._screens
        self.go("sign_in")
        if new:
            cast("SignInPanel", self._screens["sign_in"]).left.connect(self._leave_sign_in)

    def _close_sign_in(self) -> None:
        if self._services.access.actor().person_id:
            self._leave_sign_in()

    def _leave_sign_in(self) -> None:
        if self.place() == "sign_in":
            self.go(self._before_sign_in)

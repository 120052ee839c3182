"""The Qt application around the window: language, theme, faults, the end."""

import logging
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import shiboken6
from PySide6.QtCore import QMetaObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.backup.rescue import Rescue
from app.core.clock import Clock
from app.core.errors import DutyRoomError, StorageUnavailable
from app.core.exit_codes import REFUSED, RESTART
from app.core.priority import come_first
from app.core.realtime_kit import ask_in_background
from app.model.journal import Entry
from app.roster.by_hand import ToDial
from app.ui.error_words import ErrorWords
from app.ui.faults import FaultWatch
from app.ui.language import Language
from app.ui.loop_watch import LoopWatch
from app.ui.main_window import MainWindow
from app.ui.refusal.alarm import Press
from app.ui.refusal.window import RefusalWindow
from app.ui.services import Services
from app.ui.theme import apply_theme
from app.ui.threads import UiThreadCollector, on_ui_thread
from app.ui.wall.paint_watch import Painted, Stands

log = logging.getLogger(__name__)
_SWITCH_S = 0.001
"""Python's own 5 ms are waited for after every commit while the window paints: an incident with its 16 messages stood
on the disk a quarter of a second later than it could (median of 25 clicks on a busy machine: 307 against 126 ms)."""
_PREPARE_AFTER_MS = 1500
_ASK_AFTER_MS = 3000
"""The window is up and what it prepared is made."""
_OFFSCREEN_SIZE = (1920, 1080)


class ConsoleWindow:
    """Makes the application and the window; `show`, then `run` until somebody closes it.

    Attributes:
        lateness: how late the event loop is.

    `ready_at`, `lateness_ms`, `painted` and `click_emergency` may be used from any thread.
    """

    def __init__(self, services: Services, language: str = "") -> None:
        self._application = _application()
        self.language = Language(self._application, language)
        self._faults = FaultWatch(self._application)
        self.lateness = LoopWatch(self._application)
        self.window = MainWindow(services, self.language)
        self._faults.fault.connect(self.window.tell, Qt.ConnectionType.QueuedConnection)
        self._show_unreachable = on_ui_thread(self.window.show_unreachable)
        self._collector = UiThreadCollector(self._application)
        self.ready_at: float | None = None
        """Monotonic seconds from which on a press of the button is answered; None before."""

    def follow(self, future: "Future[Entry]") -> None:
        """The banner tells when this could not be stored."""
        self.window.ops.run(future)

    def tell(self, error: BaseException) -> None:
        """Shows what went wrong in the banner."""
        self.window.tell(error)

    def tell_unreachable(self, error: BaseException | None) -> None:
        """Shows, until None comes, that other programs cannot reach the console. From any thread."""
        self._show_unreachable(error)

    def show(self, size: tuple[int, int] | None = None) -> None:
        """After this the emergency button works."""
        self._faults.install()
        _show(self.window, size)
        self.lateness.start()

    def run(self, *, screenshot: Path | None = None, exit_after_s: float | None = None) -> int:
        """Returns the exit code when the window is closed, the time is over or the system asks to end."""
        QTimer.singleShot(0, self._note_ready)
        QTimer.singleShot(_PREPARE_AFTER_MS, self.window.prepare)
        self._collector.start()
        try:
            return _loop(self._application, self.window, screenshot, exit_after_s)
        finally:
            self._faults.restore()
            self._collector.stop()
            self.lateness.stop()
            self.window.close()

    def lateness_ms(self, *, reset: bool) -> tuple[float, float]:
        """99th percentile and worst of the last minute; `reset` begins anew afterwards."""
        values = self.lateness.p99_ms(), self.lateness.max_ms()
        if reset:
            self.lateness.reset()
        return values

    def painted(self) -> tuple[dict[str, int], list[Painted]]:
        """Pictures painted on the wall since the last call: how many of each camera, and the newest one by one."""
        view = self.window.wall.view
        counts, recent = view.paints.take()
        # A tile of which nothing was painted is told as well.
        return {tile.camera_id: 0 for tile in view.tiles} | counts, recent

    def stands(self) -> dict[str, Stands]:
        """What each tile of the wall shows, as it was painted last."""
        view = self.window.wall.view
        stands, shown = view.paints.stands(), [tile.camera_id for tile in view.tiles]
        return {camera_id: stands[camera_id] for camera_id in shown if camera_id in stands}

    def click_emergency(self) -> None:
        """Clicks the button on screen, as the mouse does."""
        QMetaObject.invokeMethod(self.window.button, "click", Qt.ConnectionType.QueuedConnection)

    def _note_ready(self) -> None:
        self.ready_at = time.monotonic()


def show_refusal(
    error: DutyRoomError,
    clock: Clock,
    *,
    people: Sequence[ToDial] = (),
    press: Press | None = None,
    rescue: Rescue | None = None,
    language: str = "",
    screenshot: Path | None = None,
    exit_after_s: float | None = None,
) -> int:
    """A window that says why the console cannot start, and so does the terminal; gives the exit code once it is closed.

    `people` are dialled by hand; `press` presses the button of a console that is open on the same data; `rescue` mends
    what prevents the start.
    """
    application = _application()
    Language(application, language)
    sys.stderr.write(f"{ErrorWords().explain(error).text}\n")
    window = RefusalWindow(error, clock, people, press, rescue)
    window.show()
    _loop(application, window, screenshot, exit_after_s)
    return RESTART if window.wants_restart else REFUSED


def destroy_windows() -> None:
    """Ends every window at once, also one whose construction failed: none must ask services that are gone."""
    for window in QApplication.topLevelWidgets():
        if shiboken6.isValid(window):
            shiboken6.delete(window)


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        application = QApplication(sys.argv[:1])
        application.setApplicationName("dutyroom")
    apply_theme(application)
    return application


def _show(window: QWidget, size: tuple[int, int] | None) -> None:
    if size is None and QApplication.platformName() == "offscreen":
        size = _OFFSCREEN_SIZE
    if size is None:
        window.resize(1366, 768)
        window.showMaximized()
    else:
        window.resize(*size)
        window.show()


def _loop(
    application: QApplication, window: QWidget, screenshot: Path | None, exit_after_s: float | None
) -> int:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: application.quit())
    # Python sees a signal only when it runs: without a timer a quiet refusal window would never end by one.
    pulse = QTimer(application)
    pulse.timeout.connect(_nothing)
    pulse.start(200)
    if exit_after_s is not None:
        QTimer.singleShot(int(exit_after_s * 1000), lambda: _finish(application, window, screenshot))
    sys.setswitchinterval(_SWITCH_S)
    if not come_first():
        QTimer.singleShot(_ASK_AFTER_MS, application, ask_in_background)
    code = application.exec()
    pulse.stop()
    return code


def _finish(application: QApplication, window: QWidget, screenshot: Path | None) -> None:
    if screenshot is not None and not window.grab().save(str(screenshot)):
        told = ErrorWords().explain(StorageUnavailable("file_not_written")).text
        sys.stderr.write(f"{told} {screenshot}\n")
        # Not a crash: a new start would meet the same.
        application.exit(REFUSED)
        return
    application.quit()


def _nothing() -> None:
    """Gives Python a turn."""

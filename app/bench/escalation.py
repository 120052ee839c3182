"""`bench escalation`: from the click to the first message, ten emergencies at once, and a tier due during a crash."""

import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from app.bench.escalation_site import LATER, LIMIT_S, RESUME, SHIFT, crowd, site_file
from app.bench.figures import percentile
from app.bench.phones import Phones
from app.bench.running import RunningConsole, folder_in
from app.bench.wall_streams import open_streams
from app.core.clock import SystemClock
from app.core.paths import DataFolder
from app.storage.database import open_for_checking
from app.storage.transaction import Reader

_LOOK_EVERY_S = 0.005
_WITHIN_S = 60.0
_PAUSE_S = 0.5
"""Between clicks, once everything a click has brought is done: a storm of clicks is not what is measured."""
_WATCHED_S = 10.0
"""So long at least the event loop is watched with many emergencies at once."""


class _Room:
    """The data folder, its receiver and what is measured with them."""

    def __init__(self, folder: DataFolder, phones: Phones, cameras: int) -> None:
        self.folder = folder
        self.phones = phones
        self._cameras = cameras
        self.first_message_ms: list[float] = []
        self.durable_ms: list[float] = []
        self.pictures_ms: list[float] = []
        self.resumes_s: list[float] = []
        self.missing = 0
        """Messages and pictures that did not come in time."""

    def wait_live(self, console: RunningConsole) -> int:
        def live() -> int:
            return sum(camera["state"] == "live" for camera in console.ask("status")["cameras"])

        _wait(lambda: live() >= self._cameras, every_s=0.2)
        return live()

    def click(self, console: RunningConsole) -> None:
        clicked = console.ask("click")
        incident_id, begun = clicked["incident_id"], float(clicked["clicked_at"])
        self.durable_ms.append(float(clicked["durable_after_ms"]))
        with _Reading(self.folder) as reader:
            if _wait(lambda: self._pictures(reader, incident_id) >= self._cameras):
                self.pictures_ms.append((time.monotonic() - begun) * 1000)
            else:
                self.missing += self._cameras - self._pictures(reader, incident_id)
        if _wait(lambda: len(self.phones.of(incident_id)) >= SHIFT):
            self.first_message_ms.append((self.phones.of(incident_id)[0].at - begun) * 1000)
        else:
            self.missing += SHIFT - len(self.phones.of(incident_id))
        console.ask("stand_down", incident_id=incident_id)
        _wait(lambda: len(self.phones.of(incident_id)) >= 2 * SHIFT)
        time.sleep(_PAUSE_S)

    def crowds(self, console: RunningConsole, incidents: int, targets: int) -> tuple[float, dict[str, float]]:
        """All at once; returns how long it took until everybody was called, and how late the event loop was."""
        begun = time.monotonic()
        opened: list[str] = []

        def press(number: int) -> None:
            opened.append(console.ask("emergency", kind=crowd(number))["id"])

        presses = [threading.Thread(target=press, args=(number,)) for number in range(incidents)]
        before = len(self.phones.arrivals)
        console.ask("measure", reset=True)
        for thread in presses:
            thread.start()
        for thread in presses:
            thread.join()
        due = incidents * targets
        _wait(lambda: len(self.phones.arrivals) - before >= due, every_s=0.05)
        self.missing += max(0, due - (len(self.phones.arrivals) - before))
        last = max((arrival.at for arrival in self.phones.arrivals[before:]), default=begun)
        time.sleep(max(0.0, begun + _WATCHED_S - time.monotonic()))
        lateness = _lateness(console)
        for incident_id in opened:
            console.ask("stand_down", incident_id=incident_id)
        _wait(lambda: len(self.phones.arrivals) - before >= 2 * due, every_s=0.05)
        return last - begun, lateness

    def resume(self) -> None:
        """A tier comes due while the console is dead: how soon after the next start everybody in it has been called."""
        with RunningConsole(self.folder) as console:
            console.wait_ready()
            pressed = time.monotonic()
            incident_id = console.ask("emergency", kind=RESUME)["id"]
            _wait(lambda: len(self.phones.of(incident_id)) >= 1)
            console.kill()
        time.sleep(max(0.0, pressed + LIMIT_S + 0.2 - time.monotonic()))
        with RunningConsole(self.folder) as console:
            if _wait(lambda: self._called(incident_id) >= SHIFT + LATER):
                self.resumes_s.append(time.monotonic() - console.started_at)
            else:
                self.missing += SHIFT + LATER - self._called(incident_id)
            console.wait_ready()
            console.ask("stand_down", incident_id=incident_id)
            _wait(lambda: len(self.phones.of(incident_id)) >= 2 * (SHIFT + LATER))

    def _called(self, incident_id: str) -> int:
        return len({arrival.mark for arrival in self.phones.of(incident_id)})

    @staticmethod
    def _pictures(reader: Reader, incident_id: str) -> int:
        return len(reader.journal.latest(1000, kinds=("picture_kept",), incident_id=incident_id))


class _Reading:
    def __init__(self, folder: DataFolder) -> None:
        self._reader = open_for_checking(folder.database, SystemClock())

    def __enter__(self) -> Reader:
        return self._reader

    def __exit__(self, *_: object) -> None:
        self._reader.close()


def measure(
    *, clicks: int, restarts: int, cameras: int = 16, incidents: int = 10, targets: int = 200
) -> dict[str, Any]:
    """Takes about two seconds a click, and six a restart.

    `click_to_first_message_ms_*`: from the click until the receiver has the first message.
    `evidence_pictures_ms`: until the pictures of all cameras are stored, the worst of all clicks.
    `loop_late_ms_*`: with `incidents` emergencies opened at once that call `targets` people each.
    `resume_s_*`: from the start of the process until everybody has been called whose tier came due while it was dead.
    """
    with (
        tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True) as parent,
        Phones() as phones,
    ):
        folder = folder_in(parent, "data")
        site = _site(parent, phones.url, cameras=cameras, incidents=incidents, targets=targets)
        room = _Room(folder, phones, cameras)
        with RunningConsole(folder) as console:
            console.wait_ready()
            console.ask("import_site", path=str(site))
            live = room.wait_live(console)
            room.click(console)
            first_ever_ms = room.first_message_ms.pop()
            first_durable_ms = room.durable_ms.pop()
            room.pictures_ms.clear()
            console.ask("measure", reset=True)
            for _ in range(clicks):
                room.click(console)
            clicking = _lateness(console)
            everybody_s, lateness = room.crowds(console, incidents, targets)
        for _ in range(restarts):
            room.resume()
    return {
        "click_to_durable_ms_median": _ms(room.durable_ms, 0.5),
        "click_to_durable_ms_p99": _ms(room.durable_ms, 0.99),
        "click_to_first_message_ms_median": _ms(room.first_message_ms, 0.5),
        "click_to_first_message_ms_p99": _ms(room.first_message_ms, 0.99),
        "first_click_to_durable_ms": round(first_durable_ms, 1),
        "first_click_to_first_message_ms": round(first_ever_ms, 1),
        "evidence_pictures_ms_median": _ms(room.pictures_ms, 0.5),
        "evidence_pictures_ms": _ms(room.pictures_ms, 1.0),
        **lateness,
        "everybody_called_s": round(everybody_s, 2),
        **{f"{name}_clicking": value for name, value in clicking.items()},
        "resume_s_median": round(percentile(room.resumes_s, 0.5), 3),
        "resume_s_p99": round(percentile(room.resumes_s, 0.99), 3),
        "missing": room.missing,
        "messages_doubled": phones.doubled(),
        "clicks": len(room.first_message_ms),
        "restarts": len(room.resumes_s),
        "incidents": incidents,
        "targets": targets,
        "cameras": cameras,
        "cameras_live": live,
    }


def is_whole(figures: dict[str, Any]) -> bool:
    """Whether everything came, once; how fast it was is another question."""
    return not figures["missing"] and not figures["messages_doubled"]


def _site(parent: str, url: str, **size: int) -> Path:
    scenes = open_streams("demo", size["cameras"], 0.0, Path(parent)).addresses
    file = Path(parent) / "site.toml"
    file.write_text(site_file(url, scenes=scenes, **size), encoding="utf-8")
    return file


def _wait(condition: Any, *, every_s: float = _LOOK_EVERY_S) -> bool:
    """Until it is so; False when that takes too long."""
    until = time.monotonic() + _WITHIN_S
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(every_s)
    return True


def _lateness(console: RunningConsole) -> dict[str, float]:
    measured = console.ask("measure")
    return {name: round(measured[name], 2) for name in ("loop_late_ms_p99", "loop_late_ms_max")}


def _ms(values: list[float], share: float) -> float:
    return round(percentile(values, share), 1)

"""What the running console answers to other programs of the same user."""

import shutil
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from app import __version__
from app.control.entry_answer import noted
from app.control.incident_answer import incident_answer
from app.control.log_export import export_log
from app.core.changes import Changed
from app.core.clock import stamp
from app.core.errors import ConsoleUnreachable, InvalidInput, NotAllowed
from app.model.incident import UNKNOWN_KIND, Incident
from app.model.line import Line
from app.ui.services import Services
from app.ui.wall.paint_watch import Painted, Stands

_CLICK_WITHIN_S = 10.0
_STORED_WITHIN_S = 20.0


class Window(Protocol):
    """What the handlers need of the window; every method may be called from any thread."""

    @property
    def ready_at(self) -> float | None: ...
    def click_emergency(self) -> None: ...
    def lateness_ms(self, *, reset: bool) -> tuple[float, float]: ...
    def painted(self) -> tuple[dict[str, int], list[Painted]]: ...
    def stands(self) -> dict[str, Stands]: ...


def build_handlers(
    services: Services, window: Window
) -> dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]]:
    """The verbs, by name. They run on threads of the control server."""
    answers = _Answers(services, window)
    return {
        "status": answers.status,
        "emergency": answers.emergency,
        "acknowledge": answers.acknowledge,
        "withdraw_acknowledgement": answers.withdraw_acknowledgement,
        "stand_down": answers.stand_down,
        "note": answers.note,
        "import_site": answers.import_site,
        "export_site": answers.export_site,
        "export_log": answers.export_log,
        "exported": answers.exported,
        "measure": answers.measure,
        "painted": answers.painted,
        "stands": answers.stands,
        "retry": answers.retry,
        "click": answers.click,
    }


class _Answers:
    def __init__(self, services: Services, window: Window) -> None:
        self._services = services
        self._window = window

    def status(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Arguments: language (of names; the site's where missing)."""
        services, language = self._services, self._language(arguments)
        names = {camera.id: camera.name.in_language(language) for camera in services.site.cameras()}
        disk = shutil.disk_usage(services.folder.root)
        page = services.lan_page.standing()
        p99, worst = self._window.lateness_ms(reset=False)
        return {
            "version": __version__,
            "demo": services.site.is_demo(),
            "signed_in": services.access.actor().name,
            "cameras": [
                {
                    "id": camera.id,
                    "name": names.get(camera.id, ""),
                    "state": camera.state,
                    "cause": camera.cause,
                    "fps": camera.fps,
                    "age_s": camera.age_s,
                    "reconnects": camera.reconnects,
                    "reduced": camera.reduced,
                }
                for camera in services.wall.statuses()
            ],
            "escalations": [self._incident(incident, language) for incident in services.incidents.running()],
            "outbox": services.outbox.counts(),
            "cover": [
                {
                    "role": cover.line.role,
                    "post": cover.line.post_id,
                    "needed": cover.needed,
                    "there": cover.there,
                    "missing": cover.missing,
                }
                for cover in services.roster.cover()
            ],
            "disk": {"free_bytes": disk.free, "total_bytes": disk.total},
            "channels": [
                {
                    "id": each.channel.id,
                    "state": each.judgement,
                    "proven_at": stamp(each.proof.proven_at) if each.proof.proven_at else "",
                    "error": each.proof.error,
                }
                for each in services.outbox.proofs()
            ],
            "modems": [
                {"port": each.port, "cause": each.cause, "signal": each.signal, "network": each.network}
                for each in services.outbox.modems()
            ],
            "lan_page": {"state": page.state, "cause": page.code, "url": page.url},
            "backups": [
                {
                    "folder": each.target.folder,
                    "error": each.code,
                    "alarm": each.alarm,
                    "made_at": stamp(each.newest.made_at) if each.newest else "",
                    "number": each.newest.number if each.newest else 0,
                    "spilled": each.spilled,
                }
                for each in services.backup.standings()
            ],
            "sounds": {"siren": services.sounds.siren, "voice": services.sounds.voice},
            "console": {
                "ready_at": self._window.ready_at,
                "loop_late_ms_p99": round(p99, 2),
                "loop_late_ms_max": round(worst, 2),
                "camera_hosts": services.wall.pids(),
            },
        }

    def emergency(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Arguments: kind, place_id, drill, simulated, language; all may be missing."""
        incident = self._services.incidents.press(
            origin="command",
            kind=_text(arguments, "kind") or UNKNOWN_KIND,
            place_id=_text(arguments, "place_id"),
            drill=bool(arguments.get("drill", False)),
            simulated=bool(arguments.get("simulated", False)),
        ).result(_STORED_WITHIN_S)
        return self._incident(incident, self._language(arguments))

    def acknowledge(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Arguments: call_id."""
        self._services.incidents.acknowledge(_text(arguments, "call_id")).result(_STORED_WITHIN_S)
        return {}

    def withdraw_acknowledgement(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """The one that stands now. Arguments: call_id, reason."""
        call_id, running = _text(arguments, "call_id"), self._services.incidents.running()
        calls = (call for incident in running for call in incident.calls)
        at = next((call.acknowledged_at for call in calls if call.id == call_id), None)
        if at is None:
            raise NotAllowed("nothing_to_withdraw")
        change = self._services.withdrawals.acknowledgement(call_id, at, _text(arguments, "reason"))
        change.result(_STORED_WITHIN_S)
        return {}

    def stand_down(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Arguments: incident_id, reason."""
        incident_id, reason = _text(arguments, "incident_id"), _text(arguments, "reason")
        self._services.incidents.stand_down(incident_id, reason).result(_STORED_WITHIN_S)
        return {}

    def note(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Arguments: text, kind. The text may name what a line of the window names."""
        line = Line(_text(arguments, "text"), _text(arguments, "kind") or "note")
        entry = self._services.lines.store(line, by_script=True).result(_STORED_WITHIN_S)
        return noted(self._services.lines, line, entry)

    def import_site(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Arguments: path."""
        path = _text(arguments, "path")
        if not path:
            raise InvalidInput(field="path", reason="path_missing")
        return asdict(self._services.site.import_file(Path(path), keeper=True).result(_STORED_WITHIN_S))

    def export_site(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"text": self._services.site.export_text()}

    def export_log(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Arguments: those of `journal export`, and folder."""
        return export_log(self._services, arguments)

    def exported(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Another program has written something out of the data folder. Arguments: what, path, count, sha256."""
        self._services.journal.record_export(
            _text(arguments, "what"),
            path=_text(arguments, "path"),
            count=_text(arguments, "count"),
            sha256=_text(arguments, "sha256"),
            keeper=True,
        ).result(_STORED_WITHIN_S)
        return {}

    def measure(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """How late the event loop was in the last minute. Arguments: reset (begin counting anew)."""
        p99, worst = self._window.lateness_ms(reset=bool(arguments.get("reset", False)))
        return {"loop_late_ms_p99": p99, "loop_late_ms_max": worst, "ready_at": self._window.ready_at}

    def painted(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Pictures painted on the wall since this was last asked: how many, and camera, number and moment of each."""
        counts, recent = self._window.painted()
        return {"counts": counts, "recent": [[each.camera_id, each.number, each.at] for each in recent]}

    def stands(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """What each tile of the wall shows, as it was painted last; for benches."""
        return {"tiles": {camera_id: asdict(each) for camera_id, each in self._window.stands().items()}}

    def retry(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Connects a camera again at once. Arguments: camera_id."""
        self._services.wall.retry(_text(arguments, "camera_id"))
        return {}

    def click(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Clicks the button on screen and waits until the incident is on the disk; for the bench and for drills."""
        clock, clicked = self._services.clock, _Click()
        unsubscribe = self._services.changes.subscribe(
            lambda changed: clicked.see(changed, clock.monotonic())
        )
        try:
            begun = clock.monotonic()
            self._window.click_emergency()
            if not clicked.stored.wait(_CLICK_WITHIN_S):
                raise ConsoleUnreachable("click_not_stored")
        finally:
            unsubscribe()
        incident = self._services.incidents.running()[0]
        after_ms = (clicked.at - begun) * 1000
        return {"incident_id": incident.id, "clicked_at": begun, "durable_after_ms": after_ms}

    def _language(self, arguments: Mapping[str, Any]) -> str:
        return _text(arguments, "language") or self._services.site.site().language

    def _incident(self, incident: Incident, language: str) -> dict[str, Any]:
        state = self._services.escalation.of(incident)
        return incident_answer(incident, state, self._services.incidents.elapsed_s(incident), language)


class _Click:
    def __init__(self) -> None:
        self.stored = threading.Event()
        self.at = 0.0

    def see(self, changed: Changed, now: float) -> None:
        if "incident" in changed.kinds and not self.stored.is_set():
            self.at = now
            self.stored.set()


def _text(arguments: Mapping[str, Any], name: str) -> str:
    value = arguments.get(name, "")
    if not isinstance(value, str):
        raise InvalidInput(field=name, reason="not_text")
    return value

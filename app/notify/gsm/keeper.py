"""Keeps one modem ready, does one job after the other and tells what comes in; opens it again whenever it was lost."""

import logging
import queue
import time
from collections.abc import Callable, Mapping
from typing import Any

from app.core.clock import stamp
from app.notify.gsm.assembling import Whole, whole_messages
from app.notify.gsm.dialogue import ModemFault, Unasked
from app.notify.gsm.line import Line, Port
from app.notify.gsm.modem import Modem, Pins
from app.notify.gsm.pdu import PduError, Received, Report, parse
from app.notify.modem_address import ModemAddress

log = logging.getLogger(__name__)
Job = Mapping[str, Any]
Tell = Callable[[Mapping[str, Any]], None]
_OPEN_AGAIN_S = (1.0, 2.0, 5.0, 10.0)
_LISTEN_S = 0.2
_LOOK_EVERY_S = 30.0
_NEEDS_HANDS = ("pin_wrong", "pin_needed", "sim_locked")
"""Opening it again every few seconds mends none of these."""
_HANDS_AGAIN_S = 60.0


class Keeper:
    """`run` until a job says so; everything happens on the calling thread.

    Args:
        open_port: raises ModemFault with its cause.
        tell: takes what the console is to know; from the calling thread.
    """

    def __init__(
        self, address: ModemAddress, pins: Pins, open_port: Callable[[ModemAddress], Port], tell: Tell
    ) -> None:
        self._address = address
        self._pins = pins
        self._open_port = open_port
        self._tell = tell
        self._line: Line | None = None
        self._modem: Modem | None = None
        self._cause = "modem_starting"
        self._told: tuple[Any, ...] = ()
        self._tries = 0
        self._open_at = 0.0
        self._look_at = 0.0
        self._waiting: dict[str, Whole] = {}

    def run(self, jobs: "queue.SimpleQueue[Job | None]") -> None:
        """None among the jobs ends it."""
        self._keep_open()
        while True:
            try:
                job = jobs.get(timeout=_LISTEN_S if self._modem is None else 0.0)
            except queue.Empty:
                self._idle()
                continue
            if job is None:
                break
            self._keep_open()
            self._do(job)
        self._close()

    def _idle(self) -> None:
        self._keep_open()
        if self._modem is None:
            return
        try:
            self._hear(self._modem, self._modem.listen(_LISTEN_S))
            if time.monotonic() >= self._look_at:
                self._look(self._modem)
        except ModemFault as fault:
            self._lost(fault)

    def _do(self, job: Job) -> None:
        if "stored" in job:
            self._forget(str(job["stored"]))
            return
        if self._modem is None:
            self._answer(job, {"state": "failed", "error": self._cause})
            return
        try:
            if job["kind"] == "call":
                self._modem.call(job["phone"], float(job["ring_s"]))
                self._answer(job, {"state": "delivered"})
            else:
                references = self._modem.send(job["phone"], job["text"])
                awaited = [str(reference) for reference in references if reference >= 0]
                self._answer(
                    job, {"state": "sent", "reference": " ".join(awaited) if self._modem.reports else ""}
                )
        except PduError:
            self._answer(job, {"state": "failed", "error": "bad_number", "final": True})
        except ModemFault as fault:
            state = "unknown" if fault.unsure else "failed"
            outcome = {"state": state, "error": fault.cause, "final": fault.final, "again_s": fault.again_s}
            self._answer(job, outcome)
            if fault.cause in ("modem_gone", "modem_silent"):
                self._lost(fault)

    def _answer(self, job: Job, outcome: Mapping[str, Any]) -> None:
        self._tell({"id": job["id"], **outcome})

    def _keep_open(self) -> None:
        if self._modem is not None or time.monotonic() < self._open_at:
            return
        try:
            self._line = Line(self._open_port(self._address))
            modem = Modem(self._line, self._pins, self._address.pin, self._address.centre)
            modem.prepare()
        except ModemFault as fault:
            self._lost(fault)
            return
        self._modem, self._tries = modem, 0
        self._look_at = 0.0

    def _lost(self, fault: ModemFault) -> None:
        self._close()
        if fault.cause in _NEEDS_HANDS:
            wait = _HANDS_AGAIN_S
        else:
            wait = _OPEN_AGAIN_S[min(self._tries, len(_OPEN_AGAIN_S) - 1)]
        self._tries += 1
        self._open_at = time.monotonic() + wait
        self._cause = fault.cause
        self._tell_state(fault.cause)

    def _close(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = self._modem = None

    def _look(self, modem: Modem) -> None:
        """Network, signal, and what lies in the memory: a hint that it came may have been lost."""
        self._look_at = time.monotonic() + _LOOK_EVERY_S
        try:
            modem.check_network()
            cause = ""
        except ModemFault as fault:
            if fault.cause not in ("no_network", "network_denied"):
                raise
            cause = fault.cause
            self._look_at = time.monotonic() + 2.0
        signal, network = modem.reception() if not cause else (-1, "")
        self._tell_state(cause, signal, network)
        self._collect(modem)

    def _tell_state(self, cause: str, signal: int = -1, network: str = "") -> None:
        state = (cause, signal, network)
        if state != self._told:
            self._told = state
            self._tell({"modem": {"cause": cause, "signal": signal, "network": network}})

    def _hear(self, modem: Modem, heard: list[Unasked]) -> None:
        for one in heard:
            if one.kind in ("message", "report"):
                self._take_pdu(one.text)
        if any(one.kind in ("stored", "stored_report") for one in heard):
            self._collect(modem)

    def _take_pdu(self, text: str) -> None:
        """What the modem hands on without storing it."""
        try:
            came = parse(text)
        except PduError as error:
            log.warning("the modem gave what is no message: %s", error)
            return
        if isinstance(came, Report):
            self._tell_report(came)
        else:
            for whole in whole_messages([(-1, came)]):
                self._tell_received(whole)

    def _collect(self, modem: Modem) -> None:
        messages: list[tuple[int, Received]] = []
        for place, text in modem.stored():
            try:
                came = parse(text)
            except PduError as error:
                # It stays where it is: nobody could read it to the operator.
                log.warning("place %s of the memory holds no message: %s", place, error)
                continue
            if isinstance(came, Report):
                self._tell_report(came)
                modem.delete(place)
            else:
                messages.append((place, came))
        for whole in whole_messages(messages):
            if whole.key not in self._waiting:
                self._waiting[whole.key] = whole
                self._tell_received(whole)

    def _tell_report(self, report: Report) -> None:
        self._tell(
            {"report": {"reference": report.reference, "phone": report.phone, "status": report.status}}
        )

    def _tell_received(self, whole: Whole) -> None:
        message = whole.message
        sent_at = stamp(message.sent_at) if message.sent_at else ""
        values = {"key": whole.key, "phone": message.phone, "text": message.text, "sent_at": sent_at}
        self._tell({"received": values})

    def _forget(self, key: str) -> None:
        """The console has it on its disk: only now may the card lose it."""
        whole = self._waiting.pop(key, None)
        if whole is None or self._modem is None:
            return
        try:
            for place in whole.places:
                self._modem.delete(place)
        except ModemFault as fault:
            self._lost(fault)

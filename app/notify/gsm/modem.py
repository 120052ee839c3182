"""One modem with its SIM card: made ready, short messages out and in, voice calls out."""

import logging
import time
from typing import Protocol

from app.notify.gsm.dialogue import (
    HUNG_UP,
    ModemFault,
    Refused,
    Unasked,
    call_state,
    is_registered,
    message_fault,
    operator_of,
    signal_of,
    sim_fault,
)
from app.notify.gsm.line import Line
from app.notify.gsm.pdu import Pdu, submit

log = logging.getLogger(__name__)
_WAKE_TRIES = 3
_PROMPT_S, _SENT_S = 10.0, 60.0
_DIAL_S, _POLL_S, _TALK_S = 15.0, 1.0, 8.0
_INDICATIONS = ("2,1,0,1,0", "2,1,0,2,0", "1,1,0,1,0", "2,1,0,0,0")
"""Of what is said unasked: reports at once, else by way of the memory, else none; modems differ in what they take."""
_REDIAL_S = 60.0


class Pins(Protocol):
    def may_try(self, card: str, pin: str) -> bool: ...
    def trying(self, card: str, pin: str) -> None: ...
    def was_right(self, card: str, pin: str) -> None: ...


class Modem:
    """Every method raises ModemFault with its cause.

    Attributes:
        reports: the network is asked to report deliveries.
    """

    def __init__(self, line: Line, pins: Pins, pin: str = "", centre: str = "") -> None:
        self._line = line
        self._pins = pins
        self._pin = pin
        self._centre = centre
        self._group = 0
        self.reports = True

    def prepare(self) -> None:
        """From whatever state it is in to one that takes messages; the network may still be missing."""
        self._wake()
        for setting in ("ATE0", "AT+CMEE=1", "AT+CREG=0"):
            self._try(setting)
        self._unlock()
        self._demand("AT+CMGF=0")
        self._try("AT+CSMS=0")
        self._try('AT+CPMS="SM","SM","SM"')
        taken = [numbers for numbers in _INDICATIONS if self._try(f"AT+CNMI={numbers}")]
        self.reports = bool(taken) and taken[0] != _INDICATIONS[-1]

    def check_network(self) -> None:
        """Raises ModemFault while it is in no network."""
        for command in ("AT+CREG?", "AT+CEREG?"):
            for line in self._answer_or_nothing(command):
                registered = is_registered(line)
                if registered is None:
                    raise ModemFault("network_denied")
                if registered:
                    return
        raise ModemFault("no_network")

    def reception(self) -> tuple[int, str]:
        """Bars from 0 to 5 (-1: unknown) and the network's name."""
        signal = next(iter(self._answer_or_nothing("AT+CSQ")), "")
        network = next(iter(self._answer_or_nothing("AT+COPS?")), "")
        return signal_of(signal), operator_of(network)

    def send(self, phone: str, text: str) -> list[int]:
        """The references by which the network will report each part. A fault in the middle repeats the whole."""
        self.check_network()
        self._group = (self._group + 1) % 256
        pdus = submit(phone, text, self._group, report=self.reports, centre=self._centre)
        return [self._send(pdu) for pdu in pdus]

    def call(self, phone: str, ring_s: float) -> None:
        """Rings until somebody answers, stays for some seconds, hangs up. Raises ModemFault where nobody answered."""
        self.check_network()
        self._line.forget("hung_up")
        try:
            ended = self._line.ask(f"ATD{phone};", _DIAL_S, ends=HUNG_UP)[-1:]
        except Refused as refused:
            raise sim_fault(refused) from refused
        if ended and ended[0] in HUNG_UP:
            raise _unanswered(ended[0])
        try:
            self._wait_for_answer(time.monotonic() + ring_s)
        finally:
            self._try("AT+CHUP") or self._try("ATH")

    def stored(self) -> list[tuple[int, str]]:
        """All messages in its memory: place and PDU."""
        found: list[tuple[int, str]] = []
        place = -1
        for line in self._answer_or_nothing("AT+CMGL=4", 20.0):
            if line.startswith("+CMGL:"):
                number = line[6:].partition(",")[0].strip()
                place = int(number) if number.isdecimal() else -1
            elif place >= 0:
                found.append((place, line))
                place = -1
        return found

    def delete(self, place: int) -> None:
        self._try(f"AT+CMGD={place}")

    def listen(self, within_s: float) -> list[Unasked]:
        """What it said unasked since the last time, waiting for so long at most."""
        if not self._line.heard:
            self._line.listen(within_s)
        heard = list(self._line.heard)
        self._line.heard.clear()
        return heard

    def _wake(self) -> None:
        self._line.break_off()
        for attempt in range(_WAKE_TRIES):
            try:
                self._line.ask("AT", 2.0)
            except Refused:
                log.debug("the modem refused AT")
            except ModemFault as fault:
                if fault.cause != "modem_silent" or attempt == _WAKE_TRIES - 1:
                    raise
            else:
                return
        raise ModemFault("modem_silent")

    def _unlock(self) -> None:
        state = self._lock_state()
        if state == "SIM PIN":
            self._enter_pin()
            state = self._lock_state()
        if state != "READY":
            raise ModemFault("sim_locked" if "PUK" in state else "pin_needed")

    def _lock_state(self) -> str:
        for _ in range(5):
            try:
                lines = self._line.ask("AT+CPIN?", 10.0)
            except Refused as refused:
                if refused.number != 14:
                    raise sim_fault(refused) from refused
                self._line.listen(_POLL_S)  # the card is busy: just plugged in
            else:
                return next((line[6:].strip() for line in lines if line.startswith("+CPIN:")), "")
        raise ModemFault("no_sim")

    def _enter_pin(self) -> None:
        if not self._pin:
            raise ModemFault("pin_needed")
        card = "".join(self._answer_or_nothing("AT+CCID"))
        if not self._pins.may_try(card, self._pin):
            raise ModemFault("pin_wrong")
        try:
            self._pins.trying(card, self._pin)
        except OSError as error:
            raise ModemFault("pin_unwritten") from error
        try:
            self._line.ask(f'AT+CPIN="{self._pin}"', 20.0)
        except Refused as refused:
            raise ModemFault("pin_wrong") from refused
        self._pins.was_right(card, self._pin)
        self._line.listen(_POLL_S)

    def _send(self, pdu: Pdu) -> int:
        try:
            lines = self._line.ask_with_text(f"AT+CMGS={pdu.length}", pdu.hex, _PROMPT_S, _SENT_S)
        except Refused as refused:
            raise message_fault(refused) from refused
        number = next((line[6:].strip() for line in lines if line.startswith("+CMGS:")), "")
        return int(number) & 0xFF if number.isdecimal() else -1

    def _wait_for_answer(self, until: float) -> None:
        while time.monotonic() < until:
            self._refuse_if_hung_up(self._end_within(_POLL_S))
            try:
                state = call_state(self._line.ask("AT+CLCC"))
            except Refused as refused:
                raise ModemFault("call_unsure", unsure=True, again_s=_REDIAL_S) from refused
            if state == "answered":
                self._end_within(_TALK_S)
                return
            if state == "none":
                self._refuse_if_hung_up(self._end_within(0.0) or "NO CARRIER")
        raise ModemFault("no_answer", again_s=_REDIAL_S)

    def _end_within(self, within_s: float) -> str:
        """The word with which the call ended; empty when it did not in that time."""
        until = time.monotonic() + within_s
        while not (ended := next((one.text for one in self._line.heard if one.kind == "hung_up"), "")):
            left = until - time.monotonic()
            if left <= 0:
                return ""
            self._line.listen(left)
        return ended

    def _refuse_if_hung_up(self, word: str) -> None:
        if word:
            raise _unanswered(word)

    def _demand(self, command: str) -> None:
        try:
            self._line.ask(command)
        except Refused as refused:
            raise ModemFault("modem_refused") from refused

    def _try(self, command: str) -> bool:
        try:
            self._line.ask(command, 10.0)
        except Refused:
            return False
        return True

    def _answer_or_nothing(self, command: str, within_s: float = 5.0) -> list[str]:
        try:
            return self._line.ask(command, within_s)
        except Refused:
            return []


def _unanswered(word: str) -> ModemFault:
    cause = {"BUSY": "line_busy", "NO ANSWER": "no_answer", "NO CARRIER": "call_refused"}.get(
        word, "no_network"
    )
    return ModemFault(cause, again_s=_REDIAL_S)

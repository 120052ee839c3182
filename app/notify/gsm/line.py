"""The serial line to a modem: commands and answers with deadlines; what it says in between is kept aside."""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Collection
from typing import Protocol

from app.notify.gsm.dialogue import ModemFault, Unasked, refusal, unasked

log = logging.getLogger(__name__)
_PROMPT = ">"
_END_OF_TEXT, _ESCAPE = "\x1a", "\x1b"
_LONGEST_LINE = 2000


class Port(Protocol):
    """An open serial port whose `read` returns after a fraction of a second at the latest."""

    def read(self, size: int = 1, /) -> bytes: ...
    def write(self, data: bytes, /) -> int | None: ...
    def close(self) -> None: ...
    @property
    def in_waiting(self) -> int: ...


class Line:
    """One thread may ask; another one of its own reads, so that no answer is waited for longer than allowed.

    Raises ModemFault `modem_gone` from every method once the port is lost, `modem_silent` where no answer comes in time.

    Attributes:
        heard: what the modem said unasked, oldest first; for the asking thread to take.
    """

    def __init__(self, port: Port) -> None:
        self._port = port
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._gone = False
        self._pdu_of = ""
        self.heard: deque[Unasked] = deque()
        self._thread = threading.Thread(target=self._read, name="modem-line", daemon=True)
        self._thread.start()

    def ask(self, command: str, within_s: float = 5.0, ends: Collection[str] = ()) -> list[str]:
        """The lines of the answer before its OK. Raises Refused for an error.

        A line of `ends` ends the answer too, and is its last line.
        """
        self._write(command + "\r")
        return self._answer(command, within_s, ends)

    def ask_with_text(self, command: str, text: str, prompt_within_s: float, within_s: float) -> list[str]:
        """A command that takes a text after the modem's `>`. A fault after that may mean that it was done."""
        self._write(command + "\r")
        self._await_prompt(command, prompt_within_s)
        self._write(text + _END_OF_TEXT)
        try:
            return self._answer(text, within_s)
        except ModemFault as fault:
            raise ModemFault(fault.cause, unsure=True) from fault

    def listen(self, within_s: float) -> None:
        """Lets the modem speak; returns when it has said something more, or after so long."""
        until = time.monotonic() + within_s
        before = len(self.heard)
        while len(self.heard) == before and (line := self._next(until)) is not None:
            self._keep_aside(line)

    def forget(self, kind: str) -> None:
        """What was heard of this kind is of no interest any more."""
        self.heard = deque(one for one in self.heard if one.kind != kind)

    def break_off(self) -> None:
        """Takes back a command that waits for its text; harmless where none does."""
        self._write(_ESCAPE)

    def close(self) -> None:
        self._gone = True
        try:
            self._port.close()
        except OSError as error:
            log.debug("the port closed with %s", error)
        self._thread.join(timeout=2)

    def _write(self, text: str) -> None:
        try:
            self._port.write(text.encode("ascii", "replace"))
        except OSError as error:
            raise ModemFault("modem_gone") from error

    def _answer(self, command: str, within_s: float, ends: Collection[str] = ()) -> list[str]:
        until = time.monotonic() + within_s
        lines: list[str] = []
        while (line := self._next(until)) is not None:
            if line in ends:
                return [*lines, line]
            if self._keep_aside(line) or line in (command, _PROMPT):
                continue
            if line == "OK":
                return lines
            refused = refusal(line)
            if refused is not None:
                raise refused
            lines.append(line)
        raise ModemFault("modem_silent")

    def _await_prompt(self, command: str, within_s: float) -> None:
        until = time.monotonic() + within_s
        while (line := self._next(until)) is not None:
            if line == _PROMPT:
                return
            refused = refusal(line)
            if refused is not None:
                raise refused
            self._keep_aside(line)
        self.break_off()
        raise ModemFault("modem_silent")

    def _keep_aside(self, line: str) -> bool:
        """Whether the line was said unasked."""
        if self._pdu_of:
            kind, self._pdu_of = self._pdu_of, ""
            if _is_hexadecimal(line):
                self.heard.append(Unasked(kind, line))
                return True
        said = unasked(line)
        if said is None:
            return False
        if said.kind in ("message", "report"):
            self._pdu_of = said.kind
        else:
            self.heard.append(said)
        return True

    def _next(self, until: float) -> str | None:
        """The next line; None when the time is over."""
        try:
            line = self._lines.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            return None
        if line is None:
            self._lines.put(None)
            raise ModemFault("modem_gone")
        return line

    def _read(self) -> None:
        pending = b""
        try:
            while not self._gone:
                pending = self._split(pending + self._port.read(max(1, self._port.in_waiting)))
        except (OSError, TypeError, ValueError) as error:
            # pyserial closes under a reader with TypeError; a device pulled out is a SerialException, an OSError.
            log.info("the modem's line ended: %s", error)
        self._lines.put(None)

    def _split(self, pending: bytes) -> bytes:
        """Hands on whole lines and the prompt, which has no end of line; returns what is not whole yet."""
        *whole, rest = pending.replace(b"\r", b"\n").split(b"\n")
        for line in whole:
            text = line.decode("ascii", "replace").strip()
            if text:
                self._lines.put(text)
        if rest.strip() == _PROMPT.encode():
            self._lines.put(_PROMPT)
            return b""
        return rest[-_LONGEST_LINE:]


def _is_hexadecimal(line: str) -> bool:
    try:
        return bool(bytes.fromhex(line))
    except ValueError:
        return False

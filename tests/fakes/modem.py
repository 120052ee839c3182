"""A GSM modem on a pseudo terminal: echo, prompt, errors, memory, calls, noise; it can be pulled out and put back."""

import os
import pty
import select
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path

from tests.fakes.modem_pdu import Submitted, deliver, read_submit, report


class FakeModem:
    """`path` stays the same when it is plugged in again. What the test sets takes effect at the next command.

    Attributes:
        lock: what AT+CPIN? says.
        refusals: commands (by how they begin) -> the error instead of an answer.
        silent: commands that get no answer at all.
        prompt: whether AT+CMGS is answered by the prompt.
        calls: states that AT+CLCC goes through after a dial; the last one stays. A word (`BUSY`) ends the call with it,
            and whoever answers (0) hangs up at once.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ttyGSM"
        self.lock = "READY"
        self.pin = "1234"
        self.pins_tried: list[str] = []
        self.registration = "0,1"
        self.refusals: dict[str, str] = {}
        self.silent: set[str] = set()
        self.prompt = True
        self.delay_s = 0.0
        self.calls: list[str] = []
        self.dialled: list[str] = []
        self.hung_up = 0
        self.asked: list[str] = []
        self.memory: dict[int, str] = {}
        self.sent: list[Submitted] = []
        self.changed = threading.Condition()
        self._echo = True
        self._reference = 40
        self._length = -1
        self._call: list[str] = []
        self._master = -1
        self.plug_in()

    @property
    def url(self) -> str:
        return f"gsm-sms://{self.path}"

    def plug_in(self) -> None:
        master, slave = pty.openpty()
        tty.setraw(master)
        tty.setraw(slave)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(slave))
        self._master, self._slave = master, slave
        self._echo, self._length = True, -1
        self._pulled, self._pull = os.pipe()
        self._thread = threading.Thread(target=self._serve, args=(master,), daemon=True)
        self._thread.start()

    def pull_out(self) -> None:
        """The port is gone at once, whoever has it open."""
        self.path.unlink()
        os.write(self._pull, b".")
        self._thread.join()
        for descriptor in (self._slave, self._master, self._pull, self._pulled):
            os.close(descriptor)
        self._master = -1

    def close(self) -> None:
        if self._master >= 0:
            self.pull_out()

    def say(self, *lines: str) -> None:
        """Unasked."""
        self._write("".join(f"\r\n{line}\r\n" for line in lines))

    def noise(self, octets: bytes) -> None:
        os.write(self._master, octets)

    def receive(self, phone: str, text: str, *, told: bool = True, **parts: int) -> int:
        """A message comes in and lies in the memory; returns its place."""
        place = next(number for number in range(1, 100) if number not in self.memory)
        self.memory[place] = deliver(phone, text, **parts)
        if told:
            self.say(f'+CMTI: "SM",{place}')
        return place

    def report(self, reference: int, phone: str, status: int = 0) -> None:
        pdu = report(reference, phone, status)
        self.say(f"+CDS: {len(pdu) // 2 - 1}", pdu)

    def texts(self) -> list[tuple[str, str]]:
        """Phone and text of each message sent, long ones put together."""
        whole: list[tuple[str, str]] = []
        for message in self.sent:
            if message.part > 1:
                phone, before = whole.pop()
                assert phone == message.phone
                whole.append((phone, before + message.text))
            else:
                whole.append((message.phone, message.text))
        return whole

    def wait(self, condition: Callable[[], bool], timeout: float = 15) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, timeout), (self.asked[-8:], self.sent)

    def _serve(self, master: int) -> None:
        pending = b""
        while True:
            ready, _, _ = select.select([master, self._pulled], [], [])
            if self._pulled in ready:
                return
            pending += os.read(master, 1024)
            while pending:
                end = next((at for at, octet in enumerate(pending) if octet in b"\r\x1a\x1b"), -1)
                if end < 0:
                    break
                line, sign, pending = pending[:end], pending[end : end + 1], pending[end + 1 :]
                self._take(line.decode("ascii"), sign)

    def _take(self, line: str, sign: bytes) -> None:
        if self.delay_s:
            time.sleep(self.delay_s)
        with self.changed:
            if sign == b"\x1b":
                self._length = -1
            elif sign == b"\x1a":
                self._take_text(line)
            elif line:
                self.asked.append(line)
                self._command(line)
            self.changed.notify_all()

    def _take_text(self, pdu: str) -> None:
        if "TEXT" in self.silent:
            return
        if "TEXT" in self.refusals:
            self._answer(self.refusals["TEXT"])
            return
        self.sent.append(read_submit(pdu.strip(), self._length))
        self._length = -1
        self._reference = (self._reference + 1) % 256
        self._answer(f"+CMGS: {self._reference}", "OK")

    def _command(self, line: str) -> None:
        if self._echo:
            self._write(f"{line}\r")
        if any(line.startswith(start) for start in self.silent):
            return
        refusal = next((error for start, error in self.refusals.items() if line.startswith(start)), "")
        if refusal:
            self._answer(refusal)
            return
        if line.startswith("AT+CMGS="):
            self._length = int(line[8:])
            if self.prompt:
                self._write("\r\n> ")
            return
        self._answer(*self._known(line))

    def _known(self, line: str) -> list[str]:
        if line == "ATE0":
            self._echo = False
        elif line.startswith("AT+CPIN="):
            return self._unlock(line[9:-1])
        elif line.startswith("ATD"):
            self.dialled.append(line[3:].rstrip(";"))
            self._call = list(self.calls)
        elif line == "AT+CLCC":
            return self._call_state()
        elif line in ("AT+CHUP", "ATH"):
            self._call = []
            self.hung_up += 1
        elif line.startswith("AT+CMGD="):
            self.memory.pop(int(line[8:]), None)
        elif line == "AT+CMGL=4":
            stored = sorted(self.memory.items())
            return [part for n, pdu in stored for part in (f"+CMGL: {n},0,,{len(pdu) // 2 - 1}", pdu)] + [
                "OK"
            ]
        return [*self._told(line), "OK"]

    def _told(self, line: str) -> list[str]:
        answers = {
            "AT+CPIN?": [f"+CPIN: {self.lock}"],
            "AT+CREG?": [f"+CREG: {self.registration}"],
            "AT+CEREG?": ["+CEREG: 0,0"],
            "AT+CSQ": ["+CSQ: 18,99"],
            "AT+COPS?": ['+COPS: 0,0,"CHINA MOBILE",7'],
            "AT+CCID": ["+CCID: 89860000000000000001"],
        }
        return answers.get(line, [])

    def _unlock(self, pin: str) -> list[str]:
        self.pins_tried.append(pin)
        if pin != self.pin:
            return ["+CME ERROR: 16"]
        self.lock = "READY"
        return ["OK"]

    def _call_state(self) -> list[str]:
        if not self._call:
            return ["OK"]
        state = self._call[0]
        if len(self._call) > 1:
            self._call.pop(0)
        if state == "0":
            self._call = []
            self.say("NO CARRIER")
        if not state.isdecimal():
            self._call = []
            self.say(state)
            return ["OK"]
        return [f'+CLCC: 1,0,{state},0,0,"{self.dialled[-1]}",129', "OK"]

    def _answer(self, *lines: str) -> None:
        self._write("".join(f"\r\n{line}\r\n" for line in lines))

    def _write(self, text: str) -> None:
        os.write(self._master, text.encode("ascii"))

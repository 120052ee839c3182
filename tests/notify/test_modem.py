"""The keeper of a modem against a simulated one on a pseudo terminal: real lines, real deadlines."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.notify.gsm import keeper as keeper_module
from app.notify.gsm import line as line_module
from app.notify.gsm import modem as modem_module
from app.notify.gsm.dialogue import ModemFault
from app.notify.gsm.keeper import Job, Keeper
from app.notify.gsm.line import Port
from app.notify.gsm.pins import RefusedPins
from app.notify.gsm.port import PortOpener
from app.notify.modem_address import modem_address
from tests.fakes.modem import FakeModem

LI = "13800138001"
CHINESE = (
    "【演练】示例社区 14:02 紧急启动：火警，地点：液化气站。李军，请立即出动，5分钟内到场，并向指挥中心确认收到。回复1确认。"
    * 2
)


class Bench:
    """A keeper on a thread of its own, and what it told."""

    def __init__(self, folder: Path, modem: FakeModem, query: str = "") -> None:
        self.told: list[Mapping[str, Any]] = []
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._news = threading.Condition()
        address = modem_address(modem.url + query)
        assert address is not None
        pins = RefusedPins(folder / "pins.json")
        self._keeper = Keeper(address, pins, PortOpener(), self._tell)
        self._thread = threading.Thread(target=self._keeper.run, args=(self.jobs,), daemon=True)
        self._thread.start()

    def _tell(self, values: Mapping[str, Any]) -> None:
        with self._news:
            self.told.append(values)
            self._news.notify_all()

    def wait(self, found: Callable[[Mapping[str, Any]], bool], timeout: float = 15) -> Mapping[str, Any]:
        with self._news:
            assert self._news.wait_for(lambda: any(map(found, self.told)), timeout), self.told
            return next(values for values in self.told if found(values))

    def wait_state(self, cause: str) -> Mapping[str, Any]:
        """What it told of the modem last, once that is so."""

        def latest() -> Mapping[str, Any]:
            return next((values["modem"] for values in reversed(self.told) if "modem" in values), {})

        with self._news:
            assert self._news.wait_for(lambda: latest().get("cause") == cause, 15), self.told
            return latest()

    def message(self, text: str, phone: str = LI, key: str = "m") -> Mapping[str, Any]:
        self.jobs.put({"id": key, "kind": "sms", "phone": phone, "text": text})
        return self.wait(lambda values: values.get("id") == key)

    def call(self, ring_s: float = 10, key: str = "c") -> Mapping[str, Any]:
        self.jobs.put({"id": key, "kind": "call", "phone": LI, "ring_s": ring_s})
        return self.wait(lambda values: values.get("id") == key)

    def stop(self) -> None:
        self.jobs.put(None)
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same course of things at another pace."""
    monkeypatch.setattr(modem_module, "_POLL_S", 0.05)
    monkeypatch.setattr(modem_module, "_TALK_S", 0.1)
    monkeypatch.setattr(keeper_module, "_OPEN_AGAIN_S", (0.05,))
    monkeypatch.setattr(keeper_module, "_LISTEN_S", 0.02)


@pytest.fixture
def modem(tmp_path: Path) -> Iterator[FakeModem]:
    made = FakeModem(tmp_path)
    yield made
    made.close()


@pytest.fixture
def bench(tmp_path: Path, modem: FakeModem) -> Iterator[Bench]:
    made = Bench(tmp_path, modem)
    yield made
    made.stop()


def test_a_long_chinese_message_goes_out_in_parts_and_its_references_are_told(
    bench: Bench, modem: FakeModem
) -> None:
    outcome = bench.message(CHINESE)
    assert modem.texts() == [(LI, CHINESE)]
    assert len(modem.sent) == 2
    assert outcome == {"id": "m", "state": "sent", "reference": "41 42"}
    assert bench.wait_state("") == {"cause": "", "signal": 3, "network": "CHINA MOBILE"}


def test_it_understands_a_modem_that_echoes_is_slow_and_talks_rubbish(bench: Bench, modem: FakeModem) -> None:
    bench.wait_state("")
    modem.noise(b"\xff\xfe\r\n^RSSI: 14\r\n+CIEV: 2,4\r\n> \r\nRING\r\n")
    modem.delay_s = 0.05
    assert bench.message("OK? [1]")["state"] == "sent"
    assert modem.texts() == [(LI, "OK? [1]")]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("+CMS ERROR: 331", {"state": "failed", "error": "no_network", "final": False}),
        ("+CMS ERROR: 330", {"state": "failed", "error": "no_centre", "final": True}),
        ("+CMS ERROR: 28", {"state": "failed", "error": "no_such_number", "final": True}),
        ("+CMS ERROR: 500", {"state": "failed", "error": "sms_refused 500", "final": False}),
        ("+CMS ERROR: 332", {"state": "unknown", "error": "timeout", "final": False}),
        ("ERROR", {"state": "failed", "error": "sms_refused 0", "final": False}),
    ],
)
def test_what_the_network_refuses_is_told_with_its_cause(
    error: str, outcome: dict[str, Any], bench: Bench, modem: FakeModem
) -> None:
    modem.refusals["TEXT"] = error
    assert bench.message("1") == {"id": "m", **outcome, "again_s": 0.0}
    del modem.refusals["TEXT"]
    assert bench.message("2", key="next")["state"] == "sent"


def test_without_a_prompt_nothing_went_out_and_the_line_is_used_again(
    bench: Bench, modem: FakeModem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modem_module, "_PROMPT_S", 0.2)
    bench.wait_state("")
    modem.prompt = False
    assert bench.message("1")["error"] == "modem_silent"
    bench.wait_state("modem_silent")
    modem.prompt = True
    bench.wait_state("")
    assert bench.message("2", key="next")["state"] == "sent"
    assert modem.texts() == [(LI, "2")]


def test_an_answer_that_never_comes_leaves_the_outcome_open(
    bench: Bench, modem: FakeModem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modem_module, "_SENT_S", 0.2)
    modem.silent.add("TEXT")
    outcome = bench.message("1")
    assert (outcome["state"], outcome["error"]) == ("unknown", "modem_silent")


def test_a_modem_pulled_out_is_told_and_used_again_once_it_is_back(bench: Bench, modem: FakeModem) -> None:
    bench.wait_state("")
    modem.pull_out()
    bench.wait_state("modem_gone")
    assert bench.message("1")["error"] == "modem_gone"
    modem.plug_in()
    bench.wait_state("")
    assert bench.message("2", key="next")["state"] == "sent"
    assert modem.texts() == [(LI, "2")]


def test_pulled_out_in_the_middle_of_a_message_it_may_have_gone_out(bench: Bench, modem: FakeModem) -> None:
    bench.wait_state("")
    modem.silent.add("TEXT")
    bench.jobs.put({"id": "m", "kind": "sms", "phone": LI, "text": "1"})
    modem.wait(lambda: any(line.startswith("AT+CMGS") for line in modem.asked))
    modem.pull_out()
    outcome = bench.wait(lambda values: values.get("id") == "m")
    assert outcome["error"] == "modem_gone"


def test_outside_of_any_network_nothing_is_tried(bench: Bench, modem: FakeModem) -> None:
    modem.registration = "0,2"
    assert bench.message("1")["error"] == "no_network"
    assert not modem.sent
    bench.wait_state("no_network")
    modem.registration = "0,5"
    assert bench.message("2", key="next")["state"] == "sent"


def test_a_pin_opens_the_card(tmp_path: Path, modem: FakeModem) -> None:
    modem.lock = "SIM PIN"
    bench = Bench(tmp_path, modem, "?pin=1234")
    bench.wait_state("")
    assert modem.pins_tried == ["1234"]
    bench.stop()
    modem.lock = "SIM PIN"
    again = Bench(tmp_path, modem, "?pin=1234")
    again.wait_state("")
    assert modem.pins_tried == ["1234", "1234"], "a right PIN may be used as often as the card asks"
    again.stop()


def test_a_wrong_pin_is_never_tried_twice_by_whatever_process(
    tmp_path: Path, modem: FakeModem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper_module, "_HANDS_AGAIN_S", 0.05)
    modem.lock, modem.pin = "SIM PIN", "9999"
    for _ in range(2):
        bench = Bench(tmp_path, modem, "?pin=1234")
        bench.wait_state("pin_wrong")
        asked = len(modem.asked)
        modem.wait(lambda before=asked: modem.asked[before:].count("AT+CPIN?") >= 2)
        bench.stop()
    assert modem.pins_tried == ["1234"]
    corrected = Bench(tmp_path, modem, "?pin=9999")
    corrected.wait_state("")
    corrected.stop()


def test_a_pin_that_cannot_be_written_down_is_not_tried(tmp_path: Path, modem: FakeModem) -> None:
    modem.lock = "SIM PIN"
    (tmp_path / "pins.partial").mkdir()
    bench = Bench(tmp_path, modem, "?pin=1234")
    bench.wait_state("pin_unwritten")
    assert modem.pins_tried == []
    bench.stop()


@pytest.mark.parametrize(
    ("lock", "refusal", "cause"),
    [("SIM PIN", "", "pin_needed"), ("SIM PUK", "", "sim_locked"), ("READY", "+CME ERROR: 10", "no_sim")],
)
def test_a_card_that_cannot_be_used_is_told(
    lock: str, refusal: str, cause: str, tmp_path: Path, modem: FakeModem
) -> None:
    modem.lock = lock
    if refusal:
        modem.refusals["AT+CPIN?"] = refusal
    bench = Bench(tmp_path, modem)
    bench.wait_state(cause)
    assert bench.message("1")["error"] == cause
    bench.stop()


def test_reports_and_answers_come_in(bench: Bench, modem: FakeModem) -> None:
    bench.wait_state("")
    modem.report(41, "+8613800138001")
    report = bench.wait(lambda values: "report" in values)["report"]
    assert report == {"reference": 41, "phone": "+8613800138001", "status": 0}
    modem.receive("+8613800138001", "收到")
    received = bench.wait(lambda values: "received" in values)["received"]
    assert (received["phone"], received["text"]) == ("+8613800138001", "收到")
    assert received["sent_at"] == "2026-11-23T06:00:00.000Z"
    assert modem.memory, "it stays on the card until the console has it"
    bench.jobs.put({"stored": received["key"]})
    modem.wait(lambda: not modem.memory)


def test_an_answer_the_console_never_stored_is_told_again_with_the_same_key(
    tmp_path: Path, modem: FakeModem
) -> None:
    modem.receive("+8613800138001", "1", told=False)
    keys = []
    for _ in range(2):
        bench = Bench(tmp_path, modem)
        keys.append(bench.wait(lambda values: "received" in values)["received"]["key"])
        bench.stop()
    assert keys[0] == keys[1]
    assert modem.memory


def test_a_long_answer_is_told_whole_in_whatever_order_it_comes(bench: Bench, modem: FakeModem) -> None:
    bench.wait_state("")
    modem.receive("10086", "二", group=7, of=2, part=2)
    modem.receive("10086", "一", group=7, of=2, part=1)
    received = bench.wait(lambda values: "received" in values)["received"]
    assert received["text"] == "一二"
    bench.jobs.put({"stored": received["key"]})
    modem.wait(lambda: not modem.memory)


def test_reports_are_not_asked_for_where_the_modem_cannot_tell_them(tmp_path: Path, modem: FakeModem) -> None:
    for numbers in modem_module._INDICATIONS[:-1]:
        modem.refusals[f"AT+CNMI={numbers}"] = "ERROR"
    bench = Bench(tmp_path, modem)
    assert bench.message("1") == {"id": "m", "state": "sent", "reference": ""}
    assert modem.sent[0].first & 0x20 == 0
    bench.stop()


def test_a_call_that_is_answered_has_reached_somebody(bench: Bench, modem: FakeModem) -> None:
    modem.calls = ["2", "3", "3", "0"]
    assert bench.call() == {"id": "c", "state": "delivered"}
    assert (modem.dialled, modem.hung_up) == ([LI], 1)


@pytest.mark.parametrize(
    ("states", "cause"),
    [(["2", "BUSY"], "line_busy"), (["3", "NO CARRIER"], "call_refused"), (["3", "NO ANSWER"], "no_answer")],
)
def test_a_call_that_is_not_is_told_with_its_cause(
    states: list[str], cause: str, bench: Bench, modem: FakeModem
) -> None:
    modem.calls = states
    outcome = bench.call()
    assert (outcome["state"], outcome["error"], outcome["again_s"]) == ("failed", cause, 60.0)


def test_nobody_picks_up(bench: Bench, modem: FakeModem) -> None:
    modem.calls = ["3"]
    outcome = bench.call(ring_s=0.3)
    assert outcome["error"] == "no_answer"
    assert modem.hung_up == 1


def test_a_port_that_hangs_while_it_opens_costs_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.notify.gsm import port as port_module

    monkeypatch.setattr(port_module, "_OPEN_WITHIN_S", 0.05)
    free = threading.Event()
    opened: list[str] = []

    def hang(device: str, baud: int) -> Port:
        opened.append(device)
        free.wait()
        raise OSError("too late")

    opener, address = PortOpener(hang), modem_address("gsm-sms://ttyUSB0")
    assert address is not None
    for _ in range(3):
        with pytest.raises(ModemFault) as caught:
            opener(address)
        assert caught.value.cause == "modem_stuck"
    assert opened == ["/dev/ttyUSB0"]
    free.set()


def test_a_port_that_is_not_there_or_taken_says_which(tmp_path: Path, modem: FakeModem) -> None:
    missing, there = modem_address(f"gsm-sms://{tmp_path}/none"), modem_address(modem.url)
    assert missing is not None
    assert there is not None
    with pytest.raises(ModemFault, match="modem_gone"):
        PortOpener()(missing)
    port = PortOpener()(there)
    with pytest.raises(ModemFault, match="modem_taken"):
        PortOpener()(there)
    port.close()


def test_a_line_without_any_answer_is_not_waited_for_for_ever(
    modem: FakeModem, monkeypatch: pytest.MonkeyPatch
) -> None:
    modem.silent.add("AT")
    address = modem_address(modem.url)
    assert address is not None
    line = line_module.Line(PortOpener()(address))
    began = time.monotonic()
    with pytest.raises(ModemFault, match="modem_silent"):
        line.ask("AT", 0.1)
    assert time.monotonic() - began < 2
    line.close()

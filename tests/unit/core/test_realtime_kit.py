"""Where the kernel refuses, RealtimeKit is asked; without it nothing is lost, and the log file says why."""

import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("a service of Linux desktops", allow_module_level=True)

from app.core.priority import WINDOW
from app.core.realtime_kit import ask_for, ask_in_background
from tests.fakes.realtime_kit import Answer, Bus, FakeRealtimeKit, bus_is_installed

Kit = Callable[..., FakeRealtimeKit]
needs_bus = pytest.mark.skipif(not bus_is_installed(), reason="dbus-daemon is not installed")
_SOON_S = 0.2
"""For what never answers: however slow the machine is, the end is the same."""


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bus]:
    bus = Bus(tmp_path_factory.mktemp("bus"))
    yield bus
    bus.close()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Says where the bus of the system is."""
    return lambda address: monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)


@pytest.fixture
def kit(bus: Bus, at: Callable[[str], None]) -> Iterator[Kit]:
    at(f"unix:path={bus.path}")
    made: list[FakeRealtimeKit] = []

    def make(answer: Answer, lowest_nice: int = -15) -> FakeRealtimeKit:
        made.append(FakeRealtimeKit(bus, answer, lowest_nice))
        return made[-1]

    yield make
    for kit in made:
        kit.close()


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """What the log file says: one sentence, below what a terminal shows."""
    caplog.set_level(logging.INFO)

    def sentence() -> str:
        (record,) = [record for record in caplog.records if record.name == "app.core.realtime_kit"]
        assert record.levelno == logging.INFO
        return record.getMessage()

    return sentence


def on_a_thread(work: Callable[[], None]) -> None:
    """A thread that was lowered stays so: the one that runs the tests must not be it."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@needs_bus
def test_the_thread_that_is_named_gets_what_the_service_gives(kit: Kit, told: Callable[[], str]) -> None:
    # Everybody may have their threads lowered, so that it is really done; to lift one the service would have to be root.
    service = kit(Answer.GRANTED, lowest_nice=19)
    found: dict[str, int] = {}

    def first() -> None:
        found["thread"] = threading.get_native_id()
        asking = threading.Thread(target=ask_for, args=(found["thread"],))
        asking.start()
        asking.join()
        found["nice"] = os.getpriority(os.PRIO_PROCESS, 0)
        found["resets"] = os.sched_getscheduler(0) & os.SCHED_RESET_ON_FORK

    on_a_thread(first)
    assert service.asked == [(found["thread"], 19)]
    assert found["nice"] == 19
    assert found["resets"]
    assert "nice 19" in told()


@needs_bus
@pytest.mark.parametrize(("lowest", "wanted"), [(-20, WINDOW), (-15, WINDOW), (-11, -11)])
def test_no_more_is_asked_for_than_is_wanted_or_given(kit: Kit, lowest: int, wanted: int) -> None:
    service = kit(Answer.REFUSED, lowest)
    ask_for(threading.get_native_id())
    assert [nice for _, nice in service.asked] == [wanted]


@needs_bus
@pytest.mark.parametrize(
    ("answer", "says"), [(Answer.REFUSED, "AccessDenied"), (Answer.NONSENSE, "low"), (Answer.NONE, "Timeout")]
)
def test_whatever_else_it_says_stands_in_the_log(
    kit: Kit, told: Callable[[], str], answer: Answer, says: str
) -> None:
    service = kit(answer)
    ask_for(threading.get_native_id(), _SOON_S if answer is Answer.NONE else 20)
    assert service.reached.is_set()
    assert says in told()


@needs_bus
@pytest.mark.usefixtures("kit")
def test_a_system_without_it(told: Callable[[], str]) -> None:
    ask_for(threading.get_native_id())
    assert "ServiceUnknown" in told()


@needs_bus
def test_whoever_asks_goes_on_meanwhile_and_hears_of_nothing(kit: Kit, told: Callable[[], str]) -> None:
    service = kit(Answer.NONE)
    ask_in_background()
    assert service.reached.wait(20), "asked, and we are here without an answer"
    (asking,) = [thread for thread in threading.enumerate() if thread.name == "realtime-kit"]
    assert asking.daemon, "the end of the program does not wait for it"
    service.close()
    asking.join()
    assert "NoReply" in told()


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "rubbish", "tcp:host=127.0.0.1", "unix:path="])
def test_a_system_without_a_bus(at: Callable[[str], None], told: Callable[[], str], address: str) -> None:
    at(address)
    ask_for(threading.get_native_id())
    assert "cannot be asked" in told()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Timeout"),
        ([b"OK 0\r\n"], "Timeout"),
        ([b"HTTP/1.1 400\r\n"], "AuthenticationError"),
        ([b"OK 0\r\n", b"\xff" * 64], "cannot be asked"),
    ],
)
def test_a_bus_that_is_none(
    at: Callable[[str], None], told: Callable[[], str], tmp_path: Path, words: list[bytes], says: str
) -> None:
    """It takes the call, says these words, one after each that it hears, and then nothing more."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "bus"))
        listening.listen()
        taken: list[socket.socket] = []

        def talk() -> None:
            taken.append(listening.accept()[0])
            with suppress(OSError):  # whoever asked may have given up by now
                for word in words:
                    taken[0].recv(4096)
                    taken[0].sendall(word)

        talking = threading.Thread(target=talk)
        talking.start()
        at(f"unix:path={tmp_path / 'bus'}")
        ask_for(threading.get_native_id(), _SOON_S if says == "Timeout" else 20)
        talking.join()
        taken[0].close()
    assert says in told()

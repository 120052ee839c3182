"""Relays switched by the real service on local servers, beside a real database."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.clock import SystemClock
from app.core.secrets import FileSecrets
from app.incidents.service import IncidentService
from app.model.relay import Relay
from app.model.words import Words
from app.relays import service as service_module
from app.relays.address import RelayAddress
from app.relays.service import RelayService
from tests.fakes.relay import HttpRelay, ModbusRelay
from tests.fakes.room import Room

SIREN = Relay("siren", Words("警笛", "Siren"))


class Roof:
    """A room with relays that really switch."""

    def __init__(self, folder: Path) -> None:
        self.room = Room(folder)
        self.room.never_changes_shift()
        self.clock = SystemClock()
        self.room.database._clock = self.clock
        self.incidents = IncidentService(
            self.room.database, self.clock, self.room.access.actor, self.room.opened.append
        )
        self.secrets = FileSecrets(folder / "secrets.json")
        self.faults: list[BaseException] = []
        self.changed = threading.Condition()
        self.room.changes.subscribe(lambda _: self._notify())
        self.service = self.make()

    def make(self) -> RelayService:
        return RelayService(
            self.room.database,
            self.clock,
            self.room.changes,
            self.secrets,
            self.room.access.actor,
            self.room.access.refuse_stranger,
            self.faults.append,
        )

    def restart(self) -> None:
        self.service.stop()
        self.service = self.make()
        self.service.start()

    def error(self) -> str:
        """Of the siren."""
        state = self.service.states().get("siren")
        return state.error if state else ""

    def _notify(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def wait(self, condition: Callable[[], bool], timeout: float = 15) -> None:
        until = time.monotonic() + timeout
        with self.changed:
            while not condition():
                assert time.monotonic() < until, (self.service.states(), self.room.kinds())
                self.changed.wait(0.1)


@pytest.fixture
def roof(tmp_path: Path) -> Iterator[Roof]:
    made = Roof(tmp_path)
    yield made
    made.service.stop()
    made.room.close()
    assert made.faults == []


@pytest.fixture
def http() -> Iterator[HttpRelay]:
    made = HttpRelay()
    yield made
    made.close()


@pytest.fixture
def modbus() -> Iterator[ModbusRelay]:
    made = ModbusRelay()
    yield made
    made.close()


def test_an_incident_switches_a_coil_and_stand_down_switches_it_back(roof: Roof, modbus: ModbusRelay) -> None:
    roof.service.save(SIREN, RelayAddress(f"{modbus.address}/3?unit=7")).result()
    roof.service.start()
    fire = roof.incidents.press(kind="fire").result()
    roof.wait(lambda: modbus.coils == {(7, 3): True})
    roof.wait(lambda: "relay_on" in roof.room.kinds())
    assert roof.room.journal.latest(1)[0].draft.incident_id == fire.id
    roof.incidents.stand_down(fire.id).result()
    roof.wait(lambda: modbus.coils == {(7, 3): False})
    roof.wait(lambda: "relay_off" in roof.room.kinds())


def test_http_with_a_body_each_way(roof: Roof, http: HttpRelay) -> None:
    address = RelayAddress(f"{http.url}/relay?key=s3cret", f"{http.url}/relay", "POST", '{"on": true}', "off")
    roof.service.save(SIREN, address).result()
    roof.service.start()
    fire = roof.incidents.press(kind="fire").result()
    roof.wait(lambda: "relay_on" in roof.room.kinds())
    roof.incidents.false_alarm(fire.id).result()
    roof.wait(lambda: "relay_off" in roof.room.kinds())
    assert http.requests == [("POST", "/relay?key=s3cret", '{"on": true}'), ("POST", "/relay", "off")]
    assert all("s3cret" not in str(entry.draft) for entry in roof.room.journal.latest(100))


def test_a_refusal_is_a_loud_entry_and_it_is_tried_until_it_works(roof: Roof, http: HttpRelay) -> None:
    http.status = 503
    roof.service.save(SIREN, RelayAddress(f"{http.url}/on", f"{http.url}/off")).result()
    roof.service.start()
    roof.incidents.press(kind="fire").result()
    roof.wait(lambda: "relay_failed_on" in roof.room.kinds())
    assert roof.room.journal.latest(1)[0].draft.data["error"] == "relay_refused 503"
    roof.wait(lambda: [trouble.error for trouble in roof.service.troubles()] == ["relay_refused 503"])
    http.status = 200
    roof.wait(lambda: "relay_on" in roof.room.kinds())
    roof.wait(lambda: roof.service.troubles() == [])


def test_one_that_hangs_holds_up_nothing_and_costs_one_thread(
    roof: Roof, http: HttpRelay, modbus: ModbusRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_module, "SWITCH_DEADLINE_S", 0.3)
    http.answering.clear()
    gate = Relay("gate", Words("大门", "Gate"))
    roof.service.save(SIREN, RelayAddress(f"{http.url}/on", f"{http.url}/off")).result()
    roof.service.save(gate, RelayAddress(f"{modbus.address}/0")).result()
    roof.service.start()
    roof.incidents.press(kind="fire").result()
    roof.wait(lambda: modbus.coils == {(1, 0): True}, timeout=5)
    roof.wait(lambda: roof.error() == "relay_timeout")
    assert len(http.requests) == 1, "it is not tried while the try before hangs"


@pytest.mark.parametrize(
    ("address", "cause"),
    [(RelayAddress("http://127.0.0.1:9/on", "http://127.0.0.1:9/off"), "relay_unreachable")]
    + [(RelayAddress("modbus://127.0.0.1:9/3"), "relay_unreachable")],
)
def test_one_that_is_not_there_is_told(address: RelayAddress, cause: str, roof: Roof) -> None:
    roof.service.save(SIREN, address).result()
    roof.service.start()
    roof.incidents.press(kind="fire").result()
    roof.wait(lambda: "relay_failed_on" in roof.room.kinds())
    assert roof.error() == cause


def test_a_coil_that_refuses_is_told_with_its_number(roof: Roof, modbus: ModbusRelay) -> None:
    modbus.refusal = 2
    roof.service.save(SIREN, RelayAddress(f"{modbus.address}/9")).result()
    roof.service.start()
    roof.incidents.press(kind="fire").result()
    roof.wait(lambda: "relay_failed_on" in roof.room.kinds())
    assert roof.error() == "relay_refused 2"


def test_after_a_crash_it_is_brought_to_where_it_belongs(roof: Roof, modbus: ModbusRelay) -> None:
    roof.service.save(SIREN, RelayAddress(f"{modbus.address}/3")).result()
    fire = roof.incidents.press(kind="fire").result()
    roof.service.start()
    roof.wait(lambda: modbus.coils == {(1, 3): True})
    roof.wait(lambda: roof.service.states()["siren"].done == "on")
    roof.service.stop()
    roof.incidents.stand_down(fire.id).result()
    roof.restart()
    roof.wait(lambda: modbus.coils == {(1, 3): False})


def test_a_pulse_ends_by_itself(roof: Roof, modbus: ModbusRelay) -> None:
    gate = Relay("gate", Words("大门", "Gate"), pulse_s=1)
    roof.service.save(gate, RelayAddress(f"{modbus.address}/3")).result()
    roof.service.start()
    roof.incidents.press(kind="fire").result()
    roof.wait(lambda: roof.room.kinds().count("relay_on") == 1)
    roof.wait(lambda: modbus.coils == {(1, 3): False})


def test_a_hand_switches_it_and_its_name_is_in_the_log(roof: Roof, modbus: ModbusRelay) -> None:
    roof.service.save(SIREN, RelayAddress(f"{modbus.address}/3")).result()
    roof.service.start()
    roof.service.switch_by_hand("siren", on=True).result()
    roof.wait(lambda: modbus.coils == {(1, 3): True})
    roof.service.switch_by_hand("siren", on=False).result()
    roof.wait(lambda: modbus.coils == {(1, 3): False})
    assert [kind for kind in roof.room.kinds() if kind.startswith("relay_by_hand")] == [
        "relay_by_hand_on",
        "relay_by_hand_off",
    ]


def test_what_is_taken_away_is_forgotten(roof: Roof, modbus: ModbusRelay) -> None:
    roof.service.save(SIREN, RelayAddress(f"{modbus.address}/3")).result()
    roof.service.start()
    roof.service.switch_by_hand("siren", on=True).result()
    roof.wait(lambda: "siren" in roof.service.states())
    roof.service.remove("siren").result()
    roof.wait(lambda: roof.service.states() == {})

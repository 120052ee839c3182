"""One emergency from the press to the evidence, against real servers: a mail server, a web service, an MQTT broker, a modem.

Nobody answers in time, so all three tiers are called. In the middle the network is cut and the console killed. Answers
come by short message, by the link, and over the operator's desk. At the end every message is accounted for.
"""

import re
import ssl
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from app.bench.running import RunningConsole
from app.bootstrap import open_services
from app.core.paths import DataFolder
from app.evidence.verify import check_bundle
from app.model.incident import Incident
from app.model.message import Message
from app.model.report import ReportKind
from app.notify.rules import receipt_mark, says_repeat
from app.reports.content import FORMS
from app.ui.services import Services
from tests.end2end.story_site import PEOPLE, phone_of, site_text
from tests.end2end.test_console import command
from tests.fakes.broker import Broker, broker_is_installed
from tests.fakes.mail import MailServer
from tests.fakes.modem import FakeModem
from tests.fakes.receiver import Receiver
from tests.fakes.waiting import until
from tests.lanpage.conftest import free_port

pytestmark = pytest.mark.skipif(not broker_is_installed(), reason="mosquitto is not installed")
_LINK = re.compile(r"https://[^\s\]]+/c/[0-9a-z]+")


@dataclass
class World:
    """What is outside the console."""

    mail: MailServer
    web: Receiver
    mqtt: Broker
    modem: FakeModem
    page: int
    earlier: list[str]
    """What the web service got before the network was cut."""

    def cut(self) -> None:
        """Every port of a server refuses; the modem needs none."""
        self.mail.stop()
        self.mqtt.stop()
        self.earlier += self._of_web()
        self.web.received.clear()
        self.web.close()

    def mend(self) -> None:
        self.mail.start()
        self.mqtt.start()
        self.web = Receiver(self.web.port)

    def texts(self) -> list[str]:
        """Title and text of everything that arrived by a service, in the order of each."""
        mails = [f"{subject}\n{text}" for subject, text in self.mail.texts()]
        return [*self.earlier, *self._of_web(), *mails, *self.mqtt.received]

    def short_messages(self, person: str) -> list[str]:
        return [text for phone, text in self.modem.texts() if phone == phone_of(person)]

    def _of_web(self) -> list[str]:
        return [f"{body['title']}\n{body['message']}" for body in self.web.received]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(
        MailServer(), Receiver(), Broker(tmp_path, free_port()), FakeModem(tmp_path), free_port(), []
    )
    yield made
    made.mqtt.close()
    made.mail.stop()
    made.web.close()
    made.modem.close()


def furnish(folder: DataFolder, world: World, tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    ports = {"mail": world.mail.port, "web": world.web.port, "mqtt": world.mqtt.port, "page": world.page}
    site.write_text(site_text(**ports, modem=str(world.modem.path)), encoding="utf-8")
    done = command(folder, "site", "import", str(site))
    assert done.returncode == 0, done.stderr


def tiers(console: RunningConsole) -> list[str]:
    (incident,) = console.ask("status")["escalations"]
    return [tier["state"] for tier in incident["tiers"]]


def acknowledged(console: RunningConsole) -> set[str]:
    (incident,) = console.ask("status")["escalations"]
    return {call["name"] for call in incident["calls"] if call["acknowledged"]}


def call_id(console: RunningConsole, person: str) -> str:
    (incident,) = console.ask("status")["escalations"]
    return str(next(call["id"] for call in incident["calls"] if call["name"] == person))


def confirm_by_link(folder: DataFolder, text: str) -> None:
    """As the person's phone does."""
    found = _LINK.search(text)
    assert found is not None, text
    certificate = folder.root / "lan-page" / "certificate.pem"
    trusting = ssl.create_default_context(cafile=str(certificate))
    with httpx.Client(verify=trusting, timeout=20) as phone:
        assert "确认收到" in phone.get(found[0]).text
        assert phone.post(f"{found[0]}/open", data={"acknowledge": "1"}).status_code == 303


def test_from_the_press_to_the_evidence(
    folder: DataFolder, world: World, tmp_path: Path, qapp: object
) -> None:
    furnish(folder, world, tmp_path)
    with RunningConsole(folder) as console:
        console.wait_ready()
        until(lambda: console.ask("status")["lan_page"]["state"] == "open")
        incident_id = console.ask("emergency", kind="fire", place_id="lpg")["id"]
        # Tier 1, on four ways at once.
        until(lambda: len(world.texts()) >= 3 and bool(world.short_messages("first-sms")))
        world.cut()
        # The second tier comes at its limit: what needs no network goes on, the rest waits.
        until(lambda: tiers(console) == ["missed", "calling", "waiting"])
        until(lambda: bool(world.short_messages("second-sms")))
        assert len(world.texts()) == 3
        console.kill()
    died = time.monotonic()
    until(lambda: time.monotonic() - died > 6)
    # Meanwhile the third tier has come due.
    with RunningConsole(folder) as console:
        console.wait_ready()
        until(lambda: tiers(console) == ["missed", "missed", "calling"])
        until(lambda: bool(world.short_messages("third-sms")))
        world.mend()
        until(lambda: len(world.texts()) >= 7, within_s=120)
        # Answers by three paths.
        world.modem.receive(f"+86{phone_of('first-sms')}", "1")
        until(lambda: "first-sms" in acknowledged(console))
        until(lambda: console.ask("status")["lan_page"]["state"] == "open")
        mails = [text for _, text in world.mail.texts() if "second-mail" in text]
        confirm_by_link(folder, mails[0])
        until(lambda: "second-mail" in acknowledged(console))
        console.ask("acknowledge", call_id=call_id(console, "third-mqtt"))
        assert tiers(console) == ["acknowledged", "acknowledged", "acknowledged"]
    with open_services(folder, patience_s=10) as services:
        services.outbox.start()
        try:
            finish(services, incident_id, world)
        finally:
            services.outbox.stop()
        check(services, incident_id, world, tmp_path)


def finish(services: Services, incident_id: str, world: World) -> None:
    """Somebody arrives, the street office is told in writing, everybody is told of the end."""
    incident = existing(services, incident_id)
    services.incidents.arrive(next(c.id for c in incident.calls if c.person_id == "first-sms")).result()
    services.incidents.tick_step(incident_id, 0).result()
    report(services, incident_id, "initial", world)
    services.incidents.stand_down(incident_id, "明火已扑灭").result()
    report(services, incident_id, "final", world)
    until(lambda: sum("解除" in text for text in world.texts()) >= 7, within_s=60)
    until(lambda: all(world.short_messages(who)[1:] for who in ("first-sms", "second-sms", "third-sms")), 60)
    until(lambda: not {"queued", "sending"} & services.outbox.counts().keys(), within_s=60)


def report(services: Services, incident_id: str, kind: ReportKind, world: World) -> None:
    draft = services.reports.begin(incident_id, kind)
    content = {item.name: draft.content.get(item.name) or "无" for item in FORMS[kind]}
    content["on_scene_phone"] = "0731 8555 0100"
    services.reports.send(replace(draft, content=content, people=("street",))).result()
    serials = [one.kind for one in services.reports.of_incident(incident_id)]
    until(lambda: sum("报" in text.partition("\n")[0] for text in world.texts()) >= len(serials), within_s=60)


def check(services: Services, incident_id: str, world: World, tmp_path: Path) -> None:
    """Everything is accounted for, in the outbox, in the log, and in a bundle anybody can check."""
    messages = services.outbox.for_incident(incident_id)
    assert_each_arrived_once(messages, world)
    assert {message.person_id for message in messages} == set(PEOPLE)
    kinds = Counter(entry.draft.kind for entry in services.journal.latest(1000, incident_id=incident_id))
    for kind, times in {
        "incident_opened": 1, "tier_called": 3, "tier_missed": 2, "tier_acknowledged": 3,
        "call_acknowledged": 3, "call_arrived": 1, "turned_out": 1, "step_done": 1, "report_sent": 2,
        "incident_stood_down": 1,
    }.items():  # fmt: skip
        assert kinds[kind] == times, (kind, kinds)
    paths = [
        entry.draft.data.get("path", "")
        for entry in services.journal.latest(1000, incident_id=incident_id, kinds=("call_acknowledged",))
    ]
    assert Counter(paths) == {"sms": 1, "link": 1, "": 1}
    verified = services.journal.verify()
    assert verified.ok, verified.reason
    for one in services.reports.of_incident(incident_id):
        assert services.reports.paper(one).startswith(b"%PDF")
    bundle = services.incident_evidence.export(incident_id, "街道办要求", tmp_path)
    found = check_bundle(bundle.folder, services.evidence.key.fingerprint())
    assert found.ok, found.reason


def assert_each_arrived_once(messages: list[Message], world: World) -> None:
    """None lost, none twice unless the copy says that it is a repeat."""
    by_service = Counter[str]()
    repeats = Counter[str]()
    for text in world.texts():
        mark = text.rstrip().rpartition("[")[2].rstrip("]")
        (repeats if says_repeat(text) else by_service)[mark] += 1
    by_modem = Counter[str]()
    for _, text in world.modem.texts():
        mark = text.rpartition("[")[2].rstrip("]")
        (repeats if says_repeat(text) else by_modem)[mark] += 1
    for message in messages:
        if message.state in ("replaced", "expired"):
            continue
        if message.channel_id == "sms":
            # The console may have been killed between the last part and its receipt: then a repeat follows, and says so.
            assert by_modem[message.id[-6:]] <= 1, message
            assert by_modem[message.id[-6:]] + repeats[message.id[-6:]] >= 1, message
        else:
            mark = receipt_mark(message)
            assert by_service[mark] <= 1, message
            assert by_service[mark] + repeats[mark] >= 1, message
    known = {receipt_mark(message) for message in messages} | {message.id[-6:] for message in messages}
    assert {*by_service, *repeats} <= known, "something arrived that no row knows"


def existing(services: Services, incident_id: str) -> Incident:
    found = services.incidents.get(incident_id)
    assert found is not None
    return found

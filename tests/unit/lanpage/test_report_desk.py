"""A report is read and its receipt given by a link; no server takes part."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.lanpage.links import device_mark, make_report_token, make_token
from app.lanpage.report_desk import ReportDesk
from app.model.journal import Actor
from app.model.lan_page import LanPage
from app.model.message import ACKNOWLEDGED, FAILED, REPLACED, SENT, Message
from app.model.report import Report
from app.reports.content import FORMS
from tests.fakes.room import Room

PHONE, OTHER = device_mark("phone"), device_mark("other")


class Street:
    """A first report of a fire that went to two people, whose links are on their phones."""

    def __init__(self, room: Room) -> None:
        self.room = room
        room.links.load()
        room.lan_page.save(LanPage(on=True, address="127.0.0.1")).result()
        room.links.offer("https://127.0.0.1:8443")
        self.desk = ReportDesk(room.database, room.clock, room.links.key)
        self.incident = room.incidents.press(kind="fire", place_id="lpg").result()
        self.report = self.send()

    def send(self, **more: Any) -> Report:
        draft = self.room.reports.begin(self.incident.id, "initial")
        if more:
            draft = self.room.reports.begin_correction(self.report.id)
        content = {item.name: draft.content.get(item.name) or "无" for item in FORMS["initial"]}
        content |= {"received_at": "2026-11-23 14:00", "occurred_at": "2026-11-23 14:00", **more}
        return self.room.reports.send(
            replace(draft, content=content, people=("chen", "zhao"), reason="写错了" if more else "")
        ).result()

    def message(self, person_id: str = "zhao") -> Message:
        sent = self.room.database.read(lambda r: r.outbox.to_person(self.incident.id, person_id))
        return next(one for one in sent if one.dedupe_key.endswith(f":report:{self.report.id}"))

    def ask(self, what: str, device: str = PHONE, person_id: str = "zhao", **about: Any) -> dict[str, Any]:
        key = self.room.links.key()
        assert key is not None
        token = make_report_token(key, self.message(person_id).id, self.report.id, person_id)
        asked = {"ask": what, "token": token, "device": device, "address": "192.168.1.23", **about}
        answer = self.desk.answer(asked)
        json.dumps(answer)  # it goes over a line of JSON
        return answer

    def receipts(self) -> list[tuple[str, str]]:
        return [(one.person_id, one.path) for one in self.room.reports.receipts(self.incident.id)]


@pytest.fixture
def street(room: Room) -> Street:
    return Street(room)


def test_each_message_ends_with_its_receivers_own_link(street: Street) -> None:
    links = [street.message(who).body.rpartition("\n")[2] for who in ("chen", "zhao")]
    assert all(link.startswith("点此查看全文并确认收到：https://127.0.0.1:8443/r/") for link in links)
    assert links[0] != links[1]
    street.room.links.offer("")
    street.report = street.send(casualties="1人轻伤")
    assert "https://" not in street.message().body


def test_it_shows_nothing_of_the_report_before_it_is_opened(street: Street) -> None:
    answer = street.ask("report_look")
    assert answer["report_door"]["which"] == "首报"
    assert "items" not in answer["report_door"]
    assert street.receipts() == []


def test_it_is_read_whole_and_confirmed_once(street: Street) -> None:
    opened = street.ask("report_open", acknowledge=False)["report"]
    assert {item["label"] for item in opened["items"]} >= {"信息来源", "伤亡情况", "现场负责人"}
    assert opened["confirmed"] == ""
    assert street.receipts() == []
    for _ in range(2):
        assert street.ask("report_confirm")["report"]["confirmed"]
    assert street.receipts() == [("zhao", "link")]
    (entry,) = street.room.journal.latest(5, kinds=("report_confirmed",))
    assert entry.draft.actor == Actor("zhao", "赵云")
    assert (entry.draft.data["path"], entry.draft.data["address"]) == ("link", "192.168.1.23")
    assert street.room.kinds().count("report_link_opened") == 1


def test_one_press_opens_and_confirms(street: Street) -> None:
    assert street.ask("report_open", acknowledge=True)["report"]["confirmed"]
    assert street.receipts() == [("zhao", "link")]


def test_a_receipt_settles_the_messages_that_brought_the_report(street: Street) -> None:
    for person_id, state in (("zhao", SENT), ("chen", FAILED)):
        sent = replace(street.message(person_id), state=state)
        street.room.database.write(lambda tx, sent=sent: tx.outbox.save(sent)).result()
    street.ask("report_open", acknowledge=True)
    street.room.reports.confirm(street.report.id, "chen", "陈国平", "phone").result()
    assert street.message("zhao").state == ACKNOWLEDGED
    assert street.message("chen").state == REPLACED


def test_another_phone_a_withdrawn_link_and_an_old_one_open_nothing(street: Street) -> None:
    street.ask("report_open")
    assert street.ask("report_look", device=OTHER)["refused"] == "other_device"
    assert street.ask("report_confirm", device=OTHER)["refused"] == "other_device"
    assert street.receipts() == []
    links = street.room.lan_page.reports
    zhou(street)
    links.release(street.message().id).result()
    assert "report" in street.ask("report_open", device=OTHER)
    links.revoke(street.message().id).result()
    assert street.ask("report_look", device=OTHER)["refused"] == "revoked"
    street.room.clock.advance(seconds=timedelta(days=3).total_seconds())
    assert street.ask("report_look", person_id="chen")["refused"] == "expired"


def test_nobody_confirms_without_having_opened_it(street: Street) -> None:
    assert "report_door" in street.ask("report_confirm", device="")
    assert street.receipts() == []


def test_a_correction_says_in_the_old_ones_link_that_it_holds_no_more(street: Street) -> None:
    street.ask("report_open")
    old = street.report
    street.report = street.send(casualties="1人轻伤")
    new = street.ask("report_open")["report"]
    assert (new["version"], new["newest"]) == (2, 2)
    assert [item["label"] for item in new["items"] if item["changed"]] == ["伤亡情况"]
    street.report = old
    assert street.ask("report_look")["report"]["newest"] == 2


def test_it_goes_on_after_the_incident_and_no_link_passes_for_another(street: Street) -> None:
    street.room.incidents.stand_down(street.incident.id, "").result()
    assert "report" in street.ask("report_open")
    key = street.room.links.key()
    assert key is not None
    call = street.room.incidents.get(street.incident.id)
    assert call is not None
    token = make_token(key, call.calls[0])
    assert street.desk.answer({"ask": "report_look", "token": token}) == {"refused": "unknown"}


def test_the_settings_list_who_has_opened_what(street: Street) -> None:
    street.ask("report_open")
    found = {one.person_id: one.link.opened_from for one in street.room.lan_page.reports.all()}
    assert found == {"chen": "", "zhao": "192.168.1.23"}


def zhou(street: Street) -> None:
    """Somebody signed in, who may change links."""
    street.room.access.set_pin("zhou", "1234").result()
    street.room.access.sign_in("zhou", "1234").result()

"""What a sender process is told about a message."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.model.message import QUEUED, Message
from app.notify.jobs import LONGEST_SMS, Outgoing, modem_job, service_job
from app.notify.modem_address import ModemAddress

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CALL = Message(
    "m-123456", "i:p:sms:emergency", "i", "p", "sms", "火警", "请立即出动。", QUEUED, 1, NOW, NOW, NOW
)
SMS, VOICE = ModemAddress("gsm-sms", "ttyUSB0"), ModemAddress("gsm-call", "ttyUSB0", ring_s=25)


def test_a_short_message_says_how_to_confirm_and_carries_its_mark() -> None:
    job = modem_job(Outgoing(CALL, "zh", ("138 0013 8001",)), SMS)
    assert job == {"kind": "sms", "phone": "13800138001", "text": "请立即出动。回复1确认。[123456]"}


def test_news_asks_for_no_answer_and_a_repeat_says_so() -> None:
    news = replace(CALL, dedupe_key="i:p:sms:update:7", maybe_received=True)
    job = modem_job(Outgoing(news, "en", ("+442079460000",)), SMS)
    assert not isinstance(job, str)
    assert job["text"] == "(repeat) 请立即出动。[123456]"


def test_a_call_rings_as_long_as_its_channel_says() -> None:
    job = modem_job(Outgoing(CALL, "zh", ("8555 0111",)), VOICE)
    assert job == {"kind": "call", "phone": "85550111", "ring_s": 25}


def test_who_has_no_number_for_it_gets_none() -> None:
    assert modem_job(Outgoing(CALL, "zh", ("8555 0111",)), SMS) == "no_phone"
    assert modem_job(Outgoing(CALL, "zh", ()), VOICE) == "no_phone"


@pytest.mark.parametrize("purpose", ["update:7", "stood_down", "false_alarm"])
def test_nobody_is_rung_for_what_a_ringing_cannot_tell(purpose: str) -> None:
    news = replace(CALL, dedupe_key=f"i:p:sms:{purpose}")
    assert modem_job(Outgoing(news, "zh", ("13800138001",)), VOICE) == "call_says_nothing"


def test_a_repeated_call_and_a_test_ring() -> None:
    again = replace(CALL, dedupe_key="i:p:sms:emergency:again1-2")
    assert modem_job(Outgoing(again, "zh", ("13800138001",)), VOICE) == {
        "kind": "call",
        "phone": "13800138001",
        "ring_s": 25,
    }
    test = modem_job(Outgoing(replace(CALL, dedupe_key=":p:sms:proof:x"), "zh", ("13800138001",)), VOICE)
    assert isinstance(test, dict)
    assert test["ring_s"] == 12


def test_a_service_gets_title_body_and_mark() -> None:
    job = service_job(Outgoing(replace(CALL, maybe_received=True), "zh"), "json://x")
    assert job == {"url": "json://x", "title": "（重发）火警", "body": "请立即出动。 [i-123456]"}


def test_a_file_goes_along_under_a_name_that_says_what_it_is() -> None:
    report = replace(CALL, dedupe_key="i:p:mail:report:7", title="首报：火警")
    job = service_job(Outgoing(report, "zh"), "mailto://x", "/media/ab/abc.pdf")
    assert (job["attachment"], job["name"]) == ("/media/ab/abc.pdf", "首报：火警.pdf")
    assert "attachment" not in service_job(Outgoing(report, "zh"), "mailto://x")


def test_a_long_report_is_cut_for_a_telephone_and_says_so() -> None:
    report = replace(CALL, dedupe_key="i:p:sms:report:7", body="甲" * 2000)
    job = modem_job(Outgoing(report, "zh", ("138 0013 8001",)), SMS)
    assert job is not None
    assert job["text"] == "甲" * LONGEST_SMS + "…（全文请电话查询）收到请回复1。[123456]"


LINK = "https://192.168.1.20:8443/c/01m8bwkx97jg64jcnq1cxk8r1pge06ned6vxhjx2"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("purpose", ["emergency", "update:7", "report:7"])
def test_nothing_that_follows_a_link_can_be_taken_for_a_part_of_it(language: str, purpose: str) -> None:
    message = replace(CALL, dedupe_key=f"i:p:sms:{purpose}", body=f"请立即出动。点此确认：{LINK}")
    job = modem_job(Outgoing(message, language, ("13800138001",)), SMS)
    assert not isinstance(job, str)
    assert f"{LINK} " in str(job["text"])


def test_a_long_report_keeps_the_link_by_which_it_can_be_read_whole() -> None:
    body = "甲" * 2000 + f"\n点此查看并确认：{LINK}"
    report = replace(CALL, dedupe_key="i:p:sms:report:7", body=body)
    job = modem_job(Outgoing(report, "zh", ("13800138001",)), SMS)
    assert not isinstance(job, str)
    assert job["text"] == (
        "甲" * LONGEST_SMS + f"…（全文请电话查询）\n点此查看并确认：{LINK} 收到请回复1。[123456]"
    )


def test_a_call_is_never_cut() -> None:
    body = "请立即出动。" * 100 + LINK
    job = modem_job(Outgoing(replace(CALL, body=body), "zh", ("13800138001",)), SMS)
    assert not isinstance(job, str)
    assert str(job["text"]).startswith(f"{body} ")

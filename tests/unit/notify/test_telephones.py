"""Whom a modem may dial, whose answer it is, and what the answer means: in doubt it is no confirmation."""

import pytest

from app.notify.modem_address import SMS, VOICE
from app.notify.telephones import confirms, dialable, number_for, same_phone


@pytest.mark.parametrize(
    "text",
    [
        "1",
        " 1 ",
        "1。",
        "１",
        "收到",
        "收到！马上到",
        "确认",
        "已确认，5分钟到",
        "OK",
        "ok 马上来",
        "Ok.",
        "收到，11点前到",
    ],
)
def test_what_confirms(text: str) -> None:
    assert confirms(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "11",
        "12345",
        "没收到",
        "未收到图片",
        "收到吗？",
        "不确认",
        "无法确认",
        "不能确认",
        "收到不了",
        "not ok",
    ]
    + ["book", "确认一下是哪里?", "谁？", "我在1号楼", "no, not me", "稍后", "是不是发错了"],
)
def test_what_does_not(text: str) -> None:
    assert not confirms(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("138 0013 8001", "+8613800138001"),
        ("13800138001", "8613800138001"),
        ("0731 8555 0111", "+8673185550111"),
        ("（0731）8555-0111", "073185550111"),
    ],
)
def test_the_same_telephone_however_it_is_written(one: str, other: str) -> None:
    assert same_phone(one, other)
    assert same_phone(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("13800138001", "13800138002"), ("10086", "10086"), ("", ""), ("119", "+86119"), ("CMCC", "10086CMCC")],
)
def test_another_telephone(one: str, other: str) -> None:
    assert not same_phone(one, other)


def test_short_messages_go_to_a_mobile_and_calls_to_the_first_number() -> None:
    phones = ("0731 8555 0111", "138-0013-8001", "+44 20 7946 0000")
    assert number_for(SMS, phones) == "13800138001"
    assert number_for(VOICE, phones) == "073185550111"
    assert number_for(SMS, ("0731 8555 0111",)) == ""
    assert number_for(SMS, ("8555 0111", "+44 20 7946 0000")) == "+442079460000"


@pytest.mark.parametrize("phone", ["110", "119", "120", "12345", "", "—"])
def test_no_machine_calls_an_emergency_service(phone: str) -> None:
    assert number_for(VOICE, (phone,)) == ""
    assert number_for(SMS, (phone,)) == ""


def test_a_plus_counts_in_front_alone() -> None:
    assert dialable("+86 138+0013") == "+861380013"

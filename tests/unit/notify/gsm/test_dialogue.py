"""What modems of different makers answer."""

import pytest

from app.notify.gsm.assembling import whole_messages
from app.notify.gsm.dialogue import (
    call_state,
    is_registered,
    message_fault,
    operator_of,
    refusal,
    signal_of,
    unasked,
)
from app.notify.gsm.pdu import Received


@pytest.mark.parametrize(
    ("line", "registered"),
    [
        ("+CREG: 0,1", True),
        ("+CREG: 0,5", True),
        ("+CREG: 5", True),
        ('+CREG: 2,1,"10A1","0BBB",7', True),
        ("+CREG: 0,6", True),
        ("+CREG: 0,0", False),
        ("+CREG: 0,2", False),
        ("+CREG: 0,3", None),
        ("+CREG:", False),
    ],
)
def test_whether_it_is_in_a_network(line: str, registered: bool | None) -> None:
    assert is_registered(line) is registered


@pytest.mark.parametrize(
    ("line", "bars"),
    [
        ("+CSQ: 0,99", 0),
        ("+CSQ: 2,0", 1),
        ("+CSQ: 18,99", 3),
        ("+CSQ: 31,0", 5),
        ("+CSQ: 99,99", -1),
        ("", -1),
    ],
)
def test_how_strong_its_signal_is(line: str, bars: int) -> None:
    assert signal_of(line) == bars


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([], "none"),
        (['+CLCC: 1,0,2,0,0,"13800138001",129'], "dialling"),
        (["+CLCC: 1,0,3,0,0"], "ringing"),
        (["+CLCC: 1,0,0,0,0"], "answered"),
        (["+CLCC: 1,1,4,0,0", "+CLCC: 2,0,0,0,0"], "answered"),
        (["+CLCC: 1,1,0,0,0"], "none"),
    ],
)
def test_how_far_a_call_is(lines: list[str], state: str) -> None:
    assert call_state(lines) == state


def test_the_name_of_the_network() -> None:
    assert operator_of('+COPS: 0,0,"CHINA MOBILE",7') == "CHINA MOBILE"
    assert operator_of("+COPS: 0") == ""


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("+CMS ERROR: 331", "no_network"),
        ("+CMS ERROR: 38", "sms_refused 38"),
        ("+CMS ERROR: SIM not inserted", "sms_refused 0"),
        ("+CME ERROR: 10", "no_sim"),
        ("ERROR", "sms_refused 0"),
    ],
)
def test_why_a_message_was_refused(line: str, cause: str) -> None:
    refused = refusal(line)
    assert refused is not None
    assert message_fault(refused).cause == cause


def test_what_is_an_answer_is_not_taken_for_news() -> None:
    assert all(unasked(line) is None for line in ("OK", "+CMGS: 41", "+CREG: 0,1", "+CMGL: 1,0,,29", "RING"))
    assert refusal("OK") is None


def test_parts_are_put_together_and_a_part_stored_twice_counts_once() -> None:
    def part(number: int, text: str) -> Received:
        return Received("10086", text, None, group=7, part=number, parts=2)

    first, second = part(1, "一"), part(2, "二")
    assert whole_messages([(4, second)]) == []
    found = whole_messages([(4, second), (9, first), (5, second)])
    assert [(whole.message.text, set(whole.places)) for whole in found] == [("一二", {4, 5, 9})]
    again = whole_messages([(1, first), (2, second)])
    assert again[0].key == found[0].key


def test_parts_of_two_senders_are_not_mixed() -> None:
    one = Received("10086", "一", None, group=7, part=1, parts=2)
    other = Received("95588", "二", None, group=7, part=2, parts=2)
    assert whole_messages([(1, one), (2, other)]) == []

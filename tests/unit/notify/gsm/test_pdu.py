"""Short messages bit by bit: against published examples, and through a reader that shares no code with the writer."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notify.gsm.alphabet import pack, septets_of, unpack
from app.notify.gsm.pdu import Pdu, PduError, Received, Report, parse, submit
from tests.fakes.modem_pdu import Submitted, read_submit

SEVEN_BIT = [chr(code) for code in range(0x2000 + 0xAD) if septets_of(chr(code))]
"""All letters the alphabet has; the euro sign is the last."""
PHONES = st.from_regex(r"\A\+?[0-9]{3,15}\Z")


def test_the_published_example_of_a_message_out() -> None:
    """The one every manual has: hellohello to +46708251358, here with validity and report."""
    assert submit("+46708251358", "hellohello", 0) == [
        Pdu(23, "0031000B916407281553F800000B0AE8329BFD4697D9EC37")
    ]


def test_the_published_examples_of_messages_in() -> None:
    assert parse("07917283010010F5040BC87238880900F10000623092516195800AE8329BFD4697D9EC37") == Received(
        "27838890001", "hellohello", datetime(2026, 3, 29, 13, 16, 59, tzinfo=UTC)
    )
    assert parse("07916407058099F9040B916407950303F100006221222140140004D4E2940A") == Received(
        "+46705930301", "TEST", datetime(2026, 12, 22, 12, 4, 41, tzinfo=UTC)
    )


def test_a_report_of_a_real_modem() -> None:
    report = parse("079119890400202306400C91197909913764511090718384225110907183252200")
    assert report == Report(0x40, "+919790197346", 0)


def test_an_answer_in_chinese() -> None:
    answer = parse("0891683108100005F0240D91683108108300F100086211324100002304653652300"[:-1])
    assert answer == Received("+8613800138001", "收到", datetime(2026, 11, 23, 6, 0, tzinfo=UTC))


def test_a_sender_with_a_name_instead_of_a_number() -> None:
    name = pack([septet for letter in "10086CMCC" for septet in septets_of(letter)])
    digits = (9 * 7 + 3) // 4
    pdu = f"0004{digits:02x}d0{name.hex()}000062113241000023" + "0131"
    assert parse(pdu) == Received("10086CMCC", "1", datetime(2026, 11, 23, 6, 0, tzinfo=UTC))


def sent(phone: str, text: str, group: int = 0) -> list[Submitted]:
    return [read_submit(pdu.hex, pdu.length) for pdu in submit(phone, text, group)]


@given(PHONES, st.text(st.sampled_from(SEVEN_BIT), max_size=480), st.integers(0, 255))
def test_seven_bit_texts_come_out_as_they_went_in(phone: str, text: str, group: int) -> None:
    read = sent(phone, text, group)
    assert "".join(part.text for part in read) == text
    check_parts(read, phone, group, 0)


@given(PHONES, st.text(st.characters(codec="utf-16"), max_size=210), st.integers(0, 255))
def test_other_texts_do_so_in_ucs2(phone: str, text: str, group: int) -> None:
    text = f"火{text}"
    read = sent(phone, text, group)
    assert "".join(part.text for part in read) == text, "a letter of two halves was cut"
    check_parts(read, phone, group, 8)


def check_parts(read: list[Submitted], phone: str, group: int, coding: int) -> None:
    for number, part in enumerate(read, start=1):
        assert (part.phone, part.coding) == (phone, coding)
        assert part.first & 0x33 == 0x31, "submit, relative validity, report wanted"
        assert part.validity == 11
        if len(read) > 1:
            assert part.text
            assert (part.group, part.of, part.part) == (group, len(read), number)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("[" * 80, 1), ("[" * 81, 2)]
    + [("火" * 70, 1), ("火" * 71, 2), ("火" * 134, 2), ("火" * 135, 3), ("🔥" * 35, 1), ("🔥" * 36, 2)],
)
def test_a_message_holds_what_the_standard_says(text: str, parts: int) -> None:
    assert len(submit("13800138000", text, 1)) == parts


def test_an_escape_and_its_letter_stay_in_one_part() -> None:
    first, second = sent("1380", "a" * 152 + "[" + "b" * 20)
    assert (first.text, second.text) == ("a" * 152, "[" + "b" * 20)


def test_without_reports_and_with_a_centre() -> None:
    pdu = submit("13800138000", "1", 0, report=False, centre="+8613800731500")[0]
    assert pdu.hex.startswith("0891683108701305F0" + "11")
    message = read_submit(pdu.hex, pdu.length)
    assert (message.phone, message.text) == ("13800138000", "1")


def test_far_too_long_is_refused() -> None:
    with pytest.raises(PduError):
        submit("1380", "火" * 67 * 256, 1)


@given(st.lists(st.integers(0, 127)), st.integers(0, 6))
def test_packing_and_unpacking_are_each_other(septets: list[int], fill: int) -> None:
    assert unpack(pack(septets, fill), len(septets), fill) == septets


@given(st.binary(max_size=180))
def test_noise_is_refused_and_never_more(noise: bytes) -> None:
    try:
        parse(noise.hex())
    except PduError:
        return


@pytest.mark.parametrize("text", ["", "zz", "0", "00", "0001", "07917283"])
def test_what_is_cut_short_is_refused(text: str) -> None:
    with pytest.raises(PduError):
        parse(text)


@given(
    st.integers(2, 255).flatmap(lambda of: st.tuples(st.just(of), st.integers(1, of))), st.integers(0, 65535)
)
def test_parts_of_a_long_answer_say_which_they_are(place: tuple[int, int], group: int) -> None:
    of, part = place
    header = bytes((6, 8, 4)) + group.to_bytes(2, "big") + bytes((of, part))
    body = header + "确认".encode("utf-16-be")
    pdu = "0040" + "0b81" + "3108108300f1" + "0008" + "62113241000023" + f"{len(body):02x}" + body.hex()
    found = parse(pdu)
    assert isinstance(found, Received)
    assert (found.group, found.part, found.parts, found.text) == (group, part, of, "确认")

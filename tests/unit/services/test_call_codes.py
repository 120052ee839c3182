"""The code by telephone: unlike any other of its incident, never taken for another by a slip of the finger."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, NotAllowed
from app.incidents.call_codes import CODE_DIGITS, call_codes, call_with_code, is_code
from app.model.incident import Call
from app.model.words import Words
from tests.fakes.room import Room

IDS = st.lists(st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=20, max_size=20), unique=True)
CODE = st.builds(lambda call_id: call_codes([call_id])[call_id], st.text("0123abc", min_size=5, max_size=20))


def call(call_id: str) -> Call:
    return Call(call_id, "i", "p", Words("甲"), "", "", 1, datetime(2026, 11, 24, tzinfo=UTC))


@given(IDS)
def test_every_call_of_an_incident_is_found_by_its_own_code(ids: list[str]) -> None:
    codes = call_codes(ids)
    assert len(set(codes.values())) == len(ids)
    calls = [call(call_id) for call_id in ids]
    assert [call_with_code(calls, codes[each.id]) for each in calls] == calls


@given(IDS, st.integers(0, 50))
def test_a_later_call_leaves_the_codes_before_it_as_they_were(ids: list[str], count: int) -> None:
    before = sorted(ids)[:count]
    after = call_codes(ids)
    assert call_codes(before) == {call_id: after[call_id] for call_id in before}


def test_two_thousand_calls_still_have_codes_of_their_own() -> None:
    codes = call_codes(f"{number:020}" for number in range(2000))
    assert len(set(codes.values())) == 2000
    assert all(is_code(code) for code in codes.values())


@given(CODE, st.integers(0, CODE_DIGITS - 1), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_no_code(code: str, at: int, digit: str) -> None:
    assume(code[at] != digit)
    assert not is_code(code[:at] + digit + code[at + 1 :])


@given(CODE, st.integers(0, CODE_DIGITS - 2))
def test_two_digits_that_changed_places_are_no_code(code: str, at: int) -> None:
    assume(code[at] != code[at + 1])
    assert not is_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :])


@given(st.text())
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert not is_code(typed) or len([sign for sign in typed if sign not in " -"]) == CODE_DIGITS


def test_the_code_stands_in_the_message_and_confirms_for_its_person(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    chen = next(call for call in incident.calls if call.person_id == "chen")
    code = call_codes(call.id for call in incident.calls)[chen.id]
    messages = room.database.read(lambda r: r.outbox.for_incident(incident.id))
    assert [m.person_id for m in messages if code in m.body] == ["chen"]
    assert not any("https" in m.body for m in messages)

    room.incidents.acknowledge_code(incident.id, f" {code[:2]} {code[2:]}").result()
    entry = room.journal.latest(1, kinds=("call_acknowledged",))[0].draft
    assert (entry.kind, entry.data["person"], entry.data["path"]) == ("call_acknowledged", "chen", "code")
    stored = room.incidents.get(incident.id)
    assert stored is not None
    assert [call.person_id for call in stored.calls if call.acknowledged_at] == ["chen"]


def test_full_width_digits_are_digits(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    first = sorted(incident.calls, key=lambda call: call.id)[0]
    code = call_codes([first.id])[first.id]
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert call_with_code(incident.calls, wide) == first


def test_a_wrong_code_says_so_and_changes_nothing(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    codes = set(call_codes(call.id for call in incident.calls).values())
    stranger = next(
        code
        for code in map(f"{{:0{CODE_DIGITS}}}".format, range(99999))
        if is_code(code) and code not in codes
    )
    before = room.kinds()
    for typed, reason in (("12", "code_form"), (stranger, "unknown_code")):
        with pytest.raises(InvalidInput) as refused:
            room.incidents.acknowledge_code(incident.id, typed).result()
        assert refused.value.values["reason"] == reason
    assert room.kinds() == before


def test_a_code_of_a_closed_incident_is_refused(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    call_id = incident.calls[0].id
    code = call_codes(call.id for call in incident.calls)[call_id]
    room.incidents.stand_down(incident.id).result()
    with pytest.raises(NotAllowed):
        room.incidents.acknowledge_code(incident.id, code).result()

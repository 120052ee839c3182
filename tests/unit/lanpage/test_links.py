"""A link holds for one call alone; whoever changes a character of it holds nothing."""

from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from app.lanpage.links import LENGTH, device_mark, id_of, is_genuine, make_clock_token, make_token
from app.model.incident import Call
from app.model.lan_page import ClockLink
from app.model.words import Words

ID = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=20, max_size=20)
KEY = st.binary(min_size=32, max_size=32)


def call(call_id: str, incident_id: str = "incident", person_id: str = "person") -> Call:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    return Call(call_id, incident_id, person_id, Words("甲"), "patrol", "", 1, moment)


@given(KEY, ID)
def test_a_link_is_genuine_for_its_own_call(key: bytes, call_id: str) -> None:
    token = make_token(key, call(call_id))
    assert len(token) == LENGTH
    assert id_of(token) == call_id
    assert is_genuine(make_token(key, call(call_id)), token)


@given(KEY, ID, st.integers(0, LENGTH - 1), st.characters())
def test_no_character_can_be_changed(key: bytes, call_id: str, at: int, sign: str) -> None:
    token = make_token(key, call(call_id))
    assume(token[at] != sign)
    changed = token[:at] + sign + token[at + 1 :]
    other = id_of(changed)
    # Neither for the call it names now, nor for the one it was made for.
    assert not (other and is_genuine(make_token(key, call(other)), changed))
    assert not is_genuine(make_token(key, call(call_id)), changed)


@given(KEY, ID, st.text(max_size=60))
def test_nothing_can_be_added_left_out_or_made_up(key: bytes, call_id: str, made_up: str) -> None:
    token = make_token(key, call(call_id))
    for wrong in (token + "0", token[:-1], "", made_up, token.upper(), f" {token}"):
        assert wrong == token or not is_genuine(make_token(key, call(call_id)), wrong)


@given(KEY, KEY, ID)
def test_another_site_another_person_another_incident_are_another_link(
    key: bytes, other: bytes, call_id: str
) -> None:
    assume(key != other)
    token = make_token(key, call(call_id))
    assert not is_genuine(make_token(other, call(call_id)), token)
    assert not is_genuine(make_token(key, call(call_id, person_id="other")), token)
    assert not is_genuine(make_token(key, call(call_id, incident_id="other")), token)
    assert not is_genuine(make_token(key, call(call_id, incident_id="incidentperson", person_id="")), token)


def test_a_link_has_no_sign_at_which_a_messenger_would_cut_it() -> None:
    assert make_token(b"k" * 32, call("0" * 20)).isalnum()


def test_what_is_stored_of_a_device_is_not_its_secret() -> None:
    mark = device_mark("secret")
    assert "secret" not in mark
    assert mark == device_mark("secret") != device_mark("secreT")


@given(KEY, ID)
def test_a_link_for_clocking_on_never_passes_for_a_calls(key: bytes, link_id: str) -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    token = make_clock_token(key, ClockLink(link_id, "person", moment))
    assert id_of(token) == link_id
    assert is_genuine(make_clock_token(key, ClockLink(link_id, "person", moment, "device")), token)
    assert not is_genuine(make_clock_token(key, ClockLink(link_id, "other", moment)), token)
    for incident_id in ("", "incident", link_id):
        assert not is_genuine(make_token(key, call(link_id, incident_id)), token)

"""The address of a modem: what is wrong with it is said before anybody depends on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notify.modem_address import ModemAddress, device_of, modem_address, modem_fault, modem_url

PORTS = st.one_of(
    st.from_regex(r"\AttyUSB[0-9]{1,2}\Z"),
    st.from_regex(r"\ACOM[1-9][0-9]?\Z"),
    st.from_regex(r"\A/dev/serial/by-id/[A-Za-z0-9_.:-]{1,40}\Z"),
)
ADDRESSES = st.builds(
    ModemAddress,
    st.sampled_from(["gsm-sms", "gsm-call"]),
    PORTS,
    st.from_regex(r"\A([0-9]{4,8})?\Z"),
    st.sampled_from([9600, 115200, 460800]),
    st.sampled_from(["", "+8613800731500", "13800731500"]),
    st.integers(10, 120),
)


@given(ADDRESSES)
def test_an_address_is_read_as_it_was_written(address: ModemAddress) -> None:
    assert modem_address(modem_url(address)) == address
    assert modem_fault(modem_url(address)) == ""


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("gsm-sms://", "modem_form"),
        ("gsm-sms://tty USB0", "modem_form"),
        ("gsm-sms://ttyUSB0?pin=12", "modem_pin"),
        ("gsm-sms://ttyUSB0?pin=abcd", "modem_pin"),
        ("gsm-sms://ttyUSB0?pni=1234", "modem_option"),
        ("gsm-sms://ttyUSB0?centre=china", "modem_centre"),
        ("gsm-sms://ttyUSB0?baud=fast", "modem_baud"),
        ("gsm-call://ttyUSB0?ring=5", "modem_ring"),
        ("gsm-sms://ttyUSB0?pin", "modem_form"),
        ("mailto://x@y", "modem_form"),
    ],
)
def test_what_is_wrong_is_named(url: str, fault: str) -> None:
    assert modem_fault(url) == fault
    assert modem_address(url) is None


def test_a_port_stands_for_a_device() -> None:
    assert device_of("ttyUSB0", windows=False) == "/dev/ttyUSB0"
    assert device_of("/dev/serial/by-id/x", windows=False) == "/dev/serial/by-id/x"
    assert device_of("COM3", windows=True) == "COM3"

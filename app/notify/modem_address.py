"""The address of a channel that goes through a GSM modem: `gsm-sms://ttyUSB0?pin=1234`. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SMS, VOICE = "gsm-sms", "gsm-call"
MODEM_SERVICES = (SMS, VOICE)
_BAUDS = range(1200, 4_000_001)
_RINGS = range(10, 121)
_PIN = re.compile(r"\d{4,8}")
_PHONE = re.compile(r"\+?\d{5,20}")
_PORT = re.compile(r"[\w.:/-]+")


@dataclass(frozen=True, slots=True)
class ModemAddress:
    """`port` as it is written: `ttyUSB0`, `COM3` or a path; the PIN is a secret, like the whole address."""

    service: str
    port: str
    pin: str = ""
    baud: int = 115200
    centre: str = ""
    """The short message centre; empty: the one the SIM card knows."""
    ring_s: int = 40
    """So long a call rings before it counts as not answered."""


def is_modem(service: str) -> bool:
    """Whether messages of a service go through a modem on this computer."""
    return service in MODEM_SERVICES


def modem_fault(url: str) -> str:
    """Why a URL with one of these services is no address of a modem; empty when it is."""
    parsed = _parsed(url)
    return parsed if isinstance(parsed, str) else ""


def modem_address(url: str) -> ModemAddress | None:
    """None for what is none."""
    parsed = _parsed(url)
    return None if isinstance(parsed, str) else parsed


def modem_url(address: ModemAddress) -> str:
    """The URL that stands for this address; what is as usual is left out."""
    usual = ModemAddress(address.service, address.port)
    options = {
        "pin": address.pin,
        "centre": address.centre,
        "baud": str(address.baud) if address.baud != usual.baud else "",
        "ring": str(address.ring_s) if address.ring_s != usual.ring_s else "",
    }
    query = urlencode({name: value for name, value in options.items() if value})
    return f"{address.service}://{quote(address.port)}{'?' if query else ''}{query}"


def device_of(port: str, *, windows: bool) -> str:
    """The device file a port stands for."""
    if windows or port.startswith("/"):
        return port
    return f"/dev/{port}"


def _parsed(url: str) -> ModemAddress | str:
    try:
        parts = urlsplit(url)
        options = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        return "modem_form"
    port = unquote(parts.netloc + parts.path).rstrip("/")
    if parts.scheme.lower() not in MODEM_SERVICES or not _PORT.fullmatch(port):
        return "modem_form"
    values = {name: value.replace(" ", "+") for name, value in options}
    if not values.keys() <= {"pin", "baud", "centre", "ring"}:
        return "modem_option"
    if "pin" in values and not _PIN.fullmatch(values["pin"]):
        return "modem_pin"
    if "centre" in values and not _PHONE.fullmatch(values["centre"]):
        return "modem_centre"
    baud, ring = _number(values.get("baud", "115200")), _number(values.get("ring", "40"))
    if baud not in _BAUDS:
        return "modem_baud"
    if ring not in _RINGS:
        return "modem_ring"
    return ModemAddress(
        parts.scheme.lower(), port, values.get("pin", ""), baud, values.get("centre", ""), ring
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1

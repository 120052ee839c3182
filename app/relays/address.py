"""How a relay is reached: HTTP requests or a Modbus TCP coil. Pure."""

import json
from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl, urlsplit

HTTP, MODBUS = "http", "modbus"
METHODS = ("GET", "POST")
LONGEST_BODY = 2000


@dataclass(frozen=True, slots=True)
class RelayAddress:
    """`on` and `off` are URLs; `modbus://host:502/3?unit=1` (coil 3, counted from 0) serves for both."""

    on: str
    off: str = ""
    method: str = "GET"
    on_body: str = ""
    off_body: str = ""

    @property
    def service(self) -> str:
        return MODBUS if self.on.lower().startswith("modbus:") else HTTP


@dataclass(frozen=True, slots=True)
class Coil:
    host: str
    port: int
    number: int
    unit: int


def packed(address: RelayAddress) -> str:
    """As the secret store keeps it."""
    return json.dumps(asdict(address))


def unpacked(text: str) -> RelayAddress:
    return RelayAddress(**json.loads(text))


def address_fault(address: RelayAddress, *, ends: bool) -> tuple[str, str]:
    """Field and reason of what is wrong with it; empty where nothing is. `ends`: it must be possible to switch it off."""
    if address.service == MODBUS:
        return ("", "") if coil_of(address.on) else ("on", "relay_coil")
    if not _is_http(address.on):
        return "on", "relay_form"
    if ends and not address.off:
        return "off", "relay_off_missing"
    if address.off and not _is_http(address.off):
        return "off", "relay_form"
    if address.method not in METHODS:
        return "method", "relay_method"
    long = next((name for name in ("on_body", "off_body") if len(getattr(address, name)) > LONGEST_BODY), "")
    return (long, "relay_body") if long else ("", "")


def coil_of(url: str) -> Coil | None:
    """None for what is no Modbus coil."""
    try:
        parts = urlsplit(url)
        port = parts.port or 502
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        return None
    number, unit = _number(parts.path.removeprefix("/")), _number(options.pop("unit", "1"))
    if parts.scheme.lower() != MODBUS or not parts.hostname or options or not 0 <= number <= 65535:
        return None
    return Coil(parts.hostname, port, number, unit) if 0 <= unit <= 247 else None


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and " " not in url
        )
    except ValueError:
        return False


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else -1

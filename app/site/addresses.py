"""What the address of a camera and the URL of a channel must look like."""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from app.core.address_secrets import SECRET_FIELD
from app.notify.modem_address import is_modem, modem_fault
from app.site.record import Login

DEMO_SCENES = (
    "car_park", "gate", "lobby", "lift", "lpg_station", "plaza", "garage", "road", "entrance", "corridor",
)  # fmt: skip
"""The scenes that `app.cameras.host.sources.demo_scenes` draws; that module needs OpenCV, which the console must not load."""
TRAINING = "training"
"""The service of phones that exist on this machine alone; Apprise does not know it by itself."""
_LIGHTS = ("", "day", "night")
_SCHEMES = ("rtsp", "rtsps", "http", "https")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://\S+")


def address_fault(kind: str, address: str) -> str:
    """Why a camera of this kind cannot have this address; empty when it can."""
    if kind == "demo":
        scene, _, light = address.partition("?")
        return "" if scene in DEMO_SCENES and light in _LIGHTS else "unknown_scene"
    if kind == "usb":
        return "" if address.isascii() and address.isdigit() and len(address) <= 3 else "usb_number"
    if kind == "file":
        return "" if address.strip() else "address_empty"
    return _network_fault(address)


def split_login(address: str) -> tuple[str, Login]:
    """The address without its credentials, and these; for an address without a fault."""
    parts = urlsplit(address)
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return address, Login()
    username, _, password = login.partition(":")
    bare = urlunsplit((parts.scheme, host, parts.path, parts.query, parts.fragment))
    return bare, Login(unquote(username), unquote(password))


def service_of(url: str) -> str:
    """What a channel's URL begins with (`mailto`, `dingtalk`), in small letters; empty when it is no URL."""
    match = _URL.fullmatch(url)
    return match.group(1).lower() if match else ""


def channel_fault(url: str) -> str:
    """Why this cannot be the URL of a channel, as far as its looks tell; empty when it can."""
    service = service_of(url)
    if not service:
        return "url_form"
    return modem_fault(url) if is_modem(service) else ""


def is_device_service(url: str) -> bool:
    """Whether a URL may be a camera's ONVIF device service: `http://host/onvif/device_service`, without secrets."""
    return (
        not _network_fault(url)
        and urlsplit(url).scheme in ("http", "https")
        and not (split_login(url)[1] or SECRET_FIELD.search(url))
    )


def _network_fault(address: str) -> str:
    if _SPACE.search(address):
        return "address_form"
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return "address_host"
    if parts.scheme not in _SCHEMES:
        return "address_scheme"
    if not host:
        return "address_host"
    try:
        port = parts.port
    except ValueError:
        return "address_port"
    return "address_port" if port == 0 else ""

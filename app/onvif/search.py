"""Finds cameras that nobody told us of: everybody on the network is asked, those that speak ONVIF answer."""

from collections.abc import Iterable
from urllib.parse import unquote

from onveef import wsdiscovery

from app.model.onvif import Found
from app.onvif.rules import device_service, host_of

SEARCH_S = 3.0
"""For each address of ours; slow cameras answer late."""


def search(interfaces: tuple[str, ...] = ()) -> list[Found]:
    """Every device that answers within some seconds; `interfaces` are addresses of ours, none for all."""
    answers = wsdiscovery.discover(timeout_s=SEARCH_S, interface_ip=list(interfaces) or None)
    found = (_found(answer) for answer in answers)
    return sorted((one for one in found if one is not None), key=lambda one: _order(one.host))


def _found(answer: wsdiscovery.DiscoveredDevice) -> Found | None:
    address = _reachable(answer.xaddrs)
    if not address:
        return None
    return Found(address, host_of(address), unquote(answer.name), unquote(answer.hardware))


def _reachable(addresses: Iterable[str]) -> str:
    """Of several addresses the first of the old kind (IPv4): link-local ones of the new kind lead nowhere."""
    usable = [service for service in map(device_service, addresses) if service]
    return next((one for one in usable if ":" not in host_of(one)), usable[0] if usable else "")


def _order(host: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in host.split("."))

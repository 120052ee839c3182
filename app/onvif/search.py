"""Finds cameras that nobody told us of: everybody on the network is asked, those that speak ONVIF answer."""

import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import psutil
from onveef import wsdiscovery

from app.model.onvif import Found
from app.onvif.rules import device_service, host_of

SEARCH_S = 3.0
"""Slow cameras answer late."""


def search(interfaces: tuple[str, ...] = ()) -> list[Found]:
    """Every device that answers within some seconds; `interfaces` are addresses of ours, none for all.

    The network of the cameras often leads nowhere else, so no route says through which card it is reached: all are
    asked, at the same time.
    """
    ours = interfaces or tuple(_own_addresses()) or ("0.0.0.0",)
    with ThreadPoolExecutor(max_workers=len(ours), thread_name_prefix="search") as pool:
        answers = pool.map(lambda one: wsdiscovery.discover(timeout_s=SEARCH_S, interface_ip=one), ours)
        found = {one.address: one for heard in answers for one in map(_found, heard) if one is not None}
    return sorted(found.values(), key=lambda one: (_order(one.host), one.address))


def _own_addresses() -> list[str]:
    cards = psutil.net_if_addrs().values()
    addresses = (one.address for card in cards for one in card if one.family == socket.AF_INET)
    return [address for address in addresses if not address.startswith("127.")]


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

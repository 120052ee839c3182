"""Pure decisions about the page: how it may be set, who may use a link, what may still be sent by it."""

import ipaddress
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from app.core.errors import InvalidInput
from app.model.incident import RUNNING, Call, Incident
from app.model.journal import Actor, Draft
from app.model.lan_page import ClockLink, LanPage, Link, ReportLink
from app.model.report import Report
from app.model.roster import Duty
from app.model.site import Person, Post

LEAST_PORT, MOST_PORT = 1024, 65535
MOST_HOURS = 72
MOST_PHOTOS = 100
REPORTS_FOR = timedelta(days=3)
"""So long a report is read and answered by its link: an office may do so in the morning, whatever became of the incident."""
PHOTO_BYTES = 15_000_000
"""Of one photo: a phone's own, unchanged."""
PHOTO_PIXELS = 60_000_000
ROOM_BYTES = 600_000_000
"""Left free for the log and the recordings: with less on the disk no photo is taken in."""


def centre_phone(
    duties: Iterable[Duty], posts: Iterable[Post], people: Iterable[Person], reader_id: str
) -> str:
    """Where the reader of a page reaches whoever is at the desk: the desk's telephone, else an operator's own; never theirs."""
    there = [duty.shift for duty in duties if duty.shift.role == "operator"]
    at_desk = {shift.post_id for shift in there}
    operators = {shift.person_id for shift in there} - {reader_id}
    desks = [post.phone for post in posts if post.id in at_desk and post.phone]
    own = [person.phones[0] for person in people if person.id in operators and person.phones]
    return next(iter((*desks, *own)), "")


def check_page(page: LanPage) -> LanPage:
    """The page as it may be stored. Raises InvalidInput."""
    tidy = replace(page, address=page.address.strip())
    for field, value, least, most in (
        ("port", page.port, LEAST_PORT, MOST_PORT),
        ("hours", page.hours, 1, MOST_HOURS),
        ("photos", page.photos, 0, MOST_PHOTOS),
    ):
        if not least <= value <= most:
            raise InvalidInput(field=field, reason="out_of_range", number=f"{least}-{most}")
    if tidy.address and not is_local(tidy.address):
        raise InvalidInput(field="address", reason="lan_address_form", value=tidy.address)
    if tidy.on and not tidy.address:
        raise InvalidInput(field="address", reason="lan_address_missing")
    return tidy


def page_entry(page: LanPage, actor: Actor) -> Draft:
    """What the log says of a page that somebody has set."""
    if not page.on:
        return Draft("lan_page_off", actor=actor)
    where = {
        "address": f"{page.address}:{page.port}",
        "hours": str(page.hours),
        "photos": str(page.photos),
    }
    return Draft("lan_page_on", actor=actor, data=where)


def is_local(address: str) -> bool:
    """Whether it is an address of one machine in a private network: the page is never offered to the world."""
    try:
        found = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return found.is_private and not (found.is_unspecified or found.is_multicast or found.is_reserved)


def refusal(page: LanPage, link: Link, call: Call, incident: Incident, device: str, now: datetime) -> str:
    """Why this device may not use this link now; empty when it may, or when no device has opened it yet.

    `device` is the mark of the device's secret. A link that another device holds tells nothing else about itself.
    """
    if link.revoked_at is not None:
        return "revoked"
    if link.device and link.device != device:
        return "other_device"
    if incident.state != RUNNING:
        return "closed"
    if now - call.called_at >= timedelta(hours=page.hours):
        return "expired"
    return ""


def clock_refusal(link: ClockLink, person: Person | None, device: str, page: LanPage) -> str:
    """Why this device may not clock anybody on or off by this link; empty when it may, or when it is the first."""
    if link.revoked_at is not None or person is None or not person.active:
        return "revoked"
    if not page.on:
        return "unknown"
    return "other_device" if link.device and link.device != device else ""


def report_refusal(
    page: LanPage, link: ReportLink, report: Report, person: Person | None, device: str, now: datetime
) -> str:
    """Why this device may not read a report by this link now; empty when it may, or when it is the first."""
    if link.revoked_at is not None or person is None or not person.active:
        return "revoked"
    if not page.on:
        return "unknown"
    if link.device and link.device != device:
        return "other_device"
    return "expired" if now - report.sent_at >= REPORTS_FOR else ""


def photo_refusal(page: LanPage, link: Link, free_bytes: int) -> str:
    """Why no photo more is taken in by this link; empty when one is."""
    if link.photos >= page.photos:
        return "photos_enough" if page.photos else "photos_off"
    return "photos_no_room" if free_bytes < ROOM_BYTES else ""


def restart_pause_s(crashes_lately: int) -> float:
    """How long to wait before the server is started again, by its crashes in the last minutes."""
    return min(30.0, 0.5 * 2 ** min(crashes_lately, 6)) if crashes_lately else 0.0

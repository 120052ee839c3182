"""How the page on the local network is set, and what became of the links of calls."""

from datetime import datetime
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.lan_page import ClockLink, LanPage, Link, ReportLink
from app.storage.columns import moment_of, text_of


class LanPageReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def page(self) -> LanPage:
        rows = list(self._database.query("SELECT * FROM lan_page"))
        if not rows:
            return LanPage()
        row = rows[0]
        return LanPage(bool(row["is_on"]), row["address"], row["port"], row["hours"], row["photos"])

    def link(self, call_id: str) -> Link:
        """An untouched one where nothing is kept."""
        rows = list(self._database.query("SELECT * FROM lan_link WHERE call_id = ?", [call_id]))
        return _link(rows[0]) if rows else Link(call_id)

    def links(self, incident_id: str) -> list[Link]:
        """Those of an incident's calls that somebody has touched."""
        rows = self._database.query(
            "SELECT lan_link.* FROM lan_link JOIN incident_call ON incident_call.id = call_id WHERE incident_id = ?",
            [incident_id],
        )
        return [_link(row) for row in rows]

    def report_link(self, message_id: str) -> ReportLink:
        """An untouched one where nothing is kept."""
        rows = list(self._database.query("SELECT * FROM report_link WHERE message_id = ?", [message_id]))
        return _report_link(rows[0]) if rows else ReportLink(message_id)

    def clock_link(self, link_id: str) -> ClockLink | None:
        rows = list(self._database.query("SELECT * FROM clock_link WHERE id = ?", [link_id]))
        return _clock_link(rows[0]) if rows else None

    def clock_links(self) -> list[ClockLink]:
        """Those that are not withdrawn."""
        rows = self._database.query("SELECT * FROM clock_link WHERE revoked_at = '' ORDER BY id")
        return [_clock_link(row) for row in rows]


class LanPageRepository(LanPageReader):
    def save_page(self, page: LanPage) -> None:
        row = {
            "id": 1,
            "is_on": int(page.on),
            "address": page.address,
            "port": page.port,
            "hours": page.hours,
            "photos": page.photos,
        }
        self._database.table("lan_page").upsert(row, pk="id")

    def save_link(self, link: Link) -> None:
        row = {
            "call_id": link.call_id,
            **_use_of(link),
            "photos": link.photos,
        }
        self._database.table("lan_link").upsert(row, pk="call_id")

    def save_report_link(self, link: ReportLink) -> None:
        row = {
            "message_id": link.message_id,
            **_use_of(link),
        }
        self._database.table("report_link").upsert(row, pk="message_id")

    def save_clock_link(self, link: ClockLink) -> None:
        row = {
            "id": link.id,
            "person_id": link.person_id,
            "made_at": stamp(link.made_at),
            **_use_of(link),
        }
        self._database.table("clock_link").upsert(row, pk="id")


def _link(row: dict[str, Any]) -> Link:
    return Link(row["call_id"], *_used(row), row["photos"])


def _report_link(row: dict[str, Any]) -> ReportLink:
    return ReportLink(row["message_id"], *_used(row))


def _clock_link(row: dict[str, Any]) -> ClockLink:
    return ClockLink(row["id"], row["person_id"], parse_stamp(row["made_at"]), *_used(row))


def _use_of(link: Link | ReportLink | ClockLink) -> dict[str, str]:
    """The columns that links of all kinds have."""
    return {
        "device": link.device,
        "opened_at": text_of(link.opened_at),
        "opened_from": link.opened_from,
        "revoked_at": text_of(link.revoked_at),
    }


def _used(row: dict[str, Any]) -> tuple[str, datetime | None, str, datetime | None]:
    """What `_use_of` has stored, in the order in which links take it."""
    return (
        row["device"],
        moment_of(row["opened_at"]),
        row["opened_from"],
        moment_of(row["revoked_at"]),
    )

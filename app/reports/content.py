"""What a report must say, and what of it has changed. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.core.errors import InvalidInput
from app.model.report import Report, ReportKind

MOST_LETTERS = 4000
MOMENT = "%Y-%m-%d %H:%M"
_DAY_AND_TIME = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})[\sT]+(\d{1,2})[:：]?(\d{2})\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a report says. `is_time` is written `2026-11-23 14:02`; `high` takes several lines."""

    name: str
    required: bool = False
    high: bool = False
    is_time: bool = False


_ON_SCENE = (Item("on_scene", required=True), Item("on_scene_phone", required=True))
FORMS: dict[ReportKind, tuple[Item, ...]] = {
    "initial": (
        Item("source", required=True),
        Item("received_at", required=True, is_time=True),
        Item("occurred_at", required=True, is_time=True),
        Item("place", required=True),
        Item("nature", required=True),
        Item("casualties", required=True),
        Item("losses"),
        Item("extent"),
        Item("course", required=True, high=True),
        Item("leaders"),
        Item("measures", required=True, high=True),
        Item("trend"),
        Item("suggestions"),
        *_ON_SCENE,
    ),
    "follow_up": (
        Item("news", required=True, high=True),
        Item("casualties", required=True),
        Item("losses"),
        Item("extent"),
        Item("leaders"),
        Item("measures", high=True),
        Item("trend"),
        Item("suggestions"),
        *_ON_SCENE,
    ),
    "final": (
        Item("summary", required=True, high=True),
        Item("casualties", required=True),
        Item("losses", required=True),
        Item("outcome", required=True, high=True),
        Item("state", required=True),
        Item("next_steps", required=True),
        Item("suggestions"),
        *_ON_SCENE,
    ),
}


def problems(kind: ReportKind, content: Mapping[str, str], now: datetime, zone: tzinfo) -> dict[str, str]:
    """Reason codes by field: item_missing, moment_form, time_ahead, too_long."""
    found = {item.name: _problem(item, content.get(item.name, ""), now, zone) for item in FORMS[kind]}
    return {name: reason for name, reason in found.items() if reason}


def check_content(kind: ReportKind, content: Mapping[str, str], now: datetime, zone: tzinfo) -> None:
    """Raises InvalidInput for the first thing that is missing or cannot be."""
    for name, reason in problems(kind, content, now, zone).items():
        raise InvalidInput(field=name, reason=reason)


def tidy(kind: ReportKind, content: Mapping[str, str]) -> dict[str, str]:
    """What belongs to the form, without spaces round it; empty items are left out."""
    given = {item.name: content.get(item.name, "").strip() for item in FORMS[kind]}
    return {name: text for name, text in given.items() if text}


def changed_items(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Names of what differs, in the order of the newer one; what was taken out stands last."""
    differing = [name for name, text in after.items() if before.get(name, "") != text]
    return (*differing, *(name for name in before if name not in after))


def moment_of_text(text: str, zone: tzinfo) -> datetime | None:
    """The moment a 24-hour time of the site names; None for what is none."""
    match = _DAY_AND_TIME.fullmatch(text)
    if match is None:
        return None
    try:
        year, month, day, hour, minute = map(int, match.groups())
        return datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None


def newest_versions(reports: Sequence[Report]) -> list[Report]:
    """Of each report the version that counts, in the order in which the reports were first sent."""
    found: dict[tuple[str, int], Report] = {}
    for report in reports:
        key = (report.kind, report.number)
        if key not in found or found[key].version < report.version:
            found[key] = report
    return list(found.values())


def next_kinds(
    reports: Sequence[Report], *, running: bool, reopened_at: datetime | None = None
) -> tuple[ReportKind, ...]:
    """Which reports may be written now, the one wanted first. A final one of before a reopening was none."""
    sent = {
        report.kind
        for report in reports
        if report.kind != "final" or reopened_at is None or report.sent_at >= reopened_at
    }
    if "final" in sent:
        return ()
    if "initial" not in sent:
        return ("initial",)
    return ("follow_up", "final") if running else ("final", "follow_up")


def _problem(item: Item, text: str, now: datetime, zone: tzinfo) -> str:
    if not text.strip():
        return "item_missing" if item.required else ""
    if len(text) > MOST_LETTERS:
        return "too_long"
    if item.is_time:
        moment = moment_of_text(text, zone)
        if moment is None:
            return "moment_form"
        return "time_ahead" if moment > now else ""
    return ""


def told_of(report: Report) -> dict[str, str]:
    """What entries say of a report."""
    return {
        "report": report.id,
        "kind_of_report": report.kind,
        "number": str(report.number),
        "version": str(report.version),
        "serial": report.serial,
    }

"""Written reports to those above: what was sent, its versions, who has confirmed it; and forms not yet sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from app.model.journal import SYSTEM, Actor

ReportKind = Literal["initial", "follow_up", "final"]
NO_CONTENT: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Report:
    """One version of a report as it was sent: it never changes; a correction is the next version."""

    id: str
    incident_id: str
    kind: ReportKind
    number: int
    """Of follow-ups, from 1 on; of final reports 0, and 1 for the next one after a reopening; 0 for the others."""
    version: int
    serial: str
    """`2026-3`: year and place in the year's order; drills count apart (`2026-D3`). The same in all versions."""
    language: str
    content: Mapping[str, str]
    changed: tuple[str, ...]
    """Fields that differ from the report before, or from the version this one corrects."""
    people: tuple[str, ...]
    """Ids of those it was sent to."""
    sent_at: datetime
    sent_monotonic: float
    boot_id: str
    by: Actor = SYSTEM
    reason: str = ""
    """Of a correction."""
    paper: str = ""
    """SHA-256 of its PDF."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Somebody has confirmed that a report arrived."""

    id: str
    report_id: str
    person_id: str
    whom: str
    """Who said so."""
    path: str
    """phone, message, paper."""
    at: datetime
    by_id: str = ""


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A form being written. `corrects` is the report it will replace; empty for a new one."""

    incident_id: str
    kind: ReportKind
    corrects: str = ""
    language: str = "zh"
    content: Mapping[str, str] = field(default_factory=lambda: NO_CONTENT)
    people: tuple[str, ...] = ()
    reason: str = ""

"""Reads what a report is made of: the form as it begins, the frame around it, its place among the others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from app.core.errors import NotFound
from app.incidents.plans import plan_of
from app.model.incident import Incident
from app.model.report import Report, ReportDraft, ReportKind
from app.model.site import Person
from app.reports.content import changed_items, newest_versions
from app.reports.deadlines import applying
from app.reports.noted import noted
from app.reports.prefill import Known, prefill
from app.reports.report_paper import Frame
from app.reports.wording import PaperWords
from app.storage.transaction import Reader, Transaction

_MOST_NOTES = 200


def begun(reader: Reader, incident_id: str, kind: ReportKind) -> ReportDraft:
    incident = existing(reader, incident_id)
    kept = [one for one in reader.reports.drafts(incident_id) if one.kind == kind and not one.corrects]
    if kept:
        return kept[0]
    language = reader.site.site().language
    whom_to_tell = applying(reader.dues.deadlines(), plan_of(incident, reader).level)
    people = [person for person in reader.site.people() if person.active]
    owed = tuple(
        person.id
        for person in people
        if any(whom.person_id == person.id or whom.role in person.roles for whom in whom_to_tell)
    )
    return filled(reader, ReportDraft(incident_id, kind, language=language, people=owed))


def filled(reader: Reader, draft: ReportDraft) -> ReportDraft:
    words = PaperWords(draft.language)
    return replace(draft, content=prefill(draft.kind, known_of(reader, draft.incident_id), words))


def begun_correction(reader: Reader, report_id: str) -> ReportDraft:
    report = existing_report(reader, report_id)
    for kept in reader.reports.drafts(report.incident_id):
        if kept.corrects == report.id:
            return kept
    return ReportDraft(
        report.incident_id, report.kind, report.id, report.language, report.content, report.people
    )


def known_of(reader: Reader, incident_id: str) -> Known:
    incident = existing(reader, incident_id)
    return Known(
        site=reader.site.site(),
        incident=incident,
        plan=plan_of(incident, reader),
        place=next((place for place in reader.site.places() if place.id == incident.place_id), None),
        people={person.id: person for person in reader.site.people()},
        notes=_notes(reader, incident),
        reports=tuple(reader.reports.of_incident(incident_id)),
    )


def _notes(reader: Reader, incident: Incident) -> tuple[tuple[datetime, str], ...]:
    """In their last corrected wording; the oldest first."""
    entries = noted(reader, incident, _MOST_NOTES)
    corrected = reader.journal.amendments([entry.number for entry in entries])
    return tuple((entry.at, corrected.get(entry.number, [entry])[-1].draft.text) for entry in entries)


def frame_of(store: Reader | Transaction, report: Report, before: Report | None) -> Frame:
    incident = existing(store, report.incident_id)
    people = {person.id: person for person in store.site.people()}
    return Frame(
        site=store.site.site(),
        incident=incident,
        plan=plan_of(incident, store),
        place=next((place for place in store.site.places() if place.id == incident.place_id), None),
        people=_in_order(people.get(person_id) for person_id in report.people),
        reporter=people.get(report.by.person_id),
        before=before,
    )


def _in_order(people: Iterable[Person | None]) -> tuple[Person, ...]:
    return tuple(person for person in people if person is not None)


def number_of(kind: ReportKind, reports: Sequence[Report]) -> int:
    """Of the next report of a kind."""
    before = [report.number for report in reports if report.kind == kind]
    if kind == "follow_up":
        return max(before, default=0) + 1
    return max(before) + 1 if before else 0


def serial_of(reader: Reader, incident: Incident, year: int) -> str:
    """Drills have an order of their own: the real ones leave no gap."""
    prefix = f"{year}-D" if incident.drill else f"{year}-"
    return f"{prefix}{reader.reports.count_of_year(prefix) + 1}"


def changed_of(content: dict[str, str], before: Report | None, reports: Sequence[Report]) -> tuple[str, ...]:
    if before is not None:
        return changed_items(before.content, content)
    said: dict[str, str] = {}
    for report in newest_versions(reports):
        said |= report.content
    known = {name: said[name] for name in content if name in said}
    return tuple(name for name in changed_items(known, content) if name in known)


def corrected(store: Reader | Transaction, draft: ReportDraft) -> Report | None:
    return existing_report(store, draft.corrects) if draft.corrects else None


def existing(store: Reader | Transaction, incident_id: str) -> Incident:
    incident = store.incidents.get(incident_id)
    if incident is None:
        raise NotFound("no_incident", id=incident_id)
    return incident


def existing_report(store: Reader | Transaction, report_id: str) -> Report:
    report = store.reports.get(report_id)
    if report is None:
        raise NotFound("no_report", id=report_id)
    return report

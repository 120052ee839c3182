"""The evidence bundle of an incident: its log with the proof of the chain, clips, pictures, messages, reports, the record itself."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from app.core.clock import Clock, stamp
from app.core.errors import InvalidInput, NotFound
from app.evidence import bundle
from app.evidence.bundle import Bundle, BundleFile, Contents, Missing
from app.evidence.cutting import ClipTask, Cut, run_cutter
from app.evidence.log_part import with_corrections
from app.evidence.newest import make_whole
from app.evidence.rules import MAX_REASON, incident_bundle_name, runs, safe_name, stem
from app.evidence.service import protect, zone_of
from app.evidence.signing import SiteKey
from app.evidence.writing import Told, cut_files, kept_media, seal, whole_folder, write_log, write_text
from app.incidents.plans import plan_of
from app.model.incident import Incident
from app.model.journal import Actor, Draft, Entry
from app.model.message import Message
from app.model.recording import Segment
from app.model.report import Report
from app.model.site import Camera, Site
from app.playback.recordings import Recordings, clips, moment
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Reader

_MOST_ENTRIES = 200_000
_BEFORE = timedelta(seconds=60)
"""Of the log before the click: what led to it."""


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything of an incident that the database knows, at one moment."""

    site: Site
    incident: Incident
    record: Mapping[str, Any]
    entries: tuple[Entry, ...]
    links: tuple[tuple[int, str], ...]
    """Number and hash of every entry from the first one of the bundle to the head."""
    head: Entry | None
    messages: tuple[Message, ...]
    reports: tuple[Report, ...]
    segments: tuple[Segment, ...]
    cameras: tuple[Camera, ...]


class IncidentEvidence:
    """Exports; shares the site's key with the other bundles."""

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        recordings: Recordings,
        key: SiteKey,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._media = media
        self._recordings = recordings
        self._key = key
        self._clock = clock
        self._actor = actor
        self._gate = gate

    def export(
        self,
        incident_id: str,
        reason: str,
        target: Path,
        papers: Mapping[str, bytes] | None = None,
        told: Told = lambda percent: None,
    ) -> Bundle:
        """Writes a bundle below `target`. Long: not for the UI thread.

        `papers` are PDFs that go along, by name (the review). `told` hears of the percentage; what it raises ends the
        work, and nothing is left. Raises NotAllowed, InvalidInput (reason_empty, text_too_long), NotFound,
        StorageUnavailable, CuttingFailed.
        """
        self._gate()
        if not reason.strip() or len(reason) > MAX_REASON:
            raise InvalidInput(field="reason", reason="text_too_long" if reason.strip() else "reason_empty")
        actor = self._actor()
        self._finish_clips(incident_id, told)
        read = self._database.read(lambda reader: _read(reader, incident_id))
        zone = zone_of(read.site)
        with whole_folder(target, incident_bundle_name(read.incident.opened_at, zone)) as (partial, folder):
            told(0)
            cut = self._cut(read.segments, partial, zone, told)
            files = [*cut_files(cut, partial), *kept_media(list(read.entries), self._media, partial)]
            files += self._papers(read, papers or {}, partial)
            files += _records(read, partial)
            files += write_log(partial, read.entries, self._key)
            told(97)
            made = seal(partial, self._contents(read, files, cut, reason, actor), zone, self._key)
            protect(self._recordings, read.segments, reason)
            self._journal(read, reason, actor, folder, made)
            told(100)
        return replace(made, folder=folder)

    def _finish_clips(self, incident_id: str, told: Told) -> None:
        """Of an incident that still runs, or has only just ended, clips are being written."""

        def asked(reader: Reader) -> tuple[list[str], datetime]:
            incident = reader.incidents.get(incident_id)
            closed_at = incident.closed_at if incident is not None else None
            return [camera.id for camera in reader.site.cameras()], closed_at or self._clock.now()

        camera_ids, until = self._database.read(asked)
        make_whole(self._recordings, camera_ids, until, self._clock, lambda: told(0))

    def _cut(self, segments: tuple[Segment, ...], partial: Path, zone: tzinfo, told: Told) -> Cut:
        tasks = []
        by_camera: dict[str, list[Segment]] = {}
        for segment in segments:
            by_camera.setdefault(segment.camera_id, []).append(segment)
        for camera_id, own in by_camera.items():
            shelf = clips(self._recordings, own)
            since, until = shelf[0].start, max(clip.end for clip in shelf)
            for run in runs(shelf, since, until):
                path = partial / bundle.CLIPS / stem(camera_id, moment(run[0].start), zone)
                tasks.append(ClipTask(camera_id, run, since, until, str(path)))
        whole = sum(clip.end - clip.start for task in tasks for clip in task.clips)
        return run_cutter(tasks, [], lambda done: told(int(95 * min(1.0, done / max(whole, 0.001)))))

    def _papers(self, read: _Read, more: Mapping[str, bytes], partial: Path) -> list[BundleFile]:
        """Each version of each report under the hash by which the log knows it, and what was printed for this."""
        (partial / bundle.REPORTS).mkdir()
        files = []
        sent = {entry.draft.data.get("report", ""): entry.number for entry in read.entries}
        for report in read.reports:
            kept = self._media.find(report.paper)
            if kept is None:
                continue
            number = f"-{report.number}" if report.number else ""
            name = f"{bundle.REPORTS}/{report.kind}{number}-v{report.version}.pdf"
            (partial / name).write_bytes(kept.read_bytes())
            files.append(BundleFile(name, "report", entry=sent.get(report.id, 0)))
        for stem_, pdf in more.items():
            name = f"{bundle.REPORTS}/{safe_name(stem_)}.pdf"
            (partial / name).write_bytes(pdf)
            files.append(BundleFile(name, "paper"))
        return files

    def _contents(
        self, read: _Read, files: list[BundleFile], cut: Cut, reason: str, actor: Actor
    ) -> Contents:
        times = [entry.at for entry in read.entries]
        times += [one for segment in read.segments for one in (segment.started_at, segment.ended_at)]
        return Contents(
            read.site,
            read.cameras,
            actor,
            reason.strip(),
            self._clock.now(),
            min(times, default=read.incident.opened_at),
            max(times, default=read.incident.opened_at),
            tuple(files),
            tuple(
                Missing(one, moment(since), moment(until), "unreadable")
                for one, since, until in cut.unreadable
            ),
            read.entries,
            read.head,
            read.incident.id,
        )

    def _journal(self, read: _Read, reason: str, actor: Actor, folder: Path, made: Bundle) -> None:
        """Before the bundle gets its name: nobody shall hold evidence of which the log knows nothing."""
        data = {
            "name": folder.name,
            "reason": reason.strip(),
            "cameras": " ".join(camera.id for camera in read.cameras),
            "clips": str(made.clips),
            "pictures": str(made.pictures),
            "manifest": made.manifest_sha256,
            "key": made.fingerprint,
        }
        draft = Draft("evidence_exported", actor=actor, data=data, incident_id=read.incident.id)
        self._database.write(lambda transaction: transaction.journal.append(draft)).result()


def _read(reader: Reader, incident_id: str) -> _Read:
    incident = reader.incidents.get(incident_id)
    if incident is None:
        raise NotFound("no_incident", id=incident_id)
    entries = _entries(reader, incident)
    segments = tuple(reader.recordings.of_clip(incident_id))
    links = tuple(reader.journal.links(entries[0].number)) if entries else ()
    seen = {segment.camera_id for segment in segments} | {entry.draft.camera_id for entry in entries}
    return _Read(
        site=reader.site.site(),
        incident=incident,
        record=_record(reader, incident),
        entries=entries,
        links=links,
        head=reader.journal.get(links[-1][0]) if links else None,
        messages=tuple(reader.outbox.for_incident(incident_id)),
        reports=tuple(reader.reports.of_incident(incident_id)),
        segments=segments,
        cameras=tuple(camera for camera in reader.site.cameras() if camera.id in seen),
    )


def _entries(reader: Reader, incident: Incident) -> tuple[Entry, ...]:
    """The log of its time without a gap, and its later entries (reports, review, corrections) one by one."""
    own = reader.journal.latest(_MOST_ENTRIES, incident_id=incident.id)
    until = (incident.closed_at or reader.clock.now()) + timedelta(seconds=1)
    meanwhile = reader.journal.latest(_MOST_ENTRIES, since=incident.opened_at - _BEFORE, until=until)
    return with_corrections(reader, (*own, *meanwhile))


def _record(reader: Reader, incident: Incident) -> Mapping[str, Any]:
    """The incident as the database has it, apart from log and messages."""
    return {
        "incident": incident,
        "plan": plan_of(incident, reader),
        "deadlines": reader.dues.of_incident(incident.id),
        "phone_reports": reader.dues.phone_reports(incident.id),
        "reports": reader.reports.of_incident(incident.id),
        "receipts": reader.reports.receipts(incident.id),
        "review": reader.reviews.get(incident.id),
        "measures": reader.reviews.measures(incident.id),
    }


def _records(read: _Read, partial: Path) -> list[BundleFile]:
    write_text(partial / bundle.INCIDENT, _json(read.record, indent=2) + "\n")
    write_text(partial / bundle.MESSAGES, "".join(f"{_json(message)}\n" for message in read.messages))
    write_text(partial / bundle.CHAIN, "".join(f"{number} {digest}\n" for number, digest in read.links))
    return [
        BundleFile(bundle.INCIDENT, "incident"),
        BundleFile(bundle.MESSAGES, "messages"),
        BundleFile(bundle.CHAIN, "chain"),
    ]


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent, default=_plain)


def _plain(value: Any) -> Any:
    """Records as their fields, moments as stamps."""
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Mapping):
        return dict(value)
    return {name: getattr(value, name) for name in value.__dataclass_fields__}

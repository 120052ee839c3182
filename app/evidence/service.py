"""Hands evidence over: a folder with clips, pictures, log entries and a signed list of them, whole or not at all."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from app.core.clock import Clock, stamp
from app.core.errors import NotFound
from app.core.secrets import SecretStore
from app.evidence import bundle
from app.evidence.bundle import Bundle, Contents, Missing
from app.evidence.cutting import ClipTask, Cut, PictureTask, run_cutter
from app.evidence.log_part import with_corrections
from app.evidence.newest import make_whole
from app.evidence.rules import ExportWish, bundle_name, check_wish, runs, stem
from app.evidence.signing import SiteKey
from app.evidence.writing import Told, cut_files, kept_media, seal, whole_folder, write_log
from app.model.journal import Actor, Draft, Entry
from app.model.recording import Segment
from app.model.site import Camera, Site
from app.playback.recordings import Recordings, clips_of, moment
from app.playback.rules import Clip, Span, clip_at, gaps
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Reader

log = logging.getLogger(__name__)
_MOST_ENTRIES = 200_000
_ROUNDING_S = 1.5
"""Shorter stretches without a picture are how files follow each other, not gaps."""


class EvidenceService:
    """Exports."""

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        recordings: Recordings,
        secrets: SecretStore,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._media = media
        self.recordings = recordings
        self._clock = clock
        self._actor = actor
        self._gate = gate
        self.key = SiteKey(secrets)

    def export(self, wish: ExportWish, target: Path, told: Told = lambda percent: None) -> Bundle:
        """Writes a bundle below `target`. Long: not for the UI thread.

        `told` hears of the percentage; what it raises ends the work, and nothing is left. Raises NotAllowed,
        InvalidInput, NotFound (nothing_recorded), StorageUnavailable, CuttingFailed.
        """
        self._gate()
        now, actor = self._clock.now(), self._actor()
        check_wish(wish, now)
        make_whole(self.recordings, wish.camera_ids, wish.until, self._clock, lambda: told(0))
        site = self._database.read(lambda reader: reader.site.site())
        zone = zone_of(site)
        with whole_folder(target, bundle_name(now, zone)) as (partial, folder):
            made = self._write(wish, site, actor, partial, told)
            protect(self.recordings, self._segments(wish), wish.reason)
            self._journal(wish, actor, folder, made)
        return replace(made, folder=folder)

    def _write(self, wish: ExportWish, site: Site, actor: Actor, partial: Path, told: Told) -> Bundle:
        zone = zone_of(site)
        told(0)
        shelves = {each: self._shelf(each, wish) for each in wish.camera_ids}
        cut = self._cut(wish, shelves, partial, zone, told)
        entries = self._entries(wish)
        own = [entry for entry in entries if entry.draft.camera_id in wish.camera_ids]
        files = [*cut_files(cut, partial), *kept_media(own, self._media, partial)]
        if not files:
            raise NotFound("nothing_recorded")
        files += write_log(partial, entries, self.key)
        contents = Contents(
            site,
            self._cameras(wish),
            actor,
            wish.reason.strip(),
            self._clock.now(),
            wish.since,
            wish.until,
            tuple(files),
            _missing(wish, shelves, cut),
            entries,
            self._database.read(_head),
        )
        told(97)
        made = seal(partial, contents, zone, self.key)
        told(100)
        return made

    def _shelf(self, camera_id: str, wish: ExportWish) -> tuple[Clip, ...]:
        return clips_of(self.recordings, camera_id, wish.since, wish.until)

    def _cut(
        self, wish: ExportWish, shelves: dict[str, tuple[Clip, ...]], partial: Path, zone: tzinfo, told: Told
    ) -> Cut:
        since, until = wish.since.timestamp(), wish.until.timestamp()
        at = (wish.moment or wish.since).timestamp()
        clips, pictures = list[ClipTask](), list[PictureTask]()
        for camera_id, shelf in shelves.items():
            for run in runs(shelf, since, until):
                name = stem(camera_id, moment(max(since, run[0].start)), zone)
                clips.append(ClipTask(camera_id, run, since, until, str(partial / bundle.CLIPS / name)))
            shown = clip_at(shelf, at)
            if shown is not None:
                name = stem(camera_id, moment(at), zone)
                path = str(partial / bundle.PICTURES / f"{name}.jpg")
                pictures.append(PictureTask(camera_id, shown, at, path))
        whole = sum(min(until, clip.end) - max(since, clip.start) for task in clips for clip in task.clips)
        return run_cutter(clips, pictures, lambda done: told(int(95 * min(1.0, done / max(whole, 0.001)))))

    def _entries(self, wish: ExportWish) -> tuple[Entry, ...]:
        def read(reader: Reader) -> tuple[Entry, ...]:
            return with_corrections(
                reader, reader.journal.latest(_MOST_ENTRIES, since=wish.since, until=wish.until)
            )

        return self._database.read(read)

    def _cameras(self, wish: ExportWish) -> tuple[Camera, ...]:
        known = self._database.read(lambda reader: reader.site.cameras())
        return tuple(camera for camera in known if camera.id in wish.camera_ids)

    def _segments(self, wish: ExportWish) -> list[Segment]:
        return [
            segment
            for camera_id in wish.camera_ids
            for segment in self.recordings.segments(camera_id, wish.since, wish.until)
        ]

    def _journal(self, wish: ExportWish, actor: Actor, folder: Path, made: Bundle) -> None:
        """Before the bundle gets its name: nobody shall hold evidence of which the log knows nothing."""
        draft = Draft(
            "evidence_exported",
            actor=actor,
            data={
                "name": folder.name,
                "reason": wish.reason.strip(),
                "cameras": " ".join(wish.camera_ids),
                "since": stamp(wish.since),
                "until": stamp(wish.until),
                "clips": str(made.clips),
                "pictures": str(made.pictures),
                "manifest": made.manifest_sha256,
                "key": made.fingerprint,
            },
        )
        self._database.write(lambda transaction: transaction.journal.append(draft)).result()


def _head(reader: Reader) -> Entry | None:
    return next(iter(reader.journal.latest(1)), None)


def protect(recordings: Recordings, segments: Iterable[Segment], reason: str) -> None:
    """What was handed over stays here too, to be compared with; where a file has just gone, the copy stands alone."""
    ids = [segment.id for segment in segments if not segment.protected]
    if not ids:
        return
    try:
        recordings.protect(ids, reason.strip()).result()
    except NotFound:
        log.warning("recordings that were exported have gone meanwhile")


def _missing(wish: ExportWish, shelves: dict[str, tuple[Clip, ...]], cut: Cut) -> tuple[Missing, ...]:
    whole = Span(wish.since.timestamp(), wish.until.timestamp())
    absent = [
        Missing(camera_id, moment(gap.start), moment(gap.end), "not_recorded")
        for camera_id, shelf in shelves.items()
        for gap in gaps(shelf, whole)
        if gap.end - gap.start > _ROUNDING_S
    ]
    return (
        *absent,
        *(
            Missing(camera_id, moment(since), moment(until), "unreadable")
            for camera_id, since, until in cut.unreadable
        ),
    )


def zone_of(site: Site) -> tzinfo:
    return ZoneInfo(site.timezone)

"""Evidence that is no longer needed becomes an ordinary recording again: by whom and why stands in the log."""

from collections.abc import Collection, Iterable

from app.core.clock import stamp
from app.core.errors import NotAllowed, NotFound
from app.model.incident import RUNNING
from app.model.journal import Actor, Draft
from app.model.recording import Evidence, Segment
from app.storage.transaction import Transaction


def release(
    transaction: Transaction,
    evidence: Iterable[Evidence],
    actor: Actor,
    reason: str,
    kept_now: Collection[str],
) -> list[Segment]:
    """Gives the files released. Raises NotFound where some are gone, NotAllowed for what is still being kept."""
    released: list[Segment] = []
    for each in evidence:
        incident = transaction.incidents.get(each.keep_id) if each.keep_id else None
        if each.keep_id in kept_now or (incident is not None and incident.state == RUNNING):
            raise NotAllowed("still_kept")
        files = transaction.recordings.files_of(each)
        if not files:
            raise NotFound("no_recording", id=each.id)
        for segment in files:
            transaction.recordings.release(segment.id)
        transaction.journal.append(
            _entry(each, files, actor, reason, incident_id=incident.id if incident else "")
        )
        released += files
    transaction.touch("recording")
    return released


def _entry(evidence: Evidence, files: list[Segment], actor: Actor, reason: str, *, incident_id: str) -> Draft:
    cameras = sorted({segment.camera_id for segment in files})
    data = {
        "keep": evidence.keep_id,
        "cameras": " ".join(cameras),
        "count": str(len(files)),
        "bytes": str(sum(segment.size for segment in files)),
        "since": stamp(min(segment.started_at for segment in files)),
        "until": stamp(max(segment.ended_at for segment in files)),
        "reason": reason,
    }
    camera_id = cameras[0] if len(cameras) == 1 else ""
    return Draft("evidence_released", actor=actor, data=data, camera_id=camera_id, incident_id=incident_id)

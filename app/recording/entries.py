"""What index and journal are told of files and clips."""

from collections.abc import Iterable

from app.cameras.segment_names import read_name
from app.model.journal import Draft, Entry
from app.model.recording import Segment
from app.storage.transaction import Transaction


def store(transaction: Transaction, path: str, size: int) -> None:
    """The index gets a file that a host has finished. Clips are evidence, except those of drills."""
    name = read_name(path)
    if name is None or name.ended_at is None:
        raise ValueError(path)
    protected = name.evidence and not drills_among({name.keep_id}, transaction)
    segment = Segment(
        name.id, name.camera_id, path, name.started_at, name.ended_at, size, "", name.keep_id, protected
    )
    if transaction.recordings.add(segment):
        transaction.touch_quietly("recording")


def drills_among(keep_ids: set[str], transaction: Transaction) -> set[str]:
    """Those of the clips that a drill had made."""
    incidents = (transaction.incidents.get(keep_id) for keep_id in keep_ids if keep_id)
    return {incident.id for incident in incidents if incident is not None and incident.drill}


def tell_begun(transaction: Transaction, incident_id: str) -> None:
    """Once, though the console may be started again while the incident runs."""
    if transaction.journal.latest(1, kinds=("keep_begun",), incident_id=incident_id):
        return
    count = sum(camera.enabled for camera in transaction.site.cameras())
    draft = Draft("keep_begun", incident_id=incident_id, data={"keep": incident_id, "cameras": str(count)})
    transaction.journal.append(draft)
    transaction.touch_quietly("recording")


def left_open(entries: Iterable[Entry]) -> list[Entry]:
    """Of what the log tells of clips: where somebody began one by hand that has not ended."""
    known = list(entries)
    ended = {entry.draft.data.get("keep") for entry in known if entry.draft.kind == "keep_ended"}
    return [
        entry
        for entry in known
        if entry.draft.kind == "keep_begun"
        and not entry.draft.incident_id
        and entry.draft.data.get("keep") not in ended
    ]

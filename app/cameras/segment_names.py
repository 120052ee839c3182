"""Where recorded files lie and how they are called: camera and time can be read off the name, should the index be lost."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

UNFINISHED = "unfinished"
"""The folder, below that of the recordings, of files that are being written."""
MARKER = "recordings-of-this-console"
"""A file that the right disk holds: where it is missing, the disk is."""
PASSING = "passing-"
"""What the id of a clip begins with that was made for looking at once."""
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(
    r"(?P<camera>[^@/]+)@(?P<start>\d{8}T\d{9})Z(?:-(?P<end>\d{8}T\d{9})Z)?(?:@(?P<keep>[^@/.]+))?\.mp4(?:\.partial)?"
)


@dataclass(frozen=True, slots=True)
class SegmentName:
    camera_id: str
    started_at: datetime
    ended_at: datetime | None = None
    """None while it is being written."""
    keep_id: str = ""

    @property
    def evidence(self) -> bool:
        """Somebody wanted it kept, as far as the name tells."""
        return bool(self.keep_id) and not self.keep_id.startswith(PASSING)

    @property
    def id(self) -> str:
        """The same whether it was told by a host or found on the disk."""
        keep = f"@{self.keep_id}" if self.keep_id else ""
        return f"{self.camera_id}@{_text(self.started_at)}{keep}"

    @property
    def path(self) -> str:
        """Below the recordings' folder, with forward slashes."""
        if self.ended_at is None:
            return f"{UNFINISHED}/{self.id}.mp4.partial"
        keep = f"@{self.keep_id}" if self.keep_id else ""
        times = f"{_text(self.started_at)}-{_text(self.ended_at)}"
        day = self.started_at.astimezone(UTC).strftime("%Y-%m-%d")
        return f"{self.camera_id}/{day}/{self.camera_id}@{times}{keep}.mp4"


def read_name(path: str) -> SegmentName | None:
    """What a file's name says; None for a file that is not ours."""
    found = _NAME.fullmatch(PurePosixPath(path).name)
    if found is None:
        return None
    try:
        started_at = _moment(found["start"])
        ended_at = _moment(found["end"]) if found["end"] else None
    except ValueError:
        return None
    return SegmentName(found["camera"], started_at, ended_at, found["keep"] or "")


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_STAMP)[:-3] + "Z"


def _moment(text: str) -> datetime:
    return datetime.strptime(text + "000", _STAMP).replace(tzinfo=UTC)

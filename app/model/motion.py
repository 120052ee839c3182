"""When something moved in a camera's picture."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Motion:
    """A stretch of motion in a watched zone."""

    camera_id: str
    began_at: datetime
    ended_at: datetime

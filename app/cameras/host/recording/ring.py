"""The last moments of a camera, as encoded packets in memory."""

from collections import deque
from dataclasses import dataclass, field

from app.cameras.host.recording.coded import Coded

_LONGEST_GROUP_S = 45
"""Key frames so far apart are allowed for: until the newest group reaches back far enough the one before it stays."""
_BYTES_PER_S = 1_250_000
"""10 Mbit/s; a camera that sends more has a shorter past."""


def room_for(seconds: int) -> int:
    """Bytes that one camera may take at most: 94 MB for the usual half minute."""
    return (seconds + _LONGEST_GROUP_S) * _BYTES_PER_S


@dataclass(slots=True)
class _Group:
    """A key frame and what depends on it."""

    packets: list[Coded] = field(default_factory=list)
    size: int = 0


class PacketRing:
    """Holds at least `seconds` where there are as many, never more than `most_bytes`, and begins with a key frame.

    A camera of one group larger than `most_bytes` has no past until its next key frame.
    """

    def __init__(self, seconds: float, most_bytes: int) -> None:
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._groups: deque[_Group] = deque()
        self.size = 0
        """Bytes."""

    def add(self, coded: Coded) -> None:
        if coded.key:
            self._groups.append(_Group())
        elif not self._groups:
            return
        group = self._groups[-1]
        group.packets.append(coded)
        group.size += len(coded.data)
        self.size += len(coded.data)
        while self._groups and (self.size > self._most_bytes or self._is_older(coded.at - self._seconds)):
            self.size -= self._groups.popleft().size

    def packets(self, after: float = float("-inf")) -> list[Coded]:
        """From the first key frame that arrived later than `after`; the oldest first."""
        found: list[Coded] = []
        for group in self._groups:
            if found or group.packets[0].at > after:
                found.extend(group.packets)
        return found

    def newest_group(self) -> list[Coded]:
        """The newest key frame and what depends on it; nothing where it was too large to be held."""
        return list(self._groups[-1].packets) if self._groups else []

    def _is_older(self, moment: float) -> bool:
        """True when what comes after the oldest group reaches back far enough."""
        return len(self._groups) > 1 and self._groups[1].packets[0].at <= moment

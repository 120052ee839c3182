"""What the wall's hosts are told to write: by schedule, by motion, for incidents, at the press of a key."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.cameras.console.wall import CameraWall
from app.cameras.protocol import MotionSeen
from app.model.incident import Incident
from app.model.site import Camera
from app.recording import rules


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip that is being kept. `incident` where it is kept for one: its id is the clip's."""

    id: str
    camera_id: str
    begun: float
    """Monotonic seconds."""
    incident: bool = False
    passing: bool = False
    """For looking at once: no evidence."""


class Wanted:
    """Tells the wall what has changed, and nothing else. May be used from any thread."""

    def __init__(self, wall: CameraWall, folder: Path) -> None:
        self._wall = wall
        self._folder = str(folder)
        self._lock = threading.RLock()
        self._motion: dict[str, tuple[float | None, float | None]] = {}
        self._recorded: frozenset[str] = frozenset()
        self._clips: dict[tuple[str, str], Clip] = {}

    def recorded(self) -> frozenset[str]:
        """Cameras that are written to disk now, for whatever reason."""
        with self._lock:
            return self._recorded | {clip.camera_id for clip in self._clips.values()}

    def written(self) -> frozenset[tuple[str, str]]:
        """All that is to be written: cameras with their clips, without one where they are recorded continuously."""
        with self._lock:
            return frozenset({(camera_id, "") for camera_id in self._recorded} | self._clips.keys())

    def kept(self) -> dict[str, str]:
        """Clips that somebody keeps, by camera, incidents aside."""
        with self._lock:
            return {
                clip.camera_id: clip.id
                for clip in self._clips.values()
                if not (clip.incident or clip.passing)
            }

    def saw(self, event: MotionSeen) -> None:
        with self._lock:
            began, ended = self._motion.get(event.camera_id, (None, None))
            self._motion[event.camera_id] = (event.at, None) if event.began else (began, event.at)

    def forget_motion(self, camera_ids: Iterable[str]) -> None:
        """Nobody looks at these any more, so nobody would tell the motion's end."""
        with self._lock:
            for camera_id in camera_ids:
                self._motion.pop(camera_id, None)

    def follow(self, cameras: Iterable[Camera], there: datetime, now: float) -> None:
        """Begins and ends continuous recording. `there` is the site's local time, `now` monotonic."""
        with self._lock:
            wanted = frozenset(camera.id for camera in cameras if self._records(camera, there, now))
            for camera_id in wanted - self._recorded:
                self._wall.record(camera_id, self._folder)
            for camera_id in self._recorded - wanted:
                self._wall.record(camera_id, "")
            self._recorded = wanted

    def begin(self, clip: Clip) -> None:
        with self._lock:
            self._clips[clip.camera_id, clip.id] = clip
            self._wall.keep(clip.camera_id, clip.id, self._folder)

    def end(self, camera_id: str, clip_id: str) -> bool:
        """False when it has ended before."""
        with self._lock:
            if self._clips.pop((camera_id, clip_id), None) is None:
                return False
            self._wall.end_keep(camera_id, clip_id)
            return True

    def overdue(self, now: float) -> list[Clip]:
        """Clips that somebody forgot to end."""
        with self._lock:
            return [
                clip
                for clip in self._clips.values()
                if not clip.incident and now - clip.begun > rules.KEEP_LONGEST_S
            ]

    def follow_incidents(
        self, running: Iterable[Incident], cameras: Iterable[Camera], now: float
    ) -> tuple[list[Incident], list[str]]:
        """Clips of all cameras for each running incident, those at its place first; gives incidents begun and ended."""
        with self._lock:
            incidents, known = {each.id: each for each in running}, list(cameras)
            before = {clip.id for clip in self._clips.values() if clip.incident}
            for incident in incidents.values():
                near_first = _near_first(known, incident.place_id)
                for camera in near_first:
                    if (camera.id, incident.id) not in self._clips:
                        self.begin(Clip(incident.id, camera.id, now, incident=True))
            for clip in list(self._clips.values()):
                if clip.incident and clip.id not in incidents:
                    self.end(clip.camera_id, clip.id)
            begun = (
                [incident for incident in incidents.values() if incident.id not in before] if known else []
            )
            return begun, sorted(before - incidents.keys())

    def _records(self, camera: Camera, there: datetime, now: float) -> bool:
        motion = rules.moves(*self._motion.get(camera.id, (None, None)), now)
        return camera.enabled and rules.records_now(camera.options, there, motion=motion)


def _near_first(cameras: list[Camera], place_id: str) -> list[Camera]:
    return sorted(cameras, key=lambda camera: camera.place_id != place_id)

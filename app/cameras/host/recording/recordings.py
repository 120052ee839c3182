"""Everything a host records."""

import time
from collections.abc import Callable

from app.cameras.host.recording.recorder import Recorder
from app.cameras.host.recording.track import Tell
from app.cameras.host.recording.writer import Writer
from app.cameras.protocol import CameraSpec, EndKeep, EndSegment, Keep, Record

_LOOK_EVERY_S = 5.0


class Recordings:
    """Used by the thread that takes the console's commands."""

    def __init__(self, tell: Tell, clock: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._clock = clock
        self._writer = Writer()
        self._recorders: dict[str, Recorder] = {}
        self._looked_at = clock()

    def start(self) -> None:
        self._writer.start()

    def stop(self, timeout_s: float) -> None:
        """Ends all files; what takes longer is found again by the next host."""
        for camera_id in list(self._recorders):
            self.unwatch(camera_id)
        self._writer.stop(timeout_s)

    def watch(self, camera: CameraSpec) -> Recorder:
        self.unwatch(camera.id)
        recorder = self._recorders[camera.id] = Recorder(camera, self._writer, self._tell, self._clock)
        return recorder

    def unwatch(self, camera_id: str) -> None:
        recorder = self._recorders.pop(camera_id, None)
        if recorder is not None:
            recorder.close()

    def held(self) -> int:
        """Bytes in memory, of all cameras."""
        return self._writer.waiting + sum(recorder.held for recorder in list(self._recorders.values()))

    def look(self) -> None:
        """To be called often, from any thread."""
        now = self._clock()
        if now - self._looked_at >= _LOOK_EVERY_S:
            self._looked_at = now
            for recorder in list(self._recorders.values()):
                recorder.look()

    def obey(self, command: Record | EndSegment | Keep | EndKeep) -> None:
        recorder = self._recorders.get(command.camera_id)
        if recorder is None:
            return
        match command:
            case Record(_, folder):
                recorder.record(folder)
            case EndSegment():
                recorder.end_segment()
            case Keep(_, keep_id, folder):
                recorder.keep(keep_id, folder)
            case EndKeep(_, keep_id):
                recorder.end_keep(keep_id)

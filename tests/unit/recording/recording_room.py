"""The recording service on a real database and folder, its wall moved by the test."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.cameras.protocol import SegmentClosed
from app.cameras.segment_names import SegmentName
from app.core.clock import stamp
from app.model.recording import Segment
from app.model.site import CameraOptions
from tests.fakes.services import ScreenRoom

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


class RecordingRoom(ScreenRoom):
    def set_options(self, camera_id: str, options: CameraOptions) -> None:
        camera = next(each for each in self.site.cameras() if each.id == camera_id)
        self.site.save_camera(replace(camera, options=options)).result()

    def sign_in(self) -> None:
        self.access.set_pin("zhou", "2468").result()
        self.access.sign_in("zhou", "2468").result()

    def lay(self, camera_id: str, start: datetime, *, size: int = 1000, keep_id: str = "") -> SegmentName:
        """A file as a host leaves it."""
        name = SegmentName(camera_id, start, start + timedelta(minutes=1), keep_id)
        path = self.recording.folder / name.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"v" * size)
        return name

    def tell(self, name: SegmentName, size: int = 1000) -> None:
        """A host tells of it."""
        assert name.ended_at is not None
        times = stamp(name.started_at), stamp(name.ended_at)
        self.recording.hear(SegmentClosed(name.camera_id, name.path, *times, size, name.keep_id))
        self.settle()

    def settle(self) -> None:
        """Everything that was to be written is."""
        self.database.write(lambda transaction: None).result()

    def tick(self, seconds: float = 1.0) -> None:
        self.clock.advance(seconds=seconds)
        self.recording.tick()
        self.settle()

    def segments(self, camera_id: str = "c0") -> list[Segment]:
        return self.recording.segments(camera_id, SINCE, UNTIL)

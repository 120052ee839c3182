"""Files, pictures of cameras and voice notes that shall hang on an entry: copied aside at once, so that the stick may go."""

import logging
import stat
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from app.cameras.console.pictures import Picture
from app.cameras.console.wall import CameraWall
from app.core.clock import Clock
from app.core.errors import DutyRoomError, InvalidInput, NotFound, StorageUnavailable
from app.evidence.rules import state_of_snapshot
from app.journal.attachment_rules import HEAD, MOST_BYTES, kind_of, suffix_of, tidy_name
from app.journal.voice import mended, seconds_of
from app.model.line import PICTURE, VOICE, Attachment
from app.storage.media import MediaStore

log = logging.getLogger(__name__)
DEADLINE_S = 5.0
VOICE_SUFFIX = ".wav"


class Attaching:
    """Everything comes back as a future; files lie in a store of their own until the entry is stored."""

    def __init__(self, folder: Path, clock: Clock, wall: CameraWall) -> None:
        self.store = MediaStore(folder)
        self._folder = folder
        self._clock = clock
        self._wall = wall
        self.executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="attaching")

    def file(self, path: Path) -> "Future[Attachment]":
        """Fails with InvalidInput (no_file, file_empty, file_too_large, file_unreadable) or StorageUnavailable."""
        return self.executor.submit(self._file, path)

    def picture(self, jpeg: bytes, name: str) -> "Future[Attachment]":
        """A picture that was copied."""
        return self.executor.submit(
            lambda: Attachment(self.store.keep(jpeg, suffix_of(name)), PICTURE, tidy_name(name), len(jpeg))
        )

    def camera(self, camera_id: str) -> "Future[Attachment]":
        """What the camera shows now, in full size; where that is not live the attachment says so.

        Fails with NotFound (no_picture) or StorageUnavailable.
        """
        kept: Future[Attachment] = Future()
        status = next((one for one in self._wall.statuses() if one.id == camera_id), None)

        def take(picture: Picture) -> None:
            if status is None or not picture.jpeg:
                kept.set_exception(NotFound("no_picture", camera=camera_id, cause=picture.cause))
                return
            try:
                digest = self.store.keep(picture.jpeg, ".jpg")
            except StorageUnavailable as error:
                kept.set_exception(error)
                return
            at = self._clock.now() - timedelta(seconds=picture.age_s)
            state = state_of_snapshot(status.state, picture.age_s)
            kept.set_result(Attachment(digest, PICTURE, ".jpg", len(picture.jpeg), camera_id, at, state))

        self._wall.snapshot(camera_id, take, DEADLINE_S)
        return kept

    def voice_file(self, begun: datetime) -> Path:
        """Where a voice note is written while somebody speaks. It outlives a crash."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._folder / f"voice-{int(begun.timestamp() * 1000)}{VOICE_SUFFIX}"

    def voice(self, path: Path) -> "Future[Attachment]":
        """Makes the file that was spoken an attachment. Fails with InvalidInput (nothing_recorded)."""
        return self.executor.submit(self._voice, path)

    def left_voices(self) -> "Future[list[Attachment]]":
        """What was being spoken when the program died. A note without anything in it goes."""
        return self.executor.submit(self._left_voices)

    def drop(self, attachment: Attachment) -> None:
        """Somebody has taken it off the line."""
        self.executor.submit(self.store.drop, attachment.digest)

    def close(self) -> None:
        self.executor.shutdown()

    def tidy(self, in_use: Callable[[], set[str]]) -> "Future[None]":
        """Once after a start: removes what no unfinished line holds any more."""
        return self.executor.submit(self._tidy, in_use)

    def _file(self, path: Path) -> Attachment:
        try:
            # Before it is opened: reading a pipe or a device might never end.
            if not stat.S_ISREG(path.stat().st_mode):
                raise InvalidInput(field="file", reason="no_file", name=tidy_name(path.name))
            with path.open("rb") as file:
                head = file.read(HEAD)
                file.seek(0)
                return self._copied(path, file, head)
        except OSError as error:
            log.info("a file could not be attached: %s", error)
            raise InvalidInput(field="file", reason="file_unreadable", name=tidy_name(path.name)) from error

    def _copied(self, path: Path, file: BinaryIO, head: bytes) -> Attachment:
        name = tidy_name(path.name)
        if not head:
            raise InvalidInput(field="file", reason="file_empty", name=name)
        try:
            digest, size = self.store.keep_file(file, suffix_of(name), MOST_BYTES)
        except InvalidInput as error:
            megabytes = str(MOST_BYTES // 1024 // 1024)
            raise InvalidInput(field="file", reason="file_too_large", name=name, number=megabytes) from error
        return Attachment(digest, kind_of(name, head), name, size)

    def _voice(self, path: Path) -> Attachment:
        begun = datetime.fromtimestamp(int(path.stem.removeprefix("voice-")) / 1000, self._clock.now().tzinfo)
        content = mended(path.read_bytes())
        seconds = seconds_of(content)
        if seconds == 0:
            path.unlink()
            raise InvalidInput(field="file", reason="nothing_recorded")
        digest = self.store.keep(content, VOICE_SUFFIX)
        path.unlink()
        return Attachment(digest, VOICE, VOICE_SUFFIX, len(content), taken_at=begun, seconds=seconds)

    def _left_voices(self) -> list[Attachment]:
        found = []
        for path in sorted(self._folder.glob(f"voice-*{VOICE_SUFFIX}")):
            try:
                found.append(self._voice(path))
            except (DutyRoomError, ValueError, OSError) as error:
                log.warning("a voice note was left unfinished and cannot be used: %s", error)
        return found

    def _tidy(self, in_use: Callable[[], set[str]]) -> None:
        held = in_use()
        for path in self._folder.rglob("*"):
            voice = path.name.startswith("voice-")
            if path.is_file() and not voice and path.stem not in held:
                path.unlink(missing_ok=True)

"""Photos as they arrive: into the inbox, no larger than allowed, and gone from it when the console has answered."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request

from app.core.private_files import private

_AT_ONCE = 4
_BLOCK = 256 * 1024


class PhotoTooLarge(Exception):
    """It was not kept."""


class PhotoInbox:
    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._places = asyncio.Semaphore(_AT_ONCE)

    @asynccontextmanager
    async def received(self, request: Request) -> AsyncIterator[str]:
        """The name of the photo's file in the inbox; empty when the form had none. Raises PhotoTooLarge."""
        name = secrets.token_hex(16)
        async with self._places, request.form(max_files=1, max_fields=2) as form:
            photo = form.get("photo")
            if not isinstance(photo, UploadFile) or not photo.size:
                yield ""
                return
            if photo.size > self._most_bytes:
                raise PhotoTooLarge
            path = self._folder / name
            try:
                await self._keep(photo, path)
                yield name
            finally:
                path.unlink(missing_ok=True)

    async def _keep(self, photo: UploadFile, path: Path) -> None:
        with open(path, "wb", opener=private) as file:
            while block := await photo.read(_BLOCK):
                file.write(block)

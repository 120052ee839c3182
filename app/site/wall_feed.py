"""Keeps the camera wall told of the site's cameras and their logins."""

import logging
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from typing import cast

from app.cameras.console.wall import CameraWall
from app.cameras.protocol import CameraSpec, Kind
from app.core.changes import Changed, Changes
from app.core.errors import SecretsUnavailable
from app.model.site import Camera
from app.site.record import NO_LOGIN, Login
from app.site.service import SiteService

log = logging.getLogger(__name__)


class WallFeed:
    """Works on a thread of its own: a keyring may take its time, and neither window nor database wait for it.

    Args:
        fault: told when the cameras could not be handed over, or only without their logins.
        in_software: ids of cameras that no graphics card decodes, whatever their options say.
    """

    def __init__(
        self,
        site: SiteService,
        wall: CameraWall,
        changes: Changes,
        fault: Callable[[BaseException], None],
        in_software: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._site = site
        self._wall = wall
        self._fault = fault
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wall-feed")
        self._in_software = in_software
        self._locked = False
        self._unsubscribe = changes.subscribe(self._on_change)

    def start(self) -> None:
        """The wall gets its cameras as soon as their logins are read."""
        self._wall.start()
        self._hand_over()

    def stop(self) -> None:
        """Ends following, then the wall."""
        self._unsubscribe()
        self._thread.shutdown(cancel_futures=True)
        self._wall.stop()

    def _on_change(self, changed: Changed) -> None:
        if changed.kinds & {"camera", "site"}:
            self._hand_over()

    def _hand_over(self) -> None:
        self._thread.submit(lambda: self._wall.set_cameras(self._specs())).add_done_callback(self._see)

    def _see(self, ended: "Future[None]") -> None:
        if not ended.cancelled() and (error := ended.exception()) is not None:
            self._fault(error)

    def _specs(self) -> list[CameraSpec]:
        timezone, failed = self._site.site().timezone, self._in_software()
        return [
            self._spec(camera, timezone, in_software=camera.id in failed)
            for camera in self._site.cameras()
            if camera.enabled
        ]

    def _spec(self, camera: Camera, timezone: str, *, in_software: bool) -> CameraSpec:
        login = self._login(camera)
        options = camera.options
        return CameraSpec(
            id=camera.id,
            kind=cast("Kind", camera.kind),
            address=camera.address,
            username=login.username,
            password=login.password,
            secrets=login.secrets,
            sub_address=camera.sub_address,
            label=camera.id,
            watched=options.watched,
            sensitivity=options.sensitivity,
            zones=tuple(zone.points for zone in options.zones),
            pre_roll_s=options.pre_roll_s,
            hardware=options.hardware and not in_software,
            timezone=timezone,
        )

    def _login(self, camera: Camera) -> Login:
        """Without a readable keyring the cameras that ask for no password still show."""
        try:
            return self._site.camera_secrets(camera.id)
        except SecretsUnavailable as error:
            if not self._locked:
                self._locked = True
                self._fault(error)
            return NO_LOGIN

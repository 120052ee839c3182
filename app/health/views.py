"""Keeps what cameras usually show, so that a restart hides no camera that was moved; and takes a new view for right."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta

from app.cameras.console.wall import CameraWall
from app.cameras.protocol import Event, KnowView, ViewLearnt
from app.core.clock import Clock
from app.core.errors import NotFound, StorageUnavailable
from app.model.health import LearntView
from app.model.journal import Actor, Draft
from app.model.site import Camera
from app.storage.database import Database
from app.storage.losses import bear_loss
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)


class LearntViews:
    """Hears what hosts tell, on the thread of the cameras' events.

    Args:
        refuse_stranger: raises NotAllowed where somebody has to be signed in and nobody is.
        fault: told of what nobody expected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        wall: CameraWall,
        actor: Callable[[], Actor],
        refuse_stranger: Callable[[], None] = lambda: None,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._wall = wall
        self._actor = actor
        self._refuse_stranger = refuse_stranger
        self._fault = fault
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Before the wall gets its cameras."""
        self._unsubscribe = self._wall.subscribe(self.hear)
        now, since_start = self._clock.now(), self._clock.monotonic()
        for view in self._stored():
            at = since_start - (now - view.learnt_at).total_seconds()
            self._wall.know_view(KnowView(view.camera_id, view.size, view.data, view.moved, at))

    def stop(self) -> None:
        self._unsubscribe()

    def accept(self, camera_id: str) -> "Future[None]":
        """What the camera shows now is right. Raises NotAllowed; fails with NotFound."""
        self._refuse_stranger()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            if all(camera.id != camera_id for camera in transaction.site.cameras()):
                raise NotFound("no_camera", id=camera_id)
            transaction.learnt_views.forget(camera_id)
            transaction.journal.append(Draft("view_accepted", actor=actor, camera_id=camera_id))

        accepted = self._database.write(change)
        accepted.add_done_callback(
            lambda done: None if done.exception() else self._wall.learn_view(camera_id)
        )
        return accepted

    def turned(self, camera_id: str) -> None:
        """The camera was steered: where it looks now is where it was told to, and its log has that already."""
        self._wall.learn_view(camera_id)
        self._write(lambda transaction: transaction.learnt_views.forget(camera_id))

    def hear(self, event: Event) -> None:
        if not isinstance(event, ViewLearnt):
            return
        self._wall.know_view(KnowView(event.camera_id, event.size, event.data, event.moved, event.at))
        learnt_at = self._clock.now() - timedelta(seconds=max(0.0, self._clock.monotonic() - event.at))

        def save(transaction: Transaction) -> None:
            camera = next((one for one in transaction.site.cameras() if one.id == event.camera_id), None)
            if camera is not None:
                transaction.learnt_views.save(
                    LearntView(
                        event.camera_id, event.size, event.data, event.moved, learnt_at, _source(camera)
                    )
                )

        self._write(save)

    def _stored(self) -> list[LearntView]:
        """Of cameras whose address is still the same: another camera shows something else."""
        try:
            views, cameras = self._database.read(
                lambda reader: (reader.learnt_views.all(), reader.site.cameras())
            )
        except StorageUnavailable as error:
            log.warning("what cameras usually show is learnt anew: %s", error)
            return []
        sources = {camera.id: _source(camera) for camera in cameras}
        return [view for view in views if sources.get(view.camera_id) == view.source]

    def _write(self, change: Callable[[Transaction], None]) -> None:
        # It is told again in ten minutes.
        see = bear_loss(log, "what a camera usually shows was not kept", self._fault)
        self._database.write(change).add_done_callback(see)


def _source(camera: Camera) -> str:
    return f"{camera.kind} {camera.address}"

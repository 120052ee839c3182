"""What a draft asks of the parts of the program that hold their state in memory."""

import logging
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from app.cameras.console.status import CameraStatus
from app.handover.seen import Equipped
from app.health.service import HealthService
from app.health.sounds import Sounds
from app.model.handover import Fact
from app.model.message import ModemState
from app.notify.proving import ProvenChannel
from app.recording.service import RecordingService
from app.relays.service import RelayService

log = logging.getLogger(__name__)
More = Callable[[], Iterable[Fact]]


class Messages(Protocol):
    """The outbox, as far as it is asked here."""

    def proofs(self) -> list[ProvenChannel]: ...

    def modems(self) -> list[ModemState]: ...

    def in_trouble(self) -> tuple[int, int]: ...


class Equipment:
    """`look` may be called from any thread. Other parts of the program add what they know by `also`."""

    def __init__(
        self,
        folder: Path,
        health: HealthService,
        outbox: Messages,
        recording: RecordingService,
        relays: RelayService,
        sounds: Sounds,
        statuses: Callable[[], Iterable[CameraStatus]],
    ) -> None:
        self._folder = folder
        self._health = health
        self._outbox = outbox
        self._recording = recording
        self._relays = relays
        self._sounds = sounds
        self._statuses = statuses
        self._more: list[More] = []

    def also(self, more: More) -> None:
        """Facts of the section `system`, asked anew for each draft."""
        self._more.append(more)

    def look(self) -> Equipped:
        return Equipped(
            conditions=tuple(self._health.present()),
            live=frozenset(one.id for one in self._statuses() if one.state in ("live", "late")),
            channels=tuple((one.channel, one.judgement) for one in self._outbox.proofs()),
            modems=tuple(self._outbox.modems()),
            messages=self._outbox.in_trouble(),
            relays=tuple((one.relay.id, one.relay.name, one.error) for one in self._relays.troubles()),
            recording=tuple(sorted(set(self._recording.faults().values()))),
            scarcity=self._recording.scarcity(),
            days_left=self._recording.days_left(),
            free_bytes=self._free(),
            sounds=tuple(self._sounds.troubles()),
            more=tuple(fact for more in self._more for fact in more()),
        )

    def _free(self) -> int | None:
        try:
            return shutil.disk_usage(self._folder).free
        except OSError as error:
            log.warning("the disk of the data folder cannot be asked: %s", error)
            return None

"""Which host serves which camera, and what each host is wanted to do."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from app.cameras import rules
from app.cameras.console.host import Answer, HostKeeper, Wanted
from app.cameras.console.shedding import WallShedding
from app.cameras.protocol import CameraReport, CameraSpec, Event, Keep, KnowView, Record, Show


@dataclass(slots=True)
class Wishes:
    """What the console wants of cameras, beyond being connected."""

    show: dict[str, Show] = field(default_factory=dict)
    record: dict[str, Record] = field(default_factory=dict)
    keep: dict[tuple[str, str], Keep] = field(default_factory=dict)
    """By camera and keep."""
    views: dict[tuple[str, tuple[int, int]], KnowView] = field(default_factory=dict)
    """What cameras usually show, by camera and size of the picture."""


class Hosts:
    """Cameras spread evenly. Changed under the wall's lock; the read-only questions need none."""

    def __init__(
        self,
        clock: Callable[[], float],
        asked: int | None,
        on_answer: Callable[[Answer], None],
        on_event: Callable[[Event], None],
    ) -> None:
        self._clock = clock
        self._asked = asked
        self._on_answer = on_answer
        self._on_event = on_event
        self._home: dict[str, int] = {}
        self._shedding = WallShedding(clock)
        self.keepers: list[HostKeeper] = []

    def spread(self, camera_ids: Iterable[str]) -> None:
        """Gives each new camera to the host with the fewest; those that have a home keep it."""
        wanted = list(camera_ids)
        self._home = {camera_id: home for camera_id, home in self._home.items() if camera_id in wanted}
        count = self._asked or rules.host_count(os.cpu_count() or 1, len(wanted))
        while len(self.keepers) < count:
            self.keepers.append(HostKeeper(self._clock, self._on_answer, self._on_event))
        for camera_id in wanted:
            if camera_id not in self._home:
                homes = list(self._home.values())
                self._home[camera_id] = min(range(len(self.keepers)), key=homes.count)

    def of(self, camera_id: str) -> HostKeeper | None:
        home = self._home.get(camera_id)
        return None if home is None else self.keepers[home]

    def alive(self, camera_id: str) -> bool:
        keeper = self.of(camera_id)
        return keeper is not None and keeper.status.alive

    def report(self, camera_id: str) -> CameraReport | None:
        keeper = self.of(camera_id)
        return None if keeper is None else keeper.status.reports.get(camera_id)

    def wanted(self, specs: dict[str, CameraSpec], wishes: Wishes) -> list[Wanted]:
        """For each host in turn. Where the machine is short of means the least important tiles of all hosts step down."""
        loads = (keeper.status.load for keeper in self.keepers)
        levels = self._shedding.levels(loads, wishes.show, self.report)
        shown = {
            camera_id: replace(show, level=levels[camera_id]) if camera_id in levels else show
            for camera_id, show in wishes.show.items()
        }
        leveled = replace(wishes, show=shown)
        return [self._wanted(index, specs, leveled) for index in range(len(self.keepers))]

    def _wanted(self, index: int, specs: dict[str, CameraSpec], wishes: Wishes) -> Wanted:
        here = {camera_id for camera_id, home in self._home.items() if home == index}
        return Wanted(
            {camera_id: spec for camera_id, spec in specs.items() if camera_id in here},
            {camera_id: show for camera_id, show in wishes.show.items() if camera_id in here},
            {camera_id: record for camera_id, record in wishes.record.items() if camera_id in here},
            {key: keep for key, keep in wishes.keep.items() if keep.camera_id in here},
            {key: view for key, view in wishes.views.items() if view.camera_id in here},
        )

    def groups(self) -> dict[int, list[str]]:
        """The cameras of each running process."""
        return {
            keeper.status.pid: [camera_id for camera_id, home in self._home.items() if home == index]
            for index, keeper in enumerate(self.keepers)
            if keeper.status.pid is not None
        }

    def end(self) -> None:
        for keeper in self.keepers:
            keeper.stop()
        for keeper in self.keepers:
            keeper.collect(1.0)

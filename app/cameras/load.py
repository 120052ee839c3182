"""Which tiles step down when decoding passes the machine's means, and when they come back. Pure: time is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

Level = Literal["", "half", "keys"]
"""Every picture, every second one, key frames alone."""

SHED_ABOVE, SHED_AFTER_S = 0.85, 4.0
RESTORE_BELOW, RESTORE_AFTER_S = 0.60, 20.0
LONGEST_RESTORE_S = 600.0
TOO_SOON_S = 30.0
"""Overload so soon after tiles came back was their doing: the next try waits twice as long."""
_MISSED_TOO_MANY = 0.10
_BUSY = 0.60
"""Below it pictures that come late are the line's or the camera's doing."""
_AT_ONCE = 4
"""A quarter of the tiles in question steps at a time."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A tile that is being drawn."""

    camera_id: str
    area: int
    important: bool
    """Focused, enlarged or of a running incident: it never steps down."""
    has_keys: bool
    """Its key frames come often enough to be shown alone."""
    strained: bool = False
    """Its own stream is more than one processor can do: no other tile can help it by stepping down."""


@dataclass(frozen=True, slots=True)
class HostLoad:
    """What a host uses, in processors; of each camera, the share of its pictures that came too late to be drawn."""

    busy: float = 0.0
    """By decoding and drawing."""
    used: float = 0.0
    """By whatever the host does."""
    missed: tuple[float, ...] = ()
    strained: tuple[str, ...] = ()
    """Cameras whose stream needs nearly all the time there is."""


@dataclass(slots=True)
class Shedding:
    """Smallest tiles first: all to half the pictures before any goes to key frames alone."""

    levels: dict[str, Level] = field(default_factory=dict)
    """Of those that have stepped down."""
    _above_since: float | None = None
    _below_since: float | None = None
    _restored_at: float = float("-inf")
    _restore_after_s: float = RESTORE_AFTER_S

    def update(self, now: float, load: float, tiles: Sequence[Shown]) -> dict[str, Level]:
        """`load` is 1.0 when everything the machine has is used; returns the level of each camera below par."""
        may_step = {tile.camera_id for tile in tiles if not tile.important}
        self.levels = {camera_id: level for camera_id, level in self.levels.items() if camera_id in may_step}
        ordered = sorted((tile for tile in tiles if not tile.important), key=lambda tile: tile.area)
        strained = [tile for tile in ordered if tile.strained]
        self._above_since = _since(self._above_since, now, holds=load > SHED_ABOVE or bool(strained))
        self._below_since = _since(self._below_since, now, holds=load < RESTORE_BELOW and not strained)
        if self._above_since is not None and now - self._above_since >= SHED_AFTER_S:
            self._above_since = now
            self._shed(now, ordered if load > SHED_ABOVE else strained)
        elif self._below_since is not None and now - self._below_since >= self._restore_after_s:
            self._below_since = now
            self._restore(now, ordered)
        return dict(self.levels)

    def _shed(self, now: float, tiles: list[Shown]) -> None:
        if now - self._restored_at < TOO_SOON_S:
            self._restore_after_s = min(2 * self._restore_after_s, LONGEST_RESTORE_S)
            self._restored_at = float("-inf")
        whole = [tile for tile in tiles if tile.camera_id not in self.levels]
        if whole:
            self._step(whole, "half")
            return
        self._step(
            [tile for tile in tiles if tile.has_keys and self.levels[tile.camera_id] == "half"], "keys"
        )

    def _restore(self, now: float, tiles: list[Shown]) -> None:
        if not self.levels:
            self._restore_after_s = RESTORE_AFTER_S
            return
        self._restored_at = now
        largest_first = [tile for tile in reversed(tiles) if tile.camera_id in self.levels]
        keys = [tile for tile in largest_first if self.levels[tile.camera_id] == "keys"]
        if keys:
            self._step(keys, "half")
            return
        for tile in largest_first[: _quarter(largest_first)]:
            del self.levels[tile.camera_id]

    def _step(self, tiles: list[Shown], level: Level) -> None:
        for tile in tiles[: _quarter(tiles)]:
            self.levels[tile.camera_id] = level


def wall_load(hosts: Sequence[HostLoad], processors: int) -> float:
    """1.0 when everything the machine has is used. Hosts share its processors: what one leaves another may use."""
    busy = sum(host.busy for host in hosts) / processors
    used = sum(host.used for host in hosts) / processors
    most_miss = any(host.missed and median(host.missed) > _MISSED_TOO_MANY for host in hosts)
    overdue = most_miss and max(busy, used) > _BUSY
    return max(busy, 1.0 if overdue else 0.0)


def _since(began: float | None, now: float, *, holds: bool) -> float | None:
    if not holds:
        return None
    return now if began is None else began


def _quarter(tiles: list[Shown]) -> int:
    return -(-len(tiles) // _AT_ONCE)

"""What processes hold of the machine: memory, threads, descriptors, sockets, shared memory."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_SHARED = "/memfd:dutyroom-"
"""Frame buffers have no names in the file system: they are seen in the processes that hold them."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """Of several processes together."""

    pss_mb: float
    """Shared pages counted once; resident memory where the system does not tell."""
    processes: int
    threads: int
    descriptors: int
    sockets: int
    shared_memories: int
    """Mappings of frame buffers."""
    shared_descriptors: int
    """Open descriptors of frame buffers."""


def family(pid: int) -> list[psutil.Process]:
    """The process and all below it."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def footprint(processes: Sequence[psutil.Process]) -> Footprint:
    """Processes that end meanwhile count nothing."""
    parts = [part for process in processes if (part := _of(process)) is not None]
    return Footprint(
        round(sum(part.pss_mb for part in parts), 1),
        len(parts),
        sum(part.threads for part in parts),
        sum(part.descriptors for part in parts),
        sum(part.sockets for part in parts),
        sum(part.shared_memories for part in parts),
        sum(part.shared_descriptors for part in parts),
    )


def growth_per_hour(points: Sequence[tuple[float, float]]) -> float:
    """Slope of the straight line that fits best through (seconds, value), by the hour; 0.0 for fewer than two."""
    count = len(points)
    if count < 2:
        return 0.0
    mean_at = sum(at for at, _ in points) / count
    mean = sum(value for _, value in points) / count
    spread = sum((at - mean_at) ** 2 for at, _ in points)
    return 3600 * sum((at - mean_at) * (value - mean) for at, value in points) / spread if spread else 0.0


def _of(process: psutil.Process) -> Footprint | None:
    try:
        return Footprint(
            _memory_mb(process),
            1,
            process.num_threads(),
            _descriptors(process),
            len(process.net_connections()),
            _shared_memories(process.pid),
            _shared_descriptors(process.pid),
        )
    except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
        return None


def _memory_mb(process: psutil.Process) -> float:
    if sys.platform == "linux":
        return float(process.memory_full_info().pss / 1e6)
    return process.memory_info().rss / 1e6


def _descriptors(process: psutil.Process) -> int:
    if sys.platform == "win32":
        return process.num_handles()
    return process.num_fds()


def _shared_memories(pid: int) -> int:
    if sys.platform != "linux":
        return 0
    return sum(_SHARED in line for line in Path(f"/proc/{pid}/maps").read_text().splitlines())


def _shared_descriptors(pid: int) -> int:
    if sys.platform != "linux":
        return 0
    return sum(_target(descriptor).startswith(_SHARED) for descriptor in Path(f"/proc/{pid}/fd").iterdir())


def _target(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except FileNotFoundError:
        # Closed since the folder was read.
        return ""

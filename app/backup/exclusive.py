"""One program at a time writes to a target: the console's process, or a command."""

from pathlib import Path
from types import TracebackType

from app.core.instance_lock import InstanceLock


class TargetLock:
    """May be entered again by whoever holds it. The lock lies beside the database, not on the target: a stick can be
    taken out meanwhile.

    Raises AlreadyRunning where another program holds it for longer than `patience_s`.
    """

    def __init__(self, database: Path, target_id: str, patience_s: float = 0.0) -> None:
        self._path = database.with_name(f"backup-{target_id}.lock")
        self._patience_s = patience_s
        self._held: InstanceLock | None = None
        self._depth = 0

    def __enter__(self) -> None:
        if self._held is None:
            lock = InstanceLock(self._path, self._patience_s)
            lock.__enter__()
            self._held = lock
        self._depth += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        if self._depth == 0 and self._held is not None:
            self._held.__exit__(kind, error, trace)
            self._held = None

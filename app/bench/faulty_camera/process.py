"""The faulty cameras as those see them who make things go wrong."""

import json
import subprocess
import sys
from types import TracebackType
from typing import Any


class FaultyCameras:
    """A process of its own with so many cameras; ended on leaving."""

    def __init__(self, count: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app.bench.faulty_camera", str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ports: list[int] = self._line()

    @property
    def pid(self) -> int:
        return self._process.pid

    def address(self, number: int) -> str:
        return f"rtsp://127.0.0.1:{self._ports[number]}/main"

    def set(self, number: int, fault: str) -> None:
        """From now on this fault of `FAULTS` alone."""
        self._ask({"set": [number, fault]})

    def counts(self, number: int) -> dict[str, int]:
        """What the camera has counted (`camera.Counts`)."""
        counted: dict[str, int] = self._ask({"counts": number})
        return counted

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def __enter__(self) -> "FaultyCameras":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, command: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the faulty cameras have ended")
        return json.loads(line)

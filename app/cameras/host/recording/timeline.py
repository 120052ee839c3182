"""Time stamps that a file can trust, whatever the camera's clock does."""

from app.cameras.host.recording.coded import TICKS

_MOST_APART = 5 * TICKS
"""Between the camera's time and ours: beyond it the camera has set its clock."""
_LONGEST_REORDER = 2 * TICKS


class Timeline:
    """Times of one run, from 0 on, always rising, never far from the time that has really passed."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._shift = 0
        self._last = -1

    def place(self, dts: int | None, pts: int | None, now: float) -> tuple[int, int]:
        """Decoding and showing time of a packet that came `now`, from the camera's own, which may be missing."""
        if self._began is None:
            self._began = now
        passed = int((now - self._began) * TICKS)
        reorder = 0 if dts is None or pts is None else pts - dts
        raw = dts if dts is not None else pts
        if raw is None:
            raw = passed - self._shift
        if self._last < 0 or abs(raw + self._shift - passed) > _MOST_APART:
            self._shift = max(passed, self._last + 1) - raw
        self._last = max(raw + self._shift, self._last + 1)
        return self._last, self._last + (reorder if 0 <= reorder <= _LONGEST_REORDER else 0)

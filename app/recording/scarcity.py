"""Tells when evidence leaves too little room for ordinary recordings, which would else go unseen."""

from collections.abc import Callable

from app.model.journal import Draft
from app.recording.rules import GIGABYTE, scarcity

BEGAN, OVER = "recording_room", "recording_room_over"


class Scarcity:
    """For one thread; `code` may be read from any.

    Args:
        last_told: the last entry of these kinds, so that a restart tells nothing twice.
    """

    def __init__(self, journal: Callable[[Draft], None], last_told: Callable[[], Draft | None]) -> None:
        self._journal = journal
        self._last_told = last_told
        self._known = False
        self._rate: float | None = None
        """Bytes a day that were recorded when that was last known; the most of them while it is an alarm."""
        self.code = ""
        """`room_gone`, `room_short` or nothing."""

    def judge(self, budget: int, evidence: int, daily: float | None, *, wanted: bool) -> None:
        """`wanted`: something is to be recorded by schedule or on motion."""
        if not self._known:
            told = self._last_told()
            if told is not None and told.kind == BEGAN:
                self.code, self._rate = told.data.get("code", ""), float(told.data.get("daily", 0)) or None
            self._known = True
        if daily is not None:
            self._rate = max(daily, self._rate or 0.0) if self.code else daily
        # When there is room again it takes an hour until a rate can be told from what is recorded then.
        code = (
            scarcity(budget - evidence, self._rate if daily is None else daily, self.code) if wanted else ""
        )
        if code == self.code:
            return
        data = {
            "code": code or self.code,
            "evidence": f"{evidence / GIGABYTE:.2f}",
            "budget": f"{budget / GIGABYTE:.2f}",
            **({"daily": f"{self._rate:.0f}"} if code and self._rate else {}),
        }
        self.code = code
        self._journal(Draft(BEGAN if code else OVER, data=data))

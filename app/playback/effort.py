"""Whether playback shows every picture or key frames alone: what decoding costs against what the machine has. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

ALWAYS_UP_TO = 4.0
"""At no more than this speed every picture is decoded; what comes late is left out."""
MEANS_SHARE = 0.4
"""Of the processors for looking back quickly: cameras are still watched and recorded meanwhile."""
_BACK_SHARE = 0.7
"""Of that, before key frames give way to every picture again, so that nothing flaps."""
BEHIND_S = 1.5
"""So long behind the clock, and what was thought to be within the machine's means is not."""
_FORGET_AFTER_S = 20.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What decoding a camera's recording takes of a processor: measured seconds over seconds of recording."""

    spent_s: float = 0.0
    shown_s: float = 0.0

    @property
    def share(self) -> float:
        """At normal speed; 0 where nothing was decoded yet: it is found out by doing."""
        return self.spent_s / self.shown_s if self.shown_s > 0 else 0.0

    def with_more(self, spent_s: float, shown_s: float) -> "Cost":
        """What was long ago counts less and less."""
        spent, shown = self.spent_s + spent_s, self.shown_s + shown_s
        part = min(1.0, _FORGET_AFTER_S / shown) if shown > 0 else 1.0
        return Cost(spent * part, shown * part)


def every_picture(speed: float, shares: Iterable[float], processors: int, *, before: bool) -> bool:
    """Whether all cameras together can be decoded whole at this speed. `before`: they are now."""
    if speed <= ALWAYS_UP_TO:
        return True
    means = MEANS_SHARE * processors * (1.0 if before else _BACK_SHARE)
    return speed * sum(shares) <= means


@dataclass(frozen=True, slots=True)
class Lag:
    """How long one camera has been behind the clock without catching up."""

    since: float | None = None
    lost: bool = False
    """It will not catch up while the clock runs as it does."""

    def seen(self, now: float, *, late: bool) -> "Lag":
        if self.lost:
            return self
        if not late:
            return Lag()
        since = now if self.since is None else self.since
        return replace(self, since=since, lost=now - since >= BEHIND_S)

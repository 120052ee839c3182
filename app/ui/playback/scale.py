"""Between moments and pixels of the time line. Pure arithmetic; positions are seconds since 1970."""

from dataclasses import dataclass, replace

DAY, HOUR, MINUTE = 86_400.0, 3600.0, 60.0
SPANS = (DAY, HOUR, MINUTE)
NARROWEST, WIDEST = 20.0, 2 * DAY
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)
_LEAST_PX = 76


@dataclass(frozen=True, slots=True)
class TimeScale:
    """What part of time is seen: `span` seconds from `begin` on, over `width` pixels; never more than `widest`."""

    begin: float
    span: float
    width: int
    widest: float = WIDEST

    @property
    def end(self) -> float:
        return self.begin + self.span

    def x_of(self, position: float) -> float:
        return (position - self.begin) / self.span * self.width

    def position_of(self, x: float) -> float:
        return self.begin + x / max(1, self.width) * self.span

    def zoomed(self, factor: float, around: float) -> "TimeScale":
        """`factor` below 1 sees less; the moment `around` stays where it is on the screen."""
        return self.spanning(self.span * factor, around)

    def spanning(self, span: float, around: float) -> "TimeScale":
        wanted = min(self.widest, max(NARROWEST, span))
        share = (around - self.begin) / self.span
        return replace(self, begin=around - share * wanted, span=wanted)

    def centred(self, position: float) -> "TimeScale":
        return replace(self, begin=position - self.span / 2)

    def holding(self, position: float) -> "TimeScale":
        """Turned by pages until the position is seen."""
        if self.begin <= position < self.end:
            return self
        return replace(self, begin=position - self.span * (0.1 if position >= self.end else 0.9))

    def ticks(self, offset: float) -> tuple[list[float], float]:
        """Round times of a zone `offset` seconds ahead of UTC, and the seconds between them."""
        least = self.span / max(1, self.width) * _LEAST_PX
        step = float(next((step for step in _STEPS if step >= least), _STEPS[-1]))
        first = -(-(self.begin + offset) // step) * step - offset
        count = max(0, int((self.end - first) // step) + 1)
        return [first + step * number for number in range(count)], step

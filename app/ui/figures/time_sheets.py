"""Charts of how long it took: each incident a dot that can be opened."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.figures.rules import Figures
from app.figures.times import MEDIAN_FROM, P90_FROM, Dot, Times
from app.model.deadline import Stage
from app.model.figures import Span
from app.ui.figures.drawings import NEVER, Dots, Limit
from app.ui.figures.sheet import Line, Sheet
from app.ui.figures.words import FigureWords


class TimeSheets(QObject):
    def __init__(self, words: FigureWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def times(self, figures: Figures, stage: Stage) -> Sheet:
        times = next(one for one in figures.times if one.stage == stage)
        target = _common([dot.took.target_s for dot in times.dots])
        return Sheet(
            id=stage,
            title=self._words.stage(times.stage),
            number=self._in_time(times),
            compared=self._words.against(
                self.tr("{good} of {count}").format(good=times.before.in_time, count=times.before.count)
            ) if times.before.count else "",
            summary=self._spread(times),
            key=self.tr("● in time   ▲ late   ✕ never done"),
            headers=(
                self.tr("Began"), self.tr("Kind"), self.tr("Place"), self.tr("Took"), self.tr("Target"), self.tr("Result"),
            ),
            lines=tuple(self._dot(dot) for dot in times.dots),
            drawing=self._dots(figures, times, target) if times.dots else None,
            empty=self._words.nothing(figures, measured=True),
            notes=self._few(times),
        )  # fmt: skip

    def _in_time(self, times: Times) -> str:
        if not times.now.count:
            return "–"
        return self.tr("{good} of {count} in time").format(good=times.now.in_time, count=times.now.count)

    def _spread(self, times: Times) -> str:
        now, before = times.now, times.before
        if not now.count:
            return ""
        parts = [self._in_time(times)]
        if now.median_s is not None:
            parts.append(
                self.tr("median {time}").format(time=self._words.took(now.median_s))
                + self._was(before.median_s)
            )
        if now.p90_s is not None:
            parts.append(
                self.tr("p90 {time}").format(time=self._words.took(now.p90_s)) + self._was(before.p90_s)
            )
        if now.never:
            parts.append(self.tr("{count} never").format(count=now.never))
        return " · ".join(parts)

    def _was(self, seconds: float | None) -> str:
        return (
            self.tr(" (before {time})").format(time=self._words.took(seconds)) if seconds is not None else ""
        )

    def _few(self, times: Times) -> tuple[str, ...]:
        count = times.now.count
        if 0 < count < MEDIAN_FROM:
            return (
                self.tr(
                    "Too few for a median (from {number} on) and a p90: each incident stands for itself."
                ).format(number=MEDIAN_FROM),
            )
        if 0 < count < P90_FROM:
            return (self.tr("Too few for a p90 (from {number} on).").format(number=P90_FROM),)
        return ()

    def _dot(self, dot: Dot) -> Line:
        took = dot.took.took_s
        result = (
            self.tr("never done")
            if took is None
            else self.tr("late")
            if dot.took.late
            else self.tr("in time")
        )
        time = "–" if took is None else self._words.took(took)
        mark = "✕" if took is None else "▲" if dot.took.late else "●"
        kind = self._words.kind(dot.incident.kind, dot.incident.plan_version)
        place = self._words.place(dot.incident.place_id)
        began = self._words.moment(dot.at)
        target = self._words.took(dot.took.target_s)
        said = f"{began} · {kind} · {place} · {time} / {target} · {mark} {result}"
        return Line((began, kind, place, time, target, f"{mark} {result}"), said, dot.incident.id)

    def _dots(self, figures: Figures, times: Times, target: float) -> Dots:
        whole = figures.asked.whole
        limits = [Limit(target / 60, self.tr("target {time}").format(time=self._words.took(target)))]
        if times.now.p90_s is not None:
            limits.append(Limit(times.now.p90_s / 60, self.tr("p90"), is_target=False))
        if times.now.median_s is not None:
            limits.append(Limit(times.now.median_s / 60, self.tr("median"), is_target=False))
        return Dots(
            across=tuple(_across(dot, whole) for dot in times.dots),
            minutes=tuple(NEVER if dot.took.took_s is None else dot.took.took_s / 60 for dot in times.dots),
            late=tuple(dot.took.late for dot in times.dots),
            ticks=self._words.ticks(figures),
            limits=tuple(limits),
            unit=self.tr("minutes"),
        )


def _across(dot: Dot, whole: Span) -> float:
    return (dot.at - whole.since) / (whole.until - whole.since)


def _common(targets: Sequence[float]) -> float:
    """The target of most of them."""
    return (
        max(targets, key=targets.count, default=0.0)
        if len(targets) < 1000
        else sorted(targets)[len(targets) // 2]
    )

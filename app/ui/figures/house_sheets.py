"""Charts of the room itself: alarms against what one person can handle, and the uptime of cameras."""

from PySide6.QtCore import QObject

from app.figures.alarms import ACCEPTABLE_PER_HOUR, FLOOD_ABOVE, FLOOD_MIN, MOST_PER_HOUR, Load
from app.figures.counting import Count
from app.figures.rules import Figures
from app.model.figures import Unit
from app.ui.figures.drawings import Bars, Columns, Limit, Shares
from app.ui.figures.sheet import Line, Sheet
from app.ui.figures.words import FigureWords, percent, signed


class HouseSheets(QObject):
    def __init__(self, words: FigureWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def alarms(self, figures: Figures) -> Sheet:
        alarms, unit = figures.alarms, figures.asked.period.unit
        by_hour = unit == "day"
        drawing = Columns(
            tuple(self._words.slot_tick(unit, load.span) for load in alarms.loads),
            tuple(load.per_hour for load in alarms.loads),
            tops=() if by_hour else tuple(float(load.most) for load in alarms.loads),
            limits=(
                Limit(ACCEPTABLE_PER_HOUR, self.tr("{number}/h acceptable").format(number=6)),
                Limit(MOST_PER_HOUR, self.tr("{number}/h most that is manageable").format(number=12)),
            ),
            unit=self.tr("alarms an hour"),
            decimals=0 if by_hour else 1,
        )
        headers = (
            self._words.slot_head(unit),
            self.tr("Alarms"),
            self.tr("An hour"),
            self.tr("Worst hour"),
            self.tr("Load"),
        )
        lines = tuple(self._load(unit, load) for load in alarms.loads)
        return Sheet(
            id="alarms",
            title=self.tr("Alarms an hour"),
            number=f"{alarms.per_hour:.1f}",
            compared=self._words.against(f"{alarms.per_hour_before:.1f}") if figures.has_before else "",
            summary=self._flood(figures),
            key=self._alarm_key(by_hour=by_hour),
            headers=headers,
            lines=lines,
            drawing=drawing if alarms.hours > 0 else None,
            empty=self._words.ahead(),
            notes=(self._sourced(),),
        )

    def sources(self, figures: Figures) -> Sheet:
        found = [one for one in figures.alarms.by_source if one.now or one.before]
        names = [self._words.source(one.key) for one in found]
        drawing = Bars(
            tuple(names),
            tuple(float(one.now) for one in found),
            tuple(float(one.before) for one in found),
            self.tr("alarms"),
        )
        loudest = found[0] if found and found[0].now else None
        return Sheet(
            id="sources",
            title=self.tr("Alarms by source"),
            number=self._words.source(loudest.key) if loudest else "–",
            compared="",
            summary=self._counted(figures),
            key=self._words.bars_key(figures),
            headers=(self.tr("Source"), self.tr("Alarms"), self.tr("Before"), self.tr("Change")),
            lines=tuple(self._line(figures, name, one) for name, one in zip(names, found, strict=True)),
            drawing=drawing if found else None,
            empty=self.tr("No alarm in this period."),
        )

    def cameras(self, figures: Figures) -> Sheet:
        found = figures.cameras
        names = [self._words.camera(one.camera_id) for one in found]
        lines = tuple(
            Line(
                (
                    name,
                    percent(one.share),
                    percent(one.before) if one.before is not None else "–",
                    self._words.length(one.observed_s - one.live_s),
                    self._words.length(one.observed_s),
                ),
                self.tr("{name}: live {share}, not live {dark} of {observed} observed").format(
                    name=name,
                    share=percent(one.share),
                    dark=self._words.length(one.observed_s - one.live_s),
                    observed=self._words.length(one.observed_s),
                ),
            )
            for name, one in zip(names, found, strict=True)
        )
        drawing = Shares(
            tuple(names),
            tuple(one.share * 100 for one in found),
            tuple(one.before * 100 if one.before is not None else None for one in found),
            self.tr("live, of the time observed"),
        )
        before = figures.live_before
        return Sheet(
            id="cameras",
            title=self.tr("Camera uptime"),
            number=percent(figures.live) if figures.live is not None else "–",
            compared=self._words.against(percent(before)) if before is not None else "",
            summary=self.tr("Cameras observed: {count}, the worst first").format(count=len(found)),
            key=self._words.points_key(figures),
            headers=(
                self.tr("Camera"), self.tr("Live"), self.tr("Before"), self.tr("Not live"), self.tr("Observed"),
            ),
            lines=lines,
            drawing=drawing if found else None,
            empty=self.tr("No camera was observed in this period: the program did not run, or no camera was in use."),
            notes=(self.tr("Nothing is claimed of hours in which the program did not run."),),
        )  # fmt: skip

    def _load(self, unit: Unit, load: Load) -> Line:
        name = self._words.slot(unit, load.span)
        if load.hours <= 0:
            return Line((name, "–", "–", "–", "–"), self.tr("{name}: nothing logged").format(name=name))
        words = self._words.load(load.per_hour)
        said = self.tr("{name}, alarms: {count}, {rate} an hour, worst hour {most} · {load}").format(
            name=name, count=load.count, rate=f"{load.per_hour:.1f}", most=load.most, load=words
        )
        return Line((name, load.count, round(load.per_hour, 1), load.most, words), said)

    def _flood(self, figures: Figures) -> str:
        alarms = figures.alarms
        if not alarms.windows:
            return ""
        return self.tr(
            "Alarms: {count} in {hours} h, {rate} an hour: {load} · {flooded} of {windows} times ten minutes with more than {most}"
        ).format(
            count=alarms.count,
            hours=f"{alarms.hours:.0f}",
            rate=f"{alarms.per_hour:.1f}",
            load=self._words.load(alarms.per_hour),
            flooded=alarms.flooded,
            windows=alarms.windows,
            most=FLOOD_ABOVE,
        )

    def _alarm_key(self, *, by_hour: bool) -> str:
        return "" if by_hour else self.tr("■ average an hour   ▲ worst hour")

    def _sourced(self) -> str:
        return self.tr(
            "One operator's place, long term: 6 an hour acceptable, 12 the most, floods (over {most} in {minutes} min) below 1 %. ANSI/ISA-18.2 and EEMUA 191, from process plants."
        ).format(minutes=FLOOD_MIN, most=FLOOD_ABOVE)

    def _counted(self, figures: Figures) -> str:
        alarms = figures.alarms
        if not figures.has_before:
            return self.tr("Alarms: {count}").format(count=alarms.count)
        return self.tr("Alarms: {count}, the period before {before}").format(
            count=alarms.count, before=alarms.before
        )

    def _line(self, figures: Figures, name: str, one: Count) -> Line:
        if not figures.has_before:
            said = self.tr("{name}, alarms: {count}").format(name=name, count=one.now)
            return Line((name, one.now, "–", "–"), said)
        said = self.tr("{name}, alarms: {count}, before {before}").format(
            name=name, count=one.now, before=one.before
        )
        return Line((name, one.now, one.before, signed(one.now - one.before)), said)

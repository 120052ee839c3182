"""Charts that count incidents: over time, by kind, by place, by hour."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from app.figures.counting import Count
from app.figures.rules import Figures
from app.ui.figures.drawings import Bars, Columns, Drawing, Heat
from app.ui.figures.sheet import ChartId, Line, Sheet
from app.ui.figures.words import FigureWords, signed


class IncidentSheets(QObject):
    def __init__(self, words: FigureWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def over_time(self, figures: Figures) -> Sheet:
        names = [self._words.slot(figures.asked.period.unit, span) for span in figures.slots]
        until = figures.asked.passed.until
        lines = tuple(
            self._line(figures, name, one) if span.since < until else self._ahead(name)
            for name, one, span in zip(names, figures.over_time, figures.slots, strict=True)
        )
        drawing = Columns(
            tuple(self._words.slot_tick(figures.asked.period.unit, span) for span in figures.slots),
            tuple(float(one.now) for one in figures.over_time),
            tuple(float(one.before) for one in figures.over_time),
            unit=self.tr("incidents"),
        )
        return self._counted(
            figures,
            "over_time",
            self.tr("Over time"),
            self._words.slot_head(figures.asked.period.unit),
            lines,
            drawing,
            str(figures.count.now),
        )

    def kinds(self, figures: Figures) -> Sheet:
        return self._named(
            figures, "kinds", self.tr("By kind"), self.tr("Kind"), figures.kinds, self._words.kind
        )

    def places(self, figures: Figures) -> Sheet:
        return self._named(
            figures, "places", self.tr("By place"), self.tr("Place"), figures.places, self._words.place
        )

    def hours(self, figures: Figures) -> Sheet:
        names = [f"{int(one.key):02d}:00" for one in figures.hours]
        lines = tuple(self._line(figures, name, one) for name, one in zip(names, figures.hours, strict=True))
        drawing = Columns(
            tuple(f"{int(one.key):02d}" for one in figures.hours),
            tuple(float(one.now) for one in figures.hours),
            tuple(float(one.before) for one in figures.hours),
            unit=self.tr("incidents"),
        )
        most = max(figures.hours, key=lambda one: one.now)
        number = f"{int(most.key):02d}:00 · {most.now}" if most.now else "–"
        return self._counted(
            figures, "hours", self.tr("By hour of day"), self.tr("Hour"), lines, drawing, number
        )

    def heat(self, figures: Figures) -> Sheet:
        days = self._words.weekdays()
        hours = tuple(f"{hour:02d}" for hour in range(24))
        lines = tuple(
            Line(
                (day, *row, sum(row)),
                self.tr("{day}: {count}").format(day=day, count=sum(row)),
            )
            for day, row in zip(days, figures.heat, strict=True)
        )
        count = figures.count
        return Sheet(
            id="heat",
            title=self.tr("Weekday and hour"),
            number=self._words.busiest(figures.heat),
            compared="",
            summary=self._incidents(figures),
            key=self.tr("The more it stands out, the more; the figure is how many began in that hour."),
            headers=(self.tr("Weekday"), *hours, self.tr("Sum")),
            lines=lines,
            drawing=Heat(tuple(days), hours, figures.heat) if count.now else None,
            empty=self._words.nothing(figures),
            across=24,
        )

    def _named(
        self,
        figures: Figures,
        chart: ChartId,
        title: str,
        head: str,
        found: Sequence[Count],
        name: Callable[[str], str],
    ) -> Sheet:
        names = [name(one.key) for one in found]
        lines = tuple(self._line(figures, text, one) for text, one in zip(names, found, strict=True))
        drawing = Bars(
            tuple(names),
            tuple(float(one.now) for one in found),
            tuple(float(one.before) for one in found),
            self.tr("incidents"),
        )
        most = found[0] if found and found[0].now else None
        number = f"{name(most.key)} {most.now}" if most else "–"
        return self._counted(figures, chart, title, head, lines, drawing if found else None, number)

    def _counted(
        self,
        figures: Figures,
        chart: ChartId,
        title: str,
        head: str,
        lines: tuple[Line, ...],
        drawing: Drawing | None,
        number: str,
    ) -> Sheet:
        count = figures.count
        compared = (
            self._words.against(str(count.before)) if chart == "over_time" and figures.has_before else ""
        )
        return Sheet(
            id=chart,
            title=title,
            number=number,
            compared=compared,
            summary=self._incidents(figures),
            key=self._words.bars_key(figures),
            headers=(head, self.tr("Number"), self.tr("Before"), self.tr("Change")),
            lines=lines,
            drawing=drawing if count.now or count.before else None,
            empty=self._words.nothing(figures),
        )

    def _ahead(self, name: str) -> Line:
        return Line((name, "–", "–", "–"), self.tr("{name}: still to come").format(name=name))

    def _line(self, figures: Figures, name: str, one: Count) -> Line:
        if not figures.has_before:
            return Line(
                (name, one.now, "–", "–"), self.tr("{name}: {count}").format(name=name, count=one.now)
            )
        said = self.tr("{name}: {count}, before {before}").format(name=name, count=one.now, before=one.before)
        return Line((name, one.now, one.before, signed(one.now - one.before)), said)

    def _incidents(self, figures: Figures) -> str:
        count, group = figures.count, self._words.group(figures.group)
        if not figures.has_before:
            return self.tr("{count} {group}").format(count=count.now, group=group)
        return self.tr("{count} {group}, the period before {before}").format(
            count=count.now, group=group, before=count.before
        )

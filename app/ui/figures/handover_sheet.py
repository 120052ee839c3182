"""The chart of handovers: each a dot, so many minutes after the change of shift."""

from PySide6.QtCore import QObject

from app.figures.rules import Figures
from app.model.figures import HandedOver
from app.ui.figures.drawings import NEVER, Dots, Limit
from app.ui.figures.sheet import Line, Sheet
from app.ui.figures.words import FigureWords


class HandoverSheet(QObject):
    def __init__(self, words: FigureWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def handovers(self, figures: Figures) -> Sheet:
        found = figures.handovers
        good = self.tr("{good} of {count} in time").format(good=found.in_time, count=len(found.all))
        before = self.tr("{good} of {count}").format(good=found.in_time_before, count=found.before)
        parts = [good]
        if found.before:
            parts.append(self.tr("the period before {before}").format(before=before))
        if found.missed:
            parts.append(self.tr("{count} never").format(count=found.missed))
        return Sheet(
            id="handovers",
            title=self.tr("Handovers on time"),
            number=good if found.all else "–",
            compared=self._words.against(before) if found.before else "",
            summary=" · ".join(parts) if found.all else "",
            key=self.tr("● in time   ▲ late   ✕ never done"),
            headers=(
                self.tr("Change of shift"),
                self.tr("Signed"),
                self.tr("Minutes after"),
                self.tr("Result"),
            ),
            lines=tuple(self._line(one) for one in found.all),
            drawing=self._dots(figures) if found.all else None,
            empty=self._words.ahead()
            if figures.asked.is_ahead
            else self.tr("No change of shift in this period of which the roster knows."),
            notes=(self.tr("A handover signed early counts as signed at the change of shift."),),
        )

    def _line(self, one: HandedOver) -> Line:
        due = self._words.moment(one.due_at)
        mark = "✕" if one.accepted_at is None else "▲" if one.late else "●"
        result = (
            self.tr("never done")
            if one.accepted_at is None
            else self.tr("late")
            if one.late
            else self.tr("in time")
        )
        signed = self._words.moment(one.accepted_at) if one.accepted_at is not None else "–"
        after = f"{_minutes(one):.0f}" if one.accepted_at is not None else "–"
        return Line((due, signed, after, f"{mark} {result}"), f"{due} · {signed} · {mark} {result}")

    def _dots(self, figures: Figures) -> Dots:
        whole, found = figures.asked.whole, figures.handovers.all
        limit = Limit(
            figures.late_min, self.tr("late from {minutes} min on").format(minutes=figures.late_min)
        )
        return Dots(
            across=tuple((one.due_at - whole.since) / (whole.until - whole.since) for one in found),
            minutes=tuple(NEVER if one.accepted_at is None else _minutes(one) for one in found),
            late=tuple(one.late for one in found),
            ticks=self._words.ticks(figures),
            limits=(limit,),
            unit=self.tr("minutes after the change of shift"),
        )


def _minutes(one: HandedOver) -> float:
    assert one.accepted_at is not None
    return max(0.0, (one.accepted_at - one.due_at).total_seconds() / 60)

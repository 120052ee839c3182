"""The review of a shift on paper: what it was, its time line, the incidents, the targets, the remarks."""

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPainter

from app.model.journal import REMARK
from app.model.paper import NARROW, Block, Grid, Paper, Pictures, Rule, Text
from app.model.rota import ShiftKind
from app.playback.recordings import moment
from app.playback.rules import Span
from app.reports.wording import PaperWords
from app.shift_review.incidents_then import IncidentThen
from app.shift_review.lanes import PlanFacts
from app.shift_review.looked import LookedShift
from app.ui.background import Questions
from app.ui.format import clock_time, duration, iso_date
from app.ui.language import current_language
from app.ui.papers.blocks import header, heading, pair, row
from app.ui.papers.press import print_paper
from app.ui.pictures.png import png_of
from app.ui.playback.scale import TimeScale
from app.ui.services import Services
from app.ui.shift_review.geometry import height_of, lane_boxes
from app.ui.shift_review.lane_painter import LanePainter
from app.ui.shift_review.shades import PAPER
from app.ui.shift_review.targets_table import TargetWords
from app.ui.shift_review.words import ShiftReviewWords

_PT = 10.5
_WIDTH = 1280
_FACTOR = 1.5
_AROUND = 0.025
Done = Callable[[bytes, str], None]


class ShiftPaper(QObject):
    """Made on the UI thread (its words are the screen's), printed elsewhere."""

    def __init__(
        self,
        services: Services,
        words: ShiftReviewWords,
        targets: TargetWords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._words = words
        self._targets = targets

    def print(self, looked: LookedShift, questions: Questions, done: Done) -> None:
        """`done` gets the PDF and the name of the file it may become."""
        title = self.title(looked)
        name = self.tr("Shift review {date}").format(date=iso_date(looked.span.since, self._words.zone))
        before, after = self._before(looked), self._after(looked)
        names, titles = self._words.lanes(looked), self._titles(looked)
        zone, words = self._words.zone, PaperWords(current_language())
        legend = self._legend()
        foot = words.office(self._services.site.site())

        def make() -> bytes:
            picture = line_picture(looked, names, titles, zone)
            drawn = Pictures(((picture[0], legend),), across=1, ratio=picture[1])
            paper = Paper(
                title=title,
                language=words.language,
                blocks=(*before, drawn, *after),
                margins=NARROW,
                size=_PT,
                face="plain",
                foot=foot,
                page=words.say("page"),
            )
            return print_paper(paper)

        questions.ask(make, lambda pdf: done(pdf, name))

    def title(self, looked: LookedShift) -> str:
        return self.tr("Shift review: {shift}").format(
            shift=self._words.span(looked.span, self._kind(looked))
        )

    def _legend(self) -> str:
        return self.tr(
            "▼ called   ✓ confirmed   ● on scene   ▲ missed or alarm   ◆ entry   ■ flag: remark   "
            "hatched: fewer there than planned, or a drill"
        )

    def _kind(self, looked: LookedShift) -> ShiftKind | None:
        return next(
            (kind for kind in self._services.roster.books.kinds() if kind.id == looked.span.kind_id), None
        )

    def _titles(self, looked: LookedShift) -> dict[str, str]:
        return {then.id: self._words.title(then) for then in self._known(looked)}

    def _known(self, looked: LookedShift) -> list[IncidentThen]:
        """How the incidents of the shift stood at its end, the earliest first."""
        at = moment(looked.reached)
        ids = {bar.id for bar in looked.lane("incidents").bars}
        return sorted((one for one in looked.history.at(at) if one.id in ids), key=lambda one: one.opened_at)

    def _before(self, looked: LookedShift) -> list[Block]:
        words = self._words
        people, automatic = (len(looked.lane(name).marks) for name in ("people", "automatic"))
        alarms = len(looked.lane("automatic").alarms)
        incidents = self._known(looked)
        drills = sum(1 for one in incidents if one.drill)
        late = sum(1 for line in looked.targets if line.verdict in ("late", "never"))
        zone = words.zone
        printed = self._services.clock.now()
        facts = [
            (self.tr("On duty"), self._duty(looked)),
            (
                self.tr("Incidents"),
                self.tr("{count} (drills: {drills})").format(count=len(incidents), drills=drills),
            ),
            (
                self.tr("Entries"),
                self.tr("{people} by people, {automatic} by the program, {alarms} of these alarms").format(
                    people=people, automatic=automatic, alarms=alarms
                ),
            ),
            (self.tr("Targets"), self.tr("{late} not kept").format(late=late)),
            (self.tr("Log"), self._head(looked)),
            (self.tr("Printed"), f"{iso_date(printed, zone)} {clock_time(printed, zone)}"),
        ]
        return [
            Text(self.title(looked), 17, "plain", bold=True, after_mm=1),
            Rule(after_mm=2),
            Grid(tuple(pair(label, text) for label, text in facts)),
            heading(self.tr("Time line")),
        ]

    def _head(self, looked: LookedShift) -> str:
        """The last entry of the time: its hash on paper anchors the file."""
        head = self._services.journal.head_at(moment(looked.reached))
        if head is None:
            return "—"
        return self.tr("up to no. {number}, hash {hash}").format(number=head.number, hash=head.hash)

    def _duty(self, looked: LookedShift) -> str:
        """Everybody who was planned or there, by role."""
        lines = []
        for role in looked.roles:
            planned = dict.fromkeys(person for each in role.stretches for person in each.planned)
            there = dict.fromkeys(person for each in role.stretches for person in each.there)
            besides = [person for person in there if person not in planned]
            told = self._words.people(tuple(planned))
            if besides:
                told += self.tr("; besides: {names}").format(names=self._words.people(besides))
            absent = [person for person in planned if looked.clocking and person not in there]
            if absent:
                told += self.tr("; never there: {names}").format(names=self._words.people(absent))
            lines.append(self.tr("{role}: {people}").format(role=self._words.role(role.role), people=told))
        return "\n".join(lines) or "—"

    def _after(self, looked: LookedShift) -> list[Block]:
        return [*self._incidents(looked), *self._lines(looked), *self._remarks(looked)]

    def _incidents(self, looked: LookedShift) -> list[Block]:
        known = self._known(looked)
        if not known:
            return []
        shares = (0.13, 0.27, 0.18, 0.16, 0.26)
        head = (
            self.tr("Began"),
            self.tr("What"),
            self.tr("Where"),
            self.tr("On scene after"),
            self.tr("End"),
        )
        rows = [header(head, shares)]
        for then in known:
            plan = looked.plans.get((then.kind, then.version), PlanFacts())
            level = self._words.level(plan.level)
            what = " · ".join(part for part in (self._words.title(then), level) if part)
            first = (
                duration((then.turned_out_at - then.opened_at).total_seconds()) if then.turned_out_at else "—"
            )
            end = self._words.state(then, looked.reached)
            ended = self.tr("{end}: {reason}").format(end=end, reason=then.reason) if then.reason else end
            began = clock_time(then.opened_at, self._words.zone)
            rows.append(row((began, what, self._words.place(then), first, ended), shares))
        return [heading(self.tr("Incidents")), Grid(tuple(rows), head=1)]

    def _lines(self, looked: LookedShift) -> list[Block]:
        shares = (0.16, 0.5, 0.17, 0.17)
        titles = self._titles(looked)
        rows = [header(self._targets.headings(), shares)]
        for line in looked.targets:
            verdict, what, target, was = self._targets.row(line)
            if line.incident_id:
                what += f" · {titles.get(line.incident_id, '')}"
            texts = (verdict, what, target, was)
            rows.append(row(texts, shares, bold=line.verdict in ("late", "never")))
        return [heading(self.tr("Against the targets")), Grid(tuple(rows), head=1)]

    def _remarks(self, looked: LookedShift) -> list[Block]:
        marks = [mark for mark in looked.lane("people").marks if mark.entry.draft.kind == REMARK]
        if not marks:
            return [heading(self.tr("Remarks")), Text(self.tr("None was written."))]
        shares = (0.13, 0.17, 0.7)
        rows = [header((self.tr("On"), self.tr("By"), self.tr("Remark")), shares)]
        for mark in marks:
            time = clock_time(moment(mark.at), self._words.zone)
            who = self._words.entries.who(mark.entry)
            rows.append(row((time, who, mark.entry.draft.text), shares))
        return [heading(self.tr("Remarks")), Grid(tuple(rows), head=1)]


def line_picture(
    looked: LookedShift, names: dict[str, str], titles: dict[str, str], zone: tzinfo
) -> tuple[bytes, float]:
    """The whole time line as PNG, and its height as a share of its width. From any thread."""
    boxes = lane_boxes(looked.lanes, _FACTOR)
    painter_of_lanes = LanePainter(PAPER, _FACTOR)
    image = QImage(_WIDTH, round(height_of(boxes, _FACTOR)), QImage.Format.Format_RGB32)
    image.fill(PAPER.background)
    length = looked.until - looked.since
    seen = length * (1 + 2 * _AROUND)
    scale = TimeScale(looked.since - length * _AROUND, seen, round(_WIDTH - painter_of_lanes.left), seen)
    painter = QPainter(image)
    span = Span(looked.since, looked.reached)
    painter_of_lanes.paint(painter, scale, looked.lanes, boxes, names, titles, span, looked.pauses, zone)
    painter.end()
    return png_of(image), image.height() / image.width()

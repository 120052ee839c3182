"""What the review of a shift says: lanes, marks, bars, how incidents stood, targets."""

from datetime import UTC, timedelta, tzinfo

from PySide6.QtCore import QObject

from app.model.deadline import Recipient
from app.model.health import LOST
from app.model.incident import FALSE_ALARM, RUNNING, UNKNOWN_KIND
from app.model.journal import Entry
from app.model.rota import ShiftKind
from app.playback.recordings import moment
from app.shift_review.bars import Bar
from app.shift_review.choosing import ShiftSpan
from app.shift_review.incidents_then import IncidentThen
from app.shift_review.looked import LookedShift
from app.shift_review.presence import Stretch
from app.shift_review.tour_runs import FINISHED, NOT_BEGUN, TourRun
from app.ui.code_words import CodeWords
from app.ui.format import clock_time, duration, iso_date, short_time
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Worded, current_language, current_locale
from app.ui.names import Names
from app.ui.reports.words import ReportWords

_A_SHIFT = timedelta(hours=16)


class ShiftReviewWords(Worded):
    """Reads nothing but names."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.zone: tzinfo = UTC
        self.entries = EntryWords(names, self)
        self._codes = CodeWords(self)
        self._reports = ReportWords(names, self)

    def lanes(self, looked: LookedShift | None = None) -> dict[str, str]:
        """Their names, with how many entries there are where that can be counted."""
        names = {
            "people": self.tr("People"),
            "automatic": self.tr("Automatic"),
            "incidents": self.tr("Incidents"),
            "steps": self.tr("Escalation"),
            "cameras": self.tr("Cameras"),
            "presence": self.tr("Present"),
            "tours": self.tr("Tours"),
            "recordings": self.tr("Recorded"),
        }
        if looked is not None:
            for lane in looked.lanes:
                if lane.name in ("people", "automatic"):
                    names[lane.name] = f"{names[lane.name]} {len(lane.marks)}"
        return names

    def span(self, span: ShiftSpan, kind: ShiftKind | None = None) -> str:
        """`2026-11-24 Tue 08:00–20:00 Day`"""
        kind_name = kind.name.in_language(current_language()) if kind is not None else ""
        since, until = span.since.astimezone(self.zone), span.until.astimezone(self.zone)
        weekday = current_locale().dayName(since.isoweekday(), current_locale().FormatType.ShortFormat)
        end = short_time(span.until, self.zone)
        if (span.until - span.since).total_seconds() > 86_400 or (
            until.date() != since.date() and not kind_name and span.until - span.since > _A_SHIFT
        ):
            end = f"{iso_date(span.until, self.zone)} {end}"
        words = f"{iso_date(span.since, self.zone)} {weekday} {short_time(span.since, self.zone)}–{end}"
        return f"{words} {kind_name}" if kind_name else words

    def entry(self, entry: Entry) -> str:
        """One line: when, what, and who said so."""
        sentence = self.entries.sentence(entry)
        who = f" · {self.entries.who(entry)}" if entry.draft.actor.person_id else ""
        return f"{clock_time(entry.at, self.zone)}  {sentence}{who}"

    def bar(self, lane: str, bar: Bar, looked: LookedShift, position: float) -> str:
        """What a bar says to whoever rests on it."""
        span = f"{clock_time(moment(bar.start), self.zone)}–{clock_time(moment(bar.end), self.zone)}"
        if bar.code == "several" or (lane in ("cameras", "incidents") and not bar.id):
            return self.tr("{count} at once, {span}: zoom in").format(count=bar.count, span=span)
        if lane == "incidents":
            # As it was known in the end: whoever looks back wants to know what it was.
            then = looked.history.state(bar.id, moment(looked.reached))
            if then is None:
                return span
            end = clock_time(then.closed_at, self.zone) if then.closed_at is not None else "…"
            return self.tr("{begin}–{end}  {title}, {place}").format(
                begin=clock_time(then.opened_at, self.zone),
                end=end,
                title=self.title(then),
                place=self.place(then),
            )
        if lane == "cameras":
            what = self.condition(bar.code)
            times = self.tr(", {count} times").format(count=bar.count) if bar.count > 1 else ""
            return self.tr("{span}  {camera}: {what}{times}").format(
                span=span, camera=self._names.camera(bar.id), what=what, times=times
            )
        if lane == "presence":
            role = next((one for one in looked.roles if one.role == bar.id), None)
            stretch = role.at(position) if role is not None else None
            words = self.presence(stretch, clocking=looked.clocking) if stretch is not None else ""
            return self.tr("{span}  {role}: {people}").format(span=span, role=self.role(bar.id), people=words)
        if lane == "tours" and bar.id:
            return f"{span}  {self.tour(looked.runs[int(bar.id)])}"
        if lane == "recordings":
            return self.tr("{span}  Recorded: {count} of {of} cameras").format(
                span=span, count=bar.count, of=len(looked.recorded)
            )
        return span

    def condition(self, code: str) -> str:
        return self.tr("no live picture") if code == LOST else self._codes.health(code)

    def role(self, code: str) -> str:
        return self._codes.role(code)

    def tour(self, run: TourRun) -> str:
        name = run.name.in_language(current_language())
        if run.state == NOT_BEGUN:
            return self.tr("{tour}: did not take place").format(tour=name)
        words = self.tr("{tour}: {seen} of {of} seen").format(tour=name, seen=run.seen, of=run.of)
        if run.missed:
            words += self.tr(", {count} missed").format(count=len(run.missed))
        if run.wrong:
            words += self.tr(", {count} not well").format(count=len(run.wrong))
        return words if run.state == FINISHED else words + self.tr(", not finished")

    def presence(self, stretch: Stretch, *, clocking: bool) -> str:
        """Who was there, who was not, who was there besides."""
        if not clocking:
            names = self.people(stretch.planned)
            return self.tr("planned: {names} (nobody clocks on here)").format(names=names)
        there = [one for one in stretch.planned if one in stretch.there]
        missing = [one for one in stretch.planned if one not in stretch.there]
        besides = [one for one in stretch.there if one not in stretch.planned]
        parts = [self.people(there)] if there else []
        if missing:
            parts.append(self.tr("▲ not there: {names}").format(names=self.people(missing)))
        if besides:
            parts.append(self.tr("besides: {names}").format(names=self.people(besides)))
        return self.tr("; ").join(parts)

    def people(self, ids: list[str] | tuple[str, ...]) -> str:
        mark = "、" if current_language() == CHINESE else ", "
        return mark.join(self._names.person(person_id) for person_id in ids)

    def title(self, then: IncidentThen) -> str:
        known = then.kind != UNKNOWN_KIND
        name = (
            self._names.plan(then.kind, then.plan_version)
            if known
            else self.tr("Emergency, kind not yet known")
        )
        return self.tr("DRILL · {name}").format(name=name) if then.drill else name

    def place(self, then: IncidentThen) -> str:
        return self._names.place(then.place_id) if then.place_id else self.tr("place not yet known")

    def level(self, number: int) -> str:
        return self._codes.level(number)

    def state(self, then: IncidentThen, position: float) -> str:
        """Running since when, or how it ended and when."""
        if then.state == RUNNING:
            passed = duration(position - then.opened_at.timestamp())
            return self.tr("running for {time}").format(time=passed)
        ended = self.tr("false alarm") if then.state == FALSE_ALARM else self.tr("stood down")
        return self.tr("{ended} after {time}").format(ended=ended, time=duration(then.length_s))

    def called(self, then: IncidentThen) -> str:
        """How many were called, had confirmed, were on scene."""
        confirmed = sum(1 for one in then.people if one.acknowledged_at is not None)
        came = sorted((one.arrived_at, one.person_id) for one in then.people if one.arrived_at is not None)
        arrived = [person_id for _at, person_id in came]
        words = self.tr("{count} called, {confirmed} confirmed").format(
            count=len(then.people), confirmed=confirmed
        )
        if arrived:
            words += self.tr("; on scene: {names}").format(names=self.people(arrived))
        return words

    def tiers(self, then: IncidentThen) -> str:
        states = {
            "calling": self.tr("called"),
            "acknowledged": self.tr("confirmed"),
            "missed": self.tr("▲ not confirmed in time"),
            "empty": self.tr("▲ nobody to call"),
            "expired": self.tr("▲ confirmed, nobody came"),
        }
        return " · ".join(
            self.tr("tier {number} {state}").format(number=number, state=states.get(state, state))
            for number, state in sorted(then.tiers.items())
        )

    def steps(self, then: IncidentThen, of: int) -> str:
        return self.tr("steps {done} of {of}").format(done=len(then.steps), of=of) if of else ""

    def missed(self, then: IncidentThen) -> str:
        """What had not been done in time."""
        stages = dict.fromkeys(then.missed)
        names = self.tr("; ").join(self._reports.stage(stage, Recipient()) for stage in stages)
        return self.tr("▲ late: {what}").format(what=names) if names else ""

    def corrected(self, correction: Entry) -> str:
        text = correction.draft.text or self.entries.sentence(correction)
        return self.tr("corrected {time}: {text}").format(
            time=clock_time(correction.at, self.zone), text=text
        )

    def still(self, at: float, age_s: float) -> tuple[str, str]:
        """Of a kept picture: when it was taken and how far that is from the moment looked at; in short, how far."""
        time = clock_time(moment(at), self.zone)
        if not age_s:
            return self.tr("Picture {time}").format(time=time), time
        later = age_s > 0
        words = self.tr("Picture {time}, {age} later") if later else self.tr("Picture {time}, {age} before")
        # The camera's name stands beside it, and a small tile has no room for both in words.
        short = self.tr("+{age}") if later else self.tr("−{age}")
        age = duration(abs(age_s))
        return words.format(time=time, age=age), short.format(age=age)

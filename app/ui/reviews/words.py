"""Findings, results and lines of the time line, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.model.incident import Incident
from app.model.journal import Entry
from app.model.plan import Plan
from app.reports.findings import Finding, Result
from app.reports.timeline import Item
from app.ui.code_words import CodeWords
from app.ui.emergency.ways import Ways
from app.ui.format import clock_time, duration, site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.language import Worded, current_language
from app.ui.names import Names
from app.ui.reports.words import ReportWords
from app.ui.services import Services

_DAY_S = 86_400


class ReviewWords(Worded):
    """Reads nothing but names and the site's zone."""

    def __init__(self, services: Services, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._zone = site_zone(services.site.site().timezone)
        self._entries, self._codes = EntryWords(names, self), CodeWords(self)
        self._reports = ReportWords(names, self)
        self._ways = Ways(names, self._zone, self)

    def finding(self, found: Finding, plan: Plan) -> str:
        over = duration(found.over_s)
        if found.due is not None:
            what = self._reports.owed(found.due)
            late = self.tr("{what}: {over} late").format(what=what, over=over)
            return late if found.code == "due_late" else self.tr("{what}: never done").format(what=what)
        if found.step >= 0:
            number, text = found.step + 1, plan.steps[found.step].text.in_language(current_language())
            late = self.tr("Step {number}, {over} late: {text}").format(number=number, over=over, text=text)
            never = self.tr("Step {number} not done: {text}").format(number=number, text=text)
            return late if found.code == "step_late" else never
        name = self._names.person(found.person_id)
        if found.code == "never_confirmed":
            return self.tr("{name} never confirmed").format(name=name)
        return self.tr("A message to {name} did not get through").format(name=name)

    def stage(self, result: Result) -> str:
        words = {
            "acknowledge": self.tr("First confirmation"),
            "turn_out": self.tr("Turn-out"),
            "phone": self.tr("Report by phone"),
            "written": self.tr("Initial report"),
        }
        return words.get(result.stage, result.stage)

    def took(self, result: Result) -> str:
        return duration(result.took_s) if result.took_s is not None else self.tr("never done")

    def time(self, item: Item) -> str:
        return clock_time(item.at, self._zone)

    def after(self, item: Item, incident: Incident) -> str:
        """`+3:26`: since the click; what was before it has a minus; days later only days count."""
        seconds = (item.at - incident.opened_at).total_seconds()
        if seconds >= _DAY_S:
            return self.tr("+{days} d").format(days=int(seconds // _DAY_S))
        return f"+{duration(seconds)}" if seconds >= 0 else f"−{duration(-seconds)}"

    def line(self, item: Item) -> str:
        """What happened, and who did it."""
        if item.entry is not None:
            return self._entry(item.entry, item.corrections)
        if item.message is not None:
            name, channel = self._names.person(item.message.person_id), self._ways.way(item.message)
            state = self._message_state(item.message.state)
            return self.tr("Message to {name} ({channel}): {state}").format(
                name=name, channel=channel, state=state
            )
        if item.clip is not None:
            until = clock_time(item.clip.until, self._zone)
            camera = self._names.camera(item.clip.camera_id)
            return self.tr("Recording of {camera} until {until}").format(camera=camera, until=until)
        return self.tr("Picture(s) of %n camera(s) kept", "", len(item.pictures))

    def _message_state(self, code: str) -> str:
        """Whether somebody answered in the end is a line of its own: “no answer” beside it would contradict that."""
        words = {"sent": self.tr("sent"), "delivered": self.tr("delivered")}
        return words.get(code) or self._codes.message_state(code)

    def _entry(self, entry: Entry, corrections: Sequence[Entry]) -> str:
        sentence = self._entries.sentence(entry)
        if corrections:
            who = self._entries.who(corrections[-1])
            sentence = self._entries.notes.corrected(sentence, corrections, who)
        if not entry.draft.actor.person_id:
            return sentence
        return self.tr("{sentence} · {who}").format(sentence=sentence, who=self._entries.who(entry))

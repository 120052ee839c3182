"""All that is known about one incident: clock, people, steps, messages, entries, pictures."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.model.incident import RUNNING, UNKNOWN_KIND, Incident
from app.model.plan import Plan
from app.notify.rules import needs_hand
from app.ui import theme
from app.ui.emergency.closing import Closing
from app.ui.emergency.head import IncidentHead
from app.ui.emergency.more_hands import MoreHands
from app.ui.emergency.next_tier import NextTier
from app.ui.emergency.pickers import KindAndPlace
from app.ui.emergency.relay_rows import RelayRows
from app.ui.emergency.situation import Facts, Offered
from app.ui.emergency.steps import PlanSteps
from app.ui.emergency.taken_back import TakenBackWords
from app.ui.format import clock_time, site_zone
from app.ui.incidents.entries import IncidentEntries
from app.ui.incidents.messages import MessageList
from app.ui.incidents.people import TierPeople
from app.ui.incidents.plan_facts import PlanFacts
from app.ui.incidents.reopening import Reopening
from app.ui.incidents.reports import IncidentReports
from app.ui.incidents.review import IncidentReview
from app.ui.incidents.words import IncidentWords
from app.ui.language import current_language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.pictures.grid import PictureGrid
from app.ui.services import Services
from app.ui.shell.figure import Figure
from app.ui.tab_order import follow_layout


class IncidentDetail(QFrame):
    """One incident from its first to its last moment; made anew for another.

    Emits `opened` with a picture, `paper_made` with a PDF and the name of its file.
    """

    opened = Signal(object)
    paper_made = Signal(object, str)

    def __init__(
        self,
        facts: Facts,
        offered: Offered,
        services: Services,
        names: Names,
        words: IncidentWords,
        ops: Ops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("incident_detail")
        incident = facts.incident
        self._known, self._offered = facts, offered
        self._services = services
        self._names = names
        self._words = words
        self.incident = incident
        self._head = IncidentHead(self)
        self._facts = self._label("dim")
        self.clock = Figure(40, bold=True, sample="00:00", parent=self)
        self._state = Figure(17, bold=True, parent=self)
        self._turn_out = Figure(15, parent=self)
        # Made first: Tab comes from the tabs to what stands below them.
        self.tabs = QTabWidget(self)
        self._pickers = KindAndPlace(incident, services, ops, self)
        self._nobody = self._label("nobody_called")
        self.next = NextTier(services, ops, self)
        self.people = TierPeople(services, names, ops, self)
        self.more = MoreHands(incident, services, ops, self)
        self.relays = RelayRows(services, ops, self)
        self.steps = PlanSteps(services, names, ops, self)
        self.plan_facts = PlanFacts(names, self)
        self._done = self._label("dim")
        self._taken_back = TakenBackWords(names, site_zone(services.site.site().timezone), self)
        self.closing = Closing(services, ops, self)
        self.reopening = Reopening(incident.id, services, ops, self)
        self.messages = MessageList(services, names, ops, self)
        self.reports = IncidentReports(services, names, ops, self)
        self.review = IncidentReview(incident, services, names, ops, self)
        self.entries = IncidentEntries(incident.id, services, names, ops, self)
        self.pictures = PictureGrid(services, names, ops, self)
        self._no_pictures = self._label("dim")
        self._build()
        for part in (self.people, self.relays, self.steps):
            part.grown.connect(self._order)
        for widget in (self.pictures, self.review):
            widget.opened.connect(self.opened)
        for page in (self.reports, self.review):
            page.paper_made.connect(self.paper_made)
        self.entries.pictures_found.connect(self._show_pictures)
        self.retranslate()

    def show_facts(self, facts: Facts, offered: Offered) -> None:
        """What has changed since the last time."""
        incident, plan, messages, state = facts.incident, facts.plan, list(facts.messages), facts.state
        self._known, self.incident = facts, incident
        if offered is not self._offered:
            self._offered = offered
            self._offer()
        running = incident.state == RUNNING
        self._show_head(incident, plan)
        self._pickers.show_incident(incident, plan)
        self._nobody.setVisible(not incident.calls)
        self.next.show_state(state)
        self.more.show_incident(incident)
        self.relays.show_relays(facts.relays)
        self.people.show_incident(incident, facts.by_person, state)
        self.steps.show_plan(plan, incident)
        self.closing.show_incident(incident, plan)
        self.steps.setVisible(running and bool(plan.steps))
        self.plan_facts.show_plan(plan)
        self._show_done(incident, plan)
        for widget in (self._pickers, self.next, self.more, self.closing):
            widget.setVisible(running)
        self.reopening.setVisible(not running)
        self.messages.show_messages(messages, running=running)
        bad = sum(1 for message in messages if needs_hand(message))
        count = f"{len(messages)} ▲{bad}" if bad else str(len(messages))
        self.tabs.setTabText(1, self.tr("Messages {count}").format(count=count))
        self.reports.show_incident(incident, messages, list(facts.dues))
        late = sum(1 for due in facts.dues if due.missed_at and due.is_open)
        mark = f" ▲{late}" if late else ""
        self.tabs.setTabText(2, self.tr("Reports{mark}").format(mark=mark))
        self.review.show_incident(incident)
        self.tick()

    def tick(self) -> None:
        self.clock.show_text(self._words.length(self.incident))
        self.next.tick()
        self.people.tick()
        self.reports.tick()
        self.steps.tick()

    def show_reports(self) -> None:
        """In front, with the cursor on its tab."""
        self.tabs.setCurrentIndex(2)
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._nobody.setText(
            "▲ " + self.tr("Nobody was called: the roster had nobody on duty. Dial by hand.")
        )
        self._no_pictures.setText(self.tr("No pictures were kept. The log of the incident says why."))
        self.tabs.setTabText(0, self.tr("People and steps"))
        self.tabs.setTabText(3, self.tr("Log"))
        self._pickers.retranslate()
        for part in (
            self.next,
            self.people,
            self.more,
            self.relays,
            self.steps,
            self.plan_facts,
            self.closing,
            self.reopening,
        ):
            part.retranslate()
        self.messages.retranslate()
        self.reports.retranslate()
        self.review.retranslate()
        self.tabs.setTabText(5, self.tr("Review"))
        self.entries.retranslate()
        self.pictures.retranslate()
        self._offer()
        self.show_facts(self._known, self._offered)
        self._show_pictures()

    def _offer(self) -> None:
        self._pickers.offer(self._offered.kinds, self._offered.places, self._offered.completion)
        self.more.offer(self._offered.people, self._offered.completion)

    def _build(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch(1)
        beside.addWidget(self._state)
        beside.addWidget(self._turn_out)
        beside.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.clock)
        head.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 12, 8)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addLayout(head)
        column.addWidget(self._facts)
        for index, page in enumerate(
            (
                self._people_page(),
                self.messages,
                self.reports,
                self.entries,
                self._pictures_page(),
                self.review,
            )
        ):
            self.tabs.addTab(
                page if index in (2, 3, 5) else _scrolling(page), ""
            )  # these scroll by themselves
        column.addWidget(self.tabs, 1)

    def _order(self) -> None:
        if (layout := self._people.layout()) is not None:
            follow_layout(layout)

    def _people_page(self) -> QWidget:
        page = self._people = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 10, 8, 10)
        column.setSpacing(8)
        for widget in (
            self._pickers,
            self._nobody,
            self.next,
            self.people,
            self.more,
            self.relays,
            self.steps,
            self._done,
            self.plan_facts,
            self.closing,
            self.reopening,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        return page

    def _pictures_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 10, 8, 10)
        column.addWidget(self._no_pictures)
        column.addWidget(self.pictures)
        column.addStretch(1)
        return page

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _show_head(self, incident: Incident, plan: Plan) -> None:
        known = plan.id == incident.kind != UNKNOWN_KIND
        self._head.show_head(self._words.title(incident), plan.level if known else 0)
        alarm = incident.state == RUNNING and not incident.drill
        mark = "● " if incident.state == RUNNING else ""
        self._state.show_text(mark + self._words.state(incident), theme.RED_TEXT if alarm else theme.TEXT)
        self._turn_out.show_text(self._words.turn_out(incident), theme.QUIET)
        facts = (
            self._words.place(incident),
            self._words.opened(incident),
            self._words.opened_by(incident),
            self._words.ending(incident),
        )
        self._facts.setText(" · ".join(fact for fact in facts if fact))

    def _show_done(self, incident: Incident, plan: Plan) -> None:
        """Steps with the time and the hand, and after the end those left out: what a review asks for."""
        zone = site_zone(self._services.site.site().timezone)
        lines = []
        for done in incident.steps_done:
            known = done.step < len(plan.steps)
            text = plan.steps[done.step].text.in_language(current_language()) if known else str(done.step + 1)
            who = self._names.person(done.by) if done.by else self.tr("nobody signed in")
            lines.append(f"✓ {clock_time(done.at, zone)}  {text} · {who}")
        for wrong in incident.steps_withdrawn:
            text = plan.steps[wrong.step].text.in_language(current_language())
            said = self._taken_back.said(wrong.at, wrong.by, exact=True)
            lines.append("↶ " + self.tr("{step}: {said}").format(step=text, said=said))
        if incident.state != RUNNING:
            ticked = {done.step for done in incident.steps_done}
            missed = [step for number, step in enumerate(plan.steps) if number not in ticked]
            words = self.tr("not done: {step}")
            lines += ["– " + words.format(step=step.text.in_language(current_language())) for step in missed]
        self._done.setText("\n".join(lines))
        self._done.setVisible(bool(lines))

    def _show_pictures(self) -> None:
        pictures = self.entries.pictures
        self.pictures.show_pictures(pictures or [])
        self._no_pictures.setVisible(pictures == [])
        # Nobody shall read that none was kept while they are still being looked for.
        words = self.tr("Pictures") if pictures is None else self.tr("Pictures {count}")
        self.tabs.setTabText(4, words.format(count=len(pictures or ())))


def _scrolling(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area

"""One running incident: its clock, who was called, what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.model.incident import TURN_OUT_S, UNKNOWN_KIND, turned_out_at
from app.model.plan import Plan
from app.ui import theme
from app.ui.emergency.by_tier import CalledPeople
from app.ui.emergency.closing import Closing
from app.ui.emergency.code_line import CodeLine
from app.ui.emergency.head import IncidentHead
from app.ui.emergency.more_hands import MoreHands
from app.ui.emergency.nearest import NearestWords
from app.ui.emergency.next_tier import NextTier
from app.ui.emergency.pickers import KindAndPlace
from app.ui.emergency.plan_facts import phones_text
from app.ui.emergency.relay_rows import RelayRows
from app.ui.emergency.situation import Facts, Offered
from app.ui.emergency.steps import PlanSteps
from app.ui.format import clock_time, duration, site_zone
from app.ui.incidents.words import IncidentWords
from app.ui.language import current_language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.clock_rows import ClockRows
from app.ui.services import Services
from app.ui.shell.figure import Figure, FittingFigure
from app.ui.tab_order import bring_into_view, follow_layout


class IncidentCard(QFrame):
    """`show_facts` after changes, `tick` with the window's clock. Reads nothing itself."""

    def __init__(
        self,
        facts: Facts,
        offered: Offered,
        services: Services,
        names: Names,
        ops: Ops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        incident = facts.incident
        self.setObjectName("incident")
        self.setProperty("drill", "true" if incident.drill else "false")
        self._facts, self._offered = facts, offered
        self._incident = incident
        self._services = services
        self._names = names
        self._ops = ops
        self._titles = IncidentWords(services, names, self)
        self._zone = site_zone(services.site.site().timezone)
        self.head = IncidentHead(self)
        self._where = QLabel(self)
        self._where.setObjectName("dim")
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        self._where.setWordWrap(True)
        self.clock = Figure(40, bold=True, sample="00:00", parent=self)
        self._turn_out = FittingFigure(15, parent=self)
        self._answers = Figure(15, parent=self)
        self._arrivals = Figure(15, parent=self)
        self._nearest = NearestWords(self)
        self.clocks = ClockRows(services, names, ops, self)
        self._pickers = KindAndPlace(incident, services, ops, self)
        self.kind, self.place = self._pickers.kind, self._pickers.place
        self.nearest = QLabel(self)
        self.nearest.setObjectName("dim")
        self.nearest.setTextFormat(Qt.TextFormat.PlainText)
        self.nearest.setWordWrap(True)
        self._nobody = QLabel(self)
        self._nobody.setObjectName("nobody_called")
        self._nobody.setWordWrap(True)
        self.next = NextTier(services, ops, self)
        self.people = CalledPeople(services, names, ops, self)
        self.more = MoreHands(incident, services, ops, self)
        self.code = CodeLine(incident, services, ops, self)
        self.relays = RelayRows(services, ops, self)
        self._phones = QLabel(self)
        self._phones.setObjectName("plan_phones")
        self._phones.setTextFormat(Qt.TextFormat.PlainText)
        self._phones.setWordWrap(True)
        self.steps = PlanSteps(services, names, ops, self)
        self.closing = Closing(services, ops, self)
        for label in (self.head.title, self._where, self.nearest, self._nobody, self._phones):
            # A word of the site that is too long is cut; it must not push keys and clocks out of the rail.
            label.setMinimumWidth(1)
        self._build()
        for part in (self.clocks, self.people, self.relays, self.steps):
            part.grown.connect(self._order)
        self.retranslate()
        self._order()

    def show_facts(self, facts: Facts, offered: Offered) -> None:
        """What has changed since the last time."""
        incident, plan = facts.incident, facts.plan
        self._facts, self._incident = facts, incident
        if offered is not self._offered:
            self._offered = offered
            self._offer()
        self._show_head(plan)
        self.next.show_state(facts.state)
        self.more.show_incident(incident)
        self.people.show_calls(facts)
        self._nobody.setVisible(not incident.calls)
        self.code.setVisible(bool(incident.calls))
        self.code.show_incident(incident)
        self.steps.show_plan(plan, incident)
        self.closing.show_incident(incident, plan)
        self._show_phones(plan)
        self._set(self.nearest, self._nearest.text(facts.near))
        self.nearest.setVisible(bool(self.nearest.text()))
        self.clocks.show_dues(facts.dues)
        self.relays.show_relays(facts.relays)
        self.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its two ends: with all people and steps between them Tab passes thirty keys and more."""
        ends: dict[int, QWidget] = {Qt.Key.Key_Home: self.kind, Qt.Key.Key_End: self.closing.first_key()}
        end = ends.get(event.key())
        if end is None:
            super().keyPressEvent(event)
            return
        end.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bring_into_view(end)

    def tick(self, beat: int | None = None) -> None:
        """`beat`: of those in a second, which one; None: everything at once."""
        elapsed = self._services.incidents.elapsed_s(self._incident)
        late = elapsed > TURN_OUT_S and not self._on_scene()
        self.clock.show_text(duration(elapsed), theme.RED_TEXT if late else theme.TEXT)
        self._show_target(duration(elapsed - TURN_OUT_S) if late else "")
        self.next.tick()
        self.people.tick(beat)
        self.clocks.tick()
        if beat in (None, 0):
            self.steps.tick()

    def _show_target(self, over: str) -> None:
        """Short lines: they stand beside the clock in the narrowest rail."""
        if over:
            late = "▲ " + self.tr("Turn-out late")
            self._turn_out.show_first_fitting([f"{late} {over}", late], theme.RED_TEXT)
        else:
            words = self.tr("Turn-out target {target}").format(target=duration(TURN_OUT_S))
            short = self.tr("Target {target}").format(target=duration(TURN_OUT_S))
            self._turn_out.show_first_fitting([words, short], theme.QUIET)

    def retranslate(self) -> None:
        self._nobody.setText(
            "▲ " + self.tr("Nobody was called: the roster has nobody on duty. Dial by hand.")
        )
        self._pickers.retranslate()
        self.clocks.retranslate()
        self.next.retranslate()
        self.people.retranslate()
        self.steps.retranslate()
        self.more.retranslate()
        self.code.retranslate()
        self.relays.retranslate()
        self.closing.retranslate()
        self._offer()
        self.show_facts(self._facts, self._offered)

    def _offer(self) -> None:
        self._pickers.offer(self._offered.kinds, self._offered.places, self._offered.completion)
        self.more.offer(self._offered.people, self._offered.completion)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self._where)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addStretch(1)
        beside.addWidget(self._turn_out)
        beside.addWidget(self._answers)
        beside.addWidget(self._arrivals)
        beside.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.clock)
        head.addLayout(beside, 1)
        column.addLayout(head)
        column.addWidget(self.clocks)
        column.addWidget(self._pickers)
        column.addWidget(self.nearest)
        column.addWidget(self._ruler())
        column.addWidget(self._nobody)
        column.addWidget(self.next)
        column.addWidget(self.people)
        column.addWidget(self.code)
        column.addWidget(self.more)
        column.addWidget(self.relays)
        column.addWidget(self._ruler())
        column.addWidget(self._phones)
        column.addWidget(self.steps)
        column.addWidget(self.closing)

    def _order(self) -> None:
        """Stand-down comes last: nobody who looks for a person passes it."""
        if (layout := self.layout()) is not None:
            follow_layout(layout)

    def _ruler(self) -> QFrame:
        line = QFrame(self)
        line.setObjectName("ruler")
        return line

    def _show_head(self, plan: Plan) -> None:
        incident = self._incident
        known = incident.kind != UNKNOWN_KIND
        self.head.show_head(self._titles.title(incident), plan.level if known else 0)
        where = self._names.place(incident.place_id) if incident.place_id else self.tr("place not yet known")
        since = self.tr("since {time}").format(time=clock_time(incident.opened_at, self._zone))
        runs = self._names.person(incident.operator_id) if incident.operator_id else ""
        by = self.tr("run by {name}").format(name=runs) if runs else ""
        self._set(self._where, " · ".join(part for part in (where, since, by) if part))
        called = len(incident.calls)
        confirmed = sum(1 for call in incident.calls if call.acknowledged_at)
        words = self.tr("confirmed {confirmed} of {called}").format(confirmed=confirmed, called=called)
        self._answers.show_text(words, theme.TEXT if confirmed else theme.AMBER)
        on_scene = sum(1 for call in incident.calls if call.arrived_at)
        words = self.tr("on scene {there} of {called}").format(there=on_scene, called=called)
        self._arrivals.show_text(words, theme.TEXT if on_scene else theme.QUIET)
        self._pickers.show_incident(incident, plan)

    def _show_phones(self, plan: Plan) -> None:
        """Numbers that the plan wants dialled."""
        language = current_language()
        self._set(self._phones, phones_text(plan, language))
        self._phones.setVisible(bool(plan.phones))

    def _on_scene(self) -> bool:
        return turned_out_at(self._incident.calls) is not None

    @staticmethod
    def _set(label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)

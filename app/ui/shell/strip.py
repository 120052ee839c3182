"""The strip on top: clock, who is on duty, who is next, what is broken, who is signed in."""

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.model.roster import Duty
from app.roster.sheets import Findings
from app.ui import theme
from app.ui.code_words import CodeWords
from app.ui.format import clock_time, iso_date, short_time, site_zone
from app.ui.language import current_locale
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import Figure, FittingFigure
from app.ui.shell.problems import Problems

_TROUBLE_SHARE = 0.24
_TROUBLE_LEAST = 200


class TopStrip(QFrame):
    """`show_time` four times a second, `tick` with each; `refresh` after changes."""

    sign_in_wanted = Signal()
    sign_out_wanted = Signal()
    language_wanted = Signal()
    trouble_wanted = Signal(str)
    """The place where what is wrong can be looked at."""

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setFixedHeight(64)
        self._services = services
        self._names = names
        self._codes = CodeWords(self)
        self._problems = Problems(services, ops, self)
        self._zone = site_zone(services.site.site().timezone)
        self._minute = ""
        self.clock = Figure(34, bold=True, sample="00:00:00", parent=self)
        self._date = Figure(15, sample="Wed 30 September", parent=self)
        self._duty = FittingFigure(15, parent=self)
        self._next = FittingFigure(15, parent=self)
        self.trouble = QPushButton(self)
        self.trouble.setObjectName("trouble")
        self.trouble.clicked.connect(self._open_trouble)
        self._language = QPushButton(self)
        self._language.clicked.connect(self.language_wanted)
        self.person = QPushButton(self)
        self.person.clicked.connect(self._person_clicked)
        self._problems.counted.connect(self._show_trouble)
        self._build()
        self.retranslate()

    def show_time(self) -> None:
        self.clock.show_text(clock_time(self._services.clock.now(), self._zone))

    def tick(self) -> None:
        """Clock and problems; who is on duty is asked once a minute."""
        self.show_time()
        self._show_trouble()
        minute = self.clock.text()[:5]
        if minute != self._minute:
            self._minute = minute
            self._show_date(iso_date(self._services.clock.now(), self._zone))
            self._show_duty()
            self._problems.count_messages()
            self._problems.ask_handover()

    def show_unreachable(self, *, unreachable: bool) -> None:
        """Whether other programs (a panic button) cannot reach this console."""
        self._problems.unreachable = unreachable
        self._show_trouble()

    def show_roster(self, findings: Findings) -> None:
        """What is wrong with the roster of the coming month."""
        self._problems.roster = findings
        self._show_trouble()

    def refresh(self, kinds: frozenset[str]) -> None:
        if "site" in kinds:
            self._zone = site_zone(self._services.site.site().timezone)
            self._minute = ""
        if kinds & {"message", "incident", "proof", "channel"}:
            self._problems.count_messages()
        if kinds & {"handover", "site"}:
            self._problems.ask_handover()
        if kinds & {"roster", "person", "post", "presence"}:
            self._show_duty()
        if "access" in kinds:
            self._show_person()
        self.tick()

    def retranslate(self) -> None:
        self._minute = ""
        self._language.setText(self.tr("中文", "the language to switch to"))
        self._language.setAccessibleName(self.tr("Switch to Chinese"))
        self._language.setToolTip(self.tr("Switch to Chinese"))
        self._show_person()
        self.tick()

    def _build(self) -> None:
        self._language.setObjectName("quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 0, 16, 0)
        layout.setSpacing(18)
        layout.addWidget(self.clock)
        layout.addWidget(self._date)
        people = QVBoxLayout()
        people.setSpacing(2)
        people.addStretch(1)
        people.addWidget(self._duty)
        people.addWidget(self._next)
        people.addStretch(1)
        layout.addLayout(people, 1)
        layout.addWidget(self.trouble)
        layout.addWidget(self._language)
        layout.addWidget(self.person)

    def _show_date(self, iso: str) -> None:
        date = QDate.fromString(iso, Qt.DateFormat.ISODate)
        pattern = self.tr("ddd d MMM", "date on the strip, Qt date format")
        self._date.show_text(current_locale().toString(date, pattern), theme.QUIET)

    def _show_duty(self) -> None:
        duty = self._services.roster.on_duty()
        missing = {item.shift.person_id for item in duty.missing}
        here = [item for item in duty.now if item.shift.person_id not in missing]
        if here or missing:
            # Who is missing stands in front: where there is no room for all, the others are only counted.
            people = [(self._codes.role(item.shift.role), self._missing(item)) for item in duty.missing]
            people += [(self._codes.role(item.shift.role), self._name(item)) for item in here]
            with_roles = " · ".join(" ".join(part for part in person if part) for person in people)
            pattern = self.tr("On duty: {people}")
            choices = [with_roles, *_fewer([name for _, name in people], " · ")]
            colour = theme.AMBER if missing else theme.TEXT
            self._duty.show_first_fitting([pattern.format(people=choice) for choice in choices], colour)
        else:
            self._duty.show_first_fitting(["▲ " + self.tr("Nobody on duty in the roster (F3)")], theme.AMBER)
        self._next.show_first_fitting(self._next_choices(duty.next), theme.QUIET)
        self._next.setVisible(bool(duty.next))

    def _next_choices(self, duties: "tuple[Duty, ...]") -> list[str]:
        if not duties:
            return [""]
        time = short_time(duties[0].starts, self._zone)
        names = _fewer([self._name(duty) for duty in duties], self.tr(", ", "between names"))
        pattern = self.tr("{time} next: {people}")
        return ["→ " + pattern.format(time=time, people=people) for people in names]

    def _missing(self, duty: "Duty") -> str:
        return "▲ " + self.tr("{name} (not clocked on)").format(name=self._name(duty))

    def _name(self, duty: "Duty") -> str:
        return self._names.person(duty.shift.person_id)

    def _show_trouble(self) -> None:
        parts = self._problems.parts()
        room = max(_TROUBLE_LEAST, round(self.width() * _TROUBLE_SHARE))
        metrics = self.trouble.fontMetrics()
        choices = [f"▲ {choice}" for choice in _fewer(parts, " · ")]
        fitting = (choice for choice in choices if metrics.horizontalAdvance(choice) <= room)
        text = next(fitting, choices[-1]) if parts else ""
        if text != self.trouble.text() or self.trouble.isVisibleTo(self) != bool(parts):
            self.trouble.setText(text)
            self.trouble.setToolTip(" · ".join(parts))
            self.trouble.setAccessibleName(" · ".join(parts))
            self.trouble.setVisible(bool(parts))

    def _open_trouble(self) -> None:
        self.trouble_wanted.emit(self._problems.place())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_trouble()

    def _show_person(self) -> None:
        actor = self._services.access.actor()
        if actor.person_id:
            name = self._names.person(actor.person_id, actor.name)
            self.person.setText(self.tr("{name} · sign out").format(name=name))
        else:
            self.person.setText(self.tr("Sign in"))

    def _person_clicked(self) -> None:
        signed_in = bool(self._services.access.actor().person_id)
        (self.sign_out_wanted if signed_in else self.sign_in_wanted).emit()


def _fewer(parts: list[str], between: str) -> list[str]:
    """All of them, then with the last ones only counted, down to one."""
    joined = [between.join(parts)] if parts else [""]
    for kept in range(len(parts) - 1, 0, -1):
        joined.append(f"{between.join(parts[:kept])} +{len(parts) - kept}")
    return joined

"""Measures: who sees to what until when. Of one incident, or all that are open."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import InvalidInput
from app.model.review import Measure
from app.ui import theme
from app.ui.error_words import ErrorWords
from app.ui.format import iso_date, site_zone
from app.ui.forms.choices import fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.language import current_language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reports.reason_line import ReasonLine
from app.ui.rows_by_id import keep_only
from app.ui.services import Services
from app.ui.shell.figure import Figure

_USUAL_DAYS = 14


class MeasureRow(QWidget):
    """One of them; `about` names the incident where that is not plain."""

    def __init__(self, services: Services, names: Names, ops: Ops, measure: Measure, parent: QWidget) -> None:
        super().__init__(parent)
        self.measure = measure
        self._services = services
        self._names = names
        self._text = QLabel(self)
        self._text.setObjectName("strong")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.standing = Figure(15, parent=self)
        self.done = QPushButton(self)
        self.done.setObjectName("compact")
        self.outcome = ReasonLine(lambda text: services.reviews.finish(measure.id, text), ops, self)
        self.done.clicked.connect(self._begin)
        self.outcome.left.connect(self._show_key)
        words, row, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self.standing)
        row.addLayout(words, 1)
        row.addWidget(self.done)
        column.setContentsMargins(0, 6, 0, 6)
        column.addLayout(row)
        column.addWidget(self.outcome)

    def show_measure(self, measure: Measure, about: str = "") -> None:
        self.measure = measure
        self._text.setText(measure.text)
        zone = site_zone(self._services.site.site().timezone)
        owner = self._names.person(measure.owner_id)
        if measure.done_at is not None:
            words = self.tr("✓ done {date} · {owner}").format(
                date=iso_date(measure.done_at, zone), owner=owner
            )
            parts, colour = [words, measure.outcome], theme.QUIET
        else:
            late = iso_date(self._services.clock.now(), zone) > measure.due
            words = self.tr("▲ was due {date} · {owner}") if late else self.tr("due {date} · {owner}")
            parts = [words.format(date=measure.due, owner=owner), about]
            colour = theme.AMBER if late else theme.TEXT
        self.standing.show_text(" · ".join(part for part in parts if part), colour)
        self.done.setText(self.tr("Done …"))
        self.done.setAccessibleName(self.tr("Done: {measure}").format(measure=measure.text))
        self.outcome.say(self.tr("What came of it? (may be empty)"), self.tr("Done  Enter"))
        self.outcome.retranslate()
        self._show_key()

    def _begin(self) -> None:
        self.done.hide()
        self.outcome.begin()

    def _show_key(self) -> None:
        self.done.setVisible(self.measure.done_at is None and self.outcome.isHidden())


class MeasureList(QWidget):
    """Rows stay while somebody types in them."""

    def __init__(self, services: Services, names: Names, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = services, names, ops
        self.rows: dict[str, MeasureRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_measures(
        self, measures: Sequence[Measure], about: Callable[[Measure], str] = lambda measure: ""
    ) -> None:
        keep_only(self.rows, {measure.id for measure in measures}, self._column)
        for measure in measures:
            if measure.id not in self.rows:
                self.rows[measure.id] = MeasureRow(*self._parts, measure, self)
                self._column.addWidget(self.rows[measure.id])
            self.rows[measure.id].show_measure(measure, about(measure))


class NewMeasure(QWidget):
    """What, who, until when: one line, Enter stores."""

    def __init__(self, incident_id: str, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incident_id = incident_id
        self._services = services
        self._ops = ops
        self._errors = ErrorWords(self)
        self.text = QLineEdit(self)
        self.owner, self.due = QComboBox(self), QDateEdit(self)
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.due.setFixedWidth(140)
        self.owner.setFixedWidth(170)
        self.add = QPushButton(self)
        self._problem = QLabel(self)
        self._problem.setObjectName("problem")
        self._problem.hide()
        prepare_boxes(self.owner, self.due)
        zone = site_zone(services.site.site().timezone)
        today = QDate.fromString(iso_date(services.clock.now(), zone), Qt.DateFormat.ISODate)
        self.due.setDate(today.addDays(_USUAL_DAYS))
        self.text.returnPressed.connect(self._store)
        self.add.clicked.connect(self._store)
        lower, column = QHBoxLayout(), QVBoxLayout(self)
        lower.setSpacing(8)
        lower.addWidget(self.owner)
        lower.addWidget(self.due)
        lower.addWidget(self.add)
        lower.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        column.addLayout(lower)
        column.addWidget(self._problem)
        self.retranslate()

    def retranslate(self) -> None:
        self.text.setPlaceholderText(self.tr("A measure: what is to be done"))
        self.text.setAccessibleName(self.tr("A measure: what is to be done"))
        self.owner.setAccessibleName(self.tr("Who sees to it"))
        self.due.setAccessibleName(self.tr("Until when"))
        self.add.setText(self.tr("Add the measure"))
        language = current_language()
        people = [(one.id, one.name.in_language(language)) for one in self._services.roster.people()]
        fill_box(self.owner, [("", self.tr("Who?")), *people], str(self.owner.currentData() or ""))

    def _store(self) -> None:
        owner, due = str(self.owner.currentData() or ""), self.due.date().toString(Qt.DateFormat.ISODate)
        self._ops.ask(
            lambda: self._services.reviews.decide(self._incident_id, self.text.text(), owner, due),
            lambda _: self._stored(),
            self._refused,
        )

    def _stored(self) -> None:
        self.text.clear()
        self._problem.hide()
        self.text.setFocus()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, InvalidInput):
            self._ops.failed.emit(error)
            return
        self._problem.setText("▲ " + self._errors.explain(error).what)
        self._problem.show()
        (self.owner if error.values.get("field") == "owner" else self.text).setFocus()

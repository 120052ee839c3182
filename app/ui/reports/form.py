"""The form of a written report: filled with what is known, kept as it is typed, sent by one key."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import InvalidInput
from app.model.report import Report, ReportDraft
from app.reports.content import FORMS, Item, problems
from app.reports.wording import PaperWords
from app.ui.background import Questions
from app.ui.error_words import ErrorWords
from app.ui.format import site_zone
from app.ui.forms.choices import ChecksField, ChoiceField
from app.ui.forms.field import Field
from app.ui.forms.long_text import LongText
from app.ui.forms.texts import TextField
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.problem_words import ProblemWords
from app.ui.services import Services

SEND_KEY = "Ctrl+Return"
_KEEP_AFTER_MS = 700
_LABEL_WIDTH = 128
_LONGEST_NAME = 32
"""A longer one would make the form wider than its place."""
_OWN = ("reason", "people", "language")
"""Fields that are not items of the report."""


class ReportForm(QFrame):
    """`fresh`: nobody has typed in it yet.

    Emits `sent` with the Report, `left` when somebody goes back (the text stays), `preview_wanted` with the draft.
    """

    sent = Signal(object)
    left = Signal()
    preview_wanted = Signal(object)

    def __init__(
        self,
        draft: ReportDraft,
        services: Services,
        ops: Ops,
        parent: QWidget | None = None,
        *,
        fresh: bool,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._draft = draft
        self._services = services
        self._ops = ops
        self._zone = site_zone(services.site.site().timezone)
        self._errors, self._problems = ErrorWords(self), ProblemWords(self)
        self._questions = Questions(ops, self)
        self._filled = dict(draft.content) if fresh else {}
        """What the program has written: where that still stands it may be written anew."""
        self._asked = False
        self.title = QLabel(self)
        self.title.setObjectName("form_title")
        self.title.setWordWrap(True)
        self.missing = QLabel(self)
        self.missing.setObjectName("problem")
        self.missing.setWordWrap(True)
        self.fields: dict[str, Field] = {}
        self.send, self.preview, self.refill, self.back, self.discard = (QPushButton(self) for _ in range(5))
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        ops.closed.connect(self.keep_at_once)
        self._build()
        self._wire()
        self.retranslate()
        self._fill()

    def draft(self) -> ReportDraft:
        """As it stands now."""
        values = {name: field.value() for name, field in self.fields.items()}
        content = {name: text for name, text in values.items() if name not in _OWN and text}
        return replace(
            self._draft,
            content=content,
            people=tuple(values["people"]),
            language=values["language"],
            reason=values.get("reason", ""),
        )

    def keep(self) -> None:
        """Stores the form as a draft."""
        self._keeping.stop()
        self._draft = self.draft()
        self._ops.run(self._services.reports.keep(self._draft))

    def keep_at_once(self) -> None:
        """Before the window goes."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._services.reports.keep(self.draft())

    def retranslate(self) -> None:
        words = PaperWords(current_language())
        for item in FORMS[self._draft.kind]:
            star = " *" if item.required else ""
            self.fields[item.name].set_label(words.item(item.name) + star)
        language = self.fields["language"]
        language.set_label(self.tr("Language"))
        assert isinstance(language, ChoiceField)
        language.set_options([("zh", self.tr("Chinese")), ("en", self.tr("English"))])
        people = self.fields["people"]
        assert isinstance(people, ChecksField)
        people.set_texts([self._person(person_id) for person_id in people.checks])
        people.set_label(self.tr("Goes to") + " *")
        if "reason" in self.fields:
            self.fields["reason"].set_label(self.tr("Why corrected") + " *")
        self.send.setText(self.tr("Send  Ctrl+Enter"))
        self.preview.setText(self.tr("Preview"))
        self.refill.setText(self.tr("Fill in anew"))
        self.refill.setToolTip(self.tr("Writes what has happened since into the fields nobody has changed"))
        self.back.setText(self.tr("Back  Esc"))
        self.back.setToolTip(self.tr("The form stays as it is"))
        self.discard.setText(self.tr("Throw away"))
        self._show_missing()

    def _build(self) -> None:
        body = QWidget(self)
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 4, 14, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for item in FORMS[self._draft.kind]:
            self._add(item.name, _field_for(item))
        if self._draft.corrects:
            self._add("reason", TextField())
        known = [person.id for person in self._services.roster.people()]
        # Those it goes to anyway stand first: else they lie below everybody of the house.
        self._add("people", ChecksField(sorted(known, key=lambda one: one not in self._draft.people)))
        self._add("language", ChoiceField())
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        self.send.setObjectName("primary")
        for button in (self.refill, self.discard):
            button.setObjectName("quiet")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.send, 2)
        for button in (self.preview, self.refill, self.back, self.discard):
            foot.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 8, 10)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.missing)
        column.addLayout(foot)

    def _add(self, name: str, field: Field) -> None:
        row = self._grid.rowCount()
        field.label.setFixedWidth(_LABEL_WIDTH)
        field.label.setMinimumHeight(40)
        self._grid.addWidget(field.label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        self.fields[name] = field
        field.changed.connect(self._on_changed)

    def _wire(self) -> None:
        self.send.clicked.connect(self._send)
        self.preview.clicked.connect(lambda: self.preview_wanted.emit(self.draft()))
        self.refill.clicked.connect(self._refill)
        self.back.clicked.connect(self._leave)
        self.discard.clicked.connect(self._throw_away)
        language = self.fields["language"]
        language.changed.connect(self._refill)
        for keys, what in ((SEND_KEY, self._send), ("Ctrl+Enter", self._send), ("Escape", self._leave)):
            self._shortcut(keys, what)

    def _shortcut(self, keys: str, what: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(what)

    def _fill(self) -> None:
        draft = self._draft
        for item in FORMS[draft.kind]:
            self.fields[item.name].set_value(draft.content.get(item.name, ""))
        self.fields["people"].set_value(draft.people)
        self.fields["language"].set_value(draft.language)
        if "reason" in self.fields:
            self.fields["reason"].set_value(draft.reason)
        self._show_missing()

    def begin(self) -> None:
        """Puts the cursor where something is missing."""
        lacking = self._lacking()
        self.fields[next(iter(lacking), next(iter(self.fields)))].begin()

    def _on_changed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Field):
            sender.show_problem("")
        self._keeping.start()
        self._show_missing()

    def _lacking(self) -> dict[str, str]:
        """Reason codes by field, of all that stands in the way of sending."""
        draft = self.draft()
        found = problems(draft.kind, draft.content, self._services.clock.now(), self._zone)
        if draft.corrects and not draft.reason:
            found["reason"] = "reason_empty"
        if not draft.people:
            found["people"] = "no_receiver"
        return found

    def _show_missing(self) -> None:
        """Says all the time what is still missing; beside the fields once somebody has tried to send."""
        lacking = self._lacking()
        names = self.tr(", ", "between names of fields").join(
            self.fields[name].label.text().removesuffix(" *") for name in lacking
        )
        self.missing.setText("▲ " + self.tr("Still missing: {names}").format(names=names) if names else "")
        self.missing.setVisible(bool(names))
        if self._asked:
            self._show_beside(lacking)

    def _show_beside(self, lacking: dict[str, str]) -> None:
        for name, field in self.fields.items():
            reason = lacking.get(name, "")
            field.show_problem(self._problems.explain(reason) if reason else "")

    def _send(self) -> None:
        lacking = self._lacking()
        self._asked = True
        self._show_beside(lacking)
        if lacking:
            first = self.fields[next(iter(lacking))]
            self._scroll.ensureWidgetVisible(first)
            first.begin()
            return
        self._keeping.stop()
        self._set_busy(busy=True)
        self._ops.ask(lambda: self._services.reports.send(self.draft()), self._sent, self._refused)

    def _sent(self, report: Report) -> None:
        self._set_busy(busy=False)
        self.sent.emit(report)

    def _refused(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        self.keep()
        field = self.fields.get(error.values.get("field", "")) if isinstance(error, InvalidInput) else None
        if field is None:
            self._ops.failed.emit(error)
            return
        field.show_problem(self._errors.explain(error).what)
        field.begin()

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.send, self.preview, self.refill, self.back, self.discard):
            button.setEnabled(not busy)
        self.send.setText(self.tr("Sending …") if busy else self.tr("Send  Ctrl+Enter"))

    def _refill(self) -> None:
        """Fields that still say what the program wrote say what it would write now; what was typed stays."""
        if self._draft.corrects:
            self.keep()
            return
        draft = self.draft()
        self._questions.forget()
        self._questions.ask(lambda: self._services.reports.refill(draft), self._show_refilled)

    def _show_refilled(self, anew: ReportDraft) -> None:
        for item in FORMS[self._draft.kind]:
            field = self.fields[item.name]
            if field.value() in ("", self._filled.get(item.name, "").strip()):
                field.set_value(anew.content.get(item.name, ""))
        self._filled = dict(anew.content)
        self.keep()
        self._show_missing()

    def _leave(self) -> None:
        if self._keeping.isActive():
            self.keep()
        self.left.emit()

    def _throw_away(self) -> None:
        self._keeping.stop()
        self._ops.run(self._services.reports.discard(self._draft), lambda _: self.left.emit())

    def _person(self, person_id: str) -> str:
        person = next((one for one in self._services.roster.people() if one.id == person_id), None)
        if person is None:
            return person_id
        name = person.name.in_language(current_language())
        body = person.organisation.in_language(current_language())
        both = self.tr("{name} ({body})").format(name=name, body=body) if body and body != name else name
        return both if len(both) <= _LONGEST_NAME else name


def _field_for(item: Item) -> Field:
    if item.high:
        return LongText()
    field = TextField()
    if item.is_time:
        field.set_hint("2026-11-23 14:02")
    return field

"""Templates of entries: what is written every day, with fields to fill."""

from concurrent.futures import Future

from PySide6.QtWidgets import QPushButton, QWidget

from app.core.ids import new_id
from app.journal.templates import expanded
from app.model.journal import NOTE_KINDS
from app.model.line import Template
from app.model.words import Words
from app.ui.code_words import CodeWords
from app.ui.forms.choices import ChoiceField
from app.ui.forms.field import Field
from app.ui.forms.form import Values
from app.ui.forms.long_text import LongText
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import WordsField
from app.ui.language import current_language


class _Place(Field):
    """Two keys that move the template in the list: the order in which templates are offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.up, self.down = QPushButton(self), QPushButton(self)
        self._place(self.up, self.down)

    def set_label(self, text: str) -> None:
        self.label.setText(text)

    def value(self) -> None:
        """Nothing is stored with the form."""

    def set_value(self, value: None) -> None:
        """Nothing was stored with the form."""


class TemplatesPage(RecordPage[Template]):
    KINDS = frozenset({"template", "site"})
    WIDE = 2
    SHARES = (3, 2)

    def build(self) -> None:
        self._codes = CodeWords(self)
        self._name, self._kind = WordsField(), ChoiceField()
        self._chinese, self._english, self._order = LongText(), LongText(), _Place()
        self._order.up.clicked.connect(lambda: self._move(-1))
        self._order.down.clicked.connect(lambda: self._move(1))
        for name, field in (("name", self._name), ("kind", self._kind)):
            self.form.add(name, field)
        self.form.add("text", self._chinese)
        self.form.add("english", self._english)
        self.form.add("order", self._order)

    def texts(self) -> None:
        self._name.set_label(self.tr("Name"))
        self._kind.set_label(self.tr("Kind"))
        self._kind.set_options([(code, self._codes.note_kind(code)) for code in NOTE_KINDS])
        self._chinese.set_label(self.tr("Chinese text"))
        self._english.set_label(self.tr("English text"))
        hint = self.tr("{…} is a field to fill, @{…} one in which a place, camera or person is named.")
        for field in (self._chinese, self._english):
            field.edit.setPlaceholderText(hint)
            field.setToolTip(hint)
        self._order.set_label(self.tr("Order"))
        self._order.up.setText(self.tr("↑ Up"))
        self._order.down.setText(self.tr("↓ Down"))

    def columns(self) -> list[str]:
        return [self.tr("Template"), self.tr("Kind"), self.tr("Becomes")]

    def records(self) -> list[Template]:
        return self.services.lines.templates()

    def row(self, record: Template) -> tuple[str, ...]:
        name = record.name.in_language(current_language())
        if not record.text:
            return name, self._codes.note_kind(record.kind), ""
        return name, self._codes.note_kind(record.kind), expanded(record, current_language())

    def blank(self) -> Template:
        return Template(new_id(self.services.clock.now()), Words(), "note", Words())

    def values_of(self, record: Template) -> Values:
        return {
            "name": record.name,
            "kind": record.kind,
            "text": record.text.zh,
            "english": record.text.en,
            "order": None,
        }

    def opened(self, record: Template) -> None:
        ids = [one.id for one in self.records()]
        at = ids.index(record.id) if record.id in ids else -1
        self._order.up.setEnabled(at > 0)
        self._order.down.setEnabled(0 <= at < len(ids) - 1)

    def store(self, record: Template, values: Values) -> "Future[None]":
        text = Words(values["text"], values["english"])
        template = Template(record.id, values["name"], values["kind"], text)
        return self.services.lines.save_template(template)

    def remove(self, record: Template) -> "Future[None]":
        return self.services.lines.remove_template(record)

    def add_words(self) -> str:
        return self.tr("Add a template")

    def new_words(self) -> str:
        return self.tr("New template")

    def empty_words(self) -> str:
        return self.tr(
            'No templates. Press "Add a template": what is written every day, with fields to fill.'
        )

    def _move(self, step: int) -> None:
        ids = [one.id for one in self.records()]
        at = ids.index(self.opened_id()) if self.opened_id() in ids else -1
        if at >= 0 and 0 <= at + step < len(ids):
            ids[at], ids[at + step] = ids[at + step], ids[at]
            self.ops.ask(lambda: self.services.lines.order_templates(ids))

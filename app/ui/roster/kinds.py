"""Kinds of shifts: the letters of the month."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.rota import ShiftKind
from app.model.words import Words
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField, WordsField
from app.ui.language import current_language


class KindsPage(RecordPage[ShiftKind]):
    """A roster keeps its times when a kind changes: they only get another letter."""

    KINDS = frozenset({"roster"})
    WIDE = 1

    def build(self) -> None:
        self._name, self._letter = WordsField(), WordsField()
        self._start, self._end = TextField(), TextField()
        self.form.add("name", self._name)
        self.form.add("letter", self._letter)
        self.form.add("start", self._start)
        self.form.add("end", self._end)

    def texts(self) -> None:
        self._name.set_label(self.tr("Name"))
        self._letter.set_label(self.tr("Letter in the month, key to type"))
        self._start.set_label(self.tr("From"))
        self._end.set_label(self.tr("To"))

    def columns(self) -> list[str]:
        return [self.tr("Letter"), self.tr("Name"), self.tr("Time")]

    def records(self) -> list[ShiftKind]:
        return self.services.roster.books.kinds()

    def row(self, record: ShiftKind) -> tuple[str, ...]:
        language = current_language()
        return (
            record.letter.in_language(language),
            record.name.in_language(language),
            f"{record.start} – {record.end}",
        )

    def blank(self) -> ShiftKind:
        return ShiftKind(new_id(self.services.clock.now()), Words(), Words(), "08:00", "17:00")

    def values_of(self, record: ShiftKind) -> Values:
        return {"name": record.name, "letter": record.letter, "start": record.start, "end": record.end}

    def store(self, record: ShiftKind, values: Values) -> "Future[None]":
        kind = replace(
            record, name=values["name"], letter=values["letter"], start=values["start"], end=values["end"]
        )
        return self.services.roster.books.save_kind(kind)

    def remove(self, record: ShiftKind) -> "Future[None]":
        return self.services.roster.books.remove_kind(record.id)

    def add_words(self) -> str:
        return self.tr("Add a kind")

    def new_words(self) -> str:
        return self.tr("New kind")

    def empty_words(self) -> str:
        return self.tr("No kinds of shifts: the month shows hours instead of letters.")

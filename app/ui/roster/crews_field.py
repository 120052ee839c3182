"""Crews of a rotation: one a line, names with commas between them."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.model.site import Person
from app.ui.forms.field import Field

_BETWEEN = re.compile(r"[,，、;；]+")
UNKNOWN = "?"
"""Before a name that nobody has: the service refuses it, and the line stays as it was typed."""


class CrewsField(Field):
    """The value is a tuple of crews, each a tuple of ids of people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[Person] = ()
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(128)
        self.text.textChanged.connect(self._typed)
        self._filling = False
        self._place(self.text)

    def set_people(self, people: Sequence[Person], language: str) -> None:
        kept = self.value()
        self._people = people
        self._language = language
        self.set_value(kept)

    _language = "en"

    def value(self) -> tuple[tuple[str, ...], ...]:
        known = {_plain(name): one.id for one in self._people for name in (one.name.zh, one.name.en) if name}
        lines = self.text.toPlainText().split("\n")
        crews = []
        for line in lines:
            names = [part.strip() for part in _BETWEEN.split(line) if part.strip()]
            if names:
                crews.append(tuple(known.get(_plain(name), f"{UNKNOWN}{name}") for name in names))
        return tuple(crews)

    def set_value(self, value: tuple[tuple[str, ...], ...]) -> None:
        names = {one.id: one.name.in_language(self._language) for one in self._people}
        lines = [", ".join(names.get(one, one.removeprefix(UNKNOWN)) for one in crew) for crew in value]
        text = "\n".join(lines)
        if text != self.text.toPlainText():
            self._filling = True
            self.text.setPlainText(text)
            self._filling = False

    def set_hint(self, text: str) -> None:
        self.text.setPlaceholderText(text)

    def _typed(self) -> None:
        if not self._filling:
            self.changed.emit()


def _plain(name: str) -> str:
    return re.sub(r"\s", "", name).lower()

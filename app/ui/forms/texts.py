"""Fields of text."""

import re

from PySide6.QtWidgets import QLineEdit, QWidget

from app.model.words import Words
from app.ui.forms.field import Field

_BETWEEN = re.compile(r"[,，、;；\n]+")


class TextField(Field):
    """One line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.textEdited.connect(lambda: self.changed.emit())
        self._place(self.line)

    def value(self) -> str:
        return self.line.text().strip()

    def set_value(self, value: str) -> None:
        show_text(self.line, value)

    def set_hint(self, text: str) -> None:
        self.line.setPlaceholderText(text)


class SecretField(TextField):
    """Takes a secret and never shows one; an empty line leaves what is kept as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        return self.line.text()


class ListField(TextField):
    """Several texts in one line, between commas of either language."""

    def value(self) -> tuple[str, ...]:  # type: ignore[override]  # each field has its own kind of value
        return tuple(part.strip() for part in _BETWEEN.split(self.line.text()) if part.strip())

    def set_value(self, value: tuple[str, ...]) -> None:  # type: ignore[override]  # each field has its own kind of value
        show_text(self.line, ", ".join(value))


class WordsField(Field):
    """A name in Chinese and English, side by side; one of them is enough."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chinese = QLineEdit(self)
        self.english = QLineEdit(self)
        for line in (self.chinese, self.english):
            line.textEdited.connect(lambda: self.changed.emit())
        self._place(self.chinese, self.english)

    def value(self) -> Words:
        return Words(self.chinese.text().strip(), self.english.text().strip())

    def set_value(self, value: Words) -> None:
        show_text(self.chinese, value.zh)
        show_text(self.english, value.en)

    def set_label(self, text: str) -> None:
        super().set_label(text)
        chinese, english = self.tr("Chinese"), self.tr("English")
        self.chinese.setPlaceholderText(chinese)
        self.english.setPlaceholderText(english)
        self.chinese.setAccessibleName(f"{text}, {chinese}")
        self.english.setAccessibleName(f"{text}, {english}")


def show_text(line: QLineEdit, text: str) -> None:
    """From its beginning: a long text is cut at the end, where it is understood."""
    line.setText(text)
    line.setCursorPosition(0)

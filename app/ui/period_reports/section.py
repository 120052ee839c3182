"""One section of a report: what was drafted, and below it what a person adds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.period_reports.drafting import Section
from app.period_reports.service import LONGEST_WORDS
from app.ui.forms.long_text import LongText


class SectionEditor(QFrame):
    """Emits `changed` when somebody types."""

    changed = Signal()

    def __init__(self, section_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = section_id
        self._title = QLabel(self)
        self._title.setObjectName("strong")
        self.drafted = QLabel(self)
        self.drafted.setTextFormat(Qt.TextFormat.PlainText)
        self.drafted.setWordWrap(True)
        self.drafted.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = LongText(self)
        self.words.label.hide()
        self.words.changed.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 10)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.drafted)
        column.addWidget(self.words)
        self.retranslate()

    def retranslate(self) -> None:
        self.words.edit.setPlaceholderText(self.tr("Your own words; they stay when the draft is made anew"))

    def show_section(self, section: Section) -> None:
        """The drafted part anew; own words are left alone."""
        self._title.setText(section.title)
        self.words.edit.setAccessibleName(section.title)
        lines = [*section.paragraphs]
        if section.table is not None:
            lines += [" · ".join(section.table.headers), *(" · ".join(row) for row in section.table.rows)]
        self.drafted.setText("\n".join(lines))
        self.drafted.setVisible(bool(lines))

    def _typed(self) -> None:
        """No longer than what is kept: else its end would be lost without a word."""
        text = self.words.edit.toPlainText()
        if len(text) > LONGEST_WORDS:
            self.words.set_value(text[:LONGEST_WORDS])
        self.changed.emit()

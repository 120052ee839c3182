"""The steps of a plan as a table to write in: text in both languages, who does it, within what time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from app.model.plan import Step
from app.model.site import ROLES
from app.model.words import Words
from app.ui.code_words import CodeWords
from app.ui.forms.choices import choose, fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.forms.ordered import OrderedField, OrderedRow

TEXT_PX = 86
_LONGEST_S = 24 * 3600


class _Sentence(QPlainTextEdit):
    """A sentence over several lines; Tab goes on, Enter is for the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(TEXT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
            return
        super().keyPressEvent(event)

    def sentence(self) -> str:
        return " ".join(self.toPlainText().split())


class StepRow(OrderedRow):
    """One step."""

    def __init__(self, codes: CodeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = codes
        self.chinese, self.english = _Sentence(self), _Sentence(self)
        self.who = QComboBox(self)
        self.within = QSpinBox(self)
        self.within.setRange(0, _LONGEST_S)
        self.within.setSingleStep(30)
        self._who_label, self._within_label = QLabel(self), QLabel(self)
        for label in (self._who_label, self._within_label):
            label.setObjectName("dim")
        self._lay_out()
        prepare_boxes(self.who, self.within)
        self.chinese.textChanged.connect(self.changed)
        self.english.textChanged.connect(self.changed)
        self.who.activated.connect(lambda: self.changed.emit())
        self.within.valueChanged.connect(lambda: self.changed.emit())

    def value(self) -> Step:
        text = Words(self.chinese.sentence(), self.english.sentence())
        return Step(text, str(self.who.currentData() or ""), self.within.value())

    def show_value(self, value: Step) -> None:
        if value == self.value():
            return
        self.chinese.setPlainText(value.text.zh)
        self.english.setPlainText(value.text.en)
        choose(self.who, value.who)
        self.within.setValue(value.within_s)

    def editors(self) -> list[QWidget]:
        return [self.chinese, self.english, self.who, self.within, self.up, self.remove]

    def retranslate(self) -> None:
        chosen = str(self.who.currentData() or "")
        fill_box(
            self.who, [("", self.tr("anybody")), *((role, self._codes.role(role)) for role in ROLES)], chosen
        )
        self._who_label.setText(self.tr("Who"))
        self._within_label.setText(self.tr("Within"))
        self.within.setSuffix(self.tr(" s", "seconds, after a number"))
        self.within.setSpecialValueText(self.tr("no limit"))
        self.chinese.setPlaceholderText(self.tr("Chinese"))
        self.english.setPlaceholderText(self.tr("English"))
        self.chinese.setAccessibleName(self.tr("Step in Chinese"))
        self.english.setAccessibleName(self.tr("Step in English"))
        self.who.setAccessibleName(self.tr("Who"))
        self.within.setAccessibleName(self.tr("Within"))
        self.name_keys(self.tr("Move the step up"), self.tr("Take the step out"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._who_label)
        row.addWidget(self.who, 3)
        row.addWidget(self._within_label)
        row.addWidget(self.within, 2)
        row.addStretch(1)
        row.addWidget(self.up)
        row.addWidget(self.remove)
        self.number.setFixedWidth(24)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 10)
        grid.setSpacing(6)
        grid.addWidget(self.number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.chinese, 0, 1)
        grid.addWidget(self.english, 0, 2)
        grid.addLayout(row, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)


class StepsField(OrderedField[StepRow]):
    """All steps, in the order they are done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)
        self.add.clicked.connect(lambda: self.put_last(Step(Words())))
        self._column.addWidget(self.problem)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._know(self.add)

    def made_row(self) -> StepRow:
        return StepRow(self._codes, self)

    def set_label(self, text: str) -> None:
        super().set_label(text)
        self.add.setText(self.tr("Add a step"))

    def begin(self) -> None:
        """The first step without a text, else the button to add one."""
        self.begin_at(next((row for row in self.rows if not row.value().text), None))

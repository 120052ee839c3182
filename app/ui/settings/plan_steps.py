"""The steps of a plan as a table to write in: text in both languages, who does it, within what time."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from app.model.plan import Step
from app.model.site import ROLES
from app.model.words import Words
from app.ui.code_words import CodeWords
from app.ui.forms.choices import choose, fill_box
from app.ui.forms.field import Field, prepare_boxes
from app.ui.forms.row_count import keep_count

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


class StepRow(QFrame):
    """One step."""

    changed = Signal()
    up_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QLabel(self)
        self.chinese, self.english = _Sentence(self), _Sentence(self)
        self.who = QComboBox(self)
        self.within = QSpinBox(self)
        self.within.setRange(0, _LONGEST_S)
        self.within.setSingleStep(30)
        self.up, self.remove = QPushButton("↑", self), QPushButton("✕", self)
        self._who_label, self._within_label = QLabel(self), QLabel(self)
        for label in (self.number, self._who_label, self._within_label):
            label.setObjectName("dim")
        self._lay_out()
        prepare_boxes(self.who, self.within)
        self.chinese.textChanged.connect(self.changed)
        self.english.textChanged.connect(self.changed)
        self.who.activated.connect(lambda: self.changed.emit())
        self.within.valueChanged.connect(lambda: self.changed.emit())
        self.up.clicked.connect(self.up_wanted)
        self.remove.clicked.connect(self.remove_wanted)

    def step(self) -> Step:
        text = Words(self.chinese.sentence(), self.english.sentence())
        return Step(text, str(self.who.currentData() or ""), self.within.value())

    def show_step(self, number: int, step: Step) -> None:
        if step == self.step() and self.number.text() == f"{number}.":
            return
        self.blockSignals(True)
        self.number.setText(f"{number}.")
        self.chinese.setPlainText(step.text.zh)
        self.english.setPlainText(step.text.en)
        choose(self.who, step.who)
        self.within.setValue(step.within_s)
        self.up.setEnabled(number > 1)
        self.blockSignals(False)

    def editors(self) -> list[QWidget]:
        return [self.chinese, self.english, self.who, self.within, self.up, self.remove]

    def retranslate(self, codes: CodeWords) -> None:
        chosen = str(self.who.currentData() or "")
        fill_box(self.who, [("", self.tr("anybody")), *((role, codes.role(role)) for role in ROLES)], chosen)
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
        self.up.setAccessibleName(self.tr("Move the step up"))
        self.up.setToolTip(self.tr("Move the step up"))
        self.remove.setAccessibleName(self.tr("Take the step out"))
        self.remove.setToolTip(self.tr("Take the step out"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._who_label)
        row.addWidget(self.who, 3)
        row.addWidget(self._within_label)
        row.addWidget(self.within, 2)
        row.addStretch(1)
        for button in (self.up, self.remove):
            button.setObjectName("compact")
            button.setFixedWidth(40)
            row.addWidget(button)
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


class StepsField(Field):
    """All steps, in the order they are done. Cancel brings back what was taken out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)
        self.rows: list[StepRow] = []
        self.add = QPushButton(self)
        self.add.clicked.connect(self._add)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._know(self.add)

    def value(self) -> tuple[Step, ...]:
        return tuple(row.step() for row in self.rows)

    def set_value(self, value: tuple[Step, ...]) -> None:
        if keep_count(self.rows, len(value), self._column, self._append):
            self.grown.emit()
        for number, (row, step) in enumerate(zip(self.rows, value, strict=True), start=1):
            row.show_step(number, step)

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        self.add.setText(self.tr("Add a step"))
        for row in self.rows:
            row.retranslate(self._codes)

    def editors(self) -> list[QWidget]:
        return [*(editor for row in self.rows for editor in row.editors()), self.add]

    def begin(self) -> None:
        """The first step without a text, else the button to add one."""
        empty = next((row for row in self.rows if not row.step().text), None)
        (empty.chinese if empty is not None else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> StepRow:
        row = StepRow(self)
        row.retranslate(self._codes)
        row.changed.connect(self.changed)
        row.up_wanted.connect(self._move_up)
        row.remove_wanted.connect(self._take_out)
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _add(self) -> None:
        self.set_value((*self.value(), Step(Words())))
        self.rows[-1].chinese.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _move_up(self) -> None:
        index = self.rows.index(cast("StepRow", self.sender()))
        steps = list(self.value())
        if index > 0:
            steps[index - 1], steps[index] = steps[index], steps[index - 1]
            self.set_value(tuple(steps))
            self.changed.emit()

    def _take_out(self) -> None:
        index = self.rows.index(cast("StepRow", self.sender()))
        steps = self.value()
        self.set_value(steps[:index] + steps[index + 1 :])
        self.changed.emit()

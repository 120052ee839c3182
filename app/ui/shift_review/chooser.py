"""Which shift, or which time, is looked at."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.reports.content import MOMENT, moment_of_text
from app.shift_review.choosing import ShiftSpan

_OTHER = "other"


class ShiftChooser(QFrame):
    """Emits `span_chosen` with a ShiftSpan; `refused` with the reason why what was typed is none."""

    span_chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shift_chooser")
        self.zone: tzinfo = UTC
        self._spans: list[ShiftSpan] = []
        self._words: list[str] = []
        self._chosen: ShiftSpan | None = None
        self.shifts = QComboBox(self)
        self.shifts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.shifts.setMinimumContentsLength(8)
        self.shifts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.shifts.setMaximumWidth(400)
        self.shifts.activated.connect(self._on_shift)
        self.before, self.after = QPushButton("◁", self), QPushButton("▷", self)
        for key, number in ((self.before, 1), (self.after, -1)):
            key.setObjectName("compact")
            key.setMinimumWidth(40)
            key.clicked.connect(lambda _=False, number=number: self.step(number))
        self.since, self.until = QLineEdit(self), QLineEdit(self)
        self._to = QLabel(self)
        self.look = QPushButton(self)
        for field in (self.since, self.until):
            field.setFixedWidth(148)
            field.returnPressed.connect(self._on_typed)
        self.look.clicked.connect(self._on_typed)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(self.before)
        row.addWidget(self.shifts, 1)
        row.addWidget(self.after)
        for widget in (self.since, self._to, self.until, self.look):
            row.addWidget(widget)
        row.addStretch()
        self._show_fields(shown=False)
        self.retranslate()

    def show_shifts(self, spans: Sequence[ShiftSpan], words: Sequence[str]) -> None:
        """The newest first; what was chosen stays."""
        self._spans, self._words = list(spans), list(words)
        self._fill()

    def show_span(self, span: ShiftSpan) -> None:
        """What is looked at, from wherever that was asked."""
        self._chosen = span
        self.since.setText(span.since.astimezone(self.zone).strftime(MOMENT))
        self.until.setText(span.until.astimezone(self.zone).strftime(MOMENT))
        self._fill()

    def step(self, number: int) -> None:
        """To a shift before (of the newest first so many further), or after with a negative number; at the ends nothing."""
        chosen = next((at for at, span in enumerate(self._spans) if self._is_chosen(span)), -1)
        at = 0 if chosen < 0 else chosen + number
        if 0 <= at < len(self._spans):
            self.span_chosen.emit(self._spans[at])

    def retranslate(self) -> None:
        for key, words, shortcut in (
            (self.before, self.tr("Shift before"), "Ctrl+PgUp"),
            (self.after, self.tr("Shift after"), "Ctrl+PgDn"),
        ):
            key.setAccessibleName(words)
            key.setToolTip(f"{words}  ({shortcut})")
        self._to.setText(self.tr("to"))
        self.look.setText(self.tr("Look"))
        self.shifts.setAccessibleName(self.tr("Shift to look at"))
        self.since.setAccessibleName(self.tr("From, date and time"))
        self.until.setAccessibleName(self.tr("To, date and time"))
        self._fill()

    def _fill(self) -> None:
        with QSignalBlocker(self.shifts):
            self.shifts.clear()
            for span, words in zip(self._spans, self._words, strict=True):
                self.shifts.addItem(words, span)
            self.shifts.addItem(self.tr("Another time …"), _OTHER)
            own = (at for at, span in enumerate(self._spans) if self._is_chosen(span))
            other = self.shifts.count() - 1
            at = other if self._chosen is None or self._typing() else next(own, other)
            self.shifts.setCurrentIndex(at)
        at = next((at for at, span in enumerate(self._spans) if self._is_chosen(span)), -1)
        self.before.setEnabled(at + 1 < len(self._spans))
        self.after.setEnabled(at > 0)
        self._show_fields(shown=self.shifts.currentData() == _OTHER)

    def _is_chosen(self, span: ShiftSpan) -> bool:
        chosen = self._chosen
        return chosen is not None and (span.since, span.until) == (chosen.since, chosen.until)

    def _typing(self) -> bool:
        return self.since.hasFocus() or self.until.hasFocus()

    def _show_fields(self, *, shown: bool) -> None:
        """On a small screen there is no room for the fields and the keys to other shifts, which Ctrl+PgUp and PgDn are too."""
        keys, fields = (self.before, self.after), (self.since, self._to, self.until, self.look)
        # What goes goes first: Qt makes room for what is shown at once, and the window would stay as wide as both need.
        for widget in keys if shown else fields:
            widget.hide()
        for widget in fields if shown else keys:
            widget.show()

    def _on_shift(self, index: int) -> None:
        if self.shifts.itemData(index) == _OTHER:
            self._show_fields(shown=True)
            self.since.setFocus()
            self.since.selectAll()
            return
        self._show_fields(shown=False)
        self.span_chosen.emit(self._spans[index])

    def _on_typed(self) -> None:
        moments: list[datetime] = []
        for field in (self.since, self.until):
            moment = moment_of_text(field.text(), self.zone)
            if moment is None:
                self.refused.emit("moment_form")
                field.setFocus()
                field.selectAll()
                return
            moments.append(moment.astimezone(UTC))
        self.span_chosen.emit(ShiftSpan(moments[0], moments[1]))

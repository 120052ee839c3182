"""One tier of a plan: whom it calls, how long it has, how often it calls again, whose answer is enough."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.model.plan import LEAST_REPEAT_S, MOST_REPEATS, Target, Tier
from app.model.site import ROLES
from app.ui.code_words import CodeWords
from app.ui.forms.field import prepare_boxes
from app.ui.forms.row_count import keep_count
from app.ui.settings.plan_target import Offers, TargetRow

_LONGEST_S = 24 * 3600
_MOST_REQUIRED = 99
_WHO_LEAST = 120
_ROLES_NAMED = 2
_USUAL = Tier(0)


class TierBox(QFrame):
    """`grown`: there are other editors than before."""

    changed = Signal()
    grown = Signal()

    def __init__(self, number: int, codes: CodeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tier_box")
        self.number = number
        self._codes = codes
        self._offers = Offers()
        self.rows: list[TargetRow] = []
        self._title, self._after = self._label("strong"), self._label("dim")
        self._again, self._times, self._enough = self._label("dim"), self._label("dim"), self._label("dim")
        self.limit, self.repeat_s = self._seconds(60), self._seconds(15)
        self.repeat_times, self.required = QSpinBox(self), QSpinBox(self)
        self.repeat_times.setRange(0, MOST_REPEATS)
        self.required.setRange(0, _MOST_REQUIRED)
        self.add = QComboBox(self)
        self.add.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.add.activated.connect(self._add_target)
        self.who = QPushButton(self)
        # Many roles must not make the form wider than its room.
        self.who.setMinimumWidth(_WHO_LEAST)
        self._menu = QMenu(self.who)
        self.who.setMenu(self._menu)
        self._roles: dict[str, QAction] = {role: self._role_action(role) for role in ROLES}
        for box in (self.limit, self.repeat_s, self.repeat_times, self.required):
            box.valueChanged.connect(lambda: self.changed.emit())
        prepare_boxes(self.limit, self.repeat_s, self.repeat_times, self.required, self.add)
        self._targets = QVBoxLayout()
        self._lay_out()

    def tier(self) -> Tier:
        again = self.repeat_times.value() > 0
        return Tier(
            self.number,
            tuple(row.target for row in self.rows),
            self.limit.value(),
            self.required.value(),
            tuple(role for role, action in self._roles.items() if action.isChecked()),
            self.repeat_s.value() if again else 0,
            self.repeat_times.value(),
        )

    def show_tier(self, tier: Tier) -> None:
        self.blockSignals(True)
        self.limit.setValue(tier.limit_s)
        self.required.setValue(tier.required)
        self.repeat_times.setValue(tier.repeat_times)
        self.repeat_s.setValue(tier.repeat_s or LEAST_REPEAT_S * 4)
        for role, action in self._roles.items():
            action.setChecked(role in tier.acknowledged_by)
        self.blockSignals(False)
        self._show_targets(tier.targets)
        self._say_who()

    def is_called(self) -> bool:
        """A tier without anybody is no tier of the plan."""
        return bool(self.rows)

    def retranslate(self, offers: Offers) -> None:
        self._offers = offers
        self._title.setText(self.tr("Tier {number}").format(number=self.number))
        self._name_limit()
        self._again.setText(self.tr("Who has not answered is called again"))
        self._times.setText(self.tr("times, every"))
        self._enough.setText(self.tr("Enough confirmations:"))
        self.required.setSpecialValueText(self.tr("everybody"))
        self.repeat_times.setSpecialValueText(self.tr("never"))
        tier = self._title.text()
        for box, name in (
            (self.repeat_times, self._again.text()),
            (self.repeat_s, self.tr("Seconds between two calls")),
            (self.required, self._enough.text()),
        ):
            box.setAccessibleName(f"{tier}: {name}")
        for box in (self.limit, self.repeat_s):
            box.setSuffix(self.tr(" s", "seconds, after a number"))
        for role, action in self._roles.items():
            action.setText(self._codes.role(role))
        self._fill_add()
        for row in self.rows:
            row.show_target(row.target, offers, self._codes)
        self._say_who()

    def editors(self) -> list[QWidget]:
        rows = [editor for row in self.rows for editor in (row.channels, row.remove)]
        return [*rows, self.add, self.required, self.who, self.repeat_times, self.repeat_s, self.limit]

    def _name_limit(self) -> None:
        last = self.number == 3
        words = self.tr("Said to be missed after") if last else self.tr("Else tier {next} is called after")
        self._after.setText(words.format(next=self.number + 1))
        self.limit.setSpecialValueText(self.tr("never") if last else self.tr("by hand only"))
        self.limit.setAccessibleName(f"{self._title.text()}: {self._after.text()}")

    def _fill_add(self) -> None:
        self.add.clear()
        self.add.addItem(self.tr("Call somebody else …"), None)
        here = {(row.target.kind, row.target.id) for row in self.rows}
        for target in self._offers.targets():
            if (target.kind, target.id) not in here:
                self.add.addItem(self._offers.name(target, self._codes), target)
        self.add.setAccessibleName(self.tr("Tier {number}: call somebody else").format(number=self.number))

    def _show_targets(self, targets: tuple[Target, ...]) -> None:
        changed = keep_count(
            self.rows, len(targets), self._targets, lambda: self._append(targets[len(self.rows)])
        )
        for row, target in zip(self.rows, targets, strict=True):
            row.show_target(target, self._offers, self._codes)
        self._fill_add()
        if changed:
            self.grown.emit()

    def _append(self, target: Target) -> None:
        row = TargetRow(target, self)
        row.changed.connect(self.changed)
        row.remove_wanted.connect(self._take_out)
        self._targets.addWidget(row)
        self.rows.append(row)

    def _add_target(self) -> None:
        target = self.add.currentData()
        self.add.setCurrentIndex(0)
        if isinstance(target, Target):
            self._show_targets((*self.tier().targets, target))
            self.changed.emit()

    def _take_out(self) -> None:
        gone = cast("TargetRow", self.sender())
        self._show_targets(tuple(row.target for row in self.rows if row is not gone))
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _role_action(self, role: str) -> QAction:
        action = self._menu.addAction(role)
        action.setCheckable(True)
        action.triggered.connect(self._who_chosen)
        return action

    def _who_chosen(self) -> None:
        self._say_who()
        self.changed.emit()

    def _say_who(self) -> None:
        chosen = [self._codes.role(role) for role in self.tier().acknowledged_by]
        mark = self.tr(", ", "between roles")
        words = mark.join(chosen)
        more = len(chosen) - _ROLES_NAMED
        some = self.tr("{some} +{more}").format(some=mark.join(chosen[:_ROLES_NAMED]), more=more)
        self.who.setText(some if more > 0 else words or self.tr("of those this tier calls"))
        self.who.setToolTip(words)
        name = self.tr("Tier {number}: whose confirmation counts").format(number=self.number)
        self.who.setAccessibleName(f"{name}: {words or self.who.text()}")

    def _seconds(self, step: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setSingleStep(step)
        box.setRange(LEAST_REPEAT_S if step == LEAST_REPEAT_S else 0, _LONGEST_S)
        return box

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        self._targets.setSpacing(4)
        rules = QGridLayout()
        rules.setHorizontalSpacing(8)
        rules.setVerticalSpacing(4)
        rules.addWidget(self._enough, 0, 0)
        rules.addWidget(self.required, 0, 1)
        rules.addWidget(self.who, 0, 2, 1, 2)
        rules.addWidget(self._again, 1, 0)
        rules.addWidget(self.repeat_times, 1, 1)
        rules.addWidget(self._times, 1, 2)
        rules.addWidget(self.repeat_s, 1, 3)
        rules.addWidget(self._after, 2, 0)
        rules.addWidget(self.limit, 2, 1)
        rules.setColumnStretch(0, 3)
        rules.setColumnStretch(1, 2)
        rules.setColumnStretch(3, 2)
        add = QHBoxLayout()
        add.addWidget(self.add, 1)
        add.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 10)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self._targets)
        column.addLayout(add)
        column.addLayout(rules)

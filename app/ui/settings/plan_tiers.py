"""Whom a plan calls: roles and persons against the three tiers of turn-out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSpinBox, QWidget

from app.model.incident import Tier
from app.model.site import ROLES
from app.ui.code_words import CodeWords
from app.ui.forms.field import Field, prepare_boxes

TIERS = (1, 2, 3)
_LONGEST_S = 24 * 3600
_FIRST_ROW = 2


class TiersField(Field):
    """A row for each role and for each person chosen by name, a column for each tier."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)
        self._names: dict[str, str] = {}
        self.after = {number: QSpinBox(self) for number in TIERS}
        self.roles = {(role, number): QCheckBox(self) for role in ROLES for number in TIERS}
        self.people: dict[tuple[str, int], QCheckBox] = {}
        self._titles = {number: QLabel(self) for number in TIERS}
        self._after_label = QLabel(self)
        self._labels = {role: QLabel(self) for role in ROLES}
        self._people_labels: dict[str, QLabel] = {}
        self.add = QComboBox(self)
        self.add.activated.connect(self._add_person)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._lay_out()
        self._column.addLayout(self._grid)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.problem)
        self._know(*self.after.values(), *self.roles.values(), self.add)

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """People who can be chosen by name."""
        self._names = dict(people)
        self.add.clear()
        self.add.addItem(self.tr("Call a person by name …"), "")
        for person_id, name in people:
            self.add.addItem(name, person_id)
        for (person_id, number), check in self.people.items():
            label = self._people_labels[person_id]
            label.setText(self._names.get(person_id, person_id))
            self._name_check(check, label.text(), number)

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        self._after_label.setText(self.tr("begins after"))
        self.add.setAccessibleName(self.tr("Call a person by name"))
        for role in ROLES:
            self._labels[role].setText(self._codes.role(role))
        for number in TIERS:
            self._titles[number].setText(self.tr("Tier {number}").format(number=number))
            self.after[number].setSuffix(self.tr(" s", "seconds, after a number"))
            self.after[number].setAccessibleName(self.tr("Tier {number} begins after").format(number=number))
        for (role, number), check in self.roles.items():
            self._name_check(check, self._labels[role].text(), number)

    def editors(self) -> list[QWidget]:
        return [*self.after.values(), *self.roles.values(), *self.people.values(), self.add]

    def value(self) -> tuple[Tier, ...]:
        tiers = []
        for number in TIERS:
            roles = tuple(role for role in ROLES if self.roles[role, number].isChecked())
            people = tuple(
                person_id
                for (person_id, of), check in self.people.items()
                if of == number and check.isChecked()
            )
            if roles or people:
                tiers.append(Tier(number, roles, people, self.after[number].value()))
        return tuple(tiers)

    def set_value(self, value: tuple[Tier, ...]) -> None:
        known = {tier.number: tier for tier in value}
        self._show_people(tuple(dict.fromkeys(one for tier in value for one in tier.person_ids)))
        for number in TIERS:
            tier = known.get(number, Tier(number))
            self.after[number].blockSignals(True)
            self.after[number].setValue(tier.after_s)
            self.after[number].blockSignals(False)
            for role in ROLES:
                self.roles[role, number].setChecked(role in tier.roles)
            for (person_id, of), check in self.people.items():
                if of == number:
                    check.setChecked(person_id in tier.person_ids)

    def _show_people(self, wanted: tuple[str, ...]) -> None:
        for person_id, number in list(self.people):
            if person_id not in wanted:
                _throw_away(self.people.pop((person_id, number)))
                if number == TIERS[-1]:
                    _throw_away(self._people_labels.pop(person_id))
        for person_id in wanted:
            if (person_id, TIERS[0]) not in self.people:
                self._add_row(person_id)
        self.grown.emit()

    def _add_row(self, person_id: str) -> None:
        row = self._grid.rowCount()
        label = QLabel(self._names.get(person_id, person_id), self)
        self._people_labels[person_id] = label
        self._grid.addWidget(label, row, 0)
        for number in TIERS:
            check = QCheckBox(self)
            check.clicked.connect(lambda: self.changed.emit())
            self._name_check(check, label.text(), number)
            self.people[person_id, number] = check
            self._grid.addWidget(check, row, number)

    def _add_person(self) -> None:
        person_id = str(self.add.currentData() or "")
        self.add.setCurrentIndex(0)
        if person_id and (person_id, TIERS[0]) not in self.people:
            self._add_row(person_id)
            self.grown.emit()
        if person_id:
            self.people[person_id, TIERS[0]].setChecked(True)
            self.changed.emit()

    def _name_check(self, check: QCheckBox, who: str, number: int) -> None:
        # The columns' titles may be scrolled away.
        check.setText(str(number))
        check.setAccessibleName(self.tr("{who} in tier {number}").format(who=who, number=number))

    def _lay_out(self) -> None:
        self._after_label.setObjectName("dim")
        self._grid.addWidget(self._after_label, 1, 0)
        for number in TIERS:
            self._titles[number].setObjectName("dim")
            self._grid.addWidget(self._titles[number], 0, number)
            self.after[number].setRange(0, _LONGEST_S)
            self.after[number].setSingleStep(60)
            self.after[number].valueChanged.connect(lambda: self.changed.emit())
            self._grid.addWidget(self.after[number], 1, number)
        for index, role in enumerate(ROLES):
            self._grid.addWidget(self._labels[role], _FIRST_ROW + index, 0)
            for number in TIERS:
                check = self.roles[role, number]
                check.clicked.connect(lambda: self.changed.emit())
                self._grid.addWidget(check, _FIRST_ROW + index, number)
        self._grid.setColumnStretch(0, 1)
        prepare_boxes(*self.after.values())


def _throw_away(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()

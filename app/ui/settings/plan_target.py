"""Whom a tier calls: one line each, with the channel that is tried first."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.model.plan import GROUP, PERSON, POST, ROLE, WORKING_GROUPS, Target
from app.model.site import ROLES
from app.ui.code_words import CodeWords
from app.ui.forms.choices import Options, fill_box
from app.ui.forms.field import prepare_boxes

_BETWEEN = "\n"
"""Between channel ids in the data of one choice; no id holds it."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What the site has to choose from: ids and names."""

    people: Options = ()
    posts: Options = ()
    channels: Options = ()

    def name(self, target: Target, codes: CodeWords) -> str:
        if target.kind == ROLE:
            return codes.role(target.id)
        if target.kind == GROUP:
            return codes.group(target.id)
        names = dict(self.people if target.kind == PERSON else self.posts)
        return names.get(target.id, target.id)

    def targets(self) -> list[Target]:
        """All that could be called, roles first."""
        return [
            *(Target(ROLE, role) for role in ROLES),
            *(Target(POST, post) for post, _ in self.posts),
            *(Target(GROUP, group) for group in WORKING_GROUPS),
            *(Target(PERSON, person) for person, _ in self.people),
        ]


class TargetRow(QFrame):
    """One target."""

    changed = Signal()
    remove_wanted = Signal()

    def __init__(self, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = target
        self._name = QLabel(self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self.channels = QComboBox(self)
        self.channels.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.channels.activated.connect(self._choose)
        self.remove = QPushButton("✕", self)
        self.remove.setObjectName("compact")
        self.remove.setFixedWidth(40)
        self.remove.clicked.connect(self.remove_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._name, 3)
        row.addWidget(self.channels, 3)
        row.addWidget(self.remove)
        prepare_boxes(self.channels)

    def show_target(self, target: Target, offers: Offers, codes: CodeWords) -> None:
        """Also after a change of language or of what the site has."""
        self.target = target
        name = f"{self._kinds()[target.kind]}{offers.name(target, codes)}"
        self._name.setText(name)
        names = dict(offers.channels)
        first = self.tr("{channel} first")
        options = [("", self.tr("their own channels"))]
        options += [(channel, first.format(channel=text)) for channel, text in offers.channels]
        if len(target.channels) > 1:
            order = self.tr(", then ", "between channels").join(
                names.get(one, one) for one in target.channels
            )
            options.append((_BETWEEN.join(target.channels), order))
        fill_box(self.channels, options, _BETWEEN.join(target.channels))
        self.channels.setAccessibleName(self.tr("Channel tried first for {who}").format(who=name))
        self.remove.setAccessibleName(self.tr("Do not call: {who}").format(who=name))
        self.remove.setToolTip(self.tr("Do not call: {who}").format(who=name))

    def _kinds(self) -> dict[str, str]:
        return {
            ROLE: "",
            POST: self.tr("At the post: "),
            GROUP: self.tr("Leader of: "),
            PERSON: "",
        }

    def _choose(self) -> None:
        chosen = cast("str", self.channels.currentData() or "")
        channels = tuple(chosen.split(_BETWEEN)) if chosen else ()
        self.target = Target(self.target.kind, self.target.id, channels)
        self.changed.emit()

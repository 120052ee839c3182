"""Telephone numbers to dial by hand, large enough to be read while holding a receiver."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.roster.by_hand import ToDial
from app.ui.code_words import CodeWords
from app.ui.language import current_language


class PhoneList(QWidget):
    """The public services always; those on duty and the others where the roster can be read."""

    def __init__(self, people: Sequence[ToDial], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        public = QLabel(self.tr("Police 110 · Fire 119\nAmbulance 120 · Traffic 122"), self)
        public.setObjectName("title")
        public.setWordWrap(True)
        column.addWidget(public)
        self._head(self.tr("On duty now"), [one for one in people if one.on_duty])
        self._head(self.tr("Others"), [one for one in people if not one.on_duty])
        if people:
            column.addWidget(self._scrolling(), 1)
        else:
            column.addWidget(
                self._label(
                    self.tr("The roster cannot be read here: take the telephone list on paper."), "problem"
                )
            )
            column.addStretch(1)

    def _head(self, title: str, people: Sequence[ToDial]) -> None:
        if not people:
            return
        self._grid.addWidget(self._label(title, "heading"), self._grid.rowCount(), 0, 1, 2)
        for one in people:
            name, role = one.name.in_language(current_language()), self._codes.role(one.role)
            row = self._grid.rowCount()
            self._grid.addWidget(self._label(f"{name} · {role}" if role else name, "phone"), row, 0)
            self._grid.addWidget(self._label(" / ".join(one.phones), "phone_number"), row, 1)

    def _scrolling(self) -> QScrollArea:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _label(self, text: str, name: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(name != "phone_number")
        return label

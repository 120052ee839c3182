"""Saved searches: named, recalled and removed beside the words that are looked for."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from app.model.search import SavedSearch
from app.search.saved import LONGEST_NAME
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops
from app.ui.services import Services

_WITH_KEYS = 9


class SavedMenu(QPushButton):
    """A button with a menu. Emits `recalled` with the SavedSearch; `naming` is the line that asks for a name.

    Args:
        current: what the filters stand at.
    """

    recalled = Signal(object)

    def __init__(
        self, services: Services, ops: Ops, current: Callable[[], SavedSearch], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._current = current
        self.naming = Naming(self._save, parent)
        self.menu_of_all = QMenu(self)
        self.menu_of_all.aboutToShow.connect(self._fill)
        self.setMenu(self.menu_of_all)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("Saved searches"))
        self.setToolTip(self.tr("Save what is looked for under a name, and look for it again  Ctrl+S"))
        self.naming.retranslate()

    def ask_name(self) -> None:
        self.naming.ask(self._current().words)

    def _fill(self) -> None:
        menu, saved = self.menu_of_all, self._services.searches.all()
        menu.clear()
        for place, search in enumerate(saved, 1):
            key = f"&{place}  " if place <= _WITH_KEYS else ""
            action = menu.addAction(key + search.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, search=search: self.recalled.emit(search))
        if not saved:
            menu.addAction(self.tr("Nothing saved yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("&Save this search …")).triggered.connect(self.ask_name)
        if saved:
            removing = menu.addMenu(self.tr("&Remove"))
            for search in saved:
                action = removing.addAction(search.name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, search=search: self._remove(search))

    def _save(self, name: str) -> None:
        search = replace(self._current(), name=name)
        self._ops.ask(
            lambda: self._services.searches.save(search),
            lambda stored: self.naming.say(self.tr("Saved as {name}").format(name=stored.name)),
            self.naming.refuse,
        )

    def _remove(self, search: SavedSearch) -> None:
        def removed(was: SavedSearch) -> None:
            words = self.tr("{name} removed").format(name=was.name)
            self.naming.say(words, lambda: self._bring_back(was))

        self._ops.ask(lambda: self._services.searches.remove(search.id), removed, self.naming.refuse)

    def _bring_back(self, search: SavedSearch) -> None:
        self._ops.ask(
            lambda: self._services.searches.save(search), lambda _: self.naming.hide(), self.naming.refuse
        )


class Naming(QWidget):
    """The line below: asks for a name, says what was done, takes a removal back. Nothing of it is in anybody's way."""

    def __init__(self, save: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._errors = ErrorWords(self)
        self._undo: Callable[[], None] = lambda: None
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.returnPressed.connect(self._confirm)
        self.confirm = QPushButton(self)
        self.confirm.setObjectName("primary")
        self.confirm.clicked.connect(self._confirm)
        self.said = QLabel(self)
        self.undo = QPushButton(self)
        self.undo.clicked.connect(lambda: self._undo())
        self.close_line = QPushButton(self)
        self.close_line.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.confirm)
        row.addWidget(self.said)
        row.addWidget(self.undo)
        row.addWidget(self.close_line)
        row.addStretch(1)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.hide)
        self.hide()

    def ask(self, proposed: str) -> None:
        self._show(self.name, self.confirm)
        self.name.setText(proposed[:LONGEST_NAME])
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        self._undo = undo or (lambda: None)
        self.said.setObjectName("dim")
        self.said.setText(words)
        self._show(self.said, *([self.undo] if undo is not None else []))

    def refuse(self, error: BaseException) -> None:
        self.said.setObjectName("problem")
        self.said.setText("▲ " + self._errors.explain(error).text)
        self._show(self.name, self.confirm, self.said)

    def retranslate(self) -> None:
        self.name.setPlaceholderText(self.tr("Name of this search"))
        self.name.setAccessibleName(self.tr("Name of this search"))
        self.confirm.setText(self.tr("Save"))
        self.undo.setText(self.tr("Undo"))
        self.close_line.setText(self.tr("Close"))

    def _confirm(self) -> None:
        self._save(self.name.text())

    def _show(self, *parts: QWidget) -> None:
        for part in (self.name, self.confirm, self.said, self.undo):
            part.setVisible(part in parts)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.show()

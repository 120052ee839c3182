"""What the plan says besides steps and tiers: numbers to dial, places, cameras, documents, and which version it is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.plan import Document, Plan
from app.ui.emergency.plan_facts import phones_text
from app.ui.language import CHINESE, Sentence, current_language
from app.ui.names import Names


class PlanFacts(QWidget):
    """Hidden where the plan says nothing of it."""

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._plan: Plan | None = None
        self.facts = QLabel(self)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.documents: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.facts)

    def show_plan(self, plan: Plan) -> None:
        if self._plan != plan or (self._plan is not None and self._plan.version != plan.version):
            self._plan = plan
            self.retranslate()

    def retranslate(self) -> None:
        plan = self._plan
        if plan is None:
            return
        lines = [
            phones_text(plan, current_language()),
            self._list(self.tr("Places: {names}"), plan.places, self._names.place),
            self._list(self.tr("Cameras: {names}"), plan.cameras, self._names.camera),
            self.tr("Response plan, version {number}").format(number=plan.version) if plan.version else "",
        ]
        self.facts.setText("\n".join(line for line in lines if line))
        self.facts.setVisible(bool(self.facts.text()))
        for row in self.documents:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.documents = [self._document(document) for document in plan.documents]

    def _list(self, pattern: str, ids: tuple[str, ...], name: Callable[[str], str]) -> str:
        mark = "、" if current_language() == CHINESE else ", "
        return pattern.format(names=mark.join(map(name, ids))) if ids else ""

    def _document(self, document: Document) -> QWidget:
        row = QWidget(self)
        words = QLabel(f"{document.name.in_language(current_language())} · {document.location}", row)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        url = _url_of(document.location)
        if url is not None:
            key = QPushButton(self.tr("Open"), row)
            key.setObjectName("compact")
            key.setAccessibleName(Sentence(self.tr("Open {name}")).format(name=words.text()))
            key.clicked.connect(lambda: QDesktopServices.openUrl(url))
            line.addWidget(key)
        self._column.addWidget(row)
        return row


def _url_of(location: str) -> QUrl | None:
    """Of what this computer can open; None for a shelf, and for a file that is not there."""
    if location.startswith(("http://", "https://")):
        return QUrl(location)
    path = Path(location)
    return QUrl.fromLocalFile(str(path)) if path.is_absolute() and path.exists() else None

"""The bar below the form: how far it is, and what is done with the whole of it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.handover.rows import Row


class HandoverFoot(QWidget):
    """Its buttons are wired by the page; each says its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = QLabel(self)
        self.count.setObjectName("dim")
        self.sign, self.beside, self.refuse, self.take_back, self.preview = (
            QPushButton(self) for _ in range(5)
        )
        self.sign.setObjectName("primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 10)
        row.setSpacing(8)
        row.addWidget(self.count, 1)
        for button in (self.preview, self.take_back, self.refuse, self.beside, self.sign):
            row.addWidget(button)
        self.retranslate()

    def retranslate(self) -> None:
        self.beside.setText(self.tr("Sign as well  S"))
        self.refuse.setText(self.tr("Refuse …  F"))
        self.take_back.setText(self.tr("Take back …  T"))
        self.preview.setText(self.tr("Preview  P"))

    def show_state(self, rows: Iterable[Row], *, draft: bool, beside: bool) -> None:
        """`beside`: somebody may sign beside the one who has."""
        self.count.setText(self._progress(list(rows), draft=draft))
        self.sign.setText(
            self.tr("Outgoing signs  Ctrl+Enter") if draft else self.tr("Incoming signs  Ctrl+Enter")
        )
        for button in (self.refuse, self.take_back):
            button.setVisible(not draft)
        self.beside.setVisible(beside)

    def _progress(self, rows: list[Row], *, draft: bool) -> str:
        todo = sum(1 for row in rows if row.mark == "open")
        refused = sum(1 for row in rows if row.mark == "no")
        if draft:
            return self.tr("%n thing(s) still to be counted", "", todo) if todo else ""
        if todo:
            return "○ " + self.tr("%n row(s) not checked: they stay open", "", todo)
        return "× " + self.tr("%n row(s) not confirmed", "", refused) if refused else self.tr("✓ all checked")

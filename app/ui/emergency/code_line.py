"""One line for the code that a called person reads out by telephone: it confirms for that person."""

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.incidents.call_codes import CODE_DIGITS, call_with_code
from app.model.incident import Incident
from app.ui.error_words import ErrorWords
from app.ui.language import Sentence, current_language
from app.ui.ops import Ops
from app.ui.services import Services

_GAPS = 2
"""Signs that may stand between the digits."""


class CodeLine(QWidget):
    """Says whose code it is before Enter stores anything."""

    def __init__(
        self, incident: Incident, services: Services, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._incident = incident
        self._incidents = services.incidents
        self._ops = ops
        self._errors = ErrorWords(self)
        self._error: BaseException | None = None
        self._confirmed = ""
        self.code = QLineEdit(self)
        self.code.setMaxLength(CODE_DIGITS + _GAPS)
        self.code.textEdited.connect(self._typed)
        self.code.returnPressed.connect(self._confirm)
        self.answer = QLabel(self)
        self.answer.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.code)
        column.addWidget(self.answer)
        self.retranslate()

    def show_incident(self, incident: Incident) -> None:
        self._incident = incident
        self._say()

    def retranslate(self) -> None:
        self.code.setPlaceholderText(self.tr("Code by phone, Enter confirms"))
        self.code.setAccessibleName(self.tr("Code from the message, told by telephone"))
        self._say()

    def _typed(self) -> None:
        self._error, self._confirmed = None, ""
        self._say()

    def _confirm(self) -> None:
        name, typed = self._whose(), self.code.text()
        if typed.strip():
            self._ops.ask(
                lambda: self._incidents.acknowledge_code(self._incident.id, typed),
                lambda _: self._stored(name),
                self._refused,
            )

    def _stored(self, name: str) -> None:
        self.code.clear()
        self._confirmed, self._error = name, None
        self._say()

    def _refused(self, error: BaseException) -> None:
        self._error = error
        self._say()

    def _whose(self) -> str:
        call = call_with_code(self._incident.calls, self.code.text())
        return call.name.in_language(current_language()) if call is not None else ""

    def _say(self) -> None:
        name = self._whose()
        self.answer.setObjectName("problem" if self._error is not None else "dim")
        self.answer.style().polish(self.answer)
        if self._error is not None:
            self.answer.setText("▲ " + self._errors.explain(self._error).what)
        elif self._confirmed:
            self.answer.setText(Sentence(self.tr("{name} confirmed by code")).format(name=self._confirmed))
        elif name:
            self.answer.setText(self.tr("{name}: Enter confirms").format(name=name))
        else:
            self.answer.clear()
        self.answer.setVisible(bool(self.answer.text()))

"""One line to say who was told on the telephone, and when. Nothing modal."""

from datetime import datetime, time, timedelta, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.errors import InvalidInput
from app.model.deadline import Recipient
from app.roster.rules import tidy_time
from app.ui.error_words import ErrorWords
from app.ui.format import short_time, site_zone
from app.ui.ops import Ops
from app.ui.services import Services


class PhoneLine(QWidget):
    """Hidden until `begin`; Enter stores, Escape leaves. Emits `left` when it closes."""

    left = Signal()

    def __init__(
        self,
        incident_id: str,
        recipient: Recipient,
        services: Services,
        ops: Ops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._incident_id = incident_id
        self._recipient = recipient
        self._services = services
        self._ops = ops
        self._errors = ErrorWords(self)
        self._began = services.clock.now()
        self.whom = QLineEdit(self)
        self.whom.returnPressed.connect(self._store)
        self.time = QLineEdit(self)
        self.time.setFixedWidth(70)
        self.time.returnPressed.connect(self._store)
        self.save = QPushButton(self)
        self.save.setObjectName("primary")
        self.save.clicked.connect(self._store)
        self.back = QPushButton(self)
        self.back.clicked.connect(self._leave)
        self._problem = QLabel(self)
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._build()
        self.hide()
        self.retranslate()

    def begin(self) -> None:
        self._began = self._services.clock.now()
        self.time.setText(short_time(self._began, self._zone()))
        self._problem.hide()
        self.show()
        self.whom.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.whom.setPlaceholderText(self.tr("Who took the call?"))
        self.whom.setAccessibleName(self.tr("Who took the call?"))
        self.time.setAccessibleName(self.tr("Time of the call"))
        self.save.setText(self.tr("Reported  Enter"))
        self.back.setText(self.tr("Back"))

    def _build(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.whom, 1)
        upper.addWidget(self.time)
        lower.addWidget(self.save, 1)
        lower.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(6)
        for row in (upper, lower):
            row.setSpacing(8)
            column.addLayout(row)
        column.addWidget(self._problem)

    def _store(self) -> None:
        clocks = self._services.clocks
        self._ops.ask(
            lambda: clocks.reported_by_phone(
                self._incident_id, self._recipient, self.whom.text(), at=self._at()
            ),
            lambda _: self._stored(),
            self._refused,
        )

    def _stored(self) -> None:
        self.whom.clear()
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, InvalidInput):
            self._ops.failed.emit(error)
            return
        self._problem.setText("▲ " + self._errors.explain(error).what)
        self._problem.show()
        self.whom.setFocus()

    def _at(self) -> datetime | None:
        """The last time it was that late; None where the time was left as it stood when the line opened.

        Raises InvalidInput (time_form).
        """
        typed = tidy_time("at", self.time.text()).replace("24:", "00:")
        if typed == short_time(self._began, self._zone()):
            return None
        now = self._services.clock.now().astimezone(self._zone())
        at = datetime.combine(now.date(), time.fromisoformat(typed), now.tzinfo)
        # Yesterday's 23:55 typed at 00:10; a minute ahead is a slip that is told.
        return at - timedelta(days=1) if at - now > timedelta(hours=12) else at

    def _zone(self) -> tzinfo:
        return site_zone(self._services.site.site().timezone)

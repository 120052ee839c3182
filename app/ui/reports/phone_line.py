"""One line to say who was told on the telephone, and when."""

from datetime import datetime, time, timedelta, tzinfo

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.model.deadline import Recipient
from app.roster.rules import tidy_time
from app.ui.format import short_time, site_zone
from app.ui.forms.asked_line import AskedLine
from app.ui.ops import Ops
from app.ui.services import Services


class PhoneLine(AskedLine):
    """`begin` opens it."""

    def __init__(
        self,
        incident_id: str,
        recipient: Recipient,
        services: Services,
        ops: Ops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ops, parent)
        self._incident_id = incident_id
        self._recipient = recipient
        self._services = services
        self._began = services.clock.now()
        self.time = QLineEdit(self)
        self.time.setFixedWidth(70)
        self.time.returnPressed.connect(self.store)
        upper = QHBoxLayout()
        upper.addWidget(self.line, 1)
        upper.addWidget(self.time)
        self.put_below(upper, self.keys(1))
        self.retranslate()

    def begin(self) -> None:
        self._began = self._services.clock.now()
        self.time.setText(short_time(self._began, self._zone()))
        self.open_line()

    def retranslate(self) -> None:
        self.ask(self.tr("Who took the call?"), self.tr("Reported  Enter"), self.tr("Back"))
        self.time.setAccessibleName(self.tr("Time of the call"))

    def store(self) -> None:
        clocks = self._services.clocks
        self._ops.ask(
            lambda: clocks.reported_by_phone(
                self._incident_id, self._recipient, self.line.text(), at=self._at()
            ),
            lambda _: self.stored(),
            self.refused,
        )

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

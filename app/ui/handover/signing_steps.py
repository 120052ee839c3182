"""Signatures one after the other: who signs for the shift, who stood it with them, then the paper."""

from PySide6.QtCore import QObject, Signal

from app.model.handover import DRAFT, Handover
from app.ui.handover.sign_panel import Asked, SignPanel
from app.ui.handover.signatures import Signatures


class SigningSteps(QObject):
    """`opened` and `closed` with the panel; `paper_wanted` carries what was signed by both."""

    opened = Signal()
    closed = Signal()
    paper_wanted = Signal(object)

    def __init__(self, signatures: Signatures, panel: SignPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signatures = signatures
        self._panel = panel
        self._last: Handover | None = None
        """What has been signed since the panel was opened."""
        self._with_others = False
        panel.signed.connect(self._signed)
        panel.left.connect(self._end)

    def sign(self, handover: Handover) -> None:
        """For the shift whose turn it is; those who stood it with the signer are asked next."""
        self._begin(self._signatures.of_side(handover), with_others=True)

    def sign_beside(self, handover: Handover) -> None:
        self._begin(self._signatures.beside(handover), with_others=True)

    def give_back(self, handover: Handover, *, by_outgoing: bool) -> None:
        """Taken back by the outgoing, or refused by the incoming."""
        self._begin(self._signatures.return_of(handover, by_outgoing=by_outgoing), with_others=False)

    def countersign(self, handover: Handover) -> None:
        self._begin(self._signatures.countersign(handover), with_others=False)

    def _begin(self, asked: Asked, *, with_others: bool) -> None:
        self._last, self._with_others = None, with_others
        self.opened.emit()
        self._panel.begin(asked)

    def _signed(self, result: object) -> None:
        self._last = result if isinstance(result, Handover) else None
        if self._last is not None and self._with_others and self._last.state != DRAFT:
            asked = self._signatures.others_there(self._last)
            if asked is not None:
                self._panel.begin(asked)
                return
        self._end()

    def _end(self) -> None:
        signed, self._last = self._last, None
        self.closed.emit()
        if signed is not None and not signed.is_open:
            self.paper_wanted.emit(signed)

"""What each signature asks for, in words, and what it does."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject

from app.handover.beside import may_sign_beside
from app.model.handover import DRAFT, INCOMING, LEADER, OUTGOING, Handover, Member, Side
from app.ui.handover.sign_panel import Asked, Person
from app.ui.handover.speech import Speech
from app.ui.language import current_language
from app.ui.services import Services


class Signatures(QObject):
    """Only who has a PIN can sign; who is there stands first."""

    def __init__(self, services: Services, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._speech = speech

    def of_side(self, handover: Handover) -> Asked:
        """The outgoing of a draft, the incoming of one that is offered."""
        draft = handover.state == DRAFT
        title = self.tr("The outgoing shift signs") if draft else self.tr("The incoming shift signs")
        note = (
            self.tr("You stay responsible until the incoming shift has signed, too.")
            if draft
            else self.tr("From your signature on you are responsible and signed in at the console.")
        )
        signing, revision = self._services.handovers.signing, handover.revision
        sign = signing.offer if draft else signing.accept
        people = self._people(handover.outgoing if draft else handover.incoming)
        if not people:
            note = "▲ " + self.tr(
                "Nobody of this shift has a PIN yet: give one in the settings (F9), or choose somebody else above."
            )
        in_incident = any(not one.drill for one in self._services.incidents.running())
        if not in_incident or handover.approval.reason:
            return Asked(title, note, people, lambda person_id, pin, *_: sign(person_id, pin, revision))
        return Asked(
            title,
            self.tr(
                "▲ An incident is running. It is handed over only for a reason, and when a leader has approved."
            ),
            people,
            lambda person_id, pin, reason, leader_id: sign(person_id, pin, revision, reason, leader_id),
            reason=self.tr("Why now"),
            leaders=self._leaders(handover, with_pin=False),
        )

    def return_of(self, handover: Handover, *, by_outgoing: bool) -> Asked:
        """Refused by the incoming, or taken back by the outgoing."""
        signing = self._services.handovers.signing
        if by_outgoing:
            return Asked(
                self.tr("The outgoing shift takes it back"),
                self.tr("It is a draft again and is to be signed anew; the log keeps both signatures."),
                self._people(handover.outgoing),
                lambda person_id, pin, reason, _: signing.take_back(person_id, pin, reason),
                reason=self.tr("Why"),
            )
        return Asked(
            self.tr("The incoming shift refuses it"),
            self.tr(
                "It goes back to the outgoing shift, who stays responsible. The reason stands on the sheet."
            ),
            self._people(handover.incoming),
            lambda person_id, pin, reason, _: signing.refuse(person_id, pin, reason),
            reason=self.tr("What is unclear"),
        )

    def countersign(self, handover: Handover) -> Asked:
        signing = self._services.handovers.signing
        return Asked(
            self.tr("A leader countersigns {serial}").format(serial=handover.serial),
            "",
            self._leaders(handover),
            lambda person_id, pin, *_: signing.countersign(handover.id, person_id, pin),
        )

    def may_sign_beside(self, handover: Handover, *, there: bool = False) -> list[tuple[Side, Member]]:
        """Of both sides, those who stood the shift, have a PIN and have not signed yet; `there`: who is there alone."""
        holders = self._services.handovers.signing.signers()
        return [
            (side, one)
            for side in (OUTGOING, INCOMING)
            for one in may_sign_beside(handover, side)
            if one.person_id in holders and (one.present or not there)
        ]

    def beside(self, handover: Handover) -> Asked:
        """Whoever stood a shift that has signed, and has not signed yet."""
        return self._beside(handover, self.may_sign_beside(handover))

    def others_there(self, handover: Handover) -> Asked | None:
        """Right after a signature: those who stand there, too; None where everybody has signed."""
        people = self.may_sign_beside(handover, there=True)
        return self._beside(handover, people, back=self.tr("Later  Esc")) if people else None

    def _beside(self, handover: Handover, people: list[tuple[Side, Member]], back: str = "") -> Asked:
        signing, words = self._services.handovers.signing, self._speech.words
        pattern = self.tr("{name} ({shift})")
        shifts = {OUTGOING: self.tr("outgoing"), INCOMING: self.tr("incoming")}
        named = [
            (f"{side}:{one.person_id}", pattern.format(name=words.name(one.name), shift=shifts[side]))
            for side, one in people
        ]

        def sign(chosen: str, pin: str, *_: str) -> "Future[Handover]":
            side, person_id = chosen.split(":", 1)
            return signing.sign_beside(
                handover.id, OUTGOING if side == OUTGOING else INCOMING, person_id, pin
            )

        return Asked(
            self.tr("Whoever stood the shift with the signer signs, too"),
            self.tr("It stands on the sheet beside the signature that counts."),
            named,
            sign,
            back=back,
        )

    def _people(self, members: Sequence[Member]) -> list[Person]:
        """Those of the shift who have a PIN: who is signed in first, then operators, then leaders; who is there first."""
        holders = self._services.handovers.signing.signers()
        signed_in = self._services.access.actor().person_id
        ordered = sorted(
            members, key=lambda one: (one.person_id != signed_in, not one.present, one.role == LEADER)
        )
        words = self._speech.words
        return [(one.person_id, words.name(one.name)) for one in ordered if one.person_id in holders]

    def _leaders(self, handover: Handover, *, with_pin: bool = True) -> list[Person]:
        """Those on the sheet first."""
        leaders = self._services.handovers.signing.leaders()
        on_sheet = {one.person_id for one in (*handover.outgoing, *handover.incoming)}
        holders = self._services.handovers.signing.signers()
        people: Iterable[Any] = [
            one
            for one in self._services.roster.people()
            if one.id in leaders and (not with_pin or one.id in holders)
        ]
        ordered = sorted(people, key=lambda one: one.id not in on_sheet)
        return [(one.id, one.name.in_language(current_language())) for one in ordered]

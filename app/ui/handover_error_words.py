"""Why something about a handover is refused, and what to do then; `ErrorWords` asks here."""

from collections.abc import Mapping

from app.model.words import Words
from app.ui.language import Worded, current_language


class HandoverErrorWords(Worded):
    """Each code with what happened, what it means and what to do; the last two may be empty."""

    def known(self, values: Mapping[str, str]) -> dict[str, tuple[str, str, str]]:
        item = Words(values.get("zh", ""), values.get("en", "")).in_language(current_language())
        return {
            "no_handover_open": (
                self.tr("No handover is under way."),
                "",
                self.tr("Begin one on F5."),
            ),
            "handover_accepted": (
                self.tr("This handover is signed by both."),
                self.tr("It never changes again."),
                self.tr("Write what is new into the next one, or into the log."),
            ),
            "handover_offered": (
                self.tr("The outgoing shift has signed already."),
                self.tr("What was signed is not written in."),
                self.tr("Take it back first, with a reason; then sign again."),
            ),
            "handover_not_offered": (
                self.tr("The outgoing shift has not signed yet."),
                "",
                self.tr("Let them sign first."),
            ),
            "handover_changed": (
                self.tr("Something was changed meanwhile."),
                self.tr("Nothing was signed: nobody signs what they have not seen."),
                self.tr("Look through it again, then sign."),
            ),
            "not_of_shift": (
                self.tr("This person does not belong to this shift."),
                self.tr("Nothing was signed."),
                self.tr("Choose somebody of the shift, or add them to it first."),
            ),
            "same_person_signs": (
                self.tr("The same person cannot sign for both shifts."),
                self.tr("Only the roster may say that somebody works both."),
                self.tr("Let somebody of the incoming shift sign."),
            ),
            "count_missing": (
                self.tr("Not counted yet: {item}.").format(item=item),
                self.tr("Nothing was signed."),
                self.tr("Count it and type the number."),
            ),
            "difference_unexplained": (
                self.tr("The number of this is not as it should be: {item}.").format(item=item),
                self.tr("Nothing was signed."),
                self.tr("Write down why."),
            ),
            "handover_in_incident": (
                self.tr("An incident is running: nobody hands over in the middle of it."),
                self.tr("Nothing was signed; the outgoing shift stays responsible."),
                self.tr("Where it must be, write down why and which leader has approved."),
            ),
            "point_stays": (
                self.tr("This point cannot be taken out."),
                self.tr("Only what you wrote yourself in this handover can."),
                "",
            ),
            "not_a_leader": (
                self.tr("Only a duty leader countersigns."),
                "",
                self.tr("Choose a leader."),
            ),
            "leader_signed": (
                self.tr("This person has already signed for one of the shifts."),
                "",
                self.tr("Let another leader countersign."),
            ),
            "leader_countersigns": (
                self.tr("A duty leader has a place of their own on the sheet."),
                "",
                self.tr("Countersign instead."),
            ),
            "signed_already": (self.tr("This person has signed already."), "", ""),
            "countersigned": (self.tr("This handover is countersigned already."), "", ""),
            "hazard_closed": (self.tr("This hazard is closed already."), "", ""),
            "handover_paper_changed": (
                self.tr("The file of this paper was changed on the disk."),
                self.tr("It is not what was signed, so it is not shown."),
                self.tr("Restore it from a copy."),
            ),
        }

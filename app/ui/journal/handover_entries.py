"""Sentences of entries about handovers and about hazards that were closed."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.model.journal import Draft
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names


class HandoverEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names

    def values(self, draft: Draft) -> Mapping[str, str]:
        if not draft.kind.startswith("handover_"):
            return {}
        data = draft.data
        return {
            "wanted": self._wanted(data),
            "goes": self._people(data.get("outgoing", "")),
            "comes": self._people(data.get("incoming", "")),
            "found": self._found(data),
            "approved": self._approved(data),
            "tongue": self.tr("in Chinese") if data.get("language") == "zh" else self.tr("in English"),
            "shift": self.tr("incoming") if data.get("side") == "incoming" else self.tr("outgoing"),
            "same": self.tr(", the same person for both shifts by the roster") if data.get("same") else "",
        }

    def sentences(self) -> dict[str, str]:
        return {
            "handover_due": self.tr("Handover soon, {wanted}: {goes} → {comes}"),
            "handover_late": self.tr("▲ Handover is late, {wanted}: {goes} → {comes}"),
            "handover_missed": self.tr("▲ Handover did not take place, {wanted}: {goes} → {comes}"),
            "handover_withdrawn": self.tr("No handover any more by the roster, {wanted}"),
            "handover_begun": self.tr("Handover begun, points drafted: {points}"),
            "handover_offered": self.tr("Handover signed by the outgoing shift{found}{approved}"),
            "handover_taken_back": self.tr("Handover taken back by the outgoing shift{because}"),
            "handover_refused": self.tr("Handover refused by the incoming shift{because}"),
            "handover_accepted": self.tr("Handover {serial} taken over{found}{approved}{same}"),
            "handover_signed_beside": self.tr("Handover signed by one more of the {shift} shift"),
            "handover_countersigned": self.tr("Handover {serial} countersigned"),
            "handover_printed": self.tr("Handover {serial} printed {tongue}"),
            "handover_settings": self.tr(
                "Handovers: reminder {remind_min} min before, alarm {late_min} min after; days until a hazard is overdue: {hazard_days}"
            ),
            "hazard_closed": self.tr("Hazard no. {hazard} closed: {text}"),
        }

    def _wanted(self, data: Mapping[str, str]) -> str:
        due = data.get("due", "")
        return f"{self._names.day(due)} {self._names.time(due)[:5]}" if due else ""

    def _people(self, ids: str) -> str:
        mark = "、" if current_language() == CHINESE else ", "
        return mark.join(self._names.person(person_id) for person_id in ids.split(",") if person_id)

    def _found(self, data: Mapping[str, str]) -> str:
        """What is not as it should be; nothing where all is."""
        parts = ""
        if int(data.get("open") or 0):
            parts += self.tr(", %n point(s) not confirmed", "", int(data["open"]))
        if int(data.get("differences") or 0):
            parts += self.tr(", %n difference(s) in the list", "", int(data["differences"]))
        return parts

    def _approved(self, data: Mapping[str, str]) -> str:
        if not data.get("reason"):
            return ""
        leader = self._names.person(data.get("leader", ""))
        return self.tr(", while an incident runs: {reason} (approved by {leader})").format(
            reason=data["reason"], leader=leader
        )

"""Sentences of entries about tiers: who was called and why, who answered for a tier, what holds it."""

from collections.abc import Mapping
from itertools import zip_longest

from PySide6.QtCore import QObject

from app.model.journal import CORRECTIONS, Draft
from app.model.plan import ROLE
from app.ui.call_reasons import CallReasons
from app.ui.format import duration
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names

_CALLS = ("tier_called", "tier_joined", "people_added")


class EscalationEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._reasons = CallReasons(names, self)

    def values(self, draft: Draft) -> Mapping[str, str]:
        data = draft.data
        if draft.kind in _CALLS:
            by_hand = self.tr(", by hand") if data.get("by_hand") else ""
            return {"called": self._called(data), "by_hand": by_hand}
        if draft.kind == "nobody_on_duty":
            return {"absent": self._reasons.nobody(data.get("target", ROLE), data.get("role", ""))}
        if draft.kind == "tier_acknowledged":
            return {"late": self.tr(", late") if data.get("late") else ""}
        if draft.kind in CORRECTIONS:
            return {"wrong": str(draft.amends or "?")}
        if draft.kind == "turned_out":
            return {"after": duration(float(data.get("after_s") or 0))}
        if draft.kind == "incident_handed_over" and data.get("was"):
            return {"before": self.tr(" (before: {name})").format(name=self._names.person(data["was"]))}
        return {"before": ""}

    def sentences(self) -> dict[str, str]:
        return {
            "nobody_on_duty": self.tr("▲ {absent}"),
            "tier_called": self.tr("Tier {tier}, {count} called{by_hand}: {called}"),
            "tier_joined": self.tr("Tier {tier}, {count} more called by the plan of this kind: {called}"),
            "people_added": self.tr("Called besides: {called}"),
            "tier_called_again": self.tr("Tier {tier}, called again ({number}): {names}"),
            "dial_again": self.tr("▲ Not confirmed and cannot be messaged, dial again: {names}"),
            "tier_missed": self.tr("▲ Tier {tier} has not confirmed in time"),
            "tier_acknowledged": self.tr("Tier {tier} has confirmed{late}: {name}"),
            "acknowledgement_reminded": self.tr("Nobody on scene, reminded: {names}"),
            "acknowledgement_expired": self.tr(
                "▲ Tier {tier} has confirmed, but nobody came: this counts no more"
            ),
            "turned_out": self.tr("First on scene: {name}, {after} after the start"),
            "acknowledgement_withdrawn": self.tr(
                "Taken back, no. {wrong}: {name} has not confirmed{because}"
            ),
            "mark_withdrawn": self.tr(
                "Taken back, no. {wrong}: marked by mistake; {name} stays confirmed by their own answer{because}"
            ),
            "arrival_withdrawn": self.tr("Taken back, no. {wrong}: {name} is not on scene{because}"),
            "step_withdrawn": self.tr("Taken back, no. {wrong}: step {step} ({words}) is not done{because}"),
            "called_withdrawn": self.tr(
                "Taken back, no. {wrong}: {name} ({phone}) was not reached by telephone{because}"
            ),
            "tier_reopened": self.tr(
                "▲ Tier {tier} is not confirmed any more: the confirmation of {name} was taken back"
            ),
            "turn_out_reopened": self.tr(
                "▲ Nobody of the turn-out team is on scene any more: the arrival of {name} was taken back"
            ),
            "turn_out_passed_on": self.tr(
                "First on scene was not {name}: that was taken back, others of the team are there"
            ),
            "tier_held": self.tr("Tier {tier} held back{because}"),
            "tier_released": self.tr("Tier {tier} is no longer held back"),
            "incident_handed_over": self.tr("Incident handed over to {name}{before}"),
            "incident_reopened": self.tr("Incident reopened{because}"),
        }

    def empty(self, draft: Draft) -> str:
        """Of a tier that had nobody; empty for entries of other kinds and of older programs."""
        why = draft.data.get("why", "")
        if draft.kind != "tier_empty" or not why:
            return ""
        if draft.data.get("final"):
            if why == "known":
                return self.tr("▲ Tier {tier}, the last: all of its people were called before. Dial by hand")
            return self.tr("▲ Tier {tier}, the last, has nobody on duty. Dial by hand")
        if why == "known":
            return self.tr("▲ Tier {tier}: all of its people were called before, the next tier follows")
        return self.tr("▲ Tier {tier} has nobody on duty, the next tier follows")

    def _called(self, data: Mapping[str, str]) -> str:
        """Each person with the reason; entries of older programs have none."""
        people = [person for person in data.get("people", "").split(",") if person]
        reasons, roles = data.get("why", "").split(","), data.get("roles", "").split(",")
        told, because = [], self.tr("{name} ({reason})")
        # Most of two hundred are called for the same reason.
        known: dict[tuple[str, str], str] = {}
        for person, why, role in zip_longest(people, reasons, roles[: len(people)], fillvalue=""):
            if person:
                if (why, role) not in known:
                    code, _, detail = why.partition(":")
                    known[why, role] = self._reasons.why(code, detail, role)
                reason, name = known[why, role], self._names.person(person)
                told.append(because.format(name=name, reason=reason) if reason else name)
        mark = "、" if current_language() == CHINESE else ", "
        return mark.join(told) or data.get("names", "")

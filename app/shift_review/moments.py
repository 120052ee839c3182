"""When what an entry tells of happened, and what kind of news it is. Pure; positions are seconds since 1970, UTC."""

from dataclasses import replace

from app.core.stamps import parse_stamp
from app.journal.drafting import event_time
from app.journal.kinds import PEOPLE
from app.model.journal import DAMAGED, Draft, Entry

BY_PEOPLE = frozenset(PEOPLE)
ALARMS = frozenset(
    {
        DAMAGED,
        "incident_opened", "clock_missed", "tier_missed", "tier_reopened", "turn_out_reopened", "tier_empty", "dial_again", "acknowledgement_expired",
        "nobody_on_duty", "no_channel", "message_failed", "message_stuck", "message_unknown", "called_not_reached",
        "proof_failed", "modem_lost", "reach_missed", "reach_nobody",
        "camera_lost", "camera_lost_repeated", "health_began", "health_repeated", "hardware_failed",
        "tour_step_missed", "tour_not_begun", "tour_stopped",
        "handover_late", "handover_missed", "recording_fault", "recording_room", "relay_failed_on", "relay_failed_off", "system_fault", "sign_in_refused",
    }
)  # fmt: skip
"""Kinds of entries that somebody should have looked up for."""
STEPS = {
    "tier_called": "called",
    "tier_joined": "called",
    "people_added": "called",
    "tier_called_again": "again",
    "dial_again": "again",
    "call_acknowledged": "acknowledged",
    "call_answered": "acknowledged",
    "tier_acknowledged": "acknowledged",
    "call_arrived": "arrived",
    "turned_out": "arrived",
    "tier_missed": "missed",
    "tier_empty": "missed",
    "acknowledgement_expired": "missed",
    "acknowledgement_withdrawn": "correction",
    "mark_withdrawn": "correction",
    "arrival_withdrawn": "correction",
    "tier_reopened": "missed",
    "turn_out_reopened": "missed",
    "tier_held": "held",
    "tier_released": "held",
    "incident_handed_over": "held",
}
"""Entries of an escalation, and what kind of step each is."""


def happened(entry: Entry) -> float:
    """Of what was entered later, the moment it speaks of; of all else the time of the entry."""
    return (event_time(entry.draft) or entry.at).timestamp()


def sound(entry: Entry) -> Entry:
    """The entry; one whose values somebody has damaged stands at its time as such, and spoils nothing else."""
    data = entry.draft.data
    try:
        for name in ("event_at", "at", "first", "last"):
            if data.get(name):
                parse_stamp(data[name])
        for name in ("lasted_s", "age_s"):
            float(data.get(name) or 0)
        int(data.get("count") or 0)
    except (ValueError, TypeError):
        return replace(entry, draft=Draft(DAMAGED, text=entry.draft.text))
    return entry

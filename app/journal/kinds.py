"""Which entries the program writes beside people's own, what they are counted as, and which of them never fold. Pure."""

from app.model.journal import NOTE_KINDS, REMARK, Entry

GROUPS: dict[str, tuple[str, ...]] = {
    "camera_losses": ("camera_lost", "camera_lost_repeated"),
    "camera_returns": ("camera_back",),
    "camera_conditions": (
        "health_began", "health_ended", "health_repeated", "view_accepted", "hardware_failed",
    ),
    "sign_ins": ("signed_in", "sign_in_resumed"),
    "sign_outs": ("signed_out",),
    "presences": ("clocked_on", "clocked_off"),
    "roster_changes": ("roster_changed", "roster_published", "roster_withdrawn"),
    "settings": (
        "settings_changed", "plans_loaded", "templates_loaded", "templates_ordered", "site_imported", "recording_settings", "recording_folder",
        "reach_settings", "tour_saved", "tour_removed", "view_saved", "view_removed", "search_saved", "search_removed", "preset_saved",
        "preset_removed", "special_period_saved", "special_period_removed", "report_times_changed", "lan_page_on", "lan_page_off", "pin_set",
        "backup_target_saved", "backup_target_removed", "backup_rule",
    ),
    "recordings": (
        "keep_begun", "keep_ended", "recording_fault", "recording_restored", "recording_protected",
        "recording_room", "recording_room_over", "recordings_found", "recordings_missing",
    ),
    "exports": ("log_exported", "exported", "evidence_exported"),
    "pictures": ("picture_kept", "picture_missing", "snapshot_kept", "recorded_picture_kept"),
    "tours": (
        "tour_begun", "tour_step_seen", "tour_step_missed", "tour_held", "tour_resumed", "tour_finished",
        "tour_stopped",
    ),
    "messages": (
        "message_sent", "message_delivered", "message_replaced", "message_expired", "message_delayed",
        "message_interrupted", "message_retried", "link_opened", "link_revoked", "link_released",
        "report_link_opened", "report_link_revoked", "report_link_released",
    ),
    "channel_tests": ("proof_passed", "proof_wanted", "proof_failed", "modem_lost", "modem_back"),
    "reach_checks": ("reach_asked", "reach_answered"),
    "relays": (
        "relay_on", "relay_off", "relay_by_hand_on", "relay_by_hand_off", "relay_failed_on", "relay_failed_off",
    ),
    "steerings": (
        "camera_steered", "camera_patrol_begun", "camera_patrol_ended", "camera_patrol_in_trouble",
        "camera_patrol_goes_on",
    ),
    "disk": ("disk_trouble", "disk_trouble_over"),
    "program": (
        "console_started", "console_stopped", "lan_page_open", "lan_page_failed", "lan_certificate",
        "backup_made", "backup_failed", "backup_works",
    ),
}  # fmt: skip
"""By what they are counted as. A kind that is not here stands by itself: what a later program writes is not hidden."""
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}

Trouble = tuple[str, str]
"""What is wrong with what."""
_BEGINS = {
    "camera_lost": "camera", "camera_lost_repeated": "camera", "health_began": "health",
    "health_repeated": "health", "recording_fault": "recording", "recording_room": "room",
    "proof_failed": "channel", "modem_lost": "modem", "relay_failed_on": "relay", "relay_failed_off": "relay",
    "camera_patrol_in_trouble": "patrol", "lan_page_failed": "lan_page", "disk_trouble": "disk",
    "backup_failed": "backup", "tour_step_missed": "tour",
}  # fmt: skip
_ENDS = {
    "camera_back": ("camera",), "health_ended": ("health",), "recording_restored": ("recording",),
    "recording_room_over": ("room",), "proof_passed": ("channel",), "modem_back": ("modem",),
    "relay_on": ("relay",), "relay_off": ("relay",), "camera_patrol_goes_on": ("patrol",),
    "camera_patrol_ended": ("patrol",), "lan_page_open": ("lan_page",), "lan_page_off": ("lan_page",),
    "backup_works": ("backup",), "backup_target_removed": ("backup",),
    "disk_trouble_over": ("disk",), "tour_finished": ("tour",), "tour_stopped": ("tour",),
}  # fmt: skip
_REPEATED = ("camera_lost_repeated", "health_repeated")


def trouble_of(entry: Entry) -> Trouble | None:
    """What this entry says has begun to be wrong and may be over later."""
    kind = entry.draft.kind
    if kind in _REPEATED and entry.draft.data.get("present") != "true":
        return None
    what = _BEGINS.get(kind)
    return (what, _whose(entry, what)) if what else None


def mended_by(entry: Entry) -> tuple[Trouble, ...]:
    """What this entry says is over."""
    return tuple((what, _whose(entry, what)) for what in _ENDS.get(entry.draft.kind, ()))


def _whose(entry: Entry, what: str) -> str:
    draft = entry.draft
    if what == "health":
        return f"{draft.camera_id} {draft.data.get('condition', '')}"
    if what in ("camera", "patrol"):
        return draft.camera_id
    field = {
        "recording": "code",
        "channel": "channel",
        "modem": "port",
        "relay": "relay",
        "backup": "target",
        "disk": "code",
    }.get(what, "")
    return draft.data.get(field, "")


PEOPLE = (*NOTE_KINDS, "amendment", REMARK)
"""What people write themselves."""
_TOLD_TOGETHER = ("tour_step_missed",)
"""Another entry, which never folds, tells all of them at once: a round with gaps names each camera nobody looked at."""
PASSING = tuple(kind for kind in GROUP_OF if kind not in _BEGINS or kind in _TOLD_TOGETHER)
"""What the program writes and nobody needs to act on."""

"""By what the log is narrowed down with one press: every kind of entry stands in one group."""

from app.journal.kinds import PEOPLE

GROUPS: dict[str, tuple[str, ...]] = {
    "notes": PEOPLE,
    "incidents": (
        "incident_opened", "incident_kind", "incident_place", "step_done", "step_withdrawn", "incident_stood_down",
        "incident_false_alarm", "incident_reopened", "incident_handed_over", "picture_kept", "picture_missing",
        "photo_received", "relay_on", "relay_off", "relay_by_hand_on", "relay_by_hand_off", "relay_failed_on",
        "relay_failed_off",
    ),
    "calls": (
        "call_acknowledged", "call_answered", "call_arrived", "acknowledgement_withdrawn", "mark_withdrawn",
        "arrival_withdrawn", "called_withdrawn", "tier_reopened", "turn_out_reopened", "turn_out_passed_on", "nobody_on_duty", "tier_empty", "tier_called", "tier_called_again",
        "tier_joined", "tier_missed", "tier_acknowledged", "tier_held", "tier_released", "people_added", "turned_out",
        "acknowledgement_reminded", "acknowledgement_expired", "no_channel", "dial_again", "called_reached",
        "called_not_reached", "sms_received", "link_opened", "link_second_device", "link_revoked", "link_released",
        "reach_asked", "reach_answered", "reach_missed", "reach_nobody",
    ),
    "messages": (
        "message_sent", "message_failed", "message_unknown", "message_delayed", "message_interrupted",
        "message_retried", "message_delivered", "message_expired", "message_replaced", "message_stuck",
        "proof_passed", "proof_failed", "proof_wanted", "modem_lost", "modem_back",
    ),
    "cameras": (
        "camera_lost", "camera_back", "camera_lost_repeated", "health_began", "health_ended", "health_repeated",
        "hardware_failed", "keep_begun", "keep_ended", "recording_fault", "recording_restored", "recording_settings",
        "recording_protected", "recording_folder", "recordings_found", "recordings_missing", "recording_room",
        "recording_room_over", "snapshot_kept", "recorded_picture_kept", "evidence_released", "view_accepted",
        "camera_steered", "camera_patrol_begun", "camera_patrol_ended", "camera_patrol_goes_on",
        "camera_patrol_in_trouble", "preset_saved", "preset_removed",
    ),
    "tours": (
        "tour_begun", "tour_step_seen", "tour_step_missed", "tour_held", "tour_resumed", "tour_finished", "tour_stopped",
        "tour_missed", "tour_not_begun",
    ),
    "handovers": (
        "handover_due", "handover_begun", "handover_offered", "handover_taken_back", "handover_refused",
        "handover_signed_beside", "handover_accepted", "handover_countersigned", "handover_withdrawn",
        "handover_late", "handover_missed", "handover_printed", "hazard_closed",
    ),
    "reports": (
        "report_sent", "report_corrected", "report_confirmed", "reported_by_phone", "clock_missed", "clock_waived",
        "review_saved", "measure_decided", "measure_done", "period_report_due", "period_report_made",
        "period_report_missed", "report_link_opened", "report_link_released", "report_link_revoked",
    ),
    "access": (
        "signed_in", "signed_out", "sign_in_resumed", "sign_in_refused", "pin_set", "roster_changed", "settings_changed",
        "roster_published", "roster_withdrawn", "clocked_on", "clocked_off", "clock_link_made", "clock_link_withdrawn",
        "clock_link_opened", "site_imported", "plans_loaded", "templates_loaded", "templates_ordered",
        "tour_saved", "tour_removed", "view_saved", "view_removed", "search_saved", "search_removed",
        "special_period_saved", "special_period_removed", "report_times_changed", "handover_settings", "reach_settings",
    ),
    "program": (
        "system_fault", "damaged_entry", "journal_damaged", "journal_whole", "console_started", "console_stopped",
        "console_crashed", "clock_set", "disk_trouble", "disk_trouble_over", "exported", "log_exported",
        "evidence_exported", "lan_page_on", "lan_page_off", "lan_page_open", "lan_page_failed", "lan_certificate",
        "backup_target_saved", "backup_target_removed", "backup_rule", "backup_failed", "backup_works", "backup_made",
        "backup_apart", "log_restored", "log_begun_anew", "log_completed",
    ),
}  # fmt: skip
"""No group pressed shows all kinds, those of later programs too."""

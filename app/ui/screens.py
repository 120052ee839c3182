"""The places of the window beyond the wall."""

from PySide6.QtWidgets import QWidget

from app.ui.late import Late

SCREENS: dict[str, Late[QWidget]] = {
    "incidents": Late("app.ui.incidents.screen:IncidentsScreen"),
    "roster": Late("app.ui.roster.screen:RosterScreen"),
    "log": Late("app.ui.log.screen:LogScreen"),
    "handover": Late("app.ui.handover.screen:HandoverScreen"),
    "playback": Late("app.ui.playback.screen:PlaybackScreen"),
    "figures": Late("app.ui.figures.screen:FiguresScreen"),
    "shift_review": Late("app.ui.shift_review.screen:ShiftReviewScreen"),
    "settings": Late("app.ui.settings.screen:SettingsScreen"),
    "sign_in": Late("app.ui.access.sign_in:SignInPanel"),
}

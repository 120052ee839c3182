"""The places of the window beyond the wall. Each is imported at its first visit: the start must not wait for them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.ops import Ops
from app.ui.services import Services


def _incidents(services: Services, ops: Ops) -> QWidget:
    from app.ui.incidents.screen import IncidentsScreen

    return IncidentsScreen(services, ops)


def _roster(services: Services, ops: Ops) -> QWidget:
    from app.ui.roster.screen import RosterScreen

    return RosterScreen(services, ops)


def _log(services: Services, ops: Ops) -> QWidget:
    from app.ui.log.screen import LogScreen

    return LogScreen(services, ops)


def _handover(services: Services, ops: Ops) -> QWidget:
    from app.ui.handover.screen import HandoverScreen

    return HandoverScreen(services, ops)


def _playback(services: Services, ops: Ops) -> QWidget:
    from app.ui.playback.screen import PlaybackScreen

    return PlaybackScreen(services, ops)


def _figures(services: Services, ops: Ops) -> QWidget:
    from app.ui.figures.screen import FiguresScreen

    return FiguresScreen(services, ops)


def _shift_review(services: Services, ops: Ops) -> QWidget:
    from app.ui.shift_review.screen import ShiftReviewScreen

    return ShiftReviewScreen(services, ops)


def _settings(services: Services, ops: Ops) -> QWidget:
    from app.ui.settings.screen import SettingsScreen

    return SettingsScreen(services, ops)


def _sign_in(services: Services, ops: Ops) -> QWidget:
    from app.ui.access.sign_in import SignInPanel

    return SignInPanel(services, ops)


SCREENS: dict[str, Callable[[Services, Ops], QWidget]] = {
    "incidents": _incidents,
    "roster": _roster,
    "log": _log,
    "handover": _handover,
    "playback": _playback,
    "figures": _figures,
    "shift_review": _shift_review,
    "settings": _settings,
    "sign_in": _sign_in,
}

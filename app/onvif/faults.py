"""What can go wrong between us and a camera, as codes an operator gets words for."""

from app.core.errors import DutyRoomError


class CameraFault(DutyRoomError):
    """The camera did not do what was asked.

    Codes: unreachable, wrong_password, clock_wrong, no_onvif, not_steerable, camera_refused.
    """

    code = "unreachable"

"""The places of the window beyond the wall. Each is imported at its first visit: the start must not wait for them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.ops import Ops
from app.ui.services import Services

SCREENS: dict[str, Callable[[Services, Ops], QWidget]] = {}

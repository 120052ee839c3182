"""What a saved view must be. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.core.errors import InvalidInput
from app.model.view import COUNTS, View

LONGEST_NAME = 40


def tidy_view(view: View, cameras: Collection[str], others: Iterable[View]) -> View:
    """The view with its name trimmed and no camera twice. Raises InvalidInput for one nobody could choose or see."""
    name = " ".join(view.name.split())
    if not name:
        raise InvalidInput(field="name", reason="empty_text")
    if len(name) > LONGEST_NAME:
        raise InvalidInput(field="name", reason="too_long", number=str(LONGEST_NAME))
    if any(other.name.casefold() == name.casefold() for other in others if other.id != view.id):
        raise InvalidInput(field="name", reason="name_taken")
    kept = tuple(dict.fromkeys(camera for camera in view.camera_ids if camera in cameras))
    if not kept:
        raise InvalidInput(field="cameras", reason="no_camera_chosen")
    if view.count not in COUNTS:
        raise InvalidInput(field="count", reason="out_of_range", number=", ".join(map(str, COUNTS)))
    return replace(view, name=name, camera_ids=kept, page=max(0, view.page))

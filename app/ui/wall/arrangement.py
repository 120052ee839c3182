"""Which cameras the wall shows, in which order and how many at once. No Qt: the view lays out what this says."""

from collections.abc import Iterable, Sequence

from app.model.site import Camera
from app.ui.wall import layout


class Arrangement:
    """Cameras in an order, a layout, a page, the focused and the enlarged tile."""

    def __init__(self) -> None:
        self.cameras: list[Camera] = []
        self.count = 9
        self.page = 0
        self.focused = 0
        self.enlarged = ""
        self._fitted = False

    def know(self, cameras: Iterable[Camera]) -> None:
        """Cameras or their names have changed. The first time the layout is the one that shows them all."""
        self.cameras = [camera for camera in cameras if camera.enabled]
        if self.cameras and not self._fitted:
            self._fitted = True
            self.count = layout.fitting_layout(len(self.cameras))
        if self.enlarged not in {camera.id for camera in self.cameras}:
            self.enlarged = ""

    def set_layout(self, count: int) -> None:
        self.count, self.enlarged, self.page = count, "", 0
        self.focused = min(self.focused, count - 1)

    def pages(self) -> int:
        return layout.page_count(len(self.cameras), self.count)

    def turn_page(self, step: int) -> None:
        self.page = (self.page + step) % self.pages()
        self.enlarged, self.focused = "", 0

    def toggle_enlarged(self) -> None:
        """The focused tile over the whole wall, and back."""
        visible = self.visible()
        if self.enlarged:
            self.enlarged = ""
        elif self.focused < len(visible):
            self.enlarged = visible[self.focused].id

    def visible(self) -> Sequence[Camera]:
        """Cameras of the page, or the enlarged one alone."""
        if self.enlarged:
            return [camera for camera in self.cameras if camera.id == self.enlarged]
        self.page = min(self.page, self.pages() - 1)
        return self.cameras[self.page * self.count : (self.page + 1) * self.count]

    def boxes(self, width: int, height: int) -> list[layout.Box]:
        """Places of the visible tiles."""
        return layout.boxes(width, height, self._places())

    def keep_focus_inside(self) -> None:
        """After cameras went: the focus is on a tile that is there."""
        if not self.enlarged:
            self.focused = min(self.focused, max(0, len(self.visible()) - 1))

    def move_focus(self, right: int, down: int, width: int, height: int) -> bool:
        """To the tile beside, above or below; False where there is none."""
        if self.enlarged:
            return False
        places = self._places()
        across = layout.columns_for(width, height, places)
        moved = layout.neighbour(self.focused, right, down, columns=across, tiles=places)
        if moved == self.focused or moved >= len(self.visible()):
            return False
        self.focused = moved
        return True

    def is_focused(self, index: int) -> bool:
        return bool(self.enlarged) or index == self.focused

    def _places(self) -> int:
        """Places on each page: a site with fewer cameras than the layout gets larger pictures."""
        return 1 if self.enlarged else max(1, min(self.count, len(self.cameras)))

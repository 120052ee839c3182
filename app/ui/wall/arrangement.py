"""Which cameras the wall shows, in which order and how many at once. No Qt: the view lays out what this says."""

from collections.abc import Iterable, Sequence

from app.model.site import Camera
from app.ui.wall import layout


class Arrangement:
    """Cameras in an order, a layout, a page, the focused and the enlarged tile; for a time others stand out large."""

    def __init__(self) -> None:
        self.cameras: list[Camera] = []
        """Of the view, in its order; `everything` is all that could be shown."""
        self.everything: list[Camera] = []
        self.count = 9
        self.page = 0
        self.focused = 0
        self.enlarged = ""
        self.featured: tuple[str, ...] = ()
        self._asked: tuple[str, ...] = ()
        self._before = (0, "")
        self._order: tuple[str, ...] = ()
        self._all = True
        self._fitted = False

    def know(self, cameras: Iterable[Camera]) -> None:
        """Cameras or their names have changed. The first time the layout is the one that shows them all."""
        self.everything = [camera for camera in cameras if camera.enabled]
        self._put_in_order()
        if self.cameras and not self._fitted:
            self._fitted = True
            self.count = layout.fitting_layout(len(self.cameras))
        if self.enlarged not in {camera.id for camera in self.everything}:
            self.enlarged = ""

    def choose(self, order: Sequence[str], count: int, page: int = 0) -> None:
        """Shows these cameras in this order; none: all cameras of the site. A `count` of 0: as many as fit."""
        self.dismiss()
        self._order, self._all = tuple(order), not order
        self._put_in_order()
        self.count = count or layout.fitting_layout(len(self.cameras))
        self._fitted = bool(self.cameras)
        self.page, self.enlarged, self.focused = min(page, self.pages() - 1), "", 0

    def enlarged_camera(self) -> Camera | None:
        """The one that stands over the whole wall."""
        return next((camera for camera in self.everything if camera.id == self.enlarged), None)

    def order(self) -> tuple[str, ...]:
        """Cameras as they stand, by id."""
        return tuple(camera.id for camera in self.cameras)

    def set_layout(self, count: int) -> None:
        self.dismiss()
        self.count, self.enlarged, self.page = count, "", 0
        self.focused = min(self.focused, count - 1)

    def pages(self) -> int:
        return layout.page_count(len(self.cameras), self.count)

    def turn_page(self, step: int) -> None:
        self.dismiss()
        self.page = (self.page + step) % self.pages()
        self.enlarged, self.focused = "", 0

    def toggle_enlarged(self) -> None:
        """The focused tile over the whole wall, and back."""
        visible = self.visible()
        if self.enlarged:
            self.enlarged = ""
        elif self.focused < len(visible):
            self.enlarged = visible[self.focused].id

    def exchange(self, one: int, other: int) -> bool:
        """Two tiles of the page change places; the focus goes with the first. False where that cannot be."""
        here = len(self.visible())
        if self.enlarged or self.featured or one == other or not (one < here and other < here):
            return False
        first, second = self.page * self.count + one, self.page * self.count + other
        cameras = list(self.cameras)
        cameras[first], cameras[second] = cameras[second], cameras[first]
        self._order = tuple(camera.id for camera in cameras)
        self.cameras = cameras
        self.focused = other
        return True

    def feature(self, camera_ids: Sequence[str]) -> bool:
        """These stand out large until others, or none, are asked for; then all is as before. False: no change."""
        asked = tuple(camera_ids)
        if asked == self._asked:
            return False
        self._asked = asked
        self.dismiss()
        self.bring_back()
        return True

    def dismiss(self) -> None:
        """Back to what was shown before the large ones."""
        if self.featured:
            self.featured = ()
            self.focused, self.enlarged = self._before

    def bring_back(self) -> None:
        """Shows the large ones again after `dismiss`."""
        known = {camera.id for camera in self.everything}
        wanted = tuple(camera_id for camera_id in self._asked if camera_id in known)
        if wanted and not self.featured:
            self._before = self.focused, self.enlarged
            self.featured, self.focused, self.enlarged = wanted, 0, ""

    def visible(self) -> Sequence[Camera]:
        """Cameras of the page, or the enlarged one alone, or the large ones and some of the page beside them."""
        if self.enlarged:
            return [camera for camera in self.everything if camera.id == self.enlarged]
        self.page = min(self.page, self.pages() - 1)
        page = self.cameras[self.page * self.count : (self.page + 1) * self.count]
        if not self.featured:
            return page
        known = {camera.id: camera for camera in self.everything}
        large = [known[camera_id] for camera_id in self.featured if camera_id in known]
        return large + [camera for camera in page if camera.id not in self.featured]

    def boxes(self, width: int, height: int) -> list[layout.Box]:
        """Places of the visible tiles; there may be fewer places than cameras."""
        if self.featured and not self.enlarged:
            visible = self.visible()
            large = sum(1 for camera in visible if camera.id in self.featured)
            return layout.featured_boxes(width, height, large, len(visible) - large)
        return layout.boxes(width, height, self._places())

    def keep_focus_inside(self) -> None:
        """After cameras went: the focus is on a tile that is there."""
        if not self.enlarged:
            self.focused = min(self.focused, max(0, len(self.visible()) - 1))

    def beside(self, right: int, down: int, width: int, height: int) -> int:
        """The tile beside, above or below the focused one; the focused one itself where there is none."""
        if self.enlarged:
            return self.focused
        boxes = self.boxes(width, height)[: len(self.visible())]
        if self.focused >= len(boxes):
            return 0
        return layout.nearest(boxes, self.focused, right, down)

    def is_focused(self, index: int) -> bool:
        return bool(self.enlarged) or index == self.focused

    def _put_in_order(self) -> None:
        known = {camera.id: camera for camera in self.everything}
        ordered = [known[camera_id] for camera_id in self._order if camera_id in known]
        if self._all:
            # Tiles may have changed places; a camera that is new is shown all the same.
            ordered += [camera for camera in self.everything if camera.id not in self._order]
        self.cameras = ordered or list(self.everything)

    def _places(self) -> int:
        """Places on each page: a site with fewer cameras than the layout gets larger pictures."""
        return 1 if self.enlarged else max(1, min(self.count, len(self.cameras)))

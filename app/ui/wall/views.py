"""The saved views of one wall: choosing, saving, removing, and what it showed last."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.core.ids import new_id
from app.model.view import ALL_CAMERAS, Choice, View
from app.ui.ops import Failed, Ops
from app.ui.services import Services
from app.ui.wall.view import WallView


class WallViews(QObject):
    """Belongs to one wall, `screen` says which. Emits `changed` when there are other views or another is chosen."""

    changed = Signal()

    def __init__(
        self, services: Services, ops: Ops, view: WallView, screen: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._view = view
        self._choice = services.views.choice(screen)
        self._views = services.views.all()
        self.removed: View | None = None
        """The view taken away last: `undo` brings it back."""
        self._show_choice()
        view.arranged.connect(self._remember)

    def all(self) -> list[View]:
        return self._views

    def chosen(self) -> View | None:
        """None: all cameras."""
        return next((view for view in self._views if view.id == self._choice.view_id), None)

    def choice(self) -> Choice:
        return self._choice

    def is_changed(self) -> bool:
        """Whether the wall stands otherwise than the chosen view was saved."""
        arrangement, chosen = self._view.arrangement, self.chosen()
        everything = tuple(camera.id for camera in arrangement.everything)
        if chosen is None:
            return arrangement.order() != everything
        saved = tuple(camera_id for camera_id in chosen.camera_ids if camera_id in everything)
        return (arrangement.order(), arrangement.count) != (saved, chosen.count)

    def reload(self) -> None:
        """Views were saved or removed, here or on the other wall."""
        before = self.chosen()
        self._views = self._services.views.all()
        if self.chosen() != before:
            self._show_choice()
        self.changed.emit()

    def choose(self, view_id: str) -> None:
        view = next((view for view in self._views if view.id == view_id), None)
        chosen = view.id if view is not None else ALL_CAMERAS
        count, page = (view.count, view.page) if view is not None else (0, 0)
        self.show(replace(self._choice, view_id=chosen, count=count, page=page))

    def choose_number(self, number: int) -> None:
        """The views as they stand in the list from 1; 0 is all cameras."""
        if number == 0:
            self.choose(ALL_CAMERAS)
        elif number <= len(self._views):
            self.choose(self._views[number - 1].id)

    def show(self, choice: Choice) -> None:
        """What a wall, this one or another, showed: layout and page too."""
        self._choice = replace(choice, screen=self._choice.screen)
        self._show_choice()
        self._store()
        self.changed.emit()

    def set_open(self, *, is_open: bool) -> None:
        """Of the second screen: whether the wall stands there."""
        self._choice = replace(self._choice, is_open=is_open)
        self._store()

    def save(self, name: str, *, new: bool, failed: Failed | None = None) -> None:
        """Keeps the wall as it stands, under a name; in the chosen view unless `new`."""
        chosen = None if new else self.chosen()
        arrangement = self._view.arrangement
        view = View(
            chosen.id if chosen is not None else new_id(self._services.clock.now()),
            name,
            arrangement.order(),
            arrangement.count,
            arrangement.page,
        )
        self._ops.ask(lambda: self._services.views.save(view), self._saved, failed)

    def remove(self) -> None:
        """Takes the chosen view away; the wall then shows all cameras."""
        chosen = self.chosen()
        if chosen is not None:
            self._ops.ask(lambda: self._services.views.remove(chosen.id), self._gone)

    def undo(self) -> None:
        removed = self.removed
        if removed is not None:
            self._ops.ask(lambda: self._services.views.save(removed), self._saved)

    def _saved(self, view: View) -> None:
        if self.removed is not None and self.removed.id == view.id:
            self.removed = None
        self._views = self._services.views.all()
        self.choose(view.id)

    def _gone(self, view: View) -> None:
        self.removed = view
        self._views = self._services.views.all()
        if self._choice.view_id == view.id:
            self.choose(ALL_CAMERAS)
        self.changed.emit()

    def _show_choice(self) -> None:
        chosen, arrangement = self.chosen(), self._view.arrangement
        order = chosen.camera_ids if chosen is not None else ()
        arrangement.choose(order, self._choice.count, self._choice.page)
        self._view.arrange()

    def _remember(self) -> None:
        """Layout and page too; an enlarged tile is not for long."""
        arrangement = self._view.arrangement
        now = replace(self._choice, count=arrangement.count, page=arrangement.page)
        if arrangement.cameras and now != self._choice:
            self._choice = now
            self._store()
        self.changed.emit()

    def _store(self) -> None:
        self._ops.run(self._services.views.remember(self._choice))

"""The bar below the wall: views, tours, pages, layouts."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.model.view import ALL_CAMERAS, View
from app.ui.enter_key import presses_button
from app.ui.forms.choices import fill_box
from app.ui.tab_order import follow_layout
from app.ui.wall.arrangement import Arrangement
from app.ui.wall.enlarged import EnlargedControls
from app.ui.wall.fitting_box import FittingBox
from app.ui.wall.fitting_button import FittingButton
from app.ui.wall.layout_choice import LayoutChoice

_VIEW_KEYS = 9
_LEAST_WIDTH = 40


class WallBar(QFrame):
    """Shows and asks; the wall's screen decides."""

    view_wanted = Signal(str)
    layout_wanted = Signal(int)
    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wallBar")
        self._hint = QLabel(self)
        self._hint.setObjectName("dim")
        # It goes where there is no room for it, and may not keep a window from becoming smaller.
        self._hint.setMinimumWidth(1)
        self._page = QLabel(self)
        self._page.setObjectName("dim")
        self._paged = False
        self.views = FittingBox(self)
        self.views.setObjectName("wall_views")
        self.views.activated.connect(lambda: self.view_wanted.emit(str(self.views.currentData() or "")))
        self.edit = FittingButton(self)
        self.edit.setCheckable(True)
        self.replay = FittingButton(self)
        self.second = FittingButton(self)
        self.second.setCheckable(True)
        self.second.hide()
        self._before = QPushButton("‹", self)
        self._before.clicked.connect(lambda: self.page_wanted.emit(-1))
        self._after = QPushButton("›", self)
        self._after.clicked.connect(lambda: self.page_wanted.emit(1))
        self.layouts = LayoutChoice(self)
        self.layouts.wanted.connect(self.layout_wanted)
        self.enlarged = EnlargedControls(self)
        self.enlarged.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(4)
        self._row.addWidget(self.views, 3)
        self._row.addWidget(self.edit)
        self._row.addWidget(self.replay)
        self._row.addWidget(self._hint)
        self._row.addStretch()
        for widget in (self.second, self._before, self._page, self._after):
            self._row.addWidget(widget)
        for button in (self.edit, self.replay, self.second, self._before, self._after):
            button.setObjectName("compact")
        for button in (self._before, self._after):
            button.setMinimumWidth(_LEAST_WIDTH)
        self._row.addSpacing(6)
        self._row.addWidget(self.layouts)
        self._row.addWidget(self.enlarged)

    def add(self, widget: QWidget) -> None:
        """Room for what others offer on the wall, after the views."""
        if isinstance(widget, FittingBox):
            self._row.insertWidget(3, widget, 1)
        else:
            widget.setObjectName("compact")
            self._row.insertWidget(3, widget)
        follow_layout(self._row)

    def show_arrangement(self, arrangement: Arrangement) -> None:
        calm = not arrangement.enlarged and not arrangement.featured
        self.layouts.show_count(arrangement.count if calm else 0)
        enlarged, pages = arrangement.enlarged_camera(), arrangement.pages()
        coming, going = (self.layouts, self.enlarged) if enlarged is None else (self.enlarged, self.layouts)
        # Both at once, even for this moment, would make a small window wider.
        going.hide()
        coming.show()
        self.enlarged.show_steered(steered=enlarged is not None and bool(enlarged.options.onvif))
        self._paged = pages > 1 and enlarged is None
        for button in (self._before, self._after):
            button.setVisible(self._paged)
        self._page.setText(f"{arrangement.page + 1} / {pages}")
        self._tell_page()
        self._fit()

    def show_second(self, *, offered: bool, is_open: bool) -> None:
        """The button is there only with a second screen."""
        self.second.setVisible(offered)
        self.second.setChecked(is_open)
        self._fit()

    def show_views(self, views: list[View], chosen: View | None, *, changed: bool) -> None:
        """Each with its key; the chosen one with a mark where the wall stands otherwise now."""
        everything = self.tr("All cameras  Ctrl+0")
        options = [(ALL_CAMERAS, everything)]
        for number, view in enumerate(views, start=1):
            key = self.tr("  Ctrl+{number}").format(number=number) if number <= _VIEW_KEYS else ""
            options.append((view.id, f"{view.name}{key}"))
        current = chosen.id if chosen is not None else ALL_CAMERAS
        if changed:
            options = [(key, f"● {text}" if key == current else text) for key, text in options]
        fill_box(self.views, options, current)
        # A long name is cut on the box: the tip says all of it.
        name = chosen.name if chosen is not None else self.tr("All cameras")
        note = self.tr("● stands otherwise than it was saved") if changed else ""
        self.views.setToolTip("\n".join(line for line in (name, note) if line))
        self._fit()

    def retranslate(self) -> None:
        self._hint.setText(self.tr("Enter enlarges · Shift+arrows move · A to the log"))
        self.edit.setText(self.tr("Edit  E"))
        self.replay.setText(self.tr("↺ 30 s  R"))
        self.second.setText(self.tr("Screen 2  Ctrl+F1"))
        for button, words in (
            (self.edit, self.tr("Edit the view: cameras, order, name. Key E")),
            (self.replay, self.tr("The last 30 seconds of the chosen camera, key R")),
            (self._before, self.tr("Previous page, key Page up")),
            (self._after, self.tr("Next page, key Page down")),
            (self.second, self.tr("The wall on the second screen, Ctrl+F1")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self._tell_page()
        self.views.setAccessibleName(self.tr("View of the wall"))
        self.layouts.retranslate()
        self.enlarged.retranslate()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Without the number of the page, which goes when the window becomes smaller."""
        hint = super().minimumSizeHint()
        if not self._page.isHidden():
            hint.setWidth(hint.width() - self._page.sizeHint().width() - self._row.spacing())
        return hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses_button(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The hint gives way where there is no room for it, and then the number of the page."""
        self._hint.setVisible(False)
        self._page.setVisible(False)
        room = self.width() - self._row.minimumSize().width()
        page = self._page.sizeHint().width() + self._row.spacing()
        if self._paged and room >= page:
            self._page.setVisible(True)
            room -= page
        grows = sum(box.grows() for box in self.findChildren(FittingBox))
        self._hint.setVisible(self.enlarged.isHidden() and room - grows > self._hint.sizeHint().width())

    def _tell_page(self) -> None:
        """In the tips as well: on a small screen the number itself may have no room."""
        for button in (self._before, self._after):
            button.setToolTip(f"{button.accessibleName()} · {self._page.text()}")

"""The wall with its bar: layouts and pages."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.services import Services
from app.ui.wall.layout import LAYOUTS
from app.ui.wall.shown import ShownPictures
from app.ui.wall.view import WallView


class WallScreen(QWidget):
    """F1."""

    def __init__(self, services: Services, shown: ShownPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = WallView(services, shown, self)
        self.view.arranged.connect(self._show_state)
        self._hint = QLabel(self)
        self._hint.setObjectName("dim")
        self._page = QLabel(self)
        self._page.setObjectName("dim")
        self._before = QPushButton("‹", self)
        self._before.clicked.connect(lambda: self.view.turn_page(-1))
        self._after = QPushButton("›", self)
        self._after.clicked.connect(lambda: self.view.turn_page(1))
        self.buttons = {count: self._layout_button(count) for count in LAYOUTS}
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._bar())
        self.retranslate()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {"camera", "site", "place"}:
            self.view.reload()

    def retranslate(self) -> None:
        self._hint.setText(self.tr("Arrows choose, Enter enlarges, Page keys turn pages"))
        self._before.setAccessibleName(self.tr("Previous page"))
        self._after.setAccessibleName(self.tr("Next page"))
        for key, count in enumerate(LAYOUTS, start=1):
            words = self.tr("{count} pictures, key {key}").format(count=count, key=key)
            self.buttons[count].setToolTip(words)
            self.buttons[count].setAccessibleName(words)
        self.view.retranslate()
        self._show_state()

    def _bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName("wallBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self._hint, 1)
        for widget in (self._before, self._page, self._after):
            row.addWidget(widget)
        row.addSpacing(12)
        for button in self.buttons.values():
            row.addWidget(button)
        return bar

    def _layout_button(self, count: int) -> QPushButton:
        button = QPushButton(str(count), self)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.view.set_layout(count))
        return button

    def _show_state(self) -> None:
        arrangement = self.view.arrangement
        for count, button in self.buttons.items():
            button.setChecked(count == arrangement.count and not arrangement.enlarged)
        pages = arrangement.pages()
        for widget in (self._before, self._page, self._after):
            widget.setVisible(pages > 1)
        self._page.setText(f"{arrangement.page + 1} / {pages}")

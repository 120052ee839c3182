"""The positions a camera keeps: go to one, keep where it looks now, forget one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from app.model.onvif import Preset
from app.ui.language import Sentence

MOST = 9
"""As many as have a key; a camera's list may go on with hundreds of its maker's own."""


class PositionButtons(QStackedWidget):
    """A button for each position, or one line to name a new one.

    Attributes:
        go_to: a position was chosen.
        keep: a name for where the camera looks now.
        forget: the position of this name is no longer wanted.
        closed: the line was left.
    """

    go_to = Signal(object)
    keep = Signal(str)
    forget = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets: tuple[Preset, ...] = ()
        self._loading = True
        self.buttons: list[QPushButton] = []
        self._row = QWidget(self)
        self._layout = QHBoxLayout(self._row)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.empty = QLabel(self._row)
        self.empty.setObjectName("dim")
        self._layout.addWidget(self.empty, 1)
        self.line = _Line(self)
        self.keep_button = QPushButton(self)
        self.forget_button = QPushButton(self)
        self.cancel_button = QPushButton(self)
        self._build_line()
        self.retranslate()

    @property
    def presets(self) -> tuple[Preset, ...]:
        """Those that have a button."""
        return self._presets

    def show_presets(self, presets: Sequence[Preset]) -> None:
        self._loading = False
        self._presets = tuple(presets)[:MOST]
        self._fill()

    def clear(self) -> None:
        """Not known yet."""
        self._presets, self._loading = (), True
        self.setCurrentWidget(self._row)
        self._fill()

    def go_to_number(self, number: int) -> None:
        if number <= len(self._presets):
            self.go_to.emit(self._presets[number - 1])

    def begin_naming(self) -> None:
        self.line.clear()
        self._on_name()
        self.setCurrentWidget(self._naming)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("Name of this position, for example: east gate"))
        self.line.setAccessibleName(self.tr("Name of this position"))
        self.keep_button.setText(self.tr("Keep  Enter"))
        self.forget_button.setText(self.tr("Forget"))
        self.cancel_button.setText(self.tr("Cancel  Esc"))
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _build_line(self) -> None:
        self._naming = QWidget(self)
        row = QHBoxLayout(self._naming)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        for button in (self.keep_button, self.forget_button, self.cancel_button):
            row.addWidget(button)
        self.line.textChanged.connect(self._on_name)
        self.line.returnPressed.connect(self._keep)
        self.line.left.connect(self._close)
        self.keep_button.clicked.connect(self._keep)
        self.forget_button.clicked.connect(self._forget)
        self.cancel_button.clicked.connect(self._close)
        self.addWidget(self._row)
        self.addWidget(self._naming)

    def _fill(self) -> None:
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(preset) for preset in self._presets]
        for button in self.buttons:
            self._layout.addWidget(button, 1)
        self.empty.setVisible(not self.buttons)
        self.empty.setText(
            self.tr("Asking the camera for its positions …")
            if self._loading
            else self.tr("No positions yet: steer to one, then keep it.")
        )
        self._elide()

    def _button(self, preset: Preset) -> QPushButton:
        button = QPushButton(self._row)
        button.setObjectName("compact")
        button.setMinimumWidth(40)
        button.clicked.connect(lambda: self.go_to.emit(preset))
        return button

    def _elide(self) -> None:
        room = self.width() // max(1, len(self.buttons)) - 30
        pairs = zip(self.buttons, self._presets, strict=False)
        for number, (button, preset) in enumerate(pairs, start=1):
            whole = f"{number}  {preset.name}"
            metrics = button.fontMetrics()
            button.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, max(14, room)))
            words = Sentence(self.tr("Go to {name}, key {key}")).format(name=preset.name, key=number)
            button.setToolTip(words)
            button.setAccessibleName(words)

    def _named(self) -> Preset | None:
        name = self.line.text().strip()
        return next((preset for preset in self._presets if preset.name == name), None)

    def _on_name(self) -> None:
        self.keep_button.setEnabled(bool(self.line.text().strip()))
        self.forget_button.setEnabled(self._named() is not None)

    def _keep(self) -> None:
        name = self.line.text().strip()
        if name:
            self.keep.emit(name)
            self._close()

    def _forget(self) -> None:
        preset = self._named()
        if preset is not None:
            self.forget.emit(preset)
            self._close()

    def _close(self) -> None:
        self.setCurrentWidget(self._row)
        self.closed.emit()


class _Line(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

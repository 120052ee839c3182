"""While a picture stands over the whole wall: nearer, farther, and back, for the mouse."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

_LEAST_WIDTH = 40


class EnlargedControls(QWidget):
    """Emits `nearer` with 1 or -1 and `back`. The wall itself takes wheel, keys and drag."""

    nearer = Signal(int)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steered = False
        self.words = QLabel(self)
        self.words.setObjectName("dim")
        self.minus = self._button()
        self.plus = self._button()
        self.back = self._button()
        self.minus.setText("−")
        self.plus.setText("+")
        self.minus.clicked.connect(lambda: self.nearer.emit(-1))
        self.plus.clicked.connect(lambda: self.nearer.emit(1))
        self.back.clicked.connect(self.back_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.words, self.minus, self.plus, self.back):
            row.addWidget(widget)

    def show_steered(self, *, steered: bool) -> None:
        """The wheel of a camera that can be steered is the camera's."""
        self._steered = steered
        self.retranslate()

    def retranslate(self) -> None:
        self.words.setText(self.tr("Magnify"))
        self.back.setText(self.tr("Back  Esc"))
        self._name(self.back, self.tr("Back to the other pictures"))
        if self._steered:
            self._name(self.plus, self.tr("Magnify the picture: Ctrl + wheel, or Ctrl and +"))
            self._name(self.minus, self.tr("Magnify the picture less: Ctrl + wheel, or Ctrl and −"))
        else:
            self._name(self.plus, self.tr("Magnify the picture: wheel, or key +"))
            self._name(self.minus, self.tr("Magnify the picture less: wheel, or key −"))

    def _name(self, button: QPushButton, words: str) -> None:
        button.setToolTip(words)
        button.setAccessibleName(words)

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("compact")
        button.setMinimumWidth(_LEAST_WIDTH)
        # A click leaves the keys to the picture.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

"""Large figures to press: for gloves, and for a keyboard that is out of reach."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

_SPACE = 8
_LARGEST = 60
"""As high as the style allows, with its borders."""


class NumberKeys(QWidget):
    """Emits `digit`, `back` and `cleared`. Never takes the cursor from the field it fills."""

    digit = Signal(str)
    back = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_SPACE)
        self.setMaximumHeight(4 * _LARGEST + 3 * _SPACE)
        for place, figure in enumerate("123456789"):
            grid.addWidget(self._figure(figure), place // 3, place % 3)
        self.clear = self._key("")
        self.clear.clicked.connect(self.cleared)
        self.delete = self._key("⌫")
        self.delete.clicked.connect(self.back)
        grid.addWidget(self.clear, 3, 0)
        grid.addWidget(self._figure("0"), 3, 1)
        grid.addWidget(self.delete, 3, 2)
        self.retranslate()

    def retranslate(self) -> None:
        self.clear.setText(self.tr("Clear"))
        self.delete.setAccessibleName(self.tr("Delete the last figure"))

    def _figure(self, figure: str) -> QPushButton:
        key = self._key(figure)
        key.clicked.connect(lambda: self.digit.emit(figure))
        return key

    def _key(self, text: str) -> QPushButton:
        key = QPushButton(text, self)
        key.setObjectName("pin_key")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # As large as there is room for, up to what the style allows.
        key.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        return key

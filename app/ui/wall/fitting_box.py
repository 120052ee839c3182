"""A choice that gives way on a small screen."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from app.ui.wall.fitting import first_fitting

BEFORE_KEY = "  "
"""Stands between words and the key that does the same."""
_LEAST = 112
_MOST = 240
BOX_GROWS = _MOST - _LEAST
"""So much wider it may become."""


class FittingBox(QComboBox):
    """Where there is no room for words and key, the words stand alone; the list shows all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMinimumWidth(_LEAST)
        self.setMaximumWidth(_MOST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view().setMinimumWidth(_MOST)

    def shown(self) -> str:
        """What stands on the closed box."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part, field = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(field, option, part, self).width()
        whole = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        return first_fitting((whole, whole.partition(BEFORE_KEY)[0]), self.fontMetrics(), room)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

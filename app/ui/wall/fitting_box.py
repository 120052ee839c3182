"""A choice that gives way on a small screen."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from app.ui.wall.fitting import first_fitting

BEFORE_KEY = "  "
"""Stands between words and the key that does the same."""
_LEAST = 84
_LEAST_FOR_WORDS = 150
"""As wide it asks to be at least for the words that stand on it: longer names of views are cut."""
_MOST = 240


class FittingBox(QComboBox):
    """Where there is no room for words and key, the words stand alone; the list shows all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMaximumWidth(_MOST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view().setMinimumWidth(_MOST)
        self.currentTextChanged.connect(lambda: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self._whole().partition(BEFORE_KEY)[0])
        needed = words + _MOST - self._room_in(_MOST)
        return QSize(min(max(needed, _LEAST), _LEAST_FOR_WORDS), super().minimumSizeHint().height())

    def grows(self) -> int:
        """So much wider than it must be it may become."""
        return _MOST - self.minimumSizeHint().width()

    def shown(self) -> str:
        """What stands on the closed box."""
        whole = self._whole()
        words = whole.partition(BEFORE_KEY)[0]
        return first_fitting((whole, words), self.fontMetrics(), self._room_in(self.width()))

    def _whole(self) -> str:
        return self.currentText() if self.currentIndex() >= 0 else self.placeholderText()

    def _room_in(self, width: int) -> int:
        """For words on a box of this width."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, width, self.height())
        part, field = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(field, option, part, self).width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

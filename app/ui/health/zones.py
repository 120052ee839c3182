"""How a camera's pictures are looked at and kept: a line of the camera's form, and the panel that opens from it."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.model.site import RECORD_MODES, CameraOptions
from app.ui.forms.choices import choose, fill_box
from app.ui.forms.field import Field, prepare_boxes
from app.ui.health.zone_canvas import ZoneCanvas
from app.ui.services import Services

_TIME = QRegularExpression(r"(([01]\d|2[0-3]):[0-5]\d|24:00)")
_SIDE_PX = 300


class OptionsField(Field):
    """Shows the options in a line; the button asks for the panel."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = CameraOptions()
        self.button = QPushButton(self)
        self.button.clicked.connect(self.wanted)
        self.words = QLabel(self)
        self.words.setObjectName("dim")
        self.words.setWordWrap(True)
        self._place(self.button)
        self._column.addWidget(self.words)

    def retranslate(self) -> None:
        self.button.setText(self.tr("Zones and recording …"))
        self._show()

    def value(self) -> CameraOptions:
        return self._options

    def set_value(self, value: CameraOptions) -> None:
        self._options = value
        self._show()

    def choose(self, value: CameraOptions) -> None:
        """As somebody chose it in the panel."""
        if value != self._options:
            self.set_value(value)
            self.changed.emit()

    def _show(self) -> None:
        options = self._options
        watched = self.tr("%n zone(s)", "", len(options.zones)) if options.zones else self.tr("whole picture")
        if not options.watched:
            watched = self.tr("not watched")
        kept = {
            "off": self.tr("not recorded"),
            "motion": self.tr("recorded on motion"),
            "always": self.tr("recorded all the time"),
        }
        words = [watched, kept.get(options.record, options.record)]
        if options.record != "off" and (options.record_from, options.record_to) != ("00:00", "24:00"):
            words.append(f"{options.record_from}–{options.record_to}")
        self.words.setText(" · ".join(words))


class OptionsPanel(QFrame):
    """Lies over its parent and grows with it. Emits `done` with the options, or closes without a word."""

    done = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._over = parent
        self._options = CameraOptions()
        self._before: QWidget | None = None
        self.canvas = ZoneCanvas(services, self)
        self.title, self.how = self._label("form_title"), self._label("dim")
        self.watched = QCheckBox(self)
        self.sensitivity_words, self.zone_words = self._label("field_label"), self._label("field_label")
        self.sensitivity = QSlider(Qt.Orientation.Horizontal, self)
        self.sensitivity.setRange(1, 100)
        self.sensitivity.setPageStep(10)
        self.sensitivity.setMinimumHeight(40)
        self.zones = QComboBox(self)
        self.close_zone, self.remove_zone = QPushButton(self), QPushButton(self)
        self.record_words, self.record = self._label("field_label"), QComboBox(self)
        self.times_words, self.begin, self.end = self._label("field_label"), self._time(), self._time()
        self.pre_roll_words, self.pre_roll = self._label("field_label"), QSpinBox(self)
        self.pre_roll.setRange(10, 120)
        self.trouble = self._label("problem")
        self.keep, self.cancel = QPushButton(self), QPushButton(self)
        self.keep.setObjectName("primary")
        prepare_boxes(self.zones, self.record, self.pre_roll)
        self._wire()
        self._arrange()
        parent.installEventFilter(self)
        self.hide()

    def open(self, camera_id: str, name: str, options: CameraOptions) -> None:
        self._options, self._before = options, self.window().focusWidget()
        self.title.setText(name)
        self.watched.setChecked(options.watched)
        self.sensitivity.setValue(options.sensitivity)
        choose(self.record, options.record)
        self.begin.setText(options.record_from)
        self.end.setText(options.record_to)
        self.pre_roll.setValue(options.pre_roll_s)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.canvas.open(camera_id, name, options.zones)
        self._show()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def options(self) -> CameraOptions:
        """As they stand in the panel."""
        return replace(
            self._options,
            watched=self.watched.isChecked(),
            sensitivity=self.sensitivity.value(),
            zones=self.canvas.drawing.zones,
            record=str(self.record.currentData()),
            record_from=self.begin.text(),
            record_to=self.end.text(),
            pre_roll_s=self.pre_roll.value(),
        )

    def retranslate(self) -> None:
        self.how.setText(
            self.tr(
                "Click corners on the picture, the first one again to finish; drag a corner to move it."
                " Keys: arrows, Space sets a corner, Backspace takes it back, Del removes the zone."
            )
        )
        self.watched.setText(self.tr("Watched: frozen, covered, moved, motion"))
        self.close_zone.setText(self.tr("Finish zone"))
        self.remove_zone.setText(self.tr("Remove zone"))
        self.record_words.setText(self.tr("Recording"))
        modes = {
            "off": self.tr("off"),
            "motion": self.tr("on motion"),
            "always": self.tr("all the time"),
        }
        fill_box(self.record, [(mode, modes[mode]) for mode in RECORD_MODES], self._options.record)
        self.times_words.setText(self.tr("Recorded from, to"))
        self.begin.setAccessibleName(self.tr("Recorded from"))
        self.end.setAccessibleName(self.tr("Recorded to"))
        self.pre_roll_words.setText(self.tr("Kept in memory, seconds"))
        self.keep.setText(self.tr("Apply"))
        self.cancel.setText(self.tr("Cancel  Esc"))
        self.zone_words.setText(self.tr("Motion counts in"))
        self.canvas.setAccessibleName(self.tr("Picture to draw zones on"))
        for label, editor in (
            (self.record_words, self.record),
            (self.pre_roll_words, self.pre_roll),
            (self.zone_words, self.zones),
        ):
            editor.setAccessibleName(label.text())
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _take_over(self) -> None:
        self.canvas.close_zone()
        options = self.options()
        self._leave()
        self.done.emit(options)

    def _leave(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        drawing = self.canvas.drawing
        names = [(str(number), zone.name) for number, zone in enumerate(drawing.zones)]
        whole = [("-1", self.tr("the whole picture"))] if not names else [("-1", self.tr("all zones"))]
        fill_box(self.zones, [*whole, *names], str(drawing.chosen))
        drawn = bool(drawing.open_corners)
        self.close_zone.setEnabled(drawn)
        self.remove_zone.setEnabled(drawn or drawing.chosen >= 0)
        value = self.sensitivity.value()
        self.sensitivity_words.setText(self.tr("Sensitivity to motion: {value}").format(value=value))
        self.sensitivity.setAccessibleName(self.sensitivity_words.text())
        recorded = self.record.currentData() != "off"
        for editor in (self.begin, self.end):
            editor.setEnabled(recorded)
        self.sensitivity.setEnabled(self.watched.isChecked())
        trouble = self._trouble()
        self.trouble.setText(f"▲ {trouble}" if trouble else "")
        self.trouble.setVisible(bool(trouble))
        self.keep.setEnabled(not trouble)

    def _trouble(self) -> str:
        if not (self.begin.hasAcceptableInput() and self.end.hasAcceptableInput()):
            return self.tr("Write times like 08:00; 24:00 is the end of the day.")
        if self.record.currentData() == "motion" and not self.watched.isChecked():
            return self.tr("Without watching no motion is seen, and nothing would be recorded.")
        return ""

    def _wire(self) -> None:
        self.canvas.changed.connect(self._show)
        self.close_zone.clicked.connect(self.canvas.close_zone)
        self.remove_zone.clicked.connect(lambda: self.canvas.change(self.canvas.drawing.remove()))
        self.zones.activated.connect(
            lambda: self.canvas.change(self.canvas.drawing.choose(int(self.zones.currentData())))
        )
        self.watched.toggled.connect(lambda: self._show())
        self.sensitivity.valueChanged.connect(lambda: self._show())
        self.record.activated.connect(lambda: self._show())
        for editor in (self.begin, self.end):
            editor.textChanged.connect(lambda: self._show())
        self.keep.clicked.connect(self._take_over)
        self.cancel.clicked.connect(self._leave)

    def _time(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setValidator(QRegularExpressionValidator(_TIME, line))
        return line

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _arrange(self) -> None:
        zone_buttons, times, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (zone_buttons, (self.close_zone, self.remove_zone)),
            (times, (self.begin, self.end)),
            (buttons, (self.keep, self.cancel)),
        ):
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, 1)
        side = QVBoxLayout()
        side.setSpacing(6)
        for item in (
            self.watched, self.sensitivity_words, self.sensitivity, self.zone_words, self.zones, zone_buttons,
            self.record_words, self.record, self.times_words, times, self.pre_roll_words, self.pre_roll,
        ):  # fmt: skip
            if isinstance(item, QWidget):
                side.addWidget(item)
            else:
                side.addLayout(item)
        side.addStretch(1)
        side.addWidget(self.trouble)
        side.addLayout(buttons)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.canvas, 1, 0)
        grid.addWidget(self.how, 2, 0)
        grid.addLayout(side, 0, 1, 3, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, _SIDE_PX)

"""The stops of a tour as rows to choose in: a camera or a view, and for how long it is looked at."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from app.model.tour import DWELL_S, Stop
from app.tours.rules import LEAST_DWELL_S, LONGEST_DWELL_S
from app.ui.forms.choices import Options, choose, fill_box
from app.ui.forms.field import Field, prepare_boxes
from app.ui.forms.row_count import keep_count

_CAMERA, _VIEW = "camera:", "view:"


def camera_option(camera_id: str) -> str:
    return f"{_CAMERA}{camera_id}"


def view_option(view_id: str) -> str:
    return f"{_VIEW}{view_id}"


class StopRow(QFrame):
    """One stop."""

    changed = Signal()
    up_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QLabel(self)
        self.number.setObjectName("dim")
        self.number.setFixedWidth(28)
        self.what = QComboBox(self)
        self.what.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.dwell = QSpinBox(self)
        self.dwell.setRange(LEAST_DWELL_S, LONGEST_DWELL_S)
        self.dwell.setSingleStep(5)
        self.up, self.remove = QPushButton("↑", self), QPushButton("✕", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.what, 4)
        row.addWidget(self.dwell, 1)
        for button in (self.up, self.remove):
            button.setObjectName("compact")
            button.setFixedWidth(40)
            row.addWidget(button)
        prepare_boxes(self.what, self.dwell)
        self.what.activated.connect(lambda: self.changed.emit())
        self.dwell.valueChanged.connect(lambda: self.changed.emit())
        self.up.clicked.connect(self.up_wanted)
        self.remove.clicked.connect(self.remove_wanted)

    def stop(self) -> Stop:
        option = str(self.what.currentData() or "")
        if option.startswith(_VIEW):
            return Stop(view_id=option.removeprefix(_VIEW), dwell_s=self.dwell.value())
        return Stop(option.removeprefix(_CAMERA), dwell_s=self.dwell.value())

    def show_stop(self, number: int, stop: Stop, options: Options) -> None:
        self.blockSignals(True)
        self.number.setText(f"{number}.")
        self.up.setEnabled(number > 1)
        fill_box(self.what, options, _option_of(stop))
        choose(self.what, _option_of(stop))
        self.dwell.setValue(stop.dwell_s)
        self.blockSignals(False)

    def editors(self) -> list[QWidget]:
        return [self.what, self.dwell, self.up, self.remove]

    def retranslate(self) -> None:
        self.what.setPlaceholderText(self.tr("Camera or view"))
        self.what.setAccessibleName(self.tr("Camera or view"))
        self.dwell.setSuffix(self.tr(" s", "seconds, after a number"))
        self.dwell.setAccessibleName(self.tr("Seconds to look"))
        for button, words in (
            (self.up, self.tr("Move the stop up")),
            (self.remove, self.tr("Take the stop out")),
        ):
            button.setAccessibleName(words)
            button.setToolTip(words)


class StopsField(Field):
    """All stops, in the order they are looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[StopRow] = []
        self._options: Options = ()
        self._cameras: tuple[str, ...] = ()
        self.add, self.add_all = QPushButton(self), QPushButton(self)
        self.add.clicked.connect(lambda: self._put_last((Stop(dwell_s=self._usual()),)))
        self.add_all.clicked.connect(self._add_all)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.add)
        below.addWidget(self.add_all)
        below.addStretch(1)
        self._column.addWidget(self.problem)
        self._column.addLayout(below)
        self._know(self.add, self.add_all)

    def value(self) -> tuple[Stop, ...]:
        return tuple(row.stop() for row in self.rows)

    def set_value(self, value: tuple[Stop, ...]) -> None:
        if keep_count(self.rows, len(value), self._column, self._append):
            self.grown.emit()
        for number, (row, stop) in enumerate(zip(self.rows, value, strict=True), start=1):
            row.show_stop(number, stop, self._options)

    def set_choices(self, cameras: Options, views: Options) -> None:
        """Ids and names."""
        self._cameras = tuple(camera_id for camera_id, _ in cameras)
        kept = self.value()
        self._options = [
            *((camera_option(camera_id), name) for camera_id, name in cameras),
            *((view_option(view_id), self.tr("View: {name}").format(name=name)) for view_id, name in views),
        ]
        self.set_value(kept)

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        self.add.setText(self.tr("Add a stop"))
        self.add_all.setText(self.tr("Add all cameras"))
        for row in self.rows:
            row.retranslate()

    def editors(self) -> list[QWidget]:
        return [*(editor for row in self.rows for editor in row.editors()), self.add, self.add_all]

    def begin(self) -> None:
        """The first stop without a camera, else the button to add one."""
        empty = next((row for row in self.rows if row.stop() == Stop(dwell_s=row.dwell.value())), None)
        (empty.what if empty is not None else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> None:
        row = StopRow(self)
        row.retranslate()
        row.changed.connect(self.changed)
        row.up_wanted.connect(self._move_up)
        row.remove_wanted.connect(self._take_out)
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def _put_last(self, stops: tuple[Stop, ...]) -> None:
        self.set_value((*self.value(), *stops))
        if stops:
            self.rows[-1].what.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _add_all(self) -> None:
        """Those that are not in the tour yet."""
        there = {stop.camera_id for stop in self.value()}
        dwell = self._usual()
        self._put_last(tuple(Stop(one, dwell_s=dwell) for one in self._cameras if one not in there))

    def _usual(self) -> int:
        """As long as the stop before it."""
        return self.rows[-1].dwell.value() if self.rows else DWELL_S

    def _move_up(self) -> None:
        index = self.rows.index(cast("StopRow", self.sender()))
        stops = list(self.value())
        if index > 0:
            stops[index - 1], stops[index] = stops[index], stops[index - 1]
            self.set_value(tuple(stops))
            self.changed.emit()

    def _take_out(self) -> None:
        index = self.rows.index(cast("StopRow", self.sender()))
        stops = self.value()
        self.set_value(stops[:index] + stops[index + 1 :])
        self.changed.emit()


def _option_of(stop: Stop) -> str:
    if stop.view_id:
        return view_option(stop.view_id)
    return camera_option(stop.camera_id) if stop.camera_id else ""

"""The stops of a tour as rows to choose in: a camera or a view, and for how long it is looked at."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSpinBox, QWidget

from app.model.tour import DWELL_S, Stop
from app.tours.rules import LEAST_DWELL_S, LONGEST_DWELL_S
from app.ui.forms.choices import Options, choose, fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.forms.ordered import OrderedField, OrderedRow

_CAMERA, _VIEW = "camera:", "view:"


def camera_option(camera_id: str) -> str:
    return f"{_CAMERA}{camera_id}"


def view_option(view_id: str) -> str:
    return f"{_VIEW}{view_id}"


class StopRow(OrderedRow):
    """One stop. `options`: what it can be of."""

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = options
        self.number.setFixedWidth(28)
        self.what = QComboBox(self)
        self.what.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.dwell = QSpinBox(self)
        self.dwell.setRange(LEAST_DWELL_S, LONGEST_DWELL_S)
        self.dwell.setSingleStep(5)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.what, 4)
        row.addWidget(self.dwell, 1)
        row.addWidget(self.up)
        row.addWidget(self.remove)
        prepare_boxes(self.what, self.dwell)
        self.what.activated.connect(lambda: self.changed.emit())
        self.dwell.valueChanged.connect(lambda: self.changed.emit())

    def value(self) -> Stop:
        option = str(self.what.currentData() or "")
        if option.startswith(_VIEW):
            return Stop(view_id=option.removeprefix(_VIEW), dwell_s=self.dwell.value())
        return Stop(option.removeprefix(_CAMERA), dwell_s=self.dwell.value())

    def show_value(self, value: Stop) -> None:
        fill_box(self.what, self.options, _option_of(value))
        choose(self.what, _option_of(value))
        self.dwell.setValue(value.dwell_s)

    def editors(self) -> list[QWidget]:
        return [self.what, self.dwell, self.up, self.remove]

    def retranslate(self) -> None:
        self.what.setPlaceholderText(self.tr("Camera or view"))
        self.what.setAccessibleName(self.tr("Camera or view"))
        self.dwell.setSuffix(self.tr(" s", "seconds, after a number"))
        self.dwell.setAccessibleName(self.tr("Seconds to look"))
        self.name_keys(self.tr("Move the stop up"), self.tr("Take the stop out"))


class StopsField(OrderedField[StopRow]):
    """All stops, in the order they are looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: Options = ()
        self._cameras: tuple[str, ...] = ()
        self.add_all = QPushButton(self)
        self.add.clicked.connect(lambda: self.put_last(Stop(dwell_s=self._usual())))
        self.add_all.clicked.connect(self._add_all)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.add)
        below.addWidget(self.add_all)
        below.addStretch(1)
        self._column.addWidget(self.problem)
        self._column.addLayout(below)
        self._know(self.add, self.add_all)

    def made_row(self) -> StopRow:
        return StopRow(self._options, self)

    def set_choices(self, cameras: Options, views: Options) -> None:
        """Ids and names."""
        self._cameras = tuple(camera_id for camera_id, _ in cameras)
        kept = self.value()
        self._options = [
            *((camera_option(camera_id), name) for camera_id, name in cameras),
            *((view_option(view_id), self.tr("View: {name}").format(name=name)) for view_id, name in views),
        ]
        for row in self.rows:
            row.options = self._options
        self.set_value(kept)

    def set_label(self, text: str) -> None:
        super().set_label(text)
        self.add.setText(self.tr("Add a stop"))
        self.add_all.setText(self.tr("Add all cameras"))

    def begin(self) -> None:
        """The first stop without a camera, else the button to add one."""
        empty = (row for row in self.rows if row.value() == Stop(dwell_s=row.dwell.value()))
        self.begin_at(next(empty, None))

    def _add_all(self) -> None:
        """Those that are not in the tour yet."""
        there = {stop.camera_id for stop in self.value()}
        dwell = self._usual()
        self.put_last(*(Stop(one, dwell_s=dwell) for one in self._cameras if one not in there))

    def _usual(self) -> int:
        """As long as the stop before it."""
        return self.rows[-1].dwell.value() if self.rows else DWELL_S


def _option_of(stop: Stop) -> str:
    if stop.view_id:
        return view_option(stop.view_id)
    return camera_option(stop.camera_id) if stop.camera_id else ""

"""What a camera told after the login, and the button that takes it over."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.onvif import Device, Source, Stream

_CLOCK_OFF_S = 60
_HOUR_S = 3600


class DeviceOffer(QFrame):
    """Hidden until there is something to take over. `wanted` carries the source that was chosen."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.device: Device | None = None
        self._known: Callable[[Source], bool] = lambda source: False
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.clock = QLabel(self)
        self.clock.setObjectName("problem")
        self.clock.setWordWrap(True)
        self.source = QComboBox(self)
        self.take = QPushButton(self)
        self.take.clicked.connect(self._take)
        self.source.currentIndexChanged.connect(lambda: self.retranslate())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.about, self.clock, self.source, self.take):
            column.addWidget(widget)
        self.hide()

    def show_device(self, device: Device, known: Callable[[Source], bool]) -> None:
        """`known`: whether a source is a camera of ours already."""
        self.device, self._known = device, known
        self.source.clear()
        for source in device.sources:
            self.source.addItem(_streams(source))
        self.source.setVisible(len(device.sources) > 1)
        self.take.setEnabled(bool(device.sources))
        self.retranslate()
        self.show()

    def clear(self) -> None:
        self.device = None
        self.hide()

    def retranslate(self) -> None:
        self.source.setAccessibleName(self.tr("Input of the recorder"))
        source = self._source()
        known = source is not None and self._known(source)
        self.take.setText(
            self.tr("Put into the form of this camera") if known else self.tr("Put into a new form")
        )
        if self.device is not None:
            self.about.setText(self._about(self.device))
            off = self.device.clock_off_s
            self.clock.setVisible(off is None or abs(off) >= _CLOCK_OFF_S)
            self.clock.setText("▲ " + self._clock(off))

    def _about(self, device: Device) -> str:
        name = " ".join(part for part in (device.maker, device.model) if part) or device.address
        streams = _streams(device.sources[0]) if device.sources else self.tr("no picture")
        steered = self.tr("can be steered") if device.steerable else self.tr("cannot be steered")
        return " · ".join((name, streams, steered))

    def _clock(self, off: float | None) -> str:
        if off is None:
            return self.tr("It does not tell its time.")
        if abs(off) >= _HOUR_S:
            ahead, behind = (
                self.tr("Its clock is {hours} h ahead."),
                self.tr("Its clock is {hours} h behind."),
            )
            return (ahead if off > 0 else behind).format(hours=f"{abs(off) / _HOUR_S:.0f}")
        ahead, behind = (
            self.tr("Its clock is {minutes} min ahead."),
            self.tr("Its clock is {minutes} min behind."),
        )
        return (ahead if off > 0 else behind).format(minutes=f"{abs(off) / 60:.0f}")

    def _source(self) -> Source | None:
        """The one that is chosen."""
        if self.device is None or not self.device.sources:
            return None
        return self.device.sources[max(0, self.source.currentIndex())]

    def _take(self) -> None:
        source = self._source()
        if source is not None:
            self.wanted.emit(source)


def _streams(source: Source) -> str:
    sizes = [_size(stream) for stream in (source.main, source.sub) if stream is not None]
    return f"{source.name}: {' + '.join(sizes)}" if source.name else " + ".join(sizes)


def _size(stream: Stream) -> str:
    return f"{stream.width}×{stream.height} {stream.encoding}".strip()

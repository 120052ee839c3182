"""A voice note is played. Loaded when somebody wants to hear one."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from app.core.errors import NotFound
from app.journal.voice import RATE, decoded


class VoicePlayer(QObject):
    """One note at a time; `ended` when it is over or another one begins."""

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink: QAudioSink | None = None
        self._buffer = QBuffer(self)

    def play(self, file: bytes) -> None:
        """Raises NotFound (no_loudspeaker) where nothing could be heard."""
        self.stop()
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            raise NotFound("no_loudspeaker")
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._buffer.setData(QByteArray(decoded(file)))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, form, self)
        self._sink.stateChanged.connect(self._look)
        self._sink.start(self._buffer)

    def stop(self) -> None:
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.stop()
            sink.deleteLater()
            self._buffer.close()
            self.ended.emit()

    def _look(self, state: QtAudio.State) -> None:
        if state == QtAudio.State.IdleState:
            self.stop()

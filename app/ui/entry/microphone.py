"""The microphone of this computer. Loaded when somebody wants to speak: it brings the sound system with it."""

from collections.abc import Callable

from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from app.core.errors import NotFound
from app.journal.voice import RATE, as_spoken


class Microphone(QObject):
    """Hands over 16-bit samples of one channel at 16 kHz while somebody speaks.

    Raises NotFound (no_microphone, microphone_refused) where there is none that can be used.
    """

    def __init__(self, heard: Callable[[bytes], None], parent: QObject) -> None:
        super().__init__(parent)
        device = QMediaDevices.defaultAudioInput()
        if device.isNull():
            raise NotFound("no_microphone")
        wanted = QAudioFormat()
        wanted.setSampleRate(RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._heard = heard
        self._format = wanted if device.isFormatSupported(wanted) else device.preferredFormat()
        known = (QAudioFormat.SampleFormat.Int16, QAudioFormat.SampleFormat.Float)
        if self._format.sampleFormat() not in known:
            raise NotFound("microphone_refused")
        self._source = QAudioSource(device, self._format, self)
        self._stream: QIODevice = self._source.start()
        if self._source.error() != QtAudio.Error.NoError:
            raise NotFound("microphone_refused")
        self._stream.readyRead.connect(self._read)

    def stop(self) -> None:
        self._read()
        self._source.stop()

    def _read(self) -> None:
        samples = bytes(self._stream.readAll().data())
        if samples:
            floats = self._format.sampleFormat() == QAudioFormat.SampleFormat.Float
            rate, channels = self._format.sampleRate(), self._format.channelCount()
            self._heard(as_spoken(samples, rate, channels, floats=floats))

"""Whether the graphics card decodes a camera, and whether it does now."""

from datetime import UTC, tzinfo

from PySide6.QtWidgets import QLabel, QWidget

from app.model.health import Fallback
from app.ui.format import clock_time, iso_date
from app.ui.forms.choices import SwitchField


class HardwareField(SwitchField):
    """A switch, and a line that says what comes of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = False
        self._decoder = ""
        self._fallback: Fallback | None = None
        self._zone: tzinfo = UTC
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self._column.addWidget(self.note)
        self.changed.connect(self._show)

    def retranslate(self) -> None:
        self.set_label(self.tr("Decoding"))
        self.set_text(self.tr("by the graphics card, where its test passes"))
        self._show()

    def set_value(self, value: bool) -> None:
        super().set_value(value)
        self._show()

    def show_now(self, *, stored: bool, decoder: str, fallback: Fallback | None, zone: tzinfo) -> None:
        """What is stored of it, how the camera is decoded now, and when the card failed it."""
        self._stored, self._decoder, self._fallback, self._zone = stored, decoder, fallback, zone
        self._show()

    def _show(self) -> None:
        words = self._words()
        self.note.setText(words)
        self.note.setVisible(bool(words))
        name = "problem" if words.startswith("▲") else "dim"
        if name != self.note.objectName():
            self.note.setObjectName(name)
            self.note.style().polish(self.note)

    def _words(self) -> str:
        if self._fallback is not None and not self.value():
            return self.tr("Save now; then switch it on again: the graphics card is tried anew.")
        if self._fallback is not None:
            since = self._fallback.since
            time = f"{iso_date(since, self._zone)} {clock_time(since, self._zone)}"
            failed = (
                self.tr("▲ The decoder died with it on {time}: software since then.")
                if self._fallback.cause == "host_down"
                else self.tr("▲ It gave no pictures on {time}: software since then.")
            ).format(time=time)
            again = self.tr("To try it anew, switch off and save, then on and save.")
            return self.tr("{said} {more}").format(said=failed, more=again)
        if not (self.value() and self._stored):
            return ""
        return {
            "hardware": self.tr("The graphics card decodes it now."),
            "software": self.tr("No graphics card passed the test for it: software decodes it."),
        }.get(self._decoder, "")

"""What hangs on an entry, in words."""

from PySide6.QtCore import QObject

from app.model.line import PICTURE, VOICE, Attachment
from app.ui.format import clock_time, duration, site_zone
from app.ui.language import Worded
from app.ui.names import Names

_KILO, _MEGA = 1024, 1024 * 1024


class AttachmentWords(Worded):
    """Kind, name, and what tells it from others."""

    def __init__(self, names: Names, zone_name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._zone = site_zone(zone_name)

    def said(self, attachment: Attachment) -> str:
        if attachment.what == VOICE:
            return self.tr("Voice note {length}").format(length=duration(attachment.seconds))
        if attachment.camera_id:
            time = clock_time(attachment.taken_at, self._zone) if attachment.taken_at else ""
            camera = self._names.camera(attachment.camera_id)
            if attachment.state != "live":
                return self.tr("Picture {camera} {time}, not live").format(camera=camera, time=time)
            return self.tr("Picture {camera} {time}").format(camera=camera, time=time)
        if attachment.what == PICTURE:
            return self.tr("Picture {name}").format(name=self._named(attachment))
        return self.tr("File {name}").format(name=self._named(attachment))

    def _named(self, attachment: Attachment) -> str:
        return f"{attachment.name} ({size_words(attachment.size)})"


def size_words(size: int) -> str:
    """`3.4 MB`"""
    if size >= _MEGA:
        return f"{size / _MEGA:.1f} MB"
    return f"{max(1, round(size / _KILO))} KB"

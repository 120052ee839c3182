"""What is said of a kept picture: how old it was when it was kept, and that it was not live where it was not."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.ui.code_words import CodeWords
from app.ui.language import Worded


class PictureWords(Worded):
    """For sentences of the log. Pictures that were not live never look as if they had been."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)

    def standing(self, data: Mapping[str, str]) -> str:
        """Follows the time of the picture: `, 0.2 s old`."""
        state, cause = data.get("state", ""), self._codes.camera_cause(data.get("cause", ""))
        if not state:
            return ""
        age = self.age(float(data.get("age_s") or 0))
        if state == "live":
            return self.tr(", {age} old").format(age=age)
        if data.get("cause") == "frozen":
            # Its age is that of the last copy: how old the first one is nobody knows.
            return self.tr(", NOT LIVE: {cause}").format(cause=cause)
        return self.tr(", NOT LIVE: {age} old, {cause}").format(age=age, cause=cause)

    def age(self, seconds: float) -> str:
        if seconds < 10:
            return self.tr("{seconds} s").format(seconds=f"{seconds:.1f}")
        if seconds < 120:
            return self.tr("{seconds} s").format(seconds=int(seconds))
        if seconds < 7200:
            return self.tr("{minutes} min").format(minutes=int(seconds // 60))
        return self.tr("{hours} h").format(hours=int(seconds // 3600))

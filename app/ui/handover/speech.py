"""The words of the paper for the screen, in its language and the site's time."""

from zoneinfo import ZoneInfo

from app.handover.wording import HandoverWords
from app.ui.language import current_language
from app.ui.services import Services


class Speech:
    """Made anew when language or site change: `forget`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._words: HandoverWords | None = None

    def forget(self) -> None:
        self._words = None

    @property
    def words(self) -> HandoverWords:
        if self._words is None:
            zone = ZoneInfo(self._services.site.site().timezone)
            self._words = HandoverWords(current_language(), zone)
        return self._words

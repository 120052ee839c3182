"""The duty posts nearest to an incident, with telephone and whoever stands there now."""

from PySide6.QtCore import QObject

from app.incidents.nearby import NearPost, nearest_posts
from app.model.incident import Incident
from app.ui.language import CHINESE, current_language
from app.ui.services import Services

_STANDS_S = 30.0
"""Messages of an incident change every second; who stands at a post does not."""


class NearestWords(QObject):
    """`forget` after a change of posts, people or language."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._known: tuple[str, str, float] | None = None

    def text(self, incident: Incident) -> str:
        """Empty while the place is not known, and where the site has no post near it."""
        now = self._services.clock.monotonic()
        if (
            self._known is not None
            and self._known[0] == incident.place_id
            and now - self._known[2] < _STANDS_S
        ):
            return self._known[1]
        text = self._text(incident) if incident.place_id else ""
        self._known = (incident.place_id, text, now)
        return text

    def forget(self) -> None:
        self._known = None

    def _text(self, incident: Incident) -> str:
        roster = self._services.roster
        posts = nearest_posts(
            incident.place_id,
            self._services.site.places(),
            roster.posts(),
            roster.on_duty().now,
            roster.people(),
        )
        told = " · ".join(map(self._post, posts))
        return self.tr("Nearest: {posts}").format(posts=told) if told else ""

    def _post(self, near: NearPost) -> str:
        """A number never stands apart from its post."""
        language = current_language()
        mark = "、" if language == CHINESE else ", "
        people = mark.join(person.name.in_language(language) for person in near.people)
        named = f"{near.post.name.in_language(language)} {near.post.phone}".strip()
        words = self.tr("{post} ({people})").format(post=named, people=people) if people else named
        return words.replace(" ", "\u00a0")

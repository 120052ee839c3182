"""The duty posts nearest to an incident, with telephone and whoever stands there now."""

from collections.abc import Iterable

from app.incidents.nearby import NearPost
from app.ui.language import CHINESE, Worded, current_language


class NearestWords(Worded):
    def text(self, posts: Iterable[NearPost]) -> str:
        """Empty while the place is not known, and where the site has no post near it."""
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

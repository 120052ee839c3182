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
        """A number never stands apart from the last word of its post, nor a first name from its second. In Chinese a line
        may end behind any character: held to its number, the last one would be torn from its name."""
        language = current_language()
        mark = "、" if language == CHINESE else ", "
        people = mark.join(_together(person.name.in_language(language)) for person in near.people)
        name, phone = near.post.name.in_language(language), _together(near.post.phone)
        between = " " if language == CHINESE else "\u00a0"
        named = f"{name}{between}{phone}" if phone else name
        return self.tr("{post} ({people})").format(post=named, people=people) if people else named


def _together(words: str) -> str:
    return words.replace(" ", "\u00a0")

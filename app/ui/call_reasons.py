"""Why somebody is called by a tier, and who is missing there."""

from PySide6.QtCore import QObject

from app.model.plan import GROUP, PERSON, POST
from app.ui.code_words import CodeWords
from app.ui.language import Worded
from app.ui.names import Names


class CallReasons(Worded):
    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._codes = CodeWords(self)

    def why(self, code: str, detail: str, role: str) -> str:
        """Empty for entries of older programs, which do not say."""
        return {
            "on_duty": self._on_duty(detail, self._codes.role(role)),
            "at_post": self.tr("at {post}").format(post=self._names.of("post", detail)),
            "has_role": self._codes.role(role),
            "leads": self._codes.group(detail),
            "any_leader": self._codes.role(role),
            "named": self.tr("named in the plan"),
            "off_duty": self.tr("{role}, off duty").format(role=self._codes.role(role)),
            "added": self.tr("by hand"),
        }.get(code, "")

    def nobody(self, kind: str, target_id: str) -> str:
        """Of a target that finds nobody."""
        if kind == POST:
            return self.tr("Nobody on duty at {post}").format(post=self._names.of("post", target_id))
        if kind == GROUP:
            return self.tr("Nobody leads the {group}").format(group=self._codes.group(target_id))
        if kind == PERSON:
            return self.tr("No longer called: {name}").format(name=self._names.person(target_id))
        return self.tr("Nobody on duty as {role}").format(role=self._codes.role(target_id))

    def _on_duty(self, how: str, role: str) -> str:
        words = {
            "stand_in": self.tr("{role}, standing in"),
            "swap": self.tr("{role} on duty by exchange"),
            "override": self.tr("{role} on duty by a change of the roster"),
            "clocked": self.tr("{role}, clocked on"),
        }
        return words.get(how, self.tr("{role} on duty")).format(role=role)

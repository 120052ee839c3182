"""A mistake of a site file -> where it is, what is wrong and what to write instead."""

from PySide6.QtCore import QObject

from app.core.errors import Problem
from app.ui.language import Worded
from app.ui.problem_words import ProblemWords


class SiteFileWords(Worded):
    """For the list on the settings screen, the command line and the banner."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems = ProblemWords(self)

    def sentence(self, problem: Problem) -> str:
        """All of it in one line."""
        where, what = self.where(problem), self.what(problem)
        return self.tr("{where}: {what}").format(where=where, what=what) if where else what

    def where(self, problem: Problem) -> str:
        """Line and field; empty for what is wrong with the file as a whole."""
        line = self.tr("line {line}").format(line=problem.line) if problem.line else ""
        return self.tr(", ", "between line and field").join(part for part in (line, problem.field) if part)

    def what(self, problem: Problem) -> str:
        """What is wrong, and the remedy."""
        if problem.reason == "wrong_type":
            return self._types().get(problem.value) or self._problems.explain("wrong_type")
        if problem.reason == "toml_syntax" and problem.value:
            what = self._problems.explain("toml_syntax")
            return self.tr("{what} At character {column}.").format(what=what, column=problem.value)
        if problem.value and problem.reason in self._guessed():
            what = self._problems.explain(problem.reason)
            return self.tr("{what} Probably meant: {value}").format(what=what, value=problem.value)
        return self._problems.explain(problem.reason, problem.value)

    def _guessed(self) -> frozenset[str]:
        """Reasons whose value is the nearest right word."""
        return frozenset(
            {
                "unknown_key", "unknown_table", "unknown_role", "unknown_weekday", "unknown_camera_kind",
                "unknown_scene", "unknown_person", "unknown_post", "unknown_place", "unknown_channel",
                "unknown_language", "unknown_record_mode", "unknown_camera", "unknown_group",
            }
        )  # fmt: skip

    def _types(self) -> dict[str, str]:
        return {
            "text": self.tr("A text in quotes belongs here."),
            "texts": self.tr('A list of texts belongs here: ["a", "b"]'),
            "number": self.tr("A whole number without quotes belongs here."),
            "yes_no": self.tr("true or false belongs here, without quotes."),
            "words": self.tr('A name belongs here: { zh = "…", en = "…" }'),
            "points": self.tr("A list of corners belongs here: [[0.1, 0.2], [0.9, 0.2], [0.5, 0.8]]"),
            "table": self.tr("This is a section with one pair of brackets: [site]"),
            "tables": self.tr("Every item is a section with two pairs of brackets: [[camera]]"),
        }

"""A step of a plan in one sentence: what is to be done, by whom, and how long after the press."""

from PySide6.QtCore import QObject

from app.model.plan import Step
from app.ui.code_words import CodeWords
from app.ui.format import duration
from app.ui.language import current_language


class StepWords(QObject):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)

    def text(self, step: Step) -> str:
        text, who = step.text.in_language(current_language()), self._codes.role(step.who)
        time = duration(step.within_s) if step.within_s else ""
        if who and time:
            return self.tr("{text} ({who}, within {time})").format(text=text, who=who, time=time)
        if who:
            return self.tr("{text} ({who})").format(text=text, who=who)
        return self.tr("{text} (within {time})").format(text=text, time=time) if time else text

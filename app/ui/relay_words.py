"""How a relay stands, in words."""

from PySide6.QtCore import QObject

from app.model.relay import OFF, ON, RelayState
from app.ui.code_words import CodeWords
from app.ui.language import Worded


class RelayWords(Worded):
    """Says only what is known: a relay that may have switched is neither on nor off."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)

    def brief(self, state: RelayState) -> str:
        """Where there is no room for the reason."""
        if not state.error:
            return self.state(state)
        return "▲ " + (self.tr("NOT on") if state.turn == ON else self.tr("NOT off"))

    def state(self, state: RelayState) -> str:
        if state.error:
            words = self.tr("NOT on: {why}") if state.turn == ON else self.tr("NOT off: {why}")
            return "▲ " + words.format(why=self._codes.relay_cause(state.error))
        if state.done not in (ON, OFF):
            return self.tr("being switched") if state.done else self.tr("not switched yet")
        words = self.tr("on") if state.done == ON else self.tr("off")
        return self.tr("{words}, by hand").format(words=words) if state.hand == state.done else words

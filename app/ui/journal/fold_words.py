"""What a fold of the log says it holds."""

from PySide6.QtCore import QObject

from app.journal.folding import Fold
from app.ui.language import CHINESE, Worded, current_language

OPENED, CLOSED = "▾", "▸"


class FoldWords(Worded):
    """`▸ 12 automatic: 3 camera losses, 2 sign-ins`"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[str, dict[str, tuple[str, str]]] = {}

    def summary(self, fold: Fold, *, goes_on: bool = False) -> str:
        language = current_language()
        if language not in self._groups:
            self._groups[language] = self._words()
        groups = self._groups[language]
        told = [
            groups[group][0 if count == 1 else 1].format(count=count)
            for group, count in sorted(fold.counts, key=lambda each: -each[1])
        ]
        words = (
            self.tr("{count} automatic so far: {what}") if goes_on else self.tr("{count} automatic: {what}")
        )
        what = ("、" if language == CHINESE else ", ").join(told)
        mark = OPENED if fold.opened else CLOSED
        return f"{mark} {words.format(count=len(fold.entries), what=what)}"

    def _words(self) -> dict[str, tuple[str, str]]:
        """Of one and of several."""
        return {
            "camera_losses": (self.tr("{count} camera loss"), self.tr("{count} camera losses")),
            "camera_returns": (self.tr("{count} camera return"), self.tr("{count} camera returns")),
            "camera_conditions": (self.tr("{count} camera finding"), self.tr("{count} camera findings")),
            "sign_ins": (self.tr("{count} sign-in"), self.tr("{count} sign-ins")),
            "sign_outs": (self.tr("{count} sign-out"), self.tr("{count} sign-outs")),
            "presences": (self.tr("{count} clocking"), self.tr("{count} clockings")),
            "roster_changes": (self.tr("{count} roster change"), self.tr("{count} roster changes")),
            "settings": (self.tr("{count} setting"), self.tr("{count} settings")),
            "recordings": (self.tr("{count} recording note"), self.tr("{count} recording notes")),
            "pictures": (self.tr("{count} picture"), self.tr("{count} pictures")),
            "exports": (self.tr("{count} export"), self.tr("{count} exports")),
            "tours": (self.tr("{count} tour step"), self.tr("{count} tour steps")),
            "messages": (self.tr("{count} message"), self.tr("{count} messages")),
            "channel_tests": (self.tr("{count} channel test"), self.tr("{count} channel tests")),
            "reach_checks": (self.tr("{count} reachability check"), self.tr("{count} reachability checks")),
            "relays": (self.tr("{count} relay switched"), self.tr("{count} relays switched")),
            "steerings": (self.tr("{count} steering"), self.tr("{count} steerings")),
            "disk": (self.tr("{count} disk note"), self.tr("{count} disk notes")),
            "program": (self.tr("{count} program note"), self.tr("{count} program notes")),
        }

"""What the line may name, read in the background and kept until something of it changes."""

from PySide6.QtCore import QObject, Signal

from app.core.pinyin import readings
from app.journal.completion import Completion
from app.journal.tokens import Lexicon
from app.ui.background import Questions
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services

_KINDS = Names.KINDS | {"incident", "template"}


class LineNames(QObject):
    """`lexicon` and `completion` are empty until they were read once.

    Attributes:
        read: they are other ones now.
    """

    read = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._questions = Questions(ops, self)
        self._wanted = False
        self.lexicon = Lexicon(())
        self.completion = Completion((), readings)
        ops.changed.connect(self._on_changed)

    def want(self) -> None:
        """Somebody begins to write: from now on they are kept up to date."""
        if not self._wanted:
            self._wanted = True
            self._ask()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if self._wanted and kinds & _KINDS:
            self._ask()

    def _ask(self) -> None:
        self._questions.forget()
        lines = self._services.lines

        def look() -> tuple[Lexicon, Completion]:
            known = lines.known()
            return Lexicon(known), Completion(known, readings)

        self._questions.ask(look, self._know)

    def _know(self, found: tuple[Lexicon, Completion]) -> None:
        self.lexicon, self.completion = found
        self.read.emit()

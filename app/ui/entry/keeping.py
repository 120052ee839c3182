"""What is being written survives a crash, and belongs to the person who writes it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.model.line import Line
from app.ui.ops import Ops
from app.ui.services import Services

_PAUSE_MS = 500


class Keeping(QObject):
    """Writes the line down at each pause in typing. When somebody else signs in, theirs takes its place.

    Args:
        line: what stands there now.
        put: shows another line.
        failed: keeping it did not work.
    """

    def __init__(
        self,
        services: Services,
        ops: Ops,
        line: Callable[[], Line],
        put: Callable[[Line], None],
        failed: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._line = line
        self._put = put
        self._failed = failed
        self._person_id = services.access.actor().person_id
        self._kept = Line()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.now)
        ops.changed.connect(self._on_changed)

    def restore(self) -> None:
        """After a start."""
        kept = self._services.lines.kept(self._person_id)
        if kept:
            self._kept = self._bare(kept)
            self._put(kept)

    def soon(self) -> None:
        """Something was typed."""
        self._pause.start()

    def now(self) -> None:
        self._pause.stop()
        line = self._bare(self._line())
        if line != self._kept:
            self._kept = line
            self._ops.run(self._services.lines.keep(self._person_id, line), None, self._failed)

    def stored(self) -> None:
        """The line is an entry, and its copy went with it."""
        self._kept = Line()
        self.soon()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        person_id = self._services.access.actor().person_id
        if "access" not in kinds or person_id == self._person_id:
            return
        self.now()
        before, self._person_id = self._person_id, person_id
        theirs = self._services.lines.kept(person_id)
        if theirs is None and not before and self._line():
            # Somebody began to write and signed in for it.
            self._ops.run(self._services.lines.keep("", Line()), None, self._failed)
            self._kept = Line()
            self.now()
            return
        self._kept = self._bare(theirs) if theirs else Line()
        self._put(theirs or Line())

    @staticmethod
    def _bare(line: Line) -> Line:
        """Without the time at which it was kept: that is no difference."""
        return Line(line.text, line.kind, line.camera_id, line.place_id, line.attachments)

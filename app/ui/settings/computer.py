"""This computer: the version, and where the data and the secrets lie."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import __version__
from app.core.errors import DutyRoomError
from app.core.secrets import lie_in_file
from app.ui.background import Questions
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.settings.standing_lines import StandingLines


class ComputerPage(QWidget):
    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = services.folder
        self._key = services.evidence.key
        self._questions = Questions(ops, self)
        self._fingerprint, self._asked = "", False
        self._site = services.site
        self._seen = False
        self.standing = StandingLines(self, spacing=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.addLayout(self.standing)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.standing.show_texts(self._texts())

    def showEvent(self, event: QShowEvent) -> None:
        self._seen = True
        self.retranslate()
        if not self._fingerprint:
            self._questions.ask(self._read_fingerprint, self._show_fingerprint)
        super().showEvent(event)

    def _texts(self) -> list[tuple[str, str]]:
        demo = self._site.is_demo()
        data = self.tr("demo site, nothing of it is real") if demo else self.tr("the site's own data")
        return [
            (self.tr("Version"), __version__),
            (self.tr("Data"), data),
            (self.tr("Data folder"), str(self._folder.root)),
            (self.tr("Log files"), str(self._folder.logs)),
            (self.tr("Passwords and service URLs"), self._secrets_words()),
            (self.tr("Key that signs evidence"), self._key_words()),
        ]

    def _key_words(self) -> str:
        if not self._seen:
            return ""
        if self._fingerprint:
            return self.tr("fingerprint {fingerprint}, for whoever receives evidence").format(
                fingerprint=self._fingerprint
            )
        return self.tr("cannot be read now: is the keyring unlocked?") if self._asked else ""

    def _read_fingerprint(self) -> str | None:
        """The keyring may be locked; waiting for it is not for the UI thread."""
        try:
            return self._key.fingerprint()
        except DutyRoomError:
            return None

    def _show_fingerprint(self, fingerprint: str | None) -> None:
        self._fingerprint, self._asked = fingerprint or "", True
        self.retranslate()

    def _secrets_words(self) -> str:
        # Looking for a keyring takes its time: not before somebody wants to know.
        if not self._seen:
            return ""
        if lie_in_file(self._folder.secrets):
            return self.tr("in the file {path}, which this user alone can read").format(
                path=self._folder.secrets
            )
        return self.tr("in the keyring of this computer, not in the data folder")

"""The way back to work where the database is damaged: the newest good backup, one key away, and what it costs."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.backup.offers import Offer
from app.backup.rescue import Rescue
from app.ui.background import LongWork, Questions
from app.ui.backup.offer_words import OfferWords
from app.ui.error_words import ErrorWords
from app.ui.ops import Ops

RESTORE_KEY = "F5"
_LOOK_EVERY_MS = 3000
_STEP_BYTES = 262_144


class RescuePanel(QWidget):
    """Looks for backups until there is one: a stick that is plugged in now is found.

    Attributes:
        restored: the console can start.
    """

    restored = Signal()

    def __init__(self, rescue: Rescue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rescue = rescue
        self._ops = Ops(self)
        # By this computer's zone: the site's cannot be read.
        zone = datetime.now().astimezone().tzinfo
        assert zone is not None
        self._words = OfferWords(zone, self)
        self._errors = ErrorWords(self)
        self._questions = Questions(self._ops, self)
        self._work = LongWork(self._ops, self, tell_every=4)
        self._work.counted.connect(self._show_progress)
        self._asked: Path | None = None
        self._looking = False
        self._sure = False
        self.offers: list[Offer] = []
        self.said, self.trouble = QLabel(self), QLabel(self)
        self.choice = QComboBox(self)
        self.restore, self.elsewhere, self.anew = QPushButton(self), QPushButton(self), QPushButton(self)
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._show()
        self.look()

    def look(self) -> None:
        """Asks for backups again."""
        complete = bool(self.offers) and not self.offers[0].lost
        if self._looking or self._work.running or complete:
            return
        self._looking = True
        self._questions.ask(self._find, self._take)

    def close_down(self) -> None:
        """The window goes."""
        self._timer.stop()
        self._ops.close()

    def take_folder(self, folder: str) -> None:
        """Somebody says where backups lie."""
        self._asked, self.offers = Path(folder), []
        self.look()

    def begin_restore(self) -> None:
        offer = self._chosen()
        if offer is not None:
            self._start(offer)

    def _build(self) -> None:
        self.said.setObjectName("refusal_text")
        self.trouble.setObjectName("problem")
        for label in (self.said, self.trouble):
            label.setWordWrap(True)
        self.choice.setAccessibleName(self.tr("Backup to go back to"))
        self.choice.activated.connect(lambda: self._show())
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.restore.setObjectName("primary")
        self.restore.setText(self.tr("Restore and start the console  {key}").format(key=RESTORE_KEY))
        self.restore.clicked.connect(self.begin_restore)
        QShortcut(QKeySequence(RESTORE_KEY), self).activated.connect(self.begin_restore)
        self.elsewhere.setText(self.tr("Backups lie in …"))
        self.elsewhere.clicked.connect(self._choose_folder)
        self.anew.setObjectName("quiet")
        self.anew.clicked.connect(self._begin_anew)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore)
        buttons.addWidget(self.elsewhere)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.said, self.choice, self.trouble):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.anew, 0, Qt.AlignmentFlag.AlignLeft)
        self.trouble.hide()

    def _find(self) -> list[Offer]:
        try:
            return [offer for offer in self._rescue.offers(self._asked) if not offer.fault]
        except OSError:
            return []

    def _take(self, found: list[Offer]) -> None:
        self._looking = False
        if found == self.offers:
            return
        self.offers = found
        self.choice.clear()
        for offer in self.offers:
            self.choice.addItem(f"{self._words.cells(offer)[0]} · {self._words.log(offer)} · {offer.place}")
        self._show()

    def _chosen(self) -> Offer | None:
        index = self.choice.currentIndex()
        return self.offers[index] if 0 <= index < len(self.offers) else None

    def _show(self) -> None:
        offer, busy = self._chosen(), self._work.running
        self.choice.setVisible(len(self.offers) > 1)
        self.restore.setVisible(offer is not None)
        self.restore.setEnabled(not busy)
        self.elsewhere.setVisible(not busy)
        # An empty log is the last resort: only where there is nothing to go back to.
        self.anew.setVisible(offer is None and not busy)
        self.anew.setText(
            self.tr("Yes: set the damaged database aside and begin anew")
            if self._sure
            else self.tr("Go on without a backup …")
        )
        self.said.setText(self._said(offer))

    def _said(self, offer: Offer | None) -> str:
        if self._work.running:
            return self.tr("The backup is restored …")
        if offer is not None:
            found = self.tr("There is a backup of {moment}.").format(
                moment=self._words.moment(offer.backup.made_at)
            )
            return f"{found} {self._words.consequences(offer)}".replace("。 ", "。")
        if self._sure:
            return self.tr(
                "Without a backup roster, cameras, plans and settings are gone; of the log what can still be read is taken "
                "over. Better: find the disk or stick with the backups."
            )
        return self.tr(
            "No backup is found yet. Plug in the disk or stick with the backups: it is found by itself."
        )

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder with backups"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.take_folder)
        dialog.open()

    def _begin_anew(self) -> None:
        if self._sure:
            self._start(None)
        else:
            self._sure = True
            self._show()

    def _start(self, offer: Offer | None) -> None:
        self.trouble.hide()
        self._work.start(
            lambda count: self._rescue.restore(offer, count), lambda _: self.restored.emit(), self._fail
        )
        self._show()

    def _show_progress(self, count: int) -> None:
        read = self.tr("The backup is restored: {read} MB read …")
        self.said.setText(read.format(read=f"{count * _STEP_BYTES / 1_000_000:.0f}"))

    def _fail(self, error: BaseException) -> None:
        self.trouble.setText("▲ " + self._errors.explain(error).text)
        self.trouble.show()
        # One that was found spoilt is no longer offered.
        self.offers, self._sure = [], False
        self.choice.clear()
        self._show()
        self.look()

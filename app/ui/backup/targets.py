"""The folders that backups go to."""

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from app.backup.rules import MOST_AWAY_DAYS
from app.core.ids import new_id
from app.model.backup import BackupTarget
from app.ui.forms.choices import NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.rows import WRONG
from app.ui.forms.texts import TextField


class FolderField(TextField):
    """A folder, typed or chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = QPushButton(self)
        self.choose.clicked.connect(self._choose)
        self._column.insertWidget(1, self.choose)

    def set_choose(self, text: str) -> None:
        self.choose.setText(text)

    def editors(self) -> Sequence[QWidget]:
        return [self.line, self.choose]

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.label.text(), self.value())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, folder: str) -> None:
        self.set_value(folder)
        self.changed.emit()


class TargetsPage(RecordPage[BackupTarget]):
    KINDS = frozenset({"backup"})
    SHARES = (4, 5)

    def build(self) -> None:
        self._folder = FolderField()
        self._away = NumberField(0, MOST_AWAY_DAYS)
        self.form.add("folder", self._folder)
        self.form.add("away_days", self._away)

    def texts(self) -> None:
        self._folder.set_label(self.tr("Folder"))
        self._folder.set_choose(self.tr("Choose …"))
        self._folder.set_hint(self.tr("on another disk or a stick"))
        self._away.set_label(self.tr("May be away"))
        self._away.box.setSuffix(self.tr(" days", "after a number"))
        self._away.box.setSpecialValueText(self.tr("never", "taken away"))

    def columns(self) -> list[str]:
        return [self.tr("Backups go to"), self.tr("State")]

    def records(self) -> list[BackupTarget]:
        return self.services.backup.targets()

    def row(self, record: BackupTarget) -> tuple[str, ...]:
        return record.folder, self._state(record)

    def blank(self) -> BackupTarget:
        return BackupTarget(new_id(self.services.clock.now()), "")

    def values_of(self, record: BackupTarget) -> Values:
        return {"folder": record.folder, "away_days": record.away_days}

    def store(self, record: BackupTarget, values: Values) -> "Future[None]":
        target = BackupTarget(record.id, values["folder"], values["away_days"])
        return self.services.backup.save_target(target)

    def remove(self, record: BackupTarget) -> "Future[None]":
        return self.services.backup.remove_target(record.id)

    def add_words(self) -> str:
        return self.tr("Another target")

    def new_words(self) -> str:
        return self.tr("New target")

    def empty_words(self) -> str:
        return self.tr(
            "Nothing is backed up yet. Plug in a second disk or a USB stick, add it as a target and choose its folder: "
            "the first backup is made at once."
        )

    def _state(self, target: BackupTarget) -> str:
        found = [each for each in self.services.backup.standings() if each.target.id == target.id]
        if not found:
            return ""
        (standing,) = found
        if standing.alarm:
            return f"{WRONG} " + self.tr("failing")
        if standing.code:
            return self.tr("away")
        if standing.making:
            return self.tr("being made …")
        return self.tr("up to date") if standing.newest is not None else ""

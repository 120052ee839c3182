"""What leaves the figures: the chart as a picture, its table as an Excel file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.figures.writing import Table, as_excel
from app.journal.export import write_out
from app.journal.service import JournalService
from app.ui.background import LongWork
from app.ui.figures.picture import picture_of
from app.ui.figures.sheet import Sheet
from app.ui.ops import Ops


@dataclass(frozen=True, slots=True)
class Leaving:
    """The sheet that is shown; `about` says of which site and time, `stem` begins the names of its files."""

    sheet: Sheet
    about: str
    stem: str


class FigureFiles(QObject):
    """Works on what is shown at that moment: `shown` hands it over.

    Attributes:
        told: a sentence about what came of it.
    """

    told = Signal(str)

    def __init__(
        self, journal: JournalService, ops: Ops, over: QWidget, shown: Callable[[], Leaving | None]
    ) -> None:
        super().__init__(over)
        self._journal = journal
        self._over, self._shown = over, shown
        self._work = LongWork(ops, self)

    @property
    def is_busy(self) -> bool:
        """A file is being written."""
        return self._work.running

    def ask_for_table(self) -> None:
        self._ask("xlsx", self.write_table)

    def ask_for_chart(self) -> None:
        self._ask("png", self.write_chart)

    def write_table(self, path: Path) -> None:
        shown = self._shown()
        if shown is None:
            return
        sheet = shown.sheet
        rows = [line.cells for line in sheet.lines]
        table = Table(sheet.title, shown.about, sheet.headers, rows, sheet.notes)
        self._write(path, lambda: as_excel(table))

    def write_chart(self, path: Path) -> None:
        shown = self._shown()
        if shown is not None and shown.sheet.drawing is not None:
            picture = picture_of(shown.sheet, shown.sheet.drawing, shown.about)
            self._write(path, lambda: picture)

    def _write(self, path: Path, content: Callable[[], bytes]) -> None:
        said = self.tr("Written to {path}").format(path=path)
        journal = self._journal
        self._work.start(
            lambda _count: write_out(journal, "figures", path, content()), lambda _: self.told.emit(said)
        )

    def _ask(self, suffix: str, write: Callable[[Path], None]) -> None:
        """Not modal: the emergency button stays within reach."""
        shown = self._shown()
        if shown is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        where = folder if Path(folder).is_dir() else str(Path.home())
        dialog = QFileDialog(self._over, self.tr("Save the figures"), where)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{shown.stem} {shown.sheet.title}.{suffix}")
        dialog.setModal(False)
        dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

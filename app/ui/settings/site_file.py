"""The site file: the whole site as one text, brought in and written out."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.errors import Problem, SiteFileError
from app.journal.export import write_out
from app.ui.background import LongWork
from app.ui.code_words import CodeWords
from app.ui.error_words import ErrorWords
from app.ui.forms.rows import Row, RowsTable
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.site_file_words import SiteFileWords

if TYPE_CHECKING:
    from app.site.importer import ImportSummary

_WIDE = 2


class SiteFilePage(QWidget):
    """All mistakes of a file are listed with their lines; a file with mistakes changes nothing."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._errors, self._mistake_words, self._codes = (
            ErrorWords(self),
            SiteFileWords(self),
            CodeWords(self),
        )
        self._outcome: ImportSummary | Path | BaseException | None = None
        self._busy = False
        self._work = LongWork(ops, self)
        self.path = QLineEdit(self)
        self.path.returnPressed.connect(self._import)
        self._choose = QPushButton(self)
        self._choose.clicked.connect(self._choose_file)
        self.bring = QPushButton(self)
        self.bring.setObjectName("primary")
        self.bring.clicked.connect(self._import)
        self.export = QPushButton(self)
        self.export.clicked.connect(self._choose_target)
        self.copy = QPushButton(self)
        self.copy.clicked.connect(self._copy)
        self.import_help, self.export_help, self.outcome = QLabel(self), QLabel(self), QLabel(self)
        self.mistakes = RowsTable(self)
        self._build()
        self.retranslate()

    def import_from(self, path: Path) -> None:
        """Brings a file in; what came of it is told below."""
        self._busy, self._outcome = True, None
        self.retranslate()
        self._ops.ask(lambda: self._services.site.import_file(path), self._end, self._end)

    def export_to(self, path: Path) -> None:
        """Writes the site out; what came of it is told below."""
        self._busy, self._outcome = True, None
        self.retranslate()
        export, journal = self._services.site.export_text, self._services.journal

        def write() -> Path:
            write_out(journal, "site_file", path, export().encode())
            return path

        self._work.start(lambda _count: write(), self._end, self._end)

    def retranslate(self) -> None:
        self.import_help.setText(
            self.tr("Import: the site becomes what the file says. A file with mistakes changes nothing.")
        )
        self.export_help.setText(
            self.tr("Export: everything but passwords, service URLs and PINs, which stay on this computer.")
        )
        self.path.setPlaceholderText(self.tr("path of a site file, for example site.toml"))
        self.path.setAccessibleName(self.tr("Path of the site file"))
        self._choose.setText(self.tr("Choose …"))
        self.bring.setText(self.tr("Import"))
        self.export.setText(self.tr("Export …"))
        self.copy.setText(self.tr("Copy the list"))
        self.bring.setEnabled(not self._busy)
        self.export.setEnabled(not self._busy)
        self.mistakes.setAccessibleName(self.tr("Mistakes of the file"))
        headers = [self.tr("Line"), self.tr("Where"), self.tr("What to do")]
        self.mistakes.show_columns(headers, _WIDE)
        self._show_outcome()

    def _end(self, outcome: "ImportSummary | Path | BaseException") -> None:
        self._busy, self._outcome = False, outcome
        self.retranslate()

    def _show_outcome(self) -> None:
        outcome = self._outcome
        problems = self._mistakes_of(outcome)
        self.mistakes.rows.show_rows(
            [Row(str(number), self._cells(problem)) for number, problem in enumerate(problems)]
        )
        self.mistakes.setVisible(bool(problems))
        self.copy.setVisible(bool(problems))
        wrong = isinstance(outcome, BaseException)
        self.outcome.setObjectName("problem" if wrong else "outcome")
        self.outcome.style().polish(self.outcome)
        self.outcome.setText(self._outcome_words())

    def _outcome_words(self) -> str:
        outcome = self._outcome
        if self._busy:
            return self.tr("Working on the file …")
        if outcome is None:
            return ""
        if isinstance(outcome, BaseException):
            told = self._errors.explain(outcome)
            # The mistakes themselves stand in the list below.
            return f"▲ {told.what} {told.meaning}" if self._mistakes_of(outcome) else f"▲ {told.text}"
        if isinstance(outcome, Path):
            return self.tr("Written to {path}").format(path=outcome)
        parts = [
            words.format(records=self._count_words(counts))
            for words, counts in (
                (self.tr("added: {records}"), outcome.added),
                (self.tr("changed: {records}"), outcome.changed),
                (self.tr("removed: {records}"), outcome.removed),
            )
            if counts
        ]
        nothing = self.tr("The site is already as the file says.")
        return self.tr("Imported. {parts}").format(parts=" · ".join(parts)) if parts else nothing

    def _count_words(self, counts: dict[str, int]) -> str:
        between = self.tr(", ", "between counts")
        return between.join(f"{self._codes.record(kind)} {count}" for kind, count in counts.items())

    def _mistakes_of(self, outcome: object) -> tuple[Problem, ...]:
        return outcome.problems if isinstance(outcome, SiteFileError) else ()

    def _cells(self, problem: Problem) -> tuple[str, ...]:
        line = str(problem.line) if problem.line else "—"
        return line, problem.field or "—", self._mistake_words.what(problem)

    def _import(self) -> None:
        text = self.path.text().strip()
        if text and not self._busy:
            self.import_from(Path(text).expanduser())

    def _copy(self) -> None:
        lines = ("\t".join(row.cells) for row in self.mistakes.rows.rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _choose_file(self) -> None:
        dialog = self._dialog(self.tr("Choose a site file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Site files (*.toml)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.path.setText)
        dialog.show()

    def _choose_target(self) -> None:
        dialog = self._dialog(self.tr("Export the site"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile("site.toml")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.show()

    def _dialog(self, title: str) -> QFileDialog:
        """Not modal: the emergency button stays within reach."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, title, folder if Path(folder).is_dir() else str(Path.home()))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setModal(False)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _build(self) -> None:
        for label in (self.import_help, self.export_help):
            label.setObjectName("dim")
        for label in (self.import_help, self.export_help, self.outcome):
            label.setWordWrap(True)
        self.outcome.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row = QHBoxLayout()
        for widget, share in ((self.path, 1), (self._choose, 0), (self.bring, 0)):
            row.addWidget(widget, share)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(10)
        column.addWidget(self.import_help)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self.export_help)
        column.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self.outcome)
        column.addWidget(self.mistakes, 1)
        column.addLayout(foot)
        column.addStretch(0)

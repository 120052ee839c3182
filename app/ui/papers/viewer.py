"""A paper as it was printed, over the screen it belongs to: to read, to hand to a printer, to keep as a file."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.journal.export import write_out
from app.journal.service import JournalService
from app.ui.background import Questions
from app.ui.ops import Ops

_PRINT_DPI = 300
_WIDEST = 880
_BESIDE_PAGE = 24


class PaperViewer(QFrame):
    """Lies over its parent and grows with it; nothing modal, so the emergency button stays free."""

    def __init__(self, journal: JournalService, ops: Ops, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("paper_viewer")
        self._over = parent
        self._journal = journal
        self._ops = ops
        self._writing = Questions(ops, self)
        self._pdf = b""
        self._name = ""
        self._before: QWidget | None = None
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self.document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._title = QLabel(self)
        self._title.setObjectName("strong")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.print, self.save, self.back = (QPushButton(self) for _ in range(3))
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        self.back.clicked.connect(self._leave)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        for button in (self.print, self.save, self.back):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addLayout(head)
        column.addWidget(self._view, 1)
        parent.installEventFilter(self)
        self.hide()
        self.retranslate()

    def show_paper(self, pdf: bytes, name: str) -> None:
        """`name` is that of the file it may become, without its ending."""
        self._pdf, self._name = pdf, name
        self._title.setText(name)
        self._before = self.window().focusWidget()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._fit()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.print.setText(self.tr("Print …"))
        self.save.setText(self.tr("Save as PDF …"))
        self.back.setText(self.tr("Close  Esc"))
        self._view.setAccessibleName(self.tr("The paper as it is printed"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def write_to(self, path: str) -> None:
        journal, pdf = self._journal, self._pdf
        self._writing.ask(lambda: write_out(journal, "paper", Path(path), pdf), lambda _: None)

    def _fit(self) -> None:
        """As wide as is read with ease, no wider than there is room."""
        if not self.document.pageCount():
            return
        room = self._view.viewport().width() - _BESIDE_PAGE
        inches = self.document.pagePointSize(0).width() / 72
        self._view.setZoomFactor(min(room, _WIDEST) / (inches * self.logicalDpiX()))

    def _leave(self) -> None:
        self.hide()
        self.document.close()
        self._buffer.close()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the paper"), f"{self._name}.pdf", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setModal(False)
        dialog.fileSelected.connect(self.write_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setModal(False)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Page by page, as large as the sheet."""
        painter = QPainter(printer)
        for page in range(self.document.pageCount()):
            if page:
                printer.newPage()
            points: QSizeF = self.document.pagePointSize(page)
            pixels = (points * (_PRINT_DPI / 72)).toSize()
            image = self.document.render(page, pixels, QPdfDocumentRenderOptions())
            painter.drawImage(painter.viewport(), image)
        painter.end()
        self._ops.run(self._journal.record_export("print", name=self._name))

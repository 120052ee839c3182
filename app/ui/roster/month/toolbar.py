"""What can be done with the month: which one, which draft, which post, and the buttons."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.model.rota import Line, Sheet
from app.ui.forms.choices import choose, fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.language import current_locale

STANDS = ""
DIVISIONS = ("now", "2x12", "3x8", "1x24")


class MonthToolbar(QWidget):
    """Two rows; the second is for drafts alone.

    Attributes:
        month_wanted: months to go, or 0 for today's.
        sheet_wanted: id of a draft; empty for what stands.
    """

    month_wanted = Signal(int)
    sheet_wanted = Signal(str)
    begin_wanted = Signal()
    publish_wanted = Signal()
    remove_wanted = Signal()
    withdraw_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    lock_wanted = Signal()
    propose_wanted = Signal()
    stop_wanted = Signal()
    compare_wanted = Signal(str)
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back, self.today, self.on = (self._button() for _ in range(3))
        self.month = QLabel(self)
        self.month.setObjectName("strong")
        self.month.setMinimumWidth(92)
        self.sheet = self._box()
        self.begin, self.publish, self.remove, self.withdraw = (self._button() for _ in range(4))
        self.print, self.export, self.bring = (self._button() for _ in range(3))
        self.line, self.division, self.compare = (self._box() for _ in range(3))
        self.undo, self.redo, self.lock, self.propose, self.stop = (self._button() for _ in range(5))
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(True)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setObjectName("dim")
        self._second = QWidget(self)
        self._first: date | None = None
        self._wire()
        self._lay_out()
        # Until the sheets are known: all buttons side by side would be wider than a small screen.
        self.show_mode(None)

    def retranslate(self) -> None:
        for button, text, tip in (
            (self.back, "◀", self.tr("The month before")),
            (self.today, self.tr("Today"), self.tr("To this month")),
            (self.on, "▶", self.tr("The month after")),
            (
                self.begin,
                self.tr("New draft"),
                self.tr("A draft of the month shown; it begins with what stands"),
            ),
            (
                self.publish,
                self.tr("Publish"),
                self.tr("From then on it stands; the log keeps what it changes"),
            ),
            (self.remove, self.tr("Delete draft"), ""),
            (
                self.withdraw,
                self.tr("Take back"),
                self.tr("It becomes a draft again; rotations count once more"),
            ),
            (self.print, self.tr("Print"), self.tr("The sheet that hangs on the wall, or a person's own")),
            (self.export, self.tr("Export"), self.tr("As an Excel or CSV file, or a person's calendar")),
            (
                self.bring,
                self.tr("Import …"),
                self.tr("From an Excel or CSV file, into the draft or a new one of this month"),
            ),
            (self.undo, self.tr("Undo"), "Ctrl+Z"),
            (self.redo, self.tr("Redo"), "Ctrl+Y"),
            (
                self.lock,
                self.tr("Lock"),
                self.tr("Ctrl+L: what is locked stays when the program drafts anew"),
            ),
            (
                self.propose,
                self.tr("Draft by program"),
                self.tr("Fills the draft: limits kept, nights and weekends fair"),
            ),
            (self.stop, self.tr("Stop"), ""),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip or text)
        for box, name in (
            (self.sheet, self.tr("What is shown")),
            (self.line, self.tr("Post to plan")),
            (self.division, self.tr("How the program divides a day")),
            (self.compare, self.tr("Compare with")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
        if self._first is not None:
            self.show_month(self._first)
        texts = (
            self.tr("shifts as now"), self.tr("two of 12 h"), self.tr("three of 8 h"), self.tr("one of 24 h"),
        )  # fmt: skip
        fill_box(
            self.division, list(zip(DIVISIONS, texts, strict=True)), str(self.division.currentData() or "now")
        )

    def show_month(self, first: date) -> None:
        self._first = first
        month = current_locale().standaloneMonthName(first.month, QLocale.FormatType.ShortFormat)
        self.month.setText(self.tr("{month} {year}").format(month=month, year=first.year))

    def show_sheets(self, sheets: Sequence[Sheet], chosen: str) -> None:
        drafts = [
            (sheet.id, self.tr("Draft: {name}").format(name=sheet.name))
            for sheet in sheets
            if not sheet.published
        ]
        there = [
            (sheet.id, self.tr("Published: {name}").format(name=sheet.name))
            for sheet in sheets
            if sheet.published
        ]
        fill_box(self.sheet, [(STANDS, self.tr("What stands")), *drafts, *there], chosen)
        own = next((sheet for sheet in sheets if sheet.id == chosen), None)
        besides = {
            sheet.id
            for sheet in sheets
            if own is not None and sheet is not own and sheet.first <= own.last and own.first <= sheet.last
        }
        others = [(STANDS, self.tr("compare with …")), ("now", self.tr("what stands"))]
        others += [one for one in (*drafts, *there) if one[0] in besides]
        fill_box(
            self.compare,
            others,
            str(self.compare.currentData() or ""),
        )

    def show_lines(self, lines: Sequence[tuple[Line, str]], kept: Line | None) -> None:
        options = [(f"{line.role}|{line.post_id}", text) for line, text in lines]
        chosen = f"{kept.role}|{kept.post_id}" if kept is not None else ""
        known = {value for value, _ in options}
        fill_box(self.line, options, chosen if chosen in known else (options[0][0] if options else ""))

    def chosen_line(self) -> Line | None:
        role, _, post = str(self.line.currentData() or "").partition("|")
        return Line(role, post) if role else None

    def choose_line(self, line: Line) -> None:
        choose(self.line, f"{line.role}|{line.post_id}")

    def compare_nothing(self) -> None:
        choose(self.compare, STANDS)

    def show_mode(self, sheet: Sheet | None) -> None:
        drafting = sheet is not None and not sheet.published
        self._second.setVisible(drafting)
        self.begin.setVisible(sheet is None)
        self.bring.setVisible(drafting or sheet is None)
        self.publish.setVisible(drafting)
        self.remove.setVisible(drafting)
        self.withdraw.setVisible(sheet is not None and sheet.published)

    def show_work(self, *, working: bool) -> None:
        """The program drafts, or has ended."""
        self.progress.setVisible(working)
        self.stop.setVisible(working)
        self.propose.setVisible(not working)
        self.division.setVisible(not working)
        for button in (self.publish, self.remove, self.bring, self.undo, self.redo, self.sheet):
            button.setEnabled(not working)

    def _wire(self) -> None:
        self.back.clicked.connect(lambda: self.month_wanted.emit(-1))
        self.today.clicked.connect(lambda: self.month_wanted.emit(0))
        self.on.clicked.connect(lambda: self.month_wanted.emit(1))
        self.sheet.activated.connect(lambda: self.sheet_wanted.emit(str(self.sheet.currentData() or "")))
        self.compare.activated.connect(
            lambda: self.compare_wanted.emit(str(self.compare.currentData() or ""))
        )
        for button, signal in (
            (self.begin, self.begin_wanted), (self.publish, self.publish_wanted), (self.remove, self.remove_wanted),
            (self.withdraw, self.withdraw_wanted), (self.undo, self.undo_wanted), (self.redo, self.redo_wanted),
            (self.lock, self.lock_wanted), (self.propose, self.propose_wanted), (self.stop, self.stop_wanted),
            (self.bring, self.import_wanted),
        ):  # fmt: skip
            button.clicked.connect(signal)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        for widget in (self.back, self.month, self.on, self.today):
            first.addWidget(widget)
        first.addWidget(self.sheet, 1)
        for widget in (
            self.begin,
            self.publish,
            self.remove,
            self.withdraw,
            self.bring,
            self.print,
            self.export,
        ):
            first.addWidget(widget)
        second = QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.addWidget(self.line, 2)
        for widget in (self.undo, self.redo, self.lock):
            second.addWidget(widget)
        second.addWidget(self.division, 1)
        second.addWidget(self.propose)
        second.addWidget(self.progress, 2)
        second.addWidget(self.stop)
        second.addWidget(self.compare, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        first.setSpacing(6)
        second.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self._second)
        column.addWidget(self.note)
        self.note.hide()
        self.show_work(working=False)

    def _button(self) -> QPushButton:
        return QPushButton(self)

    def _box(self) -> QComboBox:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        prepare_boxes(box)
        return box

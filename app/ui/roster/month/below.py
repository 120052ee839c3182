"""Below the month: the day of each post, what is wrong, how fair it is, an import, a comparison."""

from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from app.ui.background import Questions
from app.ui.format import iso_date
from app.ui.forms.rows import WRONG, Row, RowsTable
from app.ui.ops import Ops
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.month.bands import DayBands
from app.ui.roster.month.comparing import ComparePanel
from app.ui.roster.month.fairness import FairnessChart
from app.ui.roster.month.importing import ImportPanel
from app.ui.roster.month.judged import Judged
from app.ui.roster.month.model import MonthModel
from app.ui.services import Services

_DAY, _WRONG, _FAIR, _IMPORT, _COMPARE = range(5)


class Below(QTabWidget):
    """One tab for each; those that are for drafts alone are hidden without one."""

    def __init__(
        self,
        services: Services,
        ops: Ops,
        model: MonthModel,
        importing: ImportPanel,
        comparing: ComparePanel,
        words: FindingWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheets = services.roster.sheets
        self._words = words
        self._model = model
        self._asking = Questions(ops, self)
        self.bands = DayBands(self)
        self.findings = RowsTable(self)
        self.fairness = FairnessChart(self)
        self.importing, self.comparing = importing, comparing
        self._day = QScrollArea(self)
        self._day.setWidgetResizable(True)
        self._day.setWidget(self.bands)
        self.setDocumentMode(True)
        for page in (self._day, self.findings, self.fairness, importing, comparing):
            self.addTab(page, "")
        self.show_mode(editable=False)
        self.fairness.earlier_wanted.connect(self._ask_earlier)
        importing.opened.connect(lambda: self.setCurrentWidget(importing))
        comparing.wanted.connect(self._show_comparing)

    def retranslate(self) -> None:
        self.findings.show_columns(self._words.headers(), 2)
        self.findings.setAccessibleName(self.tr("What is wrong with this roster"))
        self.fairness.retranslate()
        self.importing.retranslate()
        self.comparing.retranslate()
        self._name_wrong()
        self.setTabText(_FAIR, self.tr("Fairness"))
        self.setTabText(_IMPORT, self.tr("Import"))
        self.setTabText(_COMPARE, self.tr("Comparison"))

    def show_mode(self, *, editable: bool) -> None:
        self.setTabVisible(_IMPORT, editable)
        self.setTabVisible(_COMPARE, False)

    def name_day(self, day: str) -> None:
        words = self.tr("Day: {date}").format(date=day)
        self.setTabText(_DAY, words)
        self._day.setAccessibleName(words)

    def show_judged(self, judged: Judged, unmet: list[Row]) -> None:
        """What is wrong, also as corners in the month; what of it a proposal could not keep stands first."""
        findings, zone = judged.findings, judged.known.zone
        told = self._words.rows(findings)
        rows = [*unmet, *told]
        if rows != self.findings.rows.rows:
            self.findings.rows.show_rows(rows)
        self._name_wrong()
        self._model.show_flags(
            {
                (conflict.person_id, iso_date(conflict.starts, zone)): row.cells[2]
                for conflict, row in zip(
                    findings.conflicts, self._words.conflict_rows(findings.conflicts), strict=True
                )
            }
        )
        self.fairness.show_loads(judged.loads, self._model.people, judged.first)

    def _name_wrong(self) -> None:
        wrong = len(self.findings.rows.rows)
        many, nothing = self.tr("Wrong: %n", "", wrong), self.tr("Nothing is wrong")
        self.setTabText(_WRONG, f"{WRONG} {many}" if wrong else nothing)

    def _show_comparing(self, wanted: bool) -> None:
        self.setTabVisible(_COMPARE, wanted)
        if wanted:
            self.setCurrentWidget(self.comparing)

    def _ask_earlier(self) -> None:
        first, sheets = self.fairness.first, self._sheets
        self._asking.forget()
        self._asking.ask(
            lambda: sheets.loads_before(first), lambda loads: self.fairness.show_earlier(first, loads)
        )

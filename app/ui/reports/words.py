"""What is owed and to whom, in words."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.model.deadline import Due, Recipient
from app.model.report import Report
from app.reports.wording import PaperWords, chinese_number
from app.ui.code_words import CodeWords
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names


class ReportWords(Worded):
    """Reads nothing but names."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._codes = CodeWords(self)

    def recipient(self, recipient: Recipient) -> str:
        if recipient.person_id:
            return self._names.person(recipient.person_id)
        return self._codes.role(recipient.role)

    def owed(self, due: Due) -> str:
        """`Phone report · street office`"""
        return self.stage(due.stage, due.recipient, due.number)

    def stage(self, stage: str, recipient: Recipient, number: int = 0) -> str:
        words = {
            "acknowledge": self.tr("First confirmation"),
            "turn_out": self.tr("Turn-out"),
            "phone": self.tr("Report by phone"),
            "written": self.tr("Initial report"),
            "final": self._final(number),
            "follow_up": self.tr("Follow-up report {number}").format(number=self.ordinal(number)),
        }
        return " · ".join(part for part in (words.get(stage, stage), self.recipient(recipient)) if part)

    def _final(self, number: int) -> str:
        """Another one after a reopening says so."""
        return (
            self.tr("Final report ({number})").format(number=number + 1)
            if number
            else self.tr("Final report")
        )

    def of_entry(self, data: Mapping[str, str]) -> str:
        """What an entry of the log says was owed."""
        recipient = Recipient(data.get("role", ""), data.get("person", ""))
        return self.stage(data.get("stage", ""), recipient, int(data.get("number") or 0))

    def ordinal(self, number: int) -> str:
        return chinese_number(number) if current_language() == CHINESE else str(number)

    def kind(self, kind: str, number: int = 0) -> str:
        """What a written report is called."""
        return self.stage({"initial": "written"}.get(kind, kind), Recipient(), number)

    def title(self, report: Report) -> str:
        """`Initial report · No. 3/2026`"""
        words = PaperWords(current_language())
        parts = [self.kind(report.kind, report.number), words.serial(report)]
        if report.version > 1:
            parts.append(self.tr("version {version}").format(version=report.version))
        return " · ".join(parts)

    def item(self, name: str) -> str:
        """The label of an item of a report."""
        return PaperWords(current_language()).item(name)

    def path(self, code: str) -> str:
        words = {
            "phone": self.tr("by phone"),
            "message": self.tr("by message"),
            "paper": self.tr("on paper"),
            "link": self.tr("by the link"),
        }
        return words.get(code, code)

    def sheets(self) -> tuple[str, str]:
        """Of the buttons that print the call sheet and the plan card."""
        return self.tr("Call sheet"), self.tr("Plan card")

"""Sentences of entries about clocks and reports."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.model.deadline import Recipient
from app.model.journal import Draft
from app.ui.language import Worded
from app.ui.names import Names
from app.ui.reports.words import ReportWords


class ReportEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._words = ReportWords(names, self)

    def values(self, draft: Draft) -> Mapping[str, str]:
        """What is owed or was told, and to whom."""
        data = draft.data
        if "stage" in data:
            return {"owed": self._words.of_entry(data)}
        if "measure" in data:
            return {
                "owner": self._names.person(data.get("owner", "")),
                "outcome": self._said(data.get("outcome", "")),
            }
        if "kind_of_report" in data:
            return self._report(data)
        if draft.kind != "reported_by_phone":
            return {}
        told = self._words.recipient(Recipient(data.get("role", ""), data.get("person", "")))
        return {"told": told, "said": self._said(draft.text)}

    def _said(self, text: str) -> str:
        return self.tr(": {text}").format(text=text) if text else ""

    def _report(self, data: Mapping[str, str]) -> Mapping[str, str]:
        mark = self.tr(", ", "between names")
        people = [
            self._names.person(person_id) for person_id in data.get("people", "").split(",") if person_id
        ]
        return {
            "report": self._words.kind(data["kind_of_report"], int(data.get("number") or 0)),
            "people": mark.join(people),
            "items": mark.join(self._words.item(name) for name in data.get("changed", "").split()),
            "version": data.get("version", ""),
            "path": self._words.path(data.get("path", "")),
        }

    def sentences(self) -> dict[str, str]:
        return {
            "clock_missed": self.tr("Time is over: {owed}"),
            "clock_waived": self.tr("Not owed: {owed}{because}"),
            "report_sent": self.tr("{report} sent to: {people}"),
            "report_corrected": self.tr("{report} corrected, version {version}: {items}{because}"),
            "report_confirmed": self.tr("{report} confirmed by {whom} ({name}), {path}"),
            "report_link_opened": self.tr("{name} opened the link of: {report}, from {address}"),
            "report_link_revoked": self.tr("Link of {name} withdrawn: {report}"),
            "report_link_released": self.tr("Another phone may open the link of {name}: {report}"),
            "review_saved": self.tr("Conclusions: {text}"),
            "measure_decided": self.tr("Measure decided: {text} ({owner}, until {due})"),
            "measure_done": self.tr("Measure done: {text} ({owner}){outcome}"),
            "reported_by_phone": self.tr("Told by phone at {moment}: {told}, {whom}{said}"),
        }

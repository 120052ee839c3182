"""Sentences of entries that a review of a shift leaves, or finds damaged."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.model.journal import DAMAGED, REMARK, Draft
from app.ui.language import Worded
from app.ui.names import Names


class ShiftReviewEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names

    def values(self, draft: Draft) -> Mapping[str, str]:
        if draft.kind != REMARK:
            return {}
        at = draft.data.get("event_at", "")
        return {"about": f"{self._names.day(at)} {self._names.time(at)}" if at else ""}

    def sentences(self) -> dict[str, str]:
        return {
            REMARK: self.tr("Remark on {about}: {text}"),
            DAMAGED: self.tr("▲ This entry was damaged and cannot be read: {text}"),
        }

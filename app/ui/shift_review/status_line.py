"""The line between the pictures and the time line: which moment it is, and what was found there."""

from datetime import tzinfo

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.playback.recordings import moment
from app.shift_review.looked import LookedShift
from app.ui.format import clock_time, iso_date
from app.ui.shift_review.time_line import Hit
from app.ui.shift_review.words import ShiftReviewWords

_MOST_TOLD = 6


class StatusLine(QLabel):
    """Long words never push the screen wider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dim")
        self.setContentsMargins(10, 2, 10, 2)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_moment(self, position: float, zone: tzinfo, pages: tuple[int, int], told: str) -> None:
        """`pages`: which page of the pictures is shown, of how many."""
        at = moment(position)
        page, of = pages
        turn = self.tr("cameras {page} of {pages}  PgUp PgDn").format(page=page, pages=of)
        parts = (f"{iso_date(at, zone)} {clock_time(at, zone)}", turn if of > 1 else "", told)
        self.setText("   ".join(part for part in parts if part))


class HitWords(QObject):
    """What something on the time line is."""

    def __init__(self, words: ShiftReviewWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def of(self, hit: Hit, looked: LookedShift, position: float) -> str:
        if hit.bar is not None:
            return self._words.bar(hit.lane, hit.bar, looked, position)
        lines = [self._words.entry(mark.entry) for mark in hit.marks[:_MOST_TOLD]]
        if len(hit.marks) > _MOST_TOLD:
            more = self.tr("and {count} more: zoom in").format(count=len(hit.marks) - _MOST_TOLD)
            lines.append(more)
        return "\n".join(lines)

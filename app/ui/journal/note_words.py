"""Words of what people write: kind, text, when it happened, what hangs on it, and corrections."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.core.clock import stamp
from app.journal.drafting import event_time, marks_of
from app.journal.event_time import minutes_late
from app.model.journal import Draft, Entry
from app.model.line import FILE, PICTURE, VOICE, unpacked
from app.ui.code_words import CodeWords
from app.ui.language import Worded
from app.ui.names import Names

_TWO_HOURS_MIN = 120
_CLOCK_LETTERS = len("00:00")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an entry as it is shown. `what`: kind, name (of a place, camera or person), text, aside."""

    text: str
    what: str = "text"


class NoteWords(Worded):
    """`sentence` says all of it in one line, for lists, papers and files; `pieces` in parts, for the log."""

    def __init__(self, names: Names, codes: CodeWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._codes = codes

    def sentence(self, entry: Entry) -> str:
        """Kind, text, lateness, what hangs on it."""
        draft = entry.draft
        said = self.amended(draft) if draft.kind == "amendment" else self._kind_and_text(draft)
        more = [words for words in (self.late(entry), self.attached(draft)) if words]
        mark = self.tr(" ({more})")
        return said + "".join(mark.format(more=words) for words in more)

    def pieces(self, entry: Entry) -> list[Piece]:
        """Kind, text with the names that stand in it, and what is said beside it."""
        draft, found = entry.draft, list[Piece]()
        if draft.kind == "amendment":
            found.append(Piece(self.tr("Correction of no. {number}").format(number=draft.amends), "aside"))
        if kind := self.kind(draft):
            found.append(Piece(kind, "kind"))
        found += self.named(draft)
        asides = [self.late(entry), self.attached(draft)]
        if draft.kind == "amendment":
            asides.append(self.reason(draft))
        return [*found, *(Piece(aside, "aside") for aside in asides if aside)]

    def named(self, draft: Draft) -> list[Piece]:
        """The text, cut where names stand in it."""
        found, at = [], 0
        for mark in marks_of(draft):
            if mark.start >= at:
                found += [
                    Piece(draft.text[at : mark.start]),
                    Piece(draft.text[mark.start : mark.end], "name"),
                ]
                at = mark.end
        found.append(Piece(draft.text[at:]))
        return [piece for piece in found if piece.text]

    def reason(self, draft: Draft) -> str:
        """Of a correction; what was taken back may have none."""
        reason = draft.data.get("reason", "")
        return self.tr("reason: {reason}").format(reason=reason) if reason else ""

    def corrected(self, old: str, corrections: Sequence[Entry], who: str) -> str:
        """The old words, that they are no longer right, and by whom and why; for lines that cannot strike words."""
        last = corrections[-1]
        if last.draft.kind != "amendment":
            reason = self.reason(last.draft)
            return self.tr("[TAKEN BACK {time} by {who}, no. {number}{because}] {old}").format(
                time=self._names.time(stamp(last.at)),
                who=who,
                number=last.number,
                because=self.tr(" ({more})").format(more=reason) if reason else "",
                old=old,
            )
        return self.tr("[CORRECTED {time} by {who}, no. {number}: {text} (reason: {reason})] {old}").format(
            time=self._names.time(stamp(last.at)),
            who=who,
            number=last.number,
            text=last.draft.text,
            reason=last.draft.data.get("reason", ""),
            old=old,
        )

    def amended(self, draft: Draft) -> str:
        kind = draft.data.get("kind", "")
        text = self._with_kind(kind, draft.text) if kind else draft.text
        return self.tr("Correction of no. {number}: {text} (reason: {reason})").format(
            number=draft.amends, text=text, reason=draft.data.get("reason", "")
        )

    def kind(self, draft: Draft) -> str:
        """Of a person's entry; empty where it is a note like any other."""
        code = draft.data.get("kind", "") if draft.kind == "amendment" else draft.kind
        return self._codes.note_kind(code) if code not in ("", "note") else ""

    def late(self, entry: Entry) -> str:
        """When it happened, where somebody said so, and how long afterwards it was entered."""
        happened = event_time(entry.draft)
        if happened is None:
            return ""
        at, entered = stamp(happened), stamp(entry.at)
        time = self._names.time(at)
        if time.endswith(":00"):
            time = time[:_CLOCK_LETTERS]
        if self._names.day(at) != self._names.day(entered):
            time = f"{self._names.day(at)} {time}"
        minutes = minutes_late(happened, entry.at)
        if minutes == 0 or entry.draft.kind == "amendment":
            return self.tr("happened {time}").format(time=time)
        return self.tr("happened {time}, entered {later} later").format(time=time, later=self._span(minutes))

    def attached(self, draft: Draft) -> str:
        """What hangs on it, counted."""
        files = unpacked(draft.data.get("files", ""))
        counts = {what: sum(1 for one in files if one.what == what) for what in (PICTURE, VOICE, FILE)}
        words = (
            (counts[PICTURE], self.tr("{n} pictures") if counts[PICTURE] != 1 else self.tr("1 picture")),
            (counts[VOICE], self.tr("{n} voice notes") if counts[VOICE] != 1 else self.tr("1 voice note")),
            (counts[FILE], self.tr("{n} files") if counts[FILE] != 1 else self.tr("1 file")),
        )
        return self.tr(", ", "between what hangs on an entry").join(
            text.format(n=count) for count, text in words if count
        )

    def _kind_and_text(self, draft: Draft) -> str:
        return draft.text if draft.kind == "note" else self._with_kind(draft.kind, draft.text)

    def _with_kind(self, code: str, text: str) -> str:
        if not text:
            return self._codes.note_kind(code)
        return self.tr("{kind}: {text}").format(kind=self._codes.note_kind(code), text=text)

    def _span(self, minutes: int) -> str:
        if minutes < _TWO_HOURS_MIN:
            return self.tr("{minutes} min").format(minutes=minutes)
        hours, rest = divmod(minutes, 60)
        return self.tr("{hours} h {minutes} min").format(hours=hours, minutes=rest)

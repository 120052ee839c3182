"""What people wrote, with its chips, as text that wraps: for the entry beside the table."""

from html import escape

from app.model.journal import NOTE_KINDS, Entry
from app.ui import theme
from app.ui.entry.editor import CHIP
from app.ui.journal.entry_words import EntryWords
from app.ui.journal.note_words import Piece


class EntryHtml:
    """Everything that comes from people is escaped."""

    def __init__(self, words: EntryWords) -> None:
        self._words = words

    def entry(self, entry: Entry) -> str:
        """A program's entry is its sentence; what else is known of a person's stands below."""
        if entry.draft.kind not in NOTE_KINDS and entry.draft.kind != "amendment":
            return _escaped(self._words.sentence(entry))
        notes, mark = self._words.notes, _escaped(self._words.drill_mark(entry))
        if entry.draft.kind == "amendment":
            return mark + _joined(notes.pieces(entry))
        return mark + self.words(entry, struck=False)

    def words(self, entry: Entry, *, struck: bool) -> str:
        """Kind and text; of what the program wrote, its sentence."""
        notes = self._words.notes
        if entry.draft.kind not in NOTE_KINDS and entry.draft.kind != "amendment":
            said = _escaped(self._words.sentence(entry))
            return f"<s>{said}</s>" if struck else said
        kind = notes.kind(entry.draft)
        said = _joined([*([Piece(kind, "kind")] if kind else []), *notes.named(entry.draft)])
        return f"<s>{said}</s>" if struck else said


def quiet(text: str) -> str:
    return f'<span style="color:{theme.QUIET}">{_escaped(text)}</span>'


def _joined(pieces: list[Piece]) -> str:
    said = ""
    for piece in pieces:
        if piece.what == "aside":
            said += ("<br>" if said else "") + quiet(piece.text)
        elif piece.what == "kind":
            said += f'<span style="background:{theme.RAISED}">&nbsp;{_escaped(piece.text)}&nbsp;</span> '
        elif piece.what == "name":
            said += f'<span style="background:{CHIP}">{_escaped(piece.text)}</span>'
        else:
            said += _escaped(piece.text)
    return said


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")

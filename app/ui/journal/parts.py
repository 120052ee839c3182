"""An entry in the parts it is shown in."""

from app.model.journal import NOTE_KINDS, Entry
from app.ui.journal.entry_words import EntryWords
from app.ui.journal.note_words import Piece


def parts_of(entry: Entry, words: EntryWords) -> list[Piece]:
    """What a person wrote with its chips; what the program wrote is one sentence."""
    if entry.draft.kind not in NOTE_KINDS and entry.draft.kind != "amendment":
        return [Piece(words.sentence(entry))]
    drill = words.drill_mark(entry)
    return [*([Piece(drill, "aside")] if drill else []), *words.notes.pieces(entry)]

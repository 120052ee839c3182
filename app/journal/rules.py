"""What may be written into the log."""

from dataclasses import replace
from unicodedata import category

from app.core.errors import InvalidInput
from app.model.journal import NOTE_KINDS, Draft

MAX_TEXT = 4000
"""Characters of one entry; longer text belongs into an attachment."""


def checked_note(draft: Draft) -> Draft:
    """The draft of a person's entry. Raises InvalidInput (text_empty, text_too_long, unknown_kind)."""
    text = checked_text(draft.text)
    if draft.kind not in (*NOTE_KINDS, "amendment"):
        raise InvalidInput(field="kind", reason="unknown_kind", value=draft.kind)
    return replace(draft, text=text)


def checked_text(text: str) -> str:
    """A person's words as they are stored. Raises InvalidInput (text_empty, text_too_long)."""
    said = plain(text).strip()
    if not said:
        raise InvalidInput(field="text", reason="text_empty")
    if len(said) > MAX_TEXT:
        raise InvalidInput(field="text", reason="text_too_long", limit=str(MAX_TEXT))
    return said


def plain(text: str) -> str:
    """Without what nobody can see and what would turn the line around: control characters, overrides, halves of letters."""
    return "".join(
        letter for letter in text if letter in "\n\t" or category(letter) not in ("Cc", "Cs", "Cf")
    )

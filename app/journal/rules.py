"""What may be written into the log."""

from dataclasses import replace
from unicodedata import category

from app.core.errors import InvalidInput
from app.model.journal import NOTE_KINDS, Draft

MAX_TEXT = 4000
"""Characters of one entry; longer text belongs into an attachment."""


def checked_note(draft: Draft) -> Draft:
    """The draft of a person's entry. Raises InvalidInput (text_empty, text_too_long, unknown_kind)."""
    text = plain(draft.text).strip()
    if not text:
        raise InvalidInput(field="text", reason="text_empty")
    if len(text) > MAX_TEXT:
        raise InvalidInput(field="text", reason="text_too_long", limit=str(MAX_TEXT))
    if draft.kind not in (*NOTE_KINDS, "amendment"):
        raise InvalidInput(field="kind", reason="unknown_kind", value=draft.kind)
    return replace(draft, text=text)


def plain(text: str) -> str:
    """Without what nobody can see and what would turn the line around: control characters, overrides, halves of letters."""
    return "".join(
        letter for letter in text if letter in "\n\t" or category(letter) not in ("Cc", "Cs", "Cf")
    )

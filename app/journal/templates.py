"""Templates: what they become in the line, what may be stored of them, and those that come with the program. Pure."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from app.core.errors import InvalidInput
from app.core.paths import resource
from app.journal.rules import plain
from app.journal.tokens import CLOSE, OPEN
from app.model.journal import NOTE_KINDS
from app.model.line import WHAT, Template
from app.model.words import Words

LONGEST_NAME, LONGEST_TEXT = 40, 400
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What the line understands in both languages, whatever the screen speaks."""

    kinds: Mapping[str, Words]
    camera: Words
    running: Words
    closed: Words


def expanded(template: Template, language: str) -> str:
    """As it stands in the line: its kind first, fields to fill between signs that nobody types."""
    text = template.text.in_language(language)
    kind = entry_words().kinds[template.kind].in_language(language)
    begun = "" if template.kind == "note" else f"{WHAT}{kind} "
    return begun + _FIELD.sub(lambda found: f"{OPEN}{found[1]}{CLOSE}", text)


def tidy_template(template: Template) -> Template:
    """As it is stored. Raises InvalidInput (empty_name, empty_text, too_long, unknown_kind, field_unclosed)."""
    name, text = _tidy(template.name), _tidy(template.text)
    if not name:
        raise InvalidInput(field="name", reason="empty_name")
    if not text:
        raise InvalidInput(field="text", reason="empty_text")
    if max(map(len, (name.zh, name.en))) > LONGEST_NAME:
        raise InvalidInput(field="name", reason="too_long", number=str(LONGEST_NAME))
    if max(map(len, (text.zh, text.en))) > LONGEST_TEXT:
        raise InvalidInput(field="text", reason="too_long", number=str(LONGEST_TEXT))
    if template.kind not in NOTE_KINDS:
        raise InvalidInput(field="kind", reason="unknown_kind", value=template.kind)
    for one in (text.zh, text.en):
        if set("{}") & set(_FIELD.sub("", one)):
            raise InvalidInput(field="text", reason="field_unclosed")
    return replace(template, name=name, text=text)


@cache
def entry_words() -> EntryWords:
    file = _file()
    words = {name: Words(**both) for name, both in file["words"].items()}
    return EntryWords({code: Words(**both) for code, both in file["kinds"].items()}, **words)


def built_in_templates() -> tuple[Template, ...]:
    """In the order in which they are offered."""
    return tuple(
        Template(one["id"], Words(**one["name"]), one["kind"], Words(**one["text"]))
        for one in _file()["template"]
    )


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(resource("entry.toml").read_text(encoding="utf-8"))


def _tidy(words: Words) -> Words:
    """One line, and none of the signs that stand for a field in the line."""
    one_line = (" ".join(plain(text).split()) for text in (words.zh, words.en))
    zh, en = (text.replace(OPEN, "").replace(CLOSE, "") for text in one_line)
    return Words(zh, en)

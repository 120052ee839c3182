"""Values put into a sentence as a printer sets them. Chinese has no spaces between words, so that a name needs one only
where it is Latin; which of the two it is nobody knows before it is put in. Pure."""

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

_QUOTES = "“”‘’"
"""Set as Chinese signs in a Chinese sentence."""


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """`str.format_map`; in a Chinese sentence what is put in stands apart from Chinese words where its letters are
    Latin, and does not where it is Chinese. Figures stand as the sentence has them; a space between two values
    separates them and stays."""
    parts = () if sentence.isascii() else _parts(sentence)
    if not parts:
        return str.format_map(sentence, values)  # a sentence may itself fill in this way
    said = ""
    for words, name, form in parts:
        said = _joined(said, words)
        if name is not None:
            said = _joined(said, format(values[name], form or ""), after=words)
    return said


@lru_cache(maxsize=2048)
def _parts(sentence: str) -> tuple[tuple[str, str | None, str | None], ...]:
    """None of what is no Chinese sentence."""
    if not any(map(_chinese, sentence)):
        return ()
    return tuple((words, name, form) for words, name, form, _ in Formatter().parse(sentence))


def _joined(said: str, more: str, after: str | None = None) -> str:
    """`after`: the words of the sentence before a value; None: `more` are the sentence's own, after a value."""
    if not said or not more:
        return said + more
    if after is None and more[0] == " " and _chinese(said[-1]) and _chinese(more.strip()[:1]):
        return said + more.lstrip()
    if after and after[-1] == " " and _chinese(after.strip()[-1:]) and _chinese(more[0]):
        return said.rstrip() + more
    before, behind = _ideograph(said[-1]), _ideograph(more[0])
    if before != behind and (_latin(more) if before else _latin(said[::-1])):
        return f"{said} {more}"
    return said + more


def _latin(text: str) -> bool:
    """Whether it begins with a letter or figure of a Latin word: `Gate 3`, not the figure alone of a time or a count."""
    if not text[0].isalnum() or _chinese(text[0]):
        return False
    for letter in text:
        if _chinese(letter):
            return False
        if letter.isalpha():
            return True
    return False


def _ideograph(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


def _chinese(letter: str) -> bool:
    """A character or a sign as wide as one."""
    return (
        "\u2e80" <= letter <= "\u9fff"
        or "\uff00" <= letter <= "\uff60"
        or (bool(letter) and letter in _QUOTES)
    )

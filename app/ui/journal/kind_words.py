"""With which words the screen tells each kind of entry, in both languages at once: they can be looked for."""

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QTranslator

from app.core.paths import resource
from app.ui.journal.entry_words import EntryWords
from app.ui.names import Names

_VALUE = re.compile(r"\{\w+\}")


class _NoNames(Names):
    """Nothing is filled in here."""

    def __init__(self) -> None:
        pass


_Say = Callable[[str, str, str], str]


def kind_words() -> dict[str, tuple[str, ...]]:
    """By kind: the sentence in English and in Chinese, without what is filled in."""
    data = resource("i18n", "app_zh_CN.qm").read_bytes()
    translator = QTranslator()
    translator.load(data)
    english = _sentences(lambda context, text, note: text)
    chinese = _sentences(lambda context, text, note: translator.translate(context, text, note) or text)
    return {kind: (english[kind], chinese[kind]) for kind in english}


def _sentences(say: _Say) -> dict[str, str]:
    words = EntryWords(_NoNames())
    for part in (words, *words.findChildren(QObject)):
        # Qt translates into the one language that is installed; here each part says its words in the one asked for.
        part.tr = _in_context(type(part).__name__, say)  # type: ignore[method-assign]  # of this copy alone
    return {kind: _VALUE.sub(" ", sentence) for kind, sentence in words.sentences().items()}


def _in_context(context: str, say: _Say) -> Callable[..., str]:
    return lambda text, note="", count=-1: say(context, text, note)

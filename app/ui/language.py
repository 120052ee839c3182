"""The language on screen: follows the system, switched at any moment."""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from app.core.filling import filled
from app.core.paths import resource

log = logging.getLogger(__name__)
CHINESE = "zh"
ENGLISH = "en"
_PROPERTY = "dutyroom_language"
_FILES = {CHINESE: "app_zh_CN", ENGLISH: "app_en"}


class _Spoken(threading.local):
    """What a thread says while it is `speaking`."""

    language = ""
    translator: QTranslator | None = None


_spoken = _Spoken()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Until the end this thread's words are in this language, whatever the screen is switched to: what is begun in one
    language is a whole in it. The translation is a copy of its own, which nobody takes away meanwhile."""
    translator = QTranslator()
    data = _read(_FILES[code], str(resource("i18n")))
    translator.load(data)
    before = _spoken.language, _spoken.translator
    _spoken.language, _spoken.translator = code, translator
    try:
        yield
    finally:
        _spoken.language, _spoken.translator = before


class Sentence(str):
    """Words of the program with places for values, which are put in as `filled` does it."""

    __slots__ = ()

    def format(self, *_: object, **values: object) -> str:
        return filled(self, values)

    def format_map(self, values: Mapping[str, object], /) -> str:  # type: ignore[override]
        return filled(self, values)


class Worded(QObject):
    """Has words of its own, which a thread that is `speaking` may ask for."""

    def tr(self, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return Sentence(self._looked_up(text, disambiguation, n))

    def _looked_up(self, text: str, disambiguation: str | None, n: int) -> str:
        translator = _spoken.translator
        if translator is None:
            return super().tr(text, disambiguation, n)
        for each in type(self).__mro__:
            said = translator.translate(each.__name__, text, disambiguation, n)
            if said:
                return said.replace("%n", str(n))
            if each is Worded:
                break
        return text.replace("%n", str(n))


def current_language() -> str:
    """`zh` or `en`: for site data, which carries both languages (`Words.in_language`)."""
    if _spoken.language:
        return _spoken.language
    application = QCoreApplication.instance()
    return str(application.property(_PROPERTY) or ENGLISH) if application else ENGLISH


def current_locale() -> QLocale:
    """For names of days and months."""
    return QLocale("zh_CN") if current_language() == CHINESE else QLocale("en_GB")


def system_language() -> str:
    """Chinese on a Chinese system, English elsewhere."""
    return CHINESE if QLocale.system().name().startswith("zh") else ENGLISH


class Language(QObject):
    """Loads and swaps the translations. `changed` comes after the swap; views then retranslate."""

    changed = Signal(str)

    def __init__(self, application: QCoreApplication, wanted: str = "") -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[tuple[QTranslator, bytes]] = []
        """With what they read: Qt does not copy it."""
        self._load(wanted if wanted in _FILES else system_language())

    def switch(self, code: str) -> None:
        """Shows everything in `zh` or `en` from now on."""
        if code in _FILES and code != current_language():
            self._load(code)
            self.changed.emit(code)

    def toggle(self) -> None:
        self.switch(ENGLISH if current_language() == CHINESE else CHINESE)

    def _load(self, code: str) -> None:
        for translator, _ in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()
        self._application.setProperty(_PROPERTY, code)
        if code == CHINESE:
            # Qt's own words: buttons and context menus of line edits.
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install("qtbase_zh_CN", folder)
        self._install(_FILES[code], str(resource("i18n")))

    def _install(self, name: str, folder: str) -> None:
        data = _read(name, folder)
        translator = QTranslator(self)
        if not translator.load(data, folder):
            log.error("translation %s not found", name)
            return
        self._application.installTranslator(translator)
        self._installed.append((translator, data))


def _read(name: str, folder: str) -> bytes:
    """Read into memory: Qt would map the file, and an update that writes it anew would end the running console."""
    file = Path(folder) / f"{name}.qm"
    return file.read_bytes() if file.is_file() else b""

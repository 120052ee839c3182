"""Says what a command did: a sentence in the operator's language, or one line of JSON."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.commands.reach import PATIENCE_S
from app.commands.sentences import Sentences
from app.core.errors import DutyRoomError, SiteFileError
from app.core.exit_codes import DONE, FAILED, USAGE
from app.ui.error_words import ErrorWords
from app.ui.language import Language
from app.ui.site_file_words import SiteFileWords


class Report:
    """Made first, so that even the first error has words. `letters`: the command prints, for which Qt wants its fonts."""

    def __init__(self, language: str, *, as_json: bool, letters: bool = False) -> None:
        application = QCoreApplication.instance() or (
            _with_fonts() if letters else QCoreApplication(sys.argv[:1])
        )
        self._language = Language(application, language)
        self._as_json = as_json
        self._errors = ErrorWords()
        self._mistakes = SiteFileWords()
        self.words = Sentences()

    def done(self, sentence: str, data: Mapping[str, Any] | Sequence[Any]) -> int:
        """Returns the exit code."""
        print(json.dumps(data, ensure_ascii=False) if self._as_json else sentence)
        return DONE

    def negative(self, sentence: str, data: Mapping[str, Any]) -> int:
        """The command was carried out and the answer is no."""
        self.done(sentence, data)
        return FAILED

    def aside(self, sentence: str) -> None:
        """Beside the answer: for whoever looks, also where a program reads the answer."""
        print(sentence, file=sys.stderr, flush=True)

    def waiting(self) -> None:
        self.aside(self.words.waiting(PATIENCE_S))

    def failed(self, error: DutyRoomError) -> int:
        """Returns the exit code: what cannot be asked for at all is wrong use."""
        code = USAGE if error.code == "invalid_input" else FAILED
        if self._as_json:
            print(json.dumps({"error": error.dump()}, ensure_ascii=False))
            return code
        told = self._errors.explain(error)
        if isinstance(error, SiteFileError):
            print(told.what, told.meaning, file=sys.stderr)
            for problem in error.problems:
                if self._mistakes.where(problem):
                    print("  " + self._mistakes.sentence(problem), file=sys.stderr)
        else:
            print(told.text, file=sys.stderr)
        return code


def _with_fonts() -> QCoreApplication:
    """Without a window, and so without a screen."""
    from PySide6.QtGui import QGuiApplication

    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication(sys.argv[:1])

"""Between the line and its suggestions: when they come, what they offer, and what taking one does."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent

from app.journal.completion import BEGINS, Offered
from app.journal.event_time import offered
from app.journal.templates import expanded
from app.journal.tokens import CLOSE, OPEN, fold, mark_at
from app.model.line import WHAT, WHERE
from app.ui.entry.editor import TokenEdit
from app.ui.entry.names import LineNames
from app.ui.entry.popup import Suggestion, Suggestions
from app.ui.format import site_zone
from app.ui.language import current_language
from app.ui.services import Services

_LONGEST = 40
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Suggesting(QObject):
    """Suggestions follow what is typed. Escape closes them, and for this name they stay closed."""

    def __init__(
        self, services: Services, names: LineNames, edit: TokenEdit, popup: Suggestions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._edit = edit
        self._popup = popup
        self._settled = (-1, "")
        """Where a name begins that was taken or refused, and what stood there then."""
        self._seen = ("", 0)
        self._begun = -1
        edit.asked.connect(self._key)
        edit.wants_tab = popup.isVisible
        edit.moved.connect(self._look)
        popup.taken.connect(self._take)
        names.read.connect(self._offer)

    def close(self) -> None:
        self._popup.hide()

    def forget(self) -> None:
        """Another line begins."""
        self._settled, self._seen = (-1, ""), (self._edit.text(), self._edit.cursor_at())
        self._popup.hide()

    def begin(self, mark: str) -> None:
        """Puts a mark where the cursor is, as the buttons for the mouse do, and offers everything."""
        at = self._edit.cursor_at()
        before = self._edit.text()[:at]
        room = " " if before and before[-1].isascii() and before[-1].isalnum() else ""
        self._edit.replace(at, at, room + mark)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settled = (-1, "")
        self._offer()

    def _look(self) -> None:
        text, at = self._edit.text(), self._edit.cursor_at()
        if not self._edit.hasFocus():
            # Another place was opened, or the window went: nothing stays hanging over it.
            self._popup.hide()
            return
        if (text, at) == self._seen:
            return
        typed = text != self._seen[0]
        self._seen = (text, at)
        if typed:
            self._offer()
        else:
            self._popup.hide()

    def _offer(self) -> None:
        text, at = self._edit.text(), self._edit.cursor_at()
        begun = _mark_before(text, at)
        if begun < 0 or not self._edit.hasFocus() or self._is_settled(text, begun):
            self._popup.hide()
            return
        typed = text[begun + 1 : at]
        suggestions, exact, near = self._suggestions(mark_at(text, begun), typed)
        if not suggestions:
            self._popup.hide()
            return
        self._begun = begun
        # Enter must store what is whole already, and never take what was not meant.
        self._popup.offer(suggestions, chosen=not exact and (near or not self._goes_on(text, begun, at)))
        corner = QPoint(self._edit.caret_left(begun), 0)
        self._popup.show_above(self._edit.mapToGlobal(corner))

    def _suggestions(self, mark: str, typed: str) -> tuple[list[Suggestion], bool, bool]:
        """What is offered, whether what was typed is whole already, and whether it is the beginning of the first."""
        if mark == WHAT and typed[:1].isdecimal():
            return [], False, False
        found = self._names.completion.offers(mark, typed)
        suggestions = [self._suggestion(one) for one in found]
        moment = self._moment(typed) if mark == WHERE else None
        if moment is not None:
            return [moment, *suggestions], fold(typed) == moment.insert[1:], False
        return suggestions, self._is_whole(mark, typed), bool(found) and found[0].rank <= BEGINS

    def _is_whole(self, mark: str, typed: str) -> bool:
        """An id is whole as well, but its name reads better: Enter brings it."""
        length, whole = self._names.lexicon.longest(mark, fold(typed), 0)
        if not typed or length != len(typed) or whole is None or whole.what == "template":
            return False
        return any(
            fold(self._names.lexicon.label(whole, language)) == fold(typed) for language in ("zh", "en")
        )

    def _moment(self, typed: str) -> Suggestion | None:
        zone = site_zone(self._services.site.site().timezone)
        now = self._services.clock.now()
        found = offered(fold(typed), now, zone)
        if found is None:
            return None
        written, moment = found
        minutes = int((now - moment).total_seconds() // 60)
        ago = self.tr("{minutes} min ago").format(minutes=minutes)
        if minutes >= 60:
            ago = self.tr("{hours} h {minutes} min ago").format(hours=minutes // 60, minutes=minutes % 60)
        return Suggestion(f"{WHERE}{written}", written, ago, self.tr("When it happened"))

    def _suggestion(self, one: Offered) -> Suggestion:
        named, language = one.named, current_language()
        label = self._names.lexicon.label(named, language)
        name = named.name.in_language(language) or named.id
        other = named.name.in_language("en" if language.startswith("zh") else "zh")
        note = named.note.in_language(language)
        aside = " · ".join(words for words in (other if other != name else "", note) if words)
        sorts = {
            "place": self.tr("Place"),
            "camera": self.tr("Camera"),
            "person": self.tr("Person"),
            "kind": self.tr("Kind"),
            "incident": self.tr("Incident"),
            "template": self.tr("Template"),
        }
        template_id = named.id if named.what == "template" else ""
        return Suggestion(f"{named.mark}{label}", name, aside, sorts[named.what], template_id)

    def _take(self, suggestion: Suggestion) -> None:
        text, at = self._edit.text(), self._edit.cursor_at()
        begun = self._begun
        if suggestion.template_id:
            self.fill_in(suggestion.template_id, begun, at)
            return
        follows = text[at : at + 1]
        room = " " if not follows or follows.isalnum() or follows in (OPEN, WHERE, WHAT) else ""
        self._settled = (begun, suggestion.insert)
        self._edit.replace(begun, at, suggestion.insert + room)
        self._popup.hide()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill_in(self, template_id: str, start: int, end: int) -> None:
        """A template in the place of its name; the cursor stands in its first field."""
        found = [one for one in self._services.lines.templates() if one.id == template_id]
        if not found:
            return
        self._settled = (start, "")
        self._edit.replace(start, end, expanded(found[0], current_language()))
        self._popup.hide()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self._edit.textCursor()
        cursor.setPosition(start)
        self._edit.setTextCursor(cursor)
        self._edit.next_field()

    def _key(self, event: QKeyEvent) -> None:
        if self._popup.isHidden() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._settled = (self._begun, self._edit.text()[self._begun : self._edit.cursor_at()])
            self._popup.hide()
        elif key == Qt.Key.Key_Tab and (first := self._popup.first()) is not None:
            self._take(first)
        elif key in _TAKES and (current := self._popup.current()) is not None:
            self._take(current)
        else:
            return
        event.accept()

    def _is_settled(self, text: str, begun: int) -> bool:
        where, said = self._settled
        return begun == where and text[begun:].startswith(said)

    def _goes_on(self, text: str, begun: int, at: int) -> bool:
        """Behind a whole name and a room people write words."""
        length, whole = self._names.lexicon.longest(mark_at(text, begun), fold(text), begun + 1)
        return whole is not None and text[begun + 1 + length : at][:1].isspace()


def _mark_before(text: str, at: int) -> int:
    """Where the name begins that is being written at this place; -1 for none."""
    for begun in range(at - 1, max(-1, at - _LONGEST - 2), -1):
        if text[begun] in (OPEN, CLOSE, "\n"):
            return -1
        if mark_at(text, begun):
            return -1 if text[begun + 1 : begun + 2].isspace() else begun
    return -1

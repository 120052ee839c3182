"""The text of the line: one paragraph, its tokens marked as such, its open fields reached by Tab."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.journal.tokens import FIELD, OPEN, UNKNOWN, Parsed, Token
from app.ui import theme

_MOST_LINES = 3
_FRAME = 18
"""Border, padding and the margin of the text within."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CHIP = "#35424f"
"""Behind what is understood; letters stand on it at 8 to 1."""


class _Colours(QSyntaxHighlighter):
    """Letters of tokens; what lies behind them the editor paints itself."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.tokens: tuple[Token, ...] = ()

    def show(self, tokens: tuple[Token, ...]) -> None:
        if tokens != self.tokens:
            self.tokens = tokens
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        begun = self.currentBlock().position()
        for token in self.tokens:
            start, end = max(token.start - begun, 0), min(token.end - begun, len(text))
            if start < end:
                self.setFormat(start, end - start, self._format(token))

    @staticmethod
    def _format(token: Token) -> QTextCharFormat:
        style = QTextCharFormat()
        if token.what == UNKNOWN:
            style.setForeground(QColor(theme.AMBER))
            style.setUnderlineColor(QColor(theme.AMBER))
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        elif token.what == FIELD:
            style.setForeground(QColor(theme.QUIET))
        return style


class TokenEdit(QPlainTextEdit):
    """Enter stores (`entered`), Escape leaves (`left`). Files and pictures that are pasted come out as `pasted`.

    Attributes:
        asked: a key that suggestions may want first; whoever takes it accepts the event.
        moved: the cursor or the text is another one.
    """

    entered = Signal()
    left = Signal()
    moved = Signal()
    asked = Signal(QKeyEvent)
    pasted_image = Signal(QImage)
    pasted_files = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry_line")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(4)
        self.least_lines = 1
        self.wants_tab: Callable[[], bool] = bool
        """Whether somebody else has a use for Tab now."""
        self._parsed = Parsed("", ())
        self._colours = _Colours(self.document())
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self.moved)
        self.cursorPositionChanged.connect(self.moved)

    def text(self) -> str:
        return self.toPlainText()

    def setText(self, text: str) -> None:  # as Qt's own lines have it
        """Instead of what stands there; Ctrl+Z brings that back."""
        self.replace(0, len(self.text()), text)

    def clear_all(self) -> None:
        """After storing: nothing to bring back."""
        self.setPlainText("")

    def replace(self, start: int, end: int, text: str) -> None:
        """Puts text in the place of a piece, as one step that can be undone; the cursor stands behind it."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def cursor_at(self) -> int:
        return self.textCursor().position()

    def show_parsed(self, parsed: Parsed) -> None:
        if parsed.text != self.text() or parsed == self._parsed:
            return
        self._parsed = parsed
        self._colours.show(parsed.tokens)
        self.viewport().update()

    def next_field(self, *, back: bool = False, around: bool = False) -> bool:
        """Chooses the open field behind the cursor, so that typing fills it; False where there is none."""
        fields = self._parsed.of(FIELD)
        cursor = self.textCursor()
        if back:
            found = [token for token in fields if token.end < cursor.selectionEnd()]
            found.reverse()
        else:
            found = [
                token for token in fields if token.start >= cursor.selectionStart() and not _is(cursor, token)
            ]
        if not found and around:
            found = fields
        if not found:
            return False
        token = found[0]
        # The mark before a field stays: what is typed there names something.
        opened = self.text().index(OPEN, token.start)
        cursor.setPosition(opened)
        cursor.setPosition(token.end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def caret_left(self, at: int) -> int:
        """Where a letter stands, from the left side of the editor."""
        cursor = self.textCursor()
        cursor.setPosition(at)
        return self.cursorRect(cursor).left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.asked.emit(event)
        if event.isAccepted():
            return
        if event.key() in _ENTER:
            event.accept()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self.next_field(
            back=event.key() == Qt.Key.Key_Backtab
        ):
            event.accept()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.moved.emit()

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Tab comes to `keyPressEvent` as long as there are fields, or suggestions to take."""
        if self._parsed.of(FIELD) or self.wants_tab():
            return False
        return super().focusNextPrevChild(next_one)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files and pictures that are dragged here belong to whoever stands around."""
        return source.hasText() and not source.hasUrls() and not source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if files:
            self.pasted_files.emit(files)
        elif source.hasImage():
            self.pasted_image.emit(QImage(source.imageData()))
        else:
            self.insertPlainText(" ".join(source.text().split("\n")))

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for token in self._parsed.tokens:
            if token.what == UNKNOWN:
                continue
            painter.setPen(
                QPen(QColor(theme.QUIET), 1, Qt.PenStyle.DashLine)
                if token.what == FIELD
                else Qt.PenStyle.NoPen
            )
            painter.setBrush(QColor(theme.RAISED if token.what == FIELD else CHIP))
            for rect in self._rects(token):
                painter.drawRoundedRect(rect, 4, 4)
        painter.end()
        super().paintEvent(event)

    def _rects(self, token: Token) -> list[QRectF]:
        """A token that is broken over lines has a piece on each."""
        found = []
        block: QTextBlock = self.document().findBlock(token.start)
        while block.isValid() and block.position() < token.end:
            layout, offset = block.layout(), self.contentOffset()
            top = self.blockBoundingGeometry(block).translated(offset).top()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                start = max(token.start - block.position(), line.textStart())
                end = min(token.end - block.position(), line.textStart() + line.textLength())
                if start < end:
                    left, right = (_x(line.cursorToX(at)) for at in (start, end))
                    rect = QRectF(left + offset.x(), top + line.y(), right - left, line.height())
                    found.append(rect.adjusted(-1, 0, 1, 0))
            block = block.next()
        return found

    def _grow(self) -> None:
        lines = max(self.least_lines, round(self.document().size().height()))
        wanted = self.fontMetrics().lineSpacing() * min(lines, max(self.least_lines, _MOST_LINES)) + _FRAME
        if wanted != self.height():
            self.setFixedHeight(wanted)


def _is(cursor: QTextCursor, token: Token) -> bool:
    return cursor.selectionEnd() == token.end and cursor.hasSelection()


def _x(found: object) -> float:
    """PySide gives the place and the letter it belongs to."""
    return float(found[0]) if isinstance(found, tuple) else float(str(found))

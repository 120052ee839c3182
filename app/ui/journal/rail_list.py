"""The latest entries in the right rail: live, newest on top."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.model.journal import Entry
from app.ui import theme
from app.ui.format import short_time, site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.names import Names
from app.ui.services import Services

SHOWN = 100
_LOOK_FOR_NEW = 30
_KEPT_LAYOUTS = 400
_LONGEST = 200
_TIME_WIDTH = 54
_MARGIN = 7
_JOINER = "\N{WORD JOINER}"
_Index = QModelIndex | QPersistentModelIndex


class LatestEntries(QAbstractListModel):
    """The newest entries. `refresh` adds what is new on top, so that nothing else is laid out again."""

    def __init__(self, services: Services, words: EntryWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = words
        self._entries: list[Entry] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self._words.sentence(entry)} {self._words.who(entry)}"
        return None

    def refresh(self) -> None:
        newest = self._entries[0].number if self._entries else 0
        new = self._services.journal.latest(_LOOK_FOR_NEW if newest else SHOWN, after=newest)
        if newest and len(new) == _LOOK_FOR_NEW:
            self.reload()
        elif new:
            self.beginInsertRows(QModelIndex(), 0, len(new) - 1)
            self._entries[:0] = new
            self.endInsertRows()
            self._drop_old()

    def reload(self) -> None:
        """Everything anew: another language, or names have changed."""
        self.beginResetModel()
        self._entries = self._services.journal.latest(SHOWN)
        self.endResetModel()

    def _drop_old(self) -> None:
        if len(self._entries) > SHOWN:
            self.beginRemoveRows(QModelIndex(), SHOWN, len(self._entries) - 1)
            del self._entries[SHOWN:]
            self.endRemoveRows()


class EntryDelegate(QStyledItemDelegate):
    """Time, sentence, who: wrapped to the width of the rail. Entries never change, so their laid out text is kept:
    finding words and breaking lines anew at each painting held an emergency up (measured)."""

    def __init__(self, services: Services, words: EntryWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._services = services
        self._layouts: dict[tuple[int, int], tuple[QTextLayout, int]] = {}
        self._font = theme.font(15)
        self.forget()

    def forget(self) -> None:
        """After a change of language, names or zone."""
        self._layouts.clear()
        self._zone = site_zone(self._services.site.site().timezone)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        _, height = self._laid_out(index.data(Qt.ItemDataRole.UserRole), width)
        return QSize(width, height + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setFont(self._font)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.RAISED))
        painter.setPen(QColor(theme.QUIET))
        painter.drawText(
            rect.adjusted(0, _MARGIN, 0, 0), Qt.AlignmentFlag.AlignTop, short_time(entry.at, self._zone)
        )
        painter.setPen(QColor(theme.TEXT))
        text, _ = self._laid_out(entry, rect.width())
        text.draw(painter, QPointF(rect.left() + _TIME_WIDTH, rect.top() + _MARGIN))
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _laid_out(self, entry: Entry, width: int) -> tuple[QTextLayout, int]:
        """The text and its height in pixels: the list asks for every height whenever one entry is new."""
        key = (entry.number, width)
        if key not in self._layouts:
            if len(self._layouts) >= _KEPT_LAYOUTS:
                self._layouts.clear()
            self._layouts[key] = self._layout(entry, width)
        return self._layouts[key]

    def _layout(self, entry: Entry, width: int) -> tuple[QTextLayout, int]:
        sentence, who = _shortened(self._words.sentence(entry)), unbroken(self._words.who(entry))
        text = QTextLayout(f"{sentence}  {who}", self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        text.setTextOption(option)
        quiet = QTextLayout.FormatRange()
        quiet.start, quiet.length = len(sentence), len(who) + 2
        style = QTextCharFormat()
        style.setForeground(QColor(theme.QUIET))
        quiet.format = style
        text.setFormats([quiet])
        text.beginLayout()
        height = 0.0
        line = text.createLine()
        while line.isValid():
            line.setLineWidth(max(40, width - _TIME_WIDTH - 4))
            line.setPosition(QPointF(0, height))
            height += line.height()
            line = text.createLine()
        text.endLayout()
        return text, int(height)


def unbroken(name: str) -> str:
    """A name that goes to the next line whole, in Chinese too, where a line may end between any two characters."""
    return _JOINER.join(name.replace(" ", "\N{NO-BREAK SPACE}"))


def _shortened(sentence: str) -> str:
    """One paragraph of a few lines: the rail shows what happened, the log (F4) all of it."""
    line = " ".join(sentence.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"


class LogRail(QFrame):
    """Heading and list."""

    def __init__(self, services: Services, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = EntryWords(names, self)
        self._heading = QLabel(self)
        self._heading.setObjectName("heading")
        self._empty = QLabel(self)
        self._empty.setObjectName("dim")
        self._empty.setWordWrap(True)
        self.model = LatestEntries(services, words, self)
        self._delegate = EntryDelegate(services, words, self)
        self.view = QListView(self)
        self.view.setObjectName("log_rail")
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes with the tenth entry would make lines wrap anew and overlap.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 0, 0)
        layout.addWidget(self._heading)
        layout.addWidget(self._empty)
        layout.addWidget(self.view, 1)
        self.model.refresh()
        self.retranslate()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & Names.KINDS:
            self._delegate.forget()
            self.model.reload()
        elif "journal" in kinds:
            self.model.refresh()
        self._empty.setVisible(self.model.rowCount() == 0)

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Duty log"))
        self._empty.setText(self.tr("Nothing written yet. Press / and write the first line."))
        self.view.setAccessibleName(self.tr("Latest entries of the duty log"))
        self._delegate.forget()
        self.model.reload()
        self._empty.setVisible(self.model.rowCount() == 0)

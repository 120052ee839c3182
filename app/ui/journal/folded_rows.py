"""Makes splices of folded entries in a Qt model, one by one: after each the view and the lines agree."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex

from app.journal.folded import FoldedEntries, Splice


def show_splices(
    model: QAbstractItemModel, entries: FoldedEntries, splices: Sequence[Splice], last_column: int = 0
) -> None:
    for splice in splices:
        if splice.gone:
            model.beginRemoveRows(QModelIndex(), splice.at, splice.at + splice.gone - 1)
            entries.make(Splice(splice.at, splice.gone, ()))
            model.endRemoveRows()
        if splice.come:
            model.beginInsertRows(QModelIndex(), splice.at, splice.at + len(splice.come) - 1)
            entries.make(Splice(splice.at, 0, splice.come))
            model.endInsertRows()
        entries.make(Splice(0, 0, (), splice.changed))
        for at, _ in splice.changed:
            model.dataChanged.emit(model.index(at, 0), model.index(at, last_column))

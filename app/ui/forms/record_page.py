"""A list and a form on records of one kind: choose, change, save, cancel, remove, undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.forms.form import Values
from app.ui.forms.record_kind import RecordKind, T
from app.ui.forms.record_list import RecordList
from app.ui.forms.rows import Row
from app.ui.ops import Ops
from app.ui.services import Services


@dataclass(frozen=True, slots=True)
class _Draft(Generic[T]):
    """What was typed on a record and not stored, kept while another row is looked at."""

    record: T
    values: Values


class RecordPage(RecordKind[T]):
    """A page says its columns, its fields and how a record is stored; the rest is here.

    What is being typed is lost by nothing but Cancel: a change from elsewhere refreshes the list and leaves the
    form alone, another row keeps the draft of this one.
    """

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.ops = ops
        self.list = RecordList(self)
        self._record: T | None = None
        self._shown: Values = {}
        self._before: Values = {}
        self._opening = False
        self._drafts: dict[str, _Draft[T]] = {}
        self._never_stored: set[str] = set()
        self._was_dirty = False
        self._overtaken = False
        self._removed: T | None = None
        self._note: Callable[[], str] = str
        self.build()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.list, self.SHARES[0])
        row.addWidget(self.form, self.SHARES[1])
        self.list.chosen.connect(self._choose)
        self.list.add_wanted.connect(self._add)
        self.list.undo_wanted.connect(self._undo)
        self.list.enter_wanted.connect(self.form.begin)
        self.form.save_wanted.connect(self._save)
        self.form.cancel_wanted.connect(self._cancel)
        self.form.remove_wanted.connect(self._remove)
        self.form.changed.connect(self._show_state)
        ops.changed.connect(self._on_changed)
        self.list.setVisible(self.LISTS)
        self.list.add.setVisible(self.ADDS)
        self.form.remove.setVisible(self.REMOVES)
        if self.LISTS:
            # A list that is not shown would take the cursor all the same, where nobody sees it.
            self.setFocusProxy(self.list.table)
        self.retranslate()
        self.reload()

    def retranslate(self) -> None:
        self.texts()
        self.form.retranslate()
        self.list.retranslate()
        self.list.name_add(self.add_words())
        self.list.show_removed(self.row(self._removed)[0] if self._removed is not None else "")
        self.list.empty.setText(self.empty_words())
        self.list.table.show_columns(self.columns(), self.WIDE)
        self.list.table.setAccessibleName(self.columns()[0])
        if self._record is not None:
            self.opened(self._record)
        self.reload()

    def reload(self) -> None:
        """Asks for the records again; the form follows unless somebody is typing in it."""
        records = self.records()
        opened = self._record
        if opened is not None and opened.id not in self._never_stored:
            self._follow(next((record for record in records if record.id == opened.id), None))
        if self._record is None and records:
            self._open(records[0])
        self._show_rows(records)
        self._show_state()

    def _follow(self, latest: T | None) -> None:
        differs = latest is None or self.values_of(latest) != self._shown
        self._overtaken = differs and self._dirty()
        if not differs or self._overtaken:
            return
        if latest is None:
            self._record = None
        else:
            self._open(latest)

    def opened_id(self) -> str:
        """The record the form shows; empty when it shows none."""
        return self._record.id if self._record is not None else ""

    def show_form(self) -> None:
        self.form.setVisible(self._record is not None)

    def leave_form(self) -> None:
        """The cursor goes to where records are chosen."""
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & self.KINDS:
            # Other records give other choices; what is chosen and typed stays.
            self.texts()
            self.reload()

    def _show_rows(self, records: list[T]) -> None:
        unsaved = set(self._drafts)
        opened = self._record
        if opened is not None and self._dirty():
            unsaved.add(opened.id)
        rows = [Row(record.id, self.row(record), record.id in unsaved) for record in records]
        listed = {record.id for record in records}
        fresh = [draft.record.id for draft in self._drafts.values()]
        if opened is not None:
            fresh.append(opened.id)
        blank = ("",) * (len(self.columns()) - 1)
        for record_id in dict.fromkeys(fresh):
            if record_id not in listed:
                rows.append(Row(record_id, (self.new_words(), *blank), unsaved=True))
        self.list.show_rows(rows, opened.id if opened is not None else "")

    def _choose(self, record_id: str) -> None:
        if self._record is not None and record_id == self._record.id:
            return
        self._keep_draft()
        draft = self._drafts.pop(record_id, None)
        found = next((record for record in self.records() if record.id == record_id), None)
        record = found or (draft.record if draft is not None else None)
        if record is not None:
            self._open(record)
            if draft is not None:
                self._put(draft.values)
        self._show_rows(self.records())
        self._show_state()

    def _open(self, record: T) -> None:
        if record.id != self.opened_id():
            self.form.show_top()
        self._record = record
        self._note = str
        self._overtaken = False
        self._shown = self.values_of(record)
        self._opening = True
        self.form.fill(self._shown)
        self._opening = False
        self._before = self.form.values()
        self.opened(record)

    def _put(self, values: Values) -> None:
        for name, value in values.items():
            self.form.fields[name].set_value(value)

    def _dirty(self) -> bool:
        return self._record is not None and self.form.values() != self._before

    def _keep_draft(self) -> None:
        if self._record is not None and self._dirty():
            self._drafts[self._record.id] = _Draft(self._record, self.form.values())

    def _add(self) -> None:
        blank = self.blank()
        self._keep_draft()
        self._never_stored.add(blank.id)
        self._open(blank)
        self._show_rows(self.records())
        self._show_state()
        self.form.begin()

    def _save(self) -> None:
        record = self._record
        if record is None:
            return
        values = self.form.values()
        self.ops.ask(
            lambda: self.store(record, values),
            lambda _: self._saved(record, values),
            lambda error: self._refused(record, error),
        )

    def _saved(self, record: T, values: Values) -> None:
        self._drafts.pop(record.id, None)
        self._never_stored.discard(record.id)
        if self._record is not None and self._record.id == record.id:
            # Somebody may already have gone on typing: then only the list follows.
            typed_on = self.form.values() != values
            self._before = values
            if not typed_on:
                latest = next((one for one in self.records() if one.id == record.id), None)
                if latest is not None:
                    self._open(latest)
            self._note = lambda: self.tr("Saved.")
        self.reload()

    def _refused(self, record: T, error: BaseException) -> None:
        if self._record is not None and self._record.id == record.id:
            self.form.show_error(error)
        else:
            self.ops.failed.emit(error)

    def _cancel(self) -> None:
        record = self._record
        if record is None:
            return
        self._record = None
        latest = next((one for one in self.records() if one.id == record.id), None)
        if latest is not None:
            self._open(latest)
        self.leave_form()
        self.reload()

    def _remove(self) -> None:
        record = self._record
        if record is None:
            return
        self.ops.ask(
            lambda: self.remove(record),
            lambda _: self._gone(record),
            lambda error: self._refused(record, error),
        )

    def _gone(self, record: T) -> None:
        self._removed = record
        self._drafts.pop(record.id, None)
        if self._record is not None and self._record.id == record.id:
            self._record = None
        self.list.show_removed(self.row(record)[0])
        self.reload()

    def _undo(self) -> None:
        record = self._removed
        if record is None:
            return
        self._removed = None
        self.list.show_removed("")
        self.ops.ask(lambda: self.restore(record), lambda _: self._choose(record.id))

    def _show_state(self) -> None:
        record = self._record
        self.show_form()
        if record is None or self._opening:
            return
        dirty = self._dirty()
        if dirty != self._was_dirty:
            self._was_dirty = dirty
            self._show_rows(self.records())
        if dirty:
            self._note = str
        words = self._unsaved_words() if dirty else self._note()
        self.form.show_state(self.row(record)[0] or self.new_words(), words)
        self.form.remove.setEnabled(record.id not in self._never_stored)

    def _unsaved_words(self) -> str:
        if self._overtaken:
            return self.tr("Changed elsewhere meanwhile: Save keeps this, Cancel shows the other.")
        return self.tr("Not saved yet.")

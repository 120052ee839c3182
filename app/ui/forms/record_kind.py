"""What a page says about its records: columns, fields, how one is stored. `record_page` does the rest."""

from concurrent.futures import Future
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from app.ui.forms.form import Form, Values
from app.ui.services import Services


class _Record(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Record)


class RecordKind(QWidget, Generic[T]):
    """Base of the pages; `form` is theirs to fill with fields."""

    KINDS: frozenset[str] = frozenset()
    """Kinds of changes that this page shows."""
    WIDE = 0
    """The column that takes the width the others leave."""
    LISTS = True
    """False where there is one record only."""
    ADDS = True
    REMOVES = True
    SHARES = (1, 1)
    """Widths of list and form to each other."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.form = Form(self)

    def build(self) -> None:
        """Adds the fields to `self.form`."""
        raise NotImplementedError

    def texts(self) -> None:
        """Puts labels and choices into the fields, in the language shown."""
        raise NotImplementedError

    def columns(self) -> list[str]:
        raise NotImplementedError

    def records(self) -> list[T]:
        raise NotImplementedError

    def row(self, record: T) -> tuple[str, ...]:
        raise NotImplementedError

    def blank(self) -> T:
        """A new record with an id of its own; only where `ADDS`."""
        raise NotImplementedError

    def values_of(self, record: T) -> Values:
        raise NotImplementedError

    def store(self, record: T, values: Values) -> "Future[None]":
        raise NotImplementedError

    def remove(self, record: T) -> "Future[None]":
        """Only where `REMOVES`."""
        raise NotImplementedError

    def restore(self, record: T) -> "Future[None]":
        """Undoes a removal."""
        return self.store(record, self.values_of(record))

    def add_words(self) -> str:
        """Only where `ADDS`."""
        return ""

    def new_words(self) -> str:
        """Only where `ADDS`."""
        return ""

    def empty_words(self) -> str:
        """What to do first, where there are no records."""
        return ""

    def opened(self, record: T) -> None:
        """For what a page shows of a record beside its fields."""

"""Screens and pages that are imported, with all they need, when the first of them is made: the start must not wait for them."""

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Generic, TypeVar, cast

from PySide6.QtWidgets import QWidget

from app.ui.ops import Ops
from app.ui.services import Services

P = TypeVar("P", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Late(Generic[P]):
    """Called like the class it stands for, which `where` names: module:class."""

    where: str

    def __call__(self, services: Services, ops: Ops, *around: QWidget) -> P:
        return cast("P", resolve_name(self.where)(services, ops, *around))

"""Reads the database beside a running console, which may be the only writer."""

from collections.abc import Callable
from typing import TypeVar

from app.core.clock import SystemClock
from app.core.paths import DataFolder
from app.storage.database import open_for_checking
from app.storage.faults import environment_faults
from app.storage.transaction import Reader

T = TypeVar("T")


def read(folder: DataFolder, question: Callable[[Reader], T]) -> T:
    """The answer. Raises StorageUnavailable: no_database, damaged, …"""
    reader = open_for_checking(folder.database, SystemClock())
    try:
        with environment_faults(folder.database):
            return question(reader)
    finally:
        reader.close()

"""Tables of a site file that is written."""

from collections.abc import Iterable
from typing import Any

import tomlkit
from tomlkit.items import AoT, InlineTable, Table

from app.model.words import Words


def table_of(**values: Any) -> Table:
    """Empty values are left out: reading gives them back."""
    table = tomlkit.table()
    for key, value in values.items():
        if value or value == 0:
            table.add(key, value)
    return table


def words_of(words: Words) -> InlineTable:
    table = tomlkit.inline_table()
    for language, text in (("zh", words.zh), ("en", words.en)):
        if text:
            table.append(language, text)
    return table


def listed(items: Iterable[Table]) -> AoT:
    tables = tomlkit.aot()
    for item in items:
        tables.append(item)
    return tables

"""Finds the line on which each table and key of a TOML text stands: tomllib reads values, but tells no lines.

Works on text that tomllib has accepted; `camera`, 2, `address` is the path of the third camera's address.
"""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*(\.?)""")
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2}(?!"))'
    r"|'''.*?'''(?:'{0,2}(?!'))"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]",
    re.DOTALL,
)


class Lines:
    """The line of a path, or of the nearest table or key around it; 0 where there is none."""

    def __init__(self, text: str) -> None:
        self._known: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        for line, statement in _statements(text.replace("\r\n", "\n")):
            if statement.startswith("["):
                table = self._header(statement)
                self._known.setdefault(table, line)
                if isinstance(table[-1], int):
                    self._known.setdefault(table[:-1], line)
            else:
                path = (*table, *_keys(statement))
                for length in range(len(table) + 1, len(path) + 1):
                    self._known.setdefault(path[:length], line)

    def of(self, path: Path) -> int:
        while path:
            if path in self._known:
                return self._known[path]
            path = path[:-1]
        return 0

    def _header(self, statement: str) -> Path:
        is_array = statement.startswith("[[")
        path = self._within_arrays(_keys(statement.lstrip("[")), is_array=is_array)
        if not is_array:
            return path
        number = self._counts.get(path, 0)
        self._counts[path] = number + 1
        return (*path, number)

    def _within_arrays(self, names: tuple[str, ...], *, is_array: bool) -> Path:
        """A header names the newest item of each array of tables it passes through."""
        path: Path = ()
        for position, name in enumerate(names, 1):
            path = (*path, name)
            if path in self._counts and not (is_array and position == len(names)):
                path = (*path, self._counts[path] - 1)
        return path


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header and each `key = value`, with the line it begins on; values may go on over many lines."""
    line, start, start_line, depth = 1, 0, 1, 0
    for token in _TOKEN.finditer(text + "\n"):
        what = token.group()
        if what in "[{":
            depth += 1
        elif what in "]}":
            depth -= 1
        elif what == "\n" and depth <= 0:
            statement = text[start : token.start()].strip()
            if statement and not statement.startswith("#"):
                yield start_line, statement
            start, start_line, depth = token.end(), line + 1, 0
        line += what.count("\n")


def _keys(statement: str) -> tuple[str, ...]:
    """The dotted key at the beginning, without its quotes."""
    keys: list[str] = []
    position = 0
    while match := _KEY.match(statement, position):
        key, dot = match.groups()
        keys.append(key[1:-1] if key[0] in "\"'" else key)
        position = match.end()
        if not dot:
            break
    return tuple(keys)

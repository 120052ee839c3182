"""The database: connection, migrations, repositories. The only place with SQL."""

import sys

# sqlite-utils loads numpy and pandas wherever they are installed, for types that nobody stores here: a tenth of a second
# of every start, half a second where the roster's solver has brought pandas along. None says: there is no such module.
_NOT_WANTED = [name for name in ("numpy", "pandas") if name not in sys.modules]
for name in _NOT_WANTED:
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own word for it

import sqlite_utils  # noqa: E402, F401 - once, without them

for name in _NOT_WANTED:
    del sys.modules[name]

"""The database: connection, migrations, repositories. The only place with SQL."""

import sys

# sqlite-utils loads pandas wherever that is installed, for types that nobody stores here: half a second of every start
# where the roster's solver has brought it along. None says that there is no such module.
_PANDAS = "pandas"
if _PANDAS not in sys.modules:
    sys.modules[_PANDAS] = None  # type: ignore[assignment]
    import sqlite_utils  # noqa: F401 - once, without it

    del sys.modules[_PANDAS]

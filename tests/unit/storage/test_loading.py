"""What a start does not wait for."""

import importlib.util
import subprocess
import sys

_LOADED = """
import sys
import app.bootstrap
print([name for name in ("numpy", "pandas", "ortools", "apprise", "av", "cv2") if name in sys.modules])
import pandas
print(pandas.DataFrame.__name__)
"""


def test_a_start_does_not_load_what_it_does_not_need() -> None:
    """The solver of rosters brings pandas along, which must stay usable for it."""
    assert importlib.util.find_spec("pandas") is not None
    answer = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines() == ["[]", "DataFrame"]

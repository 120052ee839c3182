"""Decisions are tested without Qt: neither what every test needs nor their own files load it."""

import subprocess
import sys
from pathlib import Path

_UNIT = Path(__file__).parent
_ROOT = _UNIT.parents[1]


def test_the_tests_of_rules_load_no_qt() -> None:
    files = sorted(_UNIT.glob("*/test_rules.py"))
    assert files
    names = [".".join(file.relative_to(_ROOT).with_suffix("").parts) for file in files]
    loads = (
        "import sys, importlib\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", loads, "tests.conftest", *names],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert names[0] in loaded.stdout.split()
    assert {"PySide6", "shiboken6"}.isdisjoint(loaded.stdout.split())

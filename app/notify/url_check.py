"""Asks a child process whether the sender would take a service URL: the console itself does not load Apprise."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

log = logging.getLogger(__name__)
_DEADLINE_S = 30.0


def urls_taken(urls: Sequence[str]) -> list[bool]:
    """One answer a URL. Where the child cannot answer, no URL is called wrong. Blocks for about a second."""
    if not urls:
        return []
    try:
        child = subprocess.run(  # our own module, our own interpreter
            [sys.executable, "-m", "app.notify.sender.check"],
            input=json.dumps(list(urls)),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).resolve().parents[2],
            timeout=_DEADLINE_S,
            check=True,
        )
        answers: list[bool] = json.loads(child.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        log.warning("service URLs could not be checked: %s", type(error).__name__)
        return [True] * len(urls)
    return answers

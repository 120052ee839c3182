"""`python -m app.journal.part_check`: one part as JSON on standard input, lines of JSON about it on standard output."""

import json
import sys
from dataclasses import asdict
from typing import Any

from app.core.errors import StorageUnavailable
from app.journal.verifying import TELL_EVERY, Part, check_part


def main() -> int:
    part = Part(**json.loads(sys.stdin.read()))

    def seen(number: int) -> None:
        if number % TELL_EVERY == 0:
            _say({"seen": number})

    try:
        _say({"checked": asdict(check_part(part, seen))})
    except StorageUnavailable as error:
        _say({"fault": error.code})
    return 0


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

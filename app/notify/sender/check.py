"""Reads a JSON list of service URLs from stdin, answers a JSON list of booleans: would the sender take them?

Nothing is sent. URLs come by stdin, so that their tokens are on no command line.
"""

import json
import logging
import sys

import apprise

_TRAINING = "training://"


def main() -> int:
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    urls: list[str] = json.load(sys.stdin)
    service = apprise.Apprise()
    json.dump([url.lower().startswith(_TRAINING) or bool(service.add(url)) for url in urls], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`training://name`: a phone that exists on this machine alone, for the demo site and drills without a network."""

import json
import threading
from pathlib import Path
from typing import Any

from apprise.decorators import notify

from app.core.private_files import private

_lock = threading.Lock()


def provide_training_phones(file: Path) -> None:
    """Registers the `training` scheme; each message received becomes one JSON line of `file`."""

    def receive(body: str, title: str, *_: Any, meta: dict[str, Any], **__: Any) -> bool:
        line = json.dumps({"phone": meta.get("url", ""), "title": title, "body": body}, ensure_ascii=False)
        with _lock, open(file, "a", encoding="utf-8", opener=private) as received:
            received.write(line + "\n")
        return True

    register: Any = notify  # Apprise's decorator carries no types
    register(on="training", name="training phone")(receive)

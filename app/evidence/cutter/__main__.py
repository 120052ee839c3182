"""`python -m app.evidence.cutter`: one job as JSON on standard input, lines of JSON about it on standard output."""

import json
import sys
from pathlib import Path
from typing import Any

from app.evidence.cutter.cut import NotWritten, Told, cut, snapshot
from app.playback.player.reader import Unreadable
from app.playback.rules import Clip


def main() -> int:
    job = json.loads(sys.stdin.read())
    done = 0.0

    def told(seconds: float) -> None:
        nonlocal done
        done += seconds
        _say({"done_s": done})

    try:
        for task in job["clips"]:
            _say(_cut(task, [Clip(*clip) for clip in task["clips"]], told))
        for task in job["pictures"]:
            _say(_picture(task))
    except NotWritten as error:
        _say({"not_written": error.number})
    return 0


def _cut(task: dict[str, Any], clips: list[Clip], told: Told) -> dict[str, Any]:
    made = cut(clips, task["since"], task["until"], Path(task["stem"]), told)
    return {
        "camera_id": task["camera_id"],
        "files": [[file.path, file.since, file.until] for file in made.files],
        "unreadable": [
            [max(task["since"], clip.start), min(task["until"], clip.end)] for clip in made.unreadable
        ],
    }


def _picture(task: dict[str, Any]) -> dict[str, Any]:
    said = {"camera_id": task["camera_id"]}
    path = Path(task["path"])
    try:
        at = snapshot(Clip(*task["clip"]), task["position"], path)
    except Unreadable:
        at = None
    return {**said, "picture": [str(path), at] if at is not None else None}


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

"""Which words the command line has. Light: imported before it is clear whether a window is wanted."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.supervisor import AFTER_CRASH_WORD, CHILD_WORD


def parser() -> argparse.ArgumentParser:
    """Sets `verb` (console, status, emergency, journal-add, ...) and the verb's own words."""
    top = argparse.ArgumentParser(
        prog="dutyroom", description="The duty-room console. Without a verb it opens the window."
    )
    top.set_defaults(verb="console", json=False)
    top.add_argument("--version", action="version", version=__version__)
    top.add_argument("--data", type=Path, metavar="DIR", help="data folder (default: the user's own)")
    top.add_argument(
        "--demo", action="store_true", help="the built-in demo site, which is also the training mode"
    )
    top.add_argument("--lang", choices=("zh", "en"), default="", help="language (default: the system's)")
    top.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="write a picture of the window, then end"
    )
    top.add_argument("--exit-after", type=float, metavar="S", help="end after so many seconds")
    for word in (CHILD_WORD, AFTER_CRASH_WORD):
        top.add_argument(word, action="store_true", help=argparse.SUPPRESS)
    verbs = top.add_subparsers(title="verbs", metavar="VERB")
    _status(verbs)
    _emergency(verbs)
    _journal(verbs)
    _site(verbs)
    _plan(verbs)
    _evidence(verbs)
    _backup(verbs)
    _bench(verbs)
    return top


if TYPE_CHECKING:
    _Verbs = argparse._SubParsersAction[argparse.ArgumentParser]


def _status(verbs: "_Verbs") -> None:
    _verb(verbs, "status", "status", "what the running console shows")


def _emergency(verbs: "_Verbs") -> None:
    words = _verb(verbs, "emergency", "emergency", "press the emergency button of the running console")
    words.add_argument("--kind", default="", help="kind of incident, e.g. fire")
    words.add_argument("--place", default="", help="id of the place")
    words.add_argument("--drill", action="store_true", help="an exercise")
    words.add_argument(
        "--simulated", action="store_true", help="an exercise whose messages stay on this computer"
    )


def _journal(verbs: "_Verbs") -> None:
    parts = verbs.add_parser("journal", help="the duty log").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    add = _verb(parts, "add", "journal-add", "write an entry")
    add.add_argument(
        "text", help="may name places, cameras and people (@), kinds and incidents (#), and @03:12"
    )
    add.add_argument("--kind", default="note")
    search = _verb(parts, "search", "journal-search", "entries that all these words find, newest first")
    search.add_argument("words", nargs="*", help="characters, pinyin, words, figures; see the README")
    for word, what in (
        ("kind", "of this kind, e.g. hazard; again for more"),
        ("place", "at this place (id)"),
        ("camera", "of this camera (id)"),
        ("person", "by or about this person (id)"),
        ("incident", "of this incident (id)"),
        ("since", "not before, e.g. 2026-11-23 or 2026-11-23T08:00, on the site's clock"),
        ("until", "before"),
    ):
        many = {"action": "append", "default": []} if word == "kind" else {"default": ""}
        search.add_argument(f"--{word}", help=what, **many)
    search.add_argument("--limit", type=_at_least_one, default=50)
    verify = _verb(
        parts, "verify", "journal-verify", "check the chain; ends with 1 when an entry was changed"
    )
    verify.add_argument("--without-pictures", action="store_true", help="check the entries alone")
    _journal_export(parts)


def _journal_export(parts: "_Verbs") -> None:
    export = _verb(
        parts,
        "export",
        "journal-export",
        "every entry as a line of JSON; with --format a part of the log with its proof",
    )
    export.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="without one: to standard output, entries alone, also with --json; with --format: the folder it goes below",
    )
    export.add_argument("--format", choices=("pdf", "xlsx", "csv", "jsonl"), default="")
    export.add_argument("--reason", default="", help="why and for whom; needed with --format")
    export.add_argument(
        "--since", default="", metavar="TIME", help="2026-11-23 or 2026-11-23T14:00, on the site's clock"
    )
    export.add_argument("--until", default="", metavar="TIME", help="no longer belongs to it")
    export.add_argument("--kind", action="append", default=[], help="again for more")
    export.add_argument("--words", default="")
    for name in ("incident", "place", "camera", "person"):
        export.add_argument(f"--{name}", default="", metavar="ID")
    export.add_argument("--attachments", action="store_true", help="pictures and files come along")
    check = _verb(
        parts,
        "check-export",
        "journal-check-export",
        "check a part of the log; ends with 1 when it is not as it was handed out",
    )
    check.add_argument("path", type=Path, metavar="FILE_OR_DIR")
    check.add_argument("--key", default="", metavar="FINGERPRINT", help="what the site's key must be")


def _site(verbs: "_Verbs") -> None:
    parts = verbs.add_parser("site", help="cameras, people, shifts, plans as a file").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    _verb(parts, "import", "site-import", "take over a site file, whole or not at all").add_argument(
        "file", type=Path
    )
    _verb(parts, "export", "site-export", "write the site file, without secrets").add_argument(
        "file", type=Path
    )


def _plan(verbs: "_Verbs") -> None:
    parts = verbs.add_parser("plan", help="response plans on paper").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    words = _verb(parts, "print", "plan-print", "write call sheets and plan cards as PDF; needs no screen")
    words.add_argument("folder", type=Path, metavar="DIR")
    words.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="PLAN",
        help="a plan, e.g. fire; again for more (default: all)",
    )


def _evidence(verbs: "_Verbs") -> None:
    parts = verbs.add_parser("evidence", help="bundles of clips, pictures and log entries").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    verify = _verb(
        parts, "verify", "evidence-verify", "check a bundle; ends with 1 when it is not as it was signed"
    )
    verify.add_argument("bundle", type=Path, metavar="DIR")
    verify.add_argument("--key", default="", metavar="FINGERPRINT", help="what the site's key must be")


def _backup(verbs: "_Verbs") -> None:
    parts = verbs.add_parser("backup", help="verified copies on other disks, and back").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    now = _verb(parts, "now", "backup-now", "make a backup on every target; the console may be running")
    now.add_argument(
        "--to", type=Path, metavar="DIR", help="this folder alone, also one that is no target yet"
    )
    among = _verb(parts, "list", "backup-list", "which backups there are, and what would be lost with each")
    verify = _verb(parts, "verify", "backup-verify", "read backups again; ends with 1 when one is spoilt")
    restore = _verb(
        parts,
        "restore",
        "backup-restore",
        "go back to a backup, the entries after it included; no console may run",
    )
    verify.add_argument("name", nargs="?", default="", metavar="NAME", help="as in the list (default: all)")
    restore.add_argument(
        "name", nargs="?", default="", metavar="NAME", help="as in the list (default: the best)"
    )
    for words in (among, verify, restore):
        words.add_argument(
            "--from",
            dest="place",
            type=Path,
            metavar="DIR",
            help="the folder of a target (default: all that are found)",
        )


def _bench(verbs: "_Verbs") -> None:
    parts = verbs.add_parser("bench", help="measure this machine").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    console = _verb(parts, "console", "bench-console", "start, button and event loop, with nine cameras live")
    console.add_argument("--clicks", type=int, default=100)
    console.add_argument("--seconds", type=float, default=60.0, help="how long the event loop is watched")
    crash = _verb(parts, "crash", "bench-crash", "kill the console over and over; nothing may be lost")
    crash.add_argument("--kills", type=_at_least_one, default=200)
    crash.add_argument("--seed", type=int, default=1, help="the same one gives the same kills")
    called = _verb(
        parts,
        "escalation",
        "bench-escalation",
        "from the click to the messages, ten emergencies at once, crashes",
    )
    called.add_argument("--clicks", type=_at_least_one, default=100)
    called.add_argument("--restarts", type=_at_least_one, default=20)
    log = _verb(
        parts, "journal", "bench-journal", "a long log: finding, storing, checking, and the start with it"
    )
    log.add_argument("--entries", type=_at_least_one, default=1_000_000)
    wall = _verb(parts, "wall", "bench-wall", "what a wall of cameras costs, against bare decoding")
    wall.add_argument("--cameras", type=int, default=16)
    wall.add_argument(
        "--source",
        default="demo",
        help="video file, rtsp:// address ({number} in it: of the camera, from 0), or demo",
    )
    wall.add_argument("--against", choices=("mpv",), default="", help="measure this player as well")
    wall.add_argument("--seconds", type=float, default=20.0)
    _verb(parts, "roster", "bench-roster", "a month drafted, and who is on duty after five years of rosters")
    soak = _verb(
        parts, "soak", "bench-soak", "cameras that go wrong at random; every tile must stay truthful"
    )
    soak.add_argument("--minutes", type=float, default=10.0)
    soak.add_argument("--cameras", type=int, default=16)
    soak.add_argument("--seed", type=int, default=1, help="the same one gives the same faults")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _verb(verbs: "_Verbs", word: str, verb: str, help_text: str) -> argparse.ArgumentParser:
    words = verbs.add_parser(word, help=help_text, description=help_text)
    words.set_defaults(verb=verb)
    words.add_argument("--json", action="store_true", help="answer in JSON")
    return words

"""`dutyroom …`, the same as `python -m app …`: words of the command line -> the module that does it."""

import io
import sys
from collections.abc import Sequence

from app.commands.grammar import parser


def main(words: Sequence[str] | None = None) -> int:
    """Returns the exit code; `app.core.exit_codes` says what it means."""
    _speak_utf8()
    given = list(sys.argv[1:] if words is None else words)
    arguments = parser().parse_args(given)
    if arguments.verb == "console" and not arguments.supervised:
        from app.supervisor import supervise

        return supervise(given)
    from app.commands.run import run

    return run(arguments)


def _speak_utf8() -> None:
    """Programs read UTF-8, whatever the machine's code page; a terminal keeps its own, and nothing it lacks is fatal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())

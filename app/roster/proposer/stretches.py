"""Duties that follow each other without a break, and how long that may go on."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """What touches or overlaps as one, in the order of time."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def chains_beyond(limit: int, jobs: Iterable[Span], standing: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Every shortest row of jobs that nobody may take together: with each other and with what stands already they
    make a stretch longer than `limit` minutes."""
    fixed = frozenset(merged(standing))
    by_begin: dict[int, list[Span]] = {}
    for span in sorted({*jobs, *fixed}):
        by_begin.setdefault(span[0], []).append(span)
    found: set[tuple[Span, ...]] = set()

    def follow(row: tuple[Span, ...]) -> None:
        if row[-1][1] - row[0][0] > limit:
            found.add(tuple(span for span in row if span not in fixed))
            return
        for after in by_begin.get(row[-1][1], ()):
            follow((*row, after))

    for spans in by_begin.values():
        for span in spans:
            follow((span,))
    # A row within another one forbids that one, too.
    found.discard(())
    return sorted(found)

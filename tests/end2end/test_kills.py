"""A few kills at moments of chance, other ones each time: what `bench crash` does two hundred times."""

import random

from app.bench import crash


def test_kills_at_any_moment_lose_nothing_and_double_nothing() -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    figures = crash.measure(kills=5, seed=seed)
    assert crash.is_whole(figures), f"bench crash --kills 5 --seed {seed}: {figures}"
    assert (figures["kills"], figures["incidents_promised"] > 0) == (5, True), figures
    assert figures["resumes"] == figures["kills_working"] + 1, figures

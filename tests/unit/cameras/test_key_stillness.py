"""A frozen picture that its encoder goes on refining between key frames."""

import numpy as np

from app.cameras.host.looking.stillness import FROZEN_AFTER_S, KeyStillness, Stillness

FIRST, REFINED = 100, 102


def grain(level: int, *, moved: bool = False):
    drawn = np.full((90, 160), FIRST, np.uint8)
    # More of it than coding the same picture anew leaves, by less than anybody sees.
    drawn[:, :10] = level
    if moved:
        drawn[40:42, 80:82] = 200
    return drawn


def looks(seconds: float, *, moves_at: float = -1.0):
    """Two looks in a second, the first of them at a key frame: whether it is found frozen at the last one."""
    by_keys, by_all, found = KeyStillness(), Stillness(), (False, False)
    for number in range(int(seconds * 2) + 1):
        now, key = number / 2, number % 2 == 0
        seen = grain(FIRST if key else REFINED, moved=now == moves_at)
        found = by_keys.see(seen, key=key, now=now), by_all.see(seen, True, now)
    return found


def test_it_is_found_by_its_key_frames_alone():
    assert looks(FROZEN_AFTER_S) == (True, False)
    assert looks(FROZEN_AFTER_S - 1) == (False, False)


def test_something_that_moves_between_key_frames_is_life():
    assert looks(FROZEN_AFTER_S, moves_at=4.5) == (False, False)


def test_without_key_frames_nothing_is_known():
    still = KeyStillness()
    assert not any(still.see(grain(FIRST), key=False, now=now) for now in range(60))


def test_two_key_frames_far_apart_are_too_few():
    still = KeyStillness()
    assert not still.see(grain(FIRST), key=True, now=0.0)
    assert not still.see(grain(FIRST), key=True, now=20.0)
    assert not still.see(grain(FIRST), key=True, now=40.0)
    assert still.see(grain(FIRST), key=True, now=60.0)


def test_another_size_begins_anew():
    still = KeyStillness()
    for now in range(20):
        size = (90, 160) if now < 18 else (45, 80)
        found = still.see(np.full(size, FIRST, np.uint8), key=True, now=float(now))
    assert not found

"""A real player and files it plays."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from app.playback.keeper import PlayerKeeper
from app.playback.protocol import Answer
from app.playback.rules import Clip
from app.playback.session import PlaybackSession
from tests.fakes.clips import draw_clip

BEGIN = 1_760_000_000.0
RATE = 12
LENGTH_S = 10.0
_LOOK_EVERY_S = 0.005


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clip, ...]:
    """Three files that follow each other, and after a gap of a minute a fourth; a key frame every second."""
    folder = tmp_path_factory.mktemp("recorded")
    starts = [BEGIN + LENGTH_S * number for number in range(3)] + [BEGIN + 90.0]
    return tuple(
        Clip(str(draw_clip(folder / f"{number}.mp4", 480, 270, RATE, LENGTH_S)), start, start + LENGTH_S)
        for number, start in enumerate(starts)
    )


class Theatre:
    """A session on a real player process; `wait` takes answers in as the screen does."""

    def __init__(self) -> None:
        self._answers: list[Answer] = []
        self.faults: list[BaseException] = []
        self.keeper = PlayerKeeper(time.monotonic, self._answers.append, self.faults.append)
        self.session = PlaybackSession(time.monotonic, self.keeper)
        self.keeper.start()

    def wait(self, condition: Callable[[], bool], within_s: float = 60.0) -> None:
        tick, due = threading.Event(), time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < due, (
                f"not within {within_s} s: position {self.session.position - BEGIN}"
            )
            while self._answers:
                self.session.take(self._answers.pop(0))
            tick.wait(_LOOK_EVERY_S)

    def pictures(self) -> dict[str, float]:
        """Seconds after BEGIN of the picture each camera shows."""
        frames = {camera_id: self.session.frame(camera_id) for camera_id in self.session.shelves()}
        return {camera_id: round(frame.pts - BEGIN, 3) for camera_id, frame in frames.items() if frame}

    def wait_all_at(self, second: float) -> None:
        """Until every camera shows the picture that is current at this second after BEGIN."""
        wanted = int(second * RATE + 0.001) / RATE

        def there() -> bool:
            shown = self.pictures()
            return len(shown) == len(self.session.shelves()) and all(
                abs(at - wanted) < 0.002 for at in shown.values()
            )

        self.wait(there)


@pytest.fixture
def theatre() -> Iterator[Theatre]:
    theatre = Theatre()
    yield theatre
    theatre.session.close()
    assert theatre.faults == []

"""What the playback screen holds: cameras, the clock they follow, and their pictures."""

from collections.abc import Callable, Iterable, Mapping

from app.cameras.console.display import Display
from app.cameras.frames import Frame
from app.playback.effort import ALWAYS_UP_TO
from app.playback.keeper import PlayerKeeper
from app.playback.protocol import Answer, Snap, Snapped, Step, Stepped
from app.playback.rules import Clip, PlayClock, Showing, next_speed, over_gap, showing, tile_state

OnSnapped = Callable[[Snapped], None]


class PlaybackSession:
    """Belongs to the UI thread. `take` is to be called there with what the player answers."""

    def __init__(self, clock: Callable[[], float], keeper: PlayerKeeper) -> None:
        self._now = clock
        self._keeper = keeper
        self._displays: dict[str, Display] = {}
        self._shelves: dict[str, tuple[Clip, ...]] = {}
        self._asked = 0
        self._step = 0
        self._snaps: dict[int, OnSnapped] = {}
        self.clock = PlayClock(0.0)

    @property
    def steps(self) -> bool:
        """The picture beside the one shown is being looked for."""
        return bool(self._step)

    @property
    def position(self) -> float:
        return self.clock.at(self._now())

    def load(self, shelves: Mapping[str, tuple[Clip, ...]]) -> None:
        """These cameras and their files, in place of those before."""
        for camera_id in self._displays.keys() - shelves.keys():
            self._displays.pop(camera_id).close()
        self._shelves = dict(shelves)
        self._keeper.shelve(self._shelves)

    def shelves(self) -> Mapping[str, tuple[Clip, ...]]:
        return self._shelves

    def play(self) -> None:
        self._set(self.clock.play(self._now()))

    def pause(self) -> None:
        self._set(self.clock.pause(self._now()))

    def toggle(self) -> None:
        if self.clock.playing:
            self.pause()
        else:
            self.play()

    def jump(self, position: float) -> None:
        self._step = 0
        self._set(self.clock.jump(position, self._now()))

    def change_speed(self, step: int) -> None:
        self.set_speed(next_speed(self.clock.speed, step))

    def set_speed(self, speed: float) -> None:
        self._set(self.clock.with_speed(speed, self._now()))

    def step(self, camera_id: str, direction: int) -> None:
        """To the next or previous picture of this camera, standing still."""
        if self.clock.playing:
            self.pause()
        if self._step:
            return
        self._asked += 1
        self._step = self._asked
        self._keeper.ask(Step(self._step, camera_id, direction))

    def snap(self, camera_id: str, done: OnSnapped) -> None:
        """`done` gets the picture shown, in full size."""
        self._asked += 1
        self._snaps[self._asked] = done
        self._keeper.ask(Snap(self._asked, camera_id))

    def take(self, answer: Answer) -> None:
        match answer:
            case Stepped(request_id, position):
                if request_id == self._step:
                    self._step = 0
                    if position is not None:
                        self._set(self.clock.jump(position, self._now()))
            case Snapped(request_id):
                done = self._snaps.pop(request_id, None)
                if done is not None:
                    done(answer)

    def skip_gap(self) -> bool:
        """While playing: goes on where something is recorded. False when nothing follows."""
        if not self.clock.playing:
            return True
        position = self.position
        if any(showing(clips, position).clip for clips in self._shelves.values()):
            return True
        onward = over_gap(list(self._shelves.values()), position)
        if onward is None:
            return False
        self.jump(onward)
        return True

    def showing(self, camera_id: str) -> Showing:
        return showing(self._shelves.get(camera_id, ()), self.position)

    def tile_state(self, camera_id: str, picture_at: float | None) -> str:
        """picture, searching, gap or unreadable."""
        unreadable = self._keeper.unreadable.get(camera_id, "")
        shown = self.showing(camera_id)
        bad = shown.clip is not None and shown.clip.path == unreadable
        keys_only = self.shows_keys_only(camera_id)
        return tile_state(shown, picture_at, self.clock, self._now(), unreadable=bad, keys_only=keys_only)

    def shows_keys_only(self, camera_id: str) -> bool:
        """Its pictures jump from key frame to key frame: the machine cannot decode all of them at this speed."""
        return self.clock.playing and self.clock.speed > ALWAYS_UP_TO and camera_id in self._keeper.keys_only

    def show(self, camera_id: str, width: int, height: int, closer: float = 1.0) -> None:
        """As large as fits into width × height device pixels; a part of it `closer` times larger."""
        width, height = max(16, width), max(16, height)
        display = self._displays.get(camera_id)
        if display is None:
            display = self._displays[camera_id] = Display(camera_id, width, height, closer)
        elif not display.resize(width, height, closer):
            return
        self._keeper.show(display.wish)

    def rest(self, camera_ids: Iterable[str]) -> None:
        """Nobody sees these: nothing of them is decoded."""
        self._keeper.rest(frozenset(camera_ids))

    def frame(self, camera_id: str) -> Frame | None:
        """The newest picture, in shared memory; its `pts` is its position."""
        display = self._displays.get(camera_id)
        return None if display is None else display.frame()

    def still_valid(self, camera_id: str, frame: Frame) -> bool:
        display = self._displays.get(camera_id)
        return display is not None and display.still_valid(frame)

    def close(self) -> None:
        self._keeper.stop()
        for display in self._displays.values():
            display.close()
        self._displays.clear()

    def _set(self, clock: PlayClock) -> None:
        self.clock = clock
        self._keeper.follow(clock)

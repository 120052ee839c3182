"""The clock of playback, and what each camera shows at a position. Positions are seconds since 1970, UTC."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

SLOWEST, FASTEST = 0.25, 60.0
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 60.0)
REPLAY_S = 30.0
"""How far back instant replay begins."""
MOST_CAMERAS = 9
_LOOK_BACK = 64
"""How many files that begin later may lie inside a longer one (a kept clip beside continuous recording)."""
JOINED_S = 1.5
"""Files nearer to each other than this are one recording: the next begins with the next key frame."""


@dataclass(frozen=True, slots=True)
class PlayClock:
    """Where playback is. `position` held at `since` (monotonic seconds); it runs on from there while `playing`."""

    position: float
    since: float = 0.0
    speed: float = 1.0
    playing: bool = False
    turn: int = 0
    """Grows with each jump, so that a player knows a jump from time passing."""

    def at(self, now: float) -> float:
        """The position at monotonic `now`."""
        return self.position + (max(0.0, now - self.since) * self.speed if self.playing else 0.0)

    def play(self, now: float) -> "PlayClock":
        return replace(self, position=self.at(now), since=now, playing=True)

    def pause(self, now: float) -> "PlayClock":
        return replace(self, position=self.at(now), since=now, playing=False)

    def with_speed(self, speed: float, now: float) -> "PlayClock":
        """Within SLOWEST and FASTEST; the position does not jump."""
        kept = min(FASTEST, max(SLOWEST, speed))
        return replace(self, position=self.at(now), since=now, speed=kept)

    def jump(self, position: float, now: float) -> "PlayClock":
        """Elsewhere; plays on if it played."""
        return replace(self, position=position, since=now, turn=self.turn + 1)


def next_speed(speed: float, step: int) -> float:
    """One of SPEEDS, `step` places further; the nearest end of the list where there is none."""
    place = max(0, bisect_right(SPEEDS, speed) - 1)
    return SPEEDS[min(len(SPEEDS) - 1, max(0, place + step))]


@dataclass(frozen=True, slots=True)
class Clip:
    """A recorded file in time: [start, end)."""

    path: str
    start: float
    end: float


def clip_at(clips: Sequence[Clip], position: float) -> Clip | None:
    """The file that covers the position. `clips` are in order of start; of two that overlap, the later one."""
    index = bisect_right(clips, position, key=lambda clip: clip.start) - 1
    for clip in reversed(clips[max(0, index - _LOOK_BACK) : index + 1]):
        if clip.start <= position < clip.end:
            return clip
    return None


def clip_after(clips: Sequence[Clip], position: float) -> Clip | None:
    """The first file that begins after the position."""
    index = bisect_right(clips, position, key=lambda clip: clip.start)
    return clips[index] if index < len(clips) else None


def clip_before(clips: Sequence[Clip], position: float) -> Clip | None:
    """Of the files that have ended by the position, the one that reaches farthest."""
    index = bisect_right(clips, position, key=lambda clip: clip.start)
    ended = [clip for clip in clips[max(0, index - _LOOK_BACK) : index] if clip.end <= position]
    return max(ended, key=lambda clip: clip.end, default=None)


def clip_from(clips: Sequence[Clip], position: float) -> Clip | None:
    """The file that covers the position, else the first that begins after it."""
    return clip_at(clips, position) or clip_after(clips, position)


@dataclass(frozen=True, slots=True)
class Showing:
    """What one camera has at a position: a file and the offset in it, or none and when the one before ended and the next
    begins."""

    clip: Clip | None
    offset: float = 0.0
    next_start: float | None = None
    last_end: float | None = None


def showing(clips: Sequence[Clip], position: float) -> Showing:
    clip = clip_at(clips, position)
    after = clip_after(clips, position)
    next_start = after.start if after else None
    if clip is not None:
        return Showing(clip, position - clip.start, next_start)
    before = clip_before(clips, position)
    return Showing(None, 0.0, next_start, before.end if before else None)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, [start, end)."""

    start: float
    end: float


def spans(clips: Sequence[Clip], joined: float = JOINED_S) -> list[Span]:
    """Recordings as bars: files that follow each other without a gap are one."""
    bars: list[Span] = []
    for clip in clips:
        if bars and clip.start - bars[-1].end <= joined:
            bars[-1] = Span(bars[-1].start, max(bars[-1].end, clip.end))
        else:
            bars.append(Span(clip.start, clip.end))
    return bars


def gaps(clips: Sequence[Clip], span: Span) -> list[Span]:
    """Where in `span` nothing is recorded."""
    missing, reached = list[Span](), span.start
    for bar in spans(clips):
        if bar.end <= reached:
            continue
        if bar.start >= span.end:
            break
        if bar.start > reached:
            missing.append(Span(reached, bar.start))
        reached = bar.end
    if reached < span.end:
        missing.append(Span(reached, span.end))
    return missing


def over_gap(shelves: Sequence[Sequence[Clip]], position: float) -> float | None:
    """Where playback goes on when no camera has anything at `position`; None while one has, or nothing follows."""
    if any(clip_at(clips, position) for clips in shelves):
        return None
    starts = [after.start for clips in shelves if (after := clip_after(clips, position)) is not None]
    return min(starts, default=None)


def neighbour(moments: Sequence[float], position: float, step: int, near: float = 0.5) -> float | None:
    """The next (`step` 1) or previous (-1) of `moments`, which are in order; one at hand is passed over."""
    if step > 0:
        return next((moment for moment in moments if moment > position + near), None)
    return next((moment for moment in reversed(moments) if moment < position - near), None)


NEAR_S = 3.0
"""A picture further than this from the position is not the one sought."""
KEYS_APART_S = 90.0
"""Sparing cameras send a key frame once a minute: where only these are shown the one before is the one sought."""


def tile_state(
    now_showing: Showing,
    picture_at: float | None,
    clock: PlayClock,
    now: float,
    *,
    unreadable: bool,
    keys_only: bool = False,
) -> str:
    """What may be claimed of a tile: picture, searching, gap (nothing recorded there) or unreadable."""
    if now_showing.clip is None:
        return "gap"
    if unreadable:
        return "unreadable"
    near = max(NEAR_S * max(1.0, clock.speed), KEYS_APART_S if keys_only else 0.0)
    return "picture" if picture_at is not None and abs(picture_at - clock.at(now)) <= near else "searching"

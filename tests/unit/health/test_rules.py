"""What the log hears of a condition that comes and goes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.health import rules
from app.health.rules import Began, Ended, Episode, Note, Repeated
from app.health.uptime import Tally, joined
from app.model.health import Uptime

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


class Story:
    """One condition, told second by second."""

    def __init__(self) -> None:
        self.now = 0.0
        self.episode: Episode | None = None
        self.notes: list[Note] = []

    def _take(self, step: rules.Step) -> None:
        self.episode, notes = step
        self.notes += notes

    def at(self) -> datetime:
        return START + timedelta(seconds=self.now)

    def turn(self, *, present: bool) -> "Story":
        self._take((rules.begins if present else rules.ends)(self.episode, self.now, self.at()))
        return self

    def wait(self, seconds: int) -> "Story":
        for _ in range(seconds):
            self.now += 1
            if self.episode is not None:
                self._take(rules.time_passes(self.episode, self.now, self.at()))
        return self

    def told_present(self) -> bool:
        """What a reader of the log believes."""
        for note in reversed(self.notes):
            return isinstance(note, Began) or (isinstance(note, Repeated) and note.present)
        return False


def test_once_is_told_as_it_begins_and_as_it_ends() -> None:
    story = Story().turn(present=True).wait(40).turn(present=False).wait(1000)
    assert story.notes == [Began(), Ended(40)]
    assert story.episode is None


def test_what_comes_and_goes_is_told_as_a_sum() -> None:
    story = Story()
    for _ in range(5):
        story.turn(present=True).wait(10).turn(present=False).wait(100)
    assert story.notes == [Began(), Ended(10)]
    story.wait(600)
    assert story.notes[2:] == [Repeated(5, START, START + timedelta(seconds=450), present=False)]
    assert story.episode is None


def test_what_came_back_and_stays_is_told_after_a_minute_and_so_is_its_end() -> None:
    story = Story().turn(present=True).wait(10).turn(present=False).wait(20).turn(present=True).wait(61)
    assert story.notes == [
        Began(),
        Ended(10),
        Repeated(2, START, START + timedelta(seconds=30), present=True),
    ]
    story.wait(100).turn(present=False)
    assert story.notes[3:] == [Ended(161)]


def test_what_never_ceases_to_come_and_go_is_summed_up_every_hour() -> None:
    story = Story()
    for _ in range(360):
        story.turn(present=True).wait(10).turn(present=False).wait(20)
    sums = [note for note in story.notes if isinstance(note, Repeated)]
    assert len(story.notes) <= 6
    assert sum(note.count for note in sums) >= 230


def test_ten_quiet_minutes_make_it_a_new_trouble() -> None:
    story = Story().turn(present=True).wait(5).turn(present=False).wait(601).turn(present=True)
    assert story.notes == [Began(), Ended(5), Began()]


def test_what_was_held_back_is_told_when_the_program_ends() -> None:
    story = Story().turn(present=True).wait(5).turn(present=False).wait(5).turn(present=True).wait(5)
    assert story.episode is not None
    assert rules.closes(story.episode) == (Repeated(2, START, START + timedelta(seconds=10), present=True),)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 900)), max_size=60))
def test_every_beginning_is_counted_and_the_log_is_never_wrong_for_long(
    turns: list[tuple[bool, int]],
) -> None:
    story, begun, present = Story(), 0, False
    for wanted, seconds in turns:
        begun += wanted and not present
        present = wanted
        story.turn(present=wanted)
        story.wait(seconds)
        if seconds > rules.STAYS_AFTER_S:
            assert story.told_present() == present or (present and not story.episode)
    story.turn(present=False).wait(700)
    assert story.episode is None
    # Each beginning stands in the log, alone or in a sum; a sum may repeat the one that opened it.
    alone = sum(isinstance(note, Began) for note in story.notes)
    summed = sum(note.count for note in story.notes if isinstance(note, Repeated))
    assert alone <= begun
    assert alone + summed >= begun
    assert len(story.notes) <= 2 * begun + 1


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from(["d1", "d2"]), st.floats(0, 4), st.booleans()),
        max_size=40,
    ),
    st.integers(1, 7),
)
def test_no_second_is_lost_or_counted_twice(
    looks: list[tuple[str, str, float, bool]], stored_every: int
) -> None:
    tally, stored = Tally(), list[Uptime]()
    for number, (camera_id, day, seconds, live) in enumerate(looks):
        tally.add(camera_id, day, seconds, live=live)
        if number % stored_every == 0:
            taken = tally.take()
            assert tally.take() == []
            well = number % 2 == 0
            stored = joined(stored, taken) if well else stored
            tally.stored(well=well)
    whole = joined(stored, tally.so_far())
    assert len({(one.camera_id, one.day) for one in whole}) == len(whole)
    assert abs(sum(one.observed_s for one in whole) - sum(look[2] for look in looks)) < 1e-6
    assert abs(sum(one.live_s for one in whole) - sum(look[2] for look in looks if look[3])) < 1e-6


def test_a_machine_that_slept_observed_nothing() -> None:
    tally = Tally()
    tally.add("a", "d", 3600.0, live=True)
    assert tally.so_far() == []

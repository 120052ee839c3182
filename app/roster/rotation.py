"""Rotations: who of them works on a day, a change from a date on, and the patterns in use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.errors import InvalidInput
from app.model.rota import REST, TURN_DAYS, Group, Rotation, Slot
from app.roster.days import Days

DAY = Slot("08:00", "20:00")
NIGHT = Slot("20:00", "08:00")
EARLY = Slot("08:00", "16:00")
LATE = Slot("16:00", "24:00")
SMALL_HOURS = Slot("00:00", "08:00")
WHOLE = Slot("08:00", "08:00")


def working_on(rotation: Rotation, day: date, days: Days) -> Iterator[tuple[Group, Slot]]:
    """The groups that begin a duty on this day, and the times."""
    text = day.isoformat()
    if text < rotation.starts_on or (rotation.ends_on and text >= rotation.ends_on):
        return
    if not days.counts(day, rotation.turns):
        return
    turn = days.turns(date.fromisoformat(rotation.anchor), day, rotation.turns)
    for group in rotation.groups:
        slot = rotation.cycle[(turn + group.ahead) % len(rotation.cycle)]
        if slot != REST:
            yield group, slot


def change_from(old: Rotation, new: Rotation) -> tuple[Rotation | None, Rotation]:
    """`new` takes over on its first day. The old one as it then ends, or None where nothing of it is left."""
    if old.starts_on >= new.starts_on:
        return None, new
    return replace(old, ends_on=new.starts_on), new


def check_rotation(rotation: Rotation) -> None:
    """Raises InvalidInput for one that would put nobody on duty."""
    if not any(slot != REST for slot in rotation.cycle):
        raise InvalidInput(field="cycle", reason="empty_cycle")
    if not any(group.person_ids for group in rotation.groups):
        raise InvalidInput(field="groups", reason="no_member")
    if rotation.turns not in TURN_DAYS:
        raise InvalidInput(field="turns", reason="unknown_turns")
    if rotation.ends_on and rotation.ends_on <= rotation.starts_on:
        raise InvalidInput(field="ends_on", reason="ends_before")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rotation in use: its cycle for a number of groups, and how far each is ahead. `groups` 0: any number."""

    code: str
    groups: int
    cycle: Callable[[int], tuple[Slot, ...]]
    ahead: Callable[[int], tuple[int, ...]]


def _steps(step: int) -> Callable[[int], tuple[int, ...]]:
    return lambda count: tuple(number * step for number in range(count))


def _in_turn(count: int) -> tuple[int, ...]:
    """The first group has the first day, the second the second."""
    return tuple(-number % count for number in range(count))


PATTERNS: dict[str, Pattern] = {
    pattern.code: pattern
    for pattern in (
        # 两班倒: days for a week, then nights for a week.
        Pattern("two_crews", 2, lambda _: (DAY,) * 7 + (NIGHT,) * 7, _steps(7)),
        # 三班两运转: day, night, rest.
        Pattern("three_on_two", 3, lambda _: (DAY, NIGHT, REST), _steps(1)),
        # 四班三运转: two early, two late, two of the small hours, two free.
        Pattern(
            "four_on_three",
            4,
            lambda _: (EARLY, EARLY, LATE, LATE, SMALL_HOURS, SMALL_HOURS, REST, REST),
            _steps(2),
        ),
        # 12 h: day, night, two free.
        Pattern("day_night", 4, lambda _: (DAY, NIGHT, REST, REST), _steps(1)),
        Pattern("week_on_off", 2, lambda _: (WHOLE,) * 7 + (REST,) * 7, _steps(7)),
        # 带班领导: one each day, in turn.
        Pattern("leader_of_day", 0, lambda count: (WHOLE,) + (REST,) * (count - 1), _in_turn),
    )
}


def from_pattern(
    code: str, blank: Rotation, crews: Sequence[Sequence[str]], begins: str = DAY.start
) -> Rotation:
    """`blank` with the cycle of a pattern and these crews; `begins` is when its first shift of the day begins.

    Raises InvalidInput where the number of crews does not fit.
    """
    pattern = PATTERNS[code]
    if not crews or (pattern.groups and len(crews) != pattern.groups):
        raise InvalidInput(field="groups", reason="crew_count", number=str(pattern.groups or 1))
    ahead = pattern.ahead(len(crews))
    groups = tuple(Group(tuple(crew), steps) for crew, steps in zip(crews, ahead, strict=True))
    later = _minutes(begins) - _minutes(DAY.start)
    cycle = tuple(_later(slot, later) for slot in pattern.cycle(len(crews)))
    rotation = replace(blank, cycle=cycle, groups=groups)
    check_rotation(rotation)
    return rotation


def pattern_of(rotation: Rotation) -> tuple[str, str]:
    """The pattern that a rotation follows, and when its first shift begins; empty for a cycle of its own."""
    count = len(rotation.groups)
    ahead = tuple(group.ahead for group in rotation.groups)
    first = next((slot for slot in rotation.cycle if slot != REST), REST)
    for pattern in PATTERNS.values():
        if pattern.groups not in (0, count) or not count or pattern.ahead(count) != ahead:
            continue
        usual = next(slot for slot in pattern.cycle(count) if slot != REST)
        later = _minutes(first.start or "00:00") - _minutes(usual.start)
        if tuple(_later(slot, later) for slot in pattern.cycle(count)) == rotation.cycle:
            return pattern.code, _later(DAY, later).start
    return "", ""


def _later(slot: Slot, minutes: int) -> Slot:
    if slot == REST or not minutes:
        return slot
    return Slot(_moved(slot.start, minutes), _moved(slot.end, minutes))


def _moved(text: str, minutes: int) -> str:
    hours, rest = divmod((_minutes(text) + minutes) % 1440, 60)
    return f"{hours:02d}:{rest:02d}"


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])

"""The public holidays and shifted working days of China, as far as the kept library knows them.

It is optional: without it, and for a year it does not know, the site enters the days by hand.
"""

from functools import lru_cache

from app.model.words import Words
from app.roster.days import Days


@lru_cache(maxsize=1)
def known_days() -> Days:
    """Every year the library knows. Empty where it is not installed."""
    try:
        from chinese_calendar.constants import Holiday, holidays, workdays
    except ModuleNotFoundError:
        return Days()
    chinese = {holiday.value: holiday.chinese for holiday in Holiday}
    off = tuple(sorted(day for day in holidays if day.weekday() < 5))
    on = tuple(sorted(day for day in workdays if day.weekday() >= 5))
    names = {day: Words(chinese.get(name, name), name) for day, name in (holidays | workdays).items()}
    return Days(off, on, frozenset(day.year for day in holidays), names)

"""Days as whole numbers since 1970-01-01, in the proleptic Gregorian calendar of any year.

``datetime.date`` ends at the years 1 and 9999; a day outside of them is a :class:`DistantDay`.
Years are astronomical: the year 0 is 1 BC, the year -43 is 44 BC.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

# Dates of JavaScript, in the maps and charts, end with the year 275,760.
FURTHEST_YEAR = 250_000

_EPOCH = date(1970, 1, 1)
_FIRST, _LAST = (date.min - _EPOCH).days, (date.max - _EPOCH).days
_DAYS_IN_400_YEARS = 146_097
_ISO = re.compile(r"(-?\d{4}|[+-]\d{5,7})-(\d{2})-(\d{2})")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@total_ordering
@dataclass(frozen=True)
class DistantDay:
    """A day before the year 1 or after 9999, which ``datetime.date`` cannot hold.

    It is compared with other days, ``datetime.date`` among them, by its number.
    """

    year: int
    month: int
    day: int

    def isoformat(self) -> str:
        """Return the day as ISO 8601 has it, with a sign and more digits after the year 9999."""
        return f"{iso_year(self.year)}-{self.month:02d}-{self.day:02d}"

    def __str__(self) -> str:
        return self.isoformat()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, date | DistantDay):
            return NotImplemented
        return to_day(self) < to_day(other)


Day = date | DistantDay


def to_day(when: Day) -> int:
    """Return the number of a calendar day."""
    if isinstance(when, date):
        return (when - _EPOCH).days
    return day_number(when.year, when.month, when.day)


def from_day(day: int) -> Day:
    """Return the calendar day of a number."""
    number = int(day)
    if _FIRST <= number <= _LAST:
        return _EPOCH + timedelta(days=number)
    cycles, rest = divmod(number, _DAYS_IN_400_YEARS)
    # The calendar repeats itself every 400 years; those from 1970 on are within date's.
    near = _EPOCH + timedelta(days=rest)
    return DistantDay(near.year + 400 * cycles, near.month, near.day)


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of a day given by its parts; raises ValueError where there is none."""
    if not 1 <= day <= month_length(year, month):
        raise ValueError("day is out of range for month")
    cycles, rest = divmod(year - 1970, 400)
    near = date(1970 + rest, month, day)
    return (near - _EPOCH).days + cycles * _DAYS_IN_400_YEARS


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month; raises ValueError where there is no such month."""
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _LENGTHS[month - 1]


def parse_day(text: str) -> Day:
    """Return the day that an ISO text names; raises ValueError where it is none.

    Years have four digits, or a sign and five to seven: 2005-11-21, -0043-03-15, +12000-01-01.
    """
    shape = _ISO.fullmatch(text)
    if shape is None:
        raise ValueError(f"{text!r} is not a day like 2005-11-21.")
    return from_day(day_number(int(shape[1]), int(shape[2]), int(shape[3])))


def iso_year(year: int) -> str:
    """Return a year as ISO 8601 has it: 0097, -0043, +12000."""
    if 0 <= year <= 9999:
        return f"{year:04d}"
    return f"{year:+05d}" if year < 0 else f"{year:+d}"


def year_in_words(year: int) -> str:
    """Return a year as people say it: 1941, 97, 44 BC."""
    return str(year) if year > 0 else f"{1 - year} BC"

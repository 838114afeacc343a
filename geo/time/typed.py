"""Dates as people type them: 2005, June 2005, 1.6.2005, 06/01/2005, 2005-06-01.

One rule for fields, links and the map: ``rule/typed_dates.js`` is the same in the browser, and
``tests/geo/time/typed_date_cases.json`` tests both. Files are read by :mod:`geo.importer`, which
knows more languages and asks where a date could mean two things.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass

from geo.time.calendar import (
    FURTHEST_YEAR,
    Day,
    day_number,
    from_day,
    month_length,
    year_in_words,
)
from geo.time.dates import day_in_words

HINT = "Write a date such as 1 June 2005, June 2005, 2005 or 2005-06-01."

_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_WORD = r"(?P<word>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?P<year>\d{3,4}|-\d{4}|[+-]\d{5,6})"
_BEFORE_CHRIST = r"(?P<before>\d{1,6}) ?(?:bce?|b\.c\.(?:e\.)?)"
_ANY_YEAR = rf"(?:{_BEFORE_CHRIST}|{_YEAR})"
_GAP = r"(?:[ -]| ?, ?| of )"
# Three digits are a year only beside the name of a month.
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4}|-\d{4}|[+-]\d{5,6})(?P<gap>[-/.])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})",
        r"(?P<one>\d{1,2})(?P<gap>[-/. ]|\. )(?P<two>\d{1,2})(?P=gap)(?P<year>\d{4})",
        r"(?P<year>\d{4}|-\d{4}|[+-]\d{5,6})(?:[-/.](?P<month>\d{1,2}))?",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        _BEFORE_CHRIST,
        rf"{_DAY}{_GAP}{_WORD}{_GAP}{_ANY_YEAR}",
        rf"{_WORD}{_GAP}{_DAY}{_GAP}{_ANY_YEAR}",
        rf"{_WORD}{_GAP}{_ANY_YEAR}",
        rf"(?P<year>\d{{4}}){_GAP}{_WORD}(?:{_GAP}{_DAY})?",
    )
)


@dataclass(frozen=True)
class TypedDate:
    """What was typed: its first and last day, the same for a day, and what else it could mean."""

    first: Day
    last: Day
    other: Day | None = None


def read_typed(text: str) -> TypedDate | None:
    """Return the date that was typed, None where it is none.

    With slashes the month comes first, as in the United States; with dots, hyphens or blanks the
    day. Where the other order is a date as well, ``other`` has it; dots leave no such doubt.
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().lower()
    plain = re.sub(r"[‐-―−]", "-", plain)
    for form in _FORMS:
        if match := form.fullmatch(plain):
            try:
                return _read(match.groupdict())
            except ValueError:
                return None
    return None


def understood(typed: TypedDate, *, end: bool = False) -> str:
    """Return how a typed date was read: "1 June 2005, not 6 January 2005"."""
    words = day_in_words(typed.last if end else typed.first)
    return words if typed.other is None else f"{words}, not {day_in_words(typed.other)}"


def _read(found: dict[str, str | None]) -> TypedDate:
    if found.get("one"):
        return _of_figures(
            int(found["one"] or 0), int(found["two"] or 0), int(found["year"] or 0), found["gap"]
        )
    year = _year(found)
    if found.get("word"):
        month = _month(found["word"] or "")
    elif found.get("month"):
        month = int(found["month"] or 0)
    else:
        return TypedDate(_day(year, 1, 1), _day(year, 12, 31))
    if found.get("day"):
        day = _day(year, month, int(found["day"] or 0))
        return TypedDate(day, day)
    return TypedDate(_day(year, month, 1), _day(year, month, month_length(year, month)))


def _of_figures(one: int, two: int, year: int, gap: str | None) -> TypedDate:
    readings = [_day_or_none(year, two, one), _day_or_none(year, one, two)]
    if gap == "/":
        readings.reverse()
    if gap in (".", ". "):
        readings.pop()
    days = [day for day in dict.fromkeys(readings) if day is not None]
    if not days:
        raise ValueError(f"{one} and {two} are not a day and a month of {year_in_words(year)}.")
    return TypedDate(days[0], days[0], days[1] if len(days) > 1 else None)


def _year(found: dict[str, str | None]) -> int:
    if before := found.get("before"):
        year = 1 - int(before)
        if year > 0:
            raise ValueError("There is no year 0 BC.")
    else:
        year = int(found["year"] or 0)
    if abs(year) > FURTHEST_YEAR:
        raise ValueError(f"{year} is too far away.")
    return year


def _month(word: str) -> int:
    """The number of a month by its name or how it begins, "sept" among them."""
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word):
            return number
    raise ValueError(f"{word} is not a month.")


def _day(year: int, month: int, day: int) -> Day:
    return from_day(day_number(year, month, day))


def _day_or_none(year: int, month: int, day: int) -> Day | None:
    try:
        return _day(year, month, day)
    except ValueError:
        return None

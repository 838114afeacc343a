"""Dates as known: EDTF texts, the days they may mean, and the words for them.

A day is a whole number of days since 1970-01-01, as :mod:`geo.time.calendar` counts them. The texts
are EDTF of the Library of Congress (2019): level 1 whole, and what of level 2 an edge of a period
can mean. ``docs/formats.md`` has the rules, and where they differ from other readers of EDTF.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.errors import DateError
from geo.time.calendar import (
    FURTHEST_YEAR,
    Day,
    DistantDay,
    day_number,
    from_day,
    month_length,
    parse_day,
    to_day,
    year_in_words,
)

__all__ = ["Day", "DistantDay", "from_day", "parse_day", "to_day"]

OPEN = ".."
OPEN_PAST = -1_000_000_000
OPEN_FUTURE = 1_000_000_000

Days = NDArray[np.int64]

_PLAIN_DAY_WHOLE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MARK = "[?~%]?"
_DATE = re.compile(
    rf"(?P<before_year>{_MARK})(?P<year>-?[0-9X]{{4}}|Y-?[1-9]\d*(?:E\d+)?)"
    rf"(?:S(?P<significant>[1-9]\d*))?(?P<after_year>{_MARK})"
    rf"(?:-(?P<before_month>{_MARK})(?P<month>[0-9X]{{2}})(?P<after_month>{_MARK})"
    rf"(?:-(?P<before_day>{_MARK})(?P<day>[0-9X]{{2}})(?P<after_day>{_MARK}))?)?"
)
_TIME_OF_DAY = re.compile(r"T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}(?::\d{2})?)?")
_PARTS = ("year", "month", "day")
# EDTF leaves open how far a qualifier reaches; here one unit of the stated precision to each side,
# two where a date is both approximate and uncertain.
_WIDENING = {"": 0, "~": 1, "?": 1, "%": 2}
_BEFORE = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_AFTER = {"~": "approximate", "?": "uncertain", "%": "uncertain and approximate"}


@dataclass(frozen=True)
class _Group:
    """A part of a year: its name with {} for the year, its first month and its length in months.

    ``reach`` is what its bounds have more than its months: winter is said of two years.
    """

    name: str
    first: int
    months: int
    reach: int = 0


def _seasons(where: str, firsts: Sequence[int]) -> list[_Group]:
    names = ("spring", "summer", "autumn", "winter")
    return [
        # From the January before a December to the February after it.
        _Group(f"{name} {{}}{where}", 1 if first == 12 else first, 3, 11 if first == 12 else 0)
        for name, first in zip(names, firsts, strict=True)
    ]


def _equal(name: str, ordinals: Sequence[str]) -> list[_Group]:
    months = 12 // len(ordinals)
    return [
        _Group(f"{ordinal} {name} of {{}}", months * k + 1, months)
        for k, ordinal in enumerate(ordinals)
    ]


_GROUPS = dict(
    enumerate(
        [
            *_seasons("", (3, 6, 9, 12)),
            *_seasons(" in the north", (3, 6, 9, 12)),
            *_seasons(" in the south", (9, 12, 3, 6)),
            *_equal("quarter", ("first", "second", "third", "last")),
            *_equal("third", ("first", "second", "last")),
            *_equal("half", ("first", "second")),
        ],
        start=21,
    )
)


@dataclass(frozen=True)
class _Date:
    """One date of an EDTF text: its parts as written, blank where not, and its marks of doubt.

    ``before`` and ``after`` have the mark before and behind each part.
    """

    year: str
    month: str
    day: str
    significant: int
    before: tuple[str, str, str]
    after: tuple[str, str, str]

    @property
    def plain(self) -> bool:
        return "X" not in self.year + self.month + self.day and not self.significant

    @property
    def group(self) -> _Group | None:
        return _GROUPS.get(int(self.month)) if self.month.isdigit() else None

    def years(self) -> tuple[int, int]:
        """The first and the last year that the year as written may mean."""
        if self.year.startswith("Y"):
            digits, _, power = self.year[1:].partition("E")
            # A power of many digits would never finish.
            low = high = (
                int(digits[:9]) * 10 ** min(int(power[:3] or 0), 9) if power else int(digits[:9])
            )
        else:
            ends = sorted(int(self.year.replace("X", digit)) for digit in "09")
            low, high = ends
        if self.significant:
            unit = 10 ** max(len(str(abs(low))) - self.significant, 0)
            # Digits that are not significant may be any, towards and away from nought.
            near, far = abs(low) // unit * unit, abs(low) // unit * unit + unit - 1
            low, high = (near, far) if low >= 0 else (-far, -near)
        return low, high

    def ends(self) -> tuple[int, int]:
        """The first and the last day it may mean, without regard to its marks."""
        low, high = self.years()
        if group := self.group:
            last = group.first + group.months + group.reach - 1
            return (
                day_number(low, group.first, 1),
                _month_end(high * 12 + last - 1),
            )
        return self._edge(low, high, 1), self._edge(low, high, -1)

    def _edge(self, low: int, high: int, way: int) -> int:
        months = _matching(self.month or "XX", 12, way)
        days = _matching(self.day or "XX", 31, way)
        for year in _matching_years(self.year, low, high, way):
            for month in months:
                for day in days:
                    if day <= month_length(year, month):
                        return day_number(year, month, day)
        raise ValueError("no day of the calendar")

    def shifts(self) -> Iterator[tuple[int, int]]:
        """By how many months and days each mark widens it."""
        for k in range(3):
            for mark in (self.before[k], self.after[k]):
                if mark:
                    months, days = self._unit(k)
                    yield months * _WIDENING[mark], days * _WIDENING[mark]

    def _unit(self, part: int) -> tuple[int, int]:
        """What a mark at a part reaches: months and days."""
        if part == 2 and "X" not in self.day:
            return 0, 1
        if part >= 1 and (group := self.group):
            return group.months, 0
        if part >= 1 and "X" not in self.month:
            return 1, 0
        digits = self.year.lstrip("-Y").partition("E")[0]
        unknown = len(digits) - digits.index("X") if "X" in digits else 0
        if self.significant:
            low, high = self.years()
            unknown = len(str(high - low + 1)) - 1
        return 12 * 10**unknown, 0


@dataclass(frozen=True)
class _Span:
    """Two dates with what lies between; None is an edge that is open or unknown."""

    first: _Date | None
    last: _Date | None


@lru_cache(maxsize=200_000)
def bounds(text: str) -> tuple[int, int]:
    """Return the earliest and the latest day that an EDTF text may mean, doubt included.

    An edge of an interval that is open or unknown is OPEN_PAST or OPEN_FUTURE. Raises DateError
    where the text is no such date.
    """
    spans = _parse(text)
    try:
        found = [_bounds_of_span(span) for span in spans]
    except (ValueError, OverflowError) as error:
        raise DateError(f"{text!r} is not a real calendar date.") from error
    if any(low > high for low, high in found):
        raise DateError(f"{text!r} ends before it begins.")
    low, high = min(low for low, _ in found), max(high for _, high in found)
    for day, opened in ((low, OPEN_PAST), (high, OPEN_FUTURE)):
        if day != opened and abs(from_day(day).year) > FURTHEST_YEAR:
            raise DateError(
                f"{text!r} is too far away: years go from -{FURTHEST_YEAR:,} to {FURTHEST_YEAR:,}."
            )
    return low, high


def bounds_of(texts: Sequence[str]) -> tuple[Days, Days]:
    """Return earliest and latest days of many texts: plain days at once, others one by one.

    Raises DateError at the first text that is no date.
    """
    plain, low = plain_days(texts)
    high = low.copy()
    for k in np.flatnonzero(~plain).tolist():
        low[k], high[k] = bounds(texts[k])
    return low, high


def plain_days(texts: Sequence[str]) -> tuple[NDArray[np.bool_], Days]:
    """Return which of some texts are plain days such as 2005-11-21, and their numbers, else 0.

    All are looked at at once, many times faster than by :func:`bounds`.
    """
    column = pa.array(texts, pa.string())
    plain = np.asarray(pc.match_substring_regex(column, _PLAIN_DAY_WHOLE), dtype=bool)
    days = np.zeros(len(plain), dtype=np.int64)
    try:
        found = column.filter(pa.array(plain)).cast(pa.date32()).cast(pa.int32())
        days[plain] = np.asarray(found)
    except pa.ArrowInvalid:
        # Some of them are no days of the calendar.
        for place in np.flatnonzero(plain).tolist():
            try:
                days[place] = bounds(texts[place])[0]
            except DateError:
                plain[place] = False
    return plain, days


def unreadable(texts: Iterable[str]) -> set[str]:
    """Return those of some texts that are no date; plain days are looked at all at once."""
    distinct = list(set(texts))
    plain, _ = plain_days(distinct)
    return {distinct[k] for k in np.flatnonzero(~plain).tolist() if not is_date(distinct[k])}


def is_date(text: str) -> bool:
    """Return whether a text is a date as :func:`bounds` reads it."""
    try:
        bounds(text)
    except DateError:
        return False
    return True


@lru_cache(maxsize=200_000)
def in_words(text: str, *, end: bool = False) -> str:
    """Return an EDTF text in words, never with a day that is not known: "about 2002".

    ``end`` says whether ``..`` means "still there" or "before records begin".
    """
    if not text:
        return "unknown"
    if text == OPEN:
        return "still there" if end else "before records begin"
    try:
        bounds(text)
        spans = _parse(text)
    except DateError:
        return text
    said = [_one_in_words(span, listed=len(spans) > 1) for span in spans]
    return " or ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


@lru_cache(maxsize=65536)
def span_in_words(start: str, end: str) -> str:
    """Return two EDTF dates as known: "about 2001 to 21 November 2005", "since about 2001"."""
    first = in_words(start)
    if end != OPEN:
        return f"{first} to {in_words(end, end=True)}"
    return f"since {first}" if start not in ("", OPEN) else f"{first}, still there"


def day_in_words(when: Day) -> str:
    """Return a calendar day in words: "21 November 2005", "15 March 44 BC"."""
    return f"{when.day} {calendar.month_name[when.month]} {year_in_words(when.year)}"


def iso_bounds(text: str) -> tuple[str | None, str | None]:
    """Return the earliest and latest day of an EDTF text as ISO 8601, None where one is open."""
    low, high = bounds(text)
    return (
        None if low == OPEN_PAST else from_day(low).isoformat(),
        None if high == OPEN_FUTURE else from_day(high).isoformat(),
    )


def is_doubtful(text: str) -> bool:
    """Return whether an EDTF text doubts what it says: a mark, an unknown digit, several dates."""
    return any(sign in text for sign in "?~%XS/[")


def _parse(text: str) -> tuple[_Span, ...]:
    if text.startswith("[") and text.endswith("]"):
        return tuple(_one_of(text, item.strip()) for item in text[1:-1].split(","))
    if text.startswith("{"):
        raise DateError(
            f"{text!r} names several dates at once, and an edge of a period is one: "
            "in square brackets it is one of them."
        )
    first, slash, last = text.partition("/")
    if not slash:
        date = _date(text, text)
        return (_Span(date, date),)
    return (_Span(*(None if side in ("", OPEN) else _date(text, side) for side in (first, last))),)


def _one_of(text: str, item: str) -> _Span:
    first, dots, last = item.partition("..")
    if not dots:
        date = _date(text, item)
        return _Span(date, date)
    return _Span(_date(text, first) if first else None, _date(text, last) if last else None)


def _date(text: str, side: str) -> _Date:
    day, sign, time = side.partition("T")
    shape = _DATE.fullmatch(day)
    if shape is None or (sign and not (shape["day"] and _TIME_OF_DAY.fullmatch(sign + time))):
        raise DateError(f"{text!r} is not a date like 2005-11-21, 2005-11, 2005, 2005~ or 2005?.")
    found = _Date(
        shape["year"],
        shape["month"] or "",
        shape["day"] or "",
        int((shape["significant"] or "0")[:3]),
        tuple(shape[f"before_{part}"] or "" for part in _PARTS),  # type: ignore[arg-type]
        tuple(shape[f"after_{part}"] or "" for part in _PARTS),  # type: ignore[arg-type]
    )
    if found.year == "-0000" or (found.significant and found.month):
        raise DateError(f"{text!r} is not a date like 2005-11-21, 2005-11, 2005, 2005~ or 2005?.")
    if found.group and found.day:
        raise DateError(f"{text!r} is not a real calendar date.")
    return found


def _bounds_of_span(span: _Span) -> tuple[int, int]:
    if span.first is span.last and span.first is not None:
        return _widened(span.first)
    low = OPEN_PAST if span.first is None else _widened(span.first)[0]
    high = OPEN_FUTURE if span.last is None else _widened(span.last)[1]
    return low, high


def _widened(date: _Date) -> tuple[int, int]:
    low, high = date.ends()
    for months, days in date.shifts():
        low = _shift(low, -months) - days
        high = _shift(high, months) + days
    return low, high


def _shift(day: int, months: int) -> int:
    """A day some months off; the last day of a month becomes the last of another."""
    if not months:
        return day
    when = from_day(day)
    count = when.year * 12 + when.month - 1 + months
    length = month_length(count // 12, count % 12 + 1)
    last = when.day > 1 and when.day == month_length(when.year, when.month)
    return day_number(count // 12, count % 12 + 1, length if last else min(when.day, length))


def _month_end(count: int) -> int:
    year, month = divmod(count, 12)
    return day_number(year, month + 1, month_length(year, month + 1))


@lru_cache(maxsize=1000)
def _matching(pattern: str, last: int, way: int) -> tuple[int, ...]:
    """The numbers from 1 to ``last`` that two digits with X may mean, in order of ``way``."""
    found = [
        value
        for value in range(1, last + 1)
        if all(sign in ("X", digit) for sign, digit in zip(pattern, f"{value:02d}", strict=True))
    ]
    return tuple(found[::way])


def _matching_years(pattern: str, low: int, high: int, way: int) -> Iterator[int]:
    if "X" not in pattern:
        years: Iterable[int] = range(low, high + 1)
        yield from years if way > 0 else range(high, low - 1, -1)
        return
    negative = pattern.startswith("-")
    choices = [
        "0123456789"[:: way * (-1 if negative else 1)] if d == "X" else d for d in pattern[-4:]
    ]
    for digits in product(*choices):
        year = int("".join(digits))
        yield -year if negative else year


def _one_in_words(span: _Span, *, listed: bool) -> str:
    first, last = (date and _date_in_words(date) for date in (span.first, span.last))
    if span.first == span.last:
        return first or "unknown"
    if first is None:
        return f"{last} or earlier"
    if last is None:
        return f"{first} or later"
    return f"{first} to {last}" if listed else f"some time between {first} and {last}"


def _date_in_words(date: _Date) -> str:
    said = _plain_in_words(date) if date.plain else _unspecified_in_words(date)
    written = 1 + bool(date.month) + bool(date.day)
    whole = date.after[written - 1] or (date.before[0] if written == 1 else "")
    doubts: dict[str, list[str]] = {}
    for k, part in enumerate(_PARTS[:written]):
        behind = date.after[k] if k < written - 1 else ""
        if behind:
            # Behind a part, a mark is about that part and all before it.
            doubts.setdefault(behind, []).append(" and ".join(_PARTS[: k + 1]))
        if date.before[k] and (written > 1 or date.after[0]):
            doubts.setdefault(date.before[k], []).append(part)
    notes = [
        f"{' and '.join(dict.fromkeys(parts))} {_AFTER[mark]}" for mark, parts in doubts.items()
    ]
    return _BEFORE.get(whole, "") + said + (f" ({', '.join(notes)})" if notes else "")


def _plain_in_words(date: _Date) -> str:
    year = year_in_words(date.years()[0])
    if date.group:
        return date.group.name.format(year)
    month = calendar.month_name[int(date.month)] if date.month else ""
    day = str(int(date.day)) if date.day else ""
    return " ".join(filter(None, [day, month, year]))


def _unspecified_in_words(date: _Date) -> str:
    low, high = date.years()
    month, day = date.month, date.day
    if date.significant:
        stated = _Date(date.year, "", "", 0, ("", "", ""), ("", "", "")).years()[0]
        return f"{year_in_words(stated)} ({_some_year(low, high)})"
    if "X" not in date.year:
        year = year_in_words(low)
        if month == "XX" and day in ("", "XX"):
            return f"{year}, {'day and ' if day else ''}month unknown"
        if day == "XX" and "X" not in month:
            return f"{calendar.month_name[int(month)]} {year}, day unknown"
    elif date.year == "XXXX" and not month:
        return "an unknown year"
    elif not month and low >= 0 and re.fullmatch(r"\d{3}X", date.year):
        return f"the {low}s"
    elif not month and re.fullmatch(r"-?\d+X*", date.year):
        return _some_year(low, high)
    first, last = (day_in_words(from_day(day)) for day in date.ends())
    return f"some time between {first} and {last}"


def _some_year(low: int, high: int) -> str:
    return f"some year from {year_in_words(low)} to {year_in_words(high)}"

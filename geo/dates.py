"""Dates as known: EDTF texts, the days they may mean, and the words for them.

A day is a whole number of days since 1970-01-01 in the proleptic Gregorian calendar. The texts are
EDTF of the Library of Congress (2019), as far as a gazetteer needs it: a day, a month or a year,
each with ``~`` (approximate), ``?`` (uncertain) or ``%`` (both).
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from numpy.typing import NDArray

from geo.errors import DateError

OPEN = ".."
OPEN_PAST = -1_000_000_000
OPEN_FUTURE = 1_000_000_000

Days = NDArray[np.int64]

_EPOCH = date(1970, 1, 1)
_PLAIN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHAPE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[~?%]?)")
# EDTF leaves open how far a qualifier reaches; here one unit of the stated precision to each side,
# two where a date is both approximate and uncertain.
_WIDENING = {"": 0, "~": 1, "?": 1, "%": 2}
_IN_WORDS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def to_day(when: date) -> int:
    """Give the number of a calendar day."""
    return (when - _EPOCH).days


def from_day(day: int) -> date:
    """Give the calendar day of a number."""
    return _EPOCH + timedelta(days=int(day))


@lru_cache(maxsize=100_000)
def bounds(text: str) -> tuple[int, int]:
    """Give the earliest and the latest day that an EDTF text may mean, doubt included.

    Raises DateError where the text is no such date.
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise DateError(f"{text!r} is not a date like 2005-11-21, 2005-11, 2005, 2005~ or 2005?.")
    try:
        parsed = parse_edtf(text)
        earliest, latest = date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
        units = _WIDENING[shape["mark"]]
        low, high = _shift(earliest, shape, -units), _shift(latest, shape, units)
    except (EDTFParseException, ValueError, OverflowError) as error:
        raise DateError(f"{text!r} is not a day of the calendar.") from error
    # The day after must be a day as well, for periods that follow each other.
    if high == date.max:
        raise DateError(f"{text!r} is too far in the future.")
    return to_day(low), to_day(high)


def bounds_of(texts: Sequence[str]) -> tuple[Days, Days]:
    """Give earliest and latest days of many texts: plain days at once, others one by one.

    Raises DateError at the first text that is no date.
    """
    values = np.asarray(texts, dtype=object)
    plain = np.array([_PLAIN_DAY.fullmatch(text) is not None for text in values], dtype=bool)
    low = np.empty(len(values), dtype=np.int64)
    high = np.empty(len(values), dtype=np.int64)
    low[plain] = high[plain] = _plain_days(values[plain])
    for k in np.flatnonzero(~plain):
        low[k], high[k] = bounds(values[k])
    return low, high


def unreadable(texts: Iterable[str]) -> set[str]:
    """Give those of some texts that are no date; plain days are looked at all at once."""
    distinct = set(texts)
    plain = {text for text in distinct if _PLAIN_DAY.fullmatch(text)}
    if _are_days(plain):
        distinct -= plain
    return {text for text in distinct if not is_date(text)}


def is_date(text: str) -> bool:
    """Tell whether a text is a date as :func:`bounds` reads it."""
    try:
        bounds(text)
    except DateError:
        return False
    return True


def in_words(text: str, *, end: bool = False) -> str:
    """Give an EDTF text in words, never with a day that is not known: "about 2002".

    ``end`` says whether ``..`` means "still there" or "before records began".
    """
    if not text:
        return "unknown"
    if text == OPEN:
        return "still there" if end else "before records began"
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return text
    parts = [str(int(shape["year"]))]
    if shape["month"]:
        parts.insert(0, calendar.month_name[int(shape["month"])])
    if shape["day"]:
        parts.insert(0, str(int(shape["day"])))
    return _IN_WORDS[shape["mark"]] + " ".join(parts)


def _are_days(texts: Iterable[str]) -> bool:
    try:
        days = np.array(list(texts), dtype="datetime64[D]")
    except ValueError:
        return False
    return bool((days > np.datetime64("0001-01-01")).all() & (days < np.datetime64(date.max)).all())


def _plain_days(texts: NDArray[np.object_]) -> Days:
    try:
        return texts.astype("datetime64[D]").astype(np.int64)
    except ValueError:
        return np.array([bounds(text)[0] for text in texts], dtype=np.int64)


def _shift(when: date, shape: re.Match[str], units: int) -> date:
    if not units:
        return when
    if shape["day"]:
        return when + timedelta(days=units)
    months = units if shape["month"] else 12 * units
    last = when.day > 1
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1] if last else 1)

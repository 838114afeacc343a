"""Dates and numbers as people write them, as EDTF and as decimals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from dateutil import parser

from geo import dates
from geo.errors import DateError

_STILL = {"present", "now", "today", "still", "current", "currently", "ongoing", "open", "по н в"}
_UNKNOWN = {"unknown", "?", "-", "–", "—", "n a", "na", "none", "null", "nan", "неизвестно"}
_ABOUT = re.compile(r"^(?:~|≈|circa|about|around|approx\.?|ca\.?|c\.|c(?=\d))\s*", re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,2})([./ -])(\d{1,2})\2(\d{4})(?:[ T].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})([./ -])(\d{1,2})\2(\d{1,2})(?:[ T].*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Two dates with no part in common: what dateutil fills in from each differs, what it read does not.
_FILLED = (datetime(1604, 1, 1), datetime(1608, 2, 2))


@dataclass(frozen=True)
class DateOrder:
    """Which comes first in dates such as 3/4/1950, and how that is known.

    ``example`` is such a date, blank where there is none. Where it is ``shown``, the example can be
    read one way only (13/4/1950); else it can be read two ways, and nothing in the file decides.
    """

    day_first: bool = True
    example: str = ""
    shown: bool = False

    @property
    def undecided(self) -> bool:
        """Whether some date can be read two ways."""
        return bool(self.example) and not self.shown

    def in_words(self) -> str:
        """Give a sentence on how dates in figures were read, blank where there are none."""
        order = "day first" if self.day_first else "month first"
        if self.undecided:
            day = dates.in_words(as_edtf(self.example, dayfirst=self.day_first))
            return f"{self.example} can be read two ways; it was read {order}, as {day}."
        return f"Dates in figures were read {order}, as {self.example} shows." * self.shown


def date_order(texts: Iterable[str], *, asked: bool | None = None) -> DateOrder:
    """Tell how dates such as 3/4/1950 are read: as asked, else as a number above 12 shows.

    ``asked`` is True for the day first and False for the month first. Where nobody asks and nothing
    shows it, the day comes first.
    """
    found = [(text, match) for text in texts if (match := _FIGURES.fullmatch(_bare(text)))]
    pairs = [(text, int(match[1]), int(match[3])) for text, match in found]
    days = [text for text, one, other in pairs if 12 < one <= 31 and other <= 12]
    months = [text for text, one, other in pairs if one <= 12 < other <= 31]
    first = asked if asked is not None else bool(days) or not months
    witness = days if first else months
    if witness and not (days and months):
        return DateOrder(first, witness[0], shown=True)
    either = (text for text, one, other in pairs if one <= 12 and other <= 12 and one != other)
    return DateOrder(first, next(filter(_is_read, either), ""))


def as_edtf(text: str, *, dayfirst: bool) -> str:
    """Give a date as EDTF: "" for unknown, ".." for still there.

    Raises DateError where nobody could say what date is meant; two-digit years are such.
    """
    word = " ".join(re.findall(r"\w+", text.lower())) or text.strip()
    if not text or word in _UNKNOWN:
        return ""
    if text == dates.OPEN or word in _STILL:
        return dates.OPEN
    if dates.is_date(text):
        return text
    about, doubted = _ABOUT.match(text) is not None, text.endswith("?")
    read = _parsed(_bare(text), dayfirst)
    return read + {(0, 0): "", (1, 0): "~", (0, 1): "?", (1, 1): "%"}[about, doubted]


def as_decimals(cells: pd.Series) -> pd.Series:
    """Give numbers written with a decimal comma as written with a point."""
    comma = cells.str.fullmatch(_DECIMAL_COMMA)
    return cells.where(~comma, cells.str.replace(",", "."))


def has_decimal_commas(cells: pd.Series) -> bool:
    """Tell whether a column of numbers is written with decimal commas."""
    return bool(cells.str.fullmatch(_DECIMAL_COMMA).any())


def _bare(text: str) -> str:
    return _ABOUT.sub("", text).strip("? ")


def _is_read(text: str) -> bool:
    try:
        as_edtf(text, dayfirst=True)
    except DateError:
        return False
    return True


def _parsed(text: str, dayfirst: bool) -> str:
    if dates.is_date(text):
        return text
    # Years stand first only before a month; dateutil takes 1950/3/4 for 3 April all the same.
    if plain := _YEAR_FIRST.fullmatch(text):
        day = f"{plain[1]}-{int(plain[3]):02d}-{int(plain[4]):02d}"
        if dates.is_date(day):
            return day
    year = _YEAR.search(text)
    if year is None or text.startswith("-"):
        raise DateError(f"{text!r} has no year of four digits.")
    try:
        one, other = (
            parser.parse(text, dayfirst=dayfirst, default=default, ignoretz=True)
            for default in _FILLED
        )
    except (ValueError, OverflowError, TypeError) as error:
        raise DateError(f"{text!r} is not a date.") from error
    # dateutil takes the year of 5 May 0044 for 2044.
    if one.year != other.year or one.year != int(year[0]):
        raise DateError(f"{text!r} has no year that can be read.")
    read = f"{one.year:04d}"
    if one.month == other.month:
        read += f"-{one.month:02d}"
        if one.day == other.day:
            read += f"-{one.day:02d}"
    dates.bounds(read)
    return read

"""Dates and numbers as people write them, as EDTF and as decimals."""

import re
from collections.abc import Iterable
from datetime import datetime

import pandas as pd
from dateutil import parser

from geo import dates
from geo.errors import DateError

_STILL = {"present", "now", "today", "still", "current", "currently", "ongoing", "open", "по н в"}
_UNKNOWN = {"unknown", "?", "-", "–", "—", "n a", "na", "none", "null", "nan", "неизвестно"}
_ABOUT = re.compile(r"^(?:~|≈|circa|about|around|approx\.?|ca\.?|c\.|c(?=\d))\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T].*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Two dates with no part in common: what dateutil fills in from each differs, what it read does not.
_FILLED = (datetime(1604, 1, 1), datetime(1608, 2, 2))


def day_first(texts: Iterable[str]) -> bool:
    """Tell whether dates such as 3/4/1950 mean 3 April: yes, unless the column shows otherwise."""
    parts = [match for match in map(_NUMBERS.fullmatch, texts) if match]
    return any(int(p[1]) > 12 for p in parts) or not any(int(p[2]) > 12 for p in parts)


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
    if _ISO_TIME.match(text):
        return as_edtf(text[:10], dayfirst=dayfirst)
    bare = _ABOUT.sub("", text)
    about, bare = bare != text, bare.strip()
    doubted = bare.endswith("?")
    read = _parsed(bare.rstrip("? "), dayfirst)
    return read + {(0, 0): "", (1, 0): "~", (0, 1): "?", (1, 1): "%"}[about, doubted]


def as_decimals(cells: pd.Series) -> pd.Series:
    """Give numbers written with a decimal comma as written with a point."""
    comma = cells.str.fullmatch(_DECIMAL_COMMA)
    return cells.where(~comma, cells.str.replace(",", "."))


def has_decimal_commas(cells: pd.Series) -> bool:
    """Tell whether a column of numbers is written with decimal commas."""
    return bool(cells.str.fullmatch(_DECIMAL_COMMA).any())


def _parsed(text: str, dayfirst: bool) -> str:
    if dates.is_date(text):
        return text
    if not _YEAR.search(text):
        raise DateError(f"{text!r} has no year of four digits.")
    try:
        one, other = (
            parser.parse(text, dayfirst=dayfirst, default=default, ignoretz=True)
            for default in _FILLED
        )
    except (ValueError, OverflowError, TypeError) as error:
        raise DateError(f"{text!r} is not a date.") from error
    if one.year != other.year:
        raise DateError(f"{text!r} has no year.")
    read = f"{one.year:04d}"
    if one.month == other.month:
        read += f"-{one.month:02d}"
        if one.day == other.day:
            read += f"-{one.day:02d}"
    dates.bounds(read)
    return read

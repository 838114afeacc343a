"""The as-of rule: was a period there on a day, certainly, possibly or not? Here and nowhere else.

The start of a period lies somewhere in [start_earliest, start_latest], its end, the last day
inclusive, in [end_earliest, end_latest]. On a day it is certain between the latest start and the
earliest end, possible between the earliest start and the latest end, else absent.
"""

from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo import dates
from geo.dates import OPEN, OPEN_FUTURE, OPEN_PAST, Days

BOUND_COLUMNS = ("start_earliest", "start_latest", "end_earliest", "end_latest")

Codes = NDArray[np.int8]


class Presence(IntEnum):
    """What the as-of rule says of a period."""

    ABSENT = 0
    POSSIBLE = 1
    CERTAIN = 2


def with_bounds(periods: pd.DataFrame) -> pd.DataFrame:
    """Give periods with ``base_number`` and four columns of days, of ``start`` and ``end`` (EDTF).

    Bases are numbered as they first come. ``..`` is open; a blank end may lie anywhere after the
    start, a blank start anywhere before the end. Where a period ends on the day on which another of
    its base begins, the new one counts on that day: the old one's end is taken one day earlier.
    Raises DateError for a text that is neither.
    """
    start, start_blank = _edge(periods["start"], OPEN_PAST)
    end, end_blank = _edge(periods["end"], OPEN_FUTURE)
    start_earliest, start_latest = start
    end_earliest, end_latest = end
    end_earliest = np.where(end_blank, start_latest, end_earliest)
    end_latest = np.where(end_blank, OPEN_FUTURE, end_latest)
    start_earliest = np.where(start_blank, OPEN_PAST, start_earliest)
    start_latest = np.where(start_blank, end_earliest, start_latest)
    bases = pd.factorize(periods["base_id"])[0]
    handed = _handed_over(bases, start, end, start_blank | end_blank)
    bounds = (start_earliest, start_latest, end_earliest - handed, end_latest - handed)
    return periods.assign(base_number=bases, **dict(zip(BOUND_COLUMNS, bounds, strict=True)))


def ensure_bounds(periods: pd.DataFrame) -> pd.DataFrame:
    """Give periods with the bounds they have already, or else as :func:`with_bounds` does."""
    return periods if set(BOUND_COLUMNS) <= set(periods.columns) else with_bounds(periods)


def as_of(periods: pd.DataFrame, day: int) -> Codes:
    """Give the presence of each period on a day."""
    start_earliest, start_latest, end_earliest, end_latest = _bounds(periods)
    certain = (start_latest <= day) & (day <= end_earliest)
    possible = (start_earliest <= day) & (day <= end_latest)
    return _codes(certain, possible)


def between(periods: pd.DataFrame, first: int, last: int) -> Codes:
    """Give the presence of each period between two days, both inclusive.

    Certain if it was certainly there on some day of the window, possible likewise.
    """
    start_earliest, start_latest, end_earliest, end_latest = _bounds(periods)
    certain = np.maximum(start_latest, first) <= np.minimum(end_earliest, last)
    possible = np.maximum(start_earliest, first) <= np.minimum(end_latest, last)
    return _codes(certain, possible)


def _codes(certain: NDArray[np.bool_], possible: NDArray[np.bool_]) -> Codes:
    codes = np.where(certain, Presence.CERTAIN, np.where(possible, Presence.POSSIBLE, 0))
    return codes.astype(np.int8)


def _bounds(periods: pd.DataFrame) -> tuple[Days, ...]:
    return tuple(periods[name].to_numpy() for name in BOUND_COLUMNS)


def _edge(texts: pd.Series, opened: int) -> tuple[tuple[Days, Days], NDArray[np.bool_]]:
    codes, distinct = pd.factorize(texts)
    words = np.asarray(distinct, dtype=object)
    blank = words == ""
    dated = ~(blank | (words == OPEN))
    low = np.full(len(words), opened, dtype=np.int64)
    high = low.copy()
    low[dated], high[dated] = dates.bounds_of(words[dated])
    return (low[codes], high[codes]), blank[codes]


def _handed_over(
    bases: NDArray[np.intp],
    start: tuple[Days, Days],
    end: tuple[Days, Days],
    blank: NDArray[np.bool_],
) -> Days:
    """1 where another period of the base starts in the very interval in which this one ends."""
    low, high = (pd.factorize(np.append(*edges))[0] for edges in zip(start, end, strict=True))
    places = np.ravel_multi_index(
        (np.tile(bases, 2), low, high),
        (len(bases) + 1, low.max(initial=0) + 1, high.max(initial=0) + 1),
    )
    starts, ends = np.split(places, 2)
    meets = pd.Index(ends).isin(starts[~blank]) & ~blank & (end[1] < OPEN_FUTURE)
    one_day = (start[0] == end[0]) & (start[1] == end[1])
    return np.asarray(meets & ~one_day, dtype=np.int64)

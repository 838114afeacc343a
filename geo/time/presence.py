"""The as-of rule: was a period there on a day, certainly, possibly or not?

The only implementation in Python.

The start of a period lies somewhere in [start_earliest, start_latest], its end, the last day
inclusive, in [end_earliest, end_latest]. On a day it is certain between the latest start and the
earliest end, possible between the earliest start and the latest end, else absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.hashing import mixed
from geo.time import dates
from geo.time.dates import OPEN, OPEN_FUTURE, OPEN_PAST, Days

BOUND_COLUMNS = ("start_earliest", "start_latest", "end_earliest", "end_latest")

Codes = NDArray[np.int8]
# Periods with the columns of BOUND_COLUMNS, or these columns alone.
Bounded: TypeAlias = pd.DataFrame | Mapping[str, Days]


@dataclass(frozen=True, eq=False)
class Edge:
    """The starts or the ends of periods in days, and which of them are blank.

    An open one is OPEN_PAST or OPEN_FUTURE; what a blank one has as bounds does not matter.
    """

    low: Days
    high: Days
    blank: NDArray[np.bool_]


class Presence(IntEnum):
    """What the as-of rule says of a period."""

    ABSENT = 0
    POSSIBLE = 1
    CERTAIN = 2


def with_bounds(periods: pd.DataFrame) -> pd.DataFrame:
    """Return periods with ``base_number`` and the bounds of ``start`` and ``end`` (EDTF) in days.

    Bases are numbered as they first come. ``..`` is open; a blank end may lie anywhere after the
    start, a blank start anywhere before the end, and so may an edge of which only the other bound
    is known (1985/..). Where a period ends on the day on which another of
    its base begins, the new one counts on that day: the old one's end is taken one day earlier.
    Raises DateError for a text that is neither.
    """
    bases = pd.factorize(periods["base_id"])[0]
    edges = (_edge(periods["start"], OPEN_PAST), _edge(periods["end"], OPEN_FUTURE))
    return with_edges(periods, bases, *edges)


def with_edges(
    periods: pd.DataFrame, bases: NDArray[np.intp], start: Edge, end: Edge
) -> pd.DataFrame:
    """Return periods as :func:`with_bounds` does, of edges and numbers of bases that are known."""
    start_blank, end_blank = start.blank, end.blank
    start_earliest, start_latest = start.low, start.high
    end_earliest, end_latest = end.low, end.high
    end_latest = np.where(end_blank, OPEN_FUTURE, end_latest)
    end_unbounded = end_blank | (end_earliest == OPEN_PAST)
    end_earliest = np.where(end_unbounded, np.minimum(start_latest, end_latest), end_earliest)
    start_earliest = np.where(start_blank, OPEN_PAST, start_earliest)
    start_unbounded = start_blank | (start_latest == OPEN_FUTURE)
    start_latest = np.where(start_unbounded, np.maximum(start_earliest, end_earliest), start_latest)
    handed = _handed_over(bases, start, end)
    bounds = (start_earliest, start_latest, end_earliest - handed, end_latest - handed)
    return periods.assign(base_number=bases, **dict(zip(BOUND_COLUMNS, bounds, strict=True)))


def ensure_bounds(periods: pd.DataFrame) -> pd.DataFrame:
    """Return periods with the bounds they have already, or else as :func:`with_bounds` does."""
    return periods if set(BOUND_COLUMNS) <= set(periods.columns) else with_bounds(periods)


def as_of(periods: Bounded, day: int) -> Codes:
    """Return the presence of each period on a day."""
    start_earliest, start_latest, end_earliest, end_latest = _bounds(periods)
    certain = (start_latest <= day) & (day <= end_earliest)
    possible = (start_earliest <= day) & (day <= end_latest)
    return _codes(certain, possible)


def between(periods: Bounded, first: int, last: int) -> Codes:
    """Return the presence of each period between two days, both inclusive.

    Certain if it was certainly there on some day of the window, possible likewise.
    """
    start_earliest, start_latest, end_earliest, end_latest = _bounds(periods)
    certain = np.maximum(start_latest, first) <= np.minimum(end_earliest, last)
    possible = np.maximum(start_earliest, first) <= np.minimum(end_latest, last)
    return _codes(certain, possible)


def _codes(certain: NDArray[np.bool_], possible: NDArray[np.bool_]) -> Codes:
    codes = np.where(certain, Presence.CERTAIN, np.where(possible, Presence.POSSIBLE, 0))
    return codes.astype(np.int8)


def _bounds(periods: Bounded) -> tuple[Days, ...]:
    return tuple(np.asarray(periods[name]) for name in BOUND_COLUMNS)


def _edge(texts: pd.Series, opened: int) -> Edge:
    codes, distinct = pd.factorize(texts)
    words = np.asarray(distinct, dtype=object)
    blank = words == ""
    dated = ~(blank | (words == OPEN))
    low = np.full(len(words), opened, dtype=np.int64)
    high = low.copy()
    low[dated], high[dated] = dates.bounds_of(words[dated].tolist())
    return Edge(low[codes], high[codes], blank[codes])


def _handed_over(bases: NDArray[np.intp], start: Edge, end: Edge) -> Days:
    """1 where another period of the base starts in the very interval in which this one ends."""
    if len(bases) and bases.max() + 1 == len(bases):
        # Every base has one period.
        return np.zeros(len(bases), dtype=np.int64)
    dated = ~(start.blank | end.blank)
    starts, ends = (mixed(bases, edge.low, edge.high) for edge in (start, end))
    likely = np.flatnonzero(dated & (end.high < OPEN_FUTURE) & pd.Index(ends).isin(starts[dated]))
    one_day = (start.low == end.low) & (start.high == end.high)
    handed = np.zeros(len(bases), dtype=np.int64)
    begins = pd.DataFrame({"base": bases, "low": start.low, "high": start.high})
    # Few periods are handed over; they are compared one with another.
    begins = begins[dated & pd.Index(starts).isin(ends[likely])]
    known = set(begins.itertuples(index=False, name=None))
    for place in likely[~one_day[likely]].tolist():
        if (bases[place], end.low[place], end.high[place]) in known:
            handed[place] = 1
    return handed

"""The answer to a selection: which periods are there, and how many bases are held."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.answers.selection import FILTERS, Selection
from geo.gazetteer.model import Coded, Gazetteer
from geo.time import dates, presence
from geo.time.dates import Day
from geo.time.presence import Codes, Presence


@dataclass(frozen=True)
class Count:
    """A number of bases with its doubt: ``certain`` at least, ``possible`` at most."""

    certain: int
    possible: int

    def __str__(self) -> str:
        if self.certain == self.possible:
            return f"{self.certain:,}"
        return f"{self.certain:,} to {self.possible:,}"


@dataclass(frozen=True, eq=False)
class View:
    """A gazetteer, a selection and the answer to it: what pages and panels receive.

    ``periods`` are those the filters let through, with a column ``presence``; ``held`` and
    ``by_operator`` count bases, each once; ``base`` is the chosen base's row of the gazetteer;
    ``codes`` are the presences of all its periods, those that filters hide too. ``alone`` says that
    periods and counts are those of the chosen base only.
    """

    gazetteer: Gazetteer
    selection: Selection
    periods: pd.DataFrame
    held: Count
    by_operator: dict[str, Count]
    base: pd.Series | None
    codes: Codes
    alone: bool = False

    @cached_property
    def present(self) -> pd.DataFrame:
        """The periods that are there, certainly or possibly."""
        return self.periods[self.periods["presence"] > Presence.ABSENT]


def look(gazetteer: Gazetteer, selection: Selection, *, alone: bool = False) -> View:
    """Return the view of a gazetteer that a selection asks for.

    ``alone``: a chosen base narrows the view to itself.
    """
    matching, codes = presences(gazetteer, selection, alone=alone)
    periods = gazetteer.periods if matching.all() else gazetteer.periods[matching]
    periods = periods.assign(presence=codes[matching])
    there, bases = _held_bases(gazetteer, matching, codes)
    held = _count(_best(bases, codes[there])[1])
    by_operator = _by_operator(gazetteer.coded["operator"], there, bases, codes[there])
    base = gazetteer.bases.loc[selection.base] if selection.base in gazetteer.bases.index else None
    alone = alone and base is not None
    return View(gazetteer, selection, periods, held, by_operator, base, codes, alone)


def presences(
    gazetteer: Gazetteer, selection: Selection, *, alone: bool = False
) -> tuple[NDArray[np.bool_], Codes]:
    """Return for each period whether the filters let it through, and its presence.

    ``alone``: only the periods of a chosen base are let through.
    """
    matching = selection.matches(gazetteer)
    if alone and selection.base is not None:
        matching &= gazetteer.coded["base_id"].among([selection.base])
    return matching, _codes(gazetteer, selection)


def held(gazetteer: Gazetteer, matching: NDArray[np.bool_], codes: Codes) -> Count:
    """Return the number of bases held, from what :func:`presences` returns."""
    there, bases = _held_bases(gazetteer, matching, codes)
    return _count(_best(bases, codes[there])[1])


def facets(view: View, window: tuple[Day, Day] | None = None) -> dict[str, dict[str, int]]:
    """Count the bases there, certainly or possibly, by the words of each filter.

    Each filter counts what its words would let through with all other filters kept; words that let
    nothing through are left out. With a ``window`` bases count that were there at some time in it.
    """
    gazetteer, selection = view.gazetteer, view.selection
    at_that_time = replace(selection, window=window)
    codes = _codes(gazetteer, at_that_time) if window else view.codes
    there = codes > Presence.ABSENT
    return {
        key: _bases_by(gazetteer, column, there & selection.matches(gazetteer, without=key))
        for key, (_, column) in FILTERS.items()
    }


def _bases_by(gazetteer: Gazetteer, column: str, wanted: NDArray[np.bool_]) -> dict[str, int]:
    """The number of different bases of some periods, by the words of a column."""
    rows = np.flatnonzero(wanted)
    coded, bases = gazetteer.coded[column], gazetteer.coded["base_id"]
    pairs = np.unique(coded.codes[rows] * len(bases.words) + bases.codes[rows])
    counts = np.bincount(pairs // len(bases.words), minlength=len(coded.words))
    return {word: int(count) for word, count in zip(coded.words, counts, strict=True) if count}


def _held_bases(
    gazetteer: Gazetteer, matching: NDArray[np.bool_], codes: Codes
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of the periods that hold a base, and the numbers of those bases."""
    there = np.flatnonzero(matching & (codes > Presence.ABSENT) & gazetteer.counted)
    return there, gazetteer.coded["base_id"].codes[there]


def _codes(gazetteer: Gazetteer, selection: Selection) -> Codes:
    if selection.window is None:
        return presence.as_of(gazetteer.bounds, dates.to_day(selection.date))
    first, last = (dates.to_day(edge) for edge in selection.window)
    return presence.between(gazetteer.bounds, first, last)


def _best(keys: NDArray[np.int64], codes: Codes) -> tuple[NDArray[np.int64], Codes]:
    """The distinct keys, and for each the best of its presences."""
    order = np.lexsort((codes, keys))
    ordered = keys[order]
    last = np.append(ordered[1:] != ordered[:-1], True)[: len(ordered)]
    return ordered[last], codes[order][last]


def _count(best: Codes) -> Count:
    return Count(int((best == Presence.CERTAIN).sum()), len(best))


def _by_operator(
    operators: Coded, there: NDArray[np.int64], bases: NDArray[np.int64], codes: Codes
) -> dict[str, Count]:
    """A base counts once for each of its operators, however many periods it has."""
    found = {}
    own = operators.codes[there]
    for code in np.unique(own):
        mine = own == code
        found[operators.words[code]] = _count(_best(bases[mine], codes[mine])[1])
    return found

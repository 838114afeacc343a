"""The answer to a selection: which periods are there, and how many bases are held."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo import dates, presence
from geo.gazetteer import Coded, Gazetteer
from geo.presence import Codes, Presence
from geo.selection import Selection


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
    ``by_operator`` count bases, each once; ``base`` is the chosen base's row of the gazetteer.
    """

    gazetteer: Gazetteer
    selection: Selection
    periods: pd.DataFrame
    held: Count
    by_operator: dict[str, Count]
    base: pd.Series | None

    @cached_property
    def present(self) -> pd.DataFrame:
        """The periods that are there, certainly or possibly."""
        return self.periods[self.periods["presence"] > Presence.ABSENT]


def look(gazetteer: Gazetteer, selection: Selection) -> View:
    """Give the view of a gazetteer that a selection asks for."""
    matching = selection.matches(gazetteer)
    codes = _codes(gazetteer.periods, selection)
    periods = gazetteer.periods if matching.all() else gazetteer.periods[matching]
    periods = periods.assign(presence=codes[matching])
    there = np.flatnonzero(matching & (codes > Presence.ABSENT) & gazetteer.periods["held"])
    bases = gazetteer.coded["base_id"].codes[there]
    held = _count(_best(bases, codes[there])[1])
    by_operator = _by_operator(gazetteer.coded["operator"], there, bases, codes[there])
    base = gazetteer.bases.loc[selection.base] if selection.base in gazetteer.bases.index else None
    return View(gazetteer, selection, periods, held, by_operator, base)


def bases_by(gazetteer: Gazetteer, selection: Selection, column: str) -> dict[str, int]:
    """Count the bases there, certainly or possibly, by the words of one column of periods."""
    codes = _codes(gazetteer.periods, selection)
    there = np.flatnonzero(selection.matches(gazetteer) & (codes > Presence.ABSENT))
    coded, bases = gazetteer.coded[column], gazetteer.coded["base_id"]
    pairs = np.unique(coded.codes[there] * len(bases.words) + bases.codes[there])
    counts = np.bincount(pairs // len(bases.words), minlength=len(coded.words))
    return {word: int(count) for word, count in zip(coded.words, counts, strict=True) if count}


def _codes(periods: pd.DataFrame, selection: Selection) -> Codes:
    if selection.window is None:
        return presence.as_of(periods, dates.to_day(selection.date))
    first, last = (dates.to_day(edge) for edge in selection.window)
    return presence.between(periods, first, last)


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

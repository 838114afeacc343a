"""A part of a gazetteer: the periods of some operators, countries or bases."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from geo.gazetteer.model import Gazetteer


def of_words(
    gazetteer: Gazetteer, operators: Collection[str] = (), countries: Collection[str] = ()
) -> Gazetteer:
    """Return the periods of some operators in some countries; none named means all of them."""
    rows = np.ones(len(gazetteer.periods), dtype=bool)
    for name, words in (("operator", operators), ("country", countries)):
        if words:
            rows &= gazetteer.periods[name].isin(list(words)).to_numpy(dtype=bool)
    return _rows(gazetteer, rows)


def every(gazetteer: Gazetteer, most: int) -> tuple[Gazetteer, int]:
    """Return at most so many periods: those of every second, third… base, and which of them.

    All periods of a base stay together, unless one has more than ``most`` of them.
    """
    periods = gazetteer.periods
    step = -(-len(periods) // most)
    if step <= 1:
        return gazetteer, 1
    numbers = periods["base_number"].to_numpy()
    while (taken := numbers % step == 0).sum() > most and step < len(gazetteer.bases):
        step += 1
    return _rows(gazetteer, taken & (np.cumsum(taken) <= most)), step


def _rows(gazetteer: Gazetteer, rows: np.ndarray) -> Gazetteer:
    periods = gazetteer.periods[rows].reset_index(drop=True)
    numbers, bases = pd.factorize(periods["base_number"])
    periods["base_number"] = numbers
    return replace(gazetteer, periods=periods, bases=gazetteer.bases.iloc[np.asarray(bases)])

"""Rows that are alike in several columns, found by one number for each row.

The number mixes all columns, so that it is looked up once instead of column by column; who uses it
compares the rows that share one, since two different rows may.
"""

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

# Odd numbers without a pattern: the golden ratio, and the constants of SplitMix64 (Steele 2014).
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mixed(*columns: NDArray[np.int64] | NDArray[np.float64]) -> Keys:
    """Return one number for each row of some columns of whole or of decimal numbers."""
    made = np.zeros(len(columns[0]), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            # A nought with a minus is the same place.
            wide = column + 0.0 if column.dtype.kind == "f" else column.astype(np.int64)
            made = (made ^ wide.view(np.uint64)) * _STEP
            made ^= made >> np.uint64(30)
            made *= _FIRST
            made ^= made >> np.uint64(27)
            made *= _SECOND
            made ^= made >> np.uint64(31)
    return made

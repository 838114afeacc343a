"""Places on both sides of 180 degrees, side by side on a map."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Within half of the earth places have one side by side order; beyond it a map of the world has.
_HALF = 180.0


def side_by_side(longitudes: ArrayLike) -> NDArray[np.float64]:
    """Return longitudes (degrees) for a map on which all of them are near each other.

    Where they lie within half of the earth across 180 degrees, those west of it get 360 more, so
    that -179.9 stands beside 178.4 as 180.1. All others stay as they are.
    """
    given = np.asarray(longitudes, dtype=float)
    ordered = np.unique(given[np.isfinite(given)])
    if len(ordered) < 2 or ordered[-1] - ordered[0] <= _HALF:
        return given
    gap = int(np.argmax(np.diff(ordered)))
    span = ordered[gap] + 360 - ordered[gap + 1]
    return np.where(given <= ordered[gap], given + 360, given) if span <= _HALF else given

"""Shapes of any coordinate system in degrees of WGS 84."""

from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError


def in_degrees(shapes: Any, system: Any) -> tuple[Any, str]:
    """Return an array of shapes, longitude first, in degrees, and the system they were in.

    ``system`` is whatever pyproj takes for one. What it is called comes back blank where it was
    degrees of WGS 84 already. Raises ValueError where the system is not known, or cannot be
    converted.
    """
    try:
        known = CRS.from_user_input(system)
        if known.to_epsg() == 4326 or known.to_authority() == ("OGC", "CRS84"):
            return shapes, ""
        to_degrees = Transformer.from_crs(known, 4326, always_xy=True).transform
    except CRSError as error:
        raise ValueError(f"the coordinate system {system!r} is not known") from error
    moved = shapely.transform(shapes, lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1])))
    return moved, str(known.name)

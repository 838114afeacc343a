"""The room of a picture: how large text is, and where it covers nothing.

Places and sizes are those of the map: Web Mercator as :mod:`geo.exports.picture_outline` has it.
"""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

Box = tuple[float, float, float, float]

# points above and below the letters of a line, as a part of their size
LEADING = 1.3
# points that stay free along the edge of the map
EDGE = 2
# widths of texts that are remembered: text, size, bold, dots an inch -> points
MEASURED = 20_000
_WIDTHS: dict[tuple[str, float, bool, float], float] = {}


def typographic_point(axes: Axes, frame: Box) -> float:
    """Return one typographic point in units of the axes, which are to span ``frame``."""
    return (frame[1] - frame[0]) / (axes.get_window_extent().width / axes.figure.dpi * 72)


def text_width(axes: Axes, text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is, in typographic points, as is its size."""
    figure: Any = axes.figure
    # The same names are measured for every card of a moving picture.
    key = (text, size, bold, float(figure.dpi))
    if key not in _WIDTHS:
        if len(_WIDTHS) >= MEASURED:
            _WIDTHS.clear()
        font = FontProperties(size=size, weight="bold" if bold else "normal")
        renderer = figure.canvas.get_renderer()
        wide, _, _ = renderer.get_text_width_height_descent(text, font, ismath=False)
        _WIDTHS[key] = float(wide) * 72 / figure.dpi
    return _WIDTHS[key]


class Room:
    """What is taken of a map, as boxes: west, south, east, north.

    ``frame`` is west, east, south, north; ``point`` is a typographic point in its units.
    """

    def __init__(self, axes: Axes, frame: Box) -> None:
        self.frame, self.point = frame, typographic_point(axes, frame)
        self._axes = axes
        self._taken = np.empty((0, 4))

    def take(self, *boxes: Box) -> None:
        """Take some boxes, whatever is there already."""
        if boxes:
            self._taken = np.vstack([self._taken, np.array(boxes, dtype=float)])

    def is_free(self, box: Box) -> bool:
        """Return whether a box lies in the frame and covers nothing."""
        edge = EDGE * self.point
        west, east = self.frame[0] + edge, self.frame[1] - edge
        south, north = self.frame[2] + edge, self.frame[3] - edge
        if not (west <= box[0] and box[2] <= east and south <= box[1] and box[3] <= north):
            return False
        taken = self._taken
        apart = (taken[:, 0] >= box[2]) | (taken[:, 2] <= box[0])
        apart |= (taken[:, 1] >= box[3]) | (taken[:, 3] <= box[1])
        return bool(apart.all())

    def of_text(self, text: str, size: float, *, bold: bool = False) -> tuple[float, float]:
        """Return how wide and how high a line of text is."""
        wide = text_width(self._axes, text, size, bold=bold)
        return wide * self.point, size * LEADING * self.point

    def beside(self, text: str, marker: tuple[float, float, float], size: float) -> Box | None:
        """Take and return the first place beside a marker where text covers nothing, if any.

        ``marker`` is its middle and half its width.
        """
        if not text:
            return None
        x, y, half = marker
        wide, high = self.of_text(text, size)
        right, left = x + half + 2 * self.point, x - half - 2 * self.point - wide
        middle = x - wide / 2
        for low_x, low_y in (
            (right, y - high / 2),
            (left, y - high / 2),
            (right, y + high / 2),
            (right, y - high * 1.5),
            (left, y + high / 2),
            (left, y - high * 1.5),
            (middle, y + high),
            (middle, y - high * 2),
        ):
            place = (low_x, low_y, low_x + wide, low_y + high)
            if self.is_free(place):
                self.take(place)
                return place
        return None

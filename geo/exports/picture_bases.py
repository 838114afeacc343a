"""The bases of a picture: markers with names, plain points where there are many, and the legend.

Places are Web Mercator as :func:`geo.exports.picture_outline.mercator` gives them.
"""

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle

from geo.exports.picture_outline import LAND, Box, room_beside
from geo.presence import Presence
from geo.style import OperatorStyle

TEXT = "#1c2733"
MARKERS = {
    "circle": "o",
    "square": "s",
    "triangle": "^",
    "diamond": "D",
    "pentagon": "p",
    "hexagon": "h",
    "star": "*",
    "cross": "P",
}
RUMOURS = ("proposed", "reported")
# A star looks smaller than it is wide.
WIDER = {"star": 1.5}
# points across a marker, and in one of a crowd
SIZE, SMALL = 11.0, 4.0
# operators that a legend names before it counts the others
NAMED = 14
# columns of the legend, and the letters of an operator's name that fit one
COLUMNS, LETTERS = 4, 32

Styles = dict[str, OperatorStyle]


def draw_bases(axes: Axes, periods: pd.DataFrame, styles: Styles, frame: Box) -> list[Box]:
    """Draw markers, moved apart where they would lie on each other, then names where room is.

    Gives the room that is taken. ``frame`` is west, east, south, north.
    """
    point = typographic_point(axes, frame)
    taken: list[tuple[float, float]] = []
    boxes: list[Box] = []
    names = []
    for _, rows in periods.sort_values("presence").groupby("base_id", sort=False):
        records = rows.to_dict("records")
        first = records[0]
        home = (float(first["x"]), float(first["y"]))
        operators = list(dict.fromkeys(p["operator"] for p in records))
        half = (6 + 6 * (len(operators) - 1)) * point
        x, y = _free(home, taken, 15 * point)
        taken.append((x, y))
        if (x, y) != home:
            axes.plot([home[0], x], [home[1], y], color="#5a6672", linewidth=0.6, zorder=4)
        for k, operator in enumerate(operators):
            period = next(p for p in reversed(records) if p["operator"] == operator)
            place = x + (k - (len(operators) - 1) / 2) * 12 * point
            _draw_marker(axes, place, y, styles[operator], period)
        boxes.append((x - half, y - 6 * point, x + half, y + 6 * point))
        names.append((first["name"], x, y, half))
    for name, x, y, half in names:
        room = room_beside(name, (x, y, half), boxes, frame, point)
        if room is not None:
            boxes.append(room)
            _label(axes, name, (room[0], room[1] + 2 * point))
    return boxes


def draw_crowd(axes: Axes, periods: pd.DataFrame, styles: Styles) -> None:
    """Draw a point for each period, without a name: all of one operator and presence at once."""
    solid = solid_ones(periods)
    # Hollow ones first, so that what is certain lies on top.
    for filled in (False, True):
        for operator, rows in periods[solid == filled].groupby("operator"):
            style = styles[str(operator)]
            axes.scatter(
                rows["x"],
                rows["y"],
                s=SMALL**2,
                marker=MARKERS[style.shape],
                facecolors=style.colour if filled else "white",
                edgecolors="white" if filled else style.colour,
                linewidths=0.2 if filled else 0.6,
                zorder=5,
            )


def draw_legend(axes: Axes, periods: pd.DataFrame, styles: Styles, *, crowd: bool) -> None:
    """Explain the markers drawn, below the map, where they cover nothing."""
    names = sorted(set(periods["operator"]))
    handles = [_sample(styles[name], name) for name in names[:NAMED]]
    rest = len(names) - NAMED
    if rest > 0:
        handles.append(Line2D([], [], linestyle="none", label=f"and {rest} more"))
    hollow, rumoured = ~solid_ones(periods), periods["status"].isin(RUMOURS)
    # In a crowd, where no ring is drawn, both look the same.
    possible = hollow if crowd else hollow & ~rumoured
    if possible.any():
        label = "possibly there or only reported" if crowd and rumoured.any() else "possibly there"
        handles.append(Line2D([], [], linestyle="none", marker="o", mfc="w", mec=TEXT, label=label))
    if rumoured.any() and not crowd:
        label = "proposed or reported only"
        handles.append(Line2D([], [], linestyle="none", marker="$◎$", mec=TEXT, label=label))
    if not handles:
        return
    legend = axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, -0.005),
        ncols=COLUMNS,
        fontsize=7.5,
        frameon=False,
        borderaxespad=0,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def legend_rows(periods: pd.DataFrame) -> int:
    """Give the most rows that the legend of some periods can have."""
    operators = periods["operator"].nunique()
    return math.ceil((min(operators, NAMED) + (operators > NAMED) + 2) / COLUMNS)


def solid_ones(periods: pd.DataFrame) -> pd.Series:
    """Tell which periods are drawn filled: those certainly there, not rumoured."""
    return (periods["presence"] == Presence.CERTAIN) & ~periods["status"].isin(RUMOURS)


def typographic_point(axes: Axes, frame: Box) -> float:
    """Give one typographic point in units of the axes, which are to span ``frame``."""
    return (frame[1] - frame[0]) / (axes.get_window_extent().width / axes.figure.dpi * 72)


def _sample(style: OperatorStyle, name: str) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=MARKERS[style.shape],
        markerfacecolor=style.colour,
        markeredgecolor="white",
        markersize=9 * WIDER.get(style.shape, 1),
        label=name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…",
    )


def _label(axes: Axes, text: str, place: tuple[float, float]) -> None:
    axes.annotate(
        text,
        place,
        fontsize=7,
        color=TEXT,
        # A stroke around the letters would turn them into shapes in an SVG.
        bbox={"facecolor": LAND, "alpha": 0.7, "linewidth": 0, "pad": 0.4},
        zorder=6,
        annotation_clip=True,
        parse_math=False,
    )


def _free(
    home: tuple[float, float], taken: list[tuple[float, float]], apart: float
) -> tuple[float, float]:
    """The nearest place to a point, on widening circles, that no marker has taken."""
    for step in range(60):
        radius, angle = apart * (step + 7) / 8 * (step > 0), step * 2.4
        x, y = home[0] + radius * np.cos(angle), home[1] + radius * np.sin(angle)
        if all(np.hypot(x - ox, y - oy) >= apart for ox, oy in taken):
            return float(x), float(y)
    return home


def _draw_marker(
    axes: Axes, x: float, y: float, style: OperatorStyle, period: dict[str, Any]
) -> None:
    rumour = period["status"] in RUMOURS
    solid = period["presence"] == Presence.CERTAIN and not rumour
    face = style.colour if solid else "white"
    edge = "white" if solid else style.colour
    if rumour:
        axes.plot(x, y, "o", markersize=SIZE + 3, mfc="none", mec=style.colour, mew=0.5, zorder=4)
    axes.plot(
        x,
        y,
        marker=MarkerStyle(MARKERS[style.shape]),
        markersize=SIZE * (0.7 if period["reference"] else 1) * WIDER.get(style.shape, 1),
        markerfacecolor=face,
        markeredgecolor=edge,
        markeredgewidth=0.6 if solid else 1.4,
        zorder=5,
    )
    ink = style.ink if solid else TEXT
    axes.text(
        x,
        y,
        style.letter,
        fontsize=6,
        color=ink,
        ha="center",
        va="center",
        zorder=6,
        clip_on=True,
        parse_math=False,
    )

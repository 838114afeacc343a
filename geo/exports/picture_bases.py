"""The bases of a picture: markers with names, plain points where there are many, and the legend.

Places are Web Mercator as :func:`geo.exports.picture_outline.mercator` gives them.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Circle
from numpy.typing import NDArray

from geo.answers.changes import CHANGED, CLOSED, DOUBTFUL, OPENED, UNCHANGED, WORDS
from geo.exports.picture_letters import MORE, written
from geo.exports.picture_outline import LAND
from geo.exports.picture_room import Box, Room, typographic_point
from geo.style import OperatorStyle
from geo.time.presence import Presence
from geo.vocabulary import HELD

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
# A star looks smaller than it is wide.
WIDER = {"star": 1.5}
# points across a marker, and in one of a crowd
SIZE, SMALL = 11.0, 4.0
METRES_A_DEGREE = 111_320.0
# operators that a legend names before it counts the others
NAMED = 14
# columns of the legend, and the letters of an operator's name that fit one
COLUMNS, LETTERS = 4, 32

# size of the letters of a name
OF_BASE = 7
# what became of a base -> its sign, as on the screen
SIGNS = {WORDS[OPENED]: "+", WORDS[CLOSED]: "−", WORDS[CHANGED]: "↻", WORDS[DOUBTFUL]: "?"}
FAINT = 0.45

Styles = dict[str, OperatorStyle]
Write = Callable[[str], str]


def draw_bases(
    axes: Axes, periods: pd.DataFrame, styles: Styles, room: Room, write: Write = written
) -> None:
    """Draw markers, moved apart where they would lie on each other, then names where room is.

    ``write`` gives a name as the picture can write it, blank where it cannot.
    """
    point = room.point
    _draw_uncertainty(axes, periods, styles, least=_least_radius(point))
    taken: list[tuple[float, float]] = []
    names = []
    by_base: dict[str, list[dict[str, Any]]] = {}
    for period in periods.sort_values("presence", kind="stable").to_dict("records"):
        by_base.setdefault(period["base_id"], []).append(period)
    for records in by_base.values():
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
            _draw_marker(axes, place, y, styles[operator], period, write(styles[operator].letter))
        room.take((x - half, y - 6 * point, x + half, y + 6 * point))
        names.append((write(first["name"]), x, y, half))
    for name, x, y, half in names:
        _name(axes, name, (x, y, half), room)


def draw_changes(axes: Axes, bases: pd.DataFrame, styles: Styles, room: Room) -> None:
    """Draw what became of bases: a sign and a name for each that changed, a faint dot for the rest.

    ``bases`` have their places ``x`` and ``y``, a ``name``, an ``operator``, and a ``word`` of
    :data:`geo.answers.changes.WORDS`.
    """
    point = room.point
    same = bases["word"] == WORDS[UNCHANGED]
    half = SMALL / 2 * point
    for base in bases[same].to_dict("records"):
        x, y = base["x"], base["y"]
        colour = styles[base["operator"]].colour
        axes.plot(x, y, "o", markersize=SMALL, mfc=colour, mec="none", alpha=FAINT, zorder=4)
        room.take((x - half, y - half, x + half, y + half))
    taken: list[tuple[float, float]] = []
    names = []
    for base in bases[~same].to_dict("records"):
        home = (float(base["x"]), float(base["y"]))
        x, y = _free(home, taken, 15 * point)
        taken.append((x, y))
        if (x, y) != home:
            axes.plot([home[0], x], [home[1], y], color="#5a6672", linewidth=0.6, zorder=4)
        draw_sign(axes, (x, y), base["word"], styles[base["operator"]])
        room.take((x - 7 * point, y - 7 * point, x + 7 * point, y + 7 * point))
        names.append((written(base["name"]), (x, y, 7 * point)))
    for name, marker in names:
        _name(axes, name, marker, room)


def draw_sign(
    axes: Axes, place: tuple[float, float], word: str, style: OperatorStyle, larger: float = 1
) -> None:
    """Draw the sign of what became of a base, hollow where it closed."""
    closed = word == WORDS[CLOSED]
    axes.plot(
        *place,
        "o",
        markersize=(SIZE + 2) * larger,
        mfc="white" if closed else style.colour,
        mec=style.colour if closed else "white",
        mew=1.4 if closed else 0.6,
        zorder=5,
    )
    axes.text(
        *place,
        SIGNS[word],
        fontsize=10 * larger,
        fontweight="bold",
        color=TEXT if closed else style.ink,
        ha="center",
        va="center_baseline",
        zorder=6,
        clip_on=True,
    )


def draw_crowd(axes: Axes, periods: pd.DataFrame, styles: Styles, room: Room | None = None) -> None:
    """Draw a point for each period, without a name: all of one operator and presence at once.

    Where a room is given, they take some of it.
    """
    if room is not None:
        half = (SMALL / 2 + 0.5) * room.point
        places = zip(periods["x"].tolist(), periods["y"].tolist(), strict=True)
        room.take(*((x - half, y - half, x + half, y + half) for x, y in places))
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


def draw_legend(
    axes: Axes,
    periods: pd.DataFrame,
    styles: Styles,
    frame: Box,
    *,
    crowd: bool,
    write: Write = written,
    columns: int = COLUMNS,
) -> None:
    """Explain the markers and circles drawn, below the map, where they cover nothing.

    ``frame`` is west, east, south, north.
    """
    names = sorted(set(periods["operator"]))
    handles = [_sample(styles[name], write(name) or MORE) for name in names[:NAMED]]
    rest = len(names) - NAMED
    if rest > 0:
        handles.append(Line2D([], [], linestyle="none", label=f"and {rest} more"))
    hollow, rumoured = ~solid_ones(periods), ~periods["status"].isin(HELD)
    # In a crowd, where no ring is drawn, both look the same.
    possible = hollow if crowd else hollow & ~rumoured
    if possible.any():
        label = "possible or unconfirmed" if crowd and rumoured.any() else "possibly there"
        handles.append(Line2D([], [], linestyle="none", marker="o", mfc="w", mec=TEXT, label=label))
    if rumoured.any() and not crowd:
        label = "proposed or reported only"
        handles.append(Line2D([], [], linestyle="none", marker="$◎$", mec=TEXT, label=label))
    radii = _radii(periods)
    if not crowd and (radii > _least_radius(typographic_point(axes, frame))).any():
        label, dashes = "circle: base or part within it", (0, (5, 4))
        handles.append(Line2D([], [], linestyle=dashes, linewidth=0.6, color=TEXT, label=label))
    if not handles:
        return
    legend = axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, -0.005),
        ncols=columns,
        fontsize=7.5 if columns == COLUMNS else 6.2,
        frameon=False,
        borderaxespad=0,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def legend_rows(periods: pd.DataFrame, columns: int = COLUMNS) -> int:
    """Return the most rows that the legend of some periods can have."""
    operators = periods["operator"].nunique()
    return math.ceil((min(operators, NAMED) + (operators > NAMED) + 3) / columns)


def solid_ones(periods: pd.DataFrame) -> pd.Series:
    """Return which periods are drawn filled: those certainly there, not rumoured."""
    return (periods["presence"] == Presence.CERTAIN) & periods["status"].isin(HELD)


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


def _name(axes: Axes, text: str, marker: tuple[float, float, float], room: Room) -> None:
    """Write a name beside a marker, where there is room."""
    place = room.beside(text, marker, OF_BASE)
    if place is None:
        return
    axes.annotate(
        text,
        (place[0], place[1] + 2 * room.point),
        fontsize=OF_BASE,
        color=TEXT,
        # A stroke around the letters would turn them into shapes in an SVG.
        bbox={"facecolor": LAND, "alpha": 0.7, "linewidth": 0, "pad": 0.4},
        zorder=6,
        annotation_clip=True,
        parse_math=False,
    )


def _draw_uncertainty(axes: Axes, periods: pd.DataFrame, styles: Styles, *, least: float) -> None:
    """Draw around each base the circle in which it lies, where that is wider than ``least``.

    Mercator stretches by the same in both directions, so that a circle stays nearly one.
    """
    bases = periods.drop_duplicates("base_id")
    for period, radius in zip(bases.to_dict("records"), _radii(bases), strict=True):
        if radius > least:
            colour = styles[period["operator"]].colour
            circle = Circle((period["x"], period["y"]), radius, zorder=3)
            circle.set(facecolor=to_rgba(colour, 0.06), edgecolor=to_rgba(colour, 0.7))
            circle.set(linewidth=0.6, linestyle=(0, (5, 4)), gid=f"within-{period['base_id']}")
            axes.add_patch(circle)


def _radii(periods: pd.DataFrame) -> NDArray[np.float64]:
    """How far each place is uncertain, in degrees of the picture."""
    degrees = periods["coordinate_uncertainty_m"].to_numpy(float) / METRES_A_DEGREE
    return np.asarray(degrees / np.cos(np.radians(periods["latitude"].to_numpy(float))))


def _least_radius(point: float) -> float:
    """The radius from which a circle reaches out of a marker; ``point`` is a typographic one."""
    return 0.75 * SIZE * point


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
    axes: Axes, x: float, y: float, style: OperatorStyle, period: dict[str, Any], letter: str
) -> None:
    rumour = period["status"] not in HELD
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
        letter,
        fontsize=6,
        color=ink,
        ha="center",
        va="center",
        zorder=6,
        clip_on=True,
        parse_math=False,
    )

"""The map of a view as a picture for print: PNG or SVG, drawn without a browser.

Web Mercator, as on the screen; sizes in inches, 300 dots an inch.
"""

import io
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle

from geo.exports.picture_outline import (
    LAND,
    WATER,
    Box,
    draw_cities,
    draw_outline,
    mercator,
    room_beside,
)
from geo.presence import Presence
from geo.style import OperatorStyle, operator_styles
from geo.view import View

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
SIZE = 11.0
WIDER = {"star": 1.5}
# inches of one map with its title and its line of sources
WIDTH, HEIGHT = 9.6, 6.7


def render(views: list[View], kind: str, address: str = "") -> bytes:
    """Give one view, or two side by side, as ``png`` or ``svg``."""
    figure = Figure(
        figsize=(9.6 * len(views), 7.4),
        layout=ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.1),
        dpi=300,
    )
    FigureCanvasAgg(figure)
    for k, view in enumerate(views):
        _draw(figure.add_subplot(1, len(views), k + 1), view)
    gazetteer = views[0].gazetteer
    figure.supxlabel(
        f"{gazetteer.title}, version {gazetteer.version} ({gazetteer.licence}). "
        "Outline: Natural Earth, public domain. Sources of each date: see the gazetteer.",
        fontsize=7.5,
        color=TEXT,
        parse_math=False,
    )
    return _bytes(figure, kind)


def _bytes(figure: Figure, kind: str) -> bytes:
    import matplotlib as mpl

    buffer = io.BytesIO()
    # Text stays text, and the same view always gives the same bytes.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "base-atlas"}):
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(buffer, format=kind, metadata=metadata)
    return buffer.getvalue()


def _draw(axes: Axes, view: View) -> None:
    box = _frame(view)
    axes.set_facecolor(WATER)
    cities = draw_outline(axes, box)
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    point = (box[1] - box[0]) / (WIDTH * 72)
    boxes = _draw_bases(axes, _within(view, box), styles, box, point)
    draw_cities(axes, cities, boxes, box, point)
    axes.set_xlim(box[0], box[1])
    axes.set_ylim(box[2], box[3])
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    words = "1 base held" if str(view.held) == "1" else f"{view.held} bases held"
    axes.set_title(f"{view.selection.describe()}: {words}", fontsize=13, loc="left")
    _draw_scale(axes, box)
    _draw_legend(axes, view, styles)


def _frame(view: View) -> tuple[float, float, float, float]:
    bases = view.gazetteer.bases
    counted = bases[~bases["reference"]] if (~bases["reference"]).any() else bases
    x, y = mercator(counted["longitude"], counted["latitude"])
    margin = max(x.max() - x.min(), y.max() - y.min(), 2.0) * 0.12
    west, east = x.min() - margin, x.max() + margin
    south, north = y.min() - margin, y.max() + margin
    short = (east - west) * 0.62 - (north - south)
    return west, east, south - max(0, short) / 2, north + max(0, short) / 2


def _label(
    axes: Axes,
    text: str,
    place: tuple[float, float],
    shift: tuple[float, float],
    size: float,
    colour: str,
) -> None:
    axes.annotate(
        text,
        place,
        shift,
        textcoords="offset points",
        fontsize=size,
        color=colour,
        # A stroke around the letters would turn them into shapes in an SVG.
        bbox={"facecolor": LAND, "alpha": 0.7, "linewidth": 0, "pad": 0.4},
        zorder=6,
        annotation_clip=True,
        parse_math=False,
    )


def _within(view: View, box: tuple[float, float, float, float]) -> list[list[dict[str, Any]]]:
    """The periods there, base by base, that lie inside the frame; certain ones last."""
    found = []
    for _, rows in view.present.sort_values("presence").groupby("base_id", sort=False):
        x, y = mercator(rows["longitude"].iloc[0], rows["latitude"].iloc[0])
        if box[0] <= x <= box[1] and box[2] <= y <= box[3]:
            found.append(rows.to_dict("records"))
    return found


def _draw_bases(
    axes: Axes,
    bases: list[list[dict[str, Any]]],
    styles: dict[str, OperatorStyle],
    frame: Box,
    point: float,
) -> list[Box]:
    """Draw markers, moved apart where they would lie on each other, then names where room is.

    Gives the room that is taken. ``frame`` is west, east, south, north and ``point`` one
    typographic point, in units of the axes.
    """
    taken: list[tuple[float, float]] = []
    boxes: list[Box] = []
    names = []
    for periods in bases:
        first = periods[0]
        home = tuple(float(v) for v in mercator(first["longitude"], first["latitude"]))
        operators = list(dict.fromkeys(p["operator"] for p in periods))
        half = (6 + 6 * (len(operators) - 1)) * point
        x, y = _free(home, taken, 15 * point)
        taken.append((x, y))
        if (x, y) != home:
            axes.plot([home[0], x], [home[1], y], color="#5a6672", linewidth=0.6, zorder=4)
        for k, operator in enumerate(operators):
            period = next(p for p in reversed(periods) if p["operator"] == operator)
            place = x + (k - (len(operators) - 1) / 2) * 12 * point
            _draw_marker(axes, place, y, styles[operator], period)
        boxes.append((x - half, y - 6 * point, x + half, y + 6 * point))
        names.append((first["name"], x, y, half))
    for name, x, y, half in names:
        room = room_beside(name, (x, y, half), boxes, frame, point)
        if room is not None:
            boxes.append(room)
            _label(axes, name, (room[0], room[1] + 2 * point), (0, 0), 7, TEXT)
    return boxes


def _free(
    home: tuple[float, ...], taken: list[tuple[float, float]], apart: float
) -> tuple[float, float]:
    """The nearest place to a point, on widening circles, that no marker has taken."""
    for step in range(60):
        radius, angle = apart * (step + 7) / 8 * (step > 0), step * 2.4
        x, y = home[0] + radius * np.cos(angle), home[1] + radius * np.sin(angle)
        if all(np.hypot(x - ox, y - oy) >= apart for ox, oy in taken):
            return float(x), float(y)
    return float(home[0]), float(home[1])


def _draw_marker(
    axes: Axes, x: float, y: float, style: OperatorStyle, period: dict[str, Any]
) -> None:
    rumour = period["status"] in ("proposed", "reported")
    solid = period["presence"] == Presence.CERTAIN and not rumour
    face = style.colour if solid else "white"
    edge = "white" if solid else style.colour
    if rumour:
        axes.plot(x, y, "o", markersize=SIZE + 3, mfc="none", mec=style.colour, mew=0.5, zorder=4)
    axes.plot(
        x,
        y,
        marker=MarkerStyle(MARKERS[style.shape]),
        markersize=SIZE
        * (0.7 if period["reference"] else 1)
        * (1.5 if style.shape == "star" else 1),
        markerfacecolor=face,
        markeredgecolor=edge,
        markeredgewidth=0.6 if solid else 1.4,
        zorder=5,
    )
    ink = style.ink if solid else TEXT
    axes.text(
        x, y, style.letter, fontsize=6, color=ink, ha="center", va="center", zorder=6, clip_on=True
    )


def _draw_scale(axes: Axes, box: tuple[float, float, float, float]) -> None:
    middle = np.degrees(2 * np.arctan(np.exp(np.radians((box[2] + box[3]) / 2))) - np.pi / 2)
    km_a_degree = 111.32 * float(np.cos(np.radians(middle)))
    widths = (50, 100, 200, 500, 1000, 2000)
    fitting = [km for km in widths if km / km_a_degree < (box[1] - box[0]) / 4]
    km = fitting[-1] if fitting else 50
    x, y = box[0] + (box[1] - box[0]) * 0.03, box[2] + (box[3] - box[2]) * 0.04
    axes.plot([x, x + km / km_a_degree], [y, y], color=TEXT, linewidth=2)
    axes.annotate(f"{km} km", (x, y), (0, 4), textcoords="offset points", fontsize=7, color=TEXT)


def _draw_legend(axes: Axes, view: View, styles: dict[str, OperatorStyle]) -> None:
    names = sorted(set(view.present["operator"]))
    handles = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=MARKERS[styles[name].shape],
            markerfacecolor=styles[name].colour,
            markeredgecolor="white",
            markersize=9,
            label=name,
        )
        for name in names[:14]
    ]
    handles.append(
        Line2D([], [], linestyle="none", marker="o", mfc="white", mec=TEXT, label="possibly there")
    )
    handles.append(
        Line2D([], [], linestyle="none", marker="$◎$", mec=TEXT, label="proposed or reported only")
    )
    legend = axes.legend(handles=handles, loc="upper left", fontsize=7.5, framealpha=0.92)
    for text in legend.get_texts():
        text.set_parse_math(False)

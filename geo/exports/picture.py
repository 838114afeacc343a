"""The map of a view as a picture for print: PNG or SVG, drawn without a browser.

Web Mercator, as on the screen; sizes in inches, 300 dots an inch.
"""

import io
import textwrap
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.exports.about import about
from geo.exports.picture_bases import (
    TEXT,
    draw_bases,
    draw_crowd,
    draw_legend,
    legend_rows,
    typographic_point,
)
from geo.exports.picture_outline import WATER, Box, draw_cities, draw_outline, mercator
from geo.style import operator_styles
from geo.view import View

# inches of one map with the white around it, and of what stands above and below it without its
# lines: those of the foot, of the heading, and the rows of the legend
WIDTH, MARGIN = 9.6, 0.15
ABOVE, BELOW = 0.4, 0.3
LINE, HEADING, ROW = 0.13, 0.2, 0.17
# height of a map, as a part of its width
SHAPE = 0.62
# degrees of longitude that a map spans at least, so that a single base has surroundings
NARROWEST = 4.0
# bases of which each has a marker of its own and a name
CROWD = 300
SOURCES = "Outline: Natural Earth, public domain. Sources of each date: see the gazetteer."


def render(views: list[View], kind: str, address: str = "") -> bytes:
    """Give one view, or two side by side, as ``png`` or ``svg``.

    ``address`` is where the app runs, for the permanent link.
    """
    count = len(views)
    facts = _facts(views, address)
    foot = _foot(facts, 150 * count)
    heads = ["\n".join(textwrap.wrap(_heading(view), 100)) for view in views]
    above = ABOVE + HEADING * (1 + max(head.count("\n") for head in heads))
    below = BELOW + LINE * len(foot) + ROW * max(legend_rows(view.present) for view in views)
    map_wide = WIDTH - 2 * MARGIN
    height = above + map_wide * SHAPE + below
    figure = Figure(figsize=(WIDTH * count, height), dpi=300)
    FigureCanvasAgg(figure)
    for k, (view, head) in enumerate(zip(views, heads, strict=True)):
        left = (WIDTH * k + MARGIN) / (WIDTH * count)
        wide = map_wide / (WIDTH * count)
        axes = figure.add_axes((left, below / height, wide, map_wide * SHAPE / height))
        _draw(axes, view)
        axes.set_title(head, fontsize=11.5, loc="left", color=TEXT, parse_math=False)
    edge = MARGIN / (WIDTH * count)
    title, most = facts["title"], 80 * count
    title = title if len(title) <= most else f"{title[: most - 1]}…"
    style: dict[str, Any] = {"ha": "left", "color": TEXT, "parse_math": False}
    top = 1 - 0.1 / height
    figure.text(edge, top, title, fontsize=14, fontweight="bold", va="top", **style)
    figure.text(edge, 0.1 / height, "\n".join(foot), fontsize=7.5, va="bottom", **style)
    return _bytes(figure, kind, _metadata(facts, kind))


def _heading(view: View) -> str:
    words = "1 base held" if str(view.held) == "1" else f"{view.held} bases held"
    return f"{view.selection.describe()}: {words}"


def _facts(views: list[View], address: str) -> dict[str, str]:
    """What a picture says of itself; one of two dates leads to both of them."""
    view, *others = views
    for other in others:
        view = replace(view, selection=replace(view.selection, other=other.selection.date))
    facts = about(view, address)
    for name in ("selection", "date", "held"):
        facts[name] = " and ".join(about(each)[name] for each in views)
    return facts


def _foot(facts: dict[str, str], wide: int) -> list[str]:
    """The last lines: how to cite, licence and outline; ``wide`` is the letters of a line."""
    licence = f"{facts['licence']}. " if "licence" in facts else ""
    lines = [facts["cite"], licence + SOURCES]
    return [part for line in lines for part in textwrap.wrap(line, wide, break_on_hyphens=False)]


def _metadata(facts: dict[str, str], kind: str) -> dict[str, str | None]:
    """The facts in the file's own fields; the same view always gives the same bytes."""
    told = "\n".join(f"{name}: {value}" for name, value in facts.items())
    fields = {"Title": facts["title"], "Description": told, "Source": facts["cite"]}
    rights, moment = ("Rights", "Date") if kind == "svg" else ("Copyright", "Software")
    if "licence" in facts:
        fields[rights] = facts["licence"]
    return {**fields, moment: None}


def _bytes(figure: Figure, kind: str, metadata: dict[str, str | None]) -> bytes:
    buffer = io.BytesIO()
    # Text stays text, and the same view always gives the same bytes.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "base-atlas"}):
        figure.savefig(buffer, format=kind, metadata=metadata)
    return buffer.getvalue()


def _draw(axes: Axes, view: View) -> None:
    box = _frame(view)
    axes.set_facecolor(WATER)
    cities = draw_outline(axes, box)
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    inside = _within(view, box)
    crowd = inside["base_id"].nunique() > CROWD
    if crowd:
        draw_crowd(axes, inside, styles)
    else:
        boxes = draw_bases(axes, inside, styles, box)
        draw_cities(axes, cities, boxes, box, typographic_point(axes, box))
    axes.set_xlim(box[0], box[1])
    axes.set_ylim(box[2], box[3])
    axes.set_xticks([])
    axes.set_yticks([])
    _draw_scale(axes, box)
    draw_legend(axes, inside, styles, crowd=crowd)


def _frame(view: View) -> Box:
    """West, east, south, north around the bases that the filters let by, in the map's shape."""
    bases = view.gazetteer.bases
    matching = bases[bases.index.isin(view.periods["base_id"])]
    shown = matching if len(matching) else bases
    counted = shown[~shown["reference"]] if (~shown["reference"]).any() else shown
    x, y = mercator(counted["longitude"], counted["latitude"])
    margin = 0.24 * max(x.max() - x.min(), y.max() - y.min(), 2.0)
    wide = max(x.max() - x.min() + margin, (y.max() - y.min() + margin) / SHAPE, NARROWEST)
    middle_x, middle_y = (x.max() + x.min()) / 2, (y.max() + y.min()) / 2
    high = wide * SHAPE
    return middle_x - wide / 2, middle_x + wide / 2, middle_y - high / 2, middle_y + high / 2


def _within(view: View, box: Box) -> pd.DataFrame:
    """The periods there that lie inside the frame, with their places ``x`` and ``y``."""
    x, y = mercator(view.present["longitude"], view.present["latitude"])
    placed = view.present.assign(x=x, y=y)
    return placed[(box[0] <= x) & (x <= box[1]) & (box[2] <= y) & (y <= box[3])]


def _draw_scale(axes: Axes, box: Box) -> None:
    middle = np.degrees(2 * np.arctan(np.exp(np.radians((box[2] + box[3]) / 2))) - np.pi / 2)
    km_a_degree = 111.32 * float(np.cos(np.radians(middle)))
    widths = (50, 100, 200, 500, 1000, 2000)
    fitting = [km for km in widths if km / km_a_degree < (box[1] - box[0]) / 4]
    km = fitting[-1] if fitting else 50
    x, y = box[0] + (box[1] - box[0]) * 0.03, box[2] + (box[3] - box[2]) * 0.04
    axes.plot([x, x + km / km_a_degree], [y, y], color=TEXT, linewidth=2)
    axes.annotate(f"{km} km", (x, y), (0, 4), textcoords="offset points", fontsize=7, color=TEXT)

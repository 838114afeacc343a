"""The map of a view as a picture for print: PNG or SVG, drawn without a browser.

Web Mercator, as on the screen; sizes in inches, 300 dots an inch.
"""

import io
import textwrap
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.answers.searches import countries_without_a_base
from geo.answers.view import View
from geo.exports.about import about
from geo.exports.picture_bases import (
    COLUMNS,
    TEXT,
    Write,
    draw_bases,
    draw_crowd,
    draw_legend,
    legend_rows,
)
from geo.exports.picture_letters import written
from geo.exports.picture_outline import (
    WATER,
    draw_outline,
    mercator,
    name_cities,
    name_countries,
)
from geo.exports.picture_room import Box, Room
from geo.place.antimeridian import side_by_side
from geo.style import operator_styles
from geo.wording import held_in_words

# inches of the white around a map, and of what stands above and below it without its lines: those
# of the foot, of the heading, and the rows of the legend (ROW)
MARGIN = 0.15
ABOVE, BELOW = 0.4, 0.3
ROW = 0.17
# dots an inch on paper
PRINTED = 300
# lines that a title may take
TITLE_LINES = 3
# height of a map, as a part of its width
SHAPE = 0.62
# degrees of longitude that a map spans at least, so that a single base has surroundings
NARROWEST = 4.0
# bases of which each has a marker of its own and a name
CROWD = 300
SOURCES = "Outline: Natural Earth, public domain. Sources of each date: see the gazetteer."


@dataclass(frozen=True)
class Paper:
    """How a picture is laid out for print: inches across, and what fits into that.

    ``shape`` is the height of the map as a part of its width; ``title``, ``heading`` and ``foot``
    are the letters of a line; ``columns`` and ``row`` are those of the legend. A picture of fewer
    ``dots`` an inch than PRINTED is printed smaller by as much, with its letters.
    """

    width: float
    shape: float
    title: int
    title_size: float
    heading: int
    heading_size: float
    foot: int
    foot_size: float
    columns: int
    row: float = ROW
    dots: int = PRINTED


PAGE = Paper(9.6, SHAPE, 80, 14, 100, 11.5, 150, 7.5, COLUMNS)
# A column of a newspaper, 9 cm wide.
COLUMN = Paper(4.5, 0.9, 44, 11.5, 64, 9, 86, 6.2, 2, row=0.14, dots=240)


def render(
    views: list[View], kind: str, address: str = "", *, headline: str = "", paper: Paper = PAGE
) -> bytes:
    """Return one view, or two side by side, as ``png`` or ``svg``.

    ``address`` is where the app runs, for the permanent link; a ``headline`` of one's own stands
    in place of the gazetteer's title.
    """
    count = len(views)
    # Text of an SVG stays text, for which whoever opens it has letters.
    write = written if kind == "png" else _without_control_signs
    facts = _facts(views, address)
    foot = _foot({name: write(text) for name, text in facts.items()}, paper.foot * count)
    title = _title(write(headline or facts["title"]), paper.title * count)
    heads = ["\n".join(textwrap.wrap(write(_heading(view)), paper.heading)) for view in views]
    above = (
        ABOVE
        + paper.title_size / 60 * (len(title) - 1)
        + paper.heading_size / 58 * (1 + max(head.count("\n") for head in heads))
    )
    rows = max(legend_rows(view.present, paper.columns) for view in views)
    below = BELOW + paper.foot_size / 58 * len(foot) + paper.row * rows
    map_wide = paper.width - 2 * MARGIN
    height = above + map_wide * paper.shape + below
    figure = Figure(figsize=(paper.width * count, height), dpi=paper.dots)
    FigureCanvasAgg(figure)
    for k, (view, head) in enumerate(zip(views, heads, strict=True)):
        left = (paper.width * k + MARGIN) / (paper.width * count)
        wide = map_wide / (paper.width * count)
        axes = figure.add_axes((left, below / height, wide, map_wide * paper.shape / height))
        _draw(axes, view, write, paper)
        axes.set_title(head, fontsize=paper.heading_size, loc="left", color=TEXT, parse_math=False)
    edge = MARGIN / (paper.width * count)
    style: dict[str, Any] = {"ha": "left", "color": TEXT, "parse_math": False}
    top = 1 - 0.1 / height
    bold = {"fontsize": paper.title_size, "fontweight": "bold", "va": "top", **style}
    figure.text(edge, top, "\n".join(title), **bold)
    said = "\n".join(foot)
    figure.text(edge, 0.1 / height, said, fontsize=paper.foot_size, va="bottom", **style)
    return _bytes(figure, kind, metadata(facts, kind))


def _title(text: str, wide: int) -> list[str]:
    """A title in at most TITLE_LINES lines of so many letters."""
    lines = textwrap.wrap(text, wide)
    if len(lines) <= TITLE_LINES:
        return lines
    return [*lines[: TITLE_LINES - 1], f"{lines[TITLE_LINES - 1][: wide - 1]}…"]


def _without_control_signs(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def _heading(view: View) -> str:
    return f"{view.selection.describe()}: {held_in_words(view)}"


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


def metadata(facts: dict[str, str], kind: str) -> dict[str, str | None]:
    """Return facts in the own fields of a file; the same view always gives the same bytes."""
    told = "\n".join(f"{name}: {value}" for name, value in facts.items())
    fields = {"Title": facts["title"], "Description": told, "Source": facts["cite"]}
    rights, moment = ("Rights", "Date") if kind == "svg" else ("Copyright", "Software")
    if "licence" in facts:
        fields[rights] = facts["licence"]
    return {**fields, moment: None}


def _bytes(figure: Figure, kind: str, metadata: dict[str, str | None]) -> bytes:
    buffer = io.BytesIO()
    # How large a picture of dots is printed stands in the file.
    more: dict[str, Any] = {"pil_kwargs": {"dpi": (PRINTED, PRINTED)}} if kind == "png" else {}
    # Text stays text, and the same view always gives the same bytes.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "base-atlas"}):
        figure.savefig(buffer, format=kind, metadata=metadata, **more)
    return buffer.getvalue()


def _draw(axes: Axes, view: View, write: Write, paper: Paper) -> None:
    box = frame_of(view, paper.shape)
    axes.set_facecolor(WATER)
    countries, cities = draw_outline(axes, box)
    room = Room(axes, box)
    room.take(_draw_scale(axes, box, room.point))
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    seen = within(view, box)
    crowd = seen["base_id"].nunique() > CROWD
    without = set(countries_without_a_base(view)["country"])
    if crowd:
        # Points of a crowd lie on the names of countries, for which there would be no room.
        draw_crowd(axes, seen, styles)
        name_countries(axes, countries, room, without)
    else:
        draw_bases(axes, seen, styles, room, write)
        name_countries(axes, countries, room, without)
        name_cities(axes, cities, room)
    axes.set_xlim(box[0], box[1])
    axes.set_ylim(box[2], box[3])
    axes.set_xticks([])
    axes.set_yticks([])
    draw_legend(axes, seen, styles, box, crowd=crowd, write=write, columns=paper.columns)


def frame_of(view: View, shape: float = SHAPE) -> Box:
    """Return west, east, south, north around the bases that the filters let by.

    ``shape`` is the height of the map as a part of its width.
    """
    bases = view.gazetteer.bases
    matching = bases[bases.index.isin(view.periods["base_id"])]
    shown = matching if len(matching) else bases
    counted = shown[~shown["reference"]] if (~shown["reference"]).any() else shown
    x, y = mercator(side_by_side(counted["longitude"]), counted["latitude"])
    margin = 0.24 * max(x.max() - x.min(), y.max() - y.min(), 2.0)
    wide = max(x.max() - x.min() + margin, (y.max() - y.min() + margin) / shape, NARROWEST)
    middle_x, middle_y = (x.max() + x.min()) / 2, (y.max() + y.min()) / 2
    high = wide * shape
    return middle_x - wide / 2, middle_x + wide / 2, middle_y - high / 2, middle_y + high / 2


def within(view: View, box: Box) -> pd.DataFrame:
    """Return the periods there that lie inside the frame, with their places ``x`` and ``y``."""
    return inside(view.present, box)


def inside(periods: pd.DataFrame, box: Box) -> pd.DataFrame:
    """Return the periods that lie inside the frame, with their places ``x`` and ``y``."""
    x, y = mercator(periods["longitude"], periods["latitude"])
    # A frame across 180 degrees goes on beyond it.
    x = np.where(x < box[0], x + 360, x)
    placed = periods.assign(x=x, y=y)
    return placed[(box[0] <= x) & (x <= box[1]) & (box[2] <= y) & (y <= box[3])]


def _draw_scale(axes: Axes, box: Box, point: float) -> Box:
    """Draw how long some kilometres are, and give the room that takes."""
    middle = np.degrees(2 * np.arctan(np.exp(np.radians((box[2] + box[3]) / 2))) - np.pi / 2)
    km_a_degree = 111.32 * float(np.cos(np.radians(middle)))
    widths = (50, 100, 200, 500, 1000, 2000)
    fitting = [km for km in widths if km / km_a_degree < (box[1] - box[0]) / 4]
    km = fitting[-1] if fitting else 50
    x, y = box[0] + (box[1] - box[0]) * 0.03, box[2] + (box[3] - box[2]) * 0.04
    axes.plot([x, x + km / km_a_degree], [y, y], color=TEXT, linewidth=2)
    axes.annotate(f"{km} km", (x, y), (0, 4), textcoords="offset points", fontsize=7, color=TEXT)
    return x - 4 * point, y - 4 * point, x + km / km_a_degree + 4 * point, y + 14 * point

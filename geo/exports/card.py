"""The picture of a view for link previews: 1200 by 630 points, legible when it is shown small."""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from PIL.Image import Image, fromarray

from geo.answers.changes import WORDS, Difference, compare, two_dates
from geo.answers.searches import countries_without_a_base
from geo.answers.view import View, look
from geo.exports.picture import CROWD, frame_of, inside, metadata, within
from geo.exports.picture_bases import (
    FAINT,
    MARKERS,
    SIGNS,
    SMALL,
    TEXT,
    WIDER,
    draw_bases,
    draw_changes,
    draw_crowd,
    draw_sign,
)
from geo.exports.picture_letters import MORE, in_lines, written
from geo.exports.picture_outline import (
    WATER,
    Places,
    draw_outline,
    mercator,
    name_cities,
    name_countries,
)
from geo.exports.picture_room import Box, Room, text_width
from geo.style import OperatorStyle, operator_styles
from geo.time.dates import day_in_words
from geo.wording import APP, held_in_words, holders_in_words, time_in_words

WIDTH, HEIGHT = 1200, 630
# More dots an inch than a screen has: letters are large beside what they stand on.
DOTS = 165
# what the sizes of letters in the panel, in typographic points, are multiplied by
LARGER = 200 / DOTS
# the part of the card that is text, and its left edge; height of the map as a part of its width
PANEL, EDGE = 0.36, 0.025
SHAPE = HEIGHT / (WIDTH * (1 - PANEL))
# height of a line, and of what stands at the foot, as parts of the card's
LINE, FOOT = 0.062, 0.24
# degrees of longitude around a chosen base
NEAR = 8.0
QUIET = "#4d5b68"

# text, size of its letters, the most lines, and whether it steps back
Head = tuple[str, float, int, bool]
# what draws a sign at a place of the panel
Sign = Callable[[Axes, tuple[float, float]], None]
# a sign, what it stands for, and what must not be cut off
Line = tuple[Sign | None, str, str]


def render(view: View, *, headline: str = "", facts: dict[str, str] | None = None) -> bytes:
    """Return the card of a view as PNG: its time, its count and its operators beside its map.

    Of a view that names a second date it is what became of the bases between the two. A
    ``headline`` of one's own stands above it; ``facts`` about it go into the file's own fields.
    """
    buffer = io.BytesIO()
    # The same view always gives the same bytes.
    fields = {"Software": None, "Title": view.gazetteer.title}
    told = fields if facts is None else metadata(facts, "png")
    draw(view, headline).canvas.print_png(buffer, metadata=told)  # type: ignore[attr-defined]
    return buffer.getvalue()


def draw(view: View, headline: str = "") -> Figure:
    """Return the card of a view as it is drawn: its map first, then its panel."""
    figure, axes, panel = _blank()
    if view.selection.other is None:
        _draw_map(axes, view)
        _write_panel(panel, view, headline)
    else:
        _compare(axes, panel, view, headline)
    return figure


class Cards:
    """The cards of one gazetteer and one set of filters; what they have in common is drawn once."""

    def __init__(self, view: View, headline: str = "") -> None:
        """Draw the ground of the cards, which differ from that of ``view`` in their date alone."""
        self._headline = headline
        figure, self._map, self._panel = _blank()
        self._canvas: Any = figure.canvas
        self._box, _ = drawn(view)
        _, self._countries, self._cities = _begin_map(self._map, self._box)
        _end_map(self._map, self._box)
        self._canvas.draw()
        self._ground = self._copy()
        self._bases: tuple[Any, Any] = (None, None)

    def draw(self, view: View) -> Image:
        """Return the card of a view, 1200 by 630 pixels."""
        # From one date to the next the bases are often the same.
        key = _seen(view)
        if self._bases[0] != key:
            self._canvas.restore_region(self._ground)
            self._add(self._map, lambda: self._draw_bases(view))
            self._bases = key, self._copy()
        self._canvas.restore_region(self._bases[1])
        self._add(self._panel, lambda: _write_panel(self._panel, view, self._headline))
        return fromarray(np.asarray(self._canvas.buffer_rgba())[:, :, :3].copy())

    def _draw_bases(self, view: View) -> None:
        room = Room(self._map, self._box)
        _draw_bases(self._map, view, room, self._countries, self._cities)

    def _copy(self) -> Any:
        return self._canvas.copy_from_bbox(self._canvas.figure.bbox)

    def _add(self, axes: Axes, draw: Callable[[], None]) -> None:
        """Draw something over what is drawn already, and forget it."""
        before = {id(artist) for artist in axes.get_children()}
        draw()
        added = [artist for artist in axes.get_children() if id(artist) not in before]
        for artist in sorted(added, key=lambda artist: artist.get_zorder()):
            axes.draw_artist(artist)
            artist.remove()


def _seen(view: View) -> Any:
    """What the map of a card depends on, besides its filters."""
    without = tuple(countries_without_a_base(view)["country"])
    return view.selection.base, tuple(view.present.index), tuple(view.present["presence"]), without


def _blank() -> tuple[Figure, Axes, Axes]:
    """A card with nothing on it: its figure, its map and its panel."""
    figure = Figure(figsize=(WIDTH / DOTS, HEIGHT / DOTS), dpi=DOTS)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((PANEL, 0, 1 - PANEL, 1))
    panel = figure.add_axes((0, 0, PANEL, 1))
    panel.set_xlim(0, 1)
    panel.set_ylim(0, 1)
    panel.axis("off")
    return figure, axes, panel


def _write_panel(panel: Axes, view: View, headline: str) -> None:
    lines = [] if view.base is not None else _operators(view)
    _write(panel, view, [*_own(headline), *_heads(view)], lines)


def _own(headline: str) -> list[Head]:
    return [(headline, 8.5, 3, False)] if headline else []


def _compare(axes: Axes, panel: Axes, view: View, headline: str) -> None:
    """Draw and write what became of the bases held between the two dates of a view."""
    days = two_dates(view.selection, view.gazetteer)
    sides = [look(view.gazetteer, replace(view.selection, date=day, window=None)) for day in days]
    found = compare(*sides)
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    box = frame_of(view, SHAPE)
    room, countries, cities = _begin_map(axes, box)
    draw_changes(axes, _changed(found, sides, box), styles, room)
    name_countries(axes, countries, room, set())
    name_cities(axes, cities, room)
    _end_map(axes, box)
    counts = Counter(difference.word for difference in found)
    lines = [(_sign(word), word, f": {counts[word]}") for word in WORDS.values() if counts[word]]
    heads = [
        *_own(headline),
        ("\nto ".join(map(day_in_words, days)), 10.0, 3, False),
        (f"{sides[0].held} → {sides[1].held} bases held", 9.5, 2, False),
        (view.selection.describe_filters(), 7.5, 3, True),
    ]
    _write(panel, view, heads, lines)


def _changed(found: Sequence[Difference], sides: Sequence[View], box: Box) -> pd.DataFrame:
    """The bases that differences are about, where they lie in a frame, with who has or had them."""
    there = pd.concat([side.present[side.present["held"]] for side in sides])
    last = there.drop_duplicates("base_id", keep="last").set_index("base_id")
    told = last.loc[[difference.base_id for difference in found]]
    told = told.assign(word=[difference.word for difference in found])
    return inside(told, box)


def drawn(view: View) -> tuple[Box, pd.DataFrame]:
    """Return what of the world a card shows, and the periods that are on it."""
    box = frame_of(view, SHAPE) if view.base is None else _around(view.base, SHAPE)
    return box, within(view, box)


def _draw_map(axes: Axes, view: View) -> None:
    box, _ = drawn(view)
    room, countries, cities = _begin_map(axes, box)
    _draw_bases(axes, view, room, countries, cities)
    _end_map(axes, box)


def _draw_bases(axes: Axes, view: View, room: Room, countries: Places, cities: Places) -> None:
    """Draw the bases of a view, and then the names for which they leave room."""
    seen = within(view, room.frame)
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    without = set(countries_without_a_base(view)["country"])
    if view.base is not None:
        chosen = seen["base_id"] == view.selection.base
        draw_crowd(axes, seen[~chosen], styles, room)
        draw_bases(axes, seen[chosen], styles, room)
        if not chosen.any():
            _mark_absent(axes, view.base, room)
    elif seen["base_id"].nunique() > CROWD:
        draw_crowd(axes, seen, styles)
    else:
        draw_bases(axes, seen, styles, room)
    name_countries(axes, countries, room, without)
    if seen["base_id"].nunique() <= CROWD:
        name_cities(axes, cities, room)


def _begin_map(axes: Axes, box: Box) -> tuple[Room, Places, Places]:
    """Draw the outline, and give the room on it and the places of countries and cities."""
    axes.set_facecolor(WATER)
    # Moving markers apart needs the limits, which drawing the outline may change.
    _limit(axes, box)
    countries, cities = draw_outline(axes, box)
    _limit(axes, box)
    return Room(axes, box), countries, cities


def _end_map(axes: Axes, box: Box) -> None:
    _limit(axes, box)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)


def _limit(axes: Axes, box: Box) -> None:
    axes.set_xlim(box[0], box[1])
    axes.set_ylim(box[2], box[3])


def _around(base: pd.Series, shape: float) -> Box:
    """West, east, south, north of a map with a base in its middle."""
    x, y = (float(v) for v in mercator(base["longitude"], base["latitude"]))
    return x - NEAR / 2, x + NEAR / 2, y - NEAR * shape / 2, y + NEAR * shape / 2


def _mark_absent(axes: Axes, base: pd.Series, room: Room) -> None:
    """Draw a ring and a name where the chosen base is not."""
    x, y = (float(v) for v in mercator(base["longitude"], base["latitude"]))
    half = 6 * room.point
    room.take((x - half, y - half, x + half, y + half))
    axes.plot(x, y, "o", markersize=9, mfc="none", mec=QUIET, mew=1.2, zorder=5)
    name = written(str(base["name"]))
    place = room.beside(name, (x, y, half), 7)
    if place is not None:
        style: dict[str, Any] = {"fontsize": 7, "color": QUIET, "parse_math": False, "zorder": 6}
        axes.text(place[0], place[1] + 2 * room.point, name, **style)


def _write(panel: Axes, view: View, heads: Sequence[Head], lines: Sequence[Line]) -> None:
    """Write the panel from top to bottom: its heads, its lines, and the app's name at its foot."""
    left, top = EDGE / PANEL, 0.95
    for text, size, rows, quiet in heads:
        fitting = _fitting(panel, text, size, rows, bold=True)
        if fitting:
            _say(panel, (left, top), "\n".join(fitting), size, bold=True, quiet=quiet)
            top -= len(fitting) * size * 0.0074 + 0.035
    for draw, text, end in _as_many(lines, int((top - FOOT) / LINE)):
        if draw is not None:
            draw(panel, (left + 0.03, top - 0.02))
        (shown,) = _fitting(panel, text, 7.5, 1, indent=0.085, end=end) or [MORE]
        _say(panel, (left + 0.085, top), f"{shown}{end}", 7.5)
        top -= LINE
    _say(panel, (left, 0.155), APP, 8.5, bold=True, foot=True)
    _say(panel, (left, 0.035), "\n".join(_credit(panel, view)), 5.6, quiet=True, foot=True)


def _credit(panel: Axes, view: View) -> list[str]:
    """Whose data a card shows, of which version, and under which licence, in three lines."""
    gazetteer = view.gazetteer
    rest = ". ".join(filter(None, (f"Version {gazetteer.version}", gazetteer.licence)))
    title = _fitting(panel, gazetteer.title, 5.6, 2)
    return [*title, *_fitting(panel, rest, 5.6, 1)]


def _as_many(lines: Sequence[Line], most: int) -> list[Line]:
    """The lines for which there is room, and how many more there are."""
    if len(lines) <= most:
        return [*lines]
    return [*lines[: most - 1], (None, f"and {len(lines) - most + 1} more", "")] if most > 0 else []


def _fitting(
    panel: Axes,
    text: str,
    size: float,
    rows: int,
    *,
    bold: bool = False,
    indent: float = 0.0,
    end: str = "",
) -> list[str]:
    """Text as the panel can write it, in lines that end before the map, with room for an end."""
    wide = (1 - EDGE / PANEL - indent - 0.02) * WIDTH * PANEL * 72 / DOTS

    def fits(line: str) -> bool:
        return text_width(panel, f"{line}{end}", size * LARGER, bold=bold) <= wide

    return in_lines(written(text), fits, rows)


def _heads(view: View) -> list[Head]:
    """What stands above the operators."""
    time = time_in_words(view.selection).replace(" to ", "\nto ")
    filters = (view.selection.describe_filters(), 7.5, 3, True)
    if view.base is None:
        return [
            (time, 12.0 if view.selection.window is None else 10.0, 3, False),
            (held_in_words(view), 9.5, 2, False),
            filters,
        ]
    holders = holders_in_words(view)
    # A name in letters that a picture lacks stands under its identifier, which has none of them.
    name = str(view.base["name"])
    return [
        (name if written(name) else str(view.base.name), 12.0, 3, False),
        (time, 9.5, 3, False),
        (holders[0].upper() + holders[1:], 9.5, 3, False),
        filters,
    ]


def _say(
    panel: Axes,
    place: tuple[float, float],
    text: str,
    size: float,
    *,
    bold: bool = False,
    quiet: bool = False,
    foot: bool = False,
) -> None:
    panel.text(
        *place,
        text,
        fontsize=size * LARGER,
        fontweight="bold" if bold else "normal",
        color=QUIET if quiet else TEXT,
        va="bottom" if foot else "top",
        parse_math=False,
    )


def _operators(view: View) -> list[Line]:
    """A marker and a line for each operator, those with most bases first."""
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    ordered = sorted(view.by_operator.items(), key=lambda item: (-item[1].possible, item[0]))
    return [(_marker(styles[name]), name, f": {count}") for name, count in ordered]


def _marker(style: OperatorStyle) -> Sign:
    def draw(panel: Axes, place: tuple[float, float]) -> None:
        panel.plot(
            *place,
            marker=MarkerStyle(MARKERS[style.shape]),
            markersize=6.5 * LARGER * WIDER.get(style.shape, 1),
            markerfacecolor=style.colour,
            markeredgecolor="none",
        )

    return draw


def _sign(word: str) -> Sign:
    """What draws the sign of a word as the map has it, in no operator's colour."""
    plain = OperatorStyle("", QUIET, "", "circle", "#ffffff")

    def draw(panel: Axes, place: tuple[float, float]) -> None:
        if word in SIGNS:
            draw_sign(panel, place, word, plain, larger=0.85)
        else:
            panel.plot(*place, "o", markersize=SMALL * LARGER, mfc=QUIET, mec="none", alpha=FAINT)

    return draw

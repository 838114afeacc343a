"""The time line of a view as a moving picture: GIF, each frame the card of its day.

A GIF has 256 colours, the same for all frames here, so that no ground shimmers.
"""

import io
from collections.abc import Callable
from dataclasses import replace

from PIL.Image import Dither, Image, Quantize, new

from geo.answers import citation
from geo.answers.view import View, look
from geo.exports.about import in_lines
from geo.exports.card import Cards
from geo.time.calendar import Day, day_number, from_day

# A change of brightness may come three times a second at most (WCAG 2.2, 2.3.1): here the whole
# picture could change with each frame, and comes no faster than that.
FRAME_MS, LAST_MS = 400, 2800
MOST_FRAMES = 85
# Months from one frame to the next: the least of these that needs no more frames than that.
STEPS = (3, 6, 12, 24, 60, 120, 240, 600, 1_200, 6_000, 12_000, 60_000)
# Frames whose colours the 256 are chosen from.
SAMPLES = 6

Progress = Callable[[float], object]


def timeline(view: View) -> View:
    """Return a view with its filters, between the first and the last day of its time line."""
    whole = citation.whole(view)
    span = view.selection.window or (view.gazetteer.first, view.gazetteer.last)
    return look(view.gazetteer, replace(whole.selection, window=span))


def days_of(view: View) -> list[Day]:
    """Return the days of the frames: the first of all, then the first day of each quarter.

    Where that would be too many they are those of half years, years, and so on. A window is its
    own time line, else that is the whole time of the gazetteer.
    """
    first, last = view.selection.window or (view.gazetteer.first, view.gazetteer.last)
    months = last.year * 12 + last.month - first.year * 12 - first.month
    step = next(step for step in STEPS if months // step + 2 <= MOST_FRAMES or step == STEPS[-1])
    begun = (first.year * 12 + first.month - 1) // step * step
    end = last.year * 12 + last.month
    starts = [_first_of_month(month) for month in range(begun, end, step)]
    return [first, *(day for day in starts if first < day <= last)]


def seconds(frames: int) -> float:
    """Return how long a moving picture of so many frames takes to be seen once."""
    return ((frames - 1) * FRAME_MS + LAST_MS) / 1000


def render(
    view: View, address: str = "", *, headline: str = "", progress: Progress | None = None
) -> bytes:
    """Return the moving picture of a view; ``progress`` hears of each frame (0 to 1).

    Whatever ``progress`` raises ends the work. ``address`` is where the app runs.
    """
    whole = timeline(view)
    views = [on(whole, day) for day in days_of(whole)]
    pictures = Cards(views[0], headline)
    cards = []
    for k, each in enumerate(views):
        cards.append(pictures.draw(each))
        if progress is not None:
            progress((k + 1) / (len(views) + 1))
    colours = palette(cards)
    frames = [in_colours(drawn, colours) for drawn in cards]
    if progress is not None:
        progress(1.0)
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        "GIF",
        save_all=True,
        append_images=frames[1:],
        duration=[FRAME_MS] * (len(frames) - 1) + [LAST_MS],
        loop=0,
        # What a frame does not change stays from the one before.
        disposal=1,
        optimize=False,
        comment=in_lines(whole, address).encode(),
    )
    return buffer.getvalue()


def on(view: View, day: Day) -> View:
    """Return a view with its filters, on one day."""
    return look(view.gazetteer, replace(view.selection, date=day, window=None))


def palette(cards: list[Image]) -> Image:
    """Return an image that has the colours of all frames, chosen from some of them."""
    chosen = cards[:: max(1, len(cards) // SAMPLES)]
    wide, high = chosen[0].size
    strip = new("RGB", (wide, high * len(chosen)))
    for k, drawn in enumerate(chosen):
        strip.paste(drawn, (0, high * k))
    return strip.quantize(256, method=Quantize.MEDIANCUT, dither=Dither.NONE)


def in_colours(card: Image, colours: Image) -> Image:
    """Return a card in the colours of a :func:`palette`, without dots of others mixed in."""
    return card.quantize(palette=colours, dither=Dither.NONE)


def _first_of_month(month: int) -> Day:
    """The first day of a month, counted from January of the year 0."""
    year, rest = divmod(month, 12)
    return from_day(day_number(year, rest + 1, 1))

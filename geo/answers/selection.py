"""What a reader asked for: filters, time, a chosen base, and what single pages add to it.

All of it is in the link (``geo.answers.link``).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer.model import Gazetteer
from geo.place.names import search_form
from geo.time import dates
from geo.time.dates import Day

# key in the URL -> field here, column of the periods; the order is the order in words
FILTERS = {
    "country": ("countries", "country"),
    "operator": ("operators", "operator"),
    "status": ("statuses", "status"),
    "kind": ("kinds", "kind"),
}
LONGEST_TEXT = 100
# Orders of the lanes, and what distances are measured to; the first where nothing is chosen.
ORDERS = ("country", "operator", "start")
TARGETS = ("border", "city", "base")
# How two dates are compared: by one map of what changed, or by two of them side by side.
MAPS = ("one", "two")


@dataclass(frozen=True)
class Selection:
    """Filters, time and chosen base; empty tuples filter nothing out.

    ``window`` is None where the map is read as of ``date``; ``named`` are the bases that an event
    names on the map; ``other`` is the date that ``date`` is compared with.

    The others belong to single pages. ``sight`` is the middle of the map and its zoom (latitude and
    longitude in degrees), None where it shows all bases; ``closed`` says whether closed bases are
    shown, None where that depends on their number. ``order`` is that of the lanes, one of ORDERS;
    ``maps`` is how two dates are compared, one of MAPS.
    ``event_kinds`` and ``event_bases`` are the events listed, ``stop`` is that of the tour, 0
    before it has begun. Distances go from ``starts`` to ``target``, one of TARGETS: countries of
    ``borders``, or ``cities`` by city_id; None where the page chooses, empty where the reader has
    emptied it. ``rings`` are radii in kilometres as they were typed; ``point`` is a place on the
    map (latitude, longitude).
    """

    date: Day
    window: tuple[Day, Day] | None = None
    countries: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    text: str = ""
    base: str | None = None
    other: Day | None = None
    named: tuple[str, ...] = ()
    sight: tuple[float, float, float] | None = None
    closed: bool | None = None
    order: str = ORDERS[0]
    maps: str = MAPS[0]
    event_kinds: tuple[str, ...] = ()
    event_bases: tuple[str, ...] = ()
    stop: int = 0
    starts: tuple[str, ...] | None = None
    target: str = TARGETS[0]
    borders: tuple[str, ...] | None = None
    cities: tuple[str, ...] | None = None
    rings: tuple[str, ...] = ()
    point: tuple[float, float] | None = None

    def describe(self) -> str:
        """Return the selection in words: "1 June 2005 · Kyrgyzstan · Russia, United States"."""
        parts = [_time_in_words(self)]
        parts += [", ".join(getattr(self, field)) for field, _ in FILTERS.values()]
        if self.text:
            parts.append(f"“{self.text}”")
        return " · ".join(filter(None, parts))

    def describe_filters(self) -> str:
        """Return the filters alone in words, blank where there are none."""
        return self.describe().partition(" · ")[2]

    def stamp(self) -> str:
        """Return the date or the window for the name of a file: 2002-01-01-to-2003-06-30."""
        return "-to-".join(edge.isoformat() for edge in self.window or (self.date,))

    def matches(self, gazetteer: Gazetteer, *, without: str = "") -> NDArray[np.bool_]:
        """Return for each period whether the filters let it through; time is not asked.

        ``without`` is the key of a filter to leave aside.
        """
        found = np.ones(len(gazetteer.periods), dtype=bool)
        for key, (field, column) in FILTERS.items():
            wanted = getattr(self, field)
            if wanted and key != without:
                found &= gazetteer.coded[column].among(wanted)
        for word in search_form(self.text).split():
            found &= gazetteer.searched.str.contains(word, regex=False).to_numpy()
        return found


def _time_in_words(selection: Selection) -> str:
    if selection.window is None:
        return dates.day_in_words(selection.date)
    return " to ".join(dates.day_in_words(edge) for edge in selection.window)

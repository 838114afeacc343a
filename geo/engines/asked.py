"""What a reader asks of a table, read from an address: the words that every address of ours has."""

from collections.abc import Mapping, Sequence

from geo.answers.selection import LONGEST_TEXT
from geo.engines.columns import GRID_BITS
from geo.engines.questions import NARROWING, Asked
from geo.engines.table import Facts
from geo.errors import GeoError
from geo.time import dates
from geo.time.typed import read_typed

Query = Mapping[str, Sequence[str]]

# words of one filter that an address may have
MOST_WORDS = 100


class AskedError(GeoError):
    """Raised for an address that makes no sense; the message says what is wrong."""


def read_asked(query: Query, facts: Facts) -> Asked:
    """Return what an address asks for; raises AskedError.

    ``date``, or ``from`` and ``to``; ``country``, ``operator``, ``status``, ``kind`` and ``q``;
    ``part``: west, north, east and south on the grid of :mod:`geo.engines.columns`.
    """
    words = {key: tuple(dict.fromkeys(filter(None, query.get(key, ())))) for key in NARROWING}
    for key, chosen in words.items():
        if len(chosen) > MOST_WORDS:
            raise AskedError(f"{key} has more than {MOST_WORDS} values.")
    return Asked(
        _days(query, facts),
        {key: chosen for key, chosen in words.items() if chosen},
        _word(query, "q").strip()[:LONGEST_TEXT],
        _part(_word(query, "part")),
    )


def read_shift(query: Query) -> int:
    """Return how wide the cells are to be, as a power of two on the grid; raises AskedError."""
    text = _word(query, "shift")
    if text.isdecimal() and 0 <= int(text) <= GRID_BITS:
        return int(text)
    raise AskedError(f"shift is a number from 0 to {GRID_BITS}.")


def read_place(query: Query) -> tuple[float, float]:
    """Return the latitude and the longitude of ``point``; raises AskedError."""
    try:
        latitude, longitude = map(float, _word(query, "point").split(","))
    except ValueError:
        raise AskedError("point is a latitude and a longitude, such as 42.9,74.6.") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise AskedError("point is not on the globe.")
    return latitude, longitude


def _word(query: Query, key: str) -> str:
    return next(iter(query.get(key, ())), "")


def _days(query: Query, facts: Facts) -> tuple[int, ...]:
    first, last = dates.to_day(facts.first), dates.to_day(facts.last)
    edges = [_day(_word(query, "from"), "from"), _day(_word(query, "to"), "to", end=True)]
    if any(edge is not None for edge in edges):
        begin, end = (
            known if edge is None else edge
            for edge, known in zip(edges, (first, last), strict=True)
        )
        return tuple(min(max(day, first), last) for day in sorted((begin, end)))
    day = _day(_word(query, "date"), "date")
    return (min(max(dates.to_day(facts.opening) if day is None else day, first), last),)


def _day(text: str, key: str, *, end: bool = False) -> int | None:
    if not text:
        return None
    typed = read_typed(text)
    if typed is None:
        raise AskedError(f"{key} is not a date like 2005-06-01.")
    return dates.to_day(typed.last if end else typed.first)


def _part(text: str) -> tuple[int, int, int, int] | None:
    if not text:
        return None
    side = 1 << GRID_BITS
    try:
        west, north, east, south = (min(max(int(edge), 0), side) for edge in text.split(","))
    except ValueError:
        raise AskedError("part is west, north, east and south, such as 0,0,4096,4096.") from None
    return west, north, east, south

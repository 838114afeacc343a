"""Which column of a reader's file is which: by its name, and by whether its values fit."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from geo.importer import coordinates, written_dates
from geo.importer.written_dates import DateRules, UnreadableDateError
from geo.place import footprint
from geo.place.names import fold

REQUIRED = ("name", "latitude", "longitude", "operator", "country", "start", "end")
OPTIONAL = (
    "kind",
    "status",
    "unit",
    "local_names",
    "also_found_by",
    "coordinate_uncertainty_m",
    "coordinate_type",
    "icao",
    "sources",
    "note",
    "reference",
    footprint.COLUMN,
    "base_id",
    "period_id",
)
FIELDS = (*REQUIRED, *OPTIONAL)
# A column of points is cut into two of these before anything is read of it.
POINT = "point"

NAMES = Path(__file__).with_name("columns.toml")
_OWN, _LOOSE = 0, 1
# As many cells of a column are looked at, and as large a part of them has to fit.
_LOOKED_AT = 100
_FITTING = 0.5


@dataclass(frozen=True)
class Parts:
    """The columns of year, month and day that together are one date; blank where there is none."""

    year: str
    month: str
    day: str = ""


def recognise(header: Iterable[str]) -> dict[str, str]:
    """Return the column of each field by the names alone.

    The field's own name wins, then one that means nothing else, then the first.
    """
    best: dict[str, tuple[int, bool, str]] = {}
    for column in header:
        for field, rank in _spellings().get(_plain(column), ()):
            named = (rank, _plain(column) != _plain(field))
            if field != POINT and (field not in best or named < best[field][:2]):
                best[field] = (*named, column)
    return {field: column for field, (*_, column) in best.items()}


def recognise_fitting(table: pd.DataFrame) -> dict[str, str]:
    """Return the column of each field by names and values.

    A column whose values do not fit is taken only where it has the field's own name and there is no
    other: then its cells are reported as wrong, one by one. No column is taken for two fields.
    """
    named = [
        (field, rank, place, str(column))
        for place, column in enumerate(table.columns)
        for field, rank in _spellings().get(_plain(str(column)), ())
        if field != POINT
    ]
    scored = sorted(
        (not fits, rank, _plain(column) != _plain(field), empty, place, field, column)
        for field, rank, place, column in named
        if (fits := _fits(field, rank, table[column])) or rank == _OWN
        for empty in [not (table[column].iloc[:_LOOKED_AT] != "").any()]
    )
    found: dict[str, str] = {}
    for *_, field, column in scored:
        if field not in found and column not in found.values():
            found[field] = column
    return found


def point_column(table: pd.DataFrame) -> str | None:
    """Return the column that holds points, latitude and longitude in one cell; None without one."""
    named = [
        (rank, place, str(column))
        for place, column in enumerate(table.columns)
        for field, rank in _spellings().get(_plain(str(column)), ())
        if field == POINT
    ]
    fitting = [
        (rank, place, name) for rank, place, name in named if _fits(POINT, rank, table[name])
    ]
    return min(fitting)[2] if fitting else None


def date_parts(header: Iterable[str]) -> dict[str, Parts]:
    """Return for "start" and "end" the columns that have its year, month and day."""
    found: dict[str, dict[str, str]] = {}
    for column in header:
        for edge, part in _part_spellings().get(_plain(column), ()):
            found.setdefault(edge, {}).setdefault(part, column)
    # Columns of year, month and day alone are of the start, where no others are.
    alone = found.pop("", {})
    if "month" in alone and not found.get("start", {}).get("month"):
        found["start"] = alone
    return {
        edge: Parts(parts["year"], parts["month"], parts.get("day", ""))
        for edge, parts in found.items()
        if "year" in parts and "month" in parts
    }


def _plain(name: str) -> str:
    """A column's name as it is looked up: letters and digits, without what is in brackets."""
    folded = fold(name)
    outside = folded.split("(")[0].split("[")[0]
    return "".join(filter(str.isalnum, outside)) or "".join(filter(str.isalnum, folded))


@cache
def _names() -> Mapping[str, Mapping[str, list[str]]]:
    with NAMES.open("rb") as file:
        return tomllib.load(file)


@cache
def _spellings() -> dict[str, list[tuple[str, int]]]:
    """The fields that a plain name may mean, each with how surely."""
    known: dict[str, list[tuple[str, int]]] = {}
    for field in (*FIELDS, POINT):
        for rank, kind in ((_OWN, "own"), (_LOOSE, "loose")):
            for name in [field] * (rank == _OWN) + _names()[field][kind]:
                meanings = known.setdefault(_plain(name), [])
                if (field, rank) not in meanings:
                    meanings.append((field, rank))
    return known


@cache
def _part_spellings() -> dict[str, list[tuple[str, str]]]:
    known: dict[str, list[tuple[str, str]]] = {}
    for part, words in _names()["parts"].items():
        for word in map(_plain, words):
            known.setdefault(word, []).append(("", part))
            for edge in ("start", "end"):
                for name in map(_plain, [*_names()[edge]["own"], *_names()[edge]["loose"]]):
                    for spelling in (name + word, word + name):
                        known.setdefault(spelling, []).append((edge, part))
    return known


def _fits(field: str, rank: int, cells: pd.Series) -> bool:
    """Whether most of the cells that are looked at could be values of a field."""
    step = max(len(cells) // _LOOKED_AT, 1)
    values = [value for value in cells.iloc[::step].tolist() if value]
    if not values:
        # Nothing speaks for a loose name; nothing against a column that is empty on purpose.
        return rank == _OWN or field in ("end", "note", "sources")
    test = {
        "latitude": lambda value: coordinates.is_degrees(value, "latitude"),
        "longitude": lambda value: coordinates.is_degrees(value, "longitude"),
        POINT: lambda value: coordinates.is_point(value),
        "start": lambda value: _is_date(value, "start"),
        "end": lambda value: _is_date(value, "end"),
        "coordinate_uncertainty_m": _is_number,
        footprint.COLUMN: footprint.looks_like,
        "name": _is_word,
        "operator": _is_word,
        "country": _is_word,
    }.get(field, lambda value: True)
    return sum(map(test, values)) >= _FITTING * len(values)


def _is_date(value: str, edge: str) -> bool:
    try:
        # What could be a day number or a year of two digits is offered as such later on.
        written_dates.read(value, edge, DateRules(short_years=True, day_numbers="1900"))
    except UnreadableDateError:
        return False
    return True


def _is_number(value: str) -> bool:
    try:
        float(value.replace(",", "."))
    except ValueError:
        return False
    return True


def _is_word(value: str) -> bool:
    # An entity of Wikidata is no name; its label stands in another column.
    return any(character.isalpha() for character in value) and not value.startswith("http")

"""Columns that a file does not have but holds: the parts of points, dates in three columns."""

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from geo.importer import columns, coordinates
from geo.importer.columns import Parts
from geo.importer.sheet import Decision, Sheet
from geo.place.names import fold

# How two numbers in one cell are read, by the word of the shell.
POINTS = {"lat-lon": "The latitude first", "lon-lat": "The longitude first"}


def with_derived(sheet: Sheet, choices: Mapping[str, str]) -> Sheet:
    """Return a sheet with columns derived from others, and which field each of them is.

    A point becomes a latitude and a longitude, three columns of year, month and day one date, and
    degrees beside a column of N and S, or of E and W, become degrees with that letter.
    """
    return _with_halves(_with_points(_with_dates(sheet), choices.get("points", "")))


def propose(sheet: Sheet) -> dict[str, str]:
    """Return the column of each field, as :func:`geo.importer.columns.recognise_fitting` does.

    A date in three columns comes before the column of its year; degrees of a point after those
    that have columns of their own.
    """
    own = sheet.table[[name for name in sheet.table.columns if name not in sheet.derived.values()]]
    found = columns.recognise_fitting(own)
    parts = {
        name for part in columns.date_parts(own.columns).values() for name in vars(part).values()
    }
    for edge in ("start", "end"):
        if edge in sheet.derived and found.get(edge, "") in {"", *parts}:
            found[edge] = sheet.derived[edge]
    of_point = {"latitude", "longitude"} <= set(sheet.derived)
    for axis in ("latitude", "longitude"):
        lettered = sheet.derived.get(axis, "").startswith(f"{found.get(axis)} and ")
        if lettered or (of_point and not {"latitude", "longitude"} <= set(found)):
            found[axis] = sheet.derived[axis]
    return found


def _with_dates(sheet: Sheet) -> Sheet:
    made: dict[str, pd.Series] = {}
    derived: dict[str, str] = {}
    for edge, parts in columns.date_parts(map(str, sheet.table.columns)).items():
        names = [name for name in (parts.year, parts.month, parts.day) if name]
        title = f"{edge} of {', '.join(names)}"
        made[title] = _joined(sheet.table, parts)
        derived[edge] = title
    return _added(sheet, made, derived, ())


def _joined(table: pd.DataFrame, parts: Parts) -> pd.Series:
    """Year, month and day as one text; a part that is blank leaves out those after it."""
    year, month = table[parts.year], table[parts.month]
    day = table[parts.day] if parts.day else pd.Series("", index=table.index, dtype=str)
    figures = month.str.fullmatch(r"\d{1,2}(?:\.0)?")
    numbers = month.where(figures, "").str.removesuffix(".0").str.zfill(2)
    plain = year.str.removesuffix(".0") + "-" + numbers
    plain = plain.where(day == "", plain + "-" + day.str.removesuffix(".0").str.zfill(2))
    worded = (day + " " + month + " " + year).str.strip()
    joined = worded.mask(figures, plain)
    # Where only the year is there it is the date, as it is where all is blank.
    return joined.mask((month == "") & (day == ""), year).astype(str)


def _with_points(sheet: Sheet, asked: str) -> Sheet:
    column = columns.point_column(sheet.table)
    if column is None:
        return sheet
    codes, distinct = pd.factorize(sheet.table[column])
    texts = [str(text) for text in distinct]
    longitude_first = asked == "lon-lat" or (not asked and _needs_longitude_first(texts))
    pairs = [coordinates.read_point(text, longitude_first=longitude_first) for text in texts]
    made, derived = {}, {}
    for k, axis in enumerate(("latitude", "longitude")):
        # What is no point stays as it is, to be told as wrong.
        cells = [pair[k].text() if pair else text for text, pair in zip(texts, pairs, strict=True)]
        derived[axis] = f"{axis} of {column}"
        made[derived[axis]] = pd.Series(np.array(cells, dtype=object)[codes], dtype=str)
    bare = next((t for t, pair in zip(texts, pairs, strict=True) if pair and _is_bare(t)), "")
    decisions = (_told(bare, longitude_first),) if bare else ()
    return _added(sheet, made, derived, decisions)


# The letters for the halves of the earth, which some tables have in a column of their own.
_HALF = re.compile(r"lat|lon|lng|hemi|dir|\bn.?s\b|\be.?w\b|широт|долгот|breit|lange")
# What is in brackets behind the name of a column, as in "Longitude (°W)".
_IN_BRACKETS = re.compile(r"[(\[]\W*(?:degrees?|deg)?\W*(s|w|south|west)\W*[)\]]", re.IGNORECASE)
_HALVES = {"latitude": {"N", "S", "NORTH", "SOUTH"}, "longitude": {"E", "W", "EAST", "WEST"}}


def _with_halves(sheet: Sheet) -> Sheet:
    """Degrees with the letter that stands in a column beside them."""
    made: dict[str, pd.Series] = {}
    derived: dict[str, str] = {}
    likely = [name for name in sheet.table if _HALF.search(fold(name))]
    of_axis = {
        axis: next((name for name in likely if _is_of(sheet.table[name], halves)), None)
        for axis, halves in _HALVES.items()
    }
    lettered = {name: match[1] for name in likely if (match := _IN_BRACKETS.search(str(name)))}
    if not any(of_axis.values()) and not lettered:
        return sheet
    named = columns.recognise_fitting(sheet.table)
    for axis, column in of_axis.items():
        degrees = named.get(axis)
        if degrees is None or axis in sheet.derived:
            continue
        if degrees in lettered and lettered[degrees].upper() in _HALVES[axis]:
            derived[axis] = f"{degrees} and its name"
            made[derived[axis]] = _with_letter(sheet.table[degrees], lettered[degrees].upper()[:1])
            continue
        if column is None or column in named.values():
            continue
        title = f"{degrees} and {column}"
        numbers, letters = sheet.table[degrees], sheet.table[column].str.upper().str[:1]
        made[title] = (numbers + " " + letters).where((numbers != "") & (letters != ""), numbers)
        derived[axis] = title
    return _added(sheet, made, derived, ())


def _with_letter(degrees: pd.Series, letter: str) -> pd.Series:
    """Degrees with a letter; those that have a minus have said it themselves."""
    signed = (degrees == "") | degrees.str.startswith(("-", "\u2212"))
    return degrees.where(signed, degrees + f" {letter}")


def _is_of(cells: pd.Series, words: set[str]) -> bool:
    """Whether all cells are blank or one of a few words, and some are not blank."""
    first = cells.iloc[:1000]
    if not (first.str.upper().isin(words)).any():
        return False
    found = set(map(str.upper, pd.unique(cells)))
    return found <= {*words, ""}


def _is_bare(text: str) -> bool:
    """Whether nothing but the order of two numbers says which of them is the latitude."""
    return not any(character.isalpha() for character in text)


def _needs_longitude_first(texts: list[str]) -> bool:
    """Whether a first number is no latitude anywhere, and no second one."""
    points = [point for text in texts if _is_bare(text) and (point := coordinates.read_point(text))]
    return any(abs(one.value) > 90 for one, _ in points) and all(
        abs(other.value) <= 90 for _, other in points
    )


def _told(example: str, longitude_first: bool) -> Decision:
    latitude, longitude = (
        degrees.text()
        for degrees in coordinates.read_point(example, longitude_first=longitude_first) or ()
    )
    words = f"The point {example} is read as latitude {latitude}, longitude {longitude}."
    return Decision("points", "lon-lat" if longitude_first else "lat-lon", words, POINTS)


def _added(
    sheet: Sheet,
    made: dict[str, pd.Series],
    derived: dict[str, str],
    decisions: tuple[Decision, ...],
) -> Sheet:
    if not made:
        return sheet
    new = pd.DataFrame({name: cells.array for name, cells in made.items()}, index=sheet.table.index)
    return replace(
        sheet,
        table=pd.concat([sheet.table, new], axis=1),
        derived={**sheet.derived, **derived},
        decisions=(*sheet.decisions, *decisions),
    )

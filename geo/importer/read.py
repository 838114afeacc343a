"""A gazetteer of the valid rows of a reader's file, and the problems of the others."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import Problem
from geo.gazetteer.load import build
from geo.gazetteer.model import Gazetteer
from geo.importer import identifiers, likely, order
from geo.importer.cells import (
    DateColumn,
    DateTexts,
    DegreeColumn,
    date_texts,
    read_dates,
    read_degrees,
    read_metres,
    southern,
)
from geo.importer.columns import FIELDS, REQUIRED
from geo.importer.coordinates import LIMITS
from geo.importer.order import DateOrder
from geo.importer.reading import ONCE
from geo.importer.sheet import Decision, Sheet
from geo.importer.sources import sources_of
from geo.importer.written_dates import DateRules
from geo.place import footprint
from geo.plural import counted
from geo.time import dates
from geo.time.presence import BOUND_COLUMNS, with_edges
from geo.vocabulary import STATUSES

Progress = Callable[[float, str], object]

# A file without a column of these is read all the same; the others have to be named or given.
MAY_BE_MISSING = ("end",)
_STATUSES = {
    "planned": "proposed",
    "proposal": "proposed",
    "rumoured": "reported",
    "rumored": "reported",
    "alleged": "reported",
    "unconfirmed": "reported",
}
_METRES_A_DEGREE = 111_320
# Some thousand years, which are counted day by day.
_MOST_DAYS = 2_000_000
# Dates that show nothing of how others are meant.
_ORDINARY = re.compile(r"(?:[1-9]\d{3}(?:-\d{2}){0,2}[?~%]?)?")


@dataclass(frozen=True, eq=False)
class Imported:
    """What became of a file.

    ``gazetteer`` holds the rows that are right (None where there is none); ``left_out`` has the
    others as they stand in the file, indexed by row; ``problems`` say what is wrong with them.
    ``decisions`` say how the file was read, what was doubtful first; ``date_order`` and
    ``decimal_commas`` are two of them.
    """

    gazetteer: Gazetteer | None
    problems: tuple[Problem, ...]
    left_out: pd.DataFrame
    date_order: DateOrder
    decimal_commas: bool
    decisions: tuple[Decision, ...] = ()


@dataclass(eq=False)
class _Read:
    """The columns of a file as they are read, beside what is decided on the way."""

    cells: pd.DataFrame
    start: DateColumn
    end: DateColumn
    latitude: DegreeColumn
    longitude: DegreeColumn
    decisions: list[Decision] = field(default_factory=list)


def interpret(
    sheet: Sheet,
    columns: Mapping[str, str],
    *,
    values: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
    blank_end: str | None = None,
    day_first: bool | None = None,
    about: Mapping[str, str] | None = None,
    known_sources: pd.DataFrame | None = None,
    progress: Progress = lambda _part, _words: None,
) -> Imported:
    """Return what a table holds when ``columns`` says which column is which field.

    ``values`` has the value of a field for all rows, where it has no column. ``blank_end`` is what
    a blank end means: ".." (still there) or "" (unknown); None leaves it to the kind of file.
    ``day_first`` says how 3/4/1950 is read; None leaves it to the file. ``choices`` are those of
    :class:`Decision`, by what they are about. ``about`` has what the gazetteer says of itself
    (:data:`geo.importer.reading.ABOUT`), before what the file says. ``known_sources`` (indexed by
    source_id) explains identifiers of sources that the file may use.
    """
    values, choices = values or {}, choices or {}
    missing = [name for name in REQUIRED if name not in columns and name not in values]
    needed = [name for name in missing if name not in MAY_BE_MISSING]
    if needed:
        told = _not_found(sheet.name, needed)
        return Imported(None, (told,), sheet.table, DateOrder(), False, sheet.decisions)
    progress(0.1, "Reading cells")
    uneven = {problem.row for problem in sheet.problems}
    even = sheet.table[~sheet.table.index.isin(uneven)] if uneven else sheet.table
    cells = _cells(even, columns, values)
    told_at_once = [*_take_footprints(cells), *likely.take_country_codes(cells)]
    progress(0.2, "Reading coordinates")
    decimal = choices.get("decimal", "")
    latitude, longitude = (
        read_degrees(cells[axis], axis, decimal_comma=decimal != "point")
        for axis in ("latitude", "longitude")
    )
    progress(0.3, "Reading dates")
    written = {edge: date_texts(cells[edge]) for edge in ("start", "end")}
    dated, rules = _date_rules(written, day_first, choices)
    start = southern(read_dates(written["start"], "start", rules), latitude.values)
    progress(0.4, "Reading dates")
    end = southern(read_dates(written["end"], "end", rules), latitude.values)
    read = _Read(cells, start, end, latitude, longitude, told_at_once)
    blank = sheet.blank_end if blank_end is None else blank_end
    _take_dates(read, "" if "end" in missing else dates.OPEN if blank is None else blank)
    progress(0.5, "Checking rows")
    chosen = choices.get("coordinates", "")
    swapped = _swap(read, ONCE.get(chosen, chosen))
    problems = [*sheet.problems, *_problems(sheet.name, columns, read)]
    wrong = {problem.row for problem in problems}
    right = ~cells.index.isin(wrong) if wrong else np.ones(len(cells), dtype=bool)
    progress(0.7, "Building the gazetteer")
    good = cells[right] if wrong else cells
    made = None
    if len(good):
        comma = decimal == "comma" or (decimal == "" and bool(latitude.comma))
        how = (sorted(columns.items()), sorted(values.items()), sorted(choices.items()))
        digest = _digest(sheet.digest, *how, blank, dated.day_first)
        said = {**sheet.about, **{key: text for key, text in (about or {}).items() if text}}
        made = _gazetteer(sheet, good, read, right, known_sources, progress, comma, digest, said)
    elif not problems:
        fix = "Add a row for each period."
        problems.append(Problem(sheet.name, None, None, None, "has no rows.", fix))
    decisions = [*_told(sheet, read, dated, missing, blank, blank_end), *swapped]
    decisions += read.decisions
    decisions += likely.decisions(good, made.periods) if made else []
    progress(1.0, "Done")
    ordered = sorted(problems, key=lambda problem: problem.row or 0)
    left_out = sheet.table[sheet.table.index.isin(wrong)] if wrong else sheet.table.iloc[:0]
    # What was doubtful comes first.
    all_decisions = sorted([*sheet.decisions, *decisions], key=lambda d: not d.doubtful)
    commas = bool(latitude.comma or longitude.comma)
    return Imported(made, tuple(ordered), left_out, dated, commas, tuple(all_decisions))


def _not_found(file: str, needed: list[str]) -> Problem:
    names = " and ".join(filter(None, [", ".join(needed[:-1]), needed[-1]]))
    fix = (
        f"Rename the columns that hold them, say which they are (--column {needed[0]}=HEADER), or "
        f"give one value for all rows (--value {needed[0]}=VALUE)."
    )
    if len(needed) == 1:
        return Problem(file, 1, needed[0], None, "was not found among the columns.", fix)
    return Problem(file, 1, None, None, f"has no columns for {names}.", fix)


def _cells(
    table: pd.DataFrame, columns: Mapping[str, str], values: Mapping[str, str]
) -> pd.DataFrame:
    blank = pd.Series("", index=table.index, dtype=str)

    def column_of(name: str) -> pd.Series:
        if name in values:
            return pd.Series(values[name], index=table.index, dtype=str)
        return table[columns[name]] if columns.get(name) else blank

    return pd.DataFrame({name: column_of(name) for name in FIELDS})


def _take_footprints(cells: pd.DataFrame) -> list[Decision]:
    """Put the footprints into the cells as they are kept; where there is none, no column stays."""
    column = cells[footprint.COLUMN]
    if _is_blank(column):
        del cells[footprint.COLUMN]
        return []
    codes, distinct = pd.factorize(column)
    texts, _, wrong = footprint.read_all([str(text) for text in distinct])
    cells[footprint.COLUMN] = pd.array(texts, dtype=str).take(codes)
    if not any(texts):
        del cells[footprint.COLUMN]
    if not wrong:
        return []
    place = next(k for k, text in enumerate(texts) if not text and distinct[k])
    row = cells.index[int(np.flatnonzero(codes == place)[0])]
    words = f"{counted(wrong, 'footprint')} could not be drawn; the first is in row {row}: "
    words += "a footprint is WKT of lines or areas in degrees, longitude first."
    return [Decision("footprints", "", words, doubtful=True)]


def _date_rules(
    written: Mapping[str, DateTexts], day_first: bool | None, choices: Mapping[str, str]
) -> tuple[DateOrder, DateRules]:
    distinct = chain.from_iterable(column.special_texts() for column in written.values())
    texts = [text for text in distinct if not _ORDINARY.fullmatch(text)]
    asked = {"day-first": True, "month-first": False}.get(choices.get("dates", ""), day_first)
    dated = order.date_order(texts, asked=asked)
    return dated, DateRules(
        day_first=dated.day_first,
        spans=choices.get("years") == "span",
        short_years=order.has_early_years(texts),
        day_numbers=choices.get("day-numbers", ""),
        wide_first_days=choices.get("first-days") == "wider",
    )


def _take_dates(read: _Read, blank: str) -> None:
    """Say what a blank end means, and put the dates into the cells as EDTF."""
    if blank and "" in read.end.written:
        was_blank = read.end.codes == read.end.written.index("")
        gone = likely.is_gone(read.cells["status"])
        read.end = read.end.where(was_blank & ~gone, blank)
        if (was_blank & gone).any():
            read.decisions.append(likely.told_gone(read.cells, was_blank & gone))
    for edge, column in (("start", read.start), ("end", read.end)):
        read.cells[edge] = column.cells()


def _swap(read: _Read, asked: str) -> list[Decision]:
    """Look for latitudes and longitudes that were swapped; swap them back where that is asked."""
    latitude, longitude = read.latitude.values, read.longitude.values
    found = likely.misplaced(read.cells, latitude, longitude)
    if asked == "swapped":
        rows = found.swapped
        read.latitude = replace(read.latitude, values=np.where(rows, longitude, latitude))
        read.longitude = replace(read.longitude, values=np.where(rows, latitude, longitude))
    return found.decisions(asked)


def _problems(file: str, columns: Mapping[str, str], read: _Read) -> Iterator[Problem]:
    cells = read.cells

    def told(wrong: NDArray[np.bool_], name: str, message: str, fix: str) -> Iterator[Problem]:
        for place in np.flatnonzero(wrong):
            row, value = int(cells.index[place]), str(cells[name].iloc[place])
            yield Problem(file, row, columns.get(name, name), value, message, fix)

    for name in ("name", "operator", "country"):
        wrong = (cells[name] == "").to_numpy(dtype=bool)
        yield from told(wrong, name, "is blank.", "Fill it in.")
    for axis, column in (("latitude", read.latitude), ("longitude", read.longitude)):
        limit = LIMITS[axis]
        message = f"is not a {axis} from -{limit:.0f} to {limit:.0f} degrees."
        fix = "Write degrees with a decimal point, such as 42.85, or 42°51′N."
        yield from told(~(np.abs(column.values) <= limit), axis, message, fix)
    for edge, dated in (("start", read.start), ("end", read.end)):
        for code, (message, fix) in dated.wrong.items():
            yield from told(dated.codes == code, edge, message, fix)
    turned = read.end.high[read.end.codes] < read.start.low[read.start.codes]
    turned &= ~read.start.is_wrong() & ~read.end.is_wrong()
    for place in np.flatnonzero(turned):
        row, value = int(cells.index[place]), read.end.as_written(int(place))
        fix = "Correct the start or the end."
        yield Problem(file, row, columns.get("end", "end"), value, "is before the start.", fix)


def _told(
    sheet: Sheet,
    read: _Read,
    dated: DateOrder,
    missing: list[str],
    blank: str | None,
    asked_blank: str | None,
) -> Iterator[Decision]:
    yield from order.decisions(dated, read.start, read.end)
    comma = read.latitude.comma or read.longitude.comma
    if comma:
        words = f"Numbers were read with decimal commas, as in {comma}."
        options = {"comma": "Decimal comma", "point": "Decimal point"}
        yield Decision("decimal", "comma", words, options)
    figure = read.latitude.figure or read.longitude.figure
    if figure:
        found = read_degrees(pd.Series([figure], dtype=str), "latitude").values[0]
        found = (
            found if found == found else read_degrees(pd.Series([figure]), "longitude").values[0]
        )
        yield Decision("degrees", "", f"{figure} was read as {found:.6g} degrees.")
    options = {"open": "Still there", "unknown": "Unknown"}
    taken = "unknown" if blank == "" or "end" in missing else "open"
    if "end" in missing:
        words = "No column for the end was found, so every end is read as unknown."
        yield Decision("value end", "", words, doubtful=True)
    elif (read.end.codes >= 0).any() and "" in read.end.written:
        words = "A blank end was read as still there."
        if taken == "unknown":
            words = "A blank end was read as unknown."
        yield Decision("blank-end", taken, words, options, doubtful=asked_blank is None)


def _gazetteer(
    sheet: Sheet,
    good: pd.DataFrame,
    read: _Read,
    right: NDArray[np.bool_],
    known: pd.DataFrame | None,
    progress: Progress,
    decimal_comma: bool,
    digest: str,
    said: Mapping[str, str],
) -> Gazetteer:
    sources, of_row = sources_of(sheet.name, good["sources"], known)
    latitude, longitude = read.latitude.values[right], read.longitude.values[right]
    periods = good.reset_index(drop=True)
    periods["sources"] = of_row.array
    periods["latitude"], periods["longitude"] = latitude, longitude
    for name in ("operator", "country"):
        read.decisions += likely.take_one_spelling(periods, name, good.index)
    numbers, ids = identifiers.bases_of(periods)
    first = np.flatnonzero(~pd.Series(numbers).duplicated().to_numpy())
    # One base has one name, as it is first written.
    for name in ("name", "country"):
        periods[name] = periods[name].iloc[first].array.take(numbers)
    periods["base_id"] = ids.array.take(numbers)
    periods["period_id"] = identifiers.periods_of(periods["period_id"], periods["base_id"], numbers)
    progress(0.8, "Building the gazetteer")
    periods["kind"] = _or_else(periods["kind"], "site")
    _settle_status(periods)
    units = np.maximum(read.latitude.units[right], read.longitude.units[right])
    _settle_positions(periods, units, decimal_comma=decimal_comma)
    periods["in_article"] = _all_alike("no", periods.index)
    reference = periods["reference"]
    periods["reference"] = periods["in_article"]
    if not _is_blank(reference):
        periods["reference"] = np.where(reference.str.lower() == "yes", "yes", "no")
    edges = (column.in_rows(right).edge() for column in (read.start, read.end))
    periods = with_edges(periods, numbers, *edges)
    progress(0.9, "Building the gazetteer")
    about = {
        "title": sheet.name,
        "name": Path(sheet.name).stem,
        "version": digest,
        **{key: text for key, text in said.items() if text},
    }
    made = build({"bases.csv": periods, "sources.csv": sources}, about)
    made.periods["row"] = good.index.to_numpy()
    return replace(made, opening=dates.from_day(_busiest_day(made)))


def _digest(*parts: object) -> str:
    """A short name of a file and of how it was read, the same for the same ones."""
    return hashlib.blake2b(repr(parts).encode()).hexdigest()[:8]


def _is_blank(cells: pd.Series) -> bool:
    return bool((cells == "").all())


def _or_else(cells: pd.Series, text: str) -> pd.Series:
    """Cells with a text where they are blank."""
    return _all_alike(text, cells.index) if _is_blank(cells) else cells.mask(cells == "", text)


def _all_alike(text: str, index: pd.Index) -> pd.Series:
    return pd.Series(pd.array([text], dtype=str).take(np.zeros(len(index), np.intp)), index=index)


def _settle_status(periods: pd.DataFrame) -> None:
    """Words known here stay; a word that is not is kept in the note, and the dates decide."""
    codes, distinct = pd.factorize(periods["status"])
    words = [str(word) for word in distinct]
    meant = [_STATUSES.get(word.lower(), word.lower()) for word in words]
    taken = [word if word in STATUSES else "active" for word in meant]
    strange = [
        f"Status in the file: {word}. " if word and known not in STATUSES else ""
        for word, known in zip(words, meant, strict=True)
    ]
    periods["status"] = pd.array(taken, dtype=str).take(codes)
    if any(strange):
        told = pd.Series(pd.array(strange, dtype=str).take(codes), index=periods.index)
        periods["note"] = (told + periods["note"]).str.strip()


def _settle_positions(
    periods: pd.DataFrame, units: NDArray[np.float64], *, decimal_comma: bool
) -> None:
    """Where no uncertainty is given, half a unit of what was written last is the least it is."""
    least = np.maximum(1, np.round(_METRES_A_DEGREE / 2 * units))
    given = read_metres(periods["coordinate_uncertainty_m"], decimal_comma=decimal_comma)
    fits = (given >= 0) & (given <= 1e6)
    periods["coordinate_uncertainty_m"] = np.where(fits, given, least)
    periods["coordinate_type"] = _or_else(periods["coordinate_type"], "as given in the file")


def _busiest_day(made: Gazetteer) -> int:
    """The last of the days on which most bases were certainly held."""
    low, high = dates.to_day(made.first), dates.to_day(made.last)
    start_latest, end_earliest = (made.periods[name].to_numpy() for name in BOUND_COLUMNS[1:3])
    sure = start_latest <= end_earliest
    starts, ends = (days[sure].clip(low, high) for days in (start_latest, end_earliest))
    if high - low < _MOST_DAYS:
        # Counted day by day: what begins on it less what ended on the day before.
        days = np.arange(low, high + 1)
        begun = np.bincount(starts - low, minlength=len(days))
        ended = np.bincount(ends - low + 1, minlength=len(days) + 1)
        held = np.cumsum(begun) - np.cumsum(ended[:-1])
    else:
        days = np.unique(np.concatenate([starts, ends, [high]]))
        begun = np.searchsorted(np.sort(starts), days, "right")
        held = begun - np.searchsorted(np.sort(ends), days, "left")
    return int(days[len(held) - 1 - int(np.argmax(held[::-1]))])

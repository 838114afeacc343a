"""A gazetteer of the rows of somebody's file that are right, and what is wrong with the rest."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

import numpy as np
import pandas as pd

from geo import dates, gazetteer, schema
from geo.errors import DateError, Problem
from geo.gazetteer import Gazetteer
from geo.importer import values
from geo.importer.columns import FIELDS, REQUIRED
from geo.importer.sheet import Sheet
from geo.importer.values import DateOrder
from geo.names import fold
from geo.presence import with_bounds

Progress = Callable[[float, str], object]

_STATUSES = {
    "planned": "proposed",
    "proposal": "proposed",
    "rumoured": "reported",
    "rumored": "reported",
    "alleged": "reported",
    "unconfirmed": "reported",
}
_DATE_MEND = (
    "Write a year, a month or a day with a year of four digits: 1941, 1941-12, 1941-12-07, and "
    "0097 for the year 97; years before the year 1 cannot be entered."
)
NO_SOURCE = "the file itself, which names no source"
_METRES_A_DEGREE = 111_320


@dataclass(frozen=True, eq=False)
class Imported:
    """What became of a file.

    ``gazetteer`` holds the rows that are right (None where there is none); ``left_out`` has the
    others as they stand in the file, indexed by line; ``problems`` say what is wrong with them.
    ``date_order`` and ``decimal_commas`` say how dates and numbers were read.
    """

    gazetteer: Gazetteer | None
    problems: tuple[Problem, ...]
    left_out: pd.DataFrame
    date_order: DateOrder
    decimal_commas: bool


def interpret(
    sheet: Sheet,
    columns: Mapping[str, str],
    *,
    blank_end: str = dates.OPEN,
    day_first: bool | None = None,
    known_sources: pd.DataFrame | None = None,
    progress: Progress = lambda _part, _words: None,
) -> Imported:
    """Give what a table holds when ``columns`` says which column is which field.

    ``blank_end`` is what a blank end means: ".." (still there) or "" (unknown). ``day_first`` says
    how 3/4/1950 is read; None leaves it to the file. ``known_sources`` (indexed by source_id)
    explains identifiers of sources that the file may use.
    """
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        told = [_not_found(sheet.name, field) for field in missing]
        return Imported(None, tuple(told), sheet.table, DateOrder(), False)
    progress(0.1, "Reading cells")
    uneven = {problem.row for problem in sheet.problems}
    cells = _cells(sheet.table[~sheet.table.index.isin(uneven)], columns)
    commas = any(values.has_decimal_commas(cells[name]) for name in ("latitude", "longitude"))
    for name in ("latitude", "longitude", "coordinate_uncertainty_m"):
        cells[name] = values.as_decimals(cells[name])
    progress(0.3, "Reading dates")
    figures = [*cells["start"].unique(), *cells["end"].unique()]
    order = values.date_order(figures, asked=day_first)
    unread = {name: _read_dates(cells, name, order.day_first) for name in ("start", "end")}
    cells.loc[(cells["end"] == "") & ~unread["end"], "end"] = blank_end
    progress(0.5, "Checking rows")
    problems = [*sheet.problems, *_problems(sheet.name, columns, cells, unread)]
    wrong = {problem.row for problem in problems}
    good = cells[~cells.index.isin(wrong)]
    progress(0.7, "Building the gazetteer")
    made = _gazetteer(sheet, good, known_sources) if len(good) else None
    if made is None and not problems:
        mend = "Add a row for each period."
        problems.append(Problem(sheet.name, None, None, None, "has no rows.", mend))
    progress(1.0, "Done")
    ordered = sorted(problems, key=lambda problem: problem.row or 0)
    left_out = sheet.table[sheet.table.index.isin(wrong)]
    return Imported(made, tuple(ordered), left_out, order, commas)


def _not_found(file: str, field: str) -> Problem:
    mend = f"Rename the column that holds it, or say which it is: --column {field}=HEADER."
    return Problem(file, 1, field, None, "was not found among the columns.", mend)


def _cells(table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    blank = pd.Series("", index=table.index, dtype=str)
    return pd.DataFrame(
        {field: table[columns[field]] if columns.get(field) else blank.copy() for field in FIELDS}
    )


def _read_dates(cells: pd.DataFrame, column: str, dayfirst: bool) -> pd.Series:
    """Turn a column into EDTF in place; True where a cell could not be read and stays as it was."""
    distinct = set(cells[column].unique())
    read = {text: text for text in distinct}
    unread = set()
    for text in dates.unreadable(distinct):
        try:
            read[text] = values.as_edtf(text, dayfirst=dayfirst)
        except DateError:
            unread.add(text)
    wrong = cells[column].isin(unread)
    cells[column] = cells[column].map(read)
    return wrong


def _problems(
    file: str, columns: Mapping[str, str], cells: pd.DataFrame, unread: Mapping[str, pd.Series]
) -> Iterator[Problem]:
    def told(wrong: pd.Series, field: str, message: str, mend: str) -> Iterator[Problem]:
        for line, value in cells.loc[wrong, field].items():
            yield Problem(file, int(str(line)), columns[field], value, message, mend)

    for field in ("name", "operator", "country"):
        yield from told(cells[field] == "", field, "is blank.", "Fill it in.")
    for field in ("latitude", "longitude"):
        rule = schema.TABLES["bases.csv"][field]
        yield from told(~rule.right(cells[field]), field, rule.message, rule.mend)
    for field, wrong in unread.items():
        yield from told(wrong, field, "is not a date.", _DATE_MEND)
    readable = cells[~unread["start"] & ~unread["end"]]
    bounds = with_bounds(readable.reset_index().assign(base_id=readable.index.astype(str)))
    turned = (bounds["end_latest"] < bounds["start_earliest"]).to_numpy()
    back = pd.Series(cells.index.isin(readable.index[turned]), index=cells.index)
    yield from told(back, "end", "lies before the start.", "Correct the start or the end.")


def _gazetteer(sheet: Sheet, good: pd.DataFrame, known: pd.DataFrame | None) -> Gazetteer:
    sources, of_row = _sources(sheet.name, good["sources"], known)
    periods = good.reset_index(names="line").assign(sources=of_row)
    lines = periods.pop("line")
    periods["base_id"] = _base_ids(periods)
    periods["period_id"] = _period_ids(periods)
    periods["kind"] = periods["kind"].where(periods["kind"] != "", "site")
    _settle_status(periods)
    _settle_positions(periods)
    periods["in_article"] = "no"
    periods["reference"] = np.where(periods["reference"].str.lower() == "yes", "yes", "no")
    tables = {"bases.csv": periods, "sources.csv": sources}
    digest = hashlib.sha256(pd.util.hash_pandas_object(good).to_numpy().tobytes()).hexdigest()[:8]
    about = {"title": sheet.name, "name": Path(sheet.name).stem, "version": digest}
    made = gazetteer.build(tables, about)
    made.periods["row"] = lines
    return replace(made, opening=dates.from_day(_busiest_day(made)))


def _sources(
    file: str, cells: pd.Series, known: pd.DataFrame | None
) -> tuple[pd.DataFrame, list[str]]:
    """A source for each distinct text, or the file itself; identifiers of known sources stay."""
    rows: dict[str, dict[str, str]] = {}
    ids: dict[str, str] = {}
    for number, text in enumerate(dict.fromkeys(cells), start=1):
        named = text.split()
        if named and known is not None and set(named) <= set(known.index):
            rows |= {source: known.loc[source].to_dict() for source in named}
            ids[text] = text
            continue
        ids[text] = f"source-{number}"
        rows[ids[text]] = _source(file, text, ids[text])
    table = pd.DataFrame.from_dict(rows, orient="index", dtype=str)
    return table.rename_axis("source_id").reset_index(), [ids[text] for text in cells]


def _source(file: str, text: str, source: str) -> dict[str, str]:
    address = re.search(r"https?://[^\s<>\"]+", text)
    return {
        "title": text or file,
        "author": "",
        "publisher": "" if text else NO_SOURCE,
        "date": "",
        "url": address[0] if address else "",
        "language": "",
        "kind": "reference",
        "work": source,
    }


def _base_ids(periods: pd.DataFrame) -> list[str]:
    """Rows with one name in one country at one place are periods of one base."""
    given = periods["base_id"].str.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*")
    given = periods["base_id"].where(given, "")
    ids: dict[tuple[str, ...], str] = {}
    taken: set[str] = set()
    columns = [given, *(periods[name] for name in ("name", "country", "latitude", "longitude"))]
    keys = list(zip(*(column.to_list() for column in columns), strict=True))
    for key in keys:
        if key not in ids:
            plain = key[0] or re.sub(r"[^a-z0-9]+", "-", fold(key[1])).strip("-") or "base"
            numbers = (f"{plain}-{number}" for number in count(2))
            ids[key] = next(name for name in chain([plain], numbers) if name not in taken)
            taken.add(ids[key])
    return [ids[key] for key in keys]


def _period_ids(periods: pd.DataFrame) -> pd.Series:
    given = periods["period_id"]
    right = given.str.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*")
    if right.all() and given.is_unique:
        return given
    number = periods.groupby("base_id", sort=False).cumcount() + 1
    return periods["base_id"] + "-period-" + number.astype(str)


def _settle_status(periods: pd.DataFrame) -> None:
    """Words known here stay; a word that is not is kept in the note, and the dates decide."""
    given = periods["status"].str.lower().replace(_STATUSES)
    known = given.isin(schema.STATUSES)
    strange = ~known & (given != "")
    told = "Status in the file: " + periods["status"] + ". "
    periods["note"] = (told.where(strange, "") + periods["note"]).str.strip()
    periods["status"] = given.where(known, "active")


def _settle_positions(periods: pd.DataFrame) -> None:
    """Where no uncertainty is given, half a unit of the last decimal written is the least it is."""
    decimals = np.minimum(
        *(
            periods[name].str.partition(".")[2].str.len().to_numpy(dtype=float)
            for name in ("latitude", "longitude")
        )
    )
    least = np.maximum(1, np.round(_METRES_A_DEGREE / 2 * 10.0**-decimals))
    given = pd.to_numeric(periods["coordinate_uncertainty_m"], errors="coerce")
    periods["coordinate_uncertainty_m"] = given.where(given.between(0, 1e6), least).astype(str)
    blank = periods["coordinate_type"] == ""
    periods["coordinate_type"] = periods["coordinate_type"].mask(blank, "as given in the file")


def _busiest_day(made: Gazetteer) -> int:
    """The last of the days on which most bases were certainly held."""
    low, high = dates.to_day(made.first), dates.to_day(made.last)
    sure = made.periods[made.periods["start_latest"] <= made.periods["end_earliest"]]
    starts = np.sort(sure["start_latest"].clip(low, high))
    ends = np.sort(sure["end_earliest"].clip(low, high))
    days = np.unique(np.concatenate([starts, ends, [high]]))
    held = np.searchsorted(starts, days, "right") - np.searchsorted(ends, days, "left")
    return int(days[len(held) - 1 - int(np.argmax(held[::-1]))])

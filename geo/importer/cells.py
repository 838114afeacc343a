"""The cells of a reader's file, column by column, as dates and degrees; each distinct text once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.importer import coordinates, written_dates
from geo.importer.written_dates import DateRules, UnreadableDateError
from geo.time import dates
from geo.time.dates import Days
from geo.time.presence import Edge

_PLAIN_SIGNS = b"0123456789.+-"
_SEASON = re.compile(r"(-?\d{4}-)(2[1-4])([?~%]?)")


@dataclass(frozen=True, eq=False)
class DateColumn:
    """A column of dates read: ``texts[codes]`` are its cells as EDTF, wrong ones as they were.

    ``low`` and ``high`` are the bounds of each of the texts in days. ``written`` are the distinct
    texts of the file, which come first among the texts; ``wrong`` says of some of them, by their
    place, why they are no dates; ``special`` are the places of those that are no plain days.
    ``examples`` have a text and what was read of it for each kind of
    reading that a reader should see.
    """

    written: list[str]
    texts: list[str]
    codes: NDArray[np.intp]
    low: Days
    high: Days
    special: list[int]
    wrong: Mapping[int, tuple[str, str]]
    examples: Mapping[str, tuple[str, str]]

    def cells(self) -> Any:
        """Return the cells as EDTF, an array of texts."""
        return pd.array(self.texts, dtype=str).take(self.codes)

    def as_written(self, place: int) -> str:
        """Return a cell as the file has it, or what stands for it where the file has none."""
        code = self.codes[place]
        return self.written[code] if code < len(self.written) else self.texts[code]

    def edge(self) -> Edge:
        """Return the bounds of the cells, as the as-of rule needs them."""
        blank = np.array([text == "" for text in self.texts], dtype=bool)
        return Edge(self.low[self.codes], self.high[self.codes], blank[self.codes])

    def is_wrong(self) -> NDArray[np.bool_]:
        """Return for each cell whether it could not be read."""
        if not self.wrong:
            return np.zeros(len(self.codes), dtype=bool)
        return np.isin(self.codes, list(self.wrong))

    def where(self, rows: NDArray[np.bool_], text: str) -> "DateColumn":
        """Return the column with one date, or ``..``, in some of its rows."""
        bounds = (_OPENED[text],) * 2 if text in _OPENED else dates.bounds(text)
        return replace(
            self,
            texts=[*self.texts, text],
            codes=np.where(rows, len(self.texts), self.codes),
            low=np.append(self.low, bounds[0]),
            high=np.append(self.high, bounds[1]),
        )

    def in_rows(self, rows: NDArray[np.bool_]) -> "DateColumn":
        """Return the column of some of its rows."""
        return replace(self, codes=self.codes[rows])


_OPENED = {dates.OPEN: dates.OPEN_FUTURE}


@dataclass(frozen=True, eq=False)
class DateTexts:
    """A column of dates as written: ``written[codes]``; plain days have their number already."""

    written: list[str]
    codes: NDArray[np.intp]
    days: Days
    special: list[int]

    def special_texts(self) -> list[str]:
        """Return the distinct texts that are no plain days."""
        return [self.written[code] for code in self.special]


def date_texts(cells: pd.Series) -> DateTexts:
    """Return a column of dates with each distinct text once."""
    codes, distinct = pd.factorize(cells)
    written = distinct.tolist()
    plain, days = dates.plain_days(written)
    return DateTexts(written, codes, days, np.flatnonzero(~plain | (days > _LAST_PLAIN)).tolist())


def read_dates(given: DateTexts, edge: str, rules: DateRules) -> DateColumn:
    """Return a column of dates as EDTF; ``edge`` is "start" or "end"."""
    low = given.days.copy()
    high = low.copy()
    opened = dates.OPEN_PAST if edge == "start" else dates.OPEN_FUTURE
    texts = list(given.written)
    wrong: dict[int, tuple[str, str]] = {}
    examples: dict[str, tuple[str, str]] = {}
    for code in given.special:
        text = texts[code]
        low[code] = high[code] = opened
        if not text:
            continue
        try:
            found = written_dates.read(text, edge, rules)
        except UnreadableDateError as error:
            wrong[code] = (error.message, error.fix)
            continue
        texts[code] = found.edtf
        if found.edtf not in ("", dates.OPEN):
            low[code], high[code] = dates.bounds(found.edtf)
        for kind in found.kinds:
            examples.setdefault(kind, (text, found.edtf))
    return DateColumn(given.written, texts, given.codes, low, high, given.special, wrong, examples)


# Days after it are looked at one by one: databases write such where there is no end.
_LAST_PLAIN = dates.bounds(f"{written_dates.FAR_FUTURE - 1}-12-31")[0]


def southern(column: DateColumn, latitudes: NDArray[np.float64]) -> DateColumn:
    """Return dates with seasons of the south where a place lies there: spring is in September."""
    texts = column.texts
    seasons = {code: match for code in column.special if (match := _SEASON.fullmatch(texts[code]))}
    south = latitudes < 0
    for code, match in seasons.items():
        rows = south & (column.codes == code)
        if rows.any():
            column = column.where(rows, f"{match[1]}{int(match[2]) + 8}{match[3]}")
    return column


@dataclass(frozen=True, eq=False)
class DegreeColumn:
    """A column of degrees: values (NaN where there is none) and units of what was written last.

    ``comma`` and ``figure`` are examples of a decimal comma, and of minutes or letters.
    """

    values: NDArray[np.float64]
    units: NDArray[np.float64]
    comma: str = ""
    figure: str = ""


def read_degrees(cells: pd.Series, axis: str, *, decimal_comma: bool = True) -> DegreeColumn:
    """Return a column of degrees; a letter of the other axis makes a cell none.

    Without ``decimal_comma`` a number with one is none either.
    """
    if (numbers := _plain_numbers(cells)) is not None:
        return numbers
    codes, distinct = pd.factorize(cells)
    read = [coordinates.read_degrees(text) for text in distinct]
    right = [
        d if d is not None and d.axis in ("", axis) and (decimal_comma or "," not in text) else None
        for text, d in zip(distinct, read, strict=True)
    ]
    values = np.array([*(np.nan if d is None else d.value for d in right), np.nan])
    units = np.array([*(np.nan if d is None else d.unit for d in right), np.nan])
    comma = next((t for t, d in zip(distinct, right, strict=True) if d and "," in t), "")
    figure = next(
        (t for t, d in zip(distinct, right, strict=True) if d and re.search(r"[^\d.,+ -]", t)), ""
    )
    return DegreeColumn(values[codes], units[codes], comma, figure)


# The units of numbers with so many decimals.
_UNITS: NDArray[np.float64] = 10.0 ** -np.arange(400, dtype=np.float64)


def _plain_numbers(cells: pd.Series) -> DegreeColumn | None:
    """Numbers in figures with a decimal point; None where any cell is something else."""
    texts = pa.array(cells, pa.large_string())
    chunks = texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]
    held = (chunk.buffers()[2] for chunk in chunks if len(chunk))
    if any(part is None or part.to_pybytes().translate(None, _PLAIN_SIGNS) for part in held):
        return None
    try:
        numbers = np.asarray(texts.cast(pa.float64()))
    except pa.ArrowInvalid:
        return None
    length, point = np.asarray(pc.binary_length(texts)), np.asarray(pc.find_substring(texts, "."))
    decimals = np.where(point < 0, 0, length - point - 1)
    return DegreeColumn(numbers, _UNITS[np.minimum(decimals, len(_UNITS) - 1)])


def read_metres(cells: pd.Series, *, decimal_comma: bool) -> NDArray[np.float64]:
    """Return metres, NaN where a cell has none; without decimal commas these part thousands."""
    if (cells == "").all():
        return np.full(len(cells), np.nan)
    try:
        return np.asarray(pa.array(cells).cast(pa.float64()))
    except pa.ArrowInvalid:
        plain = cells.str.replace(",", "." if decimal_comma else "", regex=False)
    return pd.to_numeric(plain.str.removesuffix("m").str.strip(), errors="coerce").to_numpy(float)

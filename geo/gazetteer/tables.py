"""CSV files as tables of text, with everything that is wrong with their form."""

import codecs
import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow.csv import ConvertOptions, ParseOptions, read_csv

from geo.errors import GazetteerError, Problem


def read(path: Path) -> pd.DataFrame:
    """Return a CSV file (UTF-8, commas, one header row) as a table of text, blank cells as "".

    Raises GazetteerError where the file cannot be read as such a table.
    """
    return parse(_bytes(path), path.name)


def numbers(cells: pd.Series) -> NDArray[np.float64]:
    """Return cells of text as numbers, NaN where one is none."""
    try:
        return np.asarray(pa.array(cells).cast(pa.float64()))
    except pa.ArrowInvalid:
        return pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float)


def parse(content: bytes, name: str) -> pd.DataFrame:
    """Return the content of a CSV file as a table of text; ``name`` is for messages."""
    table = _well_formed(content)
    return _slowly(content, name) if table is None else table


def _well_formed(content: bytes) -> pd.DataFrame | None:
    """The table, read many times faster than below; None where anything is unusual about it."""
    content = content.removeprefix(codecs.BOM_UTF8)
    first = io.BytesIO(content).readline().decode(errors="replace")
    header = next(csv.reader([first]), [])
    if not all(header) or len(set(header)) < len(header) or b"\0" in content:
        return None
    # As pandas holds texts: others it would copy.
    types = dict.fromkeys(header, pa.large_string())
    texts = ConvertOptions(column_types=types, strings_can_be_null=False)
    lines = ParseOptions(newlines_in_values=b'"' in content)
    try:
        table = read_csv(pa.BufferReader(content), None, lines, texts)
    except pa.ArrowInvalid:
        return None
    return table.to_pandas() if table.schema.types == list(types.values()) else None


def _slowly(content: bytes, name: str) -> pd.DataFrame:
    """The table, or everything that is wrong with its form."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise _refuse(name, row, "is not UTF-8 text.", "Save the file as CSV UTF-8.") from error
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise _refuse(name, row, "holds a NUL character.", "Save the file as CSV UTF-8 again.")
    problems = list(_uneven_rows(text, name))
    if problems:
        raise GazetteerError(problems)
    try:
        return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        fix = "Check its quotation marks and that it has a header row."
        raise _refuse(name, None, "cannot be read as a CSV table.", fix) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _refuse(path.name, None, "is missing.", "Put the file back.") from error
    except OSError as error:
        raise _refuse(path.name, None, "cannot be opened.", "Check its permissions.") from error


def _uneven_rows(text: str, name: str) -> list[Problem]:
    found = []
    width = None
    reader = csv.reader(io.StringIO(text))
    try:
        for cells in reader:
            if width is None:
                width = len(cells)
            elif cells and len(cells) != width:
                message = f"has {len(cells)} cells where the header has {width}."
                fix = "Add the missing commas, or put a text with commas in quotation marks."
                found.append(Problem(name, reader.line_num, None, None, message, fix))
    except csv.Error:
        fix = "Check its quotation marks."
        found.append(Problem(name, reader.line_num, None, None, "cannot be read.", fix))
    if not width:
        found.append(Problem(name, None, None, None, "is empty.", "Start with a header row."))
    return found


def _refuse(name: str, row: int | None, message: str, fix: str) -> GazetteerError:
    return GazetteerError([Problem(name, row, None, None, message, fix)])

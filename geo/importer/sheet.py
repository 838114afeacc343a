"""The bytes of a CSV file as a table of text, whatever wrote it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from charset_normalizer import from_bytes

from geo.errors import GazetteerError, Problem
from geo.spreadsheet import unguarded

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

# Encodings of one byte a letter that spreadsheets still write; UTF is recognised for certain.
_OLD_ENCODINGS = ["cp1251", "cp1252", "cp1250", "koi8_r"]
_ZIP = b"PK\x03\x04"
_SAMPLE = 200_000
_LINES = 50
_SAVE = "Save the file as CSV UTF-8 and try again."


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table of text; ``table`` is indexed by the line on which each row ends (header: 1).

    ``problems`` are rows with too many or too few cells; the table has them filled up with blanks,
    or with what is too much in the last cell.
    """

    name: str
    encoding: str
    delimiter: str
    table: pd.DataFrame
    problems: tuple[Problem, ...]


def read_sheet(content: bytes, name: str) -> Sheet:
    """Give the table that a file holds; rows with too many or too few cells become problems.

    Raises GazetteerError where the file is no table, or larger than MAX_BYTES or MAX_ROWS.
    """
    if len(content) > MAX_BYTES:
        size = f"is larger than {MAX_BYTES // 1024 // 1024} MB."
        raise _refuse(name, size, "Split the file, or leave out columns.")
    if content.startswith(_ZIP):
        raise _refuse(name, "is a workbook or an archive, not a table of text.", _SAVE)
    text, encoding = _decode(content, name)
    delimiter = _delimiter(text)
    header, rows, problems = _split(text, delimiter, name)
    table = pd.DataFrame(
        [cells for _, cells in rows], columns=header, index=[line for line, _ in rows], dtype=str
    )
    for column in table.columns:
        risky = table[column].str.startswith("'")
        table.loc[risky, column] = table.loc[risky, column].map(unguarded)
    return Sheet(name, encoding, delimiter, table, tuple(problems))


def _decode(content: bytes, name: str) -> tuple[str, str]:
    encoding = _encoding(content)
    if encoding is None:
        raise _refuse(name, "is written in an encoding that is not recognised.", _SAVE)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refuse(name, f"cannot be read as {encoding}.", _SAVE) from error
    if not text.strip() or "\0" in text:
        raise _refuse(name, "holds no text." if not text.strip() else "is not text.", _SAVE)
    return text, encoding


def _encoding(content: bytes) -> str | None:
    """By its byte order mark, else UTF-8 where it can be, else the likeliest old encoding."""
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    if max(even, odd) > len(content[:_SAMPLE]) / 8:
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content[:_SAMPLE], cp_isolation=_OLD_ENCODINGS).best()
        return best.encoding if best else None
    return "utf-8"


def _delimiter(text: str) -> str:
    """The one that cuts most of the first lines into the same number of cells, and the most."""
    sample = "".join(text.splitlines(keepends=True)[:_LINES])

    def score(delimiter: str) -> tuple[float, int]:
        widths = [len(cells) for _, cells in _rows(sample, delimiter)]
        if not widths or widths[0] < 2:
            return 0.0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    return max(DELIMITERS, key=score)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line it ends on; up to where quotes make no sense."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error:
        return


def _split(
    text: str, delimiter: str, name: str
) -> tuple[list[str], list[tuple[int, list[str]]], list[Problem]]:
    rows = _rows(text, delimiter)
    _, header = next(rows, (0, []))
    if len(header) < 2:
        mend = "Start with a row of column names, separated by commas."
        raise _refuse(name, "has no columns.", mend)
    kept, problems = [], []
    width = len(header)
    for line, cells in rows:
        if len(cells) != width:
            message = f"has {len(cells)} cells where the header has {width}."
            mend = "Put a text that holds the separator in quotation marks."
            problems.append(Problem(name, line, None, None, message, mend))
            cells = [*cells[: width - 1], delimiter.join(cells[width - 1 :])]
            cells += [""] * (width - len(cells))
        kept.append((line, cells))
        if len(kept) > MAX_ROWS:
            raise _refuse(name, f"has more than {MAX_ROWS:,} rows.", "Split the file.")
    return _distinct(header), kept, problems


def _distinct(header: list[str]) -> list[str]:
    """Column names, blank or repeated ones told apart by their number."""
    seen: set[str] = set()
    names = []
    for number, name in enumerate(header, start=1):
        fresh = name and name not in seen
        names.append(name if fresh else f"{name or 'column'} ({number})")
        seen.add(names[-1])
    return names


def _refuse(name: str, message: str, mend: str) -> GazetteerError:
    return GazetteerError([Problem(name, None, None, None, message, mend)])

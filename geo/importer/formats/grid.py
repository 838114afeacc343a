"""Rows of text, wherever they come from, as a table with a header."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from geo.importer.columns import recognise
from geo.importer.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Decision, refusal

_HEADER_WITHIN = 30
_LEAVE_OUT = "Leave out what is not needed, or split the file."


def table_of(
    name: str, header: Sequence[str], columns: Sequence[Sequence[str]], index: Sequence[int]
) -> pd.DataFrame:
    """Return a table of text; raises GazetteerError where it is larger than the limits."""
    check_size(name, len(index), len(header))
    made = {
        title: pd.Series([cell.strip() for cell in cells], index=list(index), dtype=str)
        for title, cells in zip(distinct(header), columns, strict=True)
    }
    table = pd.DataFrame(made, index=pd.Index(index, dtype="int64"))
    for title in table.columns:
        if len(table) and int(table[title].str.len().max()) > MAX_CELL:
            message = f"has a cell of more than {MAX_CELL:,} characters in column {title}."
            raise refusal(name, message, _LEAVE_OUT)
    return table[(table != "").any(axis=1)] if len(table.columns) else table


def check_size(name: str, rows: int, columns: int) -> None:
    """Raise GazetteerError where a table has more rows or columns than the limits."""
    if columns > MAX_COLUMNS:
        raise refusal(name, f"has more than {MAX_COLUMNS:,} columns.", _LEAVE_OUT)
    if rows > MAX_ROWS:
        raise refusal(name, f"has more than {MAX_ROWS:,} rows.", _LEAVE_OUT)


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the first rows is the header: the one with most names that are known."""
    first = rows[:_HEADER_WITHIN]
    return max(range(len(first)), key=lambda k: (len(recognise(filter(None, first[k]))), -k))


def repeated(header: Sequence[str]) -> list[Decision]:
    """Return what is told of columns that are called alike, where one of them may be a field."""
    counts = Counter(" ".join(title.split()) for title in header)
    return [
        Decision(
            "columns",
            title,
            f"{count} columns are called {title}; the first one that is not empty was read.",
            {},
            True,
        )
        for title, count in counts.items()
        if title and count > 1 and recognise([title])
    ]


def distinct(header: Sequence[str]) -> list[str]:
    """Return names of columns, each one once and none blank."""
    taken: dict[str, None] = {}
    for place, title in enumerate(header, start=1):
        plain = " ".join(title.split()) or f"column {place}"
        name, count = plain, 2
        while name in taken:
            name, count = f"{plain} {count}", count + 1
        taken[name] = None
    return list(taken)

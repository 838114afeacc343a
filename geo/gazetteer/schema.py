"""The checks of each table's cells: pandera runs the rules of its columns and reports every row.

The rules that reach across rows and tables are in :mod:`geo.gazetteer.rules`.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd
import pandera.pandas as pa

from geo.errors import Problem
from geo.gazetteer.cells import TEXT
from geo.gazetteer.columns import TABLES


def problems_of(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Return what is wrong with the cells of one table, row by row, and with its columns."""
    names = TABLES[name].names
    known = (*names, *(column.name for column in TABLES[name].extra))
    for column in names:
        if column not in table.columns:
            yield Problem(name, 1, column, None, "is missing.", f"Add the column {column}.")
    for column in table.columns:
        if column not in known:
            fix = f"Remove it, or rename it to one of {', '.join(known)}."
            yield Problem(name, 1, str(column), None, "is not a known column.", fix)
    yield from _cell_problems(name, table)
    key = TABLES[name].key
    if key in table.columns:
        yield from _repeated(name, key, table[key])


def _repeated(name: str, key: str, cells: pd.Series) -> Iterator[Problem]:
    if cells.is_unique:
        return
    for place in np.flatnonzero(cells.duplicated() & (cells != "")):
        fix = "Give each row its own identifier."
        yield Problem(name, int(place) + 2, key, cells.iloc[place], "is used twice.", fix)


@cache
def _checks_of(name: str) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                checks=pa.Check(column.rule.right), required=False, nullable=True
            )
            for column in (*TABLES[name].columns, *TABLES[name].extra)
            if column.rule is not TEXT
        }
    )


def _cell_problems(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    try:
        _checks_of(name).validate(table, lazy=True, inplace=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        wrong = cases[cases["index"].notna()].sort_values(["index"], kind="stable")
        table_of = TABLES[name]
        rules = {column.name: column.rule for column in (*table_of.columns, *table_of.extra)}
        for column, value, place in zip(
            wrong["column"], wrong["failure_case"], wrong["index"], strict=True
        ):
            rule = rules[column]
            yield Problem(name, int(place) + 2, column, str(value), rule.message, rule.fix)

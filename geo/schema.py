"""What each table of a gazetteer must hold, column by column.

Every check carries what is wrong and how to mend it; pandera runs them and reports every row. The
rules that reach across rows and tables are in :mod:`geo.rules`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pandera.pandas as pa

from geo import dates
from geo.errors import Problem
from geo.tables import numbers

STATUSES = ("active", "closing", "proposed", "reported")
KINDS = (
    "air base",
    "airfield",
    "garrison",
    "training ground",
    "space surveillance",
    "naval test range",
    "communications",
    "seismic station",
    "transit hub",
    "outpost",
)
COORDINATE_TYPES = ("aerodrome reference point", "site centroid", "settlement", "derived")
SOURCE_KINDS = ("official", "treaty", "press", "research", "reference", "dataset")
EVENT_KINDS = (
    "treaty",
    "vote",
    "notice",
    "opening",
    "closing",
    "summit",
    "talks",
    "speech",
    "report",
    "politics",
    "withdrawal",
)
PROPERTIES = ("start", "end", "operator", "name", "position", "status", "distance")
CHECKS = ("distance", "date", "operator", "status", "existence", "order", "uncheckable")
YES_NO = ("yes", "no")


def _or(values: tuple[str, ...]) -> str:
    return f"{', '.join(values[:-1])} or {values[-1]}" if len(values) > 1 else values[0]


@dataclass(frozen=True)
class Rule:
    """One check of one column: True where a cell is right."""

    right: Callable[[pd.Series], pd.Series]
    message: str
    mend: str


def filled(mend: str) -> Rule:
    """Give the rule that a cell is not blank."""
    return Rule(lambda cells: cells.str.strip() != "", "is blank.", mend)


def one_of(values: tuple[str, ...], *, blank: bool = False) -> Rule:
    """Give the rule that a cell holds one of some words."""
    allowed = set(values) | ({""} if blank else set())
    return Rule(
        lambda cells: cells.isin(allowed), "is not a word known here.", f"Use {_or(values)}."
    )


def matching(pattern: str, message: str, mend: str) -> Rule:
    """Give the rule that a whole cell matches a pattern."""
    compiled = re.compile(pattern)
    return Rule(lambda cells: cells.str.fullmatch(compiled), message, mend)


def number(low: float, high: float, unit: str) -> Rule:
    """Give the rule that a cell is a decimal number between two limits."""

    def right(cells: pd.Series) -> pd.Series:
        values = numbers(cells)
        return pd.Series((low <= values) & (values <= high), index=cells.index)

    message = f"is not a number from {low:,.0f} to {high:,.0f}."
    return Rule(right, message, f"Write {unit} with a decimal point, such as 42.85.")


def edtf(*, open_ended: bool) -> Rule:
    """Give the rule that a cell is a date as :mod:`geo.dates` reads it, or blank."""

    def right(cells: pd.Series) -> pd.Series:
        left_open = {"", dates.OPEN} if open_ended else {""}
        distinct = set(cells.unique().tolist())
        wrong = dates.unreadable(distinct - left_open)
        return ~cells.isin(wrong) if wrong else pd.Series(True, index=cells.index)

    openly = " Write .. for open, nothing for unknown." if open_ended else ""
    mend = f"Write 2005-11-21, 2005-11, 2005, 2005~ (about) or 2005? (perhaps).{openly}"
    return Rule(right, "is not a date.", mend)


IDENTIFIER = matching(
    r"[a-z0-9]+(?:-[a-z0-9]+)*",
    "is not an identifier.",
    "Use small letters, digits and single hyphens, such as kant-russia-2003.",
)
ADDRESS = matching(
    r"(?:https?://[^\s<>\"]+)?",
    "is not a web address.",
    "Write an address that begins with http:// or https://, or leave the cell blank.",
)
TEXT = Rule(lambda cells: pd.Series(True, index=cells.index), "", "")

TABLES: dict[str, dict[str, Rule]] = {
    "bases.csv": {
        "period_id": IDENTIFIER,
        "base_id": IDENTIFIER,
        "name": filled("Write the base's English name."),
        "local_names": TEXT,
        "country": filled("Write the English short name of the country it lies in."),
        "kind": one_of(KINDS),
        "latitude": number(-90, 90, "degrees north"),
        "longitude": number(-180, 180, "degrees east"),
        "coordinate_uncertainty_m": number(0, 1_000_000, "metres"),
        "coordinate_type": one_of(COORDINATE_TYPES),
        "icao": matching(
            r"(?:[A-Z]{4})?", "is not an ICAO code.", "Write four capital letters, or nothing."
        ),
        "operator": filled("Write the English short name of who holds it."),
        "unit": TEXT,
        "status": one_of(STATUSES),
        "start": edtf(open_ended=True),
        "end": edtf(open_ended=True),
        "in_article": one_of(("named", "implied", "no")),
        "reference": one_of(YES_NO),
        "sources": filled("Name at least one source of sources.csv."),
        "note": TEXT,
    },
    "sources.csv": {
        "source_id": IDENTIFIER,
        "title": filled("Write the title, or what the publication is."),
        "author": TEXT,
        "publisher": filled("Write who published it."),
        "date": edtf(open_ended=False),
        "url": ADDRESS,
        "language": matching(
            r"[a-z]{2,3}", "is not a language code.", "Write a code of ISO 639, such as en or ru."
        ),
        "kind": one_of(SOURCE_KINDS),
        "work": IDENTIFIER,
    },
    "claims.csv": {
        "claim_id": IDENTIFIER,
        "base_id": IDENTIFIER,
        "period_id": TEXT,
        "property": one_of(PROPERTIES),
        "value": filled("Write what the source says."),
        "source_id": IDENTIFIER,
        "used": one_of(YES_NO),
        "reason": TEXT,
    },
    "events.csv": {
        "event_id": IDENTIFIER,
        "date": edtf(open_ended=False),
        "title": filled("Write what happened."),
        "note": TEXT,
        "kind": one_of(EVENT_KINDS),
        "base_ids": TEXT,
        "in_article": one_of(YES_NO),
        "sources": filled("Name at least one source of sources.csv."),
        "tour": matching(r"\d*", "is not a number.", "Write the place in the tour, or nothing."),
    },
    "statements.csv": {
        "statement_id": IDENTIFIER,
        "statement": filled("Write the statement in your own words."),
        "check": one_of(CHECKS),
        "parameters": filled("Write the parameters of the check as a JSON object."),
        "claimed": filled("Write what the article says."),
        "in_article_paragraph": matching(
            r"\d+", "is not a number.", "Write the number of the article's paragraph."
        ),
        "expected": one_of(("agrees", "differs", "cannot be checked")),
        "sources": filled("Name at least one source of sources.csv."),
    },
}
KEYS = {
    "bases.csv": "period_id",
    "sources.csv": "source_id",
    "claims.csv": "claim_id",
    "events.csv": "event_id",
    "statements.csv": "statement_id",
}


def problems_of(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Give what is wrong with the cells of one table, row by row, and with its columns."""
    rules = TABLES[name]
    for column in rules:
        if column not in table.columns:
            yield Problem(name, 1, column, None, "column is missing.", f"Add the column {column}.")
    for column in table.columns:
        if column not in rules:
            mend = f"Remove it, or rename it to one of {', '.join(rules)}."
            yield Problem(name, 1, str(column), None, "column is not known.", mend)
    yield from _cell_problems(name, table)
    key = KEYS[name]
    if key in table.columns:
        yield from _repeated(name, key, table[key])


def _repeated(name: str, key: str, cells: pd.Series) -> Iterator[Problem]:
    if cells.is_unique:
        return
    for place in np.flatnonzero(cells.duplicated() & (cells != "")):
        mend = "Give this row an identifier of its own."
        yield Problem(name, int(place) + 2, key, cells.iloc[place], "is used twice.", mend)


@cache
def _checks_of(name: str) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            column: pa.Column(checks=pa.Check(rule.right), required=False, nullable=True)
            for column, rule in TABLES[name].items()
            if rule is not TEXT
        }
    )


def _cell_problems(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    try:
        _checks_of(name).validate(table, lazy=True, inplace=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        wrong = cases[cases["index"].notna()].sort_values(["index"], kind="stable")
        for column, value, place in zip(
            wrong["column"], wrong["failure_case"], wrong["index"], strict=True
        ):
            rule = TABLES[name][column]
            yield Problem(name, int(place) + 2, column, str(value), rule.message, rule.mend)

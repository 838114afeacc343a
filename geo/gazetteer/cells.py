"""What one cell must hold: each rule says what is wrong, how to fix it, and how it is published.

A rule is checked on a whole column at once; what is published of it (allowed words, pattern,
limits) follows the Table Schema of Frictionless Data.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from geo.gazetteer.tables import numbers
from geo.place import footprint
from geo.time import dates


@dataclass(frozen=True)
class Rule:
    """One check of one column: ``right`` is True where a cell is right.

    ``words``, ``pattern`` and ``limits`` are what Table Schema calls enum, pattern, and minimum and
    maximum; ``blank`` says that an empty cell is right; ``kind`` is its type.
    """

    right: Callable[[pd.Series], pd.Series]
    message: str
    fix: str
    blank: bool = False
    kind: str = "string"
    words: tuple[str, ...] = ()
    pattern: str = ""
    limits: tuple[float, float] | None = None

    def or_blank(self) -> "Rule":
        """Return the rule that holds for cells that are not empty."""
        right = self.right
        return replace(self, right=lambda cells: (cells == "") | right(cells), blank=True)


TEXT = Rule(lambda cells: pd.Series(True, index=cells.index), "", "", blank=True)


def filled(fix: str) -> Rule:
    """Return the rule that a cell is not empty."""
    return Rule(lambda cells: cells.str.strip() != "", "is blank.", fix)


def one_of(values: tuple[str, ...]) -> Rule:
    """Return the rule that a cell holds one of some words."""
    listed = f"{', '.join(values[:-1])} or {values[-1]}" if len(values) > 1 else values[0]
    message = "is not one of the allowed values."
    return Rule(lambda cells: cells.isin(values), message, f"Use {listed}.", words=values)


def matching(pattern: str, message: str, fix: str, *, publish: bool = True) -> Rule:
    """Return the rule that a whole cell matches a pattern."""
    compiled = re.compile(pattern)
    shown = pattern if publish else ""
    return Rule(lambda cells: cells.str.fullmatch(compiled), message, fix, pattern=shown)


def integer(fix: str) -> Rule:
    """Return the rule that a cell is a whole number from 0."""
    return replace(matching(r"\d+", "is not a number.", fix, publish=False), kind="integer")


def number(low: float, high: float, unit: str) -> Rule:
    """Return the rule that a cell is a decimal number between two limits."""

    def right(cells: pd.Series) -> pd.Series:
        values = numbers(cells)
        return pd.Series((low <= values) & (values <= high), index=cells.index)

    message = f"is not a number from {low:,.0f} to {high:,.0f}."
    fix = f"Write {unit} with a decimal point, such as 42.85."
    return Rule(right, message, fix, kind="number", limits=(low, high))


_DATE = r"\d{4}(-\d{2}(-\d{2})?)?[~?%]?"
_EXAMPLES = "Write 2005-11-21, 2005-11, 2005, 2005~ (about) or 2005? (perhaps)."

DATE = Rule(
    lambda cells: ~cells.isin(dates.unreadable(cells.unique().tolist())),
    "is not a date.",
    _EXAMPLES,
    pattern=_DATE,
)


def _open_or_date(cells: pd.Series) -> pd.Series:
    return ~cells.isin(dates.unreadable(set(cells.unique().tolist()) - {"", dates.OPEN}))


EDGE = replace(
    DATE,
    right=_open_or_date,
    fix=f"{_EXAMPLES} Write .. for open, nothing for unknown.",
    blank=True,
    # Two edges: the period starts, or ends, somewhere between them.
    pattern=rf"(\.\.|{_DATE})(/(\.\.|{_DATE}))?",
)
IDENTIFIER = matching(
    r"[a-z0-9]+(?:-[a-z0-9]+)*",
    "is not an identifier.",
    "Use small letters, digits and single hyphens, such as kant-russia-2003.",
    publish=False,
)
ADDRESS = replace(
    matching(
        r"https?://[^\s<>\"]+",
        "is not a web address.",
        "Write an address that begins with http:// or https://, or leave the cell blank.",
    ),
    pattern=r"https?://\S+",
)
LANGUAGE = matching(
    r"[a-z]{2,3}", "is not a language code.", "Write a code of ISO 639, such as en or ru."
)
_NAME = r"[a-z]{2,3}(-[A-Z][a-z]{3})?: [^|\s][^|]*"
NAMES = matching(
    rf"{_NAME}( \| {_NAME})*",
    "has a label without a language.",
    "Write each as a language and a name, with | between them: ky: Кант | tg-Latn: Norak.",
)
COUNTRY_CODE = matching(
    r"[A-Z]{2}",
    "is not an ISO 3166-1 code of two letters.",
    "Write two capital letters, or nothing.",
)
FOOTPRINT = Rule(
    lambda cells: pd.Series(
        [bool(text) and footprint.read_all([text])[0] == [text] for text in cells],
        index=cells.index,
        dtype=bool,
    ),
    "is not a footprint.",
    f"Write WKT of lines or areas in degrees, longitude first, of at most {footprint.MAX_CORNERS} "
    "corners with six decimals.",
)
ICAO = matching(r"[A-Z]{4}", "is not an ICAO code.", "Write four capital letters, or nothing.")

"""What can be wrong with data, worded so that a person can fix it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one place of a file.

    ``row`` is the line as a spreadsheet shows it: the header is 1, the first record 2.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    fix: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        told = ", ".join(place)
        if self.value:
            told += f": {self.value!r}"
        elif len(place) > 1:
            told += ","
        return f"{told} {self.message} {self.fix}"


@dataclass(frozen=True)
class ProblemSort:
    """Problems that are alike, said in one sentence: how many there are, and the first of them."""

    first: Problem
    count: int

    def __str__(self) -> str:
        if self.count == 1:
            return str(self.first)
        first = self.first
        place = first.file if first.column is None else f"{first.file}, column {first.column}"
        value = f" {first.value!r}" if first.value else ""
        rows = f"{self.count:,} rows, first in row {first.row}"
        return f"{place}, {rows}:{value} {first.message} {first.fix}"


def sorts(problems: Iterable[Problem]) -> list[ProblemSort]:
    """Return problems summed up by file, column and what is wrong, in the order they first come."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        alike = re.sub(r"\d+", "0", problem.message)
        at_once = problem.row is not None
        found.setdefault((problem.file, problem.column, alike, at_once), []).append(problem)
    return [ProblemSort(alike[0], len(alike)) for alike in found.values()]


class GeoError(Exception):
    """The root of all errors this package raises on purpose."""


class GazetteerError(GeoError):
    """Raised when a gazetteer cannot be used; ``problems`` lists everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DateError(GeoError, ValueError):
    """Raised for a text that is not an EDTF date of day, month or year precision."""


class DistanceError(GeoError, ValueError):
    """Raised for a place that is not on the globe, or a country without known borders."""


class ExportError(GeoError):
    """Raised when a file could not be written; nothing half-written is left."""

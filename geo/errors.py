"""What can be wrong with data, said so that a person can mend it."""

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
    mend: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        value = "" if self.value is None else f" {self.value!r}"
        return f"{', '.join(place)}:{value} {self.message} {self.mend}"


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

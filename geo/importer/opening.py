"""The gazetteer of a path: a folder of ours, or one CSV file of anybody's."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo import dates, gazetteer
from geo.errors import GazetteerError, Problem
from geo.gazetteer import Gazetteer
from geo.importer.columns import recognise
from geo.importer.read import Imported, interpret
from geo.importer.sheet import MAX_BYTES, Sheet, read_sheet

# What a shell writes -> what it means; the first of each is what nobody has to write.
BLANK_ENDS = {"open": dates.OPEN, "unknown": ""}
ORDERS = {"day-first": True, "month-first": False}


@dataclass(frozen=True)
class Reading:
    """How somebody wants a CSV file of their own read; our own folders need no such choice.

    ``columns`` names the column of a field where it is not recognised. With ``good_rows`` the rows
    that are right are used, and what is left out is told; else nothing is read of a file in which
    something is wrong. The rest is as in :func:`geo.importer.read.interpret`.
    """

    blank_end: str = dates.OPEN
    day_first: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    good_rows: bool = False


AS_FOUND = Reading()


def on_stderr(line: str) -> None:
    """Print a line where it does not mix with what is asked for."""
    print(line, file=sys.stderr)


def open_path(
    path: Path | str | None, reading: Reading = AS_FOUND, tell: Callable[[str], object] = on_stderr
) -> Gazetteer:
    """Give the gazetteer of a folder, of the bases.csv in one, or of anybody's CSV file.

    ``tell`` takes a line about each doubt in how the file was read. Raises GazetteerError with
    everything that is wrong; nothing is half-loaded unless ``reading`` asks for the good rows.
    """
    where = gazetteer.DATA if path is None else Path(path)
    if not where.exists():
        mend = "Check how the path is written, and the folder it starts from."
        raise GazetteerError([Problem(where.name, None, None, None, "does not exist.", mend)])
    if where.is_dir() or (where.name == "bases.csv" and (where.parent / "sources.csv").exists()):
        return gazetteer.load(where)
    try:
        with where.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        problem = Problem(where.name, None, None, None, "cannot be opened.", "Check it.")
        raise GazetteerError([problem]) from error
    sheet = read_sheet(content, where.name)
    imported = interpret(
        sheet,
        recognise(sheet.table.columns) | _named_columns(sheet, reading.columns),
        blank_end=reading.blank_end,
        day_first=reading.day_first,
    )
    if imported.gazetteer is None or (imported.problems and not reading.good_rows):
        raise GazetteerError(imported.problems)
    _tell_doubts(sheet.name, imported, reading, tell)
    return imported.gazetteer


def _named_columns(sheet: Sheet, columns: Mapping[str, str]) -> dict[str, str]:
    known = list(sheet.table.columns)
    mend = f"Name one of {', '.join(known)}."
    unknown = [
        Problem(sheet.name, 1, column, None, "is not among the columns.", mend)
        for column in columns.values()
        if column not in known
    ]
    if unknown:
        raise GazetteerError(unknown)
    return dict(columns)


def _tell_doubts(
    file: str, imported: Imported, reading: Reading, tell: Callable[[str], object]
) -> None:
    if imported.date_order.undecided and reading.day_first is None:
        choice = "To choose: --dates day-first or month-first, or DATES for a server."
        tell(f"{file}: {imported.date_order.in_words()} {choice}")
    for problem in imported.problems:
        tell(str(problem))
    if imported.problems:
        count = len(imported.left_out)
        tell(f"{file}: {count} {'row' if count == 1 else 'rows'} left out.")

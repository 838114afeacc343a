"""The gazetteer at a path: one of our folders, or any reader's file."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from geo.errors import GazetteerError, Problem, sorts
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.importer import bundle
from geo.importer.bundle import Bundle
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.formats.text import SEPARATORS
from geo.importer.read import Imported, interpret
from geo.importer.reading import AS_FOUND, Reading
from geo.importer.sheet import MAX_BYTES, Sheet, too_large
from geo.paths import DATA
from geo.plural import counted
from geo.time import dates

# What a shell writes -> what it means; the first of each is the default.
BLANK_ENDS = {"open": dates.OPEN, "unknown": ""}
ORDERS = {"day-first": True, "month-first": False}


@dataclass(frozen=True)
class Choice:
    """A choice in how a file is read, as a shell has it: its help, and its words where few."""

    words: str
    known: tuple[str, ...] | None = None


# By the names that decisions have for what they are about.
CHOICES = {
    "encoding": Choice("the encoding, such as cp1251"),
    "sheet": Choice("the sheet of a workbook"),
    "layer": Choice("the layer of a geodata file"),
    "separator": Choice("the character between cells", tuple(SEPARATORS)),
    "decimal": Choice("the decimal sign", ("point", "comma")),
    "years": Choice("what 2001-21 means: spring, or the years to 2021", ("season", "span")),
    "day-numbers": Choice("read numbers such as 37257 as days from 1900 or 1904", ("1900", "1904")),
    "first-days": Choice(
        "whether 2001-01-01T00:00:00Z is that day, or wider: the year", ("day", "wider")
    ),
    "points": Choice("which comes first in a cell with a point", ("lat-lon", "lon-lat")),
    "coordinates": Choice(
        "whether to swap latitude and longitude where that puts a point in its country",
        ("as-written", "swapped"),
    ),
}


# More words than these of one choice are not listed on a shell.
_LISTED = 4


def on_stderr(line: str) -> None:
    """Print a line where it does not mix with what is asked for."""
    print(line, file=sys.stderr)


def open_path(
    path: Path | str | None, reading: Reading = AS_FOUND, tell: Callable[[str], object] = on_stderr
) -> Gazetteer:
    """Return the gazetteer of a folder, of the bases.csv in one, or of anybody's file.

    ``tell`` takes a line about each doubt in how the file was read. Raises GazetteerError with
    everything that is wrong; nothing is half-loaded unless ``reading`` asks for the good rows.
    """
    where = existing(DATA if path is None else Path(path))
    if where.is_dir() or (where.name == "bases.csv" and (where.parent / "sources.csv").exists()):
        return load(where)
    taken = _taken(where, reading)
    return _opened(taken, tell)


def bundle_of(
    path: Path | str, reading: Reading = AS_FOUND, tell: Callable[[str], object] = on_stderr
) -> Bundle:
    """Return a reader's file and how to read it; raises as :func:`open_path` does."""
    taken = _taken(existing(Path(path)), reading)
    sheet = read_sheet(taken.content, taken.name, taken.reading.choices)
    whole = replace(taken.reading, columns=_columns(sheet, taken))
    packed = replace(taken, reading=whole)
    return replace(packed, version=_opened(packed, tell).version)


def existing(path: Path) -> Path:
    """Return a path that exists; raises GazetteerError where it does not."""
    if not path.exists():
        fix = "Check how the path is written, and the folder it starts from."
        raise GazetteerError([Problem(path.name, None, None, None, "does not exist.", fix)])
    return path


def _taken(path: Path, reading: Reading) -> Bundle:
    """A file by its path, or the one in a bundle, and how it is read."""
    content = _content(path)
    if not bundle.is_bundle(content):
        return Bundle(path.name, content, reading)
    packed = bundle.unpack(content, path.name)
    return replace(packed, reading=_joined(packed.reading, reading))


def _opened(taken: Bundle, tell: Callable[[str], object]) -> Gazetteer:
    reading = taken.reading
    sheet = read_sheet(taken.content, taken.name, reading.choices)
    imported = interpret(
        sheet,
        _columns(sheet, taken),
        values=reading.values,
        choices=reading.choices,
        blank_end=reading.blank_end,
        day_first=reading.day_first,
        about=reading.about,
    )
    if imported.gazetteer is None or (imported.problems and not reading.good_rows):
        tell_decisions(sheet.name, imported, reading, tell)
        raise GazetteerError(imported.problems)
    tell_decisions(sheet.name, imported, reading, tell)
    _tell_problems(sheet.name, imported, tell)
    return imported.gazetteer


def _joined(packed: Reading, asked: Reading) -> Reading:
    """How to read a bundle: as it says, unless the caller asks otherwise."""
    return replace(
        packed,
        blank_end=packed.blank_end if asked.blank_end is None else asked.blank_end,
        day_first=packed.day_first if asked.day_first is None else asked.day_first,
        columns={**packed.columns, **asked.columns},
        values={**packed.values, **asked.values},
        choices={**packed.choices, **asked.choices},
        good_rows=packed.good_rows or asked.good_rows,
        about={**packed.about, **asked.about},
    )


def _content(path: Path) -> bytes:
    """The bytes of a file; a file that is too large is refused before it is read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise too_large(path.name)
        with path.open("rb") as file:
            # A pipe or a device has no size.
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        problem = Problem(path.name, None, None, None, "cannot be opened.", "Check it.")
        raise GazetteerError([problem]) from error


def _columns(sheet: Sheet, taken: Bundle) -> dict[str, str]:
    """The column of each field: those that a bundle names are all that it has."""
    if taken.version:
        return _named_columns(sheet, taken.reading.columns)
    return columns_of(sheet, taken.reading.columns)


def columns_of(sheet: Sheet, named: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each field: as it is named, else as it is recognised.

    Raises GazetteerError where there is no such column.
    """
    return propose(sheet) | _named_columns(sheet, named)


def _named_columns(sheet: Sheet, columns: Mapping[str, str]) -> dict[str, str]:
    known = list(sheet.table.columns)
    fix = f"Name one of {', '.join(known)}."
    unknown = [
        Problem(sheet.name, 1, column, None, "is not among the columns.", fix)
        for column in columns.values()
        if column not in known
    ]
    if unknown:
        raise GazetteerError(unknown)
    return dict(columns)


def tell_decisions(
    file: str, imported: Imported, reading: Reading, tell: Callable[[str], object]
) -> None:
    """Report what was doubtful in how a file was read, each with the option that chooses it."""
    asked = {*reading.choices, *("dates",) * (reading.day_first is not None)}
    asked |= {"blank-end"} if reading.blank_end is not None else set()
    for decision in imported.decisions:
        if decision.doubtful and decision.about not in asked:
            tell(f"{file}: {decision.words}{_option(decision.about, decision.choices)}")


def _option(about: str, choices: Mapping[str, str]) -> str:
    words = [word for word in choices if word]
    if not words:
        return ""
    if len(words) > _LISTED:
        return f" To choose: --{about} NAME, such as {', '.join(words[:_LISTED])}."
    listed = " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    return f" To choose: --{about} {listed}."


def _tell_problems(file: str, imported: Imported, tell: Callable[[str], object]) -> None:
    for sort in sorts(imported.problems):
        tell(str(sort))
    if imported.problems:
        tell(f"{file}: {counted(len(imported.left_out), 'row')} left out.")

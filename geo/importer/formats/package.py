"""A zip of our own: the data package that this project exports, or a zip with one table in it."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from geo.importer.formats import archive, text
from geo.importer.sheet import Decision, Sheet, refusal

_TABLES = (".csv", ".tsv", ".txt")
_MEND = "Unpack it and open the table that you mean."


def recognises(content: bytes, name: str) -> bool:
    """Return whether a file is a zip with tables of text in it."""
    return bool(_tables(archive.names(content)))


def read(content: bytes, name: str, choices: Mapping[str, str]) -> Sheet:
    """Return bases.csv of a data package, or the one table that a zip holds."""
    files = archive.unpacked(content, name)
    found = _tables(list(files))
    bases = [member for member in found if PurePosixPath(member).name == "bases.csv"]
    if not bases and len(found) > 1:
        raise refusal(name, f"holds more than one table: {', '.join(found[:4])}.", _MEND)
    member = (bases or found)[0]
    sheet = text.read(files[member], name, choices)
    told = Decision("file", member, f"{member} was read, of {len(files):,} files in the archive.")
    decisions = (told, *sheet.decisions)
    return Sheet(name, sheet.table, decisions, sheet.problems)


def _tables(names: list[str]) -> list[str]:
    return [name for name in names if name.lower().endswith(_TABLES) and "README" not in name]

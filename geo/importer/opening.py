"""The gazetteer of a path: a folder of ours, or one CSV file of anybody's."""

from pathlib import Path

from geo import gazetteer
from geo.errors import GazetteerError, Problem
from geo.gazetteer import Gazetteer
from geo.importer.columns import recognise
from geo.importer.read import interpret
from geo.importer.sheet import MAX_BYTES, read_sheet


def open_path(path: Path | str | None) -> Gazetteer:
    """Give the gazetteer of a folder, of the bases.csv in one, or of anybody's CSV file.

    Raises GazetteerError with everything that is wrong; nothing is half-loaded.
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
    imported = interpret(sheet, recognise(sheet.table.columns))
    if imported.problems or imported.gazetteer is None:
        raise GazetteerError(imported.problems)
    return imported.gazetteer

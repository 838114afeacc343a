"""Workbooks of Excel (xlsx, xlsm, xlsb, xls) and OpenDocument (ods)."""

from collections.abc import Mapping

from geo.importer.formats import apart, archive, grid
from geo.importer.sheet import Decision, Sheet, refusal

_OLD = b"\xd0\xcf\x11\xe0"


def recognises(content: bytes, name: str) -> bool:
    """Return whether a file is a workbook."""
    if content.startswith(_OLD):
        return b"W\0o\0r\0k\0b\0o\0o\0k\0" in content or b"B\0o\0o\0k\0" in content
    found = archive.names(content)
    return any(part in found for part in ("xl/workbook.xml", "xl/workbook.bin")) or (
        "content.xml" in found and b"opendocument.spreadsheet" in content[:200]
    )


def read(content: bytes, name: str, choices: Mapping[str, str]) -> Sheet:
    """Return a sheet of a workbook, by the numbers of its rows; ``choices`` may name the "sheet".

    Dates are those that the workbook shows, whichever day it counts from. Raises GazetteerError
    where it is damaged, too large, or takes too much memory or time.
    """
    if not content.startswith(_OLD):
        content = archive.packed(archive.unpacked(content, name))
    asked = choices.get("sheet", "")
    made = apart.run("workbook", name, "a workbook", [asked], content)
    rows, sheets, taken = made["rows"], made["sheets"], made["sheet"]
    if asked and asked != taken:
        fix = f"Name one of {', '.join(sheets)}."
        raise refusal(name, f"has no sheet {asked!r}.", fix)
    if not rows:
        raise refusal(name, f"has nothing on its sheet {taken!r}.", "Choose another sheet.")
    place = grid.header_place(rows)
    header, body = rows[place], rows[place + 1 :]
    grid.check_size(name, len(body), len(header))
    columns = [[row[place] for row in body] for place in range(len(header))]
    first = made["first"] + place + 1
    table = grid.table_of(name, header, columns, range(first, first + len(body)))
    words = f"Sheet {taken} was read; its column names are in row {first - 1}."
    options = {sheet: sheet for sheet in sheets} if len(sheets) > 1 else {}
    decision = Decision("sheet", taken, words, options, doubtful=len(sheets) > 1 and not asked)
    return Sheet(name, table, (decision, *grid.repeated(header)))

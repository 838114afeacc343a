"""A sheet of a workbook: its rows as text, dates as ISO 8601, and the number of the first row."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum


def read(content: bytes, wanted: str) -> dict[str, Any]:
    """Return the names of all sheets, and the wanted one, else the first with a table in it."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    names = [m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    taken = wanted if wanted in names else _fullest(book, names)
    sheet = book.get_sheet_by_name(taken)
    first = (sheet.start or (0, 0))[0] + 1
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    return {"sheets": names, "sheet": taken, "first": first, "rows": rows}


def _fullest(book: CalamineWorkbook, names: list[str]) -> str:
    """The first sheet with more than a heading, else the first one."""
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height > 1 and sheet.width > 1:
            return name
    return names[0]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)

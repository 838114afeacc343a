"""Cells that a spreadsheet would run as formulas, made harmless, and back again.

A cell that begins with =, +, -, @, a tab, a carriage return or a line feed is run by spreadsheets
(OWASP, CSV injection). An apostrophe before it makes it text; a cell that began with an apostrophe
gets one more, so that taking one away always gives the original back.
"""

# Full-width signs are read as the plain ones by some spreadsheets (OWASP).
_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs; plain numbers stay as they are."""
    return f"'{cell}" if cell.startswith(_RISKY) and not _is_number(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell as it was before it was guarded."""
    inner = cell[1:]
    return inner if cell.startswith("'") and inner.startswith(_RISKY) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True

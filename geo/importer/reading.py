"""How a reader wants their own file read, and how they describe it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# How a reader's own gazetteer can describe itself, by the names of the data package.
ABOUT = ("title", "description", "author", "licence", "citation")

# Words of choices that had others once, which bundles and scripts may still have.
ONCE = {"exchanged": "swapped"}


@dataclass(frozen=True)
class Reading:
    """How a reader wants their own file read; our own folders need no such choice.

    ``columns`` names the column of a field where it is not recognised, ``values`` its value for all
    rows where it has none. With ``good_rows`` the rows that are right are used, and what is left
    out is told; else nothing is read of a file in which something is wrong. ``choices`` are those
    of :class:`geo.importer.sheet.Decision`, by what they are about. ``blank_end`` and ``day_first``
    are as in :func:`geo.importer.read.interpret`. ``about`` has what the gazetteer says of itself,
    by the names in ABOUT; it comes before what the file says.
    """

    blank_end: str | None = None
    day_first: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    good_rows: bool = False
    about: Mapping[str, str] = field(default_factory=dict)


AS_FOUND = Reading()

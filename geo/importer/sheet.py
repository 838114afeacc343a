"""What every reader of a file makes of it: a table of text, and how it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.errors import GazetteerError, Problem

MAX_BYTES = 200 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_COLUMNS = 1_000
MAX_CELL = 100_000
# A text in a cell may go over several lines.
MAX_LINES = 5 * MAX_ROWS
MAX_LINE = 2_000_000


@dataclass(frozen=True)
class Decision:
    """How one thing of a file was read, to be seen and corrected before anything is made of it.

    ``about`` names the thing, and the option of the shell that chooses it: "encoding" is chosen by
    ``--encoding``. ``taken`` is what was taken, ``words`` a sentence that says so with an example
    from the file. ``choices`` are what could be taken instead, each with a word for people; with
    none of them the decision is only reported. A ``doubtful`` one was guessed, and comes first.
    """

    about: str
    taken: str
    words: str
    choices: Mapping[str, str] = field(default_factory=dict)
    doubtful: bool = False


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table of text, whatever kind of file it stood in.

    ``table`` has a column for each column of the file, all text, blank cells as ""; it is indexed
    by the number that the reader's own tool shows for the row: a spreadsheet's row (the header of
    a plain table is 1), the number of a feature or a line where there is no header. ``decisions``
    say how it was read. ``problems`` are rows that do not fit the table; those that could be put
    into it at all stand in it, too, so that they can be shown. ``about`` has what the file says of
    itself: title, description, licence, citation, author; no blank ones. ``blank_end`` is what a
    blank end means where the kind of file settles that (see :mod:`geo.time.dates`), else None.
    ``digest`` is a short name of the file's bytes.
    ``derived`` says which field each column is that :mod:`geo.importer.derived` has made of others.
    """

    name: str
    table: pd.DataFrame
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    blank_end: str | None = None
    derived: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


def too_large(name: str) -> GazetteerError:
    """Return the error that refuses a file for its size."""
    size = f"is larger than {MAX_BYTES // 1024 // 1024} MB."
    return refusal(name, size, "Split the file, or leave out columns.")


def refusal(name: str, message: str, fix: str) -> GazetteerError:
    """Return the error that refuses a whole file in one sentence."""
    return GazetteerError([Problem(name, None, None, None, message, fix)])

"""Everything that is wrong with a file, as a table."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple

from geo.errors import Problem
from geo.spreadsheet import guarded

COLUMNS = ("file", "row", "column", "value", "what is wrong", "how to fix it")


def problem_list(problems: Iterable[Problem]) -> str:
    """Return problems as CSV text, a row each; no cell can run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for problem in problems:
        writer.writerow(["" if c is None else guarded(str(c)) for c in astuple(problem)])
    return text.getvalue()

"""What programs write that is no plain table of text, made one before it is read."""

import csv
import io
import json
import re

from geo.importer.columns import recognise
from geo.importer.sheet import Decision

# Marks that some programs and people put around each cell instead of quotation marks.
_MARKS = (("'", "'"), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("”", "”"))
_SEPARATORS = ",;\t|"
_FIRST = 20
_TERM = re.compile(r'"((?:[^"\\\\]|\\\\.)*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>|\^\^[\w-]+:[\w-]+)?')


def has_any(text: str) -> bool:
    """Return whether a text has to be mended, by its first lines."""
    first = text[:20_000].splitlines()[:_FIRST]
    return bool(first) and (
        _is_sparql(first[0])
        or _is_row_in_quotation_marks(first)
        or any(_are_around_cells(first[0], *marks) for marks in _MARKS)
    )


def mended(text: str) -> tuple[str, list[Decision]]:
    """Return a text as a plain table, and what was done to it."""
    first = text[:20_000].splitlines()[:_FIRST]
    if first and _is_sparql(first[0]):
        words = "Terms of SPARQL were read as the texts and addresses that they hold."
        return _without_terms(text), [Decision("terms", "sparql", words)]
    if first and _is_row_in_quotation_marks(first):
        words = "Each row stands in quotation marks as a whole; what is inside was read."
        return _unwrapped(text), [Decision("quotation marks", "rows", words, doubtful=True)]
    for opening, closing in _MARKS:
        if first and _are_around_cells(first[0], opening, closing):
            words = f"The marks {opening} and {closing} around cells were read as quotation marks."
            told = Decision("quotation marks", opening, words, doubtful=True)
            return _with_quotation_marks(text, opening, closing), [told]
    return text, []


def _is_sparql(first: str) -> bool:
    return re.fullmatch(r"\?\w+(?:\t\?\w+)+\s*", first) is not None


def _without_terms(text: str) -> str:
    """A table of SPARQL (TSV): its terms as cells, the names of its variables as a header."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    header, *rows = (line.split("\t") for line in text.splitlines())
    writer.writerow([name.strip().removeprefix("?") for name in header])
    writer.writerows([_cell(term.strip()) for term in row] for row in rows)
    return written.getvalue()


def _cell(term: str) -> str:
    if term.startswith("<") and term.endswith(">"):
        return term[1:-1]
    match = _TERM.fullmatch(term)
    if match is None:
        return term
    try:
        return str(json.loads(f'"{match[1]}"'))
    except ValueError:
        return match[1]


def _is_row_in_quotation_marks(first: list[str]) -> bool:
    """Whether all lines are one cell in quotation marks, the first of them with column names."""
    inner = [_only_cell(line) for line in first if line.strip(" ,;\t")]
    if not inner or not all(inner):
        return False
    return any(len(recognise(_cells(inner[0] or "", sign))) >= 3 for sign in _SEPARATORS)


def _only_cell(line: str) -> str | None:
    """The one cell of a line that is wholly in quotation marks; None where it is not so."""
    match = re.fullmatch(r'"((?:[^"]|"")*)"[,;\t ]*', line)
    return match[1].replace('""', '"') if match else None


def _cells(line: str, sign: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=sign), [])
    except csv.Error:
        return []


def _unwrapped(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(line if (cell := _only_cell(line)) is None else cell for line in lines)


def _are_around_cells(first: str, opening: str, closing: str) -> bool:
    """Whether the cells of the header stand between two marks, and are names of columns."""
    mark, end = re.escape(opening), re.escape(closing)
    for sign in _SEPARATORS:
        cell = rf"{mark}[^{mark}{end}]*{end}"
        if re.fullmatch(rf"{cell}(?:{re.escape(sign)}\s*{cell})+\s*", first):
            return len(recognise(re.findall(rf"{mark}([^{mark}{end}]*){end}", first))) >= 3
    return False


def _with_quotation_marks(text: str, opening: str, closing: str) -> str:
    """A text with quotation marks at the edges of its cells, where other marks were."""
    edge = rf"[{re.escape(_SEPARATORS)}]"
    text = text.replace('"', '""')
    text = re.sub(rf"(?m)(^|{edge})[ ]*{re.escape(opening)}", r'\1"', text)
    return re.sub(rf"(?m){re.escape(closing)}[ ]*({edge}|\r?$)", r'"\1', text)

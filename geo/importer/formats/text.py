"""The bytes of a table of text, whatever wrote it: CSV with any separator, encoding and quoting.

What is well formed is read by pyarrow at once. Everything else is read record by record, so that a
row which cannot be read is named and costs itself alone.
"""

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, read_csv

from geo.errors import Problem
from geo.importer import encodings
from geo.importer.columns import recognise
from geo.importer.formats import grid, habits_of_programs
from geo.importer.sheet import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_LINE,
    MAX_LINES,
    MAX_ROWS,
    Decision,
    Sheet,
    refusal,
)
from geo.plural import counted
from geo.spreadsheet import unguarded

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SEPARATORS = {title: sign for sign, title in DELIMITERS.items()}

# How files begin that are no tables of text, and what they are.
_OTHER_KINDS = (
    (b"PK\x03\x04", "a workbook or an archive"),
    (b"\xd0\xcf\x11\xe0", "a workbook or a document of an old Microsoft Office"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3", "a database or a GeoPackage"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a document (RTF)"),
)
_SAVE = "Save the table as CSV UTF-8 and try again."
_SAMPLE_LINES = 60
_HEADER_WITHIN = 30
_FIRST_BYTES = 200_000
_MAX_LINES_OF_A_RECORD = 500
# Cells that are read one by one need some sixty bytes each.
_MAX_CELLS = 20_000_000
# Characters that are not seen: they go; those that separate become a blank.
_INVISIBLE = "\x7f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_APART = "\x0b\x0c\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = re.compile(rf"[\x01-\x08\x0e-\x1f{_APART}{_INVISIBLE}]")
# Bytes that say something of the form of a text: those that characters which are not seen begin
# with, ends of lines and quotation marks.
_BEGINNINGS = b"\xc2\xe2\xe3\xef"
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r")
_SEEN = b'\n\r"' + _BEGINNINGS
_ASCII = bytes(range(128))
_PLAIN_BYTES = bytes(byte for byte in range(256) if byte not in _CONTROLS + _SEEN)
_IS_APART = re.compile(f"[{_APART}]")

csv.field_size_limit(2**31 - 1)


def recognises(content: bytes, name: str) -> bool:
    """Return whether a file is a table of text: what is nothing else may be one."""
    return True


def read(content: bytes, name: str, choices: Mapping[str, str]) -> Sheet:
    """Return the table that a file holds; rows that cannot be read become problems.

    ``choices`` may name its "encoding" and its "separator". Raises GazetteerError where the file is
    no table, or larger than the limits of :mod:`geo.importer.sheet`.
    """
    _refuse_other_kinds(content, name)
    _refuse_endless(content, name)
    asked, chosen = choices.get("encoding", ""), choices.get("separator", "")
    chosen = SEPARATORS.get(chosen, chosen)
    if chosen and chosen not in DELIMITERS:
        fix = f"Use one of {', '.join(SEPARATORS)}."
        raise refusal(name, f"cannot be separated by {chosen!r}.", fix)
    plain = content.removeprefix(codecs.BOM_UTF8)
    if asked in ("", "utf_8", "utf-8") and (found := _at_once(plain, chosen, name)):
        return _sheet(name, found, [encodings.told(encodings.Guess("utf_8", sure=True), b"")])
    text, decided = _decoded(content, name, asked)
    text, seen = _without_unseen(text)
    named, text = _separator_line(text)
    text, habits = habits_of_programs.mended(text)
    separator = chosen or named or _separator(_sample(text))
    found = _at_once(text.encode(), separator, name) or _by_records(text, separator, name)
    return _sheet(name, found, [decided, *seen, *habits])


def _sheet(name: str, found: "_Table", decisions: list[Decision]) -> Sheet:
    words = f"Cells are separated by a {DELIMITERS[found.separator]}."
    options = {title: title.capitalize() for title in SEPARATORS}
    separated = Decision("separator", DELIMITERS[found.separator], words, options)
    return Sheet(
        name,
        found.table,
        (decisions[0], separated, *decisions[1:], *found.decisions),
        found.problems,
    )


@dataclass(frozen=True)
class _Table:
    separator: str
    table: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    decisions: tuple[Decision, ...] = ()


def _refuse_other_kinds(content: bytes, name: str) -> None:
    kinds = [kind for start, kind in _OTHER_KINDS if content.startswith(start)]
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<?xml", b"<!DOCTYPE", b"<html", b"<kml", b"<gpx")):
        kinds.append("an XML or HTML document")
    elif head.startswith((b"{", b"[{", b"[\n")):
        kinds.append("JSON")
    if kinds:
        raise refusal(name, f"is {kinds[0]}, not a table of text.", _SAVE)


def _refuse_endless(content: bytes, name: str) -> None:
    """Refuse what no reader should be made to wait for: endless lines, and endlessly many."""
    end = b"\n" if b"\n" in content else b"\r"
    if content.count(end) > MAX_LINES:
        raise refusal(name, f"has more than {MAX_LINES:,} lines.", "Split the file.")
    begin = 0
    # From the last end of a line within reach to the next one, as long as there is any.
    while len(content) - begin > MAX_LINE:
        last = content.rfind(end, begin, begin + MAX_LINE)
        if last < 0:
            message = (
                f"has more than {MAX_LINE:,} bytes in line {content.count(end, 0, begin) + 1:,}."
            )
            raise refusal(name, message, "Shorten it, or end lines where rows end.")
        begin = last + 1


def _decoded(content: bytes, name: str, asked: str) -> tuple[str, Decision]:
    guess = encodings.find(content, asked)
    if not guess.sure and (line := encodings.mixed(content)):
        message = f"is UTF-8 in most lines, but not in line {line:,}."
        fix = "Save it in one encoding, CSV UTF-8, or choose the one that it is read in."
        raise refusal(name, message, fix)
    if not guess.encoding:
        raise refusal(name, "is written in an encoding that is not recognised.", _SAVE)
    try:
        text = encodings.decode(content, guess.encoding)
    except (UnicodeDecodeError, LookupError) as error:
        fix = "Choose another one, or save the table as CSV UTF-8."
        raise refusal(name, f"cannot be read as {guess.encoding}.", fix) from error
    if not text.strip():
        raise refusal(name, "holds no text.", _SAVE)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = f"is not text, or damaged: line {line:,} holds a NUL character."
        raise refusal(name, message, _SAVE)
    return text, encodings.told(guess, content)


def _without_unseen(text: str) -> tuple[str, list[Decision]]:
    if not _UNSEEN.search(text):
        return text, []
    count = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return " " if _IS_APART.match(match[0]) else ""

    clean = _UNSEEN.sub(replaced, text)
    words = f"{count:,} invisible characters (no-break spaces, control characters and "
    words += "the like) were replaced or removed."
    return clean, [Decision("unseen characters", "left out", words)]


def _separator_line(text: str) -> tuple[str, str]:
    """The separator that a first line such as ``sep=;`` names, and the text without that line."""
    match = re.match(r'"?sep=(.)"?[ \t]*\r?\n', text, re.IGNORECASE)
    return (match[1], text[match.end() :]) if match else ("", text)


def _sample(text: str) -> list[str]:
    lines = io.StringIO(text[:1_000_000], newline="")
    return list(itertools.islice((line for line in lines if line.strip()), _SAMPLE_LINES))


def _separator(sample: Sequence[str]) -> str:
    """The one by which a row becomes a header, else most rows of the same number of cells."""

    def score(delimiter: str) -> tuple[int, float, int]:
        rows = [cells for _, cells, _ in _records(sample, delimiter, "", 0) if cells]
        widths = Counter(map(len, rows))
        width, often = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if width < 2:
            return 0, 0.0, 0
        known = max(len(recognise(cells)) for cells in rows[:_HEADER_WITHIN])
        return known, often / len(rows), width

    return max(DELIMITERS, key=score)


# ---- what is well formed, at once ----


def _at_once(content: bytes, separator: str, name: str) -> _Table | None:
    """The table of UTF-8 text by pyarrow; None where anything is unusual about the text."""
    first = content[:_FIRST_BYTES]
    first = first[: first.rfind(b"\n") + 1] or first
    try:
        sample = _sample(first.decode())
    except UnicodeDecodeError:
        return None
    if habits_of_programs.has_any("".join(sample)):
        return None
    separator = separator or _separator(sample)
    sign = separator.encode()
    head = first.partition(b"\n")[0].decode()
    try:
        header = next(csv.reader([head], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return None
    header = [cell.strip() for cell in header]
    if not all(header) or not 2 <= len(header) <= MAX_COLUMNS or len(set(header)) < len(header):
        return None
    if len(recognise(header)) < 3:
        return None
    signs = np.frombuffer(content, dtype=np.uint8)
    telling = content.translate(None, _PLAIN_BYTES)
    if _is_unusual(content, signs, telling):
        return None
    if b'"' in telling and not _plainly_quoted(signs, sign):
        return None
    if telling.count(b"\n") > MAX_ROWS + 1:
        raise _too_many_rows(name)
    types = dict.fromkeys(header, pa.large_string())
    try:
        table = read_csv(
            pa.BufferReader(content),
            ReadOptions(column_names=header, skip_rows=1),
            ParseOptions(delimiter=separator),
            ConvertOptions(column_types=types, strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    made = {title: table.column(title) for title in header}
    if pc.any(pc.equal(made[header[0]], header[0])).as_py():
        # A row that repeats the header, perhaps.
        return None
    if any((pc.max(pc.binary_length(cells)).as_py() or 0) > MAX_CELL for cells in made.values()):
        return None
    blanks = [blank for blank in " \t" if blank.encode() in content]
    made = {title: _stripped(cells, blanks) for title, cells in made.items()}
    frame = pa.table(made).to_pandas()
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    frame = _without_blank_rows(frame)
    return _Table(separator, _unguarded(frame) if b"'" in content else frame)


def _is_unusual(content: bytes, signs: NDArray[np.uint8], telling: bytes) -> bool:
    """Whether a text has blank lines, old ends of lines, or characters that are not seen.

    ``telling`` are its bytes without those that say nothing here.
    """
    returns = telling.count(b"\r")
    if telling.translate(None, _SEEN) or (returns and returns != content.count(b"\r\n")):
        return True
    lines = np.flatnonzero(signs == ord("\n"))
    apart = np.diff(lines)
    if (apart == 1).any() or (returns and (apart == 2).any()):
        return True
    # No other character that is not seen begins with another byte.
    return bool(telling.translate(None, _ASCII)) and (
        _UNSEEN.search(content.decode(errors="replace")) is not None
    )


def _plainly_quoted(signs: NDArray[np.uint8], separator: bytes) -> bool:
    """Whether all quotation marks open at the beginning of a cell and close at its end."""
    marks = np.flatnonzero(signs == ord('"'))
    if len(marks) % 2:
        return False
    opening, closing = marks[::2], marks[1::2]
    before = signs[np.maximum(opening - 1, 0)]
    after = signs[np.minimum(closing + 1, len(signs) - 1)]
    opens = (opening == 0) | np.isin(before, [*separator, *b'\n"'])
    closes = (closing == len(signs) - 1) | np.isin(after, [*separator, *b'\r\n"'])
    if not (opens.all() and closes.all()):
        return False
    # A line that ends within quotation marks is looked at with care.
    lines = np.flatnonzero(signs == ord("\n"))
    return bool((np.searchsorted(opening, lines) == np.searchsorted(closing, lines)).all())


def _stripped(cells: pa.ChunkedArray, blanks: Sequence[str]) -> pa.ChunkedArray:
    """Cells without blanks at their beginning and end."""
    sides = (side(cells, blank) for blank in blanks for side in (pc.starts_with, pc.ends_with))
    return pc.utf8_trim_whitespace(cells) if any(pc.any(x).as_py() for x in sides) else cells


def _without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    blank = (frame.iloc[:, 0] == "").to_numpy(dtype=bool)
    if not blank.any():
        return frame
    rest = frame[blank]
    wholly = (rest == "").all(axis=1)
    return frame.drop(index=rest.index[wholly.to_numpy(dtype=bool)])


def _unguarded(frame: pd.DataFrame) -> pd.DataFrame:
    for column in frame.columns:
        risky = frame[column].str.startswith("'").to_numpy(dtype=bool)
        if risky.any():
            frame[column] = frame[column].mask(risky, frame[column].where(risky, "").map(unguarded))
    return frame


# ---- what is not, record by record ----


def _by_records(text: str, separator: str, name: str) -> _Table:
    if text.count(separator) > _MAX_CELLS:
        message = f"has more than {_MAX_CELLS:,} cells, which are not as regular as programs write"
        message += " them."
        raise refusal(name, message, "Leave out columns, or split the file.")
    lines = list(io.StringIO(text, newline=""))
    width = _usual_width(_sample(text), separator)
    escape = _escape(lines, separator, width)
    records = _records(lines, separator, escape, width)
    first = list(itertools.islice(records, _HEADER_WITHIN))
    place = _header_place(first)
    if place is None:
        fix = "Start with a row of column names, separated by commas, semicolons, tabs or bars."
        raise refusal(name, "has no columns.", fix)
    header_row, header, _ = first[place]
    if sum(map(bool, header or [])) > MAX_COLUMNS:
        raise _too_many_columns(name)
    above = [cells for _, cells, _ in first[:place] if cells and any(cells)]
    problems = [Problem(name, row, None, None, *error) for row, _, error in first[:place] if error]
    header, numbered = _with_row_numbers(header or [], first[place + 1 :])
    rows = itertools.chain(first[place + 1 :], records)
    filled = _filled(rows, header, name, separator)
    if len(filled.header) > MAX_COLUMNS:
        raise _too_many_columns(name)
    columns = zip(*filled.rows, strict=True) if filled.rows else ([] for _ in filled.header)
    frame = pd.DataFrame(
        {
            title: pa.array(cells, pa.large_string()).to_pandas()
            for title, cells in zip(_distinct(filled.header), columns, strict=True)
        }
    ).astype(str)
    frame.index = pd.Index(filled.numbers, dtype="int64")
    decisions = [*_told_above(above, header_row, escape), *grid.repeated(filled.header)]
    decisions += [*numbered, *_told_again(filled.again)]
    found = (*problems, *filled.problems)
    return _Table(separator, _unguarded(frame), found, tuple(decisions))


Record = tuple[int, list[str] | None, tuple[str, str] | None]


class _EndlessError(Exception):
    """Raised where a record has too many lines to be one."""


def _records(lines: Sequence[str], separator: str, escape: str, width: int) -> Iterator[Record]:
    """Records by their row number, as a spreadsheet counts them; a blank line is a row as well.

    A record that cannot be read comes as what is wrong with it and how to fix that; reading goes on
    with the line after its first one, so that nothing else is lost with it.
    """
    place, row = 0, 0
    while place < len(lines):
        begin = place

        def feed() -> Iterator[str]:
            for number in range(place, len(lines)):  # noqa: B023
                if number - begin > _MAX_LINES_OF_A_RECORD:  # noqa: B023
                    raise _EndlessError
                yield lines[number]

        reader = csv.reader(
            feed(),
            delimiter=separator,
            skipinitialspace=True,
            strict=True,
            escapechar=escape or None,
            doublequote=not escape,
        )
        error = ""
        try:
            for cells in reader:
                end = place + reader.line_num
                several = end - begin > 1
                if several and _swallows_rows(cells, separator, width):
                    raise _EndlessError
                # A backslash joins no two rows.
                if several and escape and _ends_in(escape, lines[begin : end - 1]):
                    raise _EndlessError
                row += 1
                begin = end
                yield row, [cell.strip() for cell in cells], None
        except _EndlessError:
            error = "endless"
        except csv.Error as wrong:
            error = "endless" if "unexpected end" in str(wrong) else str(wrong)
        if not error:
            return
        row += 1
        again = _once_more(lines[begin], separator, escape) if error != "endless" else None
        yield row, again or [lines[begin].strip()], None if again else _quote_problem(error)
        place = begin + 1


def _quote_problem(error: str) -> tuple[str, str]:
    if error == "endless":
        message = "opens a quotation mark that is not closed where it should be."
        return message, "Close it at the end of its cell, or leave it out."
    message = "has a quotation mark within a text in quotation marks."
    return message, "Write a quotation mark within such a text twice."


def _once_more(line: str, separator: str, escape: str) -> list[str] | None:
    """The cells of a line in which blanks stand behind closing quotation marks; None if not so."""
    closed = re.sub(rf'"[ \t]+(?={re.escape(separator)}|\r?\n?$)', '"', line)
    if closed == line:
        return None
    try:
        (cells,) = csv.reader(
            [closed],
            delimiter=separator,
            skipinitialspace=True,
            strict=True,
            escapechar=escape or None,
            doublequote=not escape,
        )
    except (csv.Error, ValueError):
        return None
    return [cell.strip() for cell in cells]


def _ends_in(escape: str, lines: Sequence[str]) -> bool:
    return any(line.rstrip("\r\n").endswith(escape) for line in lines)


def _swallows_rows(cells: Sequence[str], separator: str, width: int) -> bool:
    """Whether a record of several lines has rows of the table within one of its cells."""
    lines = (line for cell in cells if "\n" in cell or "\r" in cell for line in cell.splitlines())
    return width > 2 and (
        len(cells) != width or any(line.count(separator) >= width - 1 for line in lines)
    )


def _usual_width(sample: Sequence[str], separator: str) -> int:
    rows = [cells for _, cells, _ in _records(sample, separator, "", 0) if cells]
    widths = Counter(len(cells) for cells in rows)
    return widths.most_common(1)[0][0] if widths else 0


def _escape(lines: Sequence[str], separator: str, width: int) -> str:
    """A backslash where quotation marks in texts are written with one before them.

    It is taken where more of the rows are right with it: a backslash may end a text as well.
    """
    if not any('\\"' in line for line in lines):
        return ""

    def wrong(escape: str) -> int:
        records = _records(lines, separator, escape, width)
        return sum(error is not None or len(cells or []) != width for _, cells, error in records)

    return "\\" if wrong("\\") < wrong("") else ""


def _header_place(first: Sequence[Record]) -> int | None:
    """Which of the first records is the header: names of most fields, else the usual width."""
    known = [len(recognise(cells)) if cells else 0 for _, cells, _ in first]
    if max(known, default=0) >= 3:
        return known.index(max(known))
    widths = Counter(len(cells) for _, cells, _ in first if cells and len(cells) > 1)
    if not widths:
        return None
    usual = widths.most_common(1)[0][0]
    return next(k for k, (_, cells, _) in enumerate(first) if cells and len(cells) == usual)


def _with_row_numbers(
    header: list[str], first: Sequence[Record]
) -> tuple[list[str], list[Decision]]:
    """The header with a name for row numbers where it has none for them, as R writes a table."""
    rows = [cells for _, cells, error in first if error is None and cells and any(cells)]
    begin = rows[0][0] if rows else ""
    if not begin.isdecimal() or any(len(cells) != len(header) + 1 for cells in rows):
        return header, []
    if [cells[0] for cells in rows] != [str(int(begin) + k) for k in range(len(rows))]:
        return header, []
    words = "The first cell of each row is a row number, for which the header has no name."
    return ["row number", *header], [Decision("row numbers", "", words, doubtful=True)]


def _told_again(again: list[int]) -> list[Decision]:
    if not again:
        return []
    words = f"Row {again[0]} repeats the column names and was left out."
    if len(again) > 1:
        words = f"{len(again):,} rows, the first of them row {again[0]}, repeat the column names "
        words += "and were left out."
    return [Decision("repeated header", "", words, doubtful=True)]


@dataclass(frozen=True)
class _Filled:
    header: list[str]
    numbers: list[int]
    rows: list[list[str]]
    problems: list[Problem]
    again: list[int]


def _filled(rows: Iterator[Record], header: list[str], name: str, separator: str) -> _Filled:
    """Rows of the header's width; those that are not of it stand there with what is wrong."""
    width = len(header)
    # Cells that have no name may be left out behind the others.
    least = max((k for k, title in enumerate(header, start=1) if title), default=0)
    numbers, kept, problems, again = [], [], [], []
    for row, read, error in rows:
        cells = read or []
        if error is not None:
            problems.append(Problem(name, row, None, None, *error))
            numbers.append(row)
            kept.append([*cells, *[""] * width][:width])
            continue
        if not any(cells):
            continue
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if least <= len(cells) < width:
            cells += [""] * (width - len(cells))
        if cells == header:
            again.append(row)
            continue
        if len(cells) != width:
            message = f"has {counted(len(cells), 'cell')} where the header has {width}."
            fix = "Put a text that holds the separator in quotation marks."
            if len(cells) < width:
                fix = "Add the missing cells, or remove the row if it is not one of the table."
            problems.append(Problem(name, row, None, None, message, fix))
            cells = [*cells[: width - 1], separator.join(cells[width - 1 :])]
            cells += [""] * (width - len(cells))
        if max(map(len, cells)) > MAX_CELL:
            message = f"has a cell of more than {MAX_CELL:,} characters."
            problems.append(Problem(name, row, None, None, message, "Shorten it."))
            cells = [cell[:100] for cell in cells]
        numbers.append(row)
        kept.append(cells)
        if len(kept) > MAX_ROWS:
            raise _too_many_rows(name)
    # A separator at the end of every row makes a last column of nothing.
    while width and not header[-1] and not any(cells[width - 1] for cells in kept):
        width -= 1
        header = header[:width]
        kept = [cells[:width] for cells in kept]
    return _Filled(header, numbers, kept, problems, again)


def _told_above(above: list[list[str]], row: int, escape: str) -> list[Decision]:
    decisions = []
    if row > 1:
        lines = (
            f", and what is above it was left out (“{' '.join(filter(None, above[0]))[:60]}”)"
            if above
            else ""
        )
        words = f"Row {row} was read as the header{lines}."
        decisions.append(Decision("header", str(row), words, doubtful=bool(above)))
    if escape:
        words = "Quotation marks within texts are written with a backslash before them."
        decisions.append(Decision("quotation marks", escape, words))
    return decisions


def _distinct(header: list[str]) -> list[str]:
    """Column names, blank or repeated ones told apart by their number."""
    seen: set[str] = set()
    names = []
    for number, name in enumerate(header, start=1):
        fresh = name and name not in seen
        names.append(name if fresh else f"{name or 'column'} ({number})")
        seen.add(names[-1])
    return names


def _too_many_columns(name: str) -> Exception:
    fix = "Leave out columns that are not needed."
    return refusal(name, f"has more than {MAX_COLUMNS:,} columns.", fix)


def _too_many_rows(name: str) -> Exception:
    return refusal(name, f"has more than {MAX_ROWS:,} rows.", "Split the file.")

"""A large file in pieces, each of which fits into memory, as the importer's tables of text.

Of a table of text (CSV) a piece is some megabytes, cut where a row ends; of Parquet it is a
hundred thousand rows. Any other file is one piece.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import GazetteerError, Problem
from geo.importer.derived import with_derived
from geo.importer.formats import FORMS, read_sheet
from geo.importer.sheet import Sheet

# bytes of a table of text, and rows of Parquet
PIECE, ROWS = 16 * 2**20, 100_000


def pieces(path: Path, choices: Mapping[str, str], size: int = PIECE) -> Iterator[Sheet]:
    """Yield the tables of a file's pieces; rows keep the numbers they have in the file.

    What the first piece shows of how the file is to be read holds for the others. Raises
    GazetteerError as :func:`geo.importer.formats.read_sheet` does.
    """
    if _is_parquet(path):
        yield from _of_parquet(path, choices)
        return
    if path.stat().st_size <= size or _is_other(path):
        yield read_sheet(path.read_bytes(), path.name, choices)
        return
    yield from _of_text(path, choices, size)


def number_of(path: Path, size: int = PIECE) -> int:
    """Return about how many pieces a file has."""
    if _is_parquet(path):
        return 1 + pq.read_metadata(path).num_rows // ROWS
    return 1 + path.stat().st_size // size


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _is_other(path: Path) -> bool:
    """Whether another kind than a table of text knows the file by how it begins and ends."""
    with path.open("rb") as file:
        head = file.read(2**16)
        file.seek(max(0, path.stat().st_size - 2**16))
        content = head + file.read()
    return any(form.recognises(content, path.name) for form in FORMS)


# ---- tables of text ----


def _of_text(path: Path, choices: Mapping[str, str], size: int) -> Iterator[Sheet]:
    with path.open("rb") as file:
        head = file.readline()
        kept = dict(choices)
        before = 0
        for content in _cut(file, size):
            sheet = read_sheet(head + content, path.name, kept)
            if not before:
                if len(sheet.table) and sheet.table.index[0] != 2:
                    raise _header_not_first(path.name)
                kept |= {d.about: d.taken for d in sheet.decisions if d.choices and d.taken}
            yield _moved(sheet, before)
            before += _rows(content)


def _cut(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The rest of a file in pieces that end where a row does.

    A line within quotation marks goes on in the next one: up to the end of a row their number is
    even.
    """
    rest = b""
    while block := file.read(size):
        content = rest + block
        end = content.rfind(b"\n") + 1
        while end and content.count(b'"', 0, end) % 2:
            end = content.rfind(b"\n", 0, end - 1) + 1
        rest = content[end:]
        if end:
            yield content[:end]
    if rest.strip():
        yield rest


def _rows(content: bytes) -> int:
    """The rows of a piece: its lines, but for those that go on within quotation marks."""
    signs = np.frombuffer(content, dtype=np.uint8)
    marks, lines = np.flatnonzero(signs == ord('"')), np.flatnonzero(signs == ord("\n"))
    return int((np.searchsorted(marks, lines) % 2 == 0).sum())


def _moved(sheet: Sheet, rows: int) -> Sheet:
    if not rows:
        return sheet
    table = sheet.table.set_axis(sheet.table.index + rows)
    told = tuple(
        replace(problem, row=None if problem.row is None else problem.row + rows)
        for problem in sheet.problems
    )
    return replace(sheet, table=table, problems=told)


def _header_not_first(name: str) -> GazetteerError:
    message = "is large, and does not begin with the names of its columns."
    fix = "Delete what stands above them."
    return GazetteerError([Problem(name, 1, None, None, message, fix)])


# ---- Parquet ----


def _of_parquet(path: Path, choices: Mapping[str, str]) -> Iterator[Sheet]:
    file = pq.ParquetFile(path)
    before = 0
    for batch in file.iter_batches(batch_size=ROWS):
        table = pa.Table.from_batches([batch])
        if any(_is_shape(field.type) for field in table.schema):
            # Shapes become points where all readers have them become so.
            content = BytesIO()
            pq.write_table(table, content)
            sheet = read_sheet(content.getvalue(), path.name, choices)
            yield _moved(sheet, before)
        else:
            texts = {name: _texts(table.column(name)) for name in table.column_names}
            frame = pd.DataFrame(texts, dtype=str)
            frame.index = pd.RangeIndex(before + 1, before + 1 + len(frame))
            yield with_derived(Sheet(path.name, frame), choices)
        before += len(table)


def _is_shape(kind: pa.DataType) -> bool:
    stored = getattr(kind, "storage_type", kind)
    return pa.types.is_binary(stored) or pa.types.is_large_binary(stored)


def _texts(column: pa.ChunkedArray) -> pd.Series:
    """A column as the texts of cells, as :func:`geo.importer.formats.features.text_of` has them."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_nested(kind):
        from geo.importer.formats.features import text_of

        return pd.Series([text_of(value) for value in column.to_pylist()], dtype=str)
    if pa.types.is_boolean(kind):
        column = pc.if_else(column, "yes", "no")
    elif pa.types.is_timestamp(kind):
        texts = column.cast(pa.timestamp("s"), safe=False).cast(pa.string())
        column = pc.replace_substring_regex(texts, r"[ T]00:00:00Z?$", "")
    elif pa.types.is_floating(kind):
        column = pc.replace_substring_regex(column.cast(pa.string()), r"\.0$", "")
        column = pc.if_else(pc.equal(column, "nan"), "", column)
    texts = pc.fill_null(column.cast(pa.large_string()), "")
    return texts.to_pandas()

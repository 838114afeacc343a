"""Anybody's file as sorted Parquet, ready to be asked: in bounded memory, however long it is.

The file is read in pieces. Rows that may be of one base go into one bucket, since identifiers and
the day on which a base changes hands depend on all rows of it; each bucket is then read as the
importer reads a file. DuckDB sorts what comes of it, on the disk where memory does not do.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.engines.columns import SCHEMA, curve, table_of
from geo.engines.pieces import PIECE, number_of, pieces
from geo.errors import ExportError, GazetteerError, Problem
from geo.gazetteer.model import Gazetteer
from geo.importer.identifiers import folded
from geo.importer.opening import columns_of, existing, open_path, tell_decisions
from geo.importer.read import Imported, interpret
from geo.importer.reading import ABOUT as ABOUT_ITSELF
from geo.importer.reading import AS_FOUND, Reading
from geo.importer.sheet import Sheet
from geo.plural import counted

# What a prepared file says of itself, under this name in its metadata.
ABOUT = "base_atlas"
# Tiles along whose curve the rows are sorted: 2 ** 12 a side, some ten kilometres wide.
CURVE_BITS = 12
MEMORY = "512MB"
ROWS_OF_A_GROUP = 100_000
# Of more problems than these only the number is kept.
MOST_PROBLEMS = 10_000
_ROW = "row of the file"


@dataclass(frozen=True)
class Prepared:
    """What became of a file: the number of its periods, and of the rows that were left out."""

    periods: int
    left_out: int


@dataclass
class _Told:
    """Problems that were found so far, and how many of them there are in all."""

    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    rows: int = 0

    def add(self, made: Imported) -> None:
        self.count += len(made.problems)
        self.rows += len(made.left_out)
        self.problems += made.problems[: MOST_PROBLEMS - len(self.problems)]


def prepare(
    source: Path | str,
    out: Path,
    reading: Reading = AS_FOUND,
    tell: Callable[[str], object] = lambda line: None,
    *,
    size: int = PIECE,
) -> Prepared:
    """Write a folder of ours or anybody's file as Parquet sorted by place and time.

    ``tell`` takes a line about each doubt in how the file was read; ``size`` is that of a piece in
    bytes. Raises GazetteerError with
    what is wrong, unless ``reading`` asks for the good rows, and ExportError where ``out`` cannot
    be written; then nothing is written.
    """
    where = existing(Path(source))
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".preparing-") as folder:
            room = Path(folder)
            told = _Told()
            if where.is_dir() or where.name == "bases.csv":
                tables, about = _at_once(open_path(where, reading, tell))
            else:
                tables, about = _in_pieces(where, reading, room, told, tell, size)
            periods = _write_unsorted(tables, room / "typed")
            if told.count and not reading.good_rows:
                raise GazetteerError(told.problems)
            if not periods:
                fix = "Add a row for each period."
                raise GazetteerError([Problem(where.name, None, None, None, "has no rows.", fix)])
            _sort(room, room / "sorted.parquet", about)
            (room / "sorted.parquet").replace(out)
    except OSError as error:
        raise ExportError(f"{out} could not be written: {error.strerror}.") from error
    return Prepared(periods, told.rows)


def _whole(gazetteer: Gazetteer) -> pa.Table:
    return table_of(gazetteer.periods, gazetteer.sources)


def _at_once(gazetteer: Gazetteer) -> tuple[Iterator[pa.Table], dict[str, str]]:
    said = {name: getattr(gazetteer, name) for name in (*ABOUT_ITSELF, "version")}
    return iter([_whole(gazetteer)]), said


def _in_pieces(
    path: Path,
    reading: Reading,
    room: Path,
    told: _Told,
    tell: Callable[[str], object],
    size: int,
) -> tuple[Iterator[pa.Table], dict[str, str]]:
    """The typed rows of a file, bucket by bucket, and what the file says of itself."""
    from geo.importer.bundle import is_bundle

    with path.open("rb") as file:
        if is_bundle(file.read(2**16)):
            return _at_once(open_path(path, reading, tell))
    sheets = pieces(path, reading.choices, size)
    first = next(sheets, None)
    if first is None:
        raise GazetteerError([Problem(path.name, None, None, None, "is empty.", "Add rows.")])
    columns = columns_of(first, reading.columns)
    sample = _interpreted(first, columns, reading)
    tell_decisions(first.name, sample, reading, tell)
    settled = _settled(reading, sample)
    about = {
        "title": first.name,
        **first.about,
        **{name: words for name, words in reading.about.items() if words},
        "version": _digest(path, reading),
    }
    second = next(sheets, None)
    if second is None:
        return iter(_typed(sample, told)), about
    del sample
    buckets = _Buckets(room, number_of(path, size))
    for sheet in chain([first, second], sheets):
        told.count += len(sheet.problems)
        told.problems += sheet.problems[: MOST_PROBLEMS - len(told.problems)]
        buckets.add(sheet.table, columns)
    blank = replace(first, problems=(), decisions=())

    def typed() -> Iterator[pa.Table]:
        for table in buckets.tables():
            yield from _typed(_interpreted(replace(blank, table=table), columns, settled), told)

    return typed(), about


def _interpreted(sheet: Sheet, columns: Mapping[str, str], reading: Reading) -> Imported:
    return interpret(
        sheet,
        columns,
        values=reading.values,
        choices=reading.choices,
        blank_end=reading.blank_end,
        day_first=reading.day_first,
        about=reading.about,
    )


def _settled(reading: Reading, sample: Imported) -> Reading:
    """How the whole file is read: as asked, and what was not asked as the first piece was."""
    taken = {"decimal": "comma" if sample.decimal_commas else "point"}
    asked = reading.day_first
    return replace(
        reading,
        day_first=sample.date_order.day_first if asked is None else asked,
        choices={**taken, **reading.choices},
    )


def _typed(made: Imported, told: _Told) -> Iterator[pa.Table]:
    told.add(made)
    if made.gazetteer is not None:
        yield _whole(made.gazetteer)


def _digest(path: Path, reading: Reading) -> str:
    found = hashlib.blake2b(repr(reading).encode(), digest_size=4)
    with path.open("rb") as file:
        while block := file.read(2**24):
            found.update(block)
    return found.hexdigest()


# ---- rows that may be of one base, together ----


class _Buckets:
    """Rows on the disk, those that may be of one base in one file."""

    def __init__(self, room: Path, count: int) -> None:
        self._paths = [room / f"bucket-{k}.parquet" for k in range(count)]
        self._writers: dict[int, pq.ParquetWriter] = {}
        self._open = ExitStack()

    def add(self, table: pd.DataFrame, columns: Mapping[str, str]) -> None:
        """Put the rows of a table of text into their buckets."""
        numbers = _key(table, columns) % np.uint64(len(self._paths))
        whole = pa.Table.from_pandas(table, preserve_index=False)
        whole = whole.append_column(_ROW, pa.array(table.index.to_numpy()))
        order = np.argsort(numbers, kind="stable")
        ordered = whole.take(pa.array(order))
        edges = np.searchsorted(numbers[order], np.arange(len(self._paths) + 1))
        for bucket, (begin, end) in enumerate(pairwise(edges)):
            if end > begin:
                self._writer(bucket, whole.schema).write_table(ordered.slice(begin, end - begin))

    def tables(self) -> Iterator[pd.DataFrame]:
        """Yield the rows of each bucket, by the numbers they have in the file."""
        self._open.close()
        for bucket in sorted(self._writers):
            table = pq.read_table(self._paths[bucket]).to_pandas()
            self._paths[bucket].unlink()
            yield table.set_index(_ROW).rename_axis(None).sort_index()

    def _writer(self, bucket: int, schema: pa.Schema) -> pq.ParquetWriter:
        if bucket not in self._writers:
            made = pq.ParquetWriter(self._paths[bucket], schema, compression="lz4")
            self._writers[bucket] = self._open.enter_context(made)
        return self._writers[bucket]


def _key(table: pd.DataFrame, columns: Mapping[str, str]) -> np.ndarray:
    """A number that all rows of one base share: of its name, and of its latitude as a number."""
    key = np.zeros(len(table), dtype=np.uint64)
    if columns.get("name"):
        names = folded(table[columns["name"]])
        key ^= pd.util.hash_array(names.to_numpy(dtype=object), categorize=True)
    if columns.get("latitude"):
        degrees = pd.to_numeric(table[columns["latitude"]], errors="coerce").fillna(0)
        key ^= pd.util.hash_array(degrees.to_numpy(dtype=float))
    return key


# ---- typed rows, sorted ----


def _write_unsorted(tables: Iterator[pa.Table], folder: Path) -> int:
    """Write typed rows one file a bucket, and return how many there are."""
    folder.mkdir()
    rows = 0
    for number, table in enumerate(tables):
        x, y = (table.column(name).to_numpy().astype(np.int64) for name in ("cell_x", "cell_y"))
        table = table.append_column("bucket", pa.array(np.full(len(table), number, dtype=np.int32)))
        table = table.append_column("curve", pa.array(curve(x, y, CURVE_BITS)))
        pq.write_table(table, folder / f"{number:04}.parquet", compression="lz4")
        rows += len(table)
    return rows


def _sort(room: Path, out: Path, about: Mapping[str, str]) -> None:
    """Write the typed rows along the curve, those of one tile by time; identifiers are unique."""
    names = ", ".join(_quoted(name) for name in SCHEMA.names if name not in _IDENTIFIERS)
    told = json.dumps(about, ensure_ascii=False)
    with duckdb.connect(config=_settings(room)) as connection:
        source = f"read_parquet({_literal(str(room / 'typed' / '*.parquet'))})"
        for name in _IDENTIFIERS:
            connection.execute(
                f"CREATE TABLE twice_{name} AS SELECT {name}, min(bucket) AS kept "  # noqa: S608
                f"FROM (SELECT DISTINCT {name}, bucket FROM {source}) "
                f"GROUP BY {name} HAVING count(*) > 1"
            )
        identifiers = ", ".join(
            f"CASE WHEN {name}_of.kept < bucket THEN t.{name} || '-part-' || (bucket + 1) "
            f"ELSE t.{name} END AS {name}"
            for name in _IDENTIFIERS
        )
        joins = " ".join(
            f"LEFT JOIN twice_{name} {name}_of ON {name}_of.{name} = t.{name}"
            for name in _IDENTIFIERS
        )
        connection.execute(
            f"COPY (SELECT {identifiers}, {names} FROM {source} t {joins} "  # noqa: S608
            f"ORDER BY curve, start_earliest, start_latest) TO {_literal(str(out))} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_OF_A_GROUP}, "
            f"KV_METADATA {{{ABOUT}: {_literal(told)}}})"
        )


_IDENTIFIERS = ("period_id", "base_id")


def _settings(room: Path) -> dict[str, Any]:
    return {"memory_limit": MEMORY, "temp_directory": str(room / "sorting")}


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def in_words(made: Prepared, out: Path) -> str:
    """Return what was done in one line."""
    told = f"{out}: {counted(made.periods, 'period')}, sorted by place and time"
    return f"{told}; {counted(made.left_out, 'row')} left out" if made.left_out else told

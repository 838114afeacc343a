"""The engines that tests ask, each with the same rows in it.

ENGINES names them: duckdb and sqlite where nothing is said, since they need nothing installed or
started. `make engines` names all, and one that is named and not there fails.
"""

import os
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.engines.address import table_at
from geo.engines.columns import SCHEMA
from geo.engines.table import Table, open_table

ENGINES = os.environ.get("ENGINES", "duckdb,duckdb-file,sqlite").split(",")


def in_parquet(rows: pa.Table, folder: Path) -> Table:
    pq.write_table(rows, folder / "periods.parquet", row_group_size=500)
    return opened(str(folder / "*.parquet"))


def in_duckdb(rows: pa.Table, folder: Path) -> Table:
    with duckdb.connect(str(folder / "atlas.duckdb")) as connection:
        connection.register("given", rows)
        connection.execute('CREATE TABLE "some periods" AS SELECT * FROM given')
    return opened(f"{folder / 'atlas.duckdb'}#some periods")


def in_sqlite(rows: pa.Table, folder: Path) -> Table:
    with sqlite3.connect(folder / "atlas.sqlite") as connection:
        rows.to_pandas().to_sql("periods", connection, index=False)
    connection.close()
    return opened(str(folder / "atlas.sqlite"))


def in_postgresql(rows: pa.Table, folder: Path) -> Table:
    load_postgresql(rows, os.environ["POSTGRESQL"], "periods")
    return opened(f"{os.environ['POSTGRESQL']}?table=public.periods")


def load_postgresql(rows: pa.Table, server: str, table: str) -> None:
    """Fill a table of a PostgreSQL server, as docs/warehouse.md says."""
    import psycopg

    kinds = {pa.string(): "text", pa.float64(): "double precision", pa.int32(): "integer"}
    columns = ", ".join(f'"{field.name}" {kinds[field.type]}' for field in SCHEMA)
    with psycopg.connect(server) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(f"CREATE TABLE {table} ({columns})")
        with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for batch in rows.to_batches(10_000):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    copy.write_row(row)


def in_spark(rows: pa.Table, folder: Path) -> Table:
    from geo.engines.drivers import Spark

    pq.write_table(rows, folder / "periods.parquet")
    session = spark()
    session.read.parquet(str(folder / "periods.parquet")).createOrReplaceTempView("periods")
    return Table(Spark(session, "periods"), "periods")


@cache
def spark() -> Any:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    return builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()


WAYS: dict[str, Callable[[pa.Table, Path], Table]] = {
    "duckdb": in_parquet,
    "duckdb-file": in_duckdb,
    "sqlite": in_sqlite,
    "postgresql": in_postgresql,
    "spark": in_spark,
}


def opened(text: str) -> Table:
    address = table_at(text)
    assert address is not None
    return open_table(address)


def with_engine(name: str, rows: pd.DataFrame, folder: Path) -> Table:
    """A table of an engine with typed rows of geo.engines.columns.SCHEMA."""
    return WAYS[name](pa.Table.from_pandas(rows, SCHEMA, preserve_index=False), folder)

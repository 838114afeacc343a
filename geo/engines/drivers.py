"""How each engine is connected to, asked, and stopped. Nothing else knows one engine from another.

A driver takes the text of a query, in which values are marked (:data:`MARK`) and never written out,
and the values. Connections only read. What is asked runs for a time at most, and is then cancelled
in the engine; so is what nobody waits for any more.
"""

import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa
from ibis.backends.sql import compilers

from geo.errors import GeoError

# A value that a driver is given beside the text of a query.
MARK = re.compile(r"@(reader_\d+)@")
# seconds after which it is looked whether somebody still waits, and until it is cancelled again
WATCH, AGAIN = 0.05, 0.005
# rows that are fetched at a time
ROWS = 10_000

Values = Mapping[str, Any]


class EngineError(GeoError):
    """Raised where an engine does not answer; the message has no address and no credentials."""


class TooLongError(EngineError):
    """Raised where a question took longer than its limit and was cancelled in the engine."""


class StoppedError(EngineError):
    """Raised where a question was cancelled since nobody waits for its answer."""


GONE = "The database does not answer at the moment."
REFUSED = "The database cannot answer this."


@dataclass
class Stop:
    """A way to cancel what is being asked, from another thread; it may come before the question."""

    stopped: bool = False

    def stop(self) -> None:
        """Cancel."""
        self.stopped = True


class Driver(Protocol):
    """An engine with one table in it."""

    compiler: Any
    table: tuple[str, ...]

    def schema(self) -> pa.Schema:
        """Return the columns of the table."""

    def batches(
        self, text: str, values: Values, seconds: float, stop: Stop
    ) -> Iterator[pa.RecordBatch]:
        """Yield the rows of an answer, some at a time; raises EngineError."""

    def stamp(self) -> object:
        """Return what tells that the data are others now, None where nothing tells it."""

    def close(self) -> None:
        """Let go of the engine."""


@contextmanager
def _limited(seconds: float, stop: Stop, act: Callable[[], object]) -> Iterator[Callable[[], bool]]:
    """Cancel by ``act`` when the time is over or the question is stopped; yield whether it was.

    It is done again until the engine has heard it: what has not yet begun cannot be cancelled.
    """
    if stop.stopped:
        raise StoppedError("Nobody waits for the answer.")
    done, over = threading.Event(), threading.Event()
    end = time.monotonic() + seconds

    def watch() -> None:
        wait = min(WATCH, seconds)
        while not done.wait(wait):
            wait = max(0.0, min(WATCH, end - time.monotonic()))
            if stop.stopped or time.monotonic() >= end:
                if not stop.stopped:
                    over.set()
                act()
                wait = AGAIN

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield over.is_set
    finally:
        done.set()
        # What it cancels may be closed after this.
        watching.join()


def _cancelled(
    is_over: Callable[[], bool], stop: Stop, seconds: float, otherwise: str = REFUSED
) -> EngineError:
    """What is said of a question that has failed; the engine's own words may name its server."""
    if is_over():
        return TooLongError(f"This took longer than {seconds:.0f} seconds and was stopped.")
    if stop.stopped:
        return StoppedError("Nobody waits for the answer.")
    return EngineError(otherwise)


class DuckDB:
    """Parquet files, or a table of a database of DuckDB, in this process."""

    compiler = compilers.DuckDBCompiler

    def __init__(self, files: list[Path], table: str = "", memory: str = "1GB") -> None:
        self._files = files
        config: dict[str, Any] = {"memory_limit": memory, "preserve_insertion_order": "false"}
        try:
            if table:
                config["access_mode"] = "READ_ONLY"
                self._connection = duckdb.connect(str(files[0]), config=config)
                self.table: tuple[str, ...] = tuple(table.split("."))
            else:
                self._connection = duckdb.connect(config=config)
                self._connection.read_parquet([str(file) for file in files]).create_view("periods")
                self.table = ("periods",)
            # From here on no question can reach another file or change a setting.
            reached = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
            self._connection.execute(f"SET allowed_paths = [{reached}]")
            self._connection.execute("SET enable_external_access = false")
            self._connection.execute("SET lock_configuration = true")
        except duckdb.Error as error:
            raise EngineError("The file cannot be opened as a table of DuckDB.") from error

    def schema(self) -> pa.Schema:
        """Return the columns of the table."""
        try:
            with self._connection.cursor() as cursor:
                return cursor.sql(_no_rows(self.table)).to_arrow_table().schema
        except duckdb.Error as error:
            raise EngineError(f"There is no table {'.'.join(self.table)}.") from error

    def batches(
        self, text: str, values: Values, seconds: float, stop: Stop
    ) -> Iterator[pa.RecordBatch]:
        """Yield the rows of an answer, some at a time; raises EngineError."""
        cursor = self._connection.cursor()
        marked = MARK.sub(r"$\1", text)
        with cursor, _limited(seconds, stop, cursor.interrupt) as is_over:
            try:
                yield from cursor.sql(marked, params=dict(values)).to_arrow_reader(ROWS)
            except (duckdb.Error, pa.ArrowException) as error:
                raise _cancelled(is_over, stop, seconds) from error

    def stamp(self) -> object:
        """Return what tells that the data are others now."""
        try:
            return tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in self._files)
        except OSError as error:
            raise EngineError("The file of the gazetteer is not there at the moment.") from error

    def close(self) -> None:
        """Let go of the engine."""
        self._connection.close()


class SQLite:
    """A table of a database of SQLite, in this process."""

    compiler = compilers.SQLiteCompiler

    def __init__(self, file: Path, table: str) -> None:
        self._file = file
        self.table: tuple[str, ...] = (table,)

    def schema(self) -> pa.Schema:
        """Return the columns of the table."""
        with self._open() as connection:
            name = '"' + self.table[0].replace('"', '""') + '"'
            try:
                rows = connection.execute(f"PRAGMA table_info({name})").fetchall()
            except sqlite3.Error as error:
                raise EngineError("The file cannot be opened as a database of SQLite.") from error
        kinds = {"INT": pa.int64(), "REA": pa.float64(), "DOU": pa.float64(), "FLO": pa.float64()}
        return pa.schema([(row[1], kinds.get(row[2].upper()[:3], pa.string())) for row in rows])

    def batches(
        self, text: str, values: Values, seconds: float, stop: Stop
    ) -> Iterator[pa.RecordBatch]:
        """Yield the rows of an answer, some at a time; raises EngineError."""
        with self._open() as connection, _limited(seconds, stop, connection.interrupt) as is_over:
            try:
                cursor = connection.execute(MARK.sub(r":\1", text), dict(values))
                yield from _in_batches(cursor, [column[0] for column in cursor.description])
            except sqlite3.Error as error:
                raise _cancelled(is_over, stop, seconds) from error

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            address = f"{self._file.resolve().as_uri()}?mode=ro"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise EngineError(GONE) from error
        try:
            yield connection
        finally:
            connection.close()

    def stamp(self) -> object:
        """Return what tells that the data are others now."""
        try:
            return self._file.stat().st_mtime_ns
        except OSError as error:
            raise EngineError("The file of the gazetteer is not there at the moment.") from error

    def close(self) -> None:
        """Let go of the engine: there is nothing to let go of."""


class PostgreSQL:
    """A table of a PostgreSQL server; a connection for each question that is asked at a time."""

    compiler = compilers.PostgresCompiler

    def __init__(self, address: str, table: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise EngineError(
                "PostgreSQL needs its driver: pip install 'psycopg[binary]'."
            ) from error
        self._psycopg = psycopg
        self._address = address
        self.table: tuple[str, ...] = tuple(table.split("."))
        self._idle: list[Any] = []
        self._lock = threading.Lock()

    def schema(self) -> pa.Schema:
        """Return the columns of the table."""
        kinds = {20: pa.int64(), 21: pa.int64(), 23: pa.int64(), 700: pa.float64()}
        kinds |= {701: pa.float64(), 16: pa.bool_()}
        with self._taken() as connection:
            try:
                cursor = connection.execute(_no_rows(self.table))
            except self._psycopg.Error as error:
                if connection.closed:
                    raise EngineError(GONE) from error
                raise EngineError(f"There is no table {'.'.join(self.table)}.") from error
            columns = [(c.name, kinds.get(c.type_code, pa.string())) for c in cursor.description]
            return pa.schema(columns)

    def batches(
        self, text: str, values: Values, seconds: float, stop: Stop
    ) -> Iterator[pa.RecordBatch]:
        """Yield the rows of an answer, some at a time; raises EngineError."""
        marked = MARK.sub(r"%(\1)s", text.replace("%", "%%"))
        with (
            self._taken() as connection,
            _limited(seconds + 1, stop, connection.cancel_safe) as is_over,
        ):
            try:
                # The engine keeps the time itself, even where this process is gone.
                connection.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
                with connection.cursor(name="answer") as cursor:
                    cursor.itersize = ROWS
                    cursor.execute(marked, dict(values))
                    yield from _in_batches(cursor, [c.name for c in cursor.description])
            except self._psycopg.errors.QueryCanceled as error:
                raise _cancelled(lambda: not stop.stopped, stop, seconds) from error
            except self._psycopg.Error as error:
                told = GONE if connection.closed else REFUSED
                raise _cancelled(is_over, stop, seconds, told) from error

    @contextmanager
    def _taken(self) -> Iterator[Any]:
        """A connection of one's own; one that is broken is not given back."""
        connection = self._fresh()
        try:
            yield connection
        finally:
            quiet = self._psycopg.pq.TransactionStatus.IDLE
            try:
                connection.rollback()
            except self._psycopg.Error:
                connection.close()
            if not connection.closed and connection.info.transaction_status == quiet:
                with self._lock:
                    self._idle.append(connection)
            else:
                connection.close()

    def _fresh(self) -> Any:
        while True:
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                break
            try:
                # One that the server has closed meanwhile looks open until it is used.
                connection.execute("SELECT 1")
            except self._psycopg.Error:
                connection.close()
            else:
                return connection
        try:
            return self._psycopg.connect(
                self._address,
                connect_timeout=5,
                options="-c default_transaction_read_only=on",
                application_name="base-atlas",
            )
        except self._psycopg.Error:
            # The driver's own words may name the server.
            raise EngineError(GONE) from None

    def stamp(self) -> object:
        """Return None: nothing tells cheaply that a table has changed."""
        return None

    def close(self) -> None:
        """Let go of the connections."""
        with self._lock:
            for connection in self._idle:
                connection.close()
            self._idle.clear()


class Spark:
    """A table or view of a session of Spark that is already there."""

    compiler = compilers.PySparkCompiler

    def __init__(self, session: Any, table: str) -> None:
        # Spark's compiler reads options that come with Ibis's backend.
        self._ibis = import_module("ibis").pyspark
        self._session = session
        self.table: tuple[str, ...] = tuple(table.split("."))
        self._asked = 0

    def schema(self) -> pa.Schema:
        """Return the columns of the table."""
        return self._session.table(".".join(self.table)).limit(0).toArrow().schema

    def batches(
        self, text: str, values: Values, seconds: float, stop: Stop
    ) -> Iterator[pa.RecordBatch]:
        """Yield the rows of an answer; raises EngineError."""
        self._asked += 1
        tag = f"atlas-{id(self)}-{self._asked}"

        def cancel() -> None:
            self._session.interruptTag(tag)

        with _limited(seconds, stop, cancel) as is_over:
            self._session.addTag(tag)
            try:
                found = self._session.sql(MARK.sub(r":\1", text), dict(values)).toArrow()
            except Exception as error:
                raise _cancelled(is_over, stop, seconds) from error
            finally:
                self._session.removeTag(tag)
            # What Spark plans cannot be cancelled, only the jobs that follow.
            if is_over():
                raise _cancelled(is_over, stop, seconds)
        yield from found.to_batches(ROWS)

    def stamp(self) -> object:
        """Return None: nothing tells cheaply that a table has changed."""
        return None

    def close(self) -> None:
        """Leave the session to whoever began it."""


def _no_rows(table: Sequence[str]) -> str:
    """The text of a query for no row of a table, whose columns it tells; names are quoted."""
    name = ".".join('"' + part.replace('"', '""') + '"' for part in table)
    return f"SELECT * FROM {name} LIMIT 0"  # noqa: S608


def _in_batches(cursor: Any, names: list[str]) -> Iterator[pa.RecordBatch]:
    """Rows of a cursor of Python's database interface."""
    while rows := cursor.fetchmany(ROWS):
        columns = zip(*rows, strict=True)
        yield pa.RecordBatch.from_arrays([pa.array(column) for column in columns], names=names)

"""Where a gazetteer in a table is: Parquet, a database in a file, or a server."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pyarrow as pa
import pyarrow.parquet as pq

from geo.engines.columns import CELLS, MONTHS

SERVERS = ("postgresql", "postgres")
DUCKDB, SQLITE = (".duckdb", ".ddb"), (".sqlite", ".sqlite3")
# The name of a table where an address has none.
TABLE = "periods"


@dataclass(frozen=True)
class Address:
    """Where a table is: files of one ``kind`` or a server; its name, where there may be several.

    Neither text nor messages show ``server``, which may hold credentials.
    """

    kind: str
    files: tuple[Path, ...] = ()
    table: str = TABLE
    server: str = ""

    def __repr__(self) -> str:
        return f"Address({self.kind}, {self.name})"

    @property
    def name(self) -> str:
        """What the table is called where it says nothing of itself."""
        if self.kind == "parquet":
            first = self.files[0]
            return first.stem if len(self.files) == 1 else first.parent.name
        return self.table


def table_at(text: str) -> Address | None:
    """Return where a table is, None where a text names something else, such as a CSV file.

    ``postgresql://host/database?table=name``, ``atlas.duckdb#name``, ``atlas.sqlite#name``, a file
    of Parquet that has been prepared, a folder of them, or a pattern such as ``lake/*.parquet``.
    """
    if text.partition("://")[0] in SERVERS:
        return _at_server(text)
    place, _, table = text.partition("#")
    path = Path(place)
    for kind, endings in (("duckdb", DUCKDB), ("sqlite", SQLITE)):
        if path.suffix.lower() in endings and path.is_file():
            return Address(kind, (path,), table or TABLE)
    files = _parquet(path)
    if not files or not _is_prepared(files[0]):
        return None
    return Address("parquet", tuple(files))


def said_of_itself(address: Address) -> Mapping[str, Any]:
    """Return what prepared Parquet says of itself (:data:`geo.engines.prepare.ABOUT`)."""
    import json

    if address.kind != "parquet":
        return {}
    told = (pq.read_metadata(address.files[0]).metadata or {}).get(b"base_atlas", b"{}")
    try:
        found = json.loads(told)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _at_server(text: str) -> Address:
    parts = urlsplit(text)
    query = parse_qsl(parts.query, keep_blank_values=True)
    table = next((value for key, value in query if key == "table"), TABLE)
    rest = urlencode([(key, value) for key, value in query if key != "table"])
    return Address("postgresql", (), table, urlunsplit(parts._replace(query=rest)))


def _parquet(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.parquet"))
    if path.suffix.lower() != ".parquet":
        return []
    if "*" in path.name:
        return sorted(path.parent.glob(path.name))
    return [path] if path.is_file() else []


def _is_prepared(path: Path) -> bool:
    try:
        names = pq.read_schema(path).names
    except (OSError, pa.ArrowException):
        return False
    return set(names) >= {*CELLS, *MONTHS}

"""Files made to cost much: each is refused in one sentence, in bounded time and memory."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from geo.importer.columns import REQUIRED

ROOT = Path(__file__).parents[3]
HEAD = ",".join(REQUIRED).encode()
ROW = b"A,43,74,U,K,2001,2002"
MB = 1_000_000
# Seconds, of which a machine that has much else to do needs more; and what the process took in all.
MOST_SECONDS, MOST_MB = 60, 1_000
# Reads a file in a process of its own, as a shell does, and tells what that cost.
READ = """
import json, re, sys, time
from pathlib import Path
from geo.errors import GazetteerError
from geo.importer.formats import read_sheet
path = Path(sys.argv[1])
content, begin = path.read_bytes(), time.perf_counter()
told = []
try:
    read_sheet(content, path.name)
except GazetteerError as error:
    told = [str(problem) for problem in error.problems]
seconds = time.perf_counter() - begin
# What getrusage tells begins with that of the process which started this one.
status = Path("/proc/self/status").read_text()
used = int(re.search(r"VmHWM:\\s*(\\d+)", status)[1]) // 1024
print(json.dumps([told, seconds, used]))
"""


def zipped(name: str, part: bytes, times: int, before: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml" if "xl/" in name else "readme.md", "<workbook/>")
        with packed.open(name, "w", force_zip64=True) as file:
            file.write(before)
            for _ in range(times):
                file.write(part)
    return buffer.getvalue()


def lying_zip() -> bytes:
    """A zip whose directory says that its file has ten bytes."""
    made = zipped("bases.csv", b"0" * MB, 500)
    size = (500 * MB).to_bytes(4, "little")
    return made.replace(size, (10).to_bytes(4, "little"))


def parquet_bomb(*, columns: int, rows: int, cell: int) -> bytes:
    word = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), ["x" * cell])
    buffer = io.BytesIO()
    parquet.write_table(pa.table({f"c{k}": word for k in range(columns)}), buffer)
    return buffer.getvalue()


def deep(levels: int) -> bytes:
    feature = b'{"type": "Feature", "properties": {}, "geometry": {"coordinates": %s}}'
    return feature % (b"[" * levels + b"]" * levels)


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a cell of 100 MB": (
        "csv",
        lambda: HEAD + b"\n" + ROW + b"x" * 100 * MB,
        "more than 2,000,000 bytes in line 2",
    ),
    "a quoted cell of 100 MB": (
        "csv",
        lambda: HEAD + b'\nA,43,74,U,K,2001,"' + b"x\n" * 50 * MB + b'"\n',
        "more than 5,000,000 lines",
    ),
    "a text of JSON of 100 MB": (
        "json",
        lambda: json.dumps([{"name": "x" * 100 * MB}]).encode(),
        "a cell of more than 100,000 characters",
    ),
    "10,000 columns": (
        "csv",
        lambda: (b",".join([HEAD, *(b"c%d" % k for k in range(10_000))]) + b"\n") * 2,
        "more than 1,000 columns",
    ),
    "10,000 columns of Parquet": (
        "parquet",
        lambda: parquet_bomb(columns=10_000, rows=1, cell=1),
        "more than 1,000 columns",
    ),
    "a column for each of 100,000 features": (
        "geojson",
        lambda: json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "properties": {str(k): 1}} for k in range(100_000)
                ],
            }
        ).encode(),
        "more than 1,000 columns",
    ),
    "nothing but ends of lines": ("csv", lambda: HEAD + b"\n" * 150 * MB, "5,000,000 lines"),
    "nothing but separators": ("csv", lambda: HEAD + b"\n" + b"," * 150 * MB, "in line 2"),
    "nothing but quotation marks": ("csv", lambda: HEAD + b"\n" + b'"' * 150 * MB, "in line 2"),
    "two million rows": ("csv", lambda: HEAD + b"\n" + (ROW + b"\n") * 2 * MB, "1,000,000 rows"),
    "objects without end": (
        "json",
        lambda: b"[" + b",".join([b'{"a":1}'] * 5 * MB) + b"]",
        "more than 4,000,000 objects",
    ),
    "JSON that is nested deeply": ("geojson", lambda: deep(5 * MB), "nested too deeply"),
    "a zip bomb": ("zip", lambda: zipped("bases.csv", b"0" * MB, 1_000), "larger than 400 MB"),
    "a zip that lies about its size": ("zip", lying_zip, "damaged|larger than 400 MB"),
    "a workbook bomb": (
        "xlsx",
        lambda: zipped("xl/worksheets/sheet1.xml", b"<row/>" * 100_000, 1_000),
        "larger than 400 MB",
    ),
    "a Parquet bomb": (
        "parquet",
        lambda: parquet_bomb(columns=7, rows=MB, cell=90_000),
        "more memory than 3 GB",
    ),
    "three million placemarks": (
        "kmz",
        lambda: zipped(
            "doc.kml",
            b"<Placemark><name>a</name></Placemark>" * 1_000,
            3_000,
            b'<kml xmlns="http://www.opengis.net/kml/2.2">',
        ),
        "more than 1,000,000 rows",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", list(FILES))
def test_what_would_cost_much_is_refused_in_one_sentence_and_costs_little(
    what: str, tmp_path: Path
) -> None:
    ending, make, words = FILES[what]
    path = tmp_path / f"own.{ending}"
    path.write_bytes(make())
    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told, seconds, used = json.loads(done.stdout)
    assert len(told) == 1, told
    assert any(word in told[0] for word in words.split("|")), told
    assert seconds < MOST_SECONDS
    assert used < MOST_MB


def test_what_reads_a_file_in_a_process_of_its_own_cannot_write_any(tmp_path: Path) -> None:
    path = tmp_path / "copy"
    program = (
        "import sys; from pathlib import Path; from geo.importer.workers import run; "
        "run._limit(2**31); Path(sys.argv[1]).write_bytes(b'secret')"
    )
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "File too large" in done.stderr
    assert path.read_bytes() == b""

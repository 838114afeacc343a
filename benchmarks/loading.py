"""Loading and checking a file, beside pandas reading it and its dates."""

import gc
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from time import perf_counter
from timeit import timeit

import pandas as pd

from benchmarks import gazetteers
from benchmarks.stage import median
from geo.gazetteer.load import load
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import Imported, interpret


def measure(rows: int, repeats: int) -> dict[str, dict[str, float]]:
    """Return seconds for ``rows`` rows by file: pandas reading it, and the project opening it.

    The files are bases.csv of a folder of our own, the same file as a reader's own, and a plain
    reader's file with days and with months.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = gazetteers.write(Path(place) / "folder", rows)
        bases = folder / "bases.csv"
        days = gazetteers.write_own(Path(place) / "days.csv", rows)
        months = gazetteers.write_own(Path(place) / "months.csv", rows, months=True)
        load()  # reads the borders, which are read once
        files: dict[str, tuple[Path, Callable[[Path], object]]] = {
            "folder": (bases, lambda path: load(path.parent)),
            "own file": (bases, opened),
            "own file, days": (days, opened),
            "own file, months": (months, opened),
        }
        times: dict[str, dict[str, list[float]]] = {
            name: {"pandas": [], "here": []} for name in files
        }
        for _, (name, (path, way)) in product(range(repeats), files.items()):
            for who, read in (("pandas", _by_pandas), ("here", way)):
                gc.collect()  # so that no run pays for the garbage of the one before
                times[name][who].append(timeit(partial(read, path), number=1))
    return {name: {who: median(taken) for who, taken in of.items()} for name, of in times.items()}


def large(rows: int) -> tuple[float, float]:
    """Return the seconds to open a reader's own file in a new process, and its peak in MB."""
    with tempfile.TemporaryDirectory() as place:
        path = gazetteers.write_own(Path(place) / "large.csv", rows)
        command = [sys.executable, "-m", "benchmarks.loading", str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, megabytes = map(float, told.split())
    return seconds, megabytes


def opened(path: Path) -> Imported:
    """Return a reader's own file as a gazetteer."""
    sheet = read_sheet(path.read_bytes(), path.name)
    return interpret(sheet, propose(sheet))


def _by_pandas(path: Path) -> object:
    return pd.read_csv(path, parse_dates=["start", "end"], date_format="ISO8601")


if __name__ == "__main__":
    load()
    begin = perf_counter()
    opened(Path(sys.argv[1]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(perf_counter() - begin, peak)

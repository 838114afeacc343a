"""Loading and checking a CSV file, beside pandas reading it and its dates."""

import gc
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from timeit import timeit

import pandas as pd

from benchmarks import gazetteers
from benchmarks.stage import median
from geo.gazetteer import load
from geo.importer.columns import recognise
from geo.importer.read import interpret
from geo.importer.sheet import read_sheet


def measure(rows: int, repeats: int) -> dict[str, float]:
    """Give seconds for ``rows`` rows: pandas, a folder of our own, and somebody's own file."""
    times: dict[str, list[float]] = {"pandas": [], "folder": [], "own file": []}
    with tempfile.TemporaryDirectory() as place:
        folder = gazetteers.write(Path(place), rows)
        path = folder / "bases.csv"
        load()  # reads the borders, which are read once
        ways: dict[str, Callable[[], object]] = {
            "pandas": lambda: pd.read_csv(
                path, parse_dates=["start", "end"], date_format="ISO8601"
            ),
            "folder": lambda: load(folder),
            "own file": lambda: _interpreted(path),
        }
        for _, (name, way) in product(range(repeats), ways.items()):
            gc.collect()  # nobody clears up after another
            times[name].append(timeit(way, number=1))
    return {name: median(taken) for name, taken in times.items()}


def _interpreted(path: Path) -> object:
    sheet = read_sheet(path.read_bytes(), path.name)
    return interpret(sheet, recognise(sheet.table.columns))

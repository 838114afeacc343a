"""Loading and checking a CSV file, beside pandas reading it and its dates."""

import tempfile
from pathlib import Path
from time import perf_counter

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
        for _ in range(repeats):
            begin = perf_counter()
            pd.read_csv(path, parse_dates=["start", "end"], date_format="ISO8601")
            times["pandas"].append(perf_counter() - begin)
            begin = perf_counter()
            load(folder)
            times["folder"].append(perf_counter() - begin)
            begin = perf_counter()
            sheet = read_sheet(path.read_bytes(), path.name)
            interpret(sheet, recognise(sheet.table.columns))
            times["own file"].append(perf_counter() - begin)
    return {name: median(taken) for name, taken in times.items()}

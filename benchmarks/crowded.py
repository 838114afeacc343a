"""A crowded gazetteer of any length, the same for the same seed: clustered, as real ones are.

Places crowd around some centres (a few are very large), operators and times differ from one to the
next, and a quarter of the dates is known to the month or the year only. It is written piece by
piece: ten million rows need no memory.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

CENTRES = 400
OPERATORS = 24
COUNTRIES = 60
PIECE = 250_000
FIRST, LAST = np.datetime64("1900-01-01"), np.datetime64("2025-12-31")
STATUSES = ("active", "active", "active", "active", "closing", "proposed", "reported")
KINDS = ("garrison", "air base", "outpost", "communications", "training ground")
# west, south, east, north of the parts of the world where places are, in degrees
LANDS = (
    (-122, 26, -72, 49),
    (-70, -34, -42, 2),
    (-9, 37, 60, 60),
    (10, -30, 40, 28),
    (60, 8, 120, 55),
)


def pieces(rows: int, seed: int = 20) -> Iterator[pa.Table]:
    """Yield tables of text as a reader may have them, some rows of each base one after another."""
    draw = np.random.default_rng(seed)
    lands = np.array(LANDS)[draw.integers(0, len(LANDS), CENTRES)]
    centre_x = draw.uniform(lands[:, 0], lands[:, 2])
    centre_y = draw.uniform(lands[:, 1], lands[:, 3])
    weights = 1 / np.arange(1, CENTRES + 1) ** 0.8
    era = draw.integers(0, 90, CENTRES) * 365
    home = draw.integers(0, COUNTRIES, CENTRES)
    leader = draw.integers(0, OPERATORS, CENTRES)
    made = 0
    while made < rows:
        count = min(PIECE, rows - made)
        # One to four periods a base, three rows of a base in the mean.
        base = np.repeat(np.arange(count), draw.integers(1, 6, count))[:count]
        bases = base[-1] + 1
        centre = draw.choice(CENTRES, bases, p=weights / weights.sum())
        spread = draw.exponential(0.6, bases)
        angle = draw.uniform(0, 2 * np.pi, bases)
        x = (centre_x[centre] + spread * np.cos(angle)).round(5)
        y = (centre_y[centre] + spread * np.sin(angle) * 0.7).round(5)
        start = FIRST + (era[centre][base] + draw.integers(0, 36 * 365, count))
        end = np.minimum(start + draw.integers(20, 20 * 365, count), LAST)
        mine = draw.random(count) < 0.6
        operator = np.where(mine, leader[centre][base], draw.integers(0, OPERATORS, count))
        yield pa.table(
            {
                "name": _named("Place", base + made),
                "latitude": y[base].astype(str),
                "longitude": x[base].astype(str),
                "country": _named("Country", home[centre][base]),
                "kind": np.array(KINDS)[draw.integers(0, len(KINDS), bases)][base],
                "operator": _named("Power", operator),
                "status": np.array(STATUSES)[draw.integers(0, len(STATUSES), count)],
                "start": _dated(start, draw),
                "end": _dated(end, draw, open_share=0.1),
                "note": _named("sheet", draw.integers(0, 500, count)),
            }
        )
        made += count


def write(path: Path, rows: int, seed: int = 20) -> Path:
    """Write such a gazetteer as CSV, and return its path."""
    written = None
    for table in pieces(rows, seed):
        written = written or pc.CSVWriter(path, table.schema)
        written.write(table)
    if written:
        written.close()
    return path


def _named(word: str, numbers: np.ndarray) -> np.ndarray:
    return np.char.add(f"{word} ", numbers.astype(str))


def _dated(days: np.ndarray, draw: np.random.Generator, open_share: float = 0.0) -> np.ndarray:
    """Days as EDTF: most to the day, some to the month or the year, some of these about it."""
    texts = days.astype("datetime64[D]").astype(str).astype("U11")
    doubt = draw.random(len(days))
    texts = np.where(doubt < 0.15, days.astype("datetime64[M]").astype(str), texts)
    texts = np.where(
        doubt < 0.07, np.char.add(days.astype("datetime64[Y]").astype(str), "~"), texts
    )
    return np.where(draw.random(len(days)) < open_share, "..", texts)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

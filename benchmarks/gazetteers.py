"""Gazetteers of any size, the same for the same seed."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from geo.gazetteer.columns import TABLES

SIZES = (50, 1_000, 10_000, 20_000)
OPERATORS = ("Russia", "United States", "Germany", "France", "India", "China")
FIRST, DAYS = date(2001, 1, 1), 20 * 365
# Well inside Kazakhstan: west, south, east, north in degrees.
FRAME = (64.0, 46.5, 77.0, 49.5)


def rows(periods: int, seed: int = 1) -> list[dict[str, str]]:
    """Return rows of bases.csv: two periods a base, one after the other."""
    draw = random.Random(seed)
    made: list[dict[str, str]] = []
    for k in range(periods):
        if k % 2 == 0:
            base = _base(k // 2, draw)
            begin = FIRST + timedelta(days=draw.randrange(DAYS // 2))
        else:
            begin = FIRST + timedelta(days=DAYS // 2 + draw.randrange(DAYS // 4))
        end = begin + timedelta(days=30 + draw.randrange(DAYS // 4))
        period = {
            "period_id": f"{base['base_id']}-{k % 2}",
            "operator": draw.choice(OPERATORS),
            "start": begin.isoformat() if k % 10 else f"{begin:%Y-%m}~",
            "end": end.isoformat(),
        }
        made.append({**dict.fromkeys(TABLES["bases.csv"].names, ""), **base, **period})
    return made


def _base(number: int, draw: random.Random) -> dict[str, str]:
    west, south, east, north = FRAME
    return {
        "base_id": f"base-{number}",
        "name": f"Base {number}",
        "local_names": f"ru: База {number}",
        "country": "Kazakhstan",
        "kind": "garrison",
        "latitude": f"{draw.uniform(south, north):.4f}",
        "longitude": f"{draw.uniform(west, east):.4f}",
        "coordinate_uncertainty_m": "500",
        "coordinate_type": "site centroid",
        "status": "active",
        "in_article": "no",
        "reference": "no",
        "sources": "made-up",
    }


def write(folder: Path, periods: int, seed: int = 1) -> Path:
    """Write a folder that :func:`geo.gazetteer.load` reads, and give it."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "bases.csv", rows(periods, seed))
    source = {
        "source_id": "made-up",
        "title": "Made up for measuring",
        "publisher": "Base Atlas",
        "date": "2021",
        "language": "en",
        "kind": "dataset",
        "work": "made-up",
    }
    _write(folder / "sources.csv", [{**dict.fromkeys(TABLES["sources.csv"].names, ""), **source}])
    return folder


def _write(path: Path, made: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(made[0]))
        writer.writeheader()
        writer.writerows(made)


def write_own(path: Path, periods: int, *, months: bool = False, seed: int = 1) -> Path:
    """Write a file as a reader may have it, dates to the day or to the month, and return it.

    It is written row by row: a million rows need no memory.
    """
    draw = random.Random(seed)
    west, south, east, north = FRAME
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["name", "latitude", "longitude", "operator", "country", "start", "end", "note"]
        )
        for k in range(periods):
            if k % 2 == 0:
                latitude, longitude = draw.uniform(south, north), draw.uniform(west, east)
            begin = FIRST + timedelta(days=draw.randrange(DAYS))
            end = begin + timedelta(days=30 + draw.randrange(DAYS))
            edges = [f"{day:%Y-%m}" if months else day.isoformat() for day in (begin, end)]
            place = (f"Base {k // 2}", f"{latitude:.4f}", f"{longitude:.4f}")
            operator = draw.choice(OPERATORS)
            writer.writerow([*place, operator, "Kazakhstan", *edges, f"sheet {k % 50}"])
    return path

"""The columns of a table of periods, which every engine has alike.

They are those of bases.csv, typed, beside what a question needs and no engine should work out: the
bounds of the dates in days, what a search looks at, and the place on a grid of whole numbers.
"""

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from geo.gazetteer.columns import TABLES
from geo.place.names import search_form
from geo.time.dates import OPEN_FUTURE, OPEN_PAST, Days
from geo.time.presence import BOUND_COLUMNS

# The globe as a square of Web Mercator, this many cells a side: one is about ten metres wide.
GRID_BITS = 22
# Where the square ends; places beyond are drawn at its edge (degrees).
LIMIT_LATITUDE = 85.0511287798

NUMBERS = ("latitude", "longitude", "coordinate_uncertainty_m")
# Also what a text search finds a period by.
SEARCHED = ("name", "local_names", "also_found_by", "unit")
# Small numbers in place of yes and no, which not every engine has.
FLAGS = ("held", "reference")
CELLS = ("cell_x", "cell_y")
# When a map whose time goes by months first shows a change: the number of the first month (12 a
# year, counted from the year 0) that begins on or after a start, or after an end.
MONTHS = tuple(f"{name}_month" for name in BOUND_COLUMNS)
TEXTS = tuple(
    name for name in TABLES["bases.csv"].names if name not in (*NUMBERS, *FLAGS, "in_article")
)
NEEDED = (
    *("period_id", "base_id", "name", "country", "operator", "status", "latitude", "longitude"),
    *("held", "searched", *BOUND_COLUMNS, *MONTHS, *CELLS),
)

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in TEXTS),
        *((name, pa.float64()) for name in NUMBERS),
        *((name, pa.int32()) for name in (*BOUND_COLUMNS, *MONTHS, *FLAGS)),
        ("searched", pa.string()),
        *((name, pa.int32()) for name in CELLS),
    ]
)


def cells_of(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the column and the row of places (degrees) on the grid, from the north-west corner."""
    side = 1 << GRID_BITS
    radians = np.radians(np.clip(latitude, -LIMIT_LATITUDE, LIMIT_LATITUDE))
    x = (np.asarray(longitude) + 180) / 360
    y = (1 - np.arcsinh(np.tan(radians)) / np.pi) / 2
    column, row = (np.clip(np.floor(part * side), 0, side - 1).astype(np.int64) for part in (x, y))
    return column, row


def months_of(days: Days) -> NDArray[np.int64]:
    """Return the number of the first month that begins on or after each day; open stays open."""
    known = (days > OPEN_PAST // 2) & (days < OPEN_FUTURE // 2)
    before = (np.where(known, days, 0) - 1).astype("datetime64[D]").astype("datetime64[M]")
    return np.where(known, before.astype(np.int64) + 1970 * 12 + 1, np.sign(days) * OPEN_FUTURE)


def curve(column: NDArray[np.int64], row: NDArray[np.int64], bits: int) -> NDArray[np.int64]:
    """Return how far places are along a Z-order curve over tiles of 2 ** ``bits`` a side.

    Rows that follow each other on it lie near each other, so a view reads few parts of a file.
    """
    found = np.zeros(len(column), dtype=np.int64)
    for bit in range(bits):
        shift = GRID_BITS - bits + bit
        found |= ((column >> shift) & 1) << (2 * bit) | ((row >> shift) & 1) << (2 * bit + 1)
    return found


def table_of(periods: pd.DataFrame, sources: pd.DataFrame) -> pa.Table:
    """Return typed periods of a gazetteer (``Gazetteer.periods``) as a table of SCHEMA.

    ``sources`` are those of the gazetteer; in a table each row has its own in words.
    """
    column, row = cells_of(periods["latitude"].to_numpy(), periods["longitude"].to_numpy())
    made = {name: periods[name] for name in (*TEXTS, *NUMBERS, *BOUND_COLUMNS) if name != "sources"}
    made["sources"] = _sources_in_words(periods["sources"], sources)
    made |= {name: periods[name].astype(int) for name in FLAGS}
    for bound, month in zip(BOUND_COLUMNS, MONTHS, strict=True):
        days = periods[bound].to_numpy(dtype=np.int64)
        made[month] = months_of(days + 1 if bound.startswith("end") else days)
    made["searched"] = _searched(periods)
    made |= dict(zip(CELLS, (column, row), strict=True))
    arrays = [pa.array(made[field.name], from_pandas=True).cast(field.type) for field in SCHEMA]
    return pa.table(arrays, schema=SCHEMA)


def _searched(periods: pd.DataFrame) -> pd.Series:
    first, *others = (periods[name] for name in SEARCHED)
    texts = first.str.cat(others, sep=" ").str.strip()
    codes, distinct = pd.factorize(texts)
    folded = np.array([search_form(str(text)) for text in distinct], dtype=object)
    return pd.Series(folded[codes], index=periods.index)


def _sources_in_words(used: pd.Series, sources: pd.DataFrame) -> NDArray[np.object_]:
    """What each row's sources are, one after another: "Title, publisher, address | …"."""
    words = {
        str(source): ", ".join(part for part in dict.fromkeys(parts) if part)
        for source, *parts in sources[["title", "publisher", "url"]].itertuples(name=None)
    }
    codes, distinct = pd.factorize(used)
    told = [" | ".join(words[source] for source in own if source in words) for own in distinct]
    return np.array(told or [""], dtype=object)[codes]

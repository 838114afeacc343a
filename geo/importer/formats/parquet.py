"""Parquet and GeoParquet."""

from collections.abc import Mapping

import shapely

from geo.importer.formats import apart, features, grid
from geo.importer.sheet import MAX_COLUMNS, MAX_ROWS, Sheet, refusal

_MEND = "Save the table as CSV UTF-8 and try again."


def recognises(content: bytes, name: str) -> bool:
    """Return whether a file is Parquet, by its first and last bytes."""
    return content.startswith(b"PAR1") and content.endswith(b"PAR1")


def read(content: bytes, name: str, choices: Mapping[str, str]) -> Sheet:
    """Return the rows of a file, numbered from 1; raises GazetteerError as others do."""
    most = [str(MAX_ROWS), str(MAX_COLUMNS)]
    made = apart.run("parquet", name, "a Parquet file", most, content)
    grid.check_size(name, made["rows"], made["width"])
    if "encoding" in made:
        message = f"has its shapes in the encoding {made['encoding']}, which is not read."
        raise refusal(name, message, "Save them as WKB, as most programs do.")
    columns = {
        title: [features.text_of(value) for value in cells]
        for title, cells in made["columns"].items()
    }
    if made["shapes"] is None:
        rows = range(1, made["rows"] + 1)
        return Sheet(name, grid.table_of(name, list(columns), list(columns.values()), rows))
    shapes = [shapely.from_wkb(text) if text else None for text in made["shapes"]]
    return features.sheet_of(name, columns, shapes, features.told_system(made))

"""Sources of a reader's file: one for each text that names any, or the file itself."""

import re

import pandas as pd

from geo.gazetteer.columns import TABLES

NO_SOURCE = "the file itself, which names no source"


def sources_of(
    file: str, cells: pd.Series, known: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.Series]:
    """Return a source for each distinct text, and the identifiers of each row.

    Identifiers of ``known`` sources (indexed by source_id) stay what they are.
    """
    codes, distinct = pd.factorize(cells)
    known_ids = set() if known is None else set(known.index)
    rows: dict[str, dict[str, str]] = {}
    ids = []
    for number, text in enumerate(distinct, start=1):
        named = text.split()
        if known is not None and named and known_ids.issuperset(named):
            rows |= {source: known.loc[source].to_dict() for source in named}
            ids.append(text)
            continue
        ids.append(f"source-{number}")
        rows[ids[-1]] = _source(file, text, ids[-1])
    table = pd.DataFrame.from_dict(rows, orient="index", dtype=str)
    of_row = pd.Series(pd.array(ids or [""], dtype=str).take(codes), index=cells.index)
    return table.rename_axis("source_id").reset_index(), of_row


def _source(file: str, text: str, source: str) -> dict[str, str]:
    address = re.search(r"https?://[^\s<>\"]+", text)
    columns = [name for name in TABLES["sources.csv"].names if name != "source_id"]
    return {
        **dict.fromkeys(columns, ""),
        "title": text or file,
        "publisher": "" if text else NO_SOURCE,
        "url": address[0] if address else "",
        "kind": "reference",
        "work": source,
    }

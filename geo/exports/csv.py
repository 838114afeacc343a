"""The periods of a view as CSV, in the form of bases.csv; EDTF dates stay as they were."""

from typing import Any

import pandas as pd

from geo.answers.view import View
from geo.gazetteer.columns import TABLES
from geo.spreadsheet import guarded


def render(view: View, address: str = "") -> str:
    """Return the periods there on the date as CSV text; no cell can run as a formula.

    ``address`` finds no place in it: :mod:`geo.exports.csvw` says beside it where it comes from.
    Reading it with :mod:`geo.gazetteer.tables` and :func:`geo.spreadsheet.unguarded` gives the rows
    back.
    """
    return table(view.present).to_csv(index=False, lineterminator="\n")


def table(periods: pd.DataFrame) -> pd.DataFrame:
    """Return periods as the text that bases.csv has of them, guarded."""
    return _texts(periods).map(guarded)


def names(periods: pd.DataFrame) -> list[str]:
    """Return the columns that some periods have in bases.csv, extra ones where a row has any."""
    table = TABLES["bases.csv"]
    extra = [column.name for column in table.extra if column.name in periods]
    return [*table.names, *(name for name in extra if (periods[name] != "").any())]


def cells(period: dict[str, Any]) -> dict[str, str]:
    """Return the cells that bases.csv has of one period."""
    row = pd.DataFrame([period])
    return {str(name): text for name, text in _texts(row).iloc[0].items()}


def _texts(periods: pd.DataFrame) -> pd.DataFrame:
    texts = periods[names(periods)].copy()
    texts["sources"] = [" ".join(sources) for sources in texts["sources"]]
    texts["reference"] = texts["reference"].map({True: "yes", False: "no"})
    for column in ("latitude", "longitude", "coordinate_uncertainty_m"):
        texts[column] = [f"{value:.10g}" for value in texts[column]]
    return texts

"""The periods of a view as CSV, in the form of bases.csv; EDTF dates stay as they were."""

import pandas as pd

from geo.exports.about import COLUMNS
from geo.spreadsheet import guarded
from geo.view import View


def render(view: View, address: str = "") -> str:
    """Give the periods there on the date as CSV text; no cell can run as a formula.

    ``address`` finds no place in it: :mod:`geo.exports.csvw` says beside it where it comes from.
    Reading it with :mod:`geo.tables` and :func:`geo.spreadsheet.unguarded` gives the rows back.
    """
    return table(view.present).to_csv(index=False, lineterminator="\n")


def table(periods: pd.DataFrame) -> pd.DataFrame:
    """Give periods as the text that bases.csv has of them, guarded."""
    texts = periods[list(COLUMNS)].copy()
    texts["sources"] = [" ".join(sources) for sources in texts["sources"]]
    texts["reference"] = texts["reference"].map({True: "yes", False: "no"})
    for column in ("latitude", "longitude", "coordinate_uncertainty_m"):
        texts[column] = [f"{value:.10g}" for value in texts[column]]
    return texts.map(guarded)

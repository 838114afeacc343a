"""The state of the data: sources by kind, single sources, imprecise places, open disagreements."""

import pandas as pd
import streamlit as st

from geo import dates, doubt
from geo.gazetteer import Gazetteer
from geo.view import View


def show(view: View) -> None:
    """Show what is weak in the gazetteer, computed from it as the page is drawn."""
    gazetteer = view.gazetteer
    single = doubt.single_source_dates(gazetteer)
    imprecise = doubt.imprecise_positions(gazetteer)
    differing = doubt.disagreements(gazetteer)
    partly = doubt.partly_dated(gazetteer)
    figures = {
        "Periods": len(gazetteer.periods),
        "Sources": len(doubt.named_sources(gazetteer)),
        "Single-source dates": len(single),
        "Open disagreements": len(differing),
        "Partly dated periods": len(partly),
        "Imprecise positions": len(imprecise),
    }
    for column, (label, number) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(label, number)
    _show_sources(gazetteer)
    st.header("Dates with a single independent source")
    _table(
        single["name"],
        {"About": single["property"], "Date": single["value"].map(dates.in_words)},
        single["period_id"].map(gazetteer.periods.set_index("period_id")["base_id"]),
    )
    st.header("Where sources differ")
    about = {"About": differing["property"], "A source says": _read(differing, "value")}
    about |= {"The gazetteer has": _read(differing, "gazetteer"), "Why": differing["reason"]}
    _table(differing["name"], about, differing["base_id"])
    st.header("Undated or partly dated")
    spans = {
        "Operator": partly["operator"],
        "Start": partly["start"].map(dates.in_words),
        "End": [dates.in_words(text, end=True) for text in partly["end"]],
    }
    _table(partly["name"], spans, partly["base_id"])
    st.header("Positions good to five kilometres or worse")
    places = {
        "What the point is": imprecise["coordinate_type"],
        "Good to (km)": imprecise["coordinate_uncertainty_m"] / 1000,
    }
    _table(imprecise["name"], places, imprecise["base_id"])


def _show_sources(gazetteer: Gazetteer) -> None:
    st.header("Sources by kind and language")
    sources = doubt.named_sources(gazetteer)
    if sources.empty:
        st.write("None.")
        return
    left, right = st.columns(2)
    for column, place in (("kind", left), ("language", right)):
        counts = sources[column].value_counts().rename_axis(column).reset_index()
        place.dataframe(counts, hide_index=True, key=f"sources_{column}")


def _read(claims: pd.DataFrame, column: str) -> list[str]:
    return [
        dates.in_words(value) if prop in ("start", "end") and value else value
        for prop, value in zip(claims["property"], claims[column], strict=True)
    ]


def _table(names: pd.Series, columns: dict[str, object], base_ids: pd.Series) -> None:
    if names.empty:
        st.write("None.")
        return
    plain = {label: list(values) for label, values in columns.items()}  # type: ignore[call-overload]
    links = [f"/bases?base={base_id}" for base_id in base_ids]
    table = pd.DataFrame({"Base": list(names), **plain, "Profile": links})
    config = {"Profile": st.column_config.LinkColumn(display_text="open")}
    st.dataframe(table, hide_index=True, column_config=config)

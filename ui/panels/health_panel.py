"""The state of the data: sources by kind, single sources, imprecise places, open disagreements."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from geo.answers import data_health
from geo.answers.view import View
from geo.gazetteer.model import Gazetteer
from geo.plural import counted
from geo.time import dates
from ui import report_links

STYLE = Path(__file__).parents[1] / "assets" / "health.css"
# dots of a cell, and bases of which a matrix is drawn
MOST_DOTS, MOST_BASES = 4, 300
# What is weak: the name of a figure and of the list behind it.
ALONE = "Dates on one work alone"
SINGLE = "Dates that one work gives and others fit"
PARTLY = "Periods with an unknown or approximate date"
IMPRECISE = "Positions known to 5 km or worse"
DIFFERING = "Where sources differ"


def show(view: View) -> None:
    """Show what is weak in the gazetteer, computed from it as the page is drawn."""
    gazetteer = view.gazetteer
    few = data_health.single_source_dates(gazetteer)
    alone = data_health.on_one_work_alone(few)
    single = few.drop(alone.index)
    imprecise = data_health.imprecise_positions(gazetteer)
    differing = data_health.disagreements(gazetteer)
    partly = data_health.partly_dated(gazetteer)
    figures = {
        "Periods": len(gazetteer.periods),
        "Sources": len(data_health.named_sources(gazetteer)),
        ALONE: len(alone),
        SINGLE: len(single),
        DIFFERING: len(differing),
        PARTLY: len(partly),
        IMPRECISE: len(imprecise),
    }
    for column, (label, number) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(label, number)
    _show_works(gazetteer)
    _show_disagreements(view, differing)
    with st.expander("Sources by kind and language"):
        _show_sources(gazetteer)
    with st.expander(ALONE):
        st.caption("No other work speaks of these dates, not even with less.")
        _show_few(view, alone)
    with st.expander(SINGLE):
        st.caption(
            "At most one work gives these dates as exactly as they are here. Others fit them: they "
            "say less, or it follows from them. Works that came out before had announced them."
        )
        _show_few(view, single)
    with st.expander(PARTLY):
        spans = {
            "Operator": partly["operator"],
            "Start": partly["start"].map(dates.in_words),
            "End": [dates.in_words(text, end=True) for text in partly["end"]],
        }
        _table(partly["name"], spans, partly["base_id"])
    with st.expander(IMPRECISE):
        places = {
            "Type of point": imprecise["coordinate_type"],
            "Known to within (km)": imprecise["coordinate_uncertainty_m"] / 1000,
        }
        _table(imprecise["name"], places, imprecise["base_id"])


def _show_works(gazetteer: Gazetteer) -> None:
    """A matrix: the bases by start, end, place and name, with a dot for each independent work."""
    st.header("What each base rests on")
    st.caption(
        "Each dot is an independent work that gives it; copies of one text count once. Where a "
        "base has several periods, the date with the fewest works is shown."
    )
    works, names = data_health.works(gazetteer), gazetteer.bases["name"]
    heads = "".join(f"<th scope='col'>{escape(name.capitalize())}</th>" for name in works.columns)
    rows = "".join(
        f"<tr><th scope='row'><a href='/bases?base={escape(str(base_id))}'>"
        f"{escape(names[base_id])}</a></th>{''.join(_dots(int(number)) for number in row)}</tr>"
        for base_id, row in zip(works.index, works.to_numpy().tolist(), strict=True)
    )
    st.html(STYLE)
    table = f"<tr><th scope='col'>Base</th>{heads}</tr>{rows}"
    if len(works) > MOST_BASES:
        st.caption(f"Drawn for up to {MOST_BASES} bases.")
    else:
        st.html(f"<table class='atlas-works'>{table}</table>")


def _dots(works: int) -> str:
    if works < 0:
        return "<td>–</td>"
    said = counted(works, "work")
    dots = "●" * min(works, MOST_DOTS) or "○"
    more = "+" if works > MOST_DOTS else ""
    weak = " class='weak'" if works < 2 else ""
    return f"<td{weak} title='{said}'><span role='img' aria-label='{said}'>{dots}{more}</span></td>"


def _show_disagreements(view: View, differing: pd.DataFrame) -> None:
    """What sources say otherwise: first what would change the map, then what would not."""
    st.header(DIFFERING)
    days = data_health.days_apart(view.gazetteer, differing)
    told = differing.assign(days=days).sort_values("days", ascending=False, kind="stable")
    matter = told["days"] > 0
    moving, lesser = told[matter], told[~matter]
    if told.empty:
        st.write("None.")
        return
    st.caption(_how_they_differ(len(moving), len(lesser)))
    if len(moving):
        _differing(view, moving, with_days=True)
    if len(lesser):
        with st.expander(counted(len(lesser), "lesser difference")):
            _differing(view, lesser, with_days=False)


def _how_they_differ(moving: int, lesser: int) -> str:
    """How many claims differ in what the map shows, and how many in less."""
    claims = f"{counted(moving, 'claim')} would move a date on the map"
    less = "in lesser ways: a broader date that agrees, a name, a figure"
    if not lesser:
        return f"{claims}."
    if not moving:
        return f"{counted(lesser, 'claim')} {'differs' if lesser == 1 else 'differ'} {less}."
    return f"{claims}; {lesser:,} {'differs' if lesser == 1 else 'differ'} {less}."


def _differing(view: View, claims: pd.DataFrame, *, with_days: bool) -> None:
    publishers = view.gazetteer.sources.loc[claims["source_id"], "publisher"]
    about: dict[str, object] = {
        "About": claims["property"],
        "A source says": _read(claims, "value"),
    }
    about |= {"The gazetteer has": _read(claims, "gazetteer")}
    about |= {"Days apart": claims["days"]} if with_days else {}
    about |= {"Source": list(publishers), "Why": claims["reason"]}
    reports = report_links.of_claims(view, claims.to_dict("records"), "health")
    _table(claims["name"], about, claims["base_id"], reports)


def _show_few(view: View, few: pd.DataFrame) -> None:
    periods = view.gazetteer.periods.set_index("period_id")
    _table(
        few["name"],
        {
            "About": few["property"],
            "Date": few["value"].map(dates.in_words),
            "Give it": few["gives"],
            "Fit it": few["fits"],
            "Announced it": few["announces"],
            "Why no second": few["why"],
        },
        few["period_id"].map(periods["base_id"]),
        report_links.of_dates(view, few.to_dict("records"), "health"),
    )


def _show_sources(gazetteer: Gazetteer) -> None:
    sources = data_health.named_sources(gazetteer)
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


def _table(
    names: pd.Series, columns: dict[str, object], base_ids: pd.Series, reports: Sequence[str] = ()
) -> None:
    if names.empty:
        st.write("None.")
        return
    plain = {label: list(values) for label, values in columns.items()}  # type: ignore[call-overload]
    links = [f"/bases?base={base_id}" for base_id in base_ids]
    table = pd.DataFrame({"Base": list(names), **plain, "Profile": links})
    config = {"Profile": st.column_config.LinkColumn(display_text="open")}
    if reports:
        table["A mistake?"] = reports
        config["A mistake?"] = st.column_config.LinkColumn(display_text="report")
    st.dataframe(table, hide_index=True, column_config=config)

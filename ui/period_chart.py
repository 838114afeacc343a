"""The period chart: one lane a base, one bar a period, faint where a date leaves doubt."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from geo import dates
from geo.style import operator_styles
from geo.view import View
from ui import chosen

KEY = "period_chart"
ORDERS = {"Country": "country", "Operator": "operator", "First date": "start_earliest"}


def show(view: View) -> None:
    """Show the periods of the bases that the filters let through; a lane chooses its base."""
    order = st.segmented_control("Sort by", list(ORDERS), default="Country", key="chart_order")
    bars = _bars(view)
    lanes = _lanes(view, ORDERS[order or "Country"])
    picked = alt.selection_point(fields=["base_id"], name="lane")
    chart = _chart(view, bars, lanes).add_params(picked)
    st.altair_chart(chart, key=KEY, on_select=_take, width="stretch")
    names = view.gazetteer.bases["name"]
    options = list(dict.fromkeys(view.periods["base_id"]))
    base = view.selection.base
    st.session_state["chart_base"] = base if base in options else None
    st.selectbox(
        "Base",
        options,
        format_func=lambda option: str(names[option]),
        key="chart_base",
        placeholder="Choose a base, or a lane of the chart",
        on_change=_take_box,
    )


def _chart(view: View, bars: pd.DataFrame, lanes: list[str]) -> Any:
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    first, last = view.gazetteer.first.isoformat(), view.gazetteer.last.isoformat()
    shown = bars["operator"].unique().tolist()
    colour = alt.Color(
        "operator:N", title="Operator", legend=alt.Legend(orient="bottom", columns=4)
    ).scale(domain=shown, range=[styles[name].colour for name in shown])
    base = alt.Chart(bars).encode(
        x=alt.X("from:T", title=None).scale(domain=[first, last]).axis(orient="top"),
        x2="to:T",
        y=alt.Y("name:N", title=None, sort=lanes).axis(labelLimit=230),
        color=colour,
        opacity=alt.Opacity("certain:N", legend=None).scale(domain=[True, False], range=[1, 0.35]),
        strokeDash=alt.StrokeDash("doubted:N", legend=None).scale(
            domain=[False, True], range=[[1, 0], [4, 3]]
        ),
        stroke=colour,
        tooltip=["name", "operator", "status", "start", "end"],
    )
    day = pd.DataFrame({"day": [view.selection.date.isoformat()]})
    rule = alt.Chart(day).mark_rule(strokeWidth=2, color="#7f8a96").encode(x="day:T")
    wide = base.transform_filter("!datum.beside").mark_bar(height=14)
    narrow = base.transform_filter("datum.beside").mark_bar(height=6)
    return alt.layer(wide, narrow, rule).properties(height=24 * len(lanes) + 40)


def _bars(view: View) -> pd.DataFrame:
    """Up to three bars a period: doubt at its start, certainty, doubt at its end.

    A period beside another operator's is drawn narrow, so that both can be seen.
    """
    first, last = dates.to_day(view.gazetteer.first), dates.to_day(view.gazetteer.last)
    rows = []
    seen: dict[str, dict[str, int]] = {}
    for period in view.periods.sort_values("start_earliest").to_dict("records"):
        start, sure, until, end = (
            period[name]
            for name in ("start_earliest", "start_latest", "end_earliest", "end_latest")
        )
        ends = seen.setdefault(period["base_id"], {})
        beside = any(o != period["operator"] and e >= start for o, e in ends.items())
        ends[period["operator"]] = max(end, ends.get(period["operator"], end))
        spans = [(sure, until, True)] if sure <= until else []
        spans += [(start, min(sure, end + 1) - 1, False), (max(until, start - 1) + 1, end, False)]
        for low, high, certain in spans:
            low, high = max(low, first), min(high, last)
            if low <= high:
                rows.append((*_bar(period, low, high), certain, beside))
    columns = ["base_id", "name", "operator", "status", "start", "end", "from", "to"]
    return pd.DataFrame(rows, columns=[*columns, "doubted", "certain", "beside"])


def _bar(period: dict[str, Any], low: int, high: int) -> tuple[object, ...]:
    return (
        period["base_id"],
        period["name"],
        period["operator"],
        period["status"],
        dates.in_words(period["start"]),
        dates.in_words(period["end"], end=True),
        dates.from_day(low).isoformat(),
        dates.from_day(high + 1).isoformat(),
        period["status"] in ("proposed", "reported"),
    )


def _lanes(view: View, column: str) -> list[str]:
    ordered = view.periods.sort_values([column, "country", "name"], kind="stable")
    return list(dict.fromkeys(ordered["name"]))


def _take() -> None:
    points = st.session_state[KEY]["selection"].get("lane") or []
    if points:
        chosen.change(base=points[0]["base_id"])


def _take_box() -> None:
    chosen.change(base=st.session_state["chart_base"])

"""The period chart: one lane a base, one bar a period, faint where a date leaves doubt."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from geo import dates
from geo.style import operator_styles
from geo.view import View
from ui import chosen, mirrors, operators_panel

KEY = "period_chart"
BOX = "chart_base"
ORDERS = {"Country": "country", "Operator": "operator", "First date": "start_earliest"}
# height of a lane, and of the bars in it with their distance from its middle, in pixels
LANE = 24
WHOLE, SHARED = "whole", ["upper", "lower"]
PARTS = {"whole": (14, 0), "upper": (8, -5), "lower": (8, 5)}


def show(view: View) -> None:
    """Show the periods of the bases that the filters let through; a lane chooses its base."""
    order = st.segmented_control("Sort by", list(ORDERS), default="Country", key="chart_order")
    bars = _bars(view)
    lanes = _lanes(view, bars, ORDERS[order or "Country"])
    picked = alt.selection_point(fields=["base_id"], name="lane")
    chart = _chart(view, bars, lanes).add_params(picked)
    operators_panel.show(view, sorted(bars["operator"].unique()))
    st.caption("Letters after a name: whose bars its lane has, from the upper to the lower one.")
    st.altair_chart(chart, key=KEY, on_select=_take, width="stretch")
    names = view.gazetteer.bases["name"]
    options = list(dict.fromkeys(view.periods["base_id"]))
    base = view.selection.base if view.selection.base in options else None
    key = mirrors.key(BOX, base)
    st.selectbox(
        "Base",
        options,
        None if base is None else options.index(base),
        format_func=lambda option: str(names[option]),
        key=key,
        placeholder="Choose a base, or a lane of the chart",
        on_change=lambda: _take_box(key),
    )


def _chart(view: View, bars: pd.DataFrame, lanes: list[str]) -> Any:
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    first, last = view.gazetteer.first.isoformat(), view.gazetteer.last.isoformat()
    shown = sorted(bars["operator"].unique())
    palette = {"domain": shown, "range": [styles[name].colour for name in shown]}
    base = alt.Chart(bars).encode(
        x=alt.X("from:T", title=None).scale(domain=[first, last]).axis(orient="top"),
        x2="to:T",
        y=alt.Y("label:N", title=None, sort=lanes).axis(labelLimit=210, labelOverlap=False),
        # A legend of the chart's own is cut off on a phone.
        color=alt.Color("operator:N", legend=None).scale(**palette),
        opacity=alt.Opacity("certain:N", legend=None).scale(domain=[True, False], range=[1, 0.45]),
        strokeDash=alt.StrokeDash("doubted:N", legend=None).scale(
            domain=[False, True], range=[[1, 0], [4, 3]]
        ),
        stroke=alt.Stroke("operator:N", legend=None).scale(**palette),
        tooltip=["name", "operator", "status", "start", "end"],
    )
    day = pd.DataFrame({"day": [view.selection.date.isoformat()]})
    rule = alt.Chart(day).mark_rule(strokeWidth=2, color="#7f8a96").encode(x="day:T")
    parts = [
        base.transform_filter(alt.datum.part == part).mark_bar(height=height, yOffset=offset)
        for part, (height, offset) in PARTS.items()
        # A screen reader would meet an empty group as a picture without a name.
        if (bars["part"] == part).any()
    ]
    return alt.layer(*parts, rule).properties(height=alt.Step(LANE))


def _bars(view: View) -> pd.DataFrame:
    """Up to three bars a period: doubt at its start, certainty, doubt at its end.

    Where several operators share a base in the range of the chart, each has its part of the lane.
    """
    first, last = dates.to_day(view.gazetteer.first), dates.to_day(view.gazetteer.last)
    inside = (view.periods["end_latest"] >= first) & (view.periods["start_earliest"] <= last)
    shown = view.periods[inside].sort_values("start_earliest")
    parts = _parts(shown)
    letters = _letters(view, parts)
    rows = []
    for period in shown.to_dict("records"):
        start, sure, until, end = (
            period[name]
            for name in ("start_earliest", "start_latest", "end_earliest", "end_latest")
        )
        spans = [(sure, until, True)] if sure <= until else []
        spans += [(start, min(sure, end + 1) - 1, False), (max(until, start - 1) + 1, end, False)]
        for low, high, certain in spans:
            low, high = max(low, first), min(high, last)
            if low <= high:
                part = parts[period["base_id"], period["operator"]]
                label = f"{period['name']} · {letters[period['base_id']]}"
                rows.append((*_bar(period, low, high), certain, part, label))
    columns = ["base_id", "name", "operator", "status", "start", "end", "from", "to"]
    return pd.DataFrame(rows, columns=[*columns, "doubted", "certain", "part", "label"])


def _letters(view: View, parts: dict[tuple[str, str], str]) -> dict[str, str]:
    """The letters of each base's operators, so that colour is not their only sign."""
    styles = operator_styles(view.gazetteer.coded["operator"].words)
    letters: dict[str, str] = {}
    for base_id, operator in parts:
        letters[base_id] = f"{letters.get(base_id, '')} {styles[operator].letter}".strip()
    return letters


def _parts(periods: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The part of its lane that each operator of a base has: all of it where it is alone."""
    parts = {}
    for base_id, rows in periods.groupby("base_id", sort=False):
        operators = list(dict.fromkeys(rows["operator"]))
        names = [WHOLE] if len(operators) == 1 else SHARED
        for k, operator in enumerate(operators):
            parts[str(base_id), operator] = names[min(k, len(names) - 1)]
    return parts


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


def _lanes(view: View, bars: pd.DataFrame, column: str) -> list[str]:
    order = ["reference", column, "country", "name"]
    ordered = view.periods.sort_values(order, kind="stable")
    label_of = dict(zip(bars["base_id"], bars["label"], strict=True))
    return [label_of[base] for base in dict.fromkeys(ordered["base_id"]) if base in label_of]


def _take() -> None:
    points = st.session_state[KEY]["selection"].get("lane") or []
    if points:
        chosen.change(base=points[0]["base_id"])


def _take_box(key: str) -> None:
    if mirrors.is_current(BOX, key):
        base = st.session_state[key]
        mirrors.take(BOX, base)
        chosen.change(base=base)

"""The period chart: one lane a base, one bar a period, faint where a date leaves doubt."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from geo.answers.view import View
from geo.style import operator_styles
from geo.time import dates
from geo.vocabulary import Status
from ui import chosen, mirrors
from ui.panels import operators_panel

KEY = "period_chart"
BOX = "chart_base"
# order of the selection -> label, column of the periods
ORDERS = {
    "country": ("Country", "country"),
    "operator": ("Operator", "operator"),
    "start": ("First date", "start_earliest"),
}
# height of a lane and of the axis, and of the bars with their distance from its middle, in pixels
LANE, AXIS = 24, 34
# Lanes that are drawn at once: more than anybody looks through, and few enough to come at once.
MOST = 200
FIRST_LANE = "first_lane"
WHOLE, SHARED = "whole", ["upper", "lower"]
# Years before 1 as people say them, in the axis.
YEARS = "year(datum.value) < 1 ? 1 - year(datum.value) + ' BC' : datum.label"
# A line inside a bar where notice was served, in the colour of the dot that markers have then.
CLOSING, NOTICE = 3, "#ffc629"
PARTS = {"whole": (14, 0), "upper": (8, -5), "lower": (8, 5)}


def show(view: View) -> None:
    """Show the periods of the bases that the filters let through; a lane chooses its base."""
    order = view.selection.order
    mirrors.choose_one(
        st.segmented_control,
        "Sort by",
        list(ORDERS),
        order,
        lambda order: chosen.change(order=order),
        default=order,
        format_func=lambda order: ORDERS[order][0],
        required=True,
    )
    bases = _bases_in_order(view, ORDERS[order][1])
    shown = _show_steps(view, bases)
    periods = (
        view.periods[view.periods["base_id"].isin(shown)] if len(bases) > MOST else view.periods
    )
    bars = _bars(view, periods)
    lanes = _lanes(bars, shown)
    picked = alt.selection_point(fields=["base_id"], name="lane")
    chart = _chart(view, bars, lanes).add_params(picked)
    operators_panel.show(view, sorted(bars["operator"].unique()))
    st.caption(
        "The letters after each name are the operators, in the order of the bars from top to "
        "bottom. A yellow line in a bar: closing, notice served."
    )
    # Keeps the chart's place, so that nothing moves when it comes.
    st.html(f"<style>.st-key-lanes {{ min-height: {LANE * len(lanes) + AXIS}px }}</style>")
    with st.container(key="lanes"):
        st.altair_chart(chart, key=KEY, on_select=_take, width="stretch")


def choose(view: View) -> None:
    """Show a field for the chosen base, beside the lanes."""
    names = view.gazetteer.bases["name"]
    options = list(dict.fromkeys(view.periods["base_id"]))
    if len(options) > MOST:
        options = _part(view, _bases_in_order(view, ORDERS[view.selection.order][1]))
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


def _bases_in_order(view: View, column: str) -> list[str]:
    """The bases that have a lane, in the order of the lanes."""
    first, last = dates.to_day(view.gazetteer.first), dates.to_day(view.gazetteer.last)
    inside = (view.periods["end_latest"] >= first) & (view.periods["start_earliest"] <= last)
    with_lane = set(view.periods.loc[inside, "base_id"])
    order = ["reference", column, "country", "name"]
    ordered = view.periods.sort_values(order, kind="stable")
    return [base for base in dict.fromkeys(ordered["base_id"]) if base in with_lane]


def _show_steps(view: View, bases: list[str]) -> list[str]:
    """Say which of many lanes are drawn, offer those before and after, and give their bases."""
    if len(bases) <= MOST:
        return bases
    shown = _part(view, bases)
    begin = bases.index(shown[0])
    end = begin + len(shown)
    words, back, forth = st.columns([3, 1, 1], vertical_alignment="center")
    words.caption(
        f"Lanes {begin + 1:,} to {end:,} of {len(bases):,}. A name or a filter at the side "
        "finds the others."
    )
    back.button(
        "Previous",
        key="lanes_back",
        on_click=_step,
        args=(bases, begin - MOST),
        disabled=begin == 0,
    )
    forth.button(
        "Next", key="lanes_forth", on_click=_step, args=(bases, end), disabled=end == len(bases)
    )
    return shown


def _part(view: View, bases: list[str]) -> list[str]:
    """The bases whose lanes are drawn: where the reader went, else where the chosen base is."""
    chosen_base = view.selection.base
    kept = st.session_state.get(FIRST_LANE)
    begin = 0
    if kept is not None and kept[0] == (len(bases), bases[0], bases[-1], chosen_base):
        begin = kept[1]
    elif chosen_base in bases:
        begin = bases.index(chosen_base) // MOST * MOST
    return bases[begin : begin + MOST]


def _step(bases: list[str], begin: int) -> None:
    base = chosen.selection().base
    st.session_state[FIRST_LANE] = (len(bases), bases[0], bases[-1], base), max(0, begin)


def _chart(view: View, bars: pd.DataFrame, lanes: list[str]) -> Any:
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    first, last = (
        _moment(dates.to_day(day)) for day in (view.gazetteer.first, view.gazetteer.last)
    )
    shown = sorted(bars["operator"].unique())
    palette = {"domain": shown, "range": [styles[name].colour for name in shown]}
    base = alt.Chart(bars).encode(
        x=alt.X("from:T", title=None)
        .scale(domain=[first, last])
        .axis(orient="top", labelExpr=YEARS),
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
    day = pd.DataFrame({"day": [_moment(dates.to_day(view.selection.date))]})
    rule = alt.Chart(day).mark_rule(strokeWidth=2, color="#7f8a96").encode(x="day:T")
    parts = [
        base.transform_filter(alt.datum.part == part).mark_bar(height=height, yOffset=offset)
        for part, (height, offset) in PARTS.items()
        # A screen reader would meet an empty group as a picture without a name.
        if (bars["part"] == part).any()
    ]
    closing_now = alt.datum.status == Status.CLOSING.value
    closing = [
        base.transform_filter((alt.datum.part == part) & closing_now)
        .mark_bar(height=CLOSING, yOffset=offset)
        .encode(color=alt.value(NOTICE), stroke=alt.value(NOTICE), opacity=alt.value(1))
        for part, (_, offset) in PARTS.items()
        if ((bars["part"] == part) & (bars["status"] == Status.CLOSING)).any()
    ]
    return alt.layer(*_chosen_lane(view, bars), *parts, *closing, rule).properties(
        height=alt.Step(LANE)
    )


def _chosen_lane(view: View, bars: pd.DataFrame) -> list[Any]:
    """A band behind the lane of the chosen base."""
    label = bars.loc[bars["base_id"] == view.selection.base, ["label"]].head(1)
    if label.empty:
        return []
    band = alt.Chart(label).mark_rect(color="#7f8a96", opacity=0.28)
    return [band.encode(y="label:N")]


def _bars(view: View, periods: pd.DataFrame) -> pd.DataFrame:
    """Up to three bars for each of some periods: doubt at its start, certainty, doubt at its end.

    Where several operators share a base in the range of the chart, each has its part of the lane.
    """
    first, last = dates.to_day(view.gazetteer.first), dates.to_day(view.gazetteer.last)
    inside = (periods["end_latest"] >= first) & (periods["start_earliest"] <= last)
    shown = periods[inside].sort_values("start_earliest")
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


def _moment(day: int) -> int:
    """A day as the chart's scale counts time, in any year: milliseconds since 1970."""
    return int(day) * 86_400_000


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
        _moment(low),
        _moment(high + 1),
        period["status"] in ("proposed", "reported"),
    )


def _lanes(bars: pd.DataFrame, bases: list[str]) -> list[str]:
    """The labels of the lanes of some bases, in their order."""
    label_of = dict(zip(bars["base_id"], bars["label"], strict=True))
    return [label_of[base] for base in bases if base in label_of]


def _take() -> None:
    points = st.session_state[KEY]["selection"].get("lane") or []
    if points:
        chosen.change(base=points[0]["base_id"])


def _take_box(key: str) -> None:
    if mirrors.is_current(BOX, key):
        base = st.session_state[key]
        mirrors.take(BOX, base)
        chosen.change(base=base)

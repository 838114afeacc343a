"""Distances: from bases to borders, cities, other bases and a picked point, with their doubt."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from geo.answers import distances
from geo.answers.view import View
from geo.place import distance, geography
from geo.place.distance import Distance
from geo.place.geography import BORDERS_CREDIT
from geo.plural import counted
from geo.wording import position_in_words
from ui import chosen, markup, mirrors, report_links
from ui.panels import map_panel

TARGETS = {"border": "A country's border", "city": "Cities", "base": "Other bases"}
RADII_KM = ("50", "100", "145", "200", "300", "500", "1000")
# lines of which each has its length written beside it
MOST_LABELS = 8
FARTHEST_KM = 20_000  # half the way around the globe


def show(view: View) -> None:
    """Show distances from the bases there on the date: the answer, the map, and all as a table."""
    answer = st.container()
    left, right = st.columns([0.62, 0.38])
    with right:
        starts = _choose_starts(view)
        kind = view.selection.target
        mirrors.choose_one(
            st.selectbox,
            "To",
            list(TARGETS),
            kind,
            lambda target: chosen.change(target=target),
            index=list(TARGETS).index(kind),
            format_func=lambda k: TARGETS[k],
        )
        targets = _choose_targets(view)
        radii = _choose_radii(view)
    table, lines = _table(view, starts, [(kind, target) for target in targets])
    with answer:
        _show_answer(table)
    with left:
        map_panel.show(
            view, shapes=_shapes(view.gazetteer.bases.loc[starts], lines, radii), clicks=True
        )
    with right:
        _show_point(view)
    st.header("All distances")
    if not table.empty:
        st.dataframe(table, hide_index=True, key="matrix")
        name = f"{view.gazetteer.name}-distances-{view.selection.date}.csv"
        _show_report(view, table)
        credit = BORDERS_CREDIT if kind == "border" else ""
        file = table.assign(Credit=credit) if credit else table
        st.download_button("Download (CSV)", file.to_csv(index=False).encode(), name, "text/csv")
    _show_pairs(view)


def _show_report(view: View, table: pd.DataFrame) -> None:
    """Offer to report a mistake in the distances, of which the report repeats the first."""
    told = [
        f"{row['From']} → {row['To']}: {row['Distance']}, {row['Direction']}"
        for row in table.to_dict("records")
    ]
    report = report_links.of_answer(view, told, "distances")
    if report:
        st.caption(f"[{report_links.LABEL}]({report})")


def _show_answer(table: pd.DataFrame) -> None:
    """Say the shortest distance in large figures, and how many more there are."""
    if table.empty:
        st.info("Choose at least one base and one target.")
        return
    first = table.iloc[0]
    inside = first["Direction"] == "inside"
    told = first["Direction"] if inside else f"to the {first['Direction']}"
    more = len(table) - 1
    rest = f" · {counted(more, 'more distance')} below" if more else ""
    ends = f"{markup.escape(first['From'])} → {markup.escape(first['To'])}"
    st.html(
        f"<div class='atlas-answer'><span>{ends}</span> <b>{first['Distance']}</b> "
        f"<span>{told}{rest}</span></div>"
    )


def _choose_starts(view: View) -> list[str]:
    every = view.gazetteer.bases
    picked = mirrors.choose_some(
        st,
        "From",
        list(every.index),
        distances.usual_starts(view) if view.selection.starts is None else view.selection.starts,
        lambda starts: chosen.change(starts=starts),
        format_func=lambda base: str(every.at[base, "name"]),
    )
    return [*picked] or distances.there(view)


def _choose_targets(view: View) -> list[str]:
    if view.selection.target == "border":
        return mirrors.choose_some(
            st,
            "Countries",
            _nearest_first(view.gazetteer.bases),
            distances.borders(view),
            lambda countries: chosen.change(borders=countries),
        )
    if view.selection.target == "city":
        cities = geography.cities()
        return mirrors.choose_some(
            st,
            "Cities",
            list(cities.index),
            distances.cities(view),
            lambda cities: chosen.change(cities=cities),
            format_func=lambda city: str(cities.at[city, "name"]),
        )
    return distances.there(view)


def _nearest_first(bases: pd.DataFrame) -> list[str]:
    """All countries, those of the bases first."""
    own = set(bases["country"])
    return sorted(geography.countries(), key=lambda name: (name not in own, name))


def _choose_radii(view: View) -> list[float]:
    """The radii of rings in kilometres, any number of them; anything else is reported."""
    asked = mirrors.choose_some(
        st,
        "Rings around each base (km)",
        list(dict.fromkeys([*RADII_KM, *view.selection.rings])),
        view.selection.rings,
        lambda rings: chosen.change(rings=rings),
        accept_new_options=True,
        placeholder="Choose or type a radius",
    )
    radii = {text: _radius(text) for text in asked}
    for text, radius in radii.items():
        if radius is None:
            st.warning(
                f"“{markup.markdown(text)}” is not a radius: "
                f"type kilometres from 1 to {FARTHEST_KM:,}."
            )
    return [radius for radius in radii.values() if radius is not None]


def _radius(text: str) -> float | None:
    try:
        radius = float(text.replace(",", ".").removesuffix("km"))
    except ValueError:
        return None
    return radius if 1 <= radius <= FARTHEST_KM else None


def _table(
    view: View, starts: list[str], targets: list[tuple[str, str]]
) -> tuple[pd.DataFrame, list[Distance]]:
    names = view.gazetteer.bases["name"]
    ways = list(distances.ways(view.gazetteer, starts, targets))
    rows: list[dict[str, Any]] = [
        {
            "From": str(names[way.base_id]),
            "To": way.name,
            "Distance": str(way.found),
            "Direction": distances.direction(way.found),
            "km": round(way.found.km, _digits(way.found)),
            "± km": math.ceil(way.found.uncertainty_m / 1000),
        }
        for way in ways
    ]
    table = pd.DataFrame(rows)
    return (table.sort_values("km") if rows else table), [way.found for way in ways]


def _digits(found: Distance) -> int:
    """The digits after the point that the doubt of a distance leaves."""
    return max(0, 1 - int(math.log10(found.uncertainty_m / 100)))


def _shapes(starts: pd.DataFrame, lines: list[Distance], radii: list[float]) -> dict[str, Any]:
    told = len(lines) <= MOST_LABELS
    features = [
        _line(distance.great_circle(found.start, found.end), str(found), told=told)
        for found in lines[:60]
        if found.metres
    ]
    for base in starts.to_dict("records"):
        centre = (base["latitude"], base["longitude"])
        for radius in radii:
            features.append(_line(distance.ring(centre, radius * 1000), f"{radius:g} km"))
    return {"type": "FeatureCollection", "features": features}


def _line(points: list[distance.Point], label: str, *, told: bool = False) -> dict[str, Any]:
    """A line whose label is always seen if it is ``told``, else when it is pointed at."""
    coordinates = [[round(longitude, 4), round(latitude, 4)] for latitude, longitude in points]
    geometry = {"type": "LineString", "coordinates": coordinates}
    return {"type": "Feature", "properties": {"label": label, "told": told}, "geometry": geometry}


def _show_point(view: View) -> None:
    point = view.selection.point
    if point is None:
        st.caption("Click the map to measure to every base held on this date.")
        return
    st.markdown(f"**From {position_in_words(*point, 2)}**")
    bases = view.present[view.present["held"]].drop_duplicates("base_id")
    rows = []
    for base in bases.to_dict("records"):
        end = (base["latitude"], base["longitude"])
        doubt = base["coordinate_uncertainty_m"]
        found = distance.between(point, end, end_uncertainty_m=doubt)
        rows.append({"Base": base["name"], "Distance": str(found), "km": found.km})
    table = pd.DataFrame(rows, columns=["Base", "Distance", "km"]).sort_values("km")
    st.dataframe(table[["Base", "Distance"]], hide_index=True, height=230, key="from_point")


def _show_pairs(view: View) -> None:
    st.header("Nearest base of a different operator")
    held = view.present[view.present["held"]]
    pairs = distance.nearest_of_other_operators(held)
    if pairs.empty:
        st.write("Fewer than two operators held bases on this date.")
        return
    told = [
        distance.in_words(m, u)
        for m, u in zip(pairs["metres"], pairs["uncertainty_m"], strict=True)
    ]
    shown = pairs.assign(distance=told)[
        ["base", "operator", "nearest", "nearest_operator", "distance"]
    ]
    shown.columns = ["Base", "Operator", "Nearest", "Its operator", "Distance"]
    st.dataframe(shown, hide_index=True, key="pairs")

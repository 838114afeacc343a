"""Distances: from bases to borders, cities, other bases and a picked point, with their doubt."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from geo import distance, places
from geo.view import View
from ui import chosen, map_panel, words

TARGETS = {"border": "A country's border", "city": "Cities", "base": "Other bases"}
RADII_KM = ("50", "100", "145", "200", "300", "500", "1000")
OURS = "karshi-khanabad"
FARTHEST_KM = 20_000  # half the way around the globe


def show(view: View) -> None:
    """Show distances from the bases there on the date, on the map and as a table."""
    bases = view.present.drop_duplicates("base_id").set_index("base_id")
    left, right = st.columns([0.62, 0.38])
    with right:
        starts = _choose_starts(view, bases)
        kind = st.selectbox(
            "To", list(TARGETS), format_func=lambda k: TARGETS[k], key="target_kind"
        )
        targets = _choose_targets(view, bases, kind)
        radii = _choose_radii()
    table, lines = _table(starts, kind, targets, bases)
    with left:
        map_panel.show(view, shapes=_shapes(starts, lines, radii), clicks=True)
    with right:
        _show_point(view.present[view.present["held"]].drop_duplicates("base_id"))
    st.header("The matrix")
    if table.empty:
        st.info("Choose at least one base and one target.")
    else:
        st.dataframe(table, hide_index=True, key="matrix")
        name = f"{view.gazetteer.name}-distances-{view.selection.date}.csv"
        st.download_button("Download (CSV)", table.to_csv(index=False).encode(), name, "text/csv")
    _show_pairs(view)


def _choose_starts(view: View, bases: pd.DataFrame) -> pd.DataFrame:
    preset = [view.selection.base] if view.selection.base in bases.index else []
    if not preset and OURS in view.gazetteer.bases.index:
        preset = [OURS]
    every = view.gazetteer.bases
    picked = st.multiselect(
        "From",
        list(every.index),
        default=preset,
        format_func=lambda base: str(every.at[base, "name"]),
        key="distance_starts",
    )
    return every.loc[picked] if picked else bases


def _choose_targets(view: View, bases: pd.DataFrame, kind: str) -> list[str]:
    if kind == "border":
        names = sorted(places.countries())
        default = _first_country(view.gazetteer.bases)
        return st.multiselect("Countries", names, default=default, key="target_countries")
    if kind == "city":
        cities = places.cities()
        return st.multiselect(
            "Cities",
            list(cities.index),
            default=["kabul", "tashkent"],
            format_func=lambda city: str(cities.at[city, "name"]),
            key="target_cities",
        )
    return list(bases.index)


def _first_country(bases: pd.DataFrame) -> list[str]:
    """The border measured to at first: the one our bases were about, else one of the data's own."""
    if OURS in bases.index:
        return ["Afghanistan"]
    return [name for name in bases["country"] if name in places.countries()][:1]


def _choose_radii() -> list[float]:
    """The radii of rings in kilometres, any number of them; what is none is told."""
    asked = st.multiselect(
        "Rings around each base (km)",
        RADII_KM,
        key="rings",
        accept_new_options=True,
        placeholder="Choose or type a radius",
    )
    radii = {text: _radius(text) for text in asked}
    for text, radius in radii.items():
        if radius is None:
            st.warning(
                f"“{words.markdown(text)}” is no radius: type kilometres from 1 to {FARTHEST_KM:,}."
            )
    return [radius for radius in radii.values() if radius is not None]


def _radius(text: str) -> float | None:
    try:
        radius = float(text.replace(",", ".").removesuffix("km"))
    except ValueError:
        return None
    return radius if 1 <= radius <= FARTHEST_KM else None


def _table(
    starts: pd.DataFrame, kind: str, targets: list[str], bases: pd.DataFrame
) -> tuple[pd.DataFrame, list[distance.Distance]]:
    rows: list[dict[str, Any]] = []
    lines = []
    for base_id, base in starts.iterrows():
        for target in targets:
            if kind == "base" and target == base_id:
                continue
            name, found = _measure(base, kind, target, bases)
            lines.append(found)
            rows.append(
                {
                    "From": base["name"],
                    "To": name,
                    "Distance": str(found),
                    "Direction": found.direction if found.metres else "inside",
                    "km": round(found.km, max(0, 1 - int(math.log10(found.uncertainty_m / 100)))),
                    "± km": math.ceil(found.uncertainty_m / 1000),
                }
            )
    table = pd.DataFrame(rows)
    return (table.sort_values("km") if rows else table), lines


def _measure(
    base: pd.Series, kind: str, target: str, bases: pd.DataFrame
) -> tuple[str, distance.Distance]:
    point = (base["latitude"], base["longitude"])
    doubt = base["coordinate_uncertainty_m"]
    if kind == "border":
        return target, distance.to_border(point, target, uncertainty_m=doubt)
    other = places.cities().loc[target] if kind == "city" else bases.loc[target]
    end_doubt = 3_000.0 if kind == "city" else other["coordinate_uncertainty_m"]
    found = distance.between(
        point,
        (other["latitude"], other["longitude"]),
        start_uncertainty_m=doubt,
        end_uncertainty_m=end_doubt,
    )
    return str(other["name"]), found


def _shapes(
    starts: pd.DataFrame, lines: list[distance.Distance], radii: list[float]
) -> dict[str, Any]:
    features = [
        _line(distance.great_circle(found.start, found.end), str(found))
        for found in lines[:60]
        if found.metres
    ]
    for base in starts.to_dict("records"):
        centre = (base["latitude"], base["longitude"])
        for radius in radii:
            features.append(_line(distance.ring(centre, radius * 1000), f"{radius:g} km"))
    return {"type": "FeatureCollection", "features": features}


def _line(points: list[distance.Point], label: str) -> dict[str, Any]:
    coordinates = [[round(longitude, 4), round(latitude, 4)] for latitude, longitude in points]
    geometry = {"type": "LineString", "coordinates": coordinates}
    return {"type": "Feature", "properties": {"label": label}, "geometry": geometry}


def _show_point(bases: pd.DataFrame) -> None:
    point = chosen.point()
    if point is None:
        st.caption("Click on the map to measure from there to every base held on the date.")
        return
    st.markdown(f"**From {words.position(*point, 2)}**")
    rows = []
    for base in bases.to_dict("records"):
        end = (base["latitude"], base["longitude"])
        doubt = base["coordinate_uncertainty_m"]
        found = distance.between(point, end, end_uncertainty_m=doubt)
        rows.append({"Base": base["name"], "Distance": str(found), "km": found.km})
    table = pd.DataFrame(rows, columns=["Base", "Distance", "km"]).sort_values("km")
    st.dataframe(table[["Base", "Distance"]], hide_index=True, height=230, key="from_point")


def _show_pairs(view: View) -> None:
    st.header("Nearest base of another operator")
    held = view.present[view.present["held"]]
    pairs = distance.nearest_of_other_operators(held)
    if pairs.empty:
        st.write("No two operators held bases on this date.")
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

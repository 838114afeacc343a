"""The profile of the chosen base: names, position, periods, claims, events and neighbours."""

import pandas as pd
import streamlit as st

from geo import dates, distance
from geo.gazetteer import Gazetteer
from geo.names import parse_local_names
from geo.view import View
from ui import base_card, chosen, words

LANGUAGES = {
    "ky": "Kyrgyz",
    "tg": "Tajik",
    "uz": "Uzbek",
    "ru": "Russian",
    "en": "English",
    "fa": "Dari",
    "ps": "Pashto",
    "de": "German",
    "fr": "French",
}


def show(view: View) -> None:
    """Show everything the gazetteer knows of the chosen base."""
    base = view.base
    if base is None:
        st.info("Choose a base to see its profile.")
        return
    base_id = str(view.selection.base)
    st.header(words.markdown(base["name"]))
    st.caption(words.markdown(f"{base['kind']}, {base['country']}"))
    left, right = st.columns(2)
    with left:
        _names(base)
        _position(base)
        st.button("Show on the map", on_click=_to_map, args=(view.gazetteer, base_id))
    with right:
        st.header("Nearest bases held on the date")
        _neighbours(view, base_id)
    st.header("Periods")
    own = view.gazetteer.periods
    base_card.show_periods(view, own[own["base_id"] == base_id])
    st.header("What sources say")
    _ledger(view.gazetteer, base_id)
    st.header("Events")
    _events(view.gazetteer, base_id)


def _names(base: pd.Series) -> None:
    names = [
        words.markdown(f"{name} ({LANGUAGES.get(language, language)})")
        for language, name in parse_local_names(base["local_names"])
    ]
    st.markdown("**Names:** " + ", ".join(names))


def _position(base: pd.Series) -> None:
    digits = 4 if base["coordinate_uncertainty_m"] <= 2_000 else 2
    doubt = base["coordinate_uncertainty_m"] / 1000
    icao = f", ICAO {base['icao']}" if base["icao"] else ""
    place = words.position(base["latitude"], base["longitude"], digits)
    point = words.markdown(f"{base['coordinate_type']}{icao}")
    st.markdown(f"**Position:** {place}, good to {doubt:g} km ({point})")


def _neighbours(view: View, base_id: str) -> None:
    held = view.present[view.present["held"]]
    others = held[held["base_id"] != base_id].drop_duplicates("base_id")
    here = view.gazetteer.bases.loc[[base_id]]
    if others.empty:
        st.write("None.")
        return
    metres = distance.matrix(here, others)[0]
    nearest = others.assign(metres=metres).nsmallest(4, "metres")
    own = float(here["coordinate_uncertainty_m"].iloc[0])
    for row in nearest.to_dict("records"):
        doubt = (own**2 + row["coordinate_uncertainty_m"] ** 2) ** 0.5
        far = distance.in_words(row["metres"], doubt)
        st.markdown(f"- {words.markdown(row['name'])} ({row['operator']}): {far}")


def _ledger(gazetteer: Gazetteer, base_id: str) -> None:
    claims = gazetteer.claims[gazetteer.claims["base_id"] == base_id]
    if claims.empty:
        st.write("No claims are recorded one by one.")
        return
    sources = gazetteer.sources.loc[claims["source_id"]]
    table = pd.DataFrame(
        {
            "About": claims["property"].to_numpy(),
            "Says": [
                _value(p, v) for p, v in zip(claims["property"], claims["value"], strict=True)
            ],
            "Used": claims["used"].to_numpy(),
            "Source": sources["title"].to_numpy(),
            "Link": sources["url"].replace("", None).to_numpy(),
            "Remark": claims["reason"].to_numpy(),
            "Kind": sources["kind"].to_numpy(),
            "Period": claims["period_id"].to_numpy(),
        }
    )
    # Dates first: they are what readers come for.
    dated = table["About"].isin(["start", "end"])
    table = table.assign(dated=dated).sort_values(
        ["dated", "Period", "About", "Used"], ascending=[False, True, False, False]
    )
    config = {"Link": st.column_config.LinkColumn(display_text="open")}
    st.dataframe(table.drop(columns="dated"), hide_index=True, column_config=config)


def _value(prop: str, value: str) -> str:
    return dates.in_words(value) if prop in ("start", "end") else value


def _events(gazetteer: Gazetteer, base_id: str) -> None:
    events = gazetteer.events
    own = events[[base_id in bases for bases in events["base_ids"]]]
    for event in own.to_dict("records"):
        day = min(max(dates.from_day(event["day"]), gazetteer.first), gazetteer.last)
        told = f"{dates.in_words(event['date'])}: {words.markdown(event['title'])}"
        sources = "; ".join(words.link(gazetteer.sources.loc[s]) for s in event["sources"])
        st.markdown(f"- [{told}](/?date={day}&base={base_id})")
        st.caption(f"Sources: {sources}")
    if own.empty:
        st.write("None recorded.")


def _to_map(gazetteer: Gazetteer, base_id: str) -> None:
    chosen.change(base=base_id)
    st.switch_page("pages/map.py")

"""The profile of the chosen base: names, position, periods, claims, events and neighbours."""

import pandas as pd
import streamlit as st

from geo.answers.view import View
from geo.gazetteer import labels
from geo.gazetteer.model import Gazetteer
from geo.place import distance
from geo.place.names import parse_local_names
from geo.plural import counted
from geo.time import dates
from geo.vocabulary import EDGES
from geo.wording import language_in_words, position_in_words
from ui import chosen, markup, report_links
from ui.panels import evidence_panel


def show(view: View) -> None:
    """Show everything the gazetteer knows of the chosen base."""
    base = view.base
    if base is None:
        st.info("Choose a base to see its profile.")
        return
    base_id = str(view.selection.base)
    st.header(markup.markdown(base["name"]))
    st.caption(markup.markdown(f"{base['kind']}, {base['country']}"))
    _names(base)
    _position(base)
    _buttons(view, base_id)
    st.header("Periods, and who says so")
    evidence_panel.show(view, base_id)
    with st.expander("Sources of its name, place and status"):
        _other_claims(view, base_id)
    with st.expander(_count_events(view.gazetteer, base_id)):
        _events(view.gazetteer, base_id)
    if not view.gazetteer.labels.empty:
        with st.expander("Names in the languages of the region"):
            _labels(view.gazetteer, base_id)
    with st.expander("Nearest bases held on the date"):
        _neighbours(view, base_id)


def _buttons(view: View, base_id: str) -> None:
    with st.container(horizontal=True):
        st.button("Show on the map", on_click=_to_map, args=(view.gazetteer, base_id))
        st.button("Measure from here", on_click=_measure, args=(base_id,))
        report = report_links.of_base(view, "bases")
        if report:
            st.link_button("Report a mistake", report)


def _names(base: pd.Series) -> None:
    for heading, column in (("Names", "local_names"), ("Also found by", "also_found_by")):
        names = [
            markup.markdown(f"{name} ({language_in_words(tag)})")
            for tag, name in parse_local_names(base[column])
        ]
        if names:
            st.markdown(f"**{heading}:** " + ", ".join(names))


def _labels(gazetteer: Gazetteer, base_id: str) -> None:
    """What the base, its country, its kind and who had it are called, a language a column."""
    periods = gazetteer.periods
    own = periods[periods["base_id"] == base_id]
    things = [("base", base_id, str(own["name"].iloc[0]))]
    things += [
        (thing, str(word), str(word))
        for thing in ("country", "kind", "operator", "status")
        for word in own[thing].unique()
    ]
    found = {name: labels.of_thing(gazetteer.labels, thing, key) for thing, key, name in things}
    languages = list(dict.fromkeys(label.language for own in found.values() for label in own))
    heads = ["English", *map(language_in_words, languages)]
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for name, own_labels in found.items():
        cells = {label.language: _label(gazetteer, label) for label in own_labels}
        row = [markup.markdown(name), *(cells.get(language, "") for language in languages)]
        lines.append(f"| {' | '.join(row)} |")
    st.markdown("\n".join(lines))
    if any(label.mark for own_labels in found.values() for label in own_labels):
        st.caption(f"\\* {labels.UNCONFIRMED}.")


def _label(gazetteer: Gazetteer, label: labels.Label) -> str:
    """A label for a table: its source beside it, or a mark that it has none."""
    word = markup.markdown(label.label)
    if label.source_id:
        return f"{word} ({markup.link(gazetteer.sources.loc[label.source_id])})"
    return f"{word}\\*" if label.mark else word


def _position(base: pd.Series) -> None:
    digits = 4 if base["coordinate_uncertainty_m"] <= 2_000 else 2
    doubt = base["coordinate_uncertainty_m"] / 1000
    icao = f", ICAO {base['icao']}" if base["icao"] else ""
    place = position_in_words(base["latitude"], base["longitude"], digits)
    point = markup.markdown(f"{base['coordinate_type']}{icao}")
    st.markdown(f"**Position:** {place}, accurate to within {doubt:g} km ({point})")


def _neighbours(view: View, base_id: str) -> None:
    held = view.present[view.present["held"]]
    others = held[held["base_id"] != base_id].drop_duplicates("base_id")
    here = view.gazetteer.bases.loc[[base_id]]
    if others.empty:
        st.write("None.")
        return
    metres = distance.matrix(here, others)[0]
    nearest = others.assign(metres=metres).nsmallest(4, "metres")
    for _, row in nearest.iterrows():
        far = distance.between_bases(here.iloc[0], row)
        st.markdown(f"- {markup.markdown(row['name'])} ({row['operator']}): {far}")


def _other_claims(view: View, base_id: str) -> None:
    """The claims about anything but dates, by what they are about; used ones first."""
    gazetteer = view.gazetteer
    claims = gazetteer.claims
    own = claims[(claims["base_id"] == base_id) & ~claims["property"].isin(EDGES)]
    if own.empty:
        st.write("No individual claims are recorded.")
        return
    unused = own["used"] != "yes"
    for prop, rows in own.assign(unused=unused).sort_values("unused").groupby("property"):
        lines = [f"**{str(prop).capitalize()}**", ""]
        records = rows.to_dict("records")
        reports = report_links.of_claims(view, records, "bases") or [""] * len(records)
        for row, report in zip(records, reports, strict=True):
            source = markup.link(gazetteer.sources.loc[row["source_id"]])
            mistake = f" [Report a mistake]({report})" if report else ""
            use = " (not used)" if row["unused"] else ""
            why = f" {markup.markdown(row['reason'])}" if row["reason"] else ""
            lines.append(f"- {markup.markdown(row['value'])}{use}: {source}.{why}{mistake}")
        st.markdown("\n".join(lines))


def _count_events(gazetteer: Gazetteer, base_id: str) -> str:
    return counted(sum(base_id in own for own in gazetteer.events["base_ids"]), "event")


def _events(gazetteer: Gazetteer, base_id: str) -> None:
    events = gazetteer.events
    own = events[[base_id in bases for bases in events["base_ids"]]]
    for event in own.to_dict("records"):
        day = min(max(dates.from_day(event["day"]), gazetteer.first), gazetteer.last)
        told = f"{dates.in_words(event['date'])}: {markup.markdown(event['title'])}"
        sources = "; ".join(markup.link(gazetteer.sources.loc[s]) for s in event["sources"])
        st.markdown(f"- [{told}](/?date={day}&base={base_id})")
        st.caption(f"Sources: {sources}")
    if own.empty:
        st.write("None recorded.")


def _to_map(gazetteer: Gazetteer, base_id: str) -> None:
    chosen.change(base=base_id)
    st.switch_page("pages/map.py")


def _measure(base_id: str) -> None:
    chosen.change(base=base_id, starts=(base_id,))
    st.switch_page("pages/distances.py")

"""What was looked for and not found: a sentence where a country has no base, and the whole list."""

from typing import Any

import pandas as pd
import streamlit as st

from geo.answers import searches
from geo.answers.view import View
from geo.plural import counted
from geo.time import dates
from geo.wording import SEARCHES, WHY_SEARCHES
from ui import markup

MOST = 5
HEADING = SEARCHES


def show_countries_without_a_base(view: View) -> None:
    """Show a sentence for each country in which no base was found at the view's time."""
    for sentence in searches.without_a_base(view):
        st.caption(markup.markdown(sentence))


def show_matches(view: View) -> None:
    """Show what was looked for under the words that the reader searches."""
    if not view.selection.text:
        return
    found = searches.matching(view.gazetteer, view.selection)
    for search in found.head(MOST).to_dict("records"):
        st.caption(markup.markdown(searches.in_words(search)))
    if len(found) > MOST:
        more = counted(len(found) - MOST, "more search", "more searches")
        are = "is" if len(found) - MOST == 1 else "are"
        st.caption(f"{more} {are} listed on the Bases page.")


def show_list(view: View) -> None:
    """Show in words the searches that the filters let through; none shows nothing."""
    found = searches.matching(view.gazetteer, view.selection)
    if found.empty:
        return
    st.caption(WHY_SEARCHES)
    st.markdown("\n".join(f"- {_told(search, view)}" for search in found.to_dict("records")))


def show_all(view: View) -> None:
    """Show every search of the gazetteer as a table; none shows nothing."""
    found = view.gazetteer.searches
    if found.empty:
        return
    st.caption(WHY_SEARCHES)
    titles = view.gazetteer.sources["title"]
    table = pd.DataFrame(
        {
            "Country": found["country"],
            "Place": found["place"],
            "Looked for": found["looked_for"],
            "Found": found["found"].replace("", "nothing"),
            "Note": found["note"],
            "Where": found["where_looked"],
            "When": found["looked_on"].map(dates.in_words),
            "Sources": ["; ".join(titles[source] for source in own) for own in found["sources"]],
        }
    )
    st.dataframe(table, hide_index=True)


def _told(search: dict[str, Any], view: View) -> str:
    sources = [markup.link(view.gazetteer.sources.loc[name]) for name in search["sources"]]
    when = dates.in_words(search["looked_on"])
    looked = f"Searched on {when}: {search['where_looked']}."
    words = " ".join(filter(None, (searches.in_words(search), search["note"], looked)))
    return " · ".join([markup.markdown(words), *sources])

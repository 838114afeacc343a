"""The frame: pages, filters, notices, errors. Every page starts with ``enter()``."""

from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from geo.errors import GazetteerError, GeoError, Problem
from geo.gazetteer import Gazetteer
from geo.view import View, look
from ui import chosen, compare_panel, filters, gazetteers, problems_panel, words

ROOT = Path(__file__).parents[1]
ASSETS = Path(__file__).parent / "assets"

# stem of the file in pages/ = address = id in tests -> title
PAGES = {
    "map": "Map",
    "bases": "Bases",
    "compare": "Compare",
    "events": "Events",
    "distances": "Distances",
    "article": "Article",
    "take_away": "Take away",
    "your_data": "Your data",
    "health": "Data health",
}
# Pages about the gazetteer as a whole have no filters; one has two dates of its own.
UNFILTERED = ("article", "your_data", "health")
TWO_DATES = "compare"


def run() -> None:
    """Run the frame and, inside it, the page that the address asks for."""
    st.set_page_config(
        page_title="Base Atlas: foreign military bases in Central Asia, 2001–2021",
        page_icon=str(ASSETS / "favicon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed" if st.context.is_embedded else "auto",
    )
    st.logo(ASSETS / "logo.svg", size="large")
    st.html(ASSETS / "frame.css")
    # Before the pages are named: a page that is opened takes over the address as it stands then;
    # were it completed only afterwards, the browser would keep two for one page.
    try:
        gazetteer, problems = _follow_address()
    except GazetteerError as error:
        _navigation()
        problems_panel.show(error.problems)
        return
    page = _navigation()
    # Notices come and go in a place of their own: were the map to move down, it would begin anew.
    with st.container():
        _show_notices(problems)
    st.session_state.update(in_frame=True, sent_to_frame=False)
    try:
        _run_page(page, gazetteer)
    except GazetteerError as error:
        problems_panel.show(error.problems)
    except GeoError as error:
        st.error(words.markdown(str(error)))
    finally:
        st.session_state.in_frame = False


def _run_page(page: Any, gazetteer: Gazetteer) -> None:
    """Run the page, and then what stands around it: a reader waits for the page."""
    filtered = page.url_path not in UNFILTERED
    if filtered:
        # Keeps the side bar's place, so that nothing moves when the filters come.
        st.sidebar.subheader("Filters")
    # Nothing can be drawn after a stop: pages do not stop, but for the one that waits for its map.
    page.run()
    if filtered:
        filters.draw(gazetteer, span=_span(page.url_path, gazetteer))
    _footer(gazetteer)


def enter() -> View:
    """Give the view that the page shows: the gazetteer, the selection and the answer to it.

    A server that has just started opens the page file of a deep link by itself, outside the frame;
    then the pages are registered and the run begins again inside it.
    """
    if not st.session_state.get("in_frame"):
        if not st.session_state.get("sent_to_frame"):
            st.session_state.sent_to_frame = True
            _navigation()
            st.rerun()
        _follow_address()
    gazetteer, _ = gazetteers.current()
    return look(gazetteer, chosen.selection())


def heading(view: View) -> str:
    """Give the title of the gazetteer, as Markdown."""
    return words.markdown(view.gazetteer.title)


def describe(view: View) -> str:
    """Give what the page shows in words, as Markdown."""
    return words.markdown(view.selection.describe())


def describe_filters(view: View) -> str:
    """Give the filters in words, without the date, as Markdown."""
    return words.markdown(view.selection.describe_filters()) or "All bases"


def _navigation() -> Any:
    pages = [
        st.Page(ROOT / "pages" / f"{stem}.py", title=title, url_path=stem, default=stem == "map")
        for stem, title in PAGES.items()
        if (ROOT / "pages" / f"{stem}.py").exists()
    ]
    # Inside somebody's page only the map is wanted; its links lead to the others.
    return st.navigation(pages, position="hidden" if st.context.is_embedded else "top")


def _follow_address() -> tuple[Gazetteer, tuple[Problem, ...]]:
    """Give what :func:`ui.gazetteers.current` does; selection and address then fit it."""
    gazetteer, problems = gazetteers.current()
    chosen.restore(gazetteer)
    chosen.fit(gazetteer)
    chosen.write()
    return gazetteer, problems


def _show_notices(problems: tuple[Problem, ...]) -> None:
    if chosen.notices():
        st.warning("  \n".join(words.markdown(notice) for notice in chosen.notices()))
    problems_panel.notice(problems)


def _span(page: str, gazetteer: Gazetteer) -> tuple[date, date] | None:
    """The two dates of the page that has its own."""
    return compare_panel.both(chosen.selection(), gazetteer) if page == TWO_DATES else None


def _footer(gazetteer: Gazetteer) -> None:
    told = f"{gazetteer.title}, version {gazetteer.version}. {gazetteer.licence}".strip()
    st.caption(words.markdown(told))

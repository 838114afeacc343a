"""The frame: pages, filters, notices, errors. Every page starts with ``enter()``."""

from pathlib import Path
from typing import Any

import streamlit as st

from geo.answers import changes, editions
from geo.answers.view import View, look
from geo.errors import GazetteerError, GeoError, Problem
from geo.gazetteer.model import Gazetteer
from geo.plural import counted
from geo.time import dates
from geo.time.dates import Day
from geo.wording import APP, HOME, PAGES, WITHOUT_SIDE_BAR, tab_title
from ui import chosen, filters, gazetteers, markup, share_sheet
from ui.panels import problems_panel

ROOT = Path(__file__).parents[1]
ASSETS = Path(__file__).parent / "assets"

# The view of this run, while its page is being drawn: looked at once, for page and side bar.
_VIEW = "view_of_this_run"
# One page has two dates of its own.
TWO_DATES = "compare"
# One page shows all that the sheet beside the others has.
TO_DOWNLOAD = "download"


def run() -> None:
    """Run the frame and, inside it, the page that the address asks for."""
    st.set_page_config(
        page_title=APP,
        page_icon=str(ROOT / "web" / "assets" / "favicon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed" if st.context.is_embedded else "auto",
    )
    st.logo(ASSETS / "logo.svg", size="large")
    # Before the pages are named: a page that is opened takes over the address as it stands then;
    # were it completed only afterwards, the browser would keep two for one page.
    try:
        gazetteer, problems = _follow_address()
    except GazetteerError as error:
        _navigation()
        problems_panel.show(error.problems)
        return
    page = _navigation()
    # Notices come and go in a place of their own: a map that moved down would start again.
    with st.container():
        _show_notices(problems)
    st.session_state.sent_to_frame = False
    try:
        view = look(gazetteer, chosen.selection())
        st.set_page_config(page_title=tab_title(page.url_path or HOME, view))
        _run_page(page, view)
    except GazetteerError as error:
        problems_panel.show(error.problems)
    except GeoError as error:
        st.error(markup.markdown(str(error)))
    finally:
        st.session_state.pop(_VIEW, None)


def _run_page(page: Any, view: View) -> None:
    """Run the page first, and then what is around it: the page is what a reader waits for."""
    st.session_state[_VIEW] = view
    stem = page.url_path or HOME
    if stem != TO_DOWNLOAD and not st.context.is_embedded:
        # Where it is open it is what the reader waits for.
        share_sheet.draw(stem, view)
    filtered = stem not in WITHOUT_SIDE_BAR
    if filtered:
        # Keeps the side bar's place, so that nothing moves when the filters come.
        st.sidebar.subheader("Filters")
    # Nothing can be drawn after a stop: pages do not stop, but for the one that waits for its map.
    page.run()
    if filtered:
        filters.draw(view, span=_span(page.url_path, view.gazetteer))
    elif stem == HOME:
        filters.listen()
    _footer(view.gazetteer)
    _page_bar()


def enter() -> View:
    """Return the view that the page shows: the gazetteer, the selection and the answer to it.

    A server that has just started opens the page file of a deep link by itself, outside the frame;
    then the pages are registered and the run begins again inside it.
    """
    if _VIEW not in st.session_state:
        if not st.session_state.get("sent_to_frame"):
            st.session_state.sent_to_frame = True
            _navigation()
            st.rerun()
        gazetteer, _ = _follow_address()
        return look(gazetteer, chosen.selection())
    view: View = st.session_state[_VIEW]
    return view


def heading(view: View) -> str:
    """Return the title of the gazetteer, as Markdown."""
    return markup.markdown(view.gazetteer.title)


def describe(view: View) -> str:
    """Return what the page shows in words, as Markdown."""
    return markup.markdown(view.selection.describe())


def describe_filters(view: View) -> str:
    """Return the filters in words, without the date, as Markdown."""
    return markup.markdown(view.selection.describe_filters()) or "All bases"


def _pages() -> list[Any]:
    return [
        st.Page(
            ROOT / "pages" / f"{stem}.py", title=page.title, url_path=stem, default=stem == HOME
        )
        for stem, page in PAGES.items()
        if (ROOT / "pages" / f"{stem}.py").exists()
    ]


def _navigation() -> Any:
    # Embedded in another page, only the map is wanted; its links lead to the others.
    return st.navigation(_pages(), position="hidden" if st.context.is_embedded else "top")


def _page_bar() -> None:
    """Draw the links to the pages again: a phone has them along the foot of its window."""
    if st.context.is_embedded:
        return
    with st.container(key="page_bar"):
        for page in _pages():
            st.page_link(page)


def _follow_address() -> tuple[Gazetteer, tuple[Problem, ...]]:
    """Return what :func:`ui.gazetteers.current` does; selection and address then fit it."""
    chosen.open_edition()
    gazetteer, problems = gazetteers.current()
    chosen.restore(gazetteer)
    chosen.follow(gazetteer)
    return gazetteer, problems


def _show_notices(problems: tuple[Problem, ...]) -> None:
    if chosen.notices():
        st.warning("  \n".join(markup.markdown(notice) for notice in chosen.notices()))
    if gazetteers.is_edition():
        _show_edition(gazetteers.current()[0])
    problems_panel.notice(problems)
    if gazetteers.is_own():
        _say_whose()


def _say_whose() -> None:
    """Say on every page that nobody else sees the reader's own file, and how it is shared."""
    with st.container(key="own_notice", horizontal=True, vertical_alignment="center", gap="small"):
        name = markup.markdown(gazetteers.current()[0].title)
        st.markdown(
            f"**Your file, seen only by you:** {name}. Links show others our own gazetteer.",
            width="content",
        )
        st.page_link("pages/your_data.py", label="Share it as a bundle or one file")


def _show_edition(gazetteer: Gazetteer) -> None:
    """Say that an earlier edition is shown, and lead to the current one."""
    released = f" of {dates.day_in_words(gazetteer.created)}" if gazetteer.created else ""
    changed = counted(len(editions.since(gazetteers.server(), gazetteer.version)), "value")
    with st.container(horizontal=True, vertical_alignment="center", key="edition"):
        st.markdown(
            f"**Edition {gazetteer.version}**{released}, as it was published. Since then {changed} "
            f"changed: [list](/api/v1/revisions?since={gazetteer.version})."
        )
        st.button("Go to the current edition", on_click=gazetteers.open_edition, args=("",))


def _span(page: str, gazetteer: Gazetteer) -> tuple[Day, Day] | None:
    """The two dates of the page that has its own."""
    return changes.two_dates(chosen.selection(), gazetteer) if page == TWO_DATES else None


def _footer(gazetteer: Gazetteer) -> None:
    told = f"{gazetteer.title}, version {gazetteer.version}. {gazetteer.licence}".strip()
    st.caption(markup.markdown(told))

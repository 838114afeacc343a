"""What a reader can take away: files, a picture, a citation, a link, an embedding."""

from functools import partial
from html import escape

import streamlit as st

from geo import cite
from geo.exports import html, write
from geo.exports.write import FORMATS
from geo.view import View
from ui import gazetteers, words


def show_files(view: View) -> None:
    """Offer the view in every format; each is made when it is asked for."""
    address = _address()
    tiles = st.checkbox("Offer tile layers in the HTML file (it may then ask other hosts)")
    for column, kind in zip(st.columns(3) * 3, FORMATS, strict=True):
        made = partial(html.render, view, address, tiles=True) if tiles and kind == "html" else None
        column.download_button(
            FORMATS[kind].title,
            made or partial(write.content, view, kind, address),
            write.file_name(view, kind),
            FORMATS[kind].media_type,
            key=f"download_{kind}",
            on_click="ignore",
            width="stretch",
        )


def show_picture(view: View) -> None:
    """Show the picture as it will be printed, and offer it for two dates."""
    told = view.selection.describe()
    alt = f"Map of the bases held: {told}. The table on the map page lists them."
    address = _address()
    st.image(write.content(view, "png", address), caption=words.markdown(told), alt=alt)
    other = st.date_input(
        "Beside the date",
        view.gazetteer.last,
        min_value=view.gazetteer.first,
        max_value=view.gazetteer.last,
        format="YYYY-MM-DD",
    )
    left, right = st.columns(2)
    for column, kind in ((left, "png"), (right, "svg")):
        column.download_button(
            f"Both dates side by side ({kind.upper()})",
            partial(write.two_dates, view, other, kind, address),
            f"{view.gazetteer.name}-{view.selection.date}-and-{other}.{kind}",
            FORMATS[kind].media_type,
            key=f"both_{kind}",
            on_click="ignore",
        )


def show_citation(view: View) -> None:
    """Show how to cite the view, or its chosen base."""
    address = _address()
    sentence, bibtex, csl = st.tabs(["Sentence", "BibTeX", "CSL-JSON"])
    sentence.code(cite.sentence(view, address), language=None, wrap_lines=True)
    bibtex.code(cite.bibtex(view, address), language=None)
    csl.code(cite.csl_json(view, address), language=None)
    if not address:
        st.caption(
            "There is no permanent link: your file is in this browser session only, and a link "
            "would open our gazetteer instead."
        )
        return
    st.caption("The permanent link carries the version of the data.")
    st.code(cite.link(view, address), language=None, wrap_lines=True)


def show_embedding(view: View) -> None:
    """Show how to put the app, or the one HTML file, into a page; of an own file, the latter."""
    address = _address()
    title = escape(view.gazetteer.title)
    frame = f'width="100%" height="720" style="border:0" loading="lazy" title="{title}"'
    if address:
        link = escape(f"{cite.link(view, address)}&embed=true")
        st.caption("The running app:")
        st.code(f'<iframe src="{link}" {frame}></iframe>', language=None, wrap_lines=True)
    st.caption("The one HTML file, from your own server:")
    name = write.file_name(view, "html")
    st.code(f'<iframe src="{name}" {frame}></iframe>', language=None, wrap_lines=True)


def _address() -> str:
    """Where the app runs; blank for an own file, which no other session has."""
    if gazetteers.is_own():
        return ""
    parts = (st.context.url or "http://localhost:8501/").split("/")
    return "/".join(parts[:3])

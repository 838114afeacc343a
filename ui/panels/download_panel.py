"""What a reader can copy or download: a sentence, a citation, an interactive map, data files."""

from functools import partial
from html import escape

import streamlit as st

from geo.answers import citation, quotable
from geo.answers.link import parts_of_link
from geo.answers.view import View
from geo.exports import html, write
from geo.exports.write import DATA, FORMATS
from geo.plural import counted, file_size
from geo.public_address import NOT_SET
from geo.site.archive import site_zip
from ui import copy_sentence, gazetteers

MEASURED = "sizes_of_exports"
EMBED_HEIGHT = 720  # pixels


def show_sentence(view: View, stem: str = "") -> None:
    """Show what a page says as a sentence to quote, with its sources."""
    address = gazetteers.public_address()
    told = quotable.of_page(stem, view)
    text = quotable.in_text(told, view, address)
    copy_sentence.draw(text, key="sentence")
    if not address:
        st.caption(_no_link())
    sources = sum(len(group.sources) for group in told.groups)
    if sources:
        with st.expander(f"It rests on {counted(sources, 'source')}"):
            listed = quotable.sources_in_text(told, view.gazetteer)
            st.code(listed, language=None, wrap_lines=True, height=300)


def show_site(view: View) -> None:
    """Offer the whole gazetteer as a site of static files, made when it is asked for."""
    st.download_button(
        "The whole site (zip)",
        partial(site_zip, view.gazetteer),
        f"{view.gazetteer.name}-site.zip",
        "application/zip",
        key="download_site",
        on_click="ignore",
        help="A page for every base, event and source, with the map, for any web host. It takes "
        "some seconds to make.",
    )


def show_citation(view: View) -> None:
    """Show how to cite the view, or its chosen base."""
    address = gazetteers.public_address()
    sentence, bibtex, ris, csl = st.tabs(["Reference", "BibTeX", "RIS", "CSL-JSON"])
    sentence.code(citation.sentence(view, address), language=None, wrap_lines=True)
    bibtex.code(citation.bibtex(view, address), language=None)
    ris.code(citation.ris(view, address), language=None)
    csl.code(citation.csl_json(view, address), language=None)
    if not address:
        st.caption(_no_link())
        return
    st.caption("The permanent link includes the version of the data.")
    st.code(citation.link(view, address), language=None, wrap_lines=True)


def show_interactive(view: View) -> None:
    """Offer the map as one file, and show how it or the app is put into a page."""
    address = gazetteers.public_address()
    tiles = st.checkbox("Include tile layers (they need the internet)", key="html_tiles")
    made = partial(html.render, view, address, tiles=True) if tiles else None
    _offer(view, "html", made)
    st.markdown("**In a page of your own**")
    title = escape(view.gazetteer.title)
    frame = f'width="100%" height="{EMBED_HEIGHT}" style="border:0" loading="lazy" title="{title}"'
    if address:
        link = escape(f"{citation.link(view, address)}&embed=true")
        st.caption("The running app:")
        st.code(
            f'<iframe src="{link}" {frame}></iframe>\n{_credit(view)}',
            language=None,
            wrap_lines=True,
        )
    elif not gazetteers.is_own():
        st.caption(f"{NOT_SET}, so it cannot be embedded.")
    st.caption("The one HTML file, from your own server:")
    name = write.file_name(view, "html")
    st.code(
        f'<iframe src="{name}" {frame}></iframe>\n{_credit(view)}', language=None, wrap_lines=True
    )


def show_files(view: View) -> None:
    """Offer the data of the view in every format, each with who it is for and its size."""
    for kind in DATA:
        _offer(view, kind)


def _offer(view: View, kind: str, made: object = None) -> None:
    """Offer one format; it is made when it is asked for."""
    format_, address = FORMATS[kind], gazetteers.public_address()
    left, right = st.columns([0.62, 0.38], vertical_alignment="center")
    size = _size(view, kind, address)
    told = f"{format_.title}, {size}" if size else format_.title
    right.download_button(
        told,
        made or partial(write.content, view, kind, address),  # type: ignore[arg-type]
        write.file_name(view, kind),
        format_.media_type,
        key=f"download_{kind}",
        on_click="ignore",
        width="stretch",
    )
    left.markdown(format_.purpose)


def _size(view: View, kind: str, address: str) -> str:
    """How large an export is, in words; known once for each view of the session."""
    parts = parts_of_link(view.selection)
    shown = (view.gazetteer.version, str(parts["time"]), str(parts["filters"]), address)
    kept = st.session_state.get(MEASURED)
    if kept is None or kept[0] != shown:
        kept = st.session_state[MEASURED] = shown, {}
    sizes: dict[str, tuple[int, bool] | None] = kept[1]
    if kind not in sizes:
        sizes[kind] = write.size_of(view, kind, address)
    found = sizes[kind]
    if found is None:
        return ""
    size, exact = found
    return file_size(size) if exact else f"about {file_size(size)}"


def _credit(view: View) -> str:
    """The line under an embedded map: whose it is, and the way to it."""
    gazetteer = view.gazetteer
    address = gazetteers.public_address()
    named = escape(gazetteer.title)
    if address:
        named = f'<a href="{escape(citation.link(view, address))}">{named}</a>'
    parts = [named, f"version {escape(gazetteer.version)}", escape(gazetteer.licence)]
    return f"<p>{', '.join(filter(None, parts))}</p>"


def _no_link() -> str:
    if gazetteers.is_own():
        return (
            "There is no permanent link, because your file exists in this session only, and a link "
            "would open our gazetteer instead."
        )
    return f"{NOT_SET}, so there is no permanent link to cite."

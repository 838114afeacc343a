"""The view as a picture, under a headline of one's own, and its time line as a moving picture."""

from functools import partial

import streamlit as st

from geo.answers.view import View
from geo.exports import write
from geo.exports.write import FORMATS, SIZES
from geo.gazetteer.model import Gazetteer
from geo.plural import file_size
from ui import chosen, date_field, gazetteers, markup, mirrors
from ui.panels import compare_panel
from ui.work import Progress, Work

BESIDE = "picture_beside"
HEADLINE, SIZE, DRAWN = "picture_headline", "picture_size", "picture_drawn"
MOVING = "moving_picture"
# seconds between two looks at how far it is
WATCHED_S = 0.5
LONGEST_HEADLINE = 120
DRAWING = "Drawing the map of each quarter"


def show(view: View) -> None:
    """Show the picture as it will be, in one of three sizes, and offer it as a file."""
    headline = st.text_input(
        "Headline of your own",
        key=HEADLINE,
        max_chars=LONGEST_HEADLINE,
        placeholder=view.gazetteer.title,
    ).strip()
    size = st.radio(
        "Size",
        list(SIZES),
        key=SIZE,
        format_func=lambda name: SIZES[name].title,
        captions=[size.measures for size in SIZES.values()],
        horizontal=True,
    )
    address = gazetteers.public_address()
    made = _drawn(view, size, headline)
    told = view.selection.describe()
    alt = f"Map of the bases held: {told}. The table on the map page lists them."
    st.image(made, caption=markup.markdown(told), alt=alt)
    for column, kind in zip(st.columns(2), SIZES[size].kinds, strict=False):
        draw = partial(write.picture, view, kind, address, size=size, headline=headline)
        column.download_button(
            FORMATS[kind].title + (f", {file_size(len(made))}" if kind == "png" else ""),
            made if kind == "png" else draw,
            write.file_name(view, kind).replace(f".{kind}", f"-{size}.{kind}"),
            FORMATS[kind].media_type,
            key=f"picture_{kind}",
            on_click="ignore",
            width="stretch",
        )


def show_moving(view: View) -> None:
    """Offer the time line as a moving picture, made when it is asked for; that can be ended."""
    headline = str(st.session_state.get(HEADLINE, "")).strip()
    st.markdown(
        "The map on the first day of each quarter, one after the other, as a GIF: for slides, "
        "articles and social media. Nothing in it flashes."
    )
    if headline:
        st.caption(f"With your headline: {markup.markdown(headline)}")
    wanted = _moving_key(view, headline)
    work = _work(wanted)
    if work is not None and not work.is_over:
        _watch()
        return
    if work is not None and work.error is not None:
        st.session_state.pop(MOVING)
        raise work.error
    begin = partial(_begin, wanted, view, headline)
    if work is None or work.made is None:
        st.button("Make the moving picture", key="moving_make", on_click=begin)
        return
    st.download_button(
        f"{FORMATS['gif'].title}, {file_size(len(work.made))}",
        work.made,
        write.file_name(view, "gif"),
        FORMATS["gif"].media_type,
        key="picture_gif",
        on_click="ignore",
    )
    if st.toggle("Play it here", key="moving_play"):
        st.image(work.made, alt=f"The time line, day by day: {view.gazetteer.title}.")


@st.fragment(run_every=WATCHED_S)
def _watch() -> None:
    """Show how far the moving picture is, and the way to end it; all is drawn again at its end."""
    _, work = st.session_state.get(MOVING, (None, None))
    if work is None or work.is_over:
        st.rerun()
    st.progress(work.done, DRAWING)
    st.button("Cancel", key="moving_cancel", on_click=_end)


def _begin(wanted: tuple[str, ...], view: View, headline: str) -> None:
    _end()
    address = gazetteers.public_address()
    make = partial(_make, view, address, headline)
    st.session_state[MOVING] = wanted, Work(make)


def _make(view: View, address: str, headline: str, progress: Progress) -> bytes:
    return write.moving_picture(view, address, headline=headline, progress=progress)


def _end() -> None:
    _, work = st.session_state.pop(MOVING, (None, None))
    if work is not None:
        work.end()


def _work(wanted: tuple[str, ...]) -> Work | None:
    """The work on what is wanted now; other work that still goes on is ended."""
    kept, work = st.session_state.get(MOVING, (None, None))
    if kept == wanted:
        return work
    _end()
    return None


def show_two_dates(view: View) -> None:
    """Offer the picture of the view beside that of another date."""
    other = compare_panel.beside(view)
    key = mirrors.key(BESIDE, other)
    take = partial(_take_beside, view.gazetteer, key)
    date_field.draw(st, "Compare with", other, view.gazetteer, key=key, on_change=take)
    left, right = st.columns(2)
    for column, kind in ((left, "png"), (right, "svg")):
        column.download_button(
            f"Both dates side by side ({kind.upper()})",
            partial(write.two_dates, view, other, kind, gazetteers.public_address()),
            f"{view.gazetteer.name}-{view.selection.date}-and-{other}.{kind}",
            FORMATS[kind].media_type,
            key=f"both_{kind}",
            on_click="ignore",
        )


def _take_beside(gazetteer: Gazetteer, key: str) -> None:
    day = date_field.taken(key, gazetteer)
    if mirrors.is_current(BESIDE, key) and day is not None:
        mirrors.take(BESIDE, day)
        chosen.change(other=day)


def _drawn(view: View, size: str, headline: str) -> bytes:
    """The picture as PNG, kept until another one is wanted."""
    wanted = (_moving_key(view, headline), view.selection.stamp(), size)
    kept = st.session_state.get(DRAWN)
    if kept is None or kept[0] != wanted:
        made = write.picture(view, "png", gazetteers.public_address(), size=size, headline=headline)
        kept = st.session_state[DRAWN] = wanted, made
    made_before: bytes = kept[1]
    return made_before


def _moving_key(view: View, headline: str) -> tuple[str, ...]:
    """What a moving picture depends on: data, filters, window and headline."""
    window = view.selection.stamp() if view.selection.window else ""
    gazetteer = view.gazetteer
    return gazetteer.title, gazetteer.version, view.selection.describe_filters(), window, headline

"""Share and download: one sheet beside every page, with the parts of the page Download."""

import streamlit as st

from geo.answers.view import View
from ui import markup
from ui.panels import download_panel, picture_panel

LABEL = "Share and download"
# The page on which the sheet is open, nothing where it is closed.
_OPEN_ON = "share_sheet_open_on"
SENTENCE, PICTURE, MOVING, INTERACTIVE, FILES = (
    "Sentence",
    "Picture",
    "Moving picture",
    "Interactive",
    "Data",
)


def draw(stem: str, view: View) -> None:
    """Draw the button of a page, at the top of the window, and the sheet where it is open."""
    with st.container(key="share"):
        st.button(
            LABEL, key="share_open", icon=":material/ios_share:", on_click=_open, args=(stem,)
        )
    # It stays over whatever else is drawn again, and not on another page.
    if st.session_state.get(_OPEN_ON) == stem:
        _sheet(stem, view)
    else:
        _close()


def _open(stem: str) -> None:
    st.session_state[_OPEN_ON] = stem


def _close() -> None:
    st.session_state.pop(_OPEN_ON, None)


@st.dialog(LABEL, width="medium", position="right", on_dismiss=_close)
def _sheet(stem: str, view: View) -> None:
    st.caption(f"You get what is on the screen: {markup.markdown(view.selection.describe())}.")
    part = st.segmented_control(
        "What",
        [SENTENCE, PICTURE, MOVING, INTERACTIVE, FILES],
        default=SENTENCE,
        key="share_part",
        required=True,
        label_visibility="collapsed",
    )
    if part == SENTENCE:
        download_panel.show_sentence(view, stem)
    elif view.periods.empty:
        st.info("No base matches these filters: there is nothing to export.")
    elif part == PICTURE:
        picture_panel.show(view)
    elif part == MOVING:
        picture_panel.show_moving(view)
    elif part == INTERACTIVE:
        download_panel.show_interactive(view)
    else:
        download_panel.show_files(view)
    st.page_link("pages/download.py", label="References and code are on the page Download")

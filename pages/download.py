"""Download: the view as a sentence, a picture, an interactive map, data, a reference or code."""

import streamlit as st

from ui import frame
from ui.panels import code_panel, download_panel, picture_panel

view = frame.enter()

st.title("Download and cite")
st.caption(f"Files hold what you have chosen: {frame.describe(view)}.")

if view.periods.empty:
    st.info("No base matches these filters: there is nothing to export.")
else:
    st.header("A sentence to quote")
    download_panel.show_sentence(view)

    left, right = st.columns(2, gap="large")
    with left:
        st.header("Picture")
        picture_panel.show(view)
        st.header("Moving picture")
        picture_panel.show_moving(view)
        st.header("Two dates")
        picture_panel.show_two_dates(view)
    with right:
        st.header("Interactive map")
        download_panel.show_interactive(view)
        st.header("Data")
        download_panel.show_files(view)

    st.header("Cite")
    download_panel.show_citation(view)
    st.header("Use this in code")
    code_panel.show(view)
    st.header("Publish")
    download_panel.show_site(view)

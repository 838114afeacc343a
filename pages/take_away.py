"""Take away: the view as a file, a picture, a citation, a link or an embedding."""

import streamlit as st

from ui import shell, take_away_panel

view = shell.enter()

st.title("Take it away")
st.caption(f"What you get is what is on the screen: {shell.describe(view)}.")

if view.present.empty:
    st.info("No base matches these filters on this date: there is nothing to take away.")
else:
    st.header("Files")
    take_away_panel.show_files(view)

    st.header("Cite")
    take_away_panel.show_citation(view)

    st.header("Embed")
    take_away_panel.show_embedding(view)

    st.header("Picture")
    take_away_panel.show_picture(view)

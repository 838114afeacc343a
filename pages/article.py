"""Article: the claims of the article behind this project, checked against the data."""

import streamlit as st

from ui import frame
from ui.panels import article_panel

view = frame.enter()

st.title("The article, checked against the data")

article_panel.show_introduction()

if view.gazetteer.statements.empty:
    st.info("This gazetteer has no statements to check.")
else:
    article_panel.show_claim(view)
    article_panel.show(view)

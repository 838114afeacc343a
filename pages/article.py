"""Article: what can be checked in the story that started this, checked."""

import streamlit as st

from ui import article_panel, shell

view = shell.enter()

st.title("The article, checked against the data")

st.markdown(
    "On 19 July 2021 Eurasianet wrote up a report of the newspaper Kommersant: Russia had let it "
    "be known that American forces might use its bases in Kyrgyzstan and Tajikistan. The piece "
    "looks back at the two bases the United States once had in the region, and at how they were "
    "lost. Its checkable statements stand below, in our words, each with what this gazetteer "
    "makes of it. [Read the original]"
    "(https://www.themoscowtimes.com/2021/07/19/"
    "russia-shows-tentative-willingness-to-let-us-use-central-asia-bases-a74555)."
)

if view.gazetteer.statements.empty:
    st.info("This gazetteer has no statements to check.")
else:
    article_panel.show(view)

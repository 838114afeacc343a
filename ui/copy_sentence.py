"""A sentence with a button that copies it."""

from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent / "assets"
_PANEL = st.components.v2.component(
    "base_atlas_copy_sentence",
    html=(
        "<div class='copy'><p class='text'></p>"
        "<div class='act'><button type='button'>Copy the sentence</button>"
        "<span role='status'></span></div></div>"
    ),
    css=(ASSETS / "copy_sentence.css").read_text(encoding="utf-8"),
    js=(ASSETS / "copy_sentence.js").read_text(encoding="utf-8"),
)


def draw(sentence: str, *, key: str) -> None:
    """Draw a sentence, and under it the button that copies it."""
    _PANEL(key=key, data={"text": sentence})

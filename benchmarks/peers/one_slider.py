"""The least a Streamlit app can do with a slider: say its value."""

import streamlit as st

st.write(f"value {st.slider('Day', 0, 7300, 0)}")

"""The periods of the folder in BASES as the peers' apps need them, and the slider they share."""

import os
from datetime import date, timedelta
from typing import Any

import streamlit as st

from geo.gazetteer.load import load

FIRST = date(2001, 1, 1)


@st.cache_data
def features() -> list[dict[str, Any]]:
    """Return (latitude, longitude, operator, first day, last day) of periods, days as numbers."""
    periods = load(os.environ["BASES"]).periods
    columns = ["latitude", "longitude", "operator", "start_latest", "end_earliest"]
    return periods[columns].to_dict("records")


def chosen() -> tuple[int, list[dict[str, Any]]]:
    """Return the slider's day and the periods that are there on it."""
    step = st.slider("Day", 0, 243, 100)
    day = (FIRST - date(1970, 1, 1)).days + step * 30
    there = [f for f in features() if f["start_latest"] <= day <= f["end_earliest"]]
    return step, there


def calendar(day: int) -> str:
    """Return a number of days since 1970 as a date."""
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()

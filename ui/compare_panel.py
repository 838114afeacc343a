"""Two dates side by side: two maps that move together, and what changed between them."""

from dataclasses import replace
from datetime import date

import streamlit as st

from geo import dates, timeline
from geo.gazetteer import Gazetteer
from geo.selection import Selection
from geo.view import View, look
from ui import chosen, map_panel, mirrors, words

BEFORE, AFTER = date(2005, 6, 1), date(2014, 7, 1)


def both(selection: Selection, gazetteer: Gazetteer) -> tuple[date, date]:
    """Give the two dates in their order: the selection's where it names two, else a telling pair.

    A reader who comes with a date of their own compares that one.
    """
    if selection.other is not None:
        return min(selection.date, selection.other), max(selection.date, selection.other)
    first, last = gazetteer.first, gazetteer.last
    if not (first <= BEFORE and last >= AFTER):
        return first, last
    if selection.date == gazetteer.opening:
        return BEFORE, AFTER
    return (selection.date, AFTER) if selection.date < AFTER else (AFTER, selection.date)


def show(view: View) -> None:
    """Show two dates of a view, and the differences between them."""
    before, after = both(view.selection, view.gazetteer)
    _draw_dates(view, before, after)
    columns = st.columns(2)
    for column, day, key in zip(columns, (before, after), ("left", "right"), strict=True):
        with column:
            side = look(view.gazetteer, replace(view.selection, date=day, window=None))
            st.markdown(f"**{dates.in_words(day.isoformat())}**: {side.held} held")
            map_panel.show_still(side, key=key)
    found = timeline.compare(view.gazetteer, view.selection, before, after)
    st.header("What changed")
    st.markdown(words.markdown(timeline.sentence(found, before, after)))
    table = timeline.table(found)
    st.dataframe(
        table.rename(columns=str.capitalize), hide_index=True, key="differences", height="content"
    )
    st.download_button(
        "Download the table (CSV)",
        table.to_csv(index=False).encode(),
        f"{view.gazetteer.name}-{before}-{after}.csv",
        "text/csv",
    )


def _draw_dates(view: View, before: date, after: date) -> None:
    shown = {"First date": before, "Second date": after}
    keys = {label: mirrors.key(label, day) for label, day in shown.items()}
    for column, (label, day) in zip(st.columns(2), shown.items(), strict=True):
        column.date_input(
            label,
            day,
            key=keys[label],
            min_value=view.gazetteer.first,
            max_value=view.gazetteer.last,
            format="YYYY-MM-DD",
            on_change=lambda: _take(keys),
        )


def _take(keys: dict[str, str]) -> None:
    if all(mirrors.is_current(label, key) for label, key in keys.items()):
        first, second = (st.session_state[key] for key in keys.values())
        for label, day in zip(keys, (first, second), strict=True):
            mirrors.take(label, day)
        chosen.change(date=first, other=second, window=None)

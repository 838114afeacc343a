"""Two dates: what changed between them, on one map or on two that move together."""

from dataclasses import replace
from functools import partial

import streamlit as st

from geo.answers import changes
from geo.answers.changes import (
    AMONG,
    KINDS,
    UNCHANGED,
    Difference,
)
from geo.answers.selection import MAPS
from geo.answers.view import View, look
from geo.gazetteer.model import Gazetteer
from geo.time import dates
from geo.time.dates import Day
from geo.wording import COMPARED, COMPARING, held_in_words, time_in_words
from ui import chosen, date_field, markup, mirrors, report_links
from ui.panels import map_panel

SHOWN = {"one": "One map of what changed", "two": "Two maps"}


def beside(view: View) -> Day:
    """Return the date that the view's own is set beside."""
    before, after = changes.two_dates(view.selection, view.gazetteer)
    return before if after == view.selection.date else after


def show(view: View) -> None:
    """Show two dates of a view, and the differences between them."""
    before, after = changes.two_dates(view.selection, view.gazetteer)
    _draw_dates(view, before, after)
    one, other = sides = (_as_of(before, view), _as_of(after, view))
    found, rumours, around = (changes.compare(one, other, among=among) for among in AMONG)
    st.markdown(markup.markdown(changes.sentence(found, before, after)))
    days = (f"**{time_in_words(side.selection)}**: {held_in_words(side)}" for side in sides)
    st.markdown(" → ".join(days))
    mirrors.choose_one(
        st.segmented_control,
        "Maps",
        MAPS,
        view.selection.maps,
        lambda maps: chosen.change(maps=maps),
        default=view.selection.maps,
        format_func=SHOWN.__getitem__,
        label_visibility="collapsed",
        required=True,
    )
    if view.selection.maps == "two":
        for column, side, key in zip(st.columns(2), sides, ("left", "right"), strict=True):
            with column:
                st.markdown(f"**{dates.day_in_words(side.selection.date)}**")
                map_panel.show_still(side, key=key)
        _list(found, rumours, around)
    else:
        left, right = st.columns([0.6, 0.4], gap="medium")
        with left:
            words = changes.words_by_base(found, around, rumours)
            map_panel.show_still(other, key="difference", changes=words)
            signs = "\\+ opened, − closed, ↻ changed, ? in doubt"
            st.caption(f"Signs: {signs}; unchanged ones are faint.")
        with right:
            _list(found, rumours, around)
    report = report_links.of_answer(view, [changes.sentence(found, before, after)], COMPARING)
    if report:
        st.caption(f"[{report_links.LABEL}]({report})")
    table = changes.table([*found, *rumours, *around])
    st.download_button(
        "Download the table (CSV)",
        table.to_csv(index=False).encode(),
        f"{view.gazetteer.name}-{before}-{after}.csv",
        "text/csv",
    )


def _as_of(day: Day, view: View) -> View:
    """The view as of one of the two dates: often it is the view itself."""
    selection = replace(view.selection, date=day, window=None)
    return view if selection == view.selection else look(view.gazetteer, selection)


def _list(found: list[Difference], rumours: list[Difference], around: list[Difference]) -> None:
    """List what changed, by what became of it; what is unchanged is folded."""
    for kind in KINDS[:-1]:
        _group(COMPARED[kind], [each for each in found if each.what == kind])
    _group("Only proposed or reported", [each for each in rumours if each.what != UNCHANGED])
    _group("Shown, not counted", [each for each in around if each.what != UNCHANGED])
    same = [each for each in (*found, *rumours, *around) if each.what == UNCHANGED]
    if same:
        with st.expander(f"Unchanged: {len(same)}"):
            st.markdown("\n".join(f"- {_line(each)}" for each in same))
    elif not (found or rumours or around):
        st.write("There is nothing on either date.")


def _group(heading: str, some: list[Difference]) -> None:
    if some:
        lines = "\n".join(f"- {_line(each)}" for each in some)
        st.markdown(f"**{heading}: {len(some)}**\n\n{lines}")


def _line(each: Difference) -> str:
    """One base in a line: "Manas, Kyrgyzstan: closed; United States, until 3 June 2014"."""
    name = f"[{markup.markdown(each.name)}](/bases?base={each.base_id})"
    if each.what == UNCHANGED:
        told = each.after
    elif each.when:
        there = each.after if each.when.startswith("since") else each.before
        told = f"{each.word}; {there}, {each.when}"
    else:
        told = f"{each.before} → {each.after}"
    return f"{name}, {markup.markdown(each.country)}: {markup.markdown(told)}"


def _draw_dates(view: View, before: Day, after: Day) -> None:
    shown = {"First date": before, "Second date": after}
    keys = {label: mirrors.key(label, day) for label, day in shown.items()}
    for column, (label, day) in zip(st.columns(2), shown.items(), strict=True):
        take = partial(_take, keys, view.gazetteer)
        date_field.draw(column, label, day, view.gazetteer, key=keys[label], on_change=take)


def _take(keys: dict[str, str], gazetteer: Gazetteer) -> None:
    if all(mirrors.is_current(label, key) for label, key in keys.items()):
        first, second = (date_field.taken(key, gazetteer) for key in keys.values())
        if first is None or second is None:
            return
        for label, day in zip(keys, (first, second), strict=True):
            mirrors.take(label, day)
        chosen.change(date=first, other=second, window=None)

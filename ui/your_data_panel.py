"""A reader's own file: how it is read, what is wrong with it, and the way onto the map.

Everything lives in the reader's session: the file, what was made of it, and the choices.
"""

from typing import Any

import pandas as pd
import streamlit as st

from geo.dates import OPEN
from geo.errors import GazetteerError
from geo.importer.columns import FIELDS, REQUIRED, recognise
from geo.importer.read import Imported, interpret
from geo.importer.sheet import DELIMITERS, MAX_BYTES, MAX_ROWS, Sheet, read_sheet
from geo.spreadsheet import guarded
from geo.view import View
from ui import chosen, gazetteers, problems_panel, words

SHEET, IMPORTED = "own_sheet", "own_imported"
# What the reader chose for dates that can be read two ways, and the wish to read once more with it.
DAY_FIRST, AGAIN = "own_day_first", "own_again"
NONE = "(none)"
SHOWN = 1000
ORDERS = {"Day first": True, "Month first": False}
BLANK_END = {"Still there": OPEN, "Unknown": ""}
TEMPLATE = (
    "name,latitude,longitude,operator,country,start,end,sources\n"
    "Example Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950~,"
    "A. Author: The Book of Bases (1999)\n"
)


def show_present(view: View) -> None:
    """Say which gazetteer is looked at, and offer the way back from one's own."""
    if not gazetteers.is_own():
        return
    periods, bases = len(view.gazetteer.periods), len(view.gazetteer.bases)
    name = words.markdown(view.gazetteer.title)
    st.success(
        f"Every page now shows {name}: {words.number(periods, 'period')} of "
        f"{words.number(bases, 'base')}."
    )
    left, right = st.columns(2)
    if left.button("Open it on the map", width="stretch"):
        st.switch_page("pages/map.py")
    right.button("Back to our gazetteer", width="stretch", on_click=_go_back)


def show_conditions() -> None:
    """Say what a file must hold, how large it may be, and what becomes of it."""
    st.markdown(
        "Open a CSV file of your own, of any region and any century since the year 1 (write the "
        "year 97 as 0097; earlier ones cannot be entered). It needs columns for "
        f"{', '.join(REQUIRED[:-1])} and {REQUIRED[-1]}, under these or other common names; "
        "kind, status, unit, local names, uncertainty in metres, ICAO code, sources and notes are "
        "used where they are there. At most "
        f"{MAX_BYTES // 1024 // 1024} MB and {MAX_ROWS:,} rows. Your file stays in this browser "
        "session: it is not written to disk, nobody else sees it, and it is gone when you leave or "
        "reload the page."
    )
    st.download_button("Template (CSV)", TEMPLATE, "template.csv", "text/csv", on_click="ignore")


def show_upload() -> Imported | None:
    """Take a file, show how it is read, let the reader correct that, and give what came of it."""
    file = st.file_uploader("Your CSV file", type=["csv", "tsv", "txt"], key="own_file")
    if file is None:
        _forget()
        return None
    sheet = _sheet(file)
    if sheet is None:
        return None
    columns = _choose_columns(sheet)
    blank_end = st.segmented_control(
        "A blank end means",
        list(BLANK_END),
        default="Still there",
        key="own_blank_end",
        on_change=_read_again,
    )
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        st.caption(f"Still to be chosen: the column of {', '.join(missing)}.")
    pressed = st.button("Read the file", key="own_read", disabled=bool(missing))
    if pressed or st.session_state.pop(AGAIN, False):
        bar = st.progress(0.0, "Reading")
        known = gazetteers.server().sources
        st.session_state[IMPORTED] = interpret(
            sheet,
            columns,
            blank_end=BLANK_END[blank_end or "Still there"],
            day_first=st.session_state.get(DAY_FIRST),
            known_sources=known,
            progress=bar.progress,
        )
        bar.empty()
    made: Imported | None = st.session_state.get(IMPORTED)
    return made


def show_outcome(imported: Imported) -> None:
    """Show what is wrong beside the rows it is wrong in, and offer to go on with the others."""
    made = imported.gazetteer
    good = 0 if made is None else len(made.periods)
    commas = "Numbers were read with decimal commas." if imported.decimal_commas else ""
    order = words.markdown(imported.date_order.in_words())
    st.markdown(f"**{words.number(good, 'row')} can be used.** {order} {commas}")
    if imported.date_order.undecided:
        _offer_order(imported)
    if imported.problems:
        _show_problems(imported)
    if made is not None:
        label = f"Go on with {words.number(good, 'good row')}" if imported.problems else "Open it"
        if st.button(label, key="own_open"):
            st.session_state[gazetteers.OWN] = made
            chosen.begin(made)
            st.switch_page("pages/map.py")


def _sheet(file: Any) -> Sheet | None:
    """The uploaded file as a table, read once for each upload."""
    kept = st.session_state.get(SHEET)
    if kept is None or kept[0] != file.file_id:
        _forget()
        try:
            with st.spinner("Reading the file"):
                st.session_state[SHEET] = (file.file_id, read_sheet(file.getvalue(), file.name))
        except GazetteerError as error:
            for problem in error.problems:
                st.error(words.markdown(str(problem)))
            return None
    sheet: Sheet = st.session_state[SHEET][1]
    return sheet


def _choose_columns(sheet: Sheet) -> dict[str, str]:
    separator = DELIMITERS[sheet.delimiter]
    st.markdown(
        f"**{words.markdown(sheet.name)}**: {words.number(len(sheet.table), 'row')}, encoding "
        f"{sheet.encoding.upper()}, cells separated by a {separator}. Are these the columns?"
    )
    found = recognise(sheet.table.columns)
    options = [NONE, *sheet.table.columns]
    chosen_columns = {}
    asked = [field for field in FIELDS if field in REQUIRED or field in found]
    for k, field in enumerate(asked):
        if k % 4 == 0:
            grid = st.columns(4)
        start = options.index(found[field]) if field in found else 0
        chosen_columns[field] = grid[k % 4].selectbox(
            field.replace("_", " ").capitalize(),
            options,
            index=start,
            key=f"own_column_{field}_{st.session_state[SHEET][0]}",
            on_change=_change_columns,
        )
    with st.expander("First rows of the file"):
        st.dataframe(sheet.table.head(5))
    return {field: column for field, column in chosen_columns.items() if column != NONE}


def _offer_order(imported: Imported) -> None:
    example = words.markdown(imported.date_order.example)
    st.segmented_control(
        f"In dates such as {example} comes",
        list(ORDERS),
        default=next(
            word for word, first in ORDERS.items() if first == imported.date_order.day_first
        ),
        required=True,
        key="own_order",
        on_change=_read_in_order,
    )


def _show_problems(imported: Imported) -> None:
    problems = imported.problems
    left_out = imported.left_out
    st.warning(
        f"{words.number(len(problems), 'problem')} found; "
        f"{words.number(len(left_out), 'row')} left out. "
        f"{f'The first {SHOWN:,} are shown.' if len(problems) > SHOWN else ''}"
    )
    table = problems_panel.table(problems[:SHOWN]).drop(columns="File")
    rows = table["Row"].map(lambda row: _as_it_stands(left_out, row))
    st.dataframe(table.assign(**{"The row in the file": rows}), hide_index=True, key="own_problems")
    if len(left_out):
        text = left_out.map(guarded).to_csv(index_label="row")
        st.download_button(
            "What is left out (CSV)", text, "left-out.csv", "text/csv", on_click="ignore"
        )


def _as_it_stands(left_out: pd.DataFrame, row: str) -> str:
    line = int(row) if row.isdigit() else -1
    return " | ".join(left_out.loc[line]) if line in left_out.index else ""


def _forget() -> None:
    st.session_state.pop(SHEET, None)
    _change_columns()


def _change_columns() -> None:
    # Other columns hold other dates, and may decide what these left open.
    st.session_state.pop(DAY_FIRST, None)
    _read_again()


def _read_in_order() -> None:
    st.session_state[DAY_FIRST] = ORDERS[st.session_state["own_order"]]
    st.session_state[AGAIN] = True


def _read_again() -> None:
    st.session_state.pop(IMPORTED, None)


def _go_back() -> None:
    st.session_state.pop(gazetteers.OWN, None)
    chosen.begin(gazetteers.server())

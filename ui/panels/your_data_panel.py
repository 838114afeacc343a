"""A reader's own file: how it is read, what is wrong with it, and the way onto the map.

Everything lives in the reader's session: the file, what was made of it, and the choices.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from geo.answers.view import View
from geo.errors import GazetteerError, sorts
from geo.exports import write
from geo.exports.problems import problem_list
from geo.gazetteer import part
from geo.gazetteer.model import Gazetteer
from geo.importer import bundle
from geo.importer.bundle import Bundle
from geo.importer.columns import FIELDS, REQUIRED
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.opening import BLANK_ENDS
from geo.importer.read import MAY_BE_MISSING, Imported, interpret
from geo.importer.reading import ABOUT, Reading
from geo.importer.sheet import MAX_BYTES, MAX_ROWS, Decision, Sheet
from geo.plural import counted
from geo.spreadsheet import guarded
from ui import chosen, gazetteers, markup
from ui.panels import problems_panel

FILE, IMPORTED, AGAIN, PACKED = "own_read_file", "own_imported", "own_again", "own_packed"
EXAMPLE = "own_example_taken"
EXAMPLE_FILE = Path(__file__).parents[1] / "assets" / "example.csv"
NONE = "(none)"
SHOWN = 1000
SORTS_SHOWN = 8
# Up to so many rows a file is read as soon as it is there and whenever a choice changes.
READ_AT_ONCE = 20_000
# Periods that pages and maps can draw; of more a part is opened. Words to choose a part by.
MOST_OPENED = 100_000
MOST_WORDS = 1_000
ABOUT_LABELS = {
    "title": "Title",
    "description": "Description",
    "author": "Author",
    "licence": "Licence",
    "citation": "Citation",
}
TEMPLATE = (
    "name,latitude,longitude,operator,country,start,end,sources\n"
    "Example Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950~,"
    "A. Author: The Book of Bases (1999)\n"
)


@dataclass
class _File:
    """A reader's file, how they want it read so far, and its table.

    ``choices`` are by what a decision is about; ``packed`` is how a bundle wants it read.
    """

    key: str
    name: str
    content: bytes
    choices: dict[str, str] = field(default_factory=dict)
    packed: Reading | None = None
    sheet: Sheet | None = None
    reading: Reading | None = None


class _Example:
    """The example, as a file that was uploaded is: eight sites, of which one cannot be placed."""

    file_id = "example"
    name = "example.csv"

    def getvalue(self) -> bytes:
        """Return what is in it."""
        return EXAMPLE_FILE.read_bytes()


def show_present(view: View) -> None:
    """Return which gazetteer is looked at and how others get it, and offer the way back to ours."""
    if not gazetteers.is_own():
        return
    periods, bases = len(view.gazetteer.periods), len(view.gazetteer.bases)
    name = markup.markdown(view.gazetteer.title)
    st.success(
        f"Every page now shows {name}: {counted(periods, 'period')} of "
        f"{counted(bases, 'base')}. Only you see it: a link shows others our own gazetteer. "
        "To share it, send the bundle, which opens here under Your data, or the one HTML file."
    )
    left, middle, right = st.columns(3)
    if left.button("Open it on the map", width="stretch"):
        st.switch_page("pages/map.py")
    packed: bytes | None = st.session_state.get(PACKED)
    if packed is not None:
        middle.download_button(
            "Save as a bundle",
            packed,
            f"{view.gazetteer.name}{bundle.ENDING}",
            "application/zip",
            key="own_bundle",
            on_click="ignore",
            width="stretch",
        )
    right.download_button(
        "Save as one HTML file",
        partial(write.content, view, "html"),
        f"{view.gazetteer.name}.html",
        "text/html",
        key="own_html",
        on_click="ignore",
        width="stretch",
    )
    st.button("Back to our gazetteer", on_click=_go_back)


def show_conditions() -> None:
    """Show what a file must contain, how large it may be, and what happens to it."""
    st.markdown(
        "Open a table of your own, of any region and any century, or a bundle that someone has "
        "sent you: CSV, Excel, OpenDocument, JSON, GeoJSON, KML, GeoPackage, a zipped Shapefile, "
        "Parquet or Linked Places. "
        "It needs a name, a place (latitude and longitude), an operator, a country, a start and an "
        "end: each a column under a common name, or, but for the place, one value for all rows. "
        "Kind, status, unit, local names, uncertainty in metres, ICAO code, sources and notes are "
        f"optional. The limit is {MAX_BYTES // 1024 // 1024} MB and {MAX_ROWS:,} rows; "
        f"pages draw {MOST_OPENED:,} of them at once. Your file stays in this "
        "browser session: it is not written to disk, no one else sees it, and it is gone when you "
        "leave or reload the page."
    )
    st.download_button("Template (CSV)", TEMPLATE, "template.csv", "text/csv", on_click="ignore")


def show_upload() -> Imported | None:
    """Take a file, show how it is read, let the reader correct that, and return what came of it."""
    st.header("1 Choose a file")
    upload: Any = st.file_uploader("Your file", key="own_file")
    if upload is not None:
        st.session_state.pop(EXAMPLE, None)
    elif st.session_state.get(EXAMPLE):
        upload = _Example()
    else:
        st.button("Try it with an example", key="own_example", on_click=_take_example)
        _forget()
        return None
    st.header("2 Check how it is read")
    try:
        file = _file(upload)
        sheet = _sheet(file)
    except GazetteerError as error:
        for problem in error.problems:
            st.error(markup.markdown(str(problem)))
        return None
    columns, values = _choose_columns(file, sheet)
    needed = [name for name in REQUIRED if name not in {*columns, *values, *MAY_BE_MISSING}]
    if needed:
        st.caption(f"Choose the column for {', '.join(needed)}.")
    pressed = st.button("Read the file", key="own_read", disabled=bool(needed))
    again = st.session_state.pop(AGAIN, False)
    if pressed or (again and not needed):
        _read(file, sheet, columns, values)
    made: Imported | None = st.session_state.get(IMPORTED)
    return made


def show_outcome(imported: Imported) -> None:
    """Show how the file was read and what is wrong, doubts first, and offer to go on."""
    made = imported.gazetteer
    good = 0 if made is None else len(made.periods)
    st.markdown(f"**{counted(good, 'row')} can be used.**")
    doubts = [decision for decision in imported.decisions if decision.doubtful]
    if doubts:
        with st.container(border=True):
            st.markdown("**Please check**")
            for decision in doubts:
                _show_decision(decision)
    with st.expander("How the file was read"):
        for decision in imported.decisions:
            if not decision.doubtful:
                _show_decision(decision)
    if imported.problems:
        _show_problems(imported)
    if made is None:
        return
    st.header("3 Open it on the map")
    about = _ask_about(made.title)
    share = ""
    if good > MOST_OPENED:
        made, share = _narrow(made)
        imported = replace(imported, gazetteer=made)
        good = len(made.periods)
    label = f"Continue with {counted(good, 'good row')}" if imported.problems else "Open it"
    if st.button(label, key="own_open"):
        _open(imported, about, share)


def _take_example() -> None:
    st.session_state[EXAMPLE] = True


def _file(upload: Any) -> _File:
    """The uploaded file, kept for as long as it is there; a bundle is unpacked."""
    kept: _File | None = st.session_state.get(FILE)
    if kept is not None and kept.key == upload.file_id:
        return kept
    _forget()
    content = upload.getvalue()
    made = _File(upload.file_id, upload.name, content)
    if bundle.is_bundle(content):
        taken = bundle.unpack(content, upload.name)
        packed = taken.reading
        choices = dict(packed.choices)
        if packed.day_first is not None:
            choices["dates"] = "day-first" if packed.day_first else "month-first"
        words = {meaning: word for word, meaning in BLANK_ENDS.items()}
        if packed.blank_end is not None:
            choices["blank-end"] = words[packed.blank_end]
        made = _File(upload.file_id, taken.name, taken.content, choices, packed)
    st.session_state[FILE] = made
    return made


def _sheet(file: _File) -> Sheet:
    """The table of a file, read once for each choice that concerns it."""
    if file.sheet is None:
        with st.spinner("Reading the file"):
            file.sheet = read_sheet(file.content, file.name, file.choices)
        st.session_state[AGAIN] = len(file.sheet.table) <= READ_AT_ONCE
    return file.sheet


def _choose_columns(file: _File, sheet: Sheet) -> tuple[dict[str, str], dict[str, str]]:
    """The column of each field, and one value for all rows where a field has none."""
    st.markdown(
        f"**{markup.markdown(sheet.name)}**: {counted(len(sheet.table), 'row')}. "
        "Are these the columns?"
    )
    found = dict(file.packed.columns) if file.packed else propose(sheet)
    given = dict(file.packed.values if file.packed else {})
    options = [NONE, *sheet.table.columns]
    picked: dict[str, str] = {}
    values: dict[str, str] = {}
    asked = [name for name in FIELDS if name in REQUIRED or name in found]
    for k, name in enumerate(asked):
        if k % 4 == 0:
            grid = st.columns(4)
        label, place = name.replace("_", " ").capitalize(), grid[k % 4]
        start = options.index(found[name]) if found.get(name) in options else 0
        key = f"own_column_{name}_{file.key}_{len(options)}"
        column = place.selectbox(label, options, index=start, key=key, on_change=_read_again)
        if column != NONE:
            picked[name] = column
        elif name in REQUIRED and name not in ("latitude", "longitude"):
            value = place.text_input(
                f"{label} for all rows",
                given.get(name, ""),
                key=f"own_value_{name}_{file.key}",
                on_change=_read_again,
            )
            values |= {name: value.strip()} if value.strip() else {}
    with st.expander("First rows of the file"):
        st.dataframe(sheet.table.head(5))
    return picked, values


def _read(file: _File, sheet: Sheet, columns: dict[str, str], values: dict[str, str]) -> None:
    """Make a gazetteer of the file; whatever the reader touches meanwhile ends it."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Reading")
        st.button("Cancel", key="own_cancel")
        file.reading = Reading(
            blank_end=BLANK_ENDS.get(file.choices.get("blank-end", "")),
            columns=columns,
            values=values,
            choices={k: v for k, v in file.choices.items() if k != "blank-end"},
            good_rows=True,
        )
        st.session_state[IMPORTED] = interpret(
            sheet,
            columns,
            values=values,
            choices=file.reading.choices,
            blank_end=file.reading.blank_end,
            known_sources=gazetteers.server().sources,
            progress=bar.progress,
        )
    place.empty()


def _show_decision(decision: Decision) -> None:
    """Show how one thing was read, beside its choices if it has any."""
    if len(decision.choices) < 2:
        st.markdown(f"- {markup.markdown(decision.words)}")
        return
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.markdown(f"- {markup.markdown(decision.words)}")
    words = list(decision.choices)
    label = decision.about.replace("-", " ").capitalize()
    key = f"own_choice_{decision.about}"
    # Show the value that the file was read with, whatever was shown before.
    if st.session_state.get(key) != decision.taken:
        st.session_state[key] = decision.taken if decision.taken in words else words[0]
    right.selectbox(
        label,
        words,
        format_func=lambda word: decision.choices[word],
        key=key,
        on_change=_choose(decision.about),
        label_visibility="collapsed",
    )


def _choose(about: str) -> Callable[[], None]:
    def take() -> None:
        file: _File | None = st.session_state.get(FILE)
        if file is None or file.sheet is None:
            return
        file.choices[about] = st.session_state[f"own_choice_{about}"]
        if about in {decision.about for decision in file.sheet.decisions}:
            file.sheet = None
        _read_again()
        st.session_state[AGAIN] = True

    return take


def _show_problems(imported: Imported) -> None:
    problems = imported.problems
    left_out = imported.left_out
    st.warning(
        f"{counted(len(problems), 'problem')} found; "
        f"{counted(len(left_out), 'row')} left out. "
        f"{f'The first {SHOWN:,} are shown.' if len(problems) > SHOWN else ''}"
    )
    alike = sorts(problems)
    if len(alike) < len(problems):
        st.markdown("\n".join(f"- {markup.markdown(str(sort))}" for sort in alike[:SORTS_SHOWN]))
    table = problems_panel.table(problems[:SHOWN]).drop(columns="File")
    rows = table["Row"].map(lambda row: _as_it_stands(left_out, row))
    st.dataframe(table.assign(**{"Row in the file": rows}), hide_index=True, key="own_problems")
    left, right = st.columns(2)
    left.download_button(
        "All problems (CSV)",
        partial(_listed, problems),
        "problems.csv",
        "text/csv",
        key="own_problem_list",
        on_click="ignore",
    )
    if len(left_out):
        text = left_out.map(guarded).to_csv(index_label="row").encode("utf-8-sig")
        right.download_button(
            "Skipped rows (CSV)", text, "left-out.csv", "text/csv", on_click="ignore"
        )


def _listed(problems: Any) -> bytes:
    return problem_list(problems).encode("utf-8-sig")


def _as_it_stands(left_out: pd.DataFrame, row: str) -> str:
    line = int(row) if row.isdigit() else -1
    return " | ".join(left_out.loc[line]) if line in left_out.index else ""


def _ask_about(title: str) -> dict[str, str]:
    """How the reader describes the gazetteer, for its pages and every download."""
    file: _File | None = st.session_state.get(FILE)
    given = dict(file.packed.about) if file is not None and file.packed else {}
    said = {}
    with st.expander("Title, licence and citation, for every export"):
        for name in ABOUT:
            start = given.get(name, title if name == "title" else "")
            said[name] = st.text_input(ABOUT_LABELS[name], start, key=f"own_about_{name}").strip()
    return {name: words for name, words in said.items() if words}


def _narrow(made: Gazetteer) -> tuple[Gazetteer, str]:
    """Let the reader choose a part that pages can draw; return it, and its share in words."""
    st.markdown(
        f"Pages draw at most {MOST_OPENED:,} periods at once. Choose countries or operators; of "
        "more than that, an even share of the bases is opened."
    )
    left, right = st.columns(2)
    chosen_words = {
        name: place.multiselect(label, _by_number(made.periods[name]), key=f"own_part_{name}")
        for place, name, label in (
            (left, "country", "Countries"),
            (right, "operator", "Operators"),
        )
    }
    whole = part.of_words(made, chosen_words["operator"], chosen_words["country"])
    opened, step = part.every(whole, MOST_OPENED)
    if step == 1:
        return opened, ""
    st.info(
        f"Of {counted(len(whole.bases), 'base')}, {len(opened.bases):,} will be opened: one of "
        f"every {step}. On the shell, all of them are read."
    )
    return opened, f"one of every {step} bases"


def _by_number(words: pd.Series) -> list[str]:
    """The words of a column, the most frequent ones first."""
    return [str(word) for word in words.value_counts().index[:MOST_WORDS]]


def _open(imported: Imported, about: dict[str, str], share: str) -> None:
    """Show the reader's gazetteer on every page from now on, and keep its bundle.

    ``share`` says in its title which part of the file it is; the bundle holds all of it.
    """
    file: _File | None = st.session_state.get(FILE)
    if imported.gazetteer is None or file is None or file.reading is None:
        return
    made = replace(imported.gazetteer, **about)  # type: ignore[arg-type]
    if share:
        made = replace(made, title=f"{made.title} ({share})")
    reading = replace(file.reading, about=about)
    packed = bundle.pack(Bundle(Path(file.name).name, file.content, reading, made.version))
    st.session_state[PACKED] = packed
    st.session_state[gazetteers.OWN] = made
    chosen.begin(made)
    st.switch_page("pages/map.py")


def _forget() -> None:
    st.session_state.pop(FILE, None)
    _read_again()


def _read_again() -> None:
    st.session_state.pop(IMPORTED, None)


def _go_back() -> None:
    st.session_state.pop(gazetteers.OWN, None)
    st.session_state.pop(PACKED, None)
    st.session_state.pop(EXAMPLE, None)
    chosen.begin(gazetteers.server())

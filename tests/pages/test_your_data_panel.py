"""What the page "Your data" does with a reader's file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.answers import data_health, distances
from geo.answers.view import Count
from geo.errors import GazetteerError
from geo.importer import bundle, served
from geo.importer.bundle import Bundle
from geo.importer.columns import REQUIRED
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import interpret
from geo.importer.reading import Reading
from geo.style import operator_styles
from ui import gazetteers
from ui.panels import counts_panel

HEAD = ",".join(REQUIRED)
PAGE = """
from ui.panels import your_data_panel
your_data_panel.show_conditions()
imported = your_data_panel.show_upload()
if imported is not None:
    your_data_panel.show_outcome(imported)
"""
ROW = "Fort One,10.5,20.5,Portugal,Angola,03/04/1869,1905"


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    """What the server has read stays for all sessions, and so for all tests."""
    served.forget()
    yield
    served.forget()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=60).run()


def upload(app: AppTest, text: str) -> None:
    app.file_uploader(key="own_file").set_value(("own.csv", text.encode(), "text/csv")).run()
    assert not app.exception


def said(app: AppTest) -> str:
    assert not app.exception
    words = "\n".join(element.value for element in [*app.markdown, *app.caption])
    # Signs of Markdown in a file's texts have a backslash before them.
    return words.replace("\\", "")


def test_the_page_says_what_a_file_may_hold_and_what_becomes_of_it(app: AppTest) -> None:
    assert "of any region and any century" in said(app)
    assert "gone when you leave or reload the page" in said(app)


def test_dates_that_can_be_read_two_ways_are_told_and_switched(app: AppTest) -> None:
    upload(app, f"{HEAD}\n{ROW}\n")
    app.button(key="own_read").click().run()
    assert "it was read day first, as 3 April 1869" in said(app)
    app.selectbox(key="own_choice_dates").set_value("month-first").run()
    assert "it was read month first, as 4 March 1869" in said(app)
    app.button(key="own_read").click().run()
    assert "it was read month first, as 4 March 1869" in said(app)
    assert app.session_state["own_imported"].gazetteer.periods["start"].tolist() == ["1869-03-04"]


def test_a_file_is_read_once_every_column_that_must_be_there_is_chosen(app: AppTest) -> None:
    upload(app, f"{HEAD.replace('operator', 'Whose')}\n{ROW}\n")
    assert app.button(key="own_read").disabled
    assert "Choose the column for operator." in said(app)
    next(box for box in app.selectbox if box.label == "Operator").set_value("Whose").run()
    assert not app.button(key="own_read").disabled
    assert "Still to be chosen" not in said(app)


def test_nothing_is_asked_of_dates_that_can_be_read_one_way(app: AppTest) -> None:
    upload(app, f"{HEAD}\n{ROW}\n{ROW.replace('03/04', '23/04')}\n")
    app.button(key="own_read").click().run()
    assert "Dates in figures were read day first, as 23/04/1869 shows." in said(app)


def test_a_small_file_is_read_at_once_and_what_is_doubtful_stands_on_top(app: AppTest) -> None:
    upload(app, f"{HEAD}\n{ROW}\n")
    words = said(app)
    assert words.index("Please check") < words.index("Cells are separated by a comma")
    assert words.index("03/04/1869 can be read two ways") < words.index("The encoding is UTF-8")


def test_a_guessed_encoding_is_reported_with_a_word_and_can_be_chosen(app: AppTest) -> None:
    content = f"{HEAD}\nКант,42.85,74.84,Россия,Киргизия,2003,\n".encode("cp1251")
    app.file_uploader(key="own_file").set_value(("own.csv", content, "text/csv")).run()
    assert "guessed as Cyrillic (Windows), as in “Кант Россия”" in said(app)
    app.selectbox(key="own_choice_encoding").set_value("koi8_r").run()
    assert app.session_state["own_imported"].gazetteer.periods["name"].tolist() == ["йЮМР"]
    app.selectbox(key="own_choice_encoding").set_value("cp1251").run()
    assert app.session_state["own_imported"].gazetteer.periods["name"].tolist() == ["Кант"]


def test_what_a_blank_end_means_is_chosen_beside_what_was_taken(app: AppTest) -> None:
    upload(app, f"{HEAD}\n{ROW.removesuffix('1905')}\n")
    assert app.session_state["own_imported"].gazetteer.periods["end"].tolist() == [".."]
    app.selectbox(key="own_choice_blank-end").set_value("unknown").run()
    assert app.session_state["own_imported"].gazetteer.periods["end"].tolist() == [""]


def test_swapped_coordinates_are_put_right_by_one_choice(app: AppTest) -> None:
    upload(app, f"{HEAD}\nManas,74.47,43.06,USA,Kyrgyzstan,2001,2014\n")
    assert "with latitude and longitude swapped it is inside" in said(app)
    app.selectbox(key="own_choice_coordinates").set_value("swapped").run()
    assert app.session_state["own_imported"].gazetteer.periods["latitude"].tolist() == [43.06]


def test_day_numbers_are_taken_for_all_cells_by_one_choice(app: AppTest) -> None:
    upload(app, f"{HEAD}\n{ROW.replace('03/04/1869', '37257').replace('1905', '37500')}\n")
    assert "37257 looks like the number of a day in a spreadsheet: 1 January 2002" in said(app)
    app.selectbox(key="own_choice_day-numbers").set_value("1900").run()
    starts = app.session_state["own_imported"].gazetteer.periods["start"].tolist()
    assert starts == ["2002-01-01"]


def test_a_column_that_is_not_there_gets_one_value_for_all_rows(app: AppTest) -> None:
    upload(app, f"{HEAD.replace(',country', '')}\n{ROW.replace(',Angola', '')}\n")
    assert "Choose the column for country." in said(app)
    box = next(field for field in app.text_input if field.label == "Country for all rows")
    box.set_value("Angola").run()
    app.button(key="own_read").click().run()
    assert app.session_state["own_imported"].gazetteer.periods["country"].tolist() == ["Angola"]


def test_problems_of_one_sort_are_one_sentence(app: AppTest) -> None:
    rows = [ROW.replace("03/04/1869", f"abc{k}") for k in range(50)]
    upload(app, "\n".join([HEAD, ROW, *rows, ""]))
    assert "own.csv, column start, 50 rows, first in row 3: 'abc0' is not a date" in said(app)


def test_a_bundle_opens_with_everything_that_was_chosen(app: AppTest) -> None:
    text = f"{HEAD.replace(',country', '')}\n{ROW.replace(',Angola', '')}\n"
    reading = Reading(
        values={"country": "Angola"},
        columns={name: name for name in REQUIRED if name != "country"},
        choices={"dates": "month-first"},
        about={"title": "Forts of Angola", "licence": "CC BY 4.0"},
    )
    content = bundle.pack(Bundle("forts.csv", text.encode(), reading, "01234567"))
    app.file_uploader(key="own_file").set_value(("x.zip", content, "application/zip")).run()
    made = app.session_state["own_imported"].gazetteer
    assert made.periods[["country", "start"]].values.tolist() == [["Angola", "1869-03-04"]]
    assert app.text_input(key="own_about_title").value == "Forts of Angola"
    assert app.text_input(key="own_about_licence").value == "CC BY 4.0"


def test_reading_can_be_cancelled_by_whoever_shows_how_far_it_is() -> None:
    class CancelledError(Exception):
        pass

    parts: list[float] = []

    def stop(part: float, _words: str) -> None:
        parts.append(part)
        if part > 0.4:
            raise CancelledError

    sheet = read_sheet(f"{HEAD}\n{ROW}\n".encode(), "own.csv")
    with pytest.raises(CancelledError):
        interpret(sheet, propose(sheet), progress=stop)
    assert parts == sorted(parts)
    assert len(parts) >= 4


@pytest.mark.parametrize(
    ("settings", "there"),
    [
        ({}, {"1869-04-03": ".."}),
        ({"BLANK_END": "unknown", "DATES": "month-first"}, {"1869-03-04": ""}),
    ],
)
def test_a_server_reads_its_file_as_the_environment_says(
    settings: dict[str, str],
    there: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{HEAD}\n{ROW.removesuffix('1905')}\n")
    monkeypatch.setenv("BASES", str(path))
    for name, word in settings.items():
        monkeypatch.setenv(name, word)
    periods = gazetteers.server().periods
    assert dict(zip(periods["start"], periods["end"], strict=True)) == there
    assert ("03/04/1869 can be read two ways" in capsys.readouterr().err) == (not settings)


def test_a_setting_that_is_not_known_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASES", str(tmp_path))
    monkeypatch.setenv("BLANK_END", "maybe")
    with pytest.raises(GazetteerError, match="BLANK_END: 'maybe' is not known"):
        gazetteers.server()


def test_a_file_that_names_no_source_has_none() -> None:
    for head, cell, count in ((HEAD, "", 0), (f"{HEAD},sources", ",A Book", 1)):
        sheet = read_sheet(f"{head}\n{ROW}{cell}\n".encode(), "own.csv")
        made = interpret(sheet, propose(sheet)).gazetteer
        assert made is not None
        assert len(data_health.named_sources(made)) == count


def test_distances_begin_with_a_country_of_the_data() -> None:
    ours = gazetteers.server()
    assert distances.usual_borders(ours) == ["Afghanistan"]
    others = pd.DataFrame({"country": ["Atlantis", "Angola", "Namibia"]}, index=["a", "b", "c"])
    assert distances.usual_borders(replace(ours, bases=others)) == ["Angola"]


def test_a_long_operator_leaves_its_count_in_sight() -> None:
    name = "The Honourable Company of " * 5
    row = counts_panel._row(operator_styles([name])[name], Count(1, 1))
    assert f"title='{name}'>{name}</span><b>1</b>" in row


def test_the_example_is_read_as_a_file_of_ones_own_is_with_a_doubt_and_a_problem(
    app: AppTest,
) -> None:
    app.button(key="own_example").click().run()
    assert "9 rows can be used" in said(app)
    assert "A blank end was read as still there" in said(app)
    assert [header.value for header in app.header] == [
        "1 Choose a file",
        "2 Check how it is read",
        "3 Open it on the map",
    ]
    (problem,) = app.session_state["own_imported"].problems
    assert (problem.column, problem.value) == ("Lat", "unknown")


def test_a_file_of_ones_own_takes_the_place_of_the_example(app: AppTest) -> None:
    app.button(key="own_example").click().run()
    upload(app, f"{HEAD}\n{ROW}\n")
    assert "1 row can be used" in said(app)


def test_of_more_than_pages_draw_a_part_is_chosen_or_an_even_share_is_opened(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.panels.your_data_panel.MOST_OPENED", 2)
    rows = [
        f"Fort {k},{k},{k},{'Spain' if k > 4 else 'Portugal'},Angola,1869,1905" for k in range(6)
    ]
    upload(app, "\n".join([HEAD, *rows, ""]))
    assert "Pages draw at most 2 periods at once." in said(app)
    assert "Of 6 bases, 2 will be opened: one of every 3." in app.info[0].value
    app.multiselect(key="own_part_operator").set_value(["Spain"]).run()
    assert not app.info
    assert app.button(key="own_open").label == "Open it"

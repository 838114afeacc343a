"""What the page "Your data" does with a reader's file."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo import doubt
from geo.errors import GazetteerError
from geo.importer.columns import REQUIRED, recognise
from geo.importer.read import interpret
from geo.importer.sheet import read_sheet
from geo.style import operator_styles
from geo.view import Count
from ui import counts_panel, distances_panel, gazetteers

HEAD = ",".join(REQUIRED)
PAGE = """
from ui import your_data_panel
your_data_panel.show_conditions()
imported = your_data_panel.show_upload()
if imported is not None:
    your_data_panel.show_outcome(imported)
"""
ROW = "Fort One,10.5,20.5,Portugal,Angola,03/04/1869,1905"


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    """What the server has read stays for all sessions, and so for all tests."""
    gazetteers._shelf.clear()
    yield
    gazetteers._shelf.clear()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=60).run()


def upload(app: AppTest, text: str) -> None:
    app.file_uploader(key="own_file").set_value(("own.csv", text.encode(), "text/csv")).run()
    assert not app.exception


def said(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.value for element in [*app.markdown, *app.caption])


def test_the_page_says_what_a_file_may_hold_and_what_becomes_of_it(app: AppTest) -> None:
    assert "any century since the year 1 (write the year 97 as 0097" in said(app)
    assert "gone when you leave or reload the page" in said(app)


def test_dates_that_can_be_read_two_ways_are_told_and_switched(app: AppTest) -> None:
    upload(app, f"{HEAD}\n{ROW}\n")
    app.button(key="own_read").click().run()
    assert "it was read day first, as 3 April 1869" in said(app)
    app.segmented_control(key="own_order").set_value("Month first").run()
    assert "it was read month first, as 4 March 1869" in said(app)
    app.segmented_control(key="own_blank_end").set_value("Unknown").run()
    app.button(key="own_read").click().run()
    assert "it was read month first, as 4 March 1869" in said(app)
    assert app.session_state["own_imported"].gazetteer.periods["start"].tolist() == ["1869-03-04"]


def test_a_file_is_read_once_every_column_that_must_be_there_is_chosen(app: AppTest) -> None:
    upload(app, f"{HEAD.replace('operator', 'Whose')}\n{ROW}\n")
    assert app.button(key="own_read").disabled
    assert "Still to be chosen: the column of operator." in said(app)
    next(box for box in app.selectbox if box.label == "Operator").set_value("Whose").run()
    assert not app.button(key="own_read").disabled
    assert "Still to be chosen" not in said(app)


def test_nothing_is_asked_of_dates_that_can_be_read_one_way(app: AppTest) -> None:
    upload(app, f"{HEAD}\n{ROW}\n{ROW.replace('03/04', '23/04')}\n")
    app.button(key="own_read").click().run()
    assert "Dates in figures were read day first, as 23/04/1869 shows." in said(app)
    assert "own_order" not in [control.key for control in app.segmented_control]


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
        made = interpret(sheet, recognise(sheet.table.columns)).gazetteer
        assert made is not None
        assert len(doubt.named_sources(made)) == count


def test_distances_begin_with_a_country_of_the_data() -> None:
    ours = gazetteers.server()
    assert distances_panel._first_country(ours.bases) == ["Afghanistan"]
    others = pd.DataFrame({"country": ["Atlantis", "Angola", "Namibia"]}, index=["a", "b", "c"])
    assert distances_panel._first_country(others) == ["Angola"]


def test_a_long_operator_leaves_its_count_in_sight() -> None:
    name = "The Honourable Company of " * 5
    row = counts_panel._row(operator_styles([name])[name], Count(1, 1))
    assert f"title='{name}'>{name}</span><b>1</b>" in row

"""Other people's CSV files: any of them becomes a gazetteer or a clear answer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.__main__ import main
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.errors import GazetteerError
from geo.exports import csv, geojson, html, kml, lpf
from geo.gazetteer.load import load
from geo.importer.columns import REQUIRED, recognise
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.formats.text import DELIMITERS
from geo.importer.opening import open_path
from geo.importer.order import DateOrder, date_order
from geo.importer.read import Imported, interpret
from geo.importer.sheet import MAX_BYTES, MAX_ROWS
from geo.time.dates import OPEN
from geo.time.presence import Presence

NAVAL_STATIONS = Path(__file__).parents[2] / "gazetteers" / "naval_stations.csv"
HEAD = ",".join(REQUIRED)
ROW = "Port Arthur,38.81,121.24,Russia,China,1898-03-27,1905-01-02"
CYRILLIC = "Название;Широта;Долгота;Оператор;Страна;Начало;Конец\nКант;42,85;74,85;Россия;Киргизия;"


def imported(text: str | bytes, **options: object) -> Imported:
    content = text.encode() if isinstance(text, str) else text
    choices: dict[str, str] = options.get("choices", {})  # type: ignore[assignment]
    sheet = read_sheet(content, "own.csv", choices)
    return interpret(sheet, propose(sheet), **options)  # type: ignore[arg-type]


def test_another_continent_and_century_opens_as_a_gazetteer() -> None:
    gazetteer = open_path(NAVAL_STATIONS)
    assert (gazetteer.first, gazetteer.last) == (date(1704, 1, 1), date(1979, 12, 31))
    assert len(gazetteer.bases) == 5
    assert gazetteer.periods["start"].tolist()[:3] == ["1704-08-04", "1800", "1881~"]
    assert gazetteer.bases.loc["gibraltar-dockyard", "longitude"] == -5.36
    held = look(gazetteer, Selection(date(1790, 1, 1)))
    assert {k: str(v) for k, v in held.by_operator.items()} == {
        "Netherlands": "1",
        "United Kingdom": "1",
    }


def test_a_path_that_does_not_exist_is_named_and_nothing_else(tmp_path: Path) -> None:
    for name in ("nope.csv", "nowhere"):
        with pytest.raises(GazetteerError, match="does not exist") as refused:
            open_path(tmp_path / name)
        assert [problem.file for problem in refused.value.problems] == [name]


def test_a_file_of_your_own_opens_beside_any_sources(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("a,b\n")
    (tmp_path / "own.csv").write_text(f"{HEAD}\n{ROW}\n")
    assert open_path(tmp_path / "own.csv").title == "own.csv"


def test_a_gazetteer_opens_on_a_day_on_which_something_was_held() -> None:
    gazetteer = open_path(NAVAL_STATIONS)
    assert look(gazetteer, Selection(gazetteer.opening)).held.certain == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_encodings_are_recognised(encoding: str) -> None:
    made = imported((CYRILLIC + "23.10.2003;\n").encode(encoding)).gazetteer
    assert made is not None
    assert made.periods[["name", "operator", "start"]].values.tolist() == [
        ["Кант", "Россия", "2003-10-23"]
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators_are_recognised(delimiter: str) -> None:
    text = f"{HEAD}\n{ROW}\n".replace(",", delimiter)
    assert read_sheet(text.encode(), "own.csv").decisions[1].taken == DELIMITERS[delimiter]
    assert imported(text).problems == ()


def test_common_names_of_columns_are_recognised() -> None:
    header = ["Site", "LAT", "Lng", "Owner", "Host Country", "Date from", "Closed", "URL", "Colour"]
    assert recognise(header) == dict(zip([*REQUIRED, "sources"], header[:8], strict=True))


@pytest.mark.parametrize(
    "header",
    [
        "Site name,Lat,Long,Holder,State held in,Held from,Held until",
        "Fort,Latitude,Longitude,Nation,Land,From,To",
        "Наименование,Широта,Долгота,Владелец,Государство,Дата начала,Дата окончания",
        "Stützpunkt,Breitengrad,Längengrad,Betreiber,Land,Von,Bis",
        "Nom,Latitude,Longitude,Détenteur,Pays,Début,Fin",
    ],
)
def test_frequent_names_of_columns_are_recognised_in_four_languages(header: str) -> None:
    columns = header.split(",")
    assert recognise(columns) == dict(zip(REQUIRED, columns, strict=True))


def test_missing_columns_are_named_in_one_sentence() -> None:
    answer = imported("name,latitude\nKant,42.85\n")
    assert answer.gazetteer is None
    (problem,) = answer.problems
    assert problem.message == "has no columns for longitude, operator, country and start."
    (problem,) = imported(f"{HEAD.replace(',operator', '')}\n").problems
    assert (problem.column, problem.message) == ("operator", "was not found among the columns.")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["1951", "May 1951", "1950-03-04"], DateOrder()),
        (["3/3/1950"], DateOrder()),
        (["3/4/1950", "23/4/1950"], DateOrder(True, "23/4/1950", shown=True)),
        (["3/4/1950", "c. 3/14/1950"], DateOrder(False, "c. 3/14/1950", shown=True)),
        (["1951", "3/4/1950"], DateOrder(True, "3/4/1950")),
        (["~3.4.1950?"], DateOrder(True, "~3.4.1950?")),
        (
            ["23/4/1950", "3/4/1950", "3/14/1950"],
            DateOrder(True, "3/4/1950", mixed=("23/4/1950", "3/14/1950")),
        ),
        (["0/4/1950", "3/4/0000", "99/4/1950"], DateOrder()),
    ],
)
def test_the_order_of_day_and_month_is_shown_or_undecided(
    texts: list[str], order: DateOrder
) -> None:
    assert date_order(texts) == order


@pytest.mark.parametrize(
    ("asked", "start", "words"),
    [
        (None, "1869-04-03", "day first, as 3 April 1869."),
        (True, "1869-04-03", "day first, as 3 April 1869."),
        (False, "1869-03-04", "month first, as 4 March 1869."),
    ],
)
def test_a_date_that_can_be_read_two_ways_is_read_as_asked_and_told(
    asked: bool | None, start: str, words: str
) -> None:
    row = ROW.replace("1898-03-27", "03/04/1869")
    answer = imported(f"{HEAD}\n{row}\n", day_first=asked)
    assert answer.gazetteer is not None
    assert answer.gazetteer.periods["start"].tolist() == [start]
    assert answer.date_order.undecided
    told = answer.date_order.in_words()
    assert told == f"03/04/1869 can be read two ways; it was read {words}"


def test_nothing_is_said_of_dates_in_figures_where_there_are_none() -> None:
    assert imported(f"{HEAD}\n{ROW}\n").date_order.in_words() == ""
    shown = date_order(["13/4/1950"]).in_words()
    assert shown == "Dates in figures were read day first, as 13/4/1950 shows."


def test_a_blank_end_is_still_there_or_unknown_as_the_reader_says() -> None:
    text = f"{HEAD}\nKant,42.85,74.85,Russia,Kyrgyzstan,2003-10-23,\n"
    for blank_end, presence in ((OPEN, Presence.CERTAIN), ("", Presence.POSSIBLE)):
        made = imported(text, blank_end=blank_end).gazetteer
        assert made is not None
        there = look(made, Selection(date(2003, 12, 31))).periods
        assert there["presence"].tolist() == [presence]


def test_good_rows_are_kept_and_the_others_are_told_of_and_kept_aside() -> None:
    text = f"""{HEAD}
{ROW}
Nowhere,999,1,X,Y,1900,1901
,1,1,X,Y,1900,1901
Backwards,1,1,X,Y,1905,1901
Undated,1,1,X,Y,someday,1901
Short,1,1
"""
    answer = imported(text)
    assert answer.gazetteer is not None
    assert answer.gazetteer.bases["name"].tolist() == ["Port Arthur"]
    told = [(problem.row, problem.column) for problem in answer.problems]
    assert told == [(3, "latitude"), (4, "name"), (5, "end"), (6, "start"), (7, None)]
    assert answer.left_out.index.tolist() == [3, 4, 5, 6, 7]
    assert answer.left_out.loc[7, "name"] == "Short"


def test_rows_of_one_name_at_one_place_are_periods_of_one_base() -> None:
    gazetteer = open_path(NAVAL_STATIONS)
    of_simons_town = gazetteer.periods[gazetteer.periods["name"] == "Simon's Town"]
    assert of_simons_town["base_id"].unique().tolist() == ["simon-s-town"]
    assert of_simons_town["period_id"].is_unique


def test_two_places_of_one_name_are_two_bases() -> None:
    other = ROW.replace("38.81", "40.1")
    made = imported(f"{HEAD}\n{ROW}\n{other}\n").gazetteer
    assert made is not None
    assert made.bases.index.tolist() == ["port-arthur", "port-arthur-2"]


def test_the_decimals_written_say_how_far_a_place_can_be_trusted() -> None:
    made = imported(f"{HEAD}\n{ROW}\nRoughly,38,121,X,Y,1900,1901\n").gazetteer
    assert made is not None
    assert made.bases["coordinate_uncertainty_m"].tolist() == [557, 55_660]


def test_words_for_a_status_that_are_not_known_here_stay_in_the_note() -> None:
    made = imported(f"{HEAD},status\n{ROW},mothballed\n").gazetteer
    assert made is not None
    assert made.periods["status"].tolist() == ["active"]
    assert made.periods["note"].tolist() == ["Status in the file: mothballed."]


def test_only_web_addresses_become_links() -> None:
    rows = f"{ROW},javascript:alert(1)\n{ROW},see https://example.org/a\n"
    made = imported(f"{HEAD},source\n{rows}").gazetteer
    assert made is not None
    assert made.sources["url"].tolist() == ["", "https://example.org/a"]


def test_an_exported_csv_opens_again_with_its_sources(tmp_path: Path) -> None:
    ours = load()
    view = look(ours, Selection(date(2005, 6, 1)))
    again = imported(csv.render(view), known_sources=ours.sources)
    assert again.problems == ()
    assert again.gazetteer is not None
    periods, expected = again.gazetteer.periods, view.present.reset_index(drop=True)
    for column in ("period_id", "base_id", "start", "end", "operator", "status", "sources", "note"):
        assert periods[column].tolist() == expected[column].tolist()
    assert set(again.gazetteer.sources.index) <= set(ours.sources.index)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no text"),
        (b"PK\x03\x04 a workbook", "is a workbook"),
        (b"a\0b,c\n1,2,3,4,5,6,7,8,9\n", "is not text"),
        (b"only one column\nvalue\n", "has no columns"),
        pytest.param(
            b"a,b\n" + b"1,2\n" * (MAX_ROWS + 1),
            "has more than 1,000,000 rows",
            marks=pytest.mark.slow,
        ),
        (b"a" * (MAX_BYTES + 1), "is larger than 200 MB"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(GazetteerError, match=words) as refused:
        read_sheet(content, "own.csv")
    assert len(refused.value.problems) == 1


CELL = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "1941", "1941~", "..", "9999", "0001%", "12.5", "-0", "1e5", "nan", "'=1"]
    ),
)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_gazetteer_or_a_clear_error(content: bytes) -> None:
    try:
        answer = imported(content)
    except GazetteerError as error:
        answer = Imported(None, error.problems, pd.DataFrame(), DateOrder(), False)
    assert answer.gazetteer is not None or answer.problems


@settings(max_examples=150)
@given(st.lists(st.tuples(*[CELL] * len(REQUIRED)), max_size=5), st.sampled_from([OPEN, ""]))
@pytest.mark.slow
def test_any_cells_give_a_gazetteer_that_can_be_shown_and_exported(
    rows: list[tuple[str, ...]], blank_end: str
) -> None:
    lines = ["\t".join(cell.replace("\t", " ") for cell in row) for row in rows]
    text = "\n".join([HEAD.replace(",", "\t"), *lines])
    try:
        answer = imported(text.encode("utf-8", "replace"), blank_end=blank_end)
    except GazetteerError:
        return
    if answer.gazetteer is None:
        assert answer.problems
        return
    view = look(answer.gazetteer, Selection(answer.gazetteer.opening))
    renderers: list[Callable[..., object]] = [
        csv.render,
        geojson.render,
        html.render,
        kml.render,
        lpf.render,
    ]
    for render in renderers:
        assert render(view)


MIXED = f"""Whose,{HEAD.replace(",operator", "")}
Russia,Port Arthur,38.81,121.24,China,03/04/1898,
Russia,Nowhere,999,1,China,1900,1901
"""


def shell(*arguments: str) -> int:
    return main(["active", "--on", "1898-04-01", *arguments])


def test_a_shell_names_columns_orders_dates_and_goes_on_with_good_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text(MIXED)
    asked = ["--data", str(path)]
    assert shell(*asked) == 1
    assert "column operator, was not found" in capsys.readouterr().err
    asked += ["--column", "operator=Whose"]
    assert shell(*asked) == 1
    assert "row 3, column latitude: '999'" in capsys.readouterr().err
    asked += ["--good-rows"]
    assert shell(*asked) == 0
    told = capsys.readouterr()
    assert "possible" not in told.out
    assert "certain " not in told.out
    assert "03/04/1898 can be read two ways; it was read day first" in told.err
    assert "row 3, column latitude: '999'" in told.err
    assert "mixed.csv: 1 row left out." in told.err
    asked += ["--dates", "month-first"]
    assert shell(*asked) == 0
    told = capsys.readouterr()
    assert "certain   Port Arthur, China: Russia" in told.out
    assert "two ways" not in told.err
    assert shell(*asked, "--blank-end", "unknown") == 0
    assert "possible  Port Arthur, China: Russia" in capsys.readouterr().out


def test_a_column_that_is_not_there_is_reported_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text(MIXED)
    assert shell("--data", str(path), "--column", "operator=Who") == 1
    assert (
        "column Who, is not among the columns. Name one of Whose, name" in capsys.readouterr().err
    )


@pytest.mark.parametrize("text", ["ruler=Whose", "operator"])
def test_a_column_for_no_field_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        shell("--column", text)
    assert "is not FIELD=HEADER with a field of name, latitude" in capsys.readouterr().err

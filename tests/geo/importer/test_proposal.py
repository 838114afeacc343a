"""What a file is taken for before it opens: its columns, its doubts, and every choice in it."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.__main__ import main
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.errors import GazetteerError
from geo.exports import csv
from geo.gazetteer.load import load
from geo.importer.columns import REQUIRED, recognise_fitting
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.opening import open_path
from geo.importer.read import Imported, interpret
from geo.importer.reading import Reading
from geo.importer.sheet import Decision
from geo.time.dates import OPEN

HEAD = ",".join(REQUIRED)
ROW = "Camp,42.85,74.84,Russia,Kyrgyzstan,1941,1950"


def imported(text: str, values: dict[str, str] | None = None, **choices: str) -> Imported:
    sheet = read_sheet(text.encode(), "own.csv", choices)
    return interpret(sheet, propose(sheet), values=values, choices=choices)


def columns_of(text: str) -> dict[str, str]:
    return propose(read_sheet(text.encode(), "own.csv"))


def rows_of(answer: Imported, *names: str) -> list[list[object]]:
    assert answer.gazetteer is not None, answer.problems
    return answer.gazetteer.periods[list(names)].values.tolist()


def told(answer: Imported, about: str) -> Decision:
    return next(decision for decision in answer.decisions if decision.about == about)


# ---- which column is which ----


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "name,lat,lon,operator,country,open,closed,start_date,end_date\n"
            "Manas,43.06,74.47,United States,Kyrgyzstan,no,yes,2001,2014\n",
            {"start": "start_date", "end": "end_date"},
        ),
        (
            "name,latitude,longitude,power,operator,country,start,end\n"
            "BN-350,43.6,51.28,350,Kazatomprom,Kazakhstan,1973,1999\n",
            {"operator": "operator"},
        ),
        (
            "name,lat,lon,operator,country,since,until,start,end\n"
            "A,43,74,U,K,long ago,today,1941,1950\n",
            {"start": "start", "end": "end"},
        ),
        (
            "X,Y,name,LATITUDE,LONGITUDE,operator,country,start,end\n"
            "8331000.5,5290000.1,Kant,42.85,74.84,Russia,Kyrgyzstan,2003,\n",
            {"latitude": "LATITUDE", "longitude": "LONGITUDE"},
        ),
        (
            "site,label,latitude,longitude,operator,country,start,end\n17,Kant,42.85,74.84,R,K,2003,\n",
            {"name": "label"},
        ),
        (
            "fort,Y,X,flag,territory,from,to\nFort One,42.85,74.84,Russia,Turkestan,1865,1917\n",
            dict(zip(REQUIRED, ["fort", "Y", "X", "flag", "territory", "from", "to"], strict=True)),
        ),
    ],
)
def test_a_column_is_taken_whose_values_fit_and_an_own_name_before_a_loose_one(
    text: str, expected: dict[str, str]
) -> None:
    found = columns_of(text)
    assert {field: found[field] for field in expected} == expected


def test_a_column_whose_values_do_not_fit_a_loose_name_is_not_taken() -> None:
    found = columns_of("site,lat,lon,operator,country,start,end\n17,43,74,U,K,1941,1950\n")
    assert "name" not in found
    with pytest.raises(GazetteerError, match="name"):
        raise GazetteerError(
            imported("site,lat,lon,operator,country,start,end\n17,43,74,U,K,1941,1950\n").problems
        )


def test_an_own_name_is_taken_with_its_wrong_cells_where_there_is_no_other() -> None:
    answer = imported(f"{HEAD}\nA,43,74,U,K,soon,1950\nB,43,74,U,K,later,1950\n")
    assert [(p.row, p.column, p.value) for p in answer.problems] == [
        (2, "start", "soon"),
        (3, "start", "later"),
    ]


@given(st.permutations(range(9)))
def test_the_order_of_columns_changes_nothing(order: list[int]) -> None:
    names = ["name", "lat", "lon", "operator", "power", "country", "open", "start_date", "end_date"]
    cells = ["Kant", "42.85", "74.84", "Russia", "350", "Kyrgyzstan", "yes", "2003", "2014"]
    table = pd.DataFrame([[cells[k] for k in order]], columns=[names[k] for k in order], dtype=str)
    found = recognise_fitting(table)
    assert [found[field] for field in REQUIRED] == [
        *("name", "lat", "lon", "operator", "country", "start_date", "end_date")
    ]


def test_a_date_in_three_columns_is_one_date() -> None:
    answer = imported(
        "name,latitude,longitude,operator,country,start_year,start_month,start_day,end_year\n"
        "A,43,74,U,K,1883,8,27,1884\nB,43,75,U,K,1883,8,,\nC,43,76,U,K,1883,,,\n"
        "D,43,77,U,K,1883,December,7,1884\nE,43,78,U,K,1883.0,08,27,1884\n"
    )
    starts = ["1883-08-27", "1883-08", "1883", "1883-12-07", "1883-08-27"]
    assert [start for start, _ in rows_of(answer, "start", "end")] == starts


def test_columns_of_year_month_and_day_alone_are_the_start() -> None:
    found = columns_of(
        "name,latitude,longitude,operator,country,year,month,day\nA,43,74,U,K,1883,8,27\n"
    )
    assert found["start"] == "start of year, month, day"


def test_a_point_in_one_column_is_two() -> None:
    for cell in ("Point(74.47 43.06)", '"43.06, 74.47"'):
        answer = imported(
            f"name,coord,operator,country,start,end\nA,{cell},USA,Kyrgyzstan,2001,2014\n"
        )
        assert rows_of(answer, "latitude", "longitude") == [[43.06, 74.47]]


def test_which_number_of_a_point_comes_first_is_reported_and_can_be_chosen() -> None:
    text = 'name,coord,operator,country,start,end\nA,"43.06, 74.47",USA,Kyrgyzstan,2001,2014\n'
    assert "latitude 43.06, longitude 74.47" in told(imported(text), "points").words
    assert rows_of(imported(text, points="lon-lat"), "latitude", "longitude") == [[74.47, 43.06]]
    # A first number above 90 is no latitude anywhere.
    text = text.replace("43.06, 74.47", "174.47, -43.06")
    assert rows_of(imported(text), "latitude", "longitude") == [[-43.06, 174.47]]


def test_degrees_of_their_own_come_before_those_of_a_point() -> None:
    answer = imported(f"{HEAD},location\n{ROW},Point(1 2)\n")
    assert rows_of(answer, "latitude", "longitude") == [[42.85, 74.84]]


def test_a_column_that_is_not_there_can_have_one_value_for_all_rows() -> None:
    text = "name,latitude,longitude,operator,start,end\nA,43,74,U,1965,1970\n"
    assert imported(text).gazetteer is None
    assert rows_of(imported(text, {"country": "Kenya"}), "country") == [["Kenya"]]


def test_without_a_column_of_ends_an_end_is_unknown_and_that_is_reported() -> None:
    answer = imported("name,latitude,longitude,operator,country,start\nA,43,74,U,K,1965\n")
    assert rows_of(answer, "start", "end") == [["1965", ""]]
    assert told(answer, "value end").doubtful
    assert rows_of(
        imported(
            "name,latitude,longitude,operator,country,start\nA,43,74,U,K,1965\n", {"end": ".."}
        ),
        "end",
    ) == [[OPEN]]


# ---- what an end is ----


@pytest.mark.parametrize("word", ["unknown", "?", "n/a", "NA", "-", "неизвестно", "null", "N/A"])
def test_a_word_for_an_unknown_end_is_not_still_there(word: str) -> None:
    answer = imported(f"{HEAD}\nA,43,74,U,K,2001,{word}\nB,43,74,U,K,2001,\n")
    assert rows_of(answer, "end") == [[""], [OPEN]]


@pytest.mark.parametrize("nothing", ["0", "00", "-9999", "-99999.0", "1900-01-00", "1/0/1900"])
@pytest.mark.parametrize("edge", ["start", "end"])
def test_what_programs_write_for_nothing_is_no_date(nothing: str, edge: str) -> None:
    row = {"start": "1941", "end": "1950"} | {edge: nothing}
    cells = f"Camp,42.85,74.84,Russia,Kyrgyzstan,{row['start']},{row['end']}"
    assert rows_of(imported(f"{HEAD}\n{cells}\n"), edge) == [[""]]


@pytest.mark.parametrize("text", ["2099", "2099-12-31", "2262-04-11", "12/31/2999"])
def test_an_end_far_in_the_future_is_reported_and_stays(text: str) -> None:
    answer = imported(f"{HEAD}\n{ROW.removesuffix('1950')}{text}\n")
    assert f"{text} is far in the future" in told(answer, "future").words
    assert rows_of(answer, "end") != [[".."]]


@given(st.integers(1900, 2060), st.integers(1, 12))
def test_a_month_that_could_be_a_year_is_reported_where_the_file_has_such_spans(
    year: int, number: int
) -> None:
    text = f"{year}-{number:02d}"
    rows = [f"A{k},42.85,74.84,Russia,Kyrgyzstan,{s}," for k, s in enumerate((text, "1938-56"))]
    answer = imported("\n".join([HEAD, *rows, ""]))
    assert rows_of(answer, "start") == [[text], ["1938/1956"]]
    could_be_years = number > year % 100
    assert any(d.about == "months" and d.doubtful for d in answer.decisions) == could_be_years
    alone = imported("\n".join([HEAD, rows[0], ""]))
    assert not any(d.about == "months" for d in alone.decisions)


def test_of_two_columns_that_are_called_alike_the_first_is_read_and_that_is_reported() -> None:
    answer = imported(f"{HEAD},start\n{ROW},1942\n")
    assert rows_of(answer, "start") == [["1941"]]
    said = "2 columns are called start; the first one that is not empty was read."
    assert told(answer, "columns").words == said
    blank = imported(f"name,{HEAD}\n,{ROW}\n,{ROW}\n")
    assert rows_of(blank, "name") == [["Camp"], ["Camp"]]


@pytest.mark.parametrize("field", ["operator", "name", "country", "start", "end"])
def test_the_very_name_of_a_field_comes_before_all_others(field: str) -> None:
    others = {
        "operator": "owner",
        "name": "site name",
        "country": "host country",
        "start": "date opened",
        "end": "year closed",
    }
    cells = dict(zip(REQUIRED, ROW.split(","), strict=True))
    header, row = [others[field], *REQUIRED], [cells[field], *cells.values()]
    assert columns_of(f"{','.join(header)}\n{','.join(row)}\n")[field] == field


@pytest.mark.parametrize(
    "status",
    ["destroyed", "Demolished in 1990", "in ruins", "stillgelegt", "разрушена", "détruite"],
)
def test_a_blank_end_of_what_is_no_longer_there_is_unknown(status: str) -> None:
    answer = imported(f"{HEAD},status\n{ROW.removesuffix('1950')},{status}\n")
    assert rows_of(answer, "end") == [[""]]


def test_a_blank_end_of_a_closed_base_is_unknown_and_that_is_reported() -> None:
    answer = imported(f"{HEAD},status\nA,43,74,U,K,2001,,closed\nB,43,74,U,K,2001,,active\n")
    assert rows_of(answer, "end") == [[""], [OPEN]]
    assert "the end was read as unknown" in told(answer, "closed").words


def test_what_a_blank_end_means_is_reported_and_can_be_chosen() -> None:
    answer = imported(f"{HEAD}\nA,43,74,U,K,2001,\n")
    assert told(answer, "blank-end").words == "A blank end was read as still there."


def test_a_file_in_the_form_of_our_own_keeps_our_meaning_of_a_blank_end() -> None:
    view = look(load(), Selection(date(2005, 6, 1)))
    text = csv.render(view)
    again = imported(text)
    assert again.gazetteer is not None
    assert again.gazetteer.periods["end"].tolist() == view.present["end"].tolist()
    # An export of an older version, with fewer columns, is of that form as well.
    older = (
        "period_id,base_id,name,local_names,country,kind,latitude,longitude,"
        "coordinate_uncertainty_m,coordinate_type,icao,operator,unit,status,start,end,in_article,"
        "reference,sources,note\na-1,a,A,,K,site,43,74,55660,x,,U,,active,1941,,no,no,s,\n"
    )
    assert rows_of(imported(older), "end") == [[""]]


def test_an_end_in_the_year_9999_is_no_end_and_that_is_reported() -> None:
    answer = imported(f"{HEAD}\nA,43,74,U,K,2001,9999-12-31\n")
    assert rows_of(answer, "end") == [[OPEN]]
    assert "9999-12-31 is read as no end" in told(answer, "far future").words
    (problem,) = imported(f"{HEAD}\nA,43,74,U,K,9999-12-31,\n").problems
    assert problem.message == "is too far in the future."


# ---- doubts, each with its choice ----


@pytest.mark.parametrize("day", ["1900-01-01", "01.01.1970", "0001-01-01 00:00:00"])
def test_a_day_that_programs_write_for_no_date_is_reported_and_stays(day: str) -> None:
    text = f"{HEAD}\nA,43,74,U,K,{day},2001\nB,43,74,U,K,1999-01-01,2001\n"
    decided = told(imported(text), "no date")
    assert decided.doubtful
    assert decided.words.startswith(f"{day} is read as that day.")


def test_day_numbers_are_offered_once_and_read_where_they_are_asked_for() -> None:
    text = f"{HEAD}\nA,43,74,U,K,37257,37500\nB,43,74,U,K,37258,\n"
    answer = imported(text)
    assert answer.gazetteer is None
    offered = told(answer, "day-numbers")
    assert "37257 looks like the number of a day in a spreadsheet: 1 January 2002" in offered.words
    assert "1900" in offered.choices
    assert rows_of(imported(text, **{"day-numbers": "1900"}), "start")[0] == ["2002-01-01"]


def test_a_year_that_is_read_as_it_is_written_is_not_told() -> None:
    answer = imported(f"{HEAD}\nRome,41.9,12.5,R,Italy,44 BC,12 BC\n")
    assert "before the year 1" not in {decision.about for decision in answer.decisions}
    assert told(
        imported(f"{HEAD}\nRome,41.9,12.5,R,Italy,-0043,0014\n"), "before the year 1"
    ).words == ("-0043 is read as 44 BC.")


def test_a_season_that_could_be_a_span_is_reported_and_can_be_chosen() -> None:
    text = f"{HEAD}\nA,43,74,U,K,2001-21,2030\n"
    assert told(imported(text), "years").words == "2001-21 is read as spring 2001."
    assert rows_of(imported(text, years="span"), "start") == [["2001/2021"]]


def test_a_season_is_that_of_the_half_of_the_earth_where_the_place_lies() -> None:
    answer = imported(f"{HEAD}\nA,43,74,U,K,spring 1942,\nB,-43,74,U,K,spring 1942,\n")
    assert rows_of(answer, "start") == [["1942-21"], ["1942-29"]]


def test_a_file_that_writes_dates_in_both_orders_is_reported() -> None:
    answer = imported(f"{HEAD}\nA,43,74,U,K,13/4/1950,4/13/1950\nB,43,74,U,K,3/4/1950,5/6/1950\n")
    words = told(answer, "dates").words
    assert "The file writes both 13/4/1950 and 4/13/1950" in words
    assert "3/4/1950 can be read two ways; it was read day first, as 3 April 1950" in words
    assert rows_of(answer, "start", "end")[0] == ["1950-04-13", "1950-04-13"]


def test_decimal_commas_are_told_and_can_be_refused() -> None:
    text = f'{HEAD},uncertainty\nA,"42,85","74,84",U,K,1941,1950,"1,500"\n'
    answer = imported(text)
    assert "42,85" in told(answer, "decimal").words
    assert rows_of(answer, "latitude", "coordinate_uncertainty_m") == [[42.85, 1.5]]
    assert imported(text, decimal="point").gazetteer is None
    # Where degrees have points, a comma in metres parts thousands.
    text = text.replace("42,85", "42.85").replace("74,84", "74.84")
    assert rows_of(imported(text), "coordinate_uncertainty_m") == [[1500.0]]


def test_coordinates_that_were_swapped_are_told_and_can_be_swapped_back() -> None:
    text = (
        f"{HEAD}\nManas,74.47,43.06,USA,Kyrgyzstan,2001,2014\nKant,42.85,74.84,R,Kyrgyzstan,2003,\n"
    )
    answer = imported(text)
    words = told(answer, "coordinates").words
    assert "Manas (row 2, 74.47, 43.06) is far outside Kyrgyzstan" in words
    assert "with latitude and longitude swapped it is inside" in words
    assert rows_of(answer, "latitude") == [[74.47], [42.85]]
    # The second word is what it was called once.
    for word in ("swapped", "exchanged"):
        right = imported(text, coordinates=word)
        assert rows_of(right, "latitude", "longitude") == [[43.06, 74.47], [42.85, 74.84]]
        assert told(right, "coordinates").taken == "swapped"


@pytest.mark.parametrize(
    ("row", "about", "words"),
    [
        ("Zero,0,0,USA,Kyrgyzstan,2001,2014", "nought", "latitude 0, longitude 0"),
        ("Far,10,10,USA,Kyrgyzstan,2001,2014", "far", "is far outside Kyrgyzstan"),
    ],
)
def test_a_point_that_is_likely_a_slip_is_reported(row: str, about: str, words: str) -> None:
    assert words in told(imported(f"{HEAD}\n{row}\n"), about).words


def test_rows_that_are_wholly_alike_are_told() -> None:
    assert (
        "1 row repeats an earlier row"
        in told(imported(f"{HEAD}\n{ROW}\n{ROW}\n"), "duplicates").words
    )


@pytest.mark.parametrize("other", ["MANAS", "Manas ", "Mánas", " Manas"])
def test_a_name_in_another_case_is_the_same_base_and_that_is_reported(other: str) -> None:
    answer = imported(
        f"{HEAD}\nManas,43.06,74.47,USA,Kyrgyzstan,2001,2014-06-03\n"
        f'"{other}",43.060,74.4700,Russia,Kyrgyzstan,2014-06-03,2015\n'
    )
    assert answer.gazetteer is not None
    assert len(answer.gazetteer.bases) == 1
    assert str(look(answer.gazetteer, Selection(date(2014, 6, 3))).held) == "1"
    if other.strip() != "Manas":
        assert told(answer, "names").doubtful


def test_what_is_doubtful_stands_on_top() -> None:
    answer = imported(f"{HEAD}\nManas,74.47,43.06,USA,Kyrgyzstan,3/4/2001,2014\n")
    doubtful = [decision.doubtful for decision in answer.decisions]
    assert doubtful == sorted(doubtful, reverse=True)
    assert {"encoding", "separator", "dates", "coordinates"} <= {d.about for d in answer.decisions}


# ---- on the shell ----


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A,43,74,,K,1941,1950", "own.csv, row 2, column operator, is blank. Fill it in."),
        (
            "A,43,74,U,K,1941,44 BC",
            "own.csv, row 2, column end: '44 BC' is before the start. "
            "Correct the start or the end.",
        ),
    ],
)
def test_a_problem_is_said_with_what_the_file_has(
    row: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    assert main(["validate", str(path)]) == 1
    assert capsys.readouterr().err.splitlines()[0] == said


def test_a_file_that_is_not_there_is_named_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["validate", "nowhere.csv"]) == 1
    assert capsys.readouterr().err.startswith("nowhere.csv does not exist. ")


def test_the_word_that_an_option_had_once_is_still_taken(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{HEAD}\nManas,74.47,43.06,USA,Kyrgyzstan,2001,2014\n")
    told: dict[str, str] = {}
    for word in ("swapped", "exchanged"):
        out = tmp_path / word
        options = ["--data", str(path), "--coordinates", word]
        assert main(["export", *options, "--format", "csv", str(out)]) == 0
        told[word] = out.read_text()
    assert told["swapped"] == told["exchanged"]
    assert "43.06,74.47" in told["swapped"]


def test_problems_of_one_sort_are_summed_up_and_listed_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, listed = tmp_path / "own.csv", tmp_path / "problems.csv"
    path.write_text("\n".join([HEAD, *(f"A,43,74,U,K,abc{k},1950" for k in range(1200)), ""]))
    assert main(["validate", str(path)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("own.csv, column start, 1,200 rows, first in row 2: 'abc0' is not")
    assert lines[-1] == "1,200 problems found. To write all of them to a file: --problems FILE."
    assert main(["validate", str(path), "--problems", str(listed)]) == 1
    assert len(listed.read_text().splitlines()) == 1201


def test_each_doubt_is_reported_with_its_option(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(f"{HEAD}\nКант,42.85,74.84,R,K,3/4/2001,\n".encode("cp1251"))
    lines: list[str] = []
    open_path(path, tell=lines.append)
    assert any("--encoding NAME, such as cp1251" in line and "“Кант”" in line for line in lines)
    assert any("--dates day-first or month-first" in line for line in lines)
    assert any("--blank-end open or unknown" in line for line in lines)
    lines.clear()
    chosen = Reading(choices={"encoding": "cp1251", "dates": "day-first"}, blank_end="")
    open_path(path, chosen, tell=lines.append)
    assert lines == []


def test_the_shell_gives_values_and_choices(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text('name;coord;operator;start\nA;"74.47; 43.06";USA;37257\n')
    out = tmp_path / "out.csv"
    asked = ["--value", "country=Kyrgyzstan", "--points", "lon-lat", "--day-numbers", "1900"]
    asked += ["--separator", "semicolon", "--data", str(path), "--on", "2002-06-01"]
    assert main(["export", "--format", "csv", str(out), *asked]) == 0
    (row,) = pd.read_csv(out, dtype=str).to_dict("records")
    assert (row["latitude"], row["longitude"], row["start"]) == ("43.06", "74.47", "2002-01-01")
    assert row["country"] == "Kyrgyzstan"

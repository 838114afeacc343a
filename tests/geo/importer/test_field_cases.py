"""Files as other people write them, from end to end: each comes out as it is meant, or is refused.

The kinds are tested by themselves elsewhere; here stand small files, each with what is right.
"""

import pytest

from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import Imported, interpret

HEAD = "name,latitude,longitude,operator,country,start,end\n"
PLACE = "A,42.85,74.84,Russia,Kyrgyzstan,"


def imported(text: str, encoding: str = "utf-8") -> Imported:
    sheet = read_sheet(text.encode(encoding), "own.csv")
    return interpret(sheet, propose(sheet))


def rows(answer: Imported, *names: str) -> list[tuple[object, ...]]:
    assert answer.gazetteer is not None, answer.problems
    return list(answer.gazetteer.periods[list(names)].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("cells", "edges"),
    [
        ("2020-39,", ("2020-39", "..")),
        ("1920-21,1922-23", ("1920/1921", "1922/1923")),
        ("1938,2010-05-06/2010-05-20", ("1938", "2010-05-06/2010-05-20")),
        ("../1985,1990", ("../1985", "1990")),
        ("/1985,1990", ("/1985", "1990")),
        ("1985/,1990", ("1985/", "1990")),
        ("1200-05-06 BC,1950-05-20", ("-1199-05-06", "1950-05-20")),
        ("1944-??,1950", ("1944-XX", "1950")),
        ("2001,unknown", ("2001", "")),
        ("2001,?", ("2001", "")),
        ("2001,n/a", ("2001", "")),
        ("2001,NA", ("2001", "")),
        ("1997.4,2007.5", ("1997", "2007")),
        ("2001.333333,2008.92", ("2001", "2008")),
        ("2001,9999-12-31", ("2001", "..")),
        ("19411207,19450902", ("1941-12-07", "1945-09-02")),
        ("942,1012", ("0942", "1012")),
        ("1940s,195X", ("194X", "195X")),
        ("before 1942,after 1950", ("../1941-12-31", "1951-01-01/..")),
        ("early 1942,mid-1950", ("1942-37", "1950-38")),
        ("199X,2004-XX", ("199X", "2004-XX")),
        ("7 декабря 1941,1950 г.", ("1941-12-07", "1950")),
        ("7. Dezember 1941,Mai 1950", ("1941-12-07", "1950-05")),
        ("7 décembre 1941,mars 1950", ("1941-12-07", "1950-03")),
        ("44 BC,12 BC", ("-0043", "-0011")),
        ("-0043,0014", ("-0043", "0014")),
        ("13/4/1950,4/13/1950", ("1950-04-13", "1950-04-13")),
        ("1941,Un\xadknown", ("1941", "")),
    ],
)
def test_the_dates_of_a_row_come_out_as_they_are_meant(cells: str, edges: tuple[str, str]) -> None:
    assert rows(imported(HEAD + PLACE + cells + "\n"), "start", "end") == [edges]


def test_two_dates_with_a_comma_between_them_are_refused_by_row_and_column() -> None:
    (problem,) = imported(f'{HEAD}{PLACE}"2010-05-06, 2010-05-20",2012\n').problems
    assert (problem.row, problem.column) == (2, "start")


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_and_no_other() -> None:
    lines = [f"Camp {k},43.{k:02d},74.00,Russia,Kyrgyzstan,1941,1950\n" for k in range(30)]
    lines[4] = f'"{lines[4]}'
    answer = imported(HEAD + "".join(lines))
    assert [problem.row for problem in answer.problems] == [6]
    assert len(rows(answer, "name")) == 29
    assert list(answer.left_out.index) == [6]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "name, latitude, longitude, operator, country, start, end\n"
            '"Camp Alpha", 42.85, 74.84, "Russia", "Kyrgyzstan", 2001, 2005\n',
            ("name", "operator", "country"),
            ("Camp Alpha", "Russia", "Kyrgyzstan"),
        ),
        (
            "name, latitude, longitude, operator, country, start, end\n"
            'B, "42,5", "74,5", Russia, Kyrgyzstan, 1941, 1950\n',
            ("latitude", "longitude"),
            (42.5, 74.5),
        ),
        (
            f"sep=;\n{(HEAD + PLACE).replace(',', ';')}2001;2005\n",
            ("start", "end"),
            ("2001", "2005"),
        ),
        (
            "name,latitude,longitude,operator,country,start,end\n"
            "A,37.826305°N,122.422213°W,U,K,1941,1950\n",
            ("latitude", "longitude"),
            (37.826305, -122.422213),
        ),
        (
            f"{HEAD}B,42 51 10 N,74 50 00 E,U,K,1941,1950\n",
            ("latitude", "longitude"),
            (pytest.approx(42.852778), pytest.approx(74.833333)),
        ),
        (
            f"{HEAD}C,\u221242.85,74.84°,U,K,1941,1950\n",
            ("latitude", "longitude"),
            (-42.85, 74.84),
        ),
        (
            "name,coord,operator,country,start,end\nA,Point(74.47 43.06),U,K,2001,2014\n",
            ("latitude", "longitude"),
            (43.06, 74.47),
        ),
        (
            "name,latitude,longitude,operator,country,start_year,start_month,start_day,end_year\n"
            "A,43,74,U,K,1883,8,27,1884\n",
            ("start", "end"),
            ("1883-08-27", "1884"),
        ),
        (
            f"{HEAD}A,\ufeff37.79,\u200e74.8,U,K,1941,1950\n",
            ("latitude", "longitude"),
            (37.79, 74.8),
        ),
        (
            f"List of bases in Central Asia\n\n# licence: CC0\n{HEAD}{PLACE}2001,2005\n",
            ("name", "start", "end", "row"),
            ("A", "2001", "2005", 5),
        ),
        (f"{HEAD}{PLACE}2001,2005,\n", ("start", "end"), ("2001", "2005")),
        (
            "name,latitude,longitude,operator,country,start\nA,43,74,U,K,1965\n",
            ("start", "end"),
            ("1965", ""),
        ),
        (
            f"{HEAD}Camp\x0bAlpha,42.85,74.84,Ru\x1fssia,K,2001,2005\n",
            ("name", "operator"),
            ("Camp Alpha", "Russia"),
        ),
    ],
)
def test_a_row_comes_out_as_it_is_meant(
    text: str, names: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    assert rows(imported(text), *names) == [expected]


@pytest.mark.parametrize(
    ("word", "land", "encoding"),
    [
        ("Кант", "Россия", "cp1251"),
        ("İncirlik", "Türkiye", "cp1254"),
        ("Şahinbey", "Türkiye", "cp1254"),
    ],
)
def test_a_guessed_encoding_is_told_with_a_word_of_the_file(
    word: str, land: str, encoding: str
) -> None:
    plain = "".join(f"Camp {k},43,74.{k},Russia,Kyrgyzstan,1941,1950\n" for k in range(4_000))
    answer = imported(f"{HEAD}{plain}{word},37.0,35.4,{land},{land},1955,\n", encoding)
    assert rows(answer, "name")[-1] == (word,)
    (told,) = [d for d in answer.decisions if d.about == "encoding"]
    assert told.doubtful
    assert word in told.words


def test_names_that_differ_by_case_are_one_base_and_that_is_told() -> None:
    text = (
        f"{HEAD}Manas,43.06,74.47,USA,K,2001,2014-06-03\nMANAS,43.060,74.47,R,K,2014-06-03,2015\n"
    )
    answer = imported(text)
    assert rows(answer, "base_id") == [("manas",), ("manas",)]
    assert "names" in {d.about for d in answer.decisions if d.doubtful}


def test_a_point_outside_its_country_or_at_nought_is_told_but_not_moved() -> None:
    text = f"{HEAD}Manas,74.47,43.06,U,Kyrgyzstan,2001,2014\nZero,0,0,U,Kyrgyzstan,2001,2014\n"
    answer = imported(text)
    assert rows(answer, "latitude", "longitude") == [(74.47, 43.06), (0, 0)]
    assert {"coordinates", "nought"} <= {d.about for d in answer.decisions if d.doubtful}


def test_how_many_rows_lie_outside_their_country_is_counted_in_all() -> None:
    text = f"{HEAD}A,10,10,U,Kyrgyzstan,2001,2014\nB,10,11,U,Kyrgyzstan,2001,2014\n"
    (told,) = [d for d in imported(text).decisions if d.about == "far"]
    assert told.words == "A (row 2, 10, 10) is far outside Kyrgyzstan; 2 such rows in all."


# As query.wikidata.org writes a table: entities beside their labels, points, moments.
ENTITY = "http://www.wikidata.org/entity/"
WIKIDATA = (
    "item,itemLabel,coord,operator,operatorLabel,country,countryLabel,inception,dissolved\n"
    f"{ENTITY}Q1,Manas,Point(74.47 43.06),{ENTITY}Q30,United States,{ENTITY}Q813,Kyrgyzstan,"
    "2001-12-16T00:00:00Z,2014-06-03T00:00:00Z\n"
    f"{ENTITY}Q2,Kant,Point(74.84 42.85),{ENTITY}Q159,Russia,{ENTITY}Q813,Kyrgyzstan,"
    "2003-01-01T00:00:00Z,http://www.wikidata.org/.well-known/genid/0123abcd\n"
)


def test_an_answer_of_wikidata_is_read_with_labels_points_and_dates() -> None:
    columns = ("name", "operator", "country", "latitude", "longitude", "start", "end")
    assert rows(imported(WIKIDATA), *columns) == [
        ("Manas", "United States", "Kyrgyzstan", 43.06, 74.47, "2001-12-16", "2014-06-03"),
        ("Kant", "Russia", "Kyrgyzstan", 42.85, 74.84, "2003-01-01", ""),
    ]


def test_a_first_of_january_of_wikidata_is_told_and_can_be_read_as_the_year() -> None:
    (told,) = [d for d in imported(WIKIDATA).decisions if d.about == "first-days"]
    assert told.doubtful
    assert told.taken == "day"
    assert told.words.startswith("2003-01-01T00:00:00Z is read as 1 January 2003.")
    sheet = read_sheet(WIKIDATA.encode(), "own.csv")
    wider = interpret(sheet, propose(sheet), choices={"first-days": "wider"})
    assert rows(wider, "start") == [("2001-12-16",), ("2003",)]
    assert [d.taken for d in wider.decisions if d.about == "first-days"] == ["wider"]


def test_a_first_of_another_month_can_be_read_as_the_month() -> None:
    text = f"{HEAD}{PLACE}2001-12-01T00:00:00Z,2005\n"
    assert rows(imported(text), "start") == [("2001-12-01",)]
    sheet = read_sheet(text.encode(), "own.csv")
    wider = interpret(sheet, propose(sheet), choices={"first-days": "wider"})
    assert rows(wider, "start") == [("2001-12",)]

"""Files with the habits of other programs: each is read right, or refused in one sentence."""

import pytest
import shapely

from geo.errors import GazetteerError
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import Imported, interpret

NAMES = ("name", "latitude", "longitude", "operator", "country", "start", "end")
HEAD = ",".join(NAMES)
ROW = "Manas,43.06,74.47,USA,Kyrgyzstan,2001,2014"
MANAS = ("Manas", 43.06, 74.47, "USA", "Kyrgyzstan", "2001", "2014")


def imported(text: str | bytes, encoding: str = "utf-8") -> Imported:
    content = text.encode(encoding) if isinstance(text, str) else text
    sheet = read_sheet(content, "own.csv")
    return interpret(sheet, propose(sheet))


def rows(answer: Imported, *names: str) -> list[tuple[object, ...]]:
    assert answer.gazetteer is not None, answer.problems
    columns = list(names or NAMES)
    return list(answer.gazetteer.periods[columns].itertuples(index=False, name=None))


def doubts(answer: Imported) -> dict[str, str]:
    return {decision.about: decision.words for decision in answer.decisions if decision.doubtful}


WHOLE = {
    "pandas, with its index": f",{HEAD}\n0,{ROW}\n",
    "R, write.csv": f'"",{",".join(f"{chr(34)}{name}{chr(34)}" for name in NAMES)}\n"1",{ROW}\n',
    "R, write.table": f"{HEAD}\n1,{ROW}\n",
    "R, write.csv2": f"{HEAD};;\n{ROW};;\n".replace(",", ";").replace("43.06", "43,06"),
    "Excel, each row in one cell": f'"{HEAD}"\n"{ROW}"\n'.replace("USA", '""USA""'),
    "Excel, each row in the first cell": f'"{HEAD}"\n"{ROW}"\n'.replace(",", ";").replace(
        '"\n', '",,\n'
    ),
    "Excel, cells left out behind the table": f"{HEAD},,,\n{ROW}\n",
    "Excel, sep": f"sep=;\r\n{HEAD}\r\n{ROW}\r\n".replace(",", ";"),
    "Numbers, a title above": f"Bases\r\n{HEAD}\r\n{ROW}\r\n",
    "marks of typewriters": "\n".join(
        ",".join(f"'{cell}'" for cell in line.split(",")) for line in (HEAD, ROW)
    ),
    "marks of printers": "\n".join(
        ",".join(f"“{cell}”" for cell in line.split(",")) for line in (HEAD, ROW)
    ),
    "guillemets": "\n".join(
        ";".join(f"«{cell}»" for cell in line.split(",")) for line in (HEAD, ROW)
    ),
    "SPARQL, terms": (
        "?item\t?itemLabel\t?lat\t?lon\t?operatorLabel\t?countryLabel\t?start\t?end\n"
        '<http://www.wikidata.org/entity/Q1>\t"Manas"@en\t'
        '"43.06"^^<http://www.w3.org/2001/XMLSchema#double>\t74.47\t"USA"@en\t"Kyrgyzstan"@en\t'
        '"2001"\t"2014"^^xsd:gYear\n'
    ),
    "QGIS, WKT": (
        "WKT,fid,name,operator,country,start,end\n"
        '"MULTIPOINT ((74.47 43.06))",1,Manas,USA,Kyrgyzstan,2001,2014\n'
    ),
    "QGIS, WKT with heights": (
        "WKT,fid,name,operator,country,start,end\n"
        '"POINT Z (74.47 43.06 0)",1,Manas,USA,Kyrgyzstan,2001,2014\n'
    ),
    "PostGIS, WKB": (
        "geom,name,operator,country,start,end\n"
        f"{shapely.to_wkb(shapely.Point(74.47, 43.06), hex=True)},Manas,USA,Kyrgyzstan,2001,2014\n"
    ),
    "geo addresses": (
        'coordinates,name,operator,country,start,end\n"geo:43.06,74.47",Manas,USA,Kyrgyzstan,2001,2014\n'
    ),
    "digits of other scripts": f"{HEAD}\nManas,٤٣٫٠٦,７４．４７,USA,Kyrgyzstan,２００１,٢٠١٤\n",
    "a repeated header": f"{HEAD}\n{ROW}\n{HEAD}\n",
    "blanks of other scripts": f"{HEAD}\n{ROW}\n".replace(",USA", "\u2028,\u3000USA\u2003"),
    "an old Macintosh": f"{HEAD}\r{ROW}\r",
    "several ends of lines": f"{HEAD}\r\n{ROW}\n\r",
    "GeoNames, codes of countries": f"{HEAD.replace('country', 'country code')}\n{ROW}\n".replace(
        "Kyrgyzstan", "KG"
    ),
}


@pytest.mark.parametrize("habit", list(WHOLE))
def test_a_table_with_a_habit_of_a_program_is_read_as_it_is_meant(habit: str) -> None:
    answer = imported(WHOLE[habit])
    assert answer.problems == ()
    assert rows(answer) == [pytest.approx(MANAS)] or rows(answer) == [MANAS]


@pytest.mark.parametrize(
    ("habit", "about"),
    [
        ("R, write.table", "row numbers"),
        ("Excel, each row in one cell", "quotation marks"),
        ("marks of typewriters", "quotation marks"),
        ("a repeated header", "repeated header"),
        ("Numbers, a title above", "header"),
    ],
)
def test_what_was_done_to_a_table_with_a_habit_is_reported(habit: str, about: str) -> None:
    assert about in doubts(imported(WHOLE[habit]))


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "mac_cyrillic", "cp866", "utf_16"])
def test_a_russian_table_of_a_spreadsheet_is_read_whatever_its_encoding(encoding: str) -> None:
    text = "Название;Широта;Долгота;Оператор;Страна;Начало;Конец\r\n"
    text += "Кант;42,85;74,84;Россия;Киргизия;23.10.2003;н.в.\r\n"
    expected = ("Кант", 42.85, 74.84, "Россия", "Киргизия", "2003-10-23", "..")
    assert rows(imported(text, encoding)) == [expected]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"{HEAD}\nMa\0nas{ROW[5:]}\n".encode(), "line 2 holds a NUL character"),
        (f"{HEAD}\n{ROW}\n".encode() + b"\0" * 50, "line 3 holds a NUL character"),
        (
            f"{HEAD}\nМанас{ROW[5:]}\n".encode() + f"Кант{ROW[5:]}\n".encode("cp1251"),
            "is UTF-8 in most lines, but not in line 3",
        ),
        (b"name latitude longitude\nManas 43 74\n", "has no columns"),
    ],
)
def test_a_table_that_is_spoilt_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(GazetteerError, match=words) as raised:
        imported(content)
    assert len(raised.value.problems) == 1


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        (f"{HEAD}\n{ROW}\nTotal: 1\n", 3, "has 1 cell where the header has 7. Add the missing"),
        (f"{HEAD}\n{ROW},more\n{ROW}\n", 2, "has 8 cells where the header has 7. Put a text"),
        (f"{HEAD}\n{ROW}\n5,{ROW}\n", 3, "has 8 cells where the header has 7"),
    ],
)
def test_a_row_that_is_none_of_the_table_is_named_and_says_how_to_mend_it(
    text: str, row: int, words: str
) -> None:
    answer = imported(text)
    assert [problem.row for problem in answer.problems] == [row]
    assert words in str(answer.problems[0])
    assert rows(answer) == [MANAS]


def test_degrees_have_the_letter_that_stands_in_a_column_beside_them() -> None:
    head = "name,latitude,lat_dir,longitude,lon_dir,operator,country,start,end\n"
    south = imported(f"{head}Camp,33.5,S,70.6,W,US,Chile,2001,2014\n")
    assert rows(south, "latitude", "longitude") == [(-33.5, -70.6)]
    named = "name,Latitude (°S),Longitude [deg W],operator,country,start,end\n"
    south = imported(
        f"{named}Camp,33.5,70.6,US,Chile,2001,2014\nB,-33.5,-70.6,US,Chile,2001,2014\n"
    )
    assert rows(south, "latitude", "longitude") == [(-33.5, -70.6), (-33.5, -70.6)]
    # A column that only happens to have such letters is none of them.
    plain = imported(f"{head.replace('lat_dir', 'sector')}Camp,33.5,S,70.6,W,US,Chile,2001,2014\n")
    assert rows(plain, "latitude", "longitude") == [(33.5, -70.6)]


def test_operators_that_differ_in_capitals_or_blanks_are_one_and_that_is_reported() -> None:
    answer = imported(f"{HEAD}\n{ROW}\n{ROW.replace('Manas', 'Kant').replace('USA', 'usa')}\n")
    assert rows(answer, "operator") == [("USA",), ("USA",)]
    assert doubts(answer)["operator names"].startswith("“usa” (row 3) was read as “USA”")


def test_apostrophes_of_any_keyboard_make_one_base() -> None:
    text = "\n".join([HEAD, *(ROW.replace("Manas", f"O{mark}B") for mark in "'’ʻ"), ""])
    assert len({base for (base,) in rows(imported(text), "base_id")}) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ã‰vreux", "looks like “Évreux”, saved in a wrong encoding"),
        ("РњР°РЅР°СЃ", "looks like “Манас”, saved in a wrong encoding"),
        ("\ufffdvreux", "has lost letters"),
        ("?????", "has lost letters"),
        ("&Eacute;vreux &amp; Co", "looks like “Évreux & Co”, as a web page has it"),
    ],
)
def test_a_text_that_was_spoilt_before_is_reported_and_stays(name: str, words: str) -> None:
    answer = imported(f"{HEAD}\n{ROW.replace('Manas', name)}\n")
    assert rows(answer, "name") == [(name,)]
    assert words in doubts(answer)["spoilt text"]


@pytest.mark.parametrize("name", ["Évreux", "Манас", "AT&T", "Ready?", "Ãrea", "Şanlıurfa"])
def test_a_text_that_is_as_it_was_is_not_reported(name: str) -> None:
    assert "spoilt text" not in doubts(imported(f"{HEAD}\n{ROW.replace('Manas', name)}\n"))


def test_years_before_1_may_have_no_noughts_in_a_file_of_such_years() -> None:
    answer = imported(f"{HEAD}\nA,33,35,Rome,Judaea,-63,70\nB,33,35,Rome,Judaea,-30,135\n")
    assert rows(answer, "start", "end") == [("-0063", "0070"), ("-0030", "0135")]
    (problem,) = imported(f"{HEAD}\n{ROW}\n{ROW.replace('2014', '-63')}\n").problems
    assert problem.row == 3

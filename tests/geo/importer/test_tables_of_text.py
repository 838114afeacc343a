"""Tables of text from anywhere: encodings, separators, quotation marks, lines that are no rows."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import GazetteerError
from geo.importer import encodings
from geo.importer.columns import REQUIRED
from geo.importer.formats import read_sheet
from geo.importer.sheet import MAX_CELL, Sheet

HEAD = ",".join(REQUIRED)
ROW = "Camp,43,74,Russia,Kyrgyzstan,1941,1950"


def sheet_of(text: str | bytes, **choices: str) -> Sheet:
    return read_sheet(text.encode() if isinstance(text, str) else text, "own.csv", choices)


def taken(sheet: Sheet, about: str) -> str:
    return next(decision.taken for decision in sheet.decisions if decision.about == about)


NAMES = {
    "cp1251": "Россия;аэродром Кант;Киргизия",
    "koi8_r": "Россия;аэродром Кант;Киргизия",
    "cp866": "Россия;аэродром Кант;Киргизия",
    "cp1252": "États-Unis;base aérienne d’Évreux;Österreich",
    "cp1250": "Łódź;Świdwin;České Budějovice",
    "cp1254": "İncirlik;Şahinbey;Diyarbakır hava üssü",
    "cp1253": "Ελλάδα;Σούδα;Λάρισα",
    "cp1257": "Šiauliai;Lielvārde;Ämari",
    "utf_16": "Россия;Łódź;İncirlik",
    "utf_8": "Россия;Łódź;İncirlik",
}


@pytest.mark.parametrize("before", [0, 5_000])
@pytest.mark.parametrize("encoding", list(NAMES))
def test_an_encoding_is_found_by_the_bytes_that_depend_on_it_wherever_they_stand(
    encoding: str, before: int
) -> None:
    rows = [*[ROW] * before, NAMES[encoding].replace(";", ",") + ",,,,"]
    sheet = sheet_of("\n".join([HEAD, *rows, ""]).encode(encoding))
    assert sheet.table.iloc[-1].tolist()[:3] == NAMES[encoding].split(";")
    (decided,) = [decision for decision in sheet.decisions if decision.about == "encoding"]
    assert decided.doubtful == (encoding not in ("utf_8", "utf_16"))
    if decided.doubtful:
        word = NAMES[encoding].split(";")[0]
        assert word in decided.words
        assert word in decided.choices[encoding]


def test_an_encoding_that_is_asked_for_is_taken() -> None:
    content = f"{HEAD}\nКант,43,74,U,K,1941,\n".encode("koi8_r")
    sheet = sheet_of(content, encoding="koi8_r")
    assert sheet.table["name"].tolist() == ["Кант"]
    with pytest.raises(GazetteerError, match="cannot be read as utf_8"):
        sheet_of(content, encoding="utf_8")
    with pytest.raises(GazetteerError, match="cannot be read as klingon"):
        sheet_of(content, encoding="klingon")


@pytest.mark.parametrize("content", [b"", b"abc", "Кант".encode("cp1251"), b"\xff\xfea\0"])
def test_any_bytes_have_an_encoding_or_none(content: bytes) -> None:
    guess = encodings.find(content)
    if guess.encoding:
        encodings.decode(content, guess.encoding)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_first_line_names_the_separator_and_is_no_row(sign: str) -> None:
    sheet = sheet_of(f"sep={sign}\r\n{HEAD}\r\n{ROW}\r\n".replace(",", sign))
    assert sheet.table["name"].tolist() == ["Camp"]
    assert sheet.table.index.tolist() == [2]


def test_a_separator_that_is_asked_for_is_taken() -> None:
    text = f"{HEAD}\n{ROW}\n".replace(",", ";").replace("Camp", "Camp, north")
    assert sheet_of(text, separator="semicolon").table["name"].tolist() == ["Camp, north"]
    with pytest.raises(GazetteerError, match="cannot be separated by 'x'"):
        sheet_of(text, separator="x")


def test_blanks_before_and_behind_quotation_marks_are_none() -> None:
    text = (
        f'{HEAD.replace(",", ", ")}\n "Camp A", "43,5", 74, "Russia" , "Kyrgyzstan", 1941, 1950\n'
    )
    sheet = sheet_of(text)
    assert sheet.problems == ()
    assert sheet.table.iloc[0].tolist()[:4] == ["Camp A", "43,5", "74", "Russia"]


def test_quotation_marks_with_a_backslash_before_them_are_read_and_told() -> None:
    sheet = sheet_of(f'{HEAD}\n"Camp \\"Alpha\\", north",43,74,Russia,Kyrgyzstan,1941,1950\n')
    assert sheet.table["name"].tolist() == ['Camp "Alpha", north']
    assert taken(sheet, "quotation marks") == "\\"


def test_a_backslash_at_the_end_of_a_row_joins_it_to_no_other() -> None:
    sheet = sheet_of("\n".join([HEAD, '\\"\\', ROW, ROW, ROW, ""]))
    assert (sheet.table["name"] == "Camp").sum() == 3
    assert [problem.row for problem in sheet.problems] == [2]


def test_a_backslash_alone_is_a_letter() -> None:
    text = f'{HEAD}\n"a\nb","","a\nb","","\\","a\nb",""\n'
    assert sheet_of(text).table.iloc[0].tolist() == ["a\nb", "", "a\nb", "", "\\", "a\nb", ""]
    assert sheet_of(f'{HEAD}\n"C:\\dir\\",43,74,U,K,1941,\n').table["name"].tolist() == [
        "C:\\dir\\"
    ]


def rows_with(bad: str, place: int, count: int = 30) -> str:
    rows = [f"Camp {k},43.{k:02d},74.{k:02d},Russia,Kyrgyzstan,1941,1950" for k in range(count)]
    rows[place] = bad
    return "\n".join([HEAD, *rows, ""])


@pytest.mark.parametrize(
    "bad",
    [
        '"Camp 4,43.04,74.04,Russia,Kyrgyzstan,1941,1950',
        'Camp 4,43.04,74.04,"Russia,Kyrgyzstan,1941,1950',
        '"Camp "4" x",43.04,74.04,Russia,Kyrgyzstan,1941,1950',
        f"{'x' * (MAX_CELL + 1)},43.04,74.04,Russia,Kyrgyzstan,1941,1950",
        "Camp 4,43.04",
        "Camp 4,43.04,74.04,Russia,Kyrgyzstan,1941,1950,more",
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_costs_itself_alone(bad: str) -> None:
    sheet = sheet_of(rows_with(bad, 4))
    assert [problem.row for problem in sheet.problems] == [6]
    assert sheet.table.index.tolist() == list(range(2, 32))
    assert sheet.table["name"].tolist()[5:] == [f"Camp {k}" for k in range(5, 30)]


def test_a_quotation_mark_that_swallows_rows_up_to_another_one_is_found() -> None:
    lines = rows_with('"Camp 4,43.04,74.04,Russia,Kyrgyzstan,1941,1950', 4).splitlines()
    lines[20] = lines[20].replace("Camp 19", 'Camp 19"')
    sheet = sheet_of("\n".join(lines))
    assert 6 in {problem.row for problem in sheet.problems}
    assert len(sheet.table) == 30
    assert len({problem.row for problem in sheet.problems}) <= 2


def test_a_text_of_several_lines_is_one_row_as_a_spreadsheet_counts_it() -> None:
    sheet = sheet_of(f'{HEAD}\n"Camp\nAlpha",43,74,U,K,1941,\n\n{ROW},\nCamp,43\n')
    assert sheet.table["name"].tolist()[:2] == ["Camp\nAlpha", "Camp"]
    assert sheet.table.index.tolist() == [2, 4, 5]
    assert [problem.row for problem in sheet.problems] == [5]


def test_lines_above_the_header_are_left_out_and_told() -> None:
    sheet = sheet_of(f"List of bases in Central Asia\n\n# licence: CC0\n{HEAD}\n{ROW}\n")
    assert sheet.table.index.tolist() == [5]
    (told,) = [decision for decision in sheet.decisions if decision.about == "header"]
    assert "Row 4 was read as the header" in told.words
    assert "List of bases in Central Asia" in told.words


def test_a_separator_at_the_end_of_rows_is_no_cell() -> None:
    for text in (f"{HEAD}\n{ROW},\n", f"{HEAD},\n{ROW},\n"):
        sheet = sheet_of(text)
        assert sheet.problems == ()
        assert list(sheet.table.columns) == list(REQUIRED)


def test_rows_of_nothing_but_separators_are_none_and_keep_their_number() -> None:
    sheet = sheet_of(f"{HEAD}\n,,,,,,\n{ROW}\n")
    assert sheet.table.index.tolist() == [3]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\ufeff37.79", "37.79"),
        ("\u200e37.79\u200e", "37.79"),
        ("Un\xadk", "Unk"),
        ("Camp\x0bAlpha", "Camp Alpha"),
        ("Camp\xa0Alpha", "Camp Alpha"),
        ("Ru\x1fssia\x08", "Russia"),
    ],
)
def test_characters_that_are_not_seen_are_not_read(written: str, read: str) -> None:
    sheet = sheet_of(f"{HEAD}\n{written},43,74,U,K,1941,\n")
    assert sheet.table["name"].tolist() == [read]
    assert taken(sheet, "unseen characters") == "left out"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "is a PDF document"),
        (b"SQLite format 3\0", "is a GeoPackage or another database"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is a workbook or a document of an old Microsoft Office"),
        (b"\x1f\x8b\x08", "is a compressed file"),
        (b"<html><body>", "is an XML or HTML document"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_sentence_that_says_what_it_is(
    content: bytes, words: str
) -> None:
    with pytest.raises(GazetteerError, match=words) as refused:
        sheet_of(content)
    assert len(refused.value.problems) == 1


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp"]),
    max_size=6,
)


@settings(max_examples=120)
@given(
    st.lists(
        st.lists(CELLS | st.just("a\nb") | st.just('say "x"'), min_size=7, max_size=7), max_size=8
    ),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf_8", "utf_8_sig", "utf_16"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
)
@pytest.mark.slow
def test_what_a_program_writes_is_read_cell_by_cell(
    rows: list[list[str]], sign: str, encoding: str, quoting: int, ending: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sign, quoting=quoting, lineterminator=ending)  # type: ignore[arg-type]
    writer.writerow(REQUIRED)
    writer.writerows(rows)
    sheet = sheet_of(text.getvalue().encode(encoding))
    kept = {k: row for k, row in enumerate(rows, start=2) if any(cell.strip() for cell in row)}
    if any(cell.startswith("'") for row in rows for cell in row):
        return
    assert sheet.problems == ()
    assert sheet.table.index.tolist() == list(kept)
    assert sheet.table.values.tolist() == [[cell.strip() for cell in row] for row in kept.values()]


@settings(max_examples=100)
@given(st.lists(st.sampled_from(['"', ",", "a", " ", "\n", '""', "43", "\\"]), max_size=60))
def test_no_row_is_lost_in_silence(pieces: list[str]) -> None:
    """Every line of a text stands in the table, is told of, or is within a cell that has it."""
    lines = ["".join(pieces).replace("\n", " ")] + [ROW] * 3
    text = "\n".join([HEAD, *lines, ""])
    sheet = sheet_of(text)
    told = {problem.row for problem in sheet.problems}
    whole = sheet.table[~sheet.table.index.isin(told)]
    assert (whole["name"] == "Camp").sum() >= 3 or (told and len(sheet.table) + len(told) >= 3)
    assert len(sheet.table) >= 3

"""Dates as people write them: each is read as what it says, or refused."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from geo.importer import written_dates
from geo.importer.written_dates import DateRules, UnreadableDateError
from geo.time import dates
from tools import edtf_table, month_names

RULES = DateRules()
MONTH_FIRST = DateRules(day_first=False)
READ = [
    ("1941", "1941"),
    ("1941-12", "1941-12"),
    ("1941-12-07", "1941-12-07"),
    ("2003~", "2003~"),
    ("December 1941", "1941-12"),
    ("7 Dec 1941", "1941-12-07"),
    ("Dec 7, 1941", "1941-12-07"),
    ("December 7th, 1941", "1941-12-07"),
    ("Sunday, 7 December 1941", "1941-12-07"),
    ("7.12.1941", "1941-12-07"),
    ("7. 12. 1941", "1941-12-07"),
    ("13/4/1950", "1950-04-13"),
    ("4/13/1950", "1950-04-13"),
    ("1941-12-07T06:00:00Z", "1941-12-07"),
    ("1941-12-07 06:00", "1941-12-07"),
    ("7/12/1941 6:00:00 PM", "1941-12-07"),
    ("c. 1881", "1881~"),
    ("c1881", "1881~"),
    ("ca 1881", "1881~"),
    ("circa May 1902", "1902-05~"),
    ("1941?", "1941?"),
    ("1941 (?)", "1941?"),
    ("about 1902?", "1902%"),
    ("1941-00-00", "1941"),
    ("1941-12-00", "1941-12"),
    ("00.12.1941", "1941-12"),
    ("00/00/1941", "1941"),
    ("1944-??", "1944-XX"),
    ("1944-??-??", "1944-XX-XX"),
    ("1944-12-?", "1944-12-XX"),
    ("1944-xx-xx", "1944-XX-XX"),
    ("1944-12-??", "1944-12-XX"),
    ("??.12.1941", "1941-12-XX"),
    ("??.??.1941", "1941-XX-XX"),
    ("194?", "194X"),
    ("19??", "19XX"),
    ("194-", "194X"),
    ("19--", "19XX"),
    ("199x", "199X"),
    ("199u", "199X"),
    ("194_", "194X"),
    ("1940s", "194X"),
    ("1940's", "194X"),
    ("the 1940s", "194X"),
    ("1940er", "194X"),
    ("1940er Jahre", "194X"),
    ("1940-е", "194X"),
    ("1940-х", "194X"),
    ("1940-е гг.", "194X"),
    ("1940-е годы", "194X"),
    ("les années 1940", "194X"),
    ("años 1940", "194X"),
    ("década de 1940", "194X"),
    ("1900s", "19XX"),
    ("early 1940s", "1940/1944"),
    ("mid-1940s", "1943/1947"),
    ("late 1940s", "1945/1949"),
    ("early 1942", "1942-37"),
    ("mid-1950", "1950-38"),
    ("mid 1950", "1950-38"),
    ("late 2020", "2020-39"),
    ("Anfang 1942", "1942-37"),
    ("Mitte 1942", "1942-38"),
    ("Ende 1942", "1942-39"),
    ("начало 1942", "1942-37"),
    ("в начале 1942 г.", "1942-37"),
    ("конец 1942 года", "1942-39"),
    ("fin 1942", "1942-39"),
    ("début 1942", "1942-37"),
    ("mi-1942", "1942-38"),
    ("finales de 1942", "1942-39"),
    ("1942 sonu", "1942-39"),
    ("early May 1942", "1942-05-01/1942-05-10"),
    ("end of May 1942", "1942-05-21/1942-05-31"),
    ("end of 1942", "1942-39"),
    ("before 1942", "../1941-12-31"),
    ("after 1950", "1951-01-01/.."),
    ("pre-1942", "../1941-12-31"),
    ("post-1950", "1951-01-01/.."),
    ("<1942", "../1941-12-31"),
    (">1950", "1951-01-01/.."),
    ("by 1942", "../1942"),
    ("no later than May 1942", "../1942-05"),
    ("not before 1942", "1942/.."),
    ("1942 or earlier", "../1942"),
    ("1942 or later", "1942/.."),
    ("≤1942", "../1942"),
    ("vor 1942", "../1941-12-31"),
    ("nach 1942", "1943-01-01/.."),
    ("spätestens 1942", "../1942"),
    ("avant 1942", "../1941-12-31"),
    ("après 1942", "1943-01-01/.."),
    ("до 1942", "../1942"),
    ("после 1942", "1943-01-01/.."),
    ("после 1942 г.", "1943-01-01/.."),
    ("не позднее 1942", "../1942"),
    ("не ранее 1942 года", "1942/.."),
    ("antes de 1942", "../1941-12-31"),
    ("después de 1942", "1943-01-01/.."),
    ("since 1942", "1942"),
    ("seit 1942", "1942"),
    ("с 1942 г.", "1942"),
    ("c 1942", "1942~"),
    ("depuis 1942", "1942"),
    ("Q1 1942", "1942-33"),
    ("1942 Q1", "1942-33"),
    ("1942Q4", "1942-36"),
    ("1942-Q2", "1942-34"),
    ("1st quarter 1942", "1942-33"),
    ("first quarter of 1942", "1942-33"),
    ("I кв. 1942", "1942-33"),
    ("1 квартал 1942 г.", "1942-33"),
    ("III квартал 1942", "1942-35"),
    ("2. Quartal 1942", "1942-34"),
    ("1er trimestre 1942", "1942-33"),
    ("H1 1942", "1942-40"),
    ("1H 1942", "1942-40"),
    ("first half of 1942", "1942-40"),
    ("second half of 1942", "1942-41"),
    ("первая половина 1942", "1942-40"),
    ("1. Halbjahr 1942", "1942-40"),
    ("spring 1942", "1942-21"),
    ("Summer of 2002", "2002-22"),
    ("Fall 1942", "1942-23"),
    ("winter 1941", "1941-24"),
    ("winter 1941/42", "1941-12/1942-02"),
    ("winter of 1941–42", "1941-12/1942-02"),
    ("лето 2002", "2002-22"),
    ("весной 1942 года", "1942-21"),
    ("Frühling 1942", "1942-21"),
    ("Herbst 1942", "1942-23"),
    ("été 1942", "1942-22"),
    ("printemps 1942", "1942-21"),
    ("primavera de 1942", "1942-21"),
    ("7 декабря 1941", "1941-12-07"),
    ("7 декабря 1941 г.", "1941-12-07"),
    ("декабрь 1941", "1941-12"),
    ("окт. 2001", "2001-10"),
    ("1950 г.", "1950"),
    ("1950 год", "1950"),
    ("7. Dezember 1941", "1941-12-07"),
    ("Mai 1950", "1950-05"),
    ("März 1950", "1950-03"),
    ("7 décembre 1941", "1941-12-07"),
    ("1er mars 1950", "1950-03-01"),
    ("mars 1950", "1950-03"),
    ("août 1944", "1944-08"),
    ("7 de diciembre de 1941", "1941-12-07"),
    ("7 Aralık 1941", "1941-12-07"),
    ("Mayıs 1950", "1950-05"),
    ("7-dekabr 1941-yil", "1941-12-07"),
    ("1941-yil 7-dekabr", "1941-12-07"),
    ("7 желтоқсан 1941", "1941-12-07"),
    ("1941 ж. 7 желтоқсан", "1941-12-07"),
    ("декабр 1941", "1941-12"),
    ("1941 соли декабр", "1941-12"),
    ("1941-Dec-07", "1941-12-07"),
    ("7-Dec-1941", "1941-12-07"),
    ("1941 December 7", "1941-12-07"),
    ("19411207", "1941-12-07"),
    ("194112", "1941-12"),
    ("1941.0", "1941"),
    ("1997.4", "1997"),
    ("2007.5", "2007"),
    ("2001.333333", "2001"),
    ("2008.92", "2008"),
    ("1941.12", "1941"),
    ("1941,5", "1941"),
    ("1950/3/4", "1950-03-04"),
    ("1950.03.04", "1950-03-04"),
    ("1941/12", "1941-12"),
    ("12/1941", "1941-12"),
    ("12.1941", "1941-12"),
    ("1940-41", "1940/1941"),
    ("1938–39", "1938/1939"),
    ("1938-1939", "1938/1939"),
    ("1938 - 1939", "1938/1939"),
    ("1940/41", "1940/1941"),
    ("2001/2002", "2001/2002"),
    ("1999-00", "1999/2000"),
    ("1914-18", "1914/1918"),
    ("2020-39", "2020-39"),
    ("2001-21", "2001-21"),
    ("1920-21", "1920/1921"),
    ("2001/05", "2001-05"),
    ("1941-9", "1941-09"),
    ("between 1938 and 1940", "1938/1940"),
    ("1938 to 1940", "1938/1940"),
    ("from 1938 to 1940", "1938/1940"),
    ("1938 or 1939", "[1938,1939]"),
    ("с 1938 по 1940", "1938/1940"),
    ("6–20 May 2010", "2010-05-06/2010-05-20"),
    ("May–June 2010", "2010-05/2010-06"),
    ("ca. 1940-45", "1940~/1945~"),
    ("2010-05-06/2010-05-20", "2010-05-06/2010-05-20"),
    ("2010-05-06 - 2010-05-20", "2010-05-06/2010-05-20"),
    ("06.05.2010 – 20.05.2010", "2010-05-06/2010-05-20"),
    ("1985-04-12/..", "1985-04-12/.."),
    ("../1985", "../1985"),
    ("/1985", "/1985"),
    ("1985/", "1985/"),
    ("1200-05-06 BC", "-1199-05-06"),
    ("44 BC", "-0043"),
    ("44 BCE", "-0043"),
    ("44 B.C.", "-0043"),
    ("15 March 44 BC", "-0043-03-15"),
    ("44 до н. э.", "-0043"),
    ("44 до н.э.", "-0043"),
    ("44 v. Chr.", "-0043"),
    ("44 av. J.-C.", "-0043"),
    ("c. 44 BC", "-0043~"),
    ("50–44 BC", "-0049/-0043"),
    ("AD 14", "0014"),
    ("14 AD", "0014"),
    ("14 CE", "0014"),
    ("5 May 44 AD", "0044-05-05"),
    ("942", "0942"),
    ("-0043", "-0043"),
    ("1 BC", "0000"),
    ("19th century", "1801/1900"),
    ("XIX век", "1801/1900"),
    ("19. Jahrhundert", "1801/1900"),
    ("XIXe siècle", "1801/1900"),
    ("siglo XIX", "1801/1900"),
    ("early 19th century", "1801/1840"),
    ("5th century BC", "-0499/-0400"),
    ("(1940)", "1940"),
    ("[1940]", "1940"),
    ("[1667,1668]", "[1667,1668]"),
    ("2001-13", "2001/2013"),
    ("year 1941", "1941"),
    ("in 1941", "1941"),
    ("anno 1941", "1941"),
    ("1941 CE", "1941"),
    ("probably 1941", "1941?"),
    ("possibly early 1942", "1942-37?"),
    ("ca. Mai 1902", "1902-05~"),
    ("um 1902", "1902~"),
    ("etwa 1902", "1902~"),
    ("около 1902", "1902~"),
    ("ок. 1902 г.", "1902~"),
    ("vers 1902", "1902~"),
    ("hacia 1902", "1902~"),
    ("yaklaşık 1902", "1902~"),
    ("1942'den önce", "../1941-12-31"),
    ("1902 civarı", "1902~"),
    ("2005 Nov", "2005-11"),
    ("Nov. 2005", "2005-11"),
    ("Sept. 1939", "1939-09"),
    ("1 Sept 1939", "1939-09-01"),
    ("١٩٤١", "1941"),
    ("２００１", "2001"),
    ("1941-12-07 (approx)", "1941-12-07~"),
    ("2001-10-05 - 2005-11-21", "2001-10-05/2005-11-21"),
    ("Y12000", "Y12000"),
    ("2004-06~-11", "2004-06~-11"),
    ("?2004-06-11", "?2004-06-11"),
    ("2001-12-16T00:00Z", "2001-12-16"),
    ("2001-12-16T00:00:00.000Z", "2001-12-16"),
    ("2001-12-16T00:00:00.000+0000", "2001-12-16"),
    ("2001-12-16 00:00:00+00", "2001-12-16"),
    ("2001-12-16 00:00:00 UTC", "2001-12-16"),
    ("Sun, 16 Dec 2001 00:00:00 GMT", "2001-12-16"),
    ("2001-12-16Z", "2001-12-16"),
    ("2001-12-16+02:00", "2001-12-16"),
    ("20011216T000000Z", "2001-12-16"),
    ("20011216000000", "2001-12-16"),
    ("16DEC2001", "2001-12-16"),
    ("16DEC2001:00:00:00", "2001-12-16"),
    ("2001.12.16.", "2001-12-16"),
    ("2001年12月16日", "2001-12-16"),
    ("2001年12月", "2001-12"),
    ("2001년 12월 16일", "2001-12-16"),
    ("١٦/١٢/٢٠٠١", "2001-12-16"),
    ("１６．１２．２００１", "2001-12-16"),
    ("16.XII.2001", "2001-12-16"),
    ("XII 2001", "2001-12"),
    ("1900.", "1900"),
    ("1,941", "1941"),
    ("1 941", "1941"),
    ("1.941", "1941"),
    ("1999-2001 гг.", "1999/2001"),
    ("до н.э. 44", "-0043"),
    ("12000 BC", "Y-11999"),
    ("10,000 BC", "Y-9999"),
    ("Q1/2001", "2001-33"),
    ("2001-W50", "2001-12-10/2001-12-16"),
    ("2001-W50-1", "2001-12-10"),
    ("Spring-2001", "2001-21"),
    ("Fall, 2001", "2001-23"),
    ("2001 summer", "2001-22"),
    ("2001 (summer)", "2001-22"),
    ("Dec 2001-Jan 2002", "2001-12/2002-01"),
    ("1990s-2000s", "199X/20XX"),
    ("19th c.", "1801/1900"),
    ("18th–19th century", "1701/1900"),
    ("XVIII-XIX вв.", "1701/1900"),
    ("первая половина XIX века", "1801/1850"),
    ("2-я пол. XIX в.", "1851/1900"),
    ("last quarter of the 19th century", "1876/1900"),
    ("вторая половина 1990-х", "1995/1999"),
    ("Ende der 1940er Jahre", "1945/1949"),
    ("в декабре 1941 г.", "1941-12"),
    ("1º de junio de 1941", "1941-06-01"),
    ("1941 onwards", "1941/.."),
    ("1941+", "1941/.."),
    ("1984/open", "1984/.."),
    ("unknown/1984", "/1984"),
    ("1984-06-02/unknown", "1984-06-02/"),
]
NOT_KNOWN = [
    "/",
    "../..",
    "unknown",
    "?",
    "-",
    "—",
    "n/a",
    "NA",
    "N/A",
    "null",
    "0000-00-00",
    "неизвестно",
    "unbekannt",
    "\\N",
    "б. г.",
]
REFUSED = [
    "2001-12-16T25:00:00",
    "IV.2001",
    "13.XIII.2001",
    "2001-W54",
    "24 Jan. 1799/1800",
    "19th–18th century",
    "2500 BP",
    "平成13年",
    "2001/02",
    "1944-1?",
    "1944-05-1?",
    "1944-1?-05",
    "between 6 and 20 May 2010",
    "06.05.2010-20.05.2010",
    "2010-05-06, 2010-05-20",
    "1938, 1939",
    "1938; 1940",
    "2001-",
    "2001 –",
    "50-44 BC",
    "14",
    "97",
    "soon",
    "3/4/50",
    "May",
    "31.02.1950",
    "99999",
    "37257",
    "long ago",
    "no",
    "yes",
    "abc",
    "1941 destroyed",
    "1941 and again 1950",
    "5 May",
    "1998-42",
    "12345678",
    "May 1941 June",
]


def start(text: str, rules: DateRules = RULES) -> str:
    return written_dates.read(text, "start", rules).edtf


def end(text: str, rules: DateRules = RULES) -> str:
    return written_dates.read(text, "end", rules).edtf


@pytest.mark.parametrize(("text", "edtf"), READ)
def test_a_date_is_read_as_it_is_written(text: str, edtf: str) -> None:
    assert start(text) == edtf
    assert dates.is_date(edtf)


@pytest.mark.parametrize("text", NOT_KNOWN)
def test_a_word_for_not_known_is_never_still_there(text: str) -> None:
    assert start(text) == end(text) == ""


@pytest.mark.parametrize("text", REFUSED)
def test_what_could_be_several_dates_or_none_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDateError):
        start(text)


@pytest.mark.parametrize(
    "text",
    [
        "present",
        "Present",
        "now",
        "to date",
        "н.в.",
        "по н.в.",
        "по настоящее время",
        "bis heute",
        "à nos jours",
        "aujourd'hui",
        "en la actualidad",
        "günümüz",
        "hozirgacha",
        "Present day",
        "still open",
        "active",
        "至今",
        "∞",
        "..",
        "9999-12-31",
        "31.12.9999",
        "9999",
    ],
)
def test_a_word_or_a_year_that_means_no_end_is_still_there_and_no_start(text: str) -> None:
    assert end(text) == dates.OPEN
    if text != "..":
        with pytest.raises(UnreadableDateError):
            start(text if text != "∞" else "9999")


@pytest.mark.parametrize(
    ("text", "of_start", "of_end"),
    [
        ("до 1950", "../1950", "1950"),
        ("bis 1950", "../1950", "1950"),
        ("until 1950", "../1950", "1950"),
        ("jusqu'en 1950", "../1950", "1950"),
        ("до 1950 г.", "../1950", "1950"),
    ],
)
def test_until_a_date_is_that_date_for_an_end_and_its_bound_for_a_start(
    text: str, of_start: str, of_end: str
) -> None:
    assert (start(text), end(text)) == (of_start, of_end)


def test_since_a_date_is_no_end() -> None:
    with pytest.raises(UnreadableDateError):
        end("since 1950")


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("3/4/1950", "1950-04-03", "1950-03-04"),
        ("03.04.1950", "1950-04-03", "1950-03-04"),
        ("c. 3-4-1950?", "1950-04-03%", "1950-03-04%"),
        ("1950/3/4", "1950-03-04", "1950-03-04"),
        ("13/4/1950", "1950-04-13", "1950-04-13"),
        ("4/13/1950", "1950-04-13", "1950-04-13"),
    ],
)
def test_the_order_of_figures_is_a_rule_where_figures_do_not_show_it(
    text: str, day_first: str, month_first: str
) -> None:
    assert (start(text), start(text, MONTH_FIRST)) == (day_first, month_first)


def test_two_digits_are_a_year_only_in_a_file_of_such_years() -> None:
    assert written_dates.has_short_or_early_years("942")
    assert written_dates.has_short_or_early_years("44 BC")
    assert not written_dates.has_short_or_early_years("1941")
    assert start("14", DateRules(short_years=True)) == "0014"


def test_the_number_of_a_day_is_a_date_only_where_that_is_asked() -> None:
    assert written_dates.is_day_number("37257")
    with pytest.raises(UnreadableDateError, match="a spreadsheet's day number"):
        start("37257")
    assert start("37257", DateRules(day_numbers="1900")) == "2002-01-01"
    assert start("35795", DateRules(day_numbers="1904")) == "2002-01-01"
    assert start("37257.75", DateRules(day_numbers="1900")) == "2002-01-01"


def test_a_part_of_a_year_that_could_be_a_span_is_reported_and_can_be_chosen() -> None:
    found = written_dates.read("2001-21", "start", RULES)
    assert (found.edtf, found.kinds) == ("2001-21", {written_dates.PART})
    assert start("2001-21", DateRules(spans=True)) == "2001/2021"
    # Years that follow each other are never a season, and a past year is never an end.
    assert start("1920-21") == start("1920-21", DateRules(spans=True)) == "1920/1921"
    assert start("1999-21", DateRules(spans=True)) == "1999-21"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1940-41", written_dates.SPAN),
        ("1938–39", written_dates.SPAN),
        ("2001/2002", written_dates.SPAN),
        ("between 1938 and 1940", written_dates.SPAN),
        ("1997.4", written_dates.FRACTION),
        ("44 BC", written_dates.BEFORE_ONE),
        ("-2005", written_dates.BEFORE_ONE),
        ("2001-21", written_dates.PART),
        ("1,941", written_dates.THOUSANDS),
        ("0000-01-01", written_dates.BEFORE_ONE),
    ],
)
def test_a_reading_that_somebody_should_see_says_its_kind(text: str, kind: str) -> None:
    assert kind in written_dates.read(text, "start", RULES).kinds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2010-05-06, 2010-05-20", "holds more than one date"),
        ("2001-", "ends in a dash"),
        ("97", "has no year of four digits"),
        ("3/4/50", "has no year of four digits"),
        ("2001/02", "can be a month or two years"),
        ("present", "cannot be a start"),
        ("9999-12-31", "is too far in the future"),
        ("soon", "is not a date that can be read in full"),
        ("16-Dec-01", "has no year of four digits"),
        ("1941 – present", "holds a start and an end"),
        ("24 Jan. 1799/1800", "has two years for one day"),
        ("25 October 1917 (O.S.)", "is a date of the Julian calendar"),
        ("20 марта 1800 (ст. ст.)", "is a date of the Julian calendar"),
        ("1008460800", "perhaps of seconds since 1970"),
        ("37257,5", "perhaps a spreadsheet's day number"),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(UnreadableDateError, match=words):
        start(text)


DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(8999, 12, 31))


@given(DAYS, st.sampled_from(month_names.LANGUAGES), st.sampled_from(["d MMMM y", "d MMM y"]))
def test_a_day_in_words_of_any_of_the_languages_is_that_day_or_refused(
    day: date, language: str, pattern: str
) -> None:
    text = format_date(day, pattern, language)
    try:
        assert start(text) == day.isoformat()
    except UnreadableDateError:
        # Short names that mean two things in these languages are refused.
        assert pattern == "d MMM y"


@given(DAYS, st.sampled_from([".", "/", "-", " "]), st.booleans(), st.booleans())
def test_a_day_in_figures_is_that_day_whatever_separates_them(
    day: date, sign: str, day_first: bool, padded: bool
) -> None:
    width = 2 if padded else 1
    parts = [f"{day.day:0{width}d}", f"{day.month:0{width}d}", f"{day.year}"]
    text = sign.join(parts if day_first else [parts[1], parts[0], parts[2]])
    assert start(text, DateRules(day_first=day_first)) == day.isoformat()


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    for edge in ("start", "end"):
        try:
            found = written_dates.read(text, edge, RULES).edtf
        except UnreadableDateError:
            continue
        assert found in ("", "..") or dates.is_date(found)


@given(st.sampled_from([text for text, _ in READ]), st.text(min_size=1, max_size=3))
def test_nothing_behind_a_date_is_dropped(text: str, tail: str) -> None:
    """What follows is part of what is read: where it changes nothing, it says nothing."""
    try:
        longer = start(f"{text} {tail}")
    except UnreadableDateError:
        return
    if longer == start(text):
        assert not any(character.isdigit() for character in tail)


def test_edtf_is_read_as_it_is() -> None:
    told = {written_dates.SPAN, written_dates.PART, written_dates.BEFORE_ONE}
    for text in edtf_table.texts(of_each=40):
        if not dates.is_date(text) or (dates.iso_bounds(text)[0] or "").startswith("9"):
            continue
        found = written_dates.read(text, "start", DateRules(short_years=True))
        same = (
            dates.bounds(found.edtf) == dates.bounds(text) if found.edtf else text in ("/", "../..")
        )
        assert same or found.kinds & told, text


def test_the_names_of_months_are_those_of_the_tool() -> None:
    assert month_names.FILE.read_text(encoding="utf-8") == month_names.content()

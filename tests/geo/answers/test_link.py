from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answers.link import FIELDS, parts_of_link, read_link, write_link
from geo.answers.selection import ORDERS, TARGETS, Selection
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.place import geography

GAZETTEER = load()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return GAZETTEER


def some(words: Any, most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(words)), max_size=most, unique=True).map(tuple)


def words(column: str) -> st.SearchStrategy[tuple[str, ...]]:
    return some(GAZETTEER.coded[column].words)


span = (GAZETTEER.last - GAZETTEER.first).days
days = st.integers(0, span).map(lambda n: GAZETTEER.first + timedelta(days=n))
bases = some(GAZETTEER.bases.index)
degrees = st.tuples(st.integers(-9_000, 9_000), st.integers(-18_000, 18_000))
selections = st.builds(
    Selection,
    date=days,
    window=st.none() | st.tuples(days, days).map(lambda pair: (min(pair), max(pair))),
    countries=words("country"),
    operators=words("operator"),
    statuses=words("status"),
    kinds=words("kind"),
    text=st.text("кantХ -&=?", max_size=8).map(str.strip),
    base=st.none() | st.sampled_from(list(GAZETTEER.bases.index)),
    other=st.none() | days,
    named=bases,
    sight=st.none()
    | st.tuples(degrees, st.integers(8, 72)).map(
        lambda s: (s[0][0] / 100, s[0][1] / 100, s[1] / 4)
    ),
    closed=st.none() | st.booleans(),
    order=st.sampled_from(ORDERS),
    event_kinds=some(GAZETTEER.events["kind"].unique()),
    event_bases=bases,
    stop=st.integers(0, 12),
    starts=st.none() | bases,
    target=st.sampled_from(TARGETS),
    borders=st.none() | some(sorted(geography.countries())[:40]),
    cities=st.none() | some(geography.cities().index[:40]),
    rings=some(["50", "100", "12,5", "7 km"]),
    point=st.none() | degrees.map(lambda p: (p[0] / 100, p[1] / 100)),
)


@given(selections)
def test_every_field_of_a_selection_comes_back_from_its_link(selection: Selection) -> None:
    assert read_link(write_link(selection), GAZETTEER) == (selection, ())


def test_every_field_of_a_selection_is_a_row_of_the_table() -> None:
    assert {row.name for row in FIELDS} == {field.name for field in fields(Selection)}
    keys = [key for row in FIELDS for key in row.keys]
    assert len(keys) == len(set(keys))


def test_what_a_reader_has_left_alone_is_not_in_the_link(gazetteer: Gazetteer) -> None:
    assert write_link(Selection(date(2005, 6, 1))) == {"date": ["2005-06-01"]}


def test_fields_that_change_together_are_one_part_of_the_link(gazetteer: Gazetteer) -> None:
    selection = Selection(date(2005, 6, 1), countries=("Kyrgyzstan",), text="kant", named=("kant",))
    parts = parts_of_link(selection)
    assert parts["time"] == {"date": ["2005-06-01"], "named": ["kant"]}
    assert parts["filters"] == {"country": ["Kyrgyzstan"], "q": ["kant"]}
    assert parts["base"] == {}


@pytest.mark.parametrize(
    ("query", "expected", "said"),
    [
        ({"date": ["2005"]}, {"date": date(2005, 1, 1)}, "2005 is read as 1 January 2005"),
        ({"date": ["2005-06"]}, {"date": date(2005, 6, 1)}, "2005-06 is read as 1 June 2005"),
        ({"date": ["2005-6-1"]}, {"date": date(2005, 6, 1)}, "2005-6-1 is read as 1 June 2005"),
        ({"date": ["June 2005"]}, {"date": date(2005, 6, 1)}, "June 2005 is read as 1 June 2005"),
        ({"date": ["1.6.2005"]}, {"date": date(2005, 6, 1)}, "1.6.2005 is read as 1 June 2005"),
        (
            {"date": ["06/01/2005"]},
            {"date": date(2005, 6, 1)},
            "06/01/2005 is read as 1 June 2005, not 6 January 2005",
        ),
        ({"with": ["2014-07"]}, {"other": date(2014, 7, 1)}, "2014-07 is read as 1 July 2014"),
        (
            {"from": ["2001"], "to": ["2005-06"]},
            {"window": (date(2001, 1, 1), date(2005, 6, 30))},
            "2005-06 is read as 30 June 2005",
        ),
        (
            {"from": ["2004"], "to": ["2004-02"]},
            {"window": (date(2004, 1, 1), date(2004, 2, 29))},
            "2004-02 is read as 29 February 2004",
        ),
    ],
)
def test_short_dates_that_people_type_are_read_and_the_reading_is_said(
    query: dict[str, list[str]], expected: dict[str, Any], said: str, gazetteer: Gazetteer
) -> None:
    selection, notices = read_link(query, gazetteer)
    assert replace(selection, **expected) == selection
    assert any(said in notice for notice in notices)
    assert len(notices) == len(query)


@pytest.mark.parametrize("text", ["05", "2005-13", "2005-02-30", "1.6.05", "2005-06-01T00", "soon"])
def test_a_date_that_is_none_is_left_out(text: str, gazetteer: Gazetteer) -> None:
    selection, notices = read_link({"date": [text]}, gazetteer)
    assert selection.date == gazetteer.opening
    assert notices == (f"“{text}” in the link is not a date and is ignored.",)


@pytest.mark.parametrize(
    "query",
    [
        {"date": ["yesterday"]},
        {"date": ["1066-10-14"]},
        {"country": ["Atlantis"]},
        {"operator": ["<script>"]},
        {"base": ["nowhere"]},
        {"nonsense": ["1"]},
        {"named": ["nowhere"]},
        {"at": ["here"]},
        {"at": ["41,72"]},
        {"at": ["nan,72,8"]},
        {"point": ["91,0"]},
        {"stop": ["13"]},
        {"stop": ["²"]},
        {"order": ["size"]},
        {"target": ["moon"]},
        {"border": ["Atlantis"]},
        {"city": ["atlantis"]},
        {"start": ["nowhere"]},
        {"event_kind": ["party"]},
        {"closed": ["perhaps"]},
    ],
)
def test_nonsense_in_a_link_becomes_one_sentence(
    gazetteer: Gazetteer, query: dict[str, list[str]]
) -> None:
    selection, notices = read_link(query, gazetteer)
    assert len(notices) == 1
    assert notices[0].endswith(".")
    assert gazetteer.first <= selection.date <= gazetteer.last
    assert read_link(write_link(selection), gazetteer) == (selection, ())


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ({"operator": ["USA"]}, "United States"),
        ({"operator": ["US"]}, "United States"),
        ({"operator": ["Rusia"]}, "Russia"),
        ({"country": ["Kirgizstan"]}, "Kyrgyzstan"),
        ({"base": ["karshi-khanabat"]}, "karshi-khanabad"),
    ],
)
def test_a_word_that_is_not_known_comes_with_the_one_that_was_meant(
    query: dict[str, list[str]], meant: str, gazetteer: Gazetteer
) -> None:
    _, notices = read_link(query, gazetteer)
    assert f"Did you mean {meant}?" in notices[0]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"date": ["1790-01-01"]}, False),
        ({"date": ["1790-01-01"], "from": ["1780-01-01"], "to": ["1791-01-01"]}, False),
        ({"date": ["1790-01-01"], "v": ["0a1b2c3d"]}, True),
        ({"date": ["2005-06-01"], "v": ["0a1b2c3d"]}, True),
        ({"date": ["2005-06-01"], "v": ["0.9.0"]}, False),
        ({"date": ["2005-06-01"]}, False),
    ],
)
def test_only_a_link_to_an_uploaded_file_says_that_it_must_be_opened_again(
    gazetteer: Gazetteer, query: dict[str, list[str]], said: bool
) -> None:
    _, notices = read_link(query, gazetteer)
    assert sum("open it again under Your data" in notice for notice in notices) == said


def test_a_link_is_read_whatever_its_case_and_whatever_was_added_on_its_way(
    gazetteer: Gazetteer,
) -> None:
    query = {
        "country": ("kyrgyzstan", ""),
        "base": ("Manas",),
        "date": ("",),
        "utm_source": ("mail",),
        "fbclid": ("x",),
    }
    selection, notices = read_link(query, gazetteer)
    assert notices == ()
    assert selection.countries == ("Kyrgyzstan",)
    assert selection.base == "manas"
    assert selection.date == gazetteer.opening

from datetime import date

import pytest

from geo.gazetteer import Gazetteer, load
from geo.selection import Selection, from_query
from geo.view import Count, look


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def test_a_count_without_doubt_is_one_number() -> None:
    assert str(Count(9, 9)) == "9"
    assert str(Count(9, 11)) == "9 to 11"


def test_a_base_with_two_operators_counts_once_in_all_and_once_for_each(
    gazetteer: Gazetteer,
) -> None:
    view = look(gazetteer, Selection(date(2005, 6, 1), text="manas"))
    assert str(view.held) == "1"
    assert {name: str(c) for name, c in view.by_operator.items()} == {
        "United States": "1",
        "Coalition partners": "1",
    }


def test_proposed_reported_and_reference_bases_are_never_counted(gazetteer: Gazetteer) -> None:
    view = look(gazetteer, Selection(date(2009, 10, 1)))
    assert {"osh", "bagram", "ayni"} <= set(view.present["base_id"])
    assert "India" not in view.by_operator
    only = look(gazetteer, Selection(date(2009, 10, 1), countries=("Afghanistan",)))
    assert str(only.held) == "0"


def test_search_ignores_case_and_diacritics_in_every_script(gazetteer: Gazetteer) -> None:
    for text, bases in [
        ("КАНТ", {"kant"}),
        ("кургонтеппа", {"bokhtar-201", "kurgan-tyube-airport"}),
        ("qarshi", {"karshi-khanabad"}),
    ]:
        found = gazetteer.periods[Selection(gazetteer.opening, text=text).matches(gazetteer)]
        assert set(found["base_id"]) == bases


def test_a_selection_survives_the_way_through_a_link(gazetteer: Gazetteer) -> None:
    selection = Selection(
        date(2005, 6, 1),
        window=(date(2004, 1, 1), date(2006, 1, 1)),
        countries=("Kyrgyzstan",),
        operators=("Russia", "United States"),
        statuses=("active",),
        kinds=("air base",),
        text="кант",
        base="kant",
        other=date(2014, 7, 1),
    )
    assert from_query(selection.to_query(), gazetteer) == (selection, ())


@pytest.mark.parametrize(
    "query",
    [
        {"date": ["yesterday"]},
        {"date": ["1066-10-14"]},
        {"country": ["Atlantis"]},
        {"operator": ["<script>"]},
        {"base": ["nowhere"]},
        {"from": ["2005-01-01"]},
        {"nonsense": ["1"]},
    ],
)
def test_nonsense_in_a_link_becomes_one_sentence(
    gazetteer: Gazetteer, query: dict[str, list[str]]
) -> None:
    selection, notices = from_query(query, gazetteer)
    assert len(notices) == 1
    assert notices[0].endswith((".", "shown."))
    assert gazetteer.first <= selection.date <= gazetteer.last


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"date": ["1790-01-01"]}, True),
        ({"date": ["1790-01-01"], "from": ["1780-01-01"], "to": ["1791-01-01"]}, True),
        ({"date": ["1790-01-01"], "v": ["0a1b2c3d"]}, True),
        ({"date": ["2005-06-01"], "v": ["0a1b2c3d"]}, True),
        ({"date": ["2005-06-01"], "v": ["0.9.0"]}, False),
        ({"date": ["2005-06-01"]}, False),
    ],
)
def test_a_link_to_data_of_ones_own_says_once_that_the_file_must_be_opened_again(
    gazetteer: Gazetteer, query: dict[str, list[str]], told: bool
) -> None:
    _, notices = from_query(query, gazetteer)
    assert sum("open it again under Your data" in notice for notice in notices) == told


def test_a_selection_says_itself_in_words() -> None:
    selection = Selection(date(2005, 6, 1), countries=("Kyrgyzstan",), text="kant")
    assert selection.describe() == "1 June 2005 · Kyrgyzstan · “kant”"


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
    selection, notices = from_query(query, gazetteer)
    assert notices == ()
    assert selection.countries == ("Kyrgyzstan",)
    assert selection.base == "manas"
    assert selection.date == gazetteer.opening

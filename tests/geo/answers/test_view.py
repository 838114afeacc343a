from datetime import date

import pytest

from geo.answers.selection import Selection
from geo.answers.view import Count, look
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer


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


def test_a_selection_says_itself_in_words() -> None:
    selection = Selection(date(2005, 6, 1), countries=("Kyrgyzstan",), text="kant")
    assert selection.describe() == "1 June 2005 · Kyrgyzstan · “kant”"

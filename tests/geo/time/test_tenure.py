import pandas as pd
import pytest

from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.time.presence import with_bounds
from geo.time.tenure import with_tenures


def tenures(*rows: tuple[str, str, str, str]) -> list[tuple[str, str]]:
    """Return since and until of periods of one base: operator, status, start, end."""
    columns = ["operator", "status", "start", "end"]
    table = pd.DataFrame(rows, columns=columns, dtype=str).assign(base_id="base")
    found = with_tenures(with_bounds(table))
    return list(zip(found["since"], found["until"], strict=True))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def test_periods_that_follow_each_other_are_one_tenure() -> None:
    whole = ("2001-10", "2005-11-21")
    assert tenures(
        ("A", "closing", "2005-07-29", "2005-11-21"), ("A", "active", "2001-10", "2005-07-29")
    ) == [whole, whole]


def test_a_day_between_two_periods_makes_two_tenures() -> None:
    assert tenures(
        ("A", "active", "2001-01-01", "2001-01-10"), ("A", "active", "2001-01-12", "..")
    ) == [("2001-01-01", "2001-01-10"), ("2001-01-12", "..")]


def test_another_operator_has_a_tenure_of_its_own() -> None:
    assert tenures(("A", "active", "2001", "2009"), ("B", "active", "2002", "..")) == [
        ("2001", "2009"),
        ("2002", ".."),
    ]


def test_a_report_is_no_part_of_what_was_held() -> None:
    assert tenures(("A", "reported", "2007", "2015-10"), ("A", "active", "2015-10", "..")) == [
        ("2007", "2015-10"),
        ("2015-10", ".."),
    ]


def test_a_period_inside_another_does_not_end_it() -> None:
    whole = ("2001", "2010")
    assert (
        tenures(
            ("A", "active", "2001", "2010"),
            ("A", "active", "2003", "2004"),
            ("A", "active", "2005", "2006"),
        )
        == [whole] * 3
    )


def test_our_bases_are_told_from_their_first_day_to_their_last(gazetteer: Gazetteer) -> None:
    periods = gazetteer.periods.set_index("period_id")
    told = periods.loc["karshi-khanabad-us-2001"]
    assert (told["since"], told["until"]) == ("2001-10-05~", "2005-11-21")
    assert set(periods.loc[periods.index.str.startswith("manas-us"), "until"]) == {"2014-06-03"}
    assert set(periods.loc[periods.index.str.startswith("okno-"), "until"]) == {".."}


def test_an_empty_table_has_no_tenures() -> None:
    assert tenures() == []

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import dates
from geo.errors import DateError


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2005-11-21", "2005-11-21", "2005-11-21"),
        ("2001-10", "2001-10-01", "2001-10-31"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2002", "2002-01-01", "2002-12-31"),
        ("2002~", "2001-01-01", "2003-12-31"),
        ("2016?", "2015-01-01", "2017-12-31"),
        ("2009%", "2007-01-01", "2011-12-31"),
        ("2001-12~", "2001-11-01", "2002-01-31"),
        ("2001-01~", "2000-12-01", "2001-02-28"),
        ("2015-12-15~", "2015-12-14", "2015-12-16"),
        ("2015-01-01%", "2014-12-30", "2015-01-03"),
        ("1780", "1780-01-01", "1780-12-31"),
    ],
)
def test_a_date_with_doubt_spans_the_days_it_may_mean(
    text: str, earliest: str, latest: str
) -> None:
    low, high = dates.bounds(text)
    assert (str(dates.from_day(low)), str(dates.from_day(high))) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["", "..", "21.11.2005", "2005-13", "2005-02-30", "205", "2005-1-1", "x", "2005/2006"]
)
def test_a_text_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        dates.bounds(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_plain_day_is_that_day_and_survives_the_way_back(day: date) -> None:
    number = dates.to_day(day)
    assert dates.bounds(day.isoformat()) == (number, number)
    assert dates.from_day(number) == day


@given(st.lists(st.sampled_from(["2005-11-21", "2001-10", "2002~", "1999?", "2021-07-19"])))
def test_many_dates_at_once_are_each_date_alone(texts: list[str]) -> None:
    low, high = dates.bounds_of(texts)
    assert list(zip(low, high, strict=True)) == [dates.bounds(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2005-11-21", "21 November 2005"),
        ("2001-10", "October 2001"),
        ("2002", "2002"),
        ("2002~", "about 2002"),
        ("2016?", "perhaps 2016"),
        ("2009%", "perhaps about 2009"),
        ("", "unknown"),
        ("..", "before records began"),
    ],
)
def test_a_date_is_said_as_known_and_never_more_exactly(text: str, words: str) -> None:
    assert dates.in_words(text) == words


def test_an_open_end_is_said_to_be_still_there() -> None:
    assert dates.in_words("..", end=True) == "still there"

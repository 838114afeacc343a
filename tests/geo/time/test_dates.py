import csv
import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DateError
from geo.time import dates
from geo.time.calendar import FURTHEST_YEAR, DistantDay, day_number
from tools import edtf_table

# One table for Python and for the scripts of the map: tests/scripts/rule_test.js.
DAY_CASES = Path(__file__).parents[1] / "day_cases.json"
EDTF_JS = Path(__file__).parent / "edtf_bounds.csv"
MARKED = re.compile(r"[?~%]")
# Where edtf.js and edtf for Python mean something else; docs/formats.md gives the reasons.
SIGNIFICANT = re.compile(r"\d+S\d")
ENDS_IN_A_RANGE = re.compile(r"\[.*\d\.\.\d+\]")
SEASON_OR_THIRD = re.compile(r"\d{4}-(2[1-9]|3[0-278])")
WINTER = re.compile(r"\d{4}-(24|28|30)")


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
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2001-24", "2001-01-01", "2002-02-28"),
        ("2001-29", "2001-09-01", "2001-11-30"),
        ("2001-35", "2001-07-01", "2001-09-30"),
        ("2020-39", "2020-09-01", "2020-12-31"),
        ("2001-40", "2001-01-01", "2001-06-30"),
        ("2001-34~", "2001-01-01", "2001-09-30"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("199X~", "1980-01-01", "2009-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-04-XX?", "1985-03-01", "1985-05-31"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("156X-12-25", "1560-12-25", "1569-12-25"),
        ("1984-1X", "1984-10-01", "1984-12-31"),
        ("190X-02-29", "1904-02-29", "1908-02-29"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("2004-06~-11", "2004-05-11", "2004-07-11"),
        ("?2004-06-11", "2003-06-11", "2005-06-11"),
        ("2004-06-%11", "2004-06-09", "2004-06-13"),
        ("~2004-06-?11", "2003-06-10", "2005-06-12"),
        ("2010-05-06/2010-05-20", "2010-05-06", "2010-05-20"),
        ("2004-06-XX/2004-07~", "2004-06-01", "2004-08-31"),
        ("[1667, 1668, 1670..1672]", "1667-01-01", "1672-12-31"),
        ("1985-04-12T23:20:30-04:00", "1985-04-12", "1985-04-12"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("0001-01-01~", "0000-12-31", "0001-01-02"),
        ("-004X", "-0049-01-01", "-0040-12-31"),
        ("Y-17000", "-17000-01-01", "-17000-12-31"),
        ("Y12E3", "+12000-01-01", "+12000-12-31"),
        ("9999-12-31~", "9999-12-30", "+10000-01-01"),
    ],
)
def test_a_date_with_doubt_spans_the_days_it_may_mean(
    text: str, earliest: str, latest: str
) -> None:
    low, high = dates.bounds(text)
    assert (str(dates.from_day(low)), str(dates.from_day(high))) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("../1985", None, "1985-12-31"),
        ("/1985-06", None, "1985-06-30"),
        ("1985/..", "1985-01-01", None),
        ("1985~/", "1984-01-01", None),
        ("[..1760-12-03]", None, "1760-12-03"),
        ("[1760-12..]", "1760-12-01", None),
        ("../..", None, None),
        ("/", None, None),
    ],
)
def test_an_edge_that_is_open_or_unknown_has_no_bound_on_that_side(
    text: str, earliest: str | None, latest: str | None
) -> None:
    assert dates.iso_bounds(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "2001-20",
        "2001-42",
        "2001-21-05",
        "2001-21-XX",
        "1984-02-3X",
        "1900-02-29",
        "19X1-02-29",
        "-0000",
        "2010/2005",
        "2010/2011/2012",
        "1985-04S2",
        "Y0123",
        f"Y{FURTHEST_YEAR + 1}",
        f"Y{FURTHEST_YEAR}~",
        "Y99999999999999",
        "Y9E99999999",
        "[]",
        "[1985,]",
        "[1985",
        "{1667,1668}",
        "2004~~",
        "1985-04-12T25",
    ],
)
def test_what_edtf_does_not_know_or_no_edge_can_mean_is_refused(text: str) -> None:
    with pytest.raises(DateError, match=re.escape(repr(text))):
        dates.bounds(text)


def test_dates_that_are_all_meant_are_refused_with_what_to_write_instead() -> None:
    with pytest.raises(DateError, match="in square brackets it is one of them"):
        dates.bounds("{1667,1668}")


@pytest.mark.parametrize(
    "text", ["", "..", "21.11.2005", "2005-13", "2005-02-30", "205", "2005-1-1", "x"]
)
def test_a_text_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        dates.bounds(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_plain_day_is_that_day_and_survives_the_way_back(day: date) -> None:
    number = dates.to_day(day)
    assert dates.bounds(day.isoformat()) == (number, number)
    assert dates.from_day(number) == day


@given(st.integers(-(10**8), 10**8))
def test_days_of_any_year_follow_each_other_and_are_written_and_read_alike(day: int) -> None:
    when = dates.from_day(day)
    assert dates.to_day(when) == day
    assert dates.parse_day(when.isoformat()) == when
    assert when < dates.from_day(day + 1)
    assert dates.from_day(day + 1) > when
    # The calendar repeats itself every 400 years.
    later = dates.from_day(day + 146_097)
    assert (later.year, later.month, later.day) == (when.year + 400, when.month, when.day)


def test_days_of_any_year_are_written_and_said_as_in_the_scripts_of_the_map() -> None:
    for case in json.loads(DAY_CASES.read_text(encoding="utf-8")):
        day = dates.from_day(case["day"])
        assert (day.isoformat(), dates.day_in_words(day)) == (case["iso"], case["words"])
        assert dates.parse_day(case["iso"]) == day


def test_the_days_beyond_the_calendar_of_python_join_it_without_a_gap() -> None:
    assert dates.from_day(dates.to_day(date.min) - 1) == DistantDay(0, 12, 31)
    assert dates.from_day(dates.to_day(date.max) + 1) == DistantDay(10_000, 1, 1)
    assert DistantDay(0, 12, 31) < date.min < date.max < DistantDay(10_000, 1, 1)


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
        ("..", "before records begin"),
        ("2001-21", "spring 2001"),
        ("2001-24~", "about winter 2001"),
        ("2001-26", "summer 2001 in the north"),
        ("2001-30", "summer 2001 in the south"),
        ("2001-36", "last quarter of 2001"),
        ("2020-39", "last third of 2020"),
        ("2001-40", "first half of 2001"),
        ("199X", "the 1990s"),
        ("199X?", "perhaps the 1990s"),
        ("19XX", "some year from 1900 to 1999"),
        ("XXXX", "an unknown year"),
        ("2004-XX", "2004, month unknown"),
        ("1985-04-XX", "April 1985, day unknown"),
        ("1985-XX-XX", "1985, day and month unknown"),
        ("156X-12-25", "some time between 25 December 1560 and 25 December 1569"),
        ("1950S2", "1950 (some year from 1900 to 1999)"),
        ("2004-06~-11", "11 June 2004 (year and month approximate)"),
        ("?2004-06-11", "11 June 2004 (year uncertain)"),
        ("~2004-06-?11", "11 June 2004 (year approximate, day uncertain)"),
        ("?2004", "perhaps 2004"),
        ("2010-05-06/2010-05-20", "some time between 6 May 2010 and 20 May 2010"),
        ("../1985", "1985 or earlier"),
        ("1985/", "1985 or later"),
        ("../..", "unknown"),
        ("[1667, 1668, 1670..1672]", "1667, 1668 or 1670 to 1672"),
        ("[..1760-12-03]", "3 December 1760 or earlier"),
        ("-0043", "44 BC"),
        ("-0043-03-15~", "about 15 March 44 BC"),
        ("0000", "1 BC"),
        ("0097", "97"),
        ("Y-17000", "17001 BC"),
        ("Y12000", "12000"),
    ],
)
def test_a_date_is_said_as_known_and_never_more_exactly(text: str, words: str) -> None:
    assert dates.in_words(text) == words


def test_an_open_end_is_said_to_be_still_there() -> None:
    assert dates.in_words("..", end=True) == "still there"


def test_whatever_has_bounds_is_said_in_words() -> None:
    for text in edtf_table.texts(of_each=60):
        if not dates.is_date(text):
            continue
        said = dates.in_words(text)
        assert said != text or re.fullmatch(r"[1-9]\d{3}", text), text
        assert not re.search(r"[?~%/\[\]]|\dX|X\d|XX|\d-|-\d|\dS\d", said), (text, said)


def by_edtf_js() -> Iterator[tuple[str, tuple[int, int] | None]]:
    """The texts of the table, with the bounds of edtf.js or None where it refuses them."""
    with EDTF_JS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            low, high = row["earliest"], row["latest"]
            refused = low == "refused"
            bounds = (
                (int(low or dates.OPEN_PAST), int(high or dates.OPEN_FUTURE))
                if not refused
                else None
            )
            yield row["text"], bounds


def ours(text: str) -> tuple[int, int] | None:
    try:
        return dates.bounds(text)
    except DateError:
        return None


def test_the_table_of_edtf_js_holds_the_texts_that_its_tool_makes() -> None:
    assert [text for text, _ in by_edtf_js()] == edtf_table.texts()


def test_bounds_agree_with_edtf_js() -> None:
    compared = 0
    for text, theirs in by_edtf_js():
        found = ours(text)
        if SEASON_OR_THIRD.match(text):
            assert found is not None
            continue
        compared += 1
        if MARKED.search(text) or SIGNIFICANT.fullmatch(text) or ENDS_IN_A_RANGE.fullmatch(text):
            assert (found is None) == (theirs is None), text
            assert not found or not theirs or (found[0] <= theirs[0] and theirs[1] <= found[1]), (
                text
            )
        else:
            assert found == theirs, text
    assert compared > 3000


def by_edtf_for_python(text: str) -> tuple[int, int] | None:
    """The bounds of edtf for Python; None where it refuses the text or breaks on it."""
    try:
        date = parse_edtf(text)
        low, high = date.lower_strict(), date.upper_strict()
        return day_number(*tuple(low)[:3]), day_number(*tuple(high)[:3])
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        return None


@pytest.mark.slow
def test_bounds_agree_with_edtf_for_python() -> None:
    texts = [text for text, _ in by_edtf_js()]
    # It takes milliseconds for each.
    asked = random.Random(4).sample(texts, 400)
    read = {text: theirs for text in asked if (theirs := by_edtf_for_python(text))}
    assert len(read) > 300
    for text, theirs in read.items():
        found = ours(text)
        assert found is not None, text
        wider = MARKED.search(text) or SIGNIFICANT.fullmatch(text) or WINTER.match(text)
        if wider or text.startswith("/") or text.endswith("/"):
            assert found[0] <= theirs[0] <= theirs[1] <= found[1], text
        else:
            assert found == theirs, text


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 1, 1)), st.sampled_from("?~%"))
def test_a_mark_of_doubt_widens_by_one_unit_and_both_marks_by_two(day: date, mark: str) -> None:
    low, high = dates.bounds(day.isoformat() + mark)
    units = timedelta(days=2 if mark == "%" else 1)
    assert (dates.from_day(low), dates.from_day(high)) == (day - units, day + units)

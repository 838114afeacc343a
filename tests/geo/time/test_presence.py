import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.time import dates, presence
from geo.time.presence import BOUND_COLUMNS, Presence

CASES = json.loads((Path(__file__).parents[1] / "presence_cases.json").read_text())


def bounded(*rows: list[int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(BOUND_COLUMNS), dtype="int64")


def periods(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return presence.with_bounds(pd.DataFrame(rows, columns=["base_id", "start", "end"]))


def on(table: pd.DataFrame, day: str) -> list[int]:
    return presence.as_of(table, dates.bounds(day)[0]).tolist()


@pytest.mark.parametrize("case", CASES["as_of"], ids=lambda case: case["name"])
def test_the_rule_on_a_day(case: dict[str, Any]) -> None:
    found = presence.as_of(bounded(case["bounds"]), case["day"])
    assert Presence(found[0]).name.lower() == case["presence"]


@pytest.mark.parametrize("case", CASES["between"], ids=lambda case: case["name"])
def test_the_rule_in_a_window(case: dict[str, Any]) -> None:
    found = presence.between(bounded(case["bounds"]), case["first"], case["last"])
    assert Presence(found[0]).name.lower() == case["presence"]


def test_the_last_day_is_inclusive() -> None:
    table = periods(("k2", "2001-10-05", "2005-11-21"))
    assert on(table, "2005-11-21") == [Presence.CERTAIN]
    assert on(table, "2005-11-22") == [Presence.ABSENT]


def test_on_the_day_of_a_hand_over_the_new_period_counts() -> None:
    table = periods(("k2", "2001-10-05", "2005-07-29"), ("k2", "2005-07-29", "2005-11-21"))
    assert on(table, "2005-07-28") == [Presence.CERTAIN, Presence.ABSENT]
    assert on(table, "2005-07-29") == [Presence.ABSENT, Presence.CERTAIN]


def test_a_hand_over_at_another_base_changes_nothing() -> None:
    table = periods(("k2", "2001-10-05", "2005-07-29"), ("manas", "2005-07-29", "2014-06-03"))
    assert on(table, "2005-07-29") == [Presence.CERTAIN, Presence.CERTAIN]


@pytest.mark.parametrize(
    ("start", "end", "day", "presence"),
    [
        ("../1985", "1990", "1986-01-01", Presence.CERTAIN),
        ("../1985", "1990", "1985-06-01", Presence.POSSIBLE),
        ("../1985", "1990", "0001-01-01", Presence.POSSIBLE),
        ("1985/..", "1990", "1988-01-01", Presence.POSSIBLE),
        ("1985/..", "1990", "1984-12-31", Presence.ABSENT),
        ("1985/", "..", "2020-01-01", Presence.POSSIBLE),
        ("1980", "1985/..", "1984-01-01", Presence.CERTAIN),
        ("1980", "1985/..", "2020-01-01", Presence.POSSIBLE),
        ("1980", "/1985", "1984-01-01", Presence.POSSIBLE),
        ("1980", "/1985", "1986-01-01", Presence.ABSENT),
        ("1980/1990", "/1985", "1990-12-31", Presence.ABSENT),
        ("1980", "2010-05-06/2010-05-20", "2010-05-05", Presence.CERTAIN),
        ("1980", "2010-05-06/2010-05-20", "2010-05-20", Presence.POSSIBLE),
        ("1980", "2010-05-06/2010-05-20", "2010-05-21", Presence.ABSENT),
        ("-0043-03-15", "0014", "-0042-01-01", Presence.CERTAIN),
    ],
)
def test_an_edge_that_is_an_interval_is_doubt_about_that_edge(
    start: str, end: str, day: str, presence: Presence
) -> None:
    assert on(periods(("x", start, end)), day) == [presence]


def test_a_period_of_one_day_is_there_on_it() -> None:
    assert on(periods(("x", "2005-07-29", "2005-07-29")), "2005-07-29") == [Presence.CERTAIN]


def test_open_and_unknown_ends_are_not_mixed_up() -> None:
    table = periods(("a", "2001", ".."), ("b", "2001", ""))
    assert on(table, "2020-01-01") == [Presence.CERTAIN, Presence.POSSIBLE]


def test_an_unknown_start_leaves_doubt_until_the_end() -> None:
    table = periods(("a", "", "2003-08-13"))
    assert on(table, "1950-01-01") == [Presence.POSSIBLE]
    assert on(table, "2003-08-13") == [Presence.CERTAIN]


def test_nothing_known_of_either_edge_is_possible_always() -> None:
    assert on(periods(("a", "", "")), "2010-01-01") == [Presence.POSSIBLE]


days = st.integers(-2000, 2000)


@st.composite
def some_bounds(draw: st.DrawFn) -> list[int]:
    start = sorted([draw(days), draw(days)])
    end = sorted([draw(days), draw(days)])
    if end[1] < start[0]:
        start, end = end, start
    return [*start, *end]


@given(some_bounds(), days, days)
def test_a_window_is_the_union_of_its_days(bounds: list[int], one: int, other: int) -> None:
    first, last = min(one, other), min(max(one, other), min(one, other) + 60)
    table = bounded(bounds)
    best = max(presence.as_of(table, day)[0] for day in range(first, last + 1))
    assert presence.between(table, first, last)[0] == best


@given(some_bounds(), days)
def test_a_window_of_one_day_is_that_day(bounds: list[int], day: int) -> None:
    table = bounded(bounds)
    assert presence.between(table, day, day)[0] == presence.as_of(table, day)[0]


@given(some_bounds())
def test_certain_days_lie_within_possible_days_without_gaps(bounds: list[int]) -> None:
    table = bounded(bounds)
    codes = np.array([presence.as_of(table, day)[0] for day in range(-2010, 2011, 7)])
    for level in (Presence.POSSIBLE, Presence.CERTAIN):
        there = np.flatnonzero(codes >= level)
        assert len(there) == 0 or len(there) == there[-1] - there[0] + 1

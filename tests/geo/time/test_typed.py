import json
from pathlib import Path
from typing import Any

import pytest

from geo.time.dates import parse_day
from geo.time.typed import TypedDate, read_typed, understood

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("typed_date_cases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_a_date_is_read_as_people_type_it(case: dict[str, Any]) -> None:
    expected = None
    if case["first"] is not None:
        other = case.get("other")
        edges = parse_day(case["first"]), parse_day(case["last"])
        expected = TypedDate(*edges, parse_day(other) if other else None)
    assert read_typed(case["text"]) == expected


def test_a_date_that_could_mean_two_says_which_it_was_taken_for() -> None:
    typed = read_typed("06/01/2005")
    assert typed is not None
    assert understood(typed) == "1 June 2005, not 6 January 2005"


def test_a_year_that_ends_a_window_is_its_last_day() -> None:
    typed = read_typed("2005")
    assert typed is not None
    assert understood(typed, end=True) == "31 December 2005"

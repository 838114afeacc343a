"""The register of the page: the cases that register.js answers too, and what it refuses."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.register import NOBODY, Entry, Message, Register, opened, read_message

CASES = json.loads((Path(__file__).parents[1] / "register_cases.json").read_text(encoding="utf-8"))


def fields(raw: dict[str, list[object]]) -> dict[str, Entry]:
    return {name: Entry(*entry) for name, entry in raw.items()}


@pytest.mark.parametrize("case", CASES["newer"], ids=lambda case: case["name"])
def test_versions_are_compared_as_in_the_table_of_cases(case: dict) -> None:
    other = Entry({}, *case["other"]) if case["other"] else None
    assert Entry({}, *case["one"]).is_newer(other) == case["newer"]


@pytest.mark.parametrize("case", CASES["hear"], ids=lambda case: case["name"])
def test_what_is_heard_is_taken_field_by_field(case: dict) -> None:
    page = Register("hub:a", fields(case["fields"]))
    heard = page.hear(Message("hub:a", fields(case["heard"]), frozenset()))
    assert heard.fields == fields(case["after"])


@pytest.mark.parametrize("case", CASES["change"], ids=lambda case: case["name"])
def test_changes_are_numbered(case: dict) -> None:
    before = fields(case["fields"])
    page = Register(case["who"], before, max(entry.n for entry in before.values()))
    assert page.change(case["changed"]).fields == fields(case["after"])


def test_a_page_reads_its_address_as_older_than_any_change() -> None:
    page = opened("hub:a", {"base": {"base": ["kant"]}})
    assert page.fields == {"base": Entry({"base": ["kant"]}, 0, NOBODY)}


def test_back_on_a_page_that_has_just_begun_wins_over_what_it_could_not_know() -> None:
    page = opened("hub:b", {"time": {"date": ["2014-07-01"]}}).change({"time": {"date": ["2005"]}})
    known = {"time": Entry({"date": ["2010"]}, 57, "map:a")}
    heard = page.hear(Message("hub:b", known, frozenset({"time"})))
    assert heard.fields["time"] == Entry({"date": ["2005"]}, 58, "hub:b")


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "time",
        {},
        {"fields": []},
        {"fields": {"time": None}},
        {"fields": {"time": [{"date": ["2005-06-01"]}, "²", "map:a"]}},
        {"fields": {"time": [{"date": ["2005-06-01"]}, True, "map:a"]}},
        {"fields": {"time": [{"date": ["2005-06-01"]}, -1, "map:a"]}},
        {"fields": {"time": [{"date": ["2005-06-01"]}, 1e300, "map:a"]}},
        {"fields": {"time": [{"date": "2005-06-01"}, 1, "map:a"]}},
        {"fields": {"time": [{"date": [2005]}, 1, "map:a"]}},
        {"fields": {"base": [{"base": [[]]}, 1, "map:a"]}},
        {"fields": {"time": [{"date": ["2005-06-01"]}, 1, "a" * 41]}},
        {"fields": {"time": [{"date": ["2005-06-01"]}, 1]}},
    ],
)
def test_nonsense_changes_nothing(said: object) -> None:
    message = read_message(said)
    page = opened("hub:a", {"time": {"date": ["2005-06-01"]}})
    assert message is None or page.hear(message) == page


def test_one_field_that_is_malformed_takes_no_other_with_it() -> None:
    message = read_message({"fields": {"time": 5, "base": [{"base": ["kant"]}, 1, "map:a"]}})
    assert message is not None
    assert list(message.fields) == ["base"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["fields", "page", "before", "time", "date"]), inner)
    ),
)


@given(anything)
def test_whatever_is_said_is_read_without_an_error(said: object) -> None:
    message = read_message(said)
    if message is not None:
        opened("hub:a", {}).hear(message)

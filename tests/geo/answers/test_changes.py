from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answers import changes
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.time import dates, presence

GAZETTEER = load()
FIRST, LAST = dates.to_day(GAZETTEER.first), dates.to_day(GAZETTEER.last)
days = st.integers(FIRST, LAST)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return GAZETTEER


def compared(gazetteer: Gazetteer, *days: date) -> list[changes.Difference]:
    before, after = (look(gazetteer, Selection(day)) for day in days)
    return changes.compare(before, after)


def test_between_june_2005_and_july_2014_three_closed_and_one_kept_its_place(
    gazetteer: Gazetteer,
) -> None:
    found = compared(gazetteer, date(2005, 6, 1), date(2014, 7, 1))
    by_name = {difference.base_id: difference for difference in found}
    assert by_name["karshi-khanabad"].what == changes.CLOSED
    assert by_name["manas"].what == changes.CLOSED
    assert by_name["kant"].what == changes.UNCHANGED
    assert by_name["termez"].before == "Germany"
    assert "osh" not in by_name


def test_a_change_of_status_is_told_apart_from_a_closing(gazetteer: Gazetteer) -> None:
    found = compared(gazetteer, date(2005, 6, 1), date(2005, 8, 1))
    changed = [difference for difference in found if difference.what == changes.CHANGED]
    assert [(d.base_id, d.after) for d in changed] == [
        ("karshi-khanabad", "United States (closing)")
    ]


def test_doubt_on_one_side_is_reported_as_possible(gazetteer: Gazetteer) -> None:
    found = compared(gazetteer, date(2001, 9, 1), date(2001, 12, 15))
    assert next(d for d in found if d.base_id == "manas").what == changes.DOUBTFUL


def test_doubt_on_both_sides_is_never_told_as_unchanged(gazetteer: Gazetteer) -> None:
    found = compared(gazetteer, date(2001, 9, 10), date(2002, 6, 1))
    assert next(d for d in found if d.base_id == "lyaur").what == changes.DOUBTFUL


def test_the_sentence_counts_and_names(gazetteer: Gazetteer) -> None:
    days = date(2005, 11, 21), date(2005, 11, 22)
    found = compared(gazetteer, *days)
    assert changes.sentence(found, *days) == (
        "Between 21 November 2005 and 22 November 2005: "
        "1 closed (Karshi-Khanabad (K2)); 18 unchanged."
    )


@settings(max_examples=60)
@given(days, days)
def test_stepping_through_all_changes_between_two_dates_gives_the_second_answer(
    one: int, other: int
) -> None:
    first, last = min(one, other), max(one, other)
    periods = GAZETTEER.periods
    state = presence.as_of(periods, first)
    for day in changes.change_days(periods):
        if first < day <= last:
            step = presence.as_of(periods, day) - presence.as_of(periods, day - 1)
            state = state + step
    assert (state == presence.as_of(periods, last)).all()


def test_all_changes_from_the_first_day_reach_the_last() -> None:
    periods = GAZETTEER.periods
    state = presence.as_of(periods, FIRST).astype(int)
    for day in changes.change_days(periods):
        if FIRST < day <= LAST:
            state += presence.as_of(periods, day).astype(int) - presence.as_of(periods, day - 1)
    assert (state == presence.as_of(periods, LAST)).all()


@settings(max_examples=60)
@given(days)
def test_nothing_changes_on_a_day_that_is_not_listed(day: int) -> None:
    periods = GAZETTEER.periods
    if day not in set(changes.change_days(periods)):
        assert (presence.as_of(periods, day) == presence.as_of(periods, day - 1)).all()


def test_what_was_only_reported_or_is_not_counted_is_compared_apart() -> None:
    gazetteer = load()
    sides = [look(gazetteer, Selection(day)) for day in (date(2005, 6, 1), date(2014, 7, 1))]
    by_base = {
        among: {d.base_id: d for d in changes.compare(*sides, among=among)}
        for among in (changes.COUNTED, changes.RUMOURED, changes.ORIENTATION)
    }
    assert by_base[changes.COUNTED]["manas"].when == "until 3 June 2014"
    assert by_base[changes.RUMOURED]["farkhor"].word == "closed"
    assert by_base[changes.RUMOURED]["issyk-kul-seismic"].when == "since about September 2010"
    assert by_base[changes.ORIENTATION]["kunduz"].word == "closed"
    assert "kunduz" not in by_base[changes.COUNTED]


def test_the_map_has_one_word_a_base_and_a_change_counts_before_none() -> None:
    held = [changes.Difference("a", "A", "X", changes.UNCHANGED, "R", "R")]
    rumours = [changes.Difference("a", "A", "X", changes.OPENED, "nothing", "I (reported)")]
    assert changes.words_by_base(held, rumours) == {"a": "opened"}
    assert changes.words_by_base(held) == {"a": "unchanged"}

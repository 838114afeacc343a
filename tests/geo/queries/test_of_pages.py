"""The data of a page are what the page shows, whatever its address bar holds."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.answers import changes, distances, events
from geo.answers.link import write_link
from geo.answers.selection import MAPS, ORDERS, TARGETS, Selection
from geo.answers.statements import verdicts
from geo.answers.view import View, look
from geo.gazetteer.load import load
from geo.queries.ask import answer
from geo.queries.of_pages import NARROWING, OF_PAGES, question_of_page
from geo.queries.parameters import QueryError
from ui.panels import bases_table, distances_panel, period_chart

OURS = load()
DAYS = st.dates(OURS.first, OURS.last)
BASES = st.sampled_from(sorted(OURS.bases.index))
COUNTRIES = sorted(OURS.bases["country"].unique())


def some(words: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), max_size=2, unique=True).map(tuple)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Whatever an address bar may hold, of all pages at once."""
    window = draw(st.none() | st.tuples(DAYS, DAYS))
    return Selection(
        draw(DAYS),
        window=(min(window), max(window)) if window else None,
        other=draw(st.none() | DAYS),
        countries=draw(some(COUNTRIES)),
        text=draw(st.sampled_from(["", "kant", "база"])),
        base=draw(st.none() | BASES),
        order=draw(st.sampled_from(ORDERS)),
        maps=draw(st.sampled_from(MAPS)),
        event_kinds=draw(some(sorted(OURS.events["kind"].unique()))),
        event_bases=draw(some(sorted(OURS.bases.index))),
        starts=draw(st.none() | some(["kant", "ayni"])),
        target=draw(st.sampled_from(TARGETS)),
        # More would be too many to be measured from all bases at once.
        borders=draw(st.none() | st.just(()) | st.just(("China",))),
        cities=draw(st.none() | some(["kabul", "tashkent"])),
        rings=draw(some(["100", "350"])),
        sight=draw(st.none() | st.just((40.0, 70.0, 5.0))),
        closed=draw(st.sampled_from([None, True, False])),
    )


def lanes(view: View) -> int:
    bars = period_chart._bars(view, view.periods)
    return len(period_chart._lanes(bars, period_chart._bases_in_order(view, "country")))


def compared(view: View) -> int:
    days = changes.two_dates(view.selection, OURS)
    sides = [look(OURS, replace(view.selection, date=day, window=None)) for day in days]
    return sum(len(changes.compare(*sides, among=among)) for among in changes.AMONG)


def listed(view: View) -> int:
    selection = view.selection
    return len(events.listed(OURS.events, selection.event_kinds, selection.event_bases))


def measured(view: View) -> int:
    if view.present.empty:
        return 0
    targets = distances.targets(view)
    return len(distances_panel._table(view, distances.starts(view), targets)[0])


SHOWN: dict[str, Any] = {
    "map": lambda view: bases_table._readable(view.present).num_rows,
    "bases": lanes,
    "compare": compared,
    "events": listed,
    "distances": measured,
    "article": lambda _: len(verdicts(OURS)),
    "download": lambda view: len(view.present),
}


@pytest.mark.parametrize("stem", OF_PAGES)
@settings(max_examples=15)
@given(selections())
def test_the_data_of_a_page_are_what_it_shows(stem: str, selection: Selection) -> None:
    query = {**write_link(selection), "utm_source": ["mail"], "fbclid": ["x"], "embed": ["true"]}
    resource, asked = question_of_page(stem, query, OURS)
    told = geo.ask(f"{resource}?{urlencode(asked, doseq=True)}", OURS)
    assert told["total"] == SHOWN[stem](look(OURS, selection))


def test_every_page_with_data_says_what_narrows_it() -> None:
    assert set(NARROWING) == set(OF_PAGES) == set(SHOWN)


@pytest.mark.parametrize(
    ("stem", "query", "total"),
    [
        ("distances", {"date": ["2005-06-01"], "start": ["kant"]}, 1),
        ("bases", {"date": ["2005-06-01"]}, len(OURS.bases)),
        ("events", {"date": ["2005-06-01"], "base": ["kant"]}, len(OURS.events)),
    ],
)
def test_what_once_differed_is_the_same(stem: str, query: dict[str, list[str]], total: int) -> None:
    resource, asked = question_of_page(stem, query, OURS)
    assert f'"total":{total},'.encode() in answer(resource, asked, OURS).content


@pytest.mark.parametrize("stem", OF_PAGES)
def test_what_no_address_bar_holds_is_an_error(stem: str) -> None:
    with pytest.raises(QueryError) as caught:
        question_of_page(stem, {"colour": ["red"], "limit": ["0"]}, OURS)
    assert {wrong.parameter for wrong in caught.value.wrong} == {"colour", "limit"}


def test_what_narrows_a_page_has_to_make_sense() -> None:
    with pytest.raises(QueryError):
        question_of_page("map", {"date": ["soon"]}, OURS)
    with pytest.raises(QueryError):
        question_of_page("distances", {"start": ["nowhere"]}, OURS)
    assert question_of_page("events", {"date": ["soon"], "start": ["nowhere"]}, OURS)
    assert look(OURS, Selection(date(2005, 6, 1))).alone is False

"""The drawing of a period's evidence: what is where on it, and what it says in words."""

import re

from geo.answers import evidence
from geo.drawings.evidence import CLOSE, draw
from geo.drawings.time_axis import around
from geo.gazetteer.load import load
from geo.style import operator_styles
from geo.time import dates

OURS = load()
STYLES = operator_styles(OURS.coded["operator"].words)
MARK = re.compile(r'class="mark \w*" style="left:([\d.]+)%;top:([\d.]+)px')


def drawings(base_id: str) -> dict[str, str]:
    found = evidence.of_base(OURS, base_id)
    return {item.period_id: draw(item, STYLES[item.operator]) for item in found}


def test_every_dated_claim_has_a_mark_that_lies_on_no_other() -> None:
    for base_id in OURS.bases.index:
        for item in evidence.of_base(OURS, base_id):
            marks = [
                (float(x), float(y)) for x, y in MARK.findall(draw(item, STYLES[item.operator]))
            ]
            claims = [claim for edge in item.edges for claim in edge.claims]
            dated = [c for c in claims if c.value not in ("", dates.OPEN)]
            assert len(marks) == len(dated), item.period_id
            for k, (x, y) in enumerate(marks):
                assert 0 <= x <= 100
                assert all(abs(x - u) >= CLOSE or y != v for u, v in marks[:k]), item.period_id


def test_a_mark_says_its_publisher_its_date_and_why_it_is_not_used() -> None:
    drawn = drawings("manas")["manas-us-2013"]
    assert re.search(
        r'title="[^"]+: 11 July 2014, not used\. The agreement ended on this day', drawn
    )


def test_the_drawing_says_itself_in_words() -> None:
    drawn = drawings("karshi-khanabad")["karshi-khanabad-us-2005"]
    assert 'role="img"' in drawn
    assert "Start, 29 July 2005: 2 independent works say so; 1 fits it." in drawn


def test_an_axis_has_few_labels_of_whole_years_or_months() -> None:
    day = {text: dates.bounds(text)[0] for text in ("1941", "2005-07", "2005-11", "2022")}
    assert [text for _, text in around(day["2005-07"], day["2005-11"]).labels()] == [
        "Jul 2005",
        "Aug 2005",
        "Sep 2005",
        "Oct 2005",
        "Nov 2005",
    ]
    assert [text for _, text in around(day["1941"], day["2022"]).labels()] == [
        "1940",
        "1960",
        "1980",
        "2000",
        "2020",
    ]


def test_an_axis_keeps_the_days_beyond_it_at_its_ends() -> None:
    axis = around(0, 100)
    assert axis.x(axis.first) == 0
    assert axis.x(axis.last) == 100
    assert axis.x(dates.OPEN_FUTURE) == 100

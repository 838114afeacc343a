"""How well a gazetteer is founded: works behind each base, and disagreements that matter."""

import pytest

from geo.answers import data_health
from geo.gazetteer.load import load
from geo.time import dates


@pytest.mark.parametrize(
    ("value", "other", "days"),
    [
        ("2002-12", "2002-11-30", 1),
        ("2002", "2002-11-30", 0),
        ("2001-12-16", "2001-12", 0),
        ("2014-07-11", "2014-06-03", 38),
        ("..", "2014-06-03", 0),
    ],
)
def test_dates_that_may_mean_the_same_day_are_not_apart(value: str, other: str, days: int) -> None:
    assert data_health.apart(value, other) == days
    assert data_health.apart(other, value) == days


def test_only_what_would_move_a_date_in_the_range_matters() -> None:
    ours = load()
    claims = data_health.disagreements(ours)
    days = data_health.days_apart(ours, claims)
    assert 0 < sum(day > 0 for day in days) < len(days)
    first = dates.to_day(ours.first)
    for claim, gap in zip(claims.to_dict("records"), days, strict=True):
        if claim["property"] not in ("start", "end"):
            assert gap == 0, claim["claim_id"]
        elif gap:
            latest = max(dates.bounds(claim[name])[1] for name in ("value", "gazetteer"))
            assert latest >= first, claim["claim_id"]


def test_a_base_is_as_well_founded_as_its_weakest_date() -> None:
    ours = load()
    works = data_health.works(ours)
    assert list(works.index) == list(ours.bases.index)
    assert works.at["karshi-khanabad", "start"] == 1
    assert works.at["kant", "place"] == 2
    assert (works[["place", "name"]] >= 0).all(axis=None)

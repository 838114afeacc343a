"""What is doubtful in a gazetteer, and which sources stand behind which date."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from geo.dates import OPEN
from geo.gazetteer import Gazetteer
from geo.importer.read import NO_SOURCE

IMPRECISE_M = 5_000.0


@dataclass(frozen=True)
class Backing:
    """What one source says of the start or end of a period."""

    prop: str
    value: str
    source_id: str
    used: bool
    reason: str


def named_sources(gazetteer: Gazetteer) -> pd.DataFrame:
    """Give the sources that are named; a file that names none stands in for them itself."""
    sources = gazetteer.sources
    return sources[sources["publisher"] != NO_SOURCE]


def dates_and_sources(gazetteer: Gazetteer, period_id: str) -> list[Backing]:
    """Give all claims about a period's start and end: used ones first, start before end."""
    claims = gazetteer.claims
    own = claims[(claims["period_id"] == period_id) & claims["property"].isin(["start", "end"])]
    found = [
        Backing(c["property"], c["value"], c["source_id"], c["used"] == "yes", c["reason"])
        for c in own.to_dict("records")
    ]
    return sorted(found, key=lambda claim: (claim.prop != "start", not claim.used))


def single_source_dates(gazetteer: Gazetteer) -> pd.DataFrame:
    """Give the dates of periods that rest on one independent work: period_id, property, value.

    Sources that repeat one text share a work and count once.
    """
    claims = gazetteer.claims
    used = claims[(claims["used"] == "yes") & claims["property"].isin(["start", "end"])]
    works = used.assign(work=used["source_id"].map(gazetteer.sources["work"]))
    counts = works.groupby(["period_id", "property"])["work"].nunique()
    rows = [
        (period["period_id"], column, period[column], period["name"])
        for period in gazetteer.periods.to_dict("records")
        for column in ("start", "end")
        if period[column] not in ("", OPEN) and counts.get((period["period_id"], column), 0) == 1
    ]
    return pd.DataFrame(rows, columns=["period_id", "property", "value", "name"])


def disagreements(gazetteer: Gazetteer) -> pd.DataFrame:
    """Give the claims that the gazetteer does not follow, with what it has instead."""
    claims = gazetteer.claims
    open_ones = claims[claims["used"] == "no"]
    periods = gazetteer.periods.set_index("period_id")
    held = [
        periods.at[c["period_id"], c["property"]]
        if c["period_id"] in periods.index and c["property"] in ("start", "end")
        else ""
        for c in open_ones.to_dict("records")
    ]
    names = open_ones["base_id"].map(gazetteer.bases["name"])
    return open_ones.assign(gazetteer=held, name=names)


def imprecise_positions(gazetteer: Gazetteer) -> pd.DataFrame:
    """Give the bases whose point is good to no better than five kilometres."""
    bases = gazetteer.bases
    return bases[bases["coordinate_uncertainty_m"] >= IMPRECISE_M].reset_index()


def partly_dated(gazetteer: Gazetteer) -> pd.DataFrame:
    """Give the periods with an unknown date, or one that is only about right."""
    periods = gazetteer.periods
    vague = periods["start"].str.contains(r"[~?%]") | periods["end"].str.contains(r"[~?%]")
    return periods[vague | (periods["start"] == "") | (periods["end"] == "")]


def marks(gazetteer: Gazetteer, period_id: str) -> list[str]:
    """Give the marks a reader should see beside a period: "single source for its start"."""
    return list(_marks(gazetteer, period_id))


def _marks(gazetteer: Gazetteer, period_id: str) -> Iterator[str]:
    claims = dates_and_sources(gazetteer, period_id)
    for prop in ("start", "end"):
        used = [claim for claim in claims if claim.prop == prop and claim.used]
        works = {gazetteer.sources.at[claim.source_id, "work"] for claim in used}
        if len(works) == 1:
            yield f"Single source for its {prop}"
        if any(claim.prop == prop and not claim.used for claim in claims):
            yield f"Sources differ about its {prop}"

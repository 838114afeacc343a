"""What is doubtful in a gazetteer, and which sources back which date."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from geo.gazetteer import backing
from geo.gazetteer.model import Gazetteer
from geo.importer.sources import NO_SOURCE
from geo.time import dates
from geo.time.dates import OPEN
from geo.vocabulary import EDGES

IMPRECISE_M = 5_000.0


@dataclass(frozen=True)
class Backing:
    """What one source says of the start or end of a period: one claim."""

    claim_id: str
    prop: str
    value: str
    source_id: str
    use: str
    reason: str

    @property
    def used(self) -> bool:
        """Whether the gazetteer follows it."""
        return self.use != ""


def named_sources(gazetteer: Gazetteer) -> pd.DataFrame:
    """Return the sources that are named; a file that names none is its own source."""
    sources = gazetteer.sources
    return sources[sources["publisher"] != NO_SOURCE]


def dates_and_sources(gazetteer: Gazetteer, period_id: str) -> list[Backing]:
    """Return all claims about a period's start and end: start before end, the best first."""
    return [
        Backing(
            c["claim_id"],
            c["property"],
            c["value"],
            c["source_id"],
            c["use"],
            c["reason"],
        )
        for c in gazetteer.dates_claimed.get(period_id, ())
    ]


def single_source_dates(gazetteer: Gazetteer) -> pd.DataFrame:
    """Return the dates that no two works give: period_id, property, value, name, why and counts.

    ``gives``, ``fits`` and ``announces`` count independent works; sources that repeat one text
    count once. ``why`` says why no second work gives it, where the gazetteer knows.
    """
    periods = gazetteer.periods
    few = backing.dates_given_by_fewer_than_two(gazetteer.claims, gazetteer.sources, periods)
    known = periods.set_index("period_id")
    rows = few.to_dict("records")
    return few.assign(
        value=[known.at[row["period_id"], row["property"]] for row in rows],
        name=[known.at[row["period_id"], "name"] for row in rows],
        why=[_why_single(gazetteer, row["period_id"], row["property"]) for row in rows],
    )


def on_one_work_alone(single: pd.DataFrame) -> pd.DataFrame:
    """Return those of :func:`single_source_dates` for which no other work speaks either."""
    return single[single[list(backing.USES)].sum(axis=1) == 1]


def _why_single(gazetteer: Gazetteer, period_id: str, prop: str) -> str:
    reasons = gazetteer.single_works
    own = reasons[(reasons["period_id"] == period_id) & (reasons["property"] == prop)]
    return "" if own.empty else str(own["why"].iloc[0])


def disagreements(gazetteer: Gazetteer) -> pd.DataFrame:
    """Return the claims that the gazetteer does not follow, with what it has instead."""
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


def apart(value: str, other: str) -> int:
    """Return how many days lie between two EDTF dates, 0 where they may mean the same day.

    A date that is blank or open agrees with any.
    """
    if {"", OPEN} & {value, other}:
        return 0
    (low, high), (first, last) = dates.bounds(value), dates.bounds(other)
    return max(first - high, low - last, 0)


def days_apart(gazetteer: Gazetteer, claims: pd.DataFrame) -> list[int]:
    """Return for each of some :func:`disagreements` how many days of the map it would change.

    Only days in the gazetteer's range count. What is not about a date changes none.
    """
    first, last = (dates.to_day(day) for day in (gazetteer.first, gazetteer.last))
    found = []
    for claim in claims.to_dict("records"):
        value, held = claim["value"], claim["gazetteer"]
        if claim["property"] not in EDGES or not held:
            found.append(0)
            continue
        gap = apart(value, held)
        known = [dates.bounds(text) for text in (value, held) if gap]
        inside = any(first <= edge <= last for bounds in known for edge in bounds)
        found.append(gap if inside else 0)
    return found


def works(gazetteer: Gazetteer) -> pd.DataFrame:
    """Return by base_id how many independent works give its start, end, place and name.

    Of several periods the date with the fewest counts; -1 where no date is known.
    """
    claims = gazetteer.claims
    used = claims[claims["used"] == "yes"]
    used = used.assign(work=used["source_id"].map(gazetteer.sources["work"]))
    dated = gazetteer.works_of_dates[backing.GIVES]
    others = used.groupby(["base_id", "property"])["work"].nunique()
    rows = []
    for base_id, periods in gazetteer.periods.groupby("base_id", sort=False):
        row = [
            min(
                (
                    int(dated.get((period, edge), 0))
                    for period, value in zip(periods["period_id"], periods[edge], strict=True)
                    if value not in ("", OPEN)
                ),
                default=-1,
            )
            for edge in EDGES
        ]
        row += [int(others.get((base_id, prop), 0)) for prop in ("position", "name")]
        rows.append((base_id, *row))
    table = pd.DataFrame(rows, columns=["base_id", *EDGES, "place", "name"])
    return table.set_index("base_id").reindex(gazetteer.bases.index)


def imprecise_positions(gazetteer: Gazetteer) -> pd.DataFrame:
    """Return the bases whose point is accurate to 5 km or worse."""
    bases = gazetteer.bases
    return bases[bases["coordinate_uncertainty_m"] >= IMPRECISE_M].reset_index()


def partly_dated(gazetteer: Gazetteer) -> pd.DataFrame:
    """Return the periods with an unknown date, or one that is only about right."""
    periods = gazetteer.periods
    vague = periods["start"].map(dates.is_doubtful) | periods["end"].map(dates.is_doubtful)
    return periods[vague | (periods["start"] == "") | (periods["end"] == "")]


def marks(gazetteer: Gazetteer, period_id: str) -> list[str]:
    """Return the marks a reader should see beside a period: "One work gives its start"."""
    return list(_marks(gazetteer, period_id))


def _marks(gazetteer: Gazetteer, period_id: str) -> Iterator[str]:
    claims = dates_and_sources(gazetteer, period_id)
    for prop in EDGES:
        own = [claim for claim in claims if claim.prop == prop]
        used = [claim for claim in own if claim.used]
        if any(claim.value != OPEN for claim in used):
            gives = int(gazetteer.works_of_dates.at[(period_id, prop), backing.GIVES])
            why = _why_single(gazetteer, period_id, prop)
            if gives < 2:
                said = f"{'One work gives' if gives else 'No work itself gives'} its {prop}"
                yield f"{said}{f': {why}' if why else ''}"
        if len(used) < len(own):
            yield f"Sources differ about its {prop}"

"""Who says so: for each date of a period every claim about it, who published it, and its use."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from geo.gazetteer import backing
from geo.gazetteer.model import Gazetteer
from geo.plural import counted
from geo.time import dates
from geo.time.dates import OPEN, OPEN_FUTURE, OPEN_PAST
from geo.time.presence import BOUND_COLUMNS
from geo.vocabulary import EDGES

USE_IN_WORDS = {
    backing.GIVES: "gives the date",
    backing.FITS: "fits it",
    backing.ANNOUNCES: "announced it",
    "": "not used",
}


@dataclass(frozen=True)
class Claim:
    """What one source says of the start or the end of a period.

    ``use`` is how it backs the date (:mod:`geo.gazetteer.backing`), blank where it is not used.
    ``value`` is EDTF, ``low`` and ``high`` the days it may mean. ``dated`` is when the source came
    out (EDTF, may be blank); ``reason`` says why the claim is not used, or remarks on it.
    """

    claim_id: str
    prop: str
    value: str
    low: int
    high: int
    source_id: str
    work: str
    title: str
    publisher: str
    dated: str
    url: str
    use: str
    reason: str

    @property
    def used(self) -> bool:
        """Whether the gazetteer follows it."""
        return self.use != ""

    @property
    def use_in_words(self) -> str:
        """How it backs the date: "gives the date", "fits it", "announced it", or "not used"."""
        return USE_IN_WORDS[self.use]

    @property
    def says(self) -> str:
        """The claimed date in words."""
        return dates.in_words(self.value, end=self.prop == "end")


@dataclass(frozen=True)
class Edge:
    """The start or the end of a period as the gazetteer has it (EDTF), and the claims about it."""

    prop: str
    value: str
    claims: tuple[Claim, ...]

    @property
    def says(self) -> str:
        """The date in words."""
        return dates.in_words(self.value, end=self.prop == "end")

    def works(self, use: str = backing.GIVES) -> int:
        """Return how many independent works give it, fit it or announced it.

        Sources that repeat one text count once, for the most that one of them does.
        """
        above = backing.USES[: backing.USES.index(use)]
        more = {claim.work for claim in self.claims if claim.use in above}
        return len({claim.work for claim in self.claims if claim.use == use} - more)

    @property
    def support(self) -> str:
        """How well it is founded: "2 independent works say so; 1 fits it; 1 claim not used"."""
        if not self.claims:
            return "no individual claims are recorded"
        gives, fits, announced = (self.works(use) for use in backing.USES)
        said = f"{gives} independent works say so" if gives > 1 else "1 work says so"
        left = sum(not claim.used for claim in self.claims)
        parts = [
            said if gives else "no work says so itself",
            f"{announced} announced it" if announced else "",
            f"{fits} {'fits' if fits == 1 else 'fit'} it" if fits else "",
            f"{counted(left, 'claim')} not used" if left else "",
        ]
        return "; ".join(filter(None, parts))


@dataclass(frozen=True)
class Evidence:
    """A period with both its edges; the four bounds are days, as geo.time.presence has them.

    ``data_end`` is the last day that the gazetteer is about.
    """

    period_id: str
    operator: str
    status: str
    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int
    start: Edge
    end: Edge
    data_end: int

    @property
    def edges(self) -> tuple[Edge, Edge]:
        """Start and end."""
        return self.start, self.end

    @cached_property
    def days(self) -> tuple[int, int]:
        """The first and last day that its dates and all claims about them may mean.

        What goes on reaches to the end of the data.
        """
        own = (self.start_earliest, self.start_latest, self.end_earliest, self.end_latest)
        claimed = [day for edge in self.edges for c in edge.claims for day in (c.low, c.high)]
        goes_on = (self.data_end,) if self.end_latest >= OPEN_FUTURE else ()
        known = [day for day in (*own, *claimed, *goes_on) if OPEN_PAST < day < OPEN_FUTURE]
        return (min(known), max(known)) if known else (0, 0)


def span_in_words(item: Evidence) -> str:
    """Return from when to when a period was: "5 October 2001 to 21 November 2005"."""
    return dates.span_in_words(item.start.value, item.end.value)


def support_in_words(item: Evidence) -> str:
    """Return how well both dates of a period are founded; nothing of a date that is not known."""
    return " ".join(
        f"{edge.prop.capitalize()}: {edge.support}."
        for edge in item.edges
        if edge.value not in ("", OPEN) or edge.claims
    )


def of_base(gazetteer: Gazetteer, base_id: str) -> list[Evidence]:
    """Return the evidence for each period of a base, in order of their starts."""
    periods = gazetteer.periods
    own = periods[periods["base_id"] == base_id].sort_values("start_earliest", kind="stable")
    return [_of_period(gazetteer, row) for row in own.to_dict("records")]


def works_of_base(gazetteer: Gazetteer, base_id: str, prop: str) -> int:
    """Return how many independent works a base's ``name`` or ``position`` rests on."""
    claims = gazetteer.claims
    own = (claims["base_id"] == base_id) & (claims["property"] == prop)
    used = claims[own & (claims["used"] == "yes")]
    return int(gazetteer.sources.loc[used["source_id"], "work"].nunique())


def _of_period(gazetteer: Gazetteer, period: dict[str, Any]) -> Evidence:
    own = gazetteer.dates_claimed.get(str(period["period_id"]), ())
    found = [_claim(gazetteer.sources, row) for row in own]
    start, end = (_edge(prop, str(period[prop]), found) for prop in EDGES)
    return Evidence(
        str(period["period_id"]),
        str(period["operator"]),
        str(period["status"]),
        **{name: int(period[name]) for name in BOUND_COLUMNS},
        start=start,
        end=end,
        data_end=dates.to_day(gazetteer.last),
    )


def _edge(prop: str, value: str, claims: list[Claim]) -> Edge:
    own = [claim for claim in claims if claim.prop == prop]
    # What backs the date most comes first, then by what is claimed.
    rank = {use: k for k, use in enumerate((*backing.USES, ""))}
    return Edge(prop, value, tuple(sorted(own, key=lambda c: (rank[c.use], c.low, c.high))))


def _claim(sources: pd.DataFrame, row: dict[str, Any]) -> Claim:
    value, source = str(row["value"]), sources.loc[row["source_id"]]
    if value in ("", OPEN):
        low = high = OPEN_PAST if row["property"] == "start" else OPEN_FUTURE
    else:
        low, high = dates.bounds(value)
    return Claim(
        row["claim_id"],
        row["property"],
        value,
        low,
        high,
        row["source_id"],
        row["work"],
        str(source["title"]),
        str(source["publisher"]),
        str(source["date"]),
        str(source["url"]),
        row["use"],
        str(row["reason"]),
    )

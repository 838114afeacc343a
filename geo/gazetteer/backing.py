"""How the claims behind a date back it: what a source gives, fits, or had only announced.

A source gives a date where it has it itself, as exactly as the gazetteer does. It fits it where it
says less, or where the value only follows from what it says (``inferred``). It announced it where
it came out before.
"""

import pandas as pd

from geo.time.dates import OPEN, bounds, unreadable
from geo.vocabulary import EDGES

GIVES, FITS, ANNOUNCES = USES = ("gives", "fits", "announces")


def use(value: str, held: str, *, inferred: bool, dated: str) -> str:
    """Return how a claimed date (EDTF) backs the one that is held, by a source of a date."""
    # Dates of publication are no more than text in a gazetteer that was not checked.
    is_known = not {"", OPEN} & {value, dated} and not unreadable([dated])
    if is_known and bounds(dated)[1] < bounds(value)[0]:
        return ANNOUNCES
    return GIVES if not inferred and _is_as_exact(unmarked(value), unmarked(held)) else FITS


def _is_as_exact(value: str, held: str) -> bool:
    """Whether a claimed date is the one that is held, or a part of it: a day of its month."""
    if value == held or {"", OPEN} & {value, held}:
        return value == held
    (low, high), (first, last) = bounds(value), bounds(held)
    return first <= low and high <= last


def unmarked(text: str) -> str:
    """Return the date without ``~ ? %``: the gazetteer may doubt what a source does not."""
    return text.rstrip("~?%")


def date_claims(claims: pd.DataFrame, sources: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Return the claims about starts and ends with their ``work`` and ``use``.

    ``sources`` is indexed by source_id; one that it lacks is a work of its own. ``use`` is blank
    for claims that are not used, or are about no known period.
    """
    own = claims[claims["property"].isin(EDGES)]
    known = periods.drop_duplicates("period_id").set_index("period_id")
    cited = sources.reindex(own["source_id"])
    dated = cited["date"].fillna("").tolist()
    work = cited["work"].fillna(pd.Series(cited.index, cited.index)).tolist()
    uses = [
        use(
            claim["value"],
            known.at[claim["period_id"], claim["property"]],
            inferred=claim["inferred"] == "yes",
            dated=day,
        )
        if claim["used"] == "yes" and claim["period_id"] in known.index
        else ""
        for claim, day in zip(own.to_dict("records"), dated, strict=True)
    ]
    return own.assign(work=work, use=uses)


def works(claims: pd.DataFrame, sources: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Return by period_id and property how many independent works give, fit or announced the date.

    A work counts once, for the most it does.
    """
    backing = date_claims(claims, sources, periods)
    backing = backing[backing["use"] != ""]
    rank = backing["use"].map(USES.index)
    best = backing.assign(rank=rank).groupby(["period_id", "property", "work"])["rank"].min()
    table = best.groupby(["period_id", "property"]).value_counts().unstack(fill_value=0)
    table = table.reindex(columns=range(len(USES)), fill_value=0)
    return table.set_axis(list(USES), axis=1)


def dates_given_by_fewer_than_two(
    claims: pd.DataFrame, sources: pd.DataFrame, periods: pd.DataFrame
) -> pd.DataFrame:
    """Return the starts and ends that no two works give: period_id, property and :func:`works`."""
    counted = works(claims, sources, periods)
    edges = [
        (period["period_id"], edge)
        for period in periods.to_dict("records")
        for edge in EDGES
        if period[edge] not in ("", OPEN)
    ]
    index = pd.MultiIndex.from_tuples(edges, names=["period_id", "property"])
    table = counted.reindex(index).dropna().astype(int)
    return table[table[GIVES] < 2].reset_index()

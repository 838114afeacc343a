"""The answer to a selection: which periods are there, and how many bases are held."""

from dataclasses import dataclass

import pandas as pd

from geo import dates, presence
from geo.gazetteer import Gazetteer
from geo.presence import Codes, Presence
from geo.selection import Selection


@dataclass(frozen=True)
class Count:
    """A number of bases with its doubt: ``certain`` at least, ``possible`` at most."""

    certain: int
    possible: int

    def __str__(self) -> str:
        if self.certain == self.possible:
            return f"{self.certain:,}"
        return f"{self.certain:,} to {self.possible:,}"


@dataclass(frozen=True, eq=False)
class View:
    """A gazetteer, a selection and the answer to it: what pages and panels receive.

    ``periods`` are those the filters let through, with a column ``presence``; ``held`` and
    ``by_operator`` count bases, each once; ``base`` is the chosen base's row of the gazetteer.
    """

    gazetteer: Gazetteer
    selection: Selection
    periods: pd.DataFrame
    held: Count
    by_operator: dict[str, Count]
    base: pd.Series | None

    @property
    def present(self) -> pd.DataFrame:
        """The periods that are there, certainly or possibly."""
        return self.periods[self.periods["presence"] > Presence.ABSENT]


def look(gazetteer: Gazetteer, selection: Selection) -> View:
    """Give the view of a gazetteer that a selection asks for."""
    periods = gazetteer.periods[selection.matches(gazetteer)]
    codes = _codes(periods, selection)
    periods = periods.assign(presence=codes)
    held = periods[periods["held"] & (codes > Presence.ABSENT)]
    base = gazetteer.bases.loc[selection.base] if selection.base in gazetteer.bases.index else None
    return View(gazetteer, selection, periods, count(held), _by_operator(held), base)


def bases_by(gazetteer: Gazetteer, selection: Selection, column: str) -> dict[str, int]:
    """Count the bases there, certainly or possibly, by the words of one column of periods."""
    periods = gazetteer.periods
    there = selection.matches(gazetteer) & (_codes(periods, selection) > Presence.ABSENT)
    pairs = periods.loc[there, [column, "base_id"]].drop_duplicates()
    counts: dict[str, int] = pairs[column].value_counts().to_dict()
    return counts


def count(held: pd.DataFrame) -> Count:
    """Count the bases of some periods that are there; a base counts once however many it has."""
    best = held.groupby("base_id", sort=False)["presence"].max()
    return Count(int((best == Presence.CERTAIN).sum()), len(best))


def _codes(periods: pd.DataFrame, selection: Selection) -> Codes:
    if selection.window is None:
        return presence.as_of(periods, dates.to_day(selection.date))
    first, last = (dates.to_day(edge) for edge in selection.window)
    return presence.between(periods, first, last)


def _by_operator(held: pd.DataFrame) -> dict[str, Count]:
    best = held.groupby(["operator", "base_id"], sort=False)["presence"].max()
    possible = best.groupby(level="operator").size()
    certain = (best == Presence.CERTAIN).groupby(level="operator").sum()
    return {
        str(operator): Count(int(certain[operator]), int(possible[operator]))
        for operator in possible.index
    }

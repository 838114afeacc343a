"""The gazetteer as typed tables: periods, bases, sources, claims, events, searches, statements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.gazetteer import backing
from geo.gazetteer.labels import search_words
from geo.place.names import search_form
from geo.time.dates import Day, Days
from geo.time.presence import BOUND_COLUMNS

COUNTED_COLUMNS = ("base_id", "country", "operator", "status", "kind")


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of the periods as numbers: ``words[codes[k]]`` is the cell of row k."""

    codes: NDArray[np.int64]
    words: list[str]

    def among(self, wanted: Collection[str]) -> NDArray[np.bool_]:
        """Return for each row whether its cell is one of some words."""
        sought = set(wanted)
        return np.array([word in sought for word in self.words], dtype=bool)[self.codes]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Everything known of some bases.

    ``periods`` has a row for each period: the columns of bases.csv typed (coordinates in degrees
    WGS 84, uncertainty in metres, ``sources`` as tuples, ``reference`` as bool), the columns of
    :func:`geo.time.presence.with_bounds` (bounds in days, ``base_number``), ``held`` (counted where
    it is present), ``row`` (its line in the file), and the tenure of :mod:`geo.time.tenure` it
    belongs to, ``since`` and ``until``.

    ``labels`` has what things are called in the languages of the region.
    ``single_works`` says why a start or an end rests on one work.
    ``searches`` has a row for each country or place that was searched (``sources`` as tuples).
    ``bases`` has a row for each base, indexed by base_id; ``sources`` is indexed by source_id.
    ``first`` and ``last`` are the range of the time slider, ``opening`` is where it starts,
    ``stops`` are dates to jump to. ``name`` begins the names of files; ``created`` is the day of
    release, where one is known; ``folder`` is where its files are, where it was loaded from some.
    ``description`` and ``citation`` are what whoever made it says of it and how it wants to be
    cited, else blank.
    """

    periods: pd.DataFrame
    bases: pd.DataFrame
    sources: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    searches: pd.DataFrame
    labels: pd.DataFrame
    single_works: pd.DataFrame
    statements: pd.DataFrame
    title: str
    version: str
    author: str
    licence: str
    first: Day
    last: Day
    opening: Day
    stops: tuple[tuple[Day, str], ...] = ()
    name: str = "gazetteer"
    created: date | None = None
    folder: Path | None = None
    description: str = ""
    citation: str = ""

    @cached_property
    def coded(self) -> dict[str, Coded]:
        """The columns that periods are filtered and counted by, their words in order."""
        return {name: _coded(self.periods[name]) for name in COUNTED_COLUMNS}

    @cached_property
    def bounds(self) -> dict[str, Days]:
        """The bounds of the periods, by the names of their columns."""
        return {name: self.periods[name].to_numpy() for name in BOUND_COLUMNS}

    @cached_property
    def counted(self) -> NDArray[np.bool_]:
        """For each period whether it is counted as holding its base where it is present."""
        return self.periods["held"].to_numpy(dtype=bool)

    @cached_property
    def dates_claimed(self) -> dict[str, list[dict[str, str]]]:
        """For each period with any the claims about its start and end, the best backing first.

        Each has its ``work`` and its ``use`` (:mod:`geo.gazetteer.backing`).
        """
        claims = backing.date_claims(self.claims, self.sources, self.periods)
        found: dict[str, list[dict[str, str]]] = {}
        rank = {use: k for k, use in enumerate((*backing.USES, ""))}
        for claim in claims.to_dict("records"):
            found.setdefault(claim["period_id"], []).append(claim)
        for own in found.values():
            own.sort(key=lambda claim: (claim["property"] != "start", rank[claim["use"]]))
        return found

    @cached_property
    def works_of_dates(self) -> pd.DataFrame:
        """How many works give, fit or announced each start and end (gazetteer.backing.works)."""
        return backing.works(self.claims, self.sources, self.periods)

    @cached_property
    def searched(self) -> pd.Series:
        """For each period what a search looks at, folded (place.names.search_form).

        That is its base's names and its unit; where there are labels, also the words by which it is
        filtered, and every label of all these. (Editions without labels are searched as they were.)
        """
        columns = ("name", "local_names", "also_found_by", "unit")
        first, *others = (self.periods[column] for column in columns)
        found = first.str.cat(others, sep=" ").map(search_form)
        if self.labels.empty:
            return found
        labelled = search_words(self.labels)
        for column, coded in self.coded.items():
            thing, is_base = ("base", True) if column == "base_id" else (column, False)
            words = [
                f" {'' if is_base else search_form(word)} {labelled.get((thing, word), '')}"
                for word in coded.words
            ]
            found = found + np.array(words, dtype=object)[coded.codes]
        return found


def _coded(column: pd.Series) -> Coded:
    codes, words = pd.factorize(column, sort=True)
    return Coded(codes.astype(np.int64), [str(word) for word in words])

"""What pages say of sources: who published what, when, and where to read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo.gazetteer.model import Gazetteer
from geo.site.paths import Paths
from geo.time import dates


@dataclass(frozen=True)
class Cited:
    """A source as a page cites it: its own page, who published it and when, title and address."""

    path: str
    who: str
    title: str
    url: str


@dataclass(frozen=True, eq=False)
class Sources:
    """The sources of a gazetteer, and what each is cited for."""

    gazetteer: Gazetteer
    paths: Paths

    def cited(self, source_id: str) -> Cited:
        """Return a source as it is cited."""
        return self._cited[source_id]

    def all(self, ids: Sequence[str]) -> list[Cited]:
        """Return sources as they are cited, those that are known."""
        return [self._cited[source] for source in ids if source in self._cited]

    @cached_property
    def _cited(self) -> dict[str, Cited]:
        records = self.gazetteer.sources.reset_index().to_dict("records")
        return {row["source_id"]: _cite(row, self.paths) for row in records}

    @cached_property
    def claims(self) -> dict[str, list[dict[str, Any]]]:
        """The claims of each source, in the order of the file."""
        return _by(self.gazetteer.claims.to_dict("records"), lambda row: [row["source_id"]])

    @cached_property
    def periods(self) -> dict[str, list[dict[str, Any]]]:
        """The periods that name each source."""
        return _by(self.gazetteer.periods.to_dict("records"), lambda row: row["sources"])

    @cached_property
    def events(self) -> dict[str, list[dict[str, Any]]]:
        """The events that name each source."""
        return _by(self.gazetteer.events.to_dict("records"), lambda row: row["sources"])

    @cached_property
    def same_work(self) -> dict[str, list[str]]:
        """The sources of each work."""
        found: dict[str, list[str]] = {}
        for source, work in self.gazetteer.sources["work"].items():
            found.setdefault(str(work), []).append(str(source))
        return found


def _by(rows: list[dict[str, Any]], ids: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for source in ids(row):
            found.setdefault(source, []).append(row)
    return found


def _cite(row: dict[str, Any], paths: Paths) -> Cited:
    when = dates.in_words(row["date"]) if row["date"] else "undated"
    who = f"{row['publisher'] or row['author'] or 'no publisher'}, {when}"
    return Cited(paths.source(row["source_id"]), who, row["title"] or row["source_id"], row["url"])

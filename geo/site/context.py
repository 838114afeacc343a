"""What pages of one site share: paths, sources, strips, and what is known of each base."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from geo.answers import citation
from geo.answers.editions import Revision
from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.gazetteer.model import Gazetteer
from geo.site.assets import Assets
from geo.site.model import Site
from geo.site.paths import Paths
from geo.site.sources import Sources
from geo.site.strips import Strips, strips
from geo.time import dates, presence
from geo.time.dates import Day
from geo.time.presence import Presence
from geo.vocabulary import EDGES

# bases of which each has a picture of its own
MOST_CARDS = 300


@dataclass(frozen=True, eq=False)
class Context:
    """A site, its shared files, and the site's own pages where this is an edition.

    ``current`` are the paths of the site's own pages, to which those of an edition lead;
    ``revisions`` are what changed since the edition before, newest editions first.
    """

    site: Site
    paths: Paths
    assets: Assets
    current: frozenset[str] = frozenset()
    revisions: tuple[tuple[str, list[Revision]], ...] = ()

    @cached_property
    def sources(self) -> Sources:
        """The sources, as pages cite them."""
        return Sources(self.gazetteer, self.paths)

    @cached_property
    def strips(self) -> Strips:
        """What draws the periods of a base in one line."""
        return strips(self.gazetteer)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer of the site."""
        return self.site.gazetteer

    @cached_property
    def periods(self) -> dict[str, list[dict[str, Any]]]:
        """The periods of each base in order of their starts."""
        ordered = self.gazetteer.periods.sort_values("start_earliest", kind="stable")
        found: dict[str, list[dict[str, Any]]] = {}
        for row in ordered.to_dict("records"):
            found.setdefault(row["base_id"], []).append(row)
        return found

    @cached_property
    def bases(self) -> dict[str, dict[str, Any]]:
        """The rows of the bases by their identifiers."""
        found: dict[str, dict[str, Any]] = self.gazetteer.bases.to_dict("index")
        return found

    @cached_property
    def claims_about(self) -> dict[str, list[dict[str, Any]]]:
        """The claims about each base but those about dates, by what they are about."""
        claims = self.gazetteer.claims
        found: dict[str, list[dict[str, Any]]] = {}
        for row in claims[~claims["property"].isin(EDGES)].to_dict("records"):
            found.setdefault(row["base_id"], []).append(row)
        for own in found.values():
            own.sort(key=lambda row: (row["property"], row["used"] != "yes"))
        return found

    @cached_property
    def events_by_base(self) -> dict[str, list[dict[str, Any]]]:
        """The events that concern each base, in order of their days."""
        found: dict[str, list[dict[str, Any]]] = {}
        for event in self.gazetteer.events.to_dict("records"):
            for base in event["base_ids"]:
                found.setdefault(base, []).append(event)
        return found

    def events_of(self, base_id: str) -> list[dict[str, Any]]:
        """Return the events that concern a base."""
        return self.events_by_base.get(base_id, [])

    def day_of(self, day: int) -> Day:
        """Return a day of the data, or the nearest on which the map can be opened."""
        first, last = (dates.to_day(edge) for edge in (self.gazetteer.first, self.gazetteer.last))
        return dates.from_day(min(max(int(day), first), last))

    @cached_property
    def there_at_opening(self) -> frozenset[str]:
        """The bases that are certainly there when the map opens."""
        periods = self.gazetteer.periods
        codes = presence.as_of(periods, dates.to_day(self.gazetteer.opening))
        return frozenset(periods["base_id"][codes == Presence.CERTAIN])

    def telling_day(self, base_id: str) -> Day:
        """Return the day on which a base is shown: when the map opens, or the last it was there."""
        opening = dates.to_day(self.gazetteer.opening)
        if base_id in self.there_at_opening:
            return self.gazetteer.opening
        own = [row for row in self.periods[base_id] if row["end_latest"] >= row["start_earliest"]]
        ends = [row["end_earliest"] for row in own if row["end_earliest"] < dates.OPEN_FUTURE]
        return self.day_of(max(ends, default=opening))

    def view_of_base(self, base_id: str) -> View:
        """Return the view of a base on the day on which it is shown."""
        day = self.telling_day(base_id)
        return look(self.gazetteer, Selection(day, base=base_id))

    @cached_property
    def opening(self) -> View:
        """The view with which the map opens."""
        return look(self.gazetteer, Selection(self.gazetteer.opening))

    @cached_property
    def whole(self) -> View:
        """The view of all times, which downloads hold."""
        gazetteer = self.gazetteer
        whole = Selection(gazetteer.opening, window=(gazetteer.first, gazetteer.last))
        return look(gazetteer, whole)

    @property
    def has_cards(self) -> bool:
        """Whether each base has a picture of its own: not in thousands, nor in old editions."""
        return self.site.cards and len(self.gazetteer.bases) <= MOST_CARDS and not self.site.edition

    def card_of(self, base_id: str) -> str:
        """Return the path of a base's picture for link previews, or that of the site's."""
        if self.site.edition:
            return ""
        return self.paths.base(base_id).replace(".html", ".png") if self.has_cards else "card.png"

    def cite(self, title: str, path: str) -> str:
        """Return the sentence by which a page is cited, with the address at which it stays."""
        gazetteer = self.gazetteer
        whole = replace(gazetteer, title=title)
        return citation.of_page(whole, self.site.permanent(path))

    def revisions_of(self, base_id: str) -> list[tuple[str, list[Revision]]]:
        """Return what each edition changed about a base, the newest first."""
        found = [
            (version, [one for one in some if one.base_id == base_id])
            for version, some in self.revisions
        ]
        return [(version, some) for version, some in found if some]

    def bases_of(self, column: str, word: str) -> pd.DataFrame:
        """Return the bases with a period of an operator or in a country, by their names."""
        periods = self.gazetteer.periods
        wanted = periods.loc[periods[column] == word, "base_id"].unique()
        return self.gazetteer.bases.loc[wanted].sort_values("name", kind="stable")

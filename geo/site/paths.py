"""Where each page of a site is: names that never change, linked relative to each other."""

import hashlib
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from geo.gazetteer.model import Gazetteer
from geo.place.names import slug

# letters of a file's name, well within what file systems take
LONGEST = 100


@dataclass(frozen=True, eq=False)
class Paths:
    """The paths of a gazetteer's pages, from the folder of the site."""

    gazetteer: Gazetteer

    def base(self, base_id: str) -> str:
        """Return the path of a base's page."""
        return f"bases/{_stem(base_id)}.html"

    def event(self, event_id: str) -> str:
        """Return the path of an event's page."""
        return f"events/{_stem(event_id)}.html"

    def source(self, source_id: str) -> str:
        """Return the path of a source's page."""
        return f"sources/{_stem(source_id)}.html"

    def operator(self, name: str) -> str:
        """Return the path of an operator's page."""
        return f"operators/{self._operators[name]}.html"

    def country(self, name: str) -> str:
        """Return the path of a country's page."""
        return f"countries/{self._countries[name]}.html"

    @cached_property
    def _operators(self) -> dict[str, str]:
        return _told_apart(self.gazetteer.coded["operator"].words)

    @cached_property
    def _countries(self) -> dict[str, str]:
        searched = self.gazetteer.searches["country"]
        return _told_apart([*self.gazetteer.coded["country"].words, *searched])


def relative(target: str, at: str) -> str:
    """Return the way from one page to another, each given from the folder of the site."""
    return posixpath.relpath(target, posixpath.dirname(at) or ".")


def _stem(identifier: str) -> str:
    if len(identifier) <= LONGEST:
        return identifier
    return f"{identifier[: LONGEST - 9]}-{hashlib.sha256(identifier.encode()).hexdigest()[:8]}"


def _told_apart(names: Iterable[str]) -> dict[str, str]:
    """A part of an address for each name, no two alike; names in no Latin letters get a digest."""
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        made = slug(name)
        if made in found.values() or (made == "gazetteer" and name.lower() != made):
            made = f"{made}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        found[name] = made
    return found

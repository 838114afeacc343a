"""What is measured for a view: from which bases, to what, and how far it is.

A reader who has chosen nothing is shown a telling distance: from the chosen base, or the one our
article was about, to the border of Afghanistan.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from geo.answers.view import View
from geo.gazetteer.model import Gazetteer
from geo.place import distance, geography
from geo.place.distance import Distance

OURS = "karshi-khanabad"
CITIES = ("kabul", "tashkent")
BORDER, CITY, BASE = "border", "city", "base"


@dataclass(frozen=True)
class Way:
    """One way that is measured: from a base, to a thing of some kind, and how far it is.

    ``kind`` is one of BORDER, CITY and BASE; ``target`` is the country, or the identifier of the
    city or base, and ``name`` its name.
    """

    base_id: str
    kind: str
    target: str
    name: str
    found: Distance


def starts(view: View) -> list[str]:
    """Return the bases that are measured from: where the reader has emptied them, all there."""
    chosen = view.selection.starts
    return [*(usual_starts(view) if chosen is None else chosen)] or there(view)


def usual_starts(view: View) -> list[str]:
    """Return the chosen base where it is there, else the one our article was about."""
    base = view.selection.base
    if base is not None and base in there(view):
        return [base]
    return [OURS] if OURS in view.gazetteer.bases.index else []


def borders(view: View) -> list[str]:
    """Return the countries whose borders are measured to."""
    chosen = view.selection.borders
    return usual_borders(view.gazetteer) if chosen is None else [*chosen]


def usual_borders(gazetteer: Gazetteer) -> list[str]:
    """Return the border measured to at first: our article's, else one of the data's own."""
    if OURS in gazetteer.bases.index:
        return ["Afghanistan"]
    known = geography.countries()
    return [name for name in gazetteer.bases["country"] if name in known][:1]


def cities(view: View) -> list[str]:
    """Return the cities that are measured to."""
    chosen = view.selection.cities
    return [*(CITIES if chosen is None else chosen)]


def there(view: View) -> list[str]:
    """Return the bases of a view that are there, each once."""
    return [str(base) for base in dict.fromkeys(view.present["base_id"])]


def targets(view: View) -> list[tuple[str, str]]:
    """Return what is measured to: a kind, and the country, city or base."""
    kind = view.selection.target
    found = {BORDER: borders, CITY: cities, BASE: there}[kind](view)
    return [(kind, target) for target in found]


def ways(
    gazetteer: Gazetteer, starts: Sequence[str], targets: Sequence[tuple[str, str]]
) -> Iterator[Way]:
    """Measure from each start to each target; no base is measured to itself."""
    for start, (kind, target) in product(starts, targets):
        if (kind, target) != (BASE, start):
            yield measure(gazetteer, start, kind, target)


def measure(gazetteer: Gazetteer, start: str, kind: str, target: str) -> Way:
    """Return how far it is from a base to a border, a city or another base."""
    base = gazetteer.bases.loc[start]
    point = (float(base["latitude"]), float(base["longitude"]))
    doubt = float(base["coordinate_uncertainty_m"])
    if kind == BORDER:
        found = distance.to_border(point, target, uncertainty_m=doubt)
        return Way(start, kind, target, target, found)
    end: pd.Series = geography.cities().loc[target] if kind == CITY else gazetteer.bases.loc[target]
    found = (
        distance.to_city(point, end, uncertainty_m=doubt)
        if kind == CITY
        else distance.between_bases(base, end)
    )
    return Way(start, kind, target, str(end["name"]), found)


def direction(found: Distance) -> str:
    """Return where the end of a distance lies, "inside" where there is no way to go."""
    return found.direction if found.metres else "inside"

"""The picture of the map in the page itself: drawn once for a selection, kept for a while."""

import json

from geo.answers.link import DRAWN, write_link
from geo.answers.view import View
from geo.drawings import first_sight
from geo.drawings.first_sight import FirstSight
from geo.gazetteer.digest import digest
from web.answers import BUDGET
from web.budget import OverBudgetError
from web.cache import Cache, Kept

# bytes of pictures that are kept: some hundred
KEPT = 8 * 2**20
# What of a link changes the picture: who is there, and whether closed bases are shown.
GROUPS = (*DRAWN, "closed")
_KIND = "image/svg+xml"
_cache = Cache(KEPT)


def picture(view: View, client: str) -> FirstSight | None:
    """Return the first sight of a view, None where there is none or its client has asked too much.

    A page does not wait for it where a client has nothing left of its budget (:mod:`web.budget`).
    """
    wanted = json.dumps(write_link(view.selection, groups=GROUPS), sort_keys=True)
    key = (digest(view.gazetteer), wanted)
    kept = _cache.get(key)
    if kept is None:
        try:
            with BUDGET.work(client):
                drawn = first_sight.draw(view)
        except OverBudgetError:
            return None
        told = json.dumps([drawn.svg, drawn.bounds] if drawn else None)
        kept = Kept(told.encode(), _KIND)
        _cache.put(key, kept)
    found = json.loads(kept.content)
    return FirstSight(found[0], tuple(found[1])) if found else None


def sight_of(view: View) -> str:
    """Return the middle and zoom of the map that an address asks for, as the picture counts.

    Blank where it asks for none.
    """
    if view.selection.sight is None:
        return ""
    latitude, longitude, zoom = view.selection.sight
    x, y = first_sight.place(latitude, longitude)
    return f"{x:.1f} {y:.1f} {zoom:g}"

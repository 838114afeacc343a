"""Pictures for link previews: one of the site, and one of each base, drawn when they change."""

import hashlib
import inspect
from functools import cache, partial

from geo import style, wording
from geo.answers.searches import countries_without_a_base
from geo.answers.view import View
from geo.exports import (
    card,
    picture,
    picture_bases,
    picture_letters,
    picture_outline,
    picture_room,
)
from geo.place.geography import OUTLINE
from geo.site.context import Context
from geo.site.model import File

# What of a period is drawn.
_DRAWN = ["base_id", "name", "operator", "status", "latitude", "longitude", "presence", "held"]


def site_card(context: Context) -> File:
    """Return the picture of what the map opens with."""
    return _card("card.png", context.opening)


def base_cards(context: Context) -> list[File]:
    """Return the picture of each base."""
    bases = context.gazetteer.bases.index
    return [_card(context.card_of(base), context.view_of_base(base)) for base in bases]


def _card(path: str, view: View) -> File:
    return File(path, partial(card.render, view), _key(view))


def _key(view: View) -> str:
    """What a picture depends on: what is on it, its words, and the code that draws it."""
    box, inside = card.drawn(view)
    base = "" if view.base is None else view.base.drop(["local_names", "also_found_by"]).to_json()
    told = [
        *(inside[_DRAWN].to_csv(index=False), repr(box), base, view.gazetteer.title),
        *(view.selection.describe(), wording.headline(view), wording.held_in_words(view)),
        repr(view.by_operator),
        repr(style.operator_styles(view.gazetteer.coded["operator"].words)),
        repr(sorted(countries_without_a_base(view)["country"])),
        _code(),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


@cache
def _code() -> str:
    drawing = (picture, picture_bases, picture_letters, picture_outline, picture_room)
    modules = (card, *drawing, style, wording)
    found = hashlib.sha256(OUTLINE.read_bytes())
    for module in modules:
        found.update(inspect.getsource(module).encode())
    return found.hexdigest()

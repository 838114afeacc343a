"""Ask a gazetteer: a question as an address has it, and the answer as bytes or as an object."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

import pandas as pd

from geo.answers.link import KEYS
from geo.answers.view import View
from geo.exports import csv, geojson, lpf
from geo.exports.about import about, of_data
from geo.gazetteer.editions import asked_for
from geo.gazetteer.model import Gazetteer
from geo.importer.served import served
from geo.public_address import public_address
from geo.queries import resources
from geo.queries.parameters import MOST, Asked, Query, QueryError, Wrong, read
from geo.queries.resources import BASE_FORMATS, RESOURCES, Item, Resource, base_view
from geo.spreadsheet import guarded

ROOT = "/api/v1"
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "lpf": "application/ld+json",
}
# How a format is written at the end of an address: /bases/kant.geojson.
SUFFIXES = {"json": ".json", "csv": ".csv", "geojson": ".geojson", "lpf": ".lpf.json"}


@dataclass(frozen=True)
class Answer:
    """An answer as it is sent: its bytes, their media type, and the question for what follows."""

    content: bytes
    media_type: str
    following: str = ""


def ask(question: str, gazetteer: Gazetteer | None = None) -> Any:
    """Return the answer to a question such as ``periods?date=2005-06-01`` as lists and dicts.

    Without a gazetteer, the project's own (or the one that BASES names) is asked. Raises QueryError
    where the question makes no sense. The items are under ``items``, and under ``next`` is the
    question for what follows them, None where nothing does.
    """
    path, _, query = question.removeprefix(f"{ROOT}/").partition("?")
    given = parse_qs(query, keep_blank_values=True)
    made = answer(path, given, gazetteer)
    if made.media_type != MEDIA_TYPES["json"]:
        raise QueryError(400, [Wrong("format", "Objects are made of JSON; leave the format out.")])
    return json.loads(made.content)


def answer(
    path: str,
    query: Query,
    gazetteer: Gazetteer | None = None,
    *,
    forms: Sequence[str] = ("json",),
) -> Answer:
    """Return the answer to a question: a resource, or ``bases/kant``, and its parameters.

    Where the query names no format, the first of ``forms`` that there is of it is taken, else JSON.
    Raises QueryError.
    """
    current = served()[0] if gazetteer is None else gazetteer
    asked_of = asked_for(current, next(iter(query.get("v", ())), ""))
    name, _, identifier = path.strip("/").partition("/")
    if name not in RESOURCES or (identifier and name != "bases"):
        listed = ", ".join([*RESOURCES, "bases/{base_id}"])
        raise QueryError(404, [Wrong("resource", f"{path[:60]!r} is none of {listed}.")])
    if identifier:
        asked = read(
            query,
            asked_of,
            ("v", "format"),
            BASE_FORMATS,
            usual_format=_form(forms, BASE_FORMATS),
            path=identifier,
        )
        return _one_base(asked)
    resource = RESOURCES[name]
    usual = _form(forms, resource.formats)
    if resource.is_view:
        # The words of the address bar that lay out a page narrow no view.
        query = {k: w for k, w in query.items() if k in resource.parameters or k not in KEYS}
    missing = [Wrong(key, "is needed.") for key in resource.required if key not in query]
    if missing:
        raise QueryError(400, missing)
    asked = read(query, asked_of, resource.parameters, resource.formats, usual_format=usual)
    return _many(resource, asked, query)


def _form(wanted: Sequence[str], there: Sequence[str]) -> str:
    return next((form for form in wanted if form in there), "json")


def _one_base(asked: Asked) -> Answer:
    if asked.format == "json":
        told = resources.base(asked)
        return _json({**_facts(asked.gazetteer, told["name"]), **told})
    return _export(base_view(asked), asked.format)


def _many(resource: Resource, asked: Asked, query: Query) -> Answer:
    if resource.name == "periods" and asked.format != "json":
        view = asked.view
        part, total = _page_of_periods(view, asked), len(view.present)
        _fits(asked, total)
        made = _export(part, asked.format)
        return replace(made, following=_following(resource, asked, query, total))
    if (resource.name, asked.format) == ("bases", "lpf"):
        view = asked.view
        part, total = _page_of_bases(view, asked)
        _fits(asked, total)
        made = _export(part, asked.format)
        return replace(made, following=_following(resource, asked, query, total))
    items = resource.find(asked)
    _fits(asked, len(items))
    following = _following(resource, asked, query, len(items))
    shown = list(items[asked.offset : asked.offset + asked.limit])
    if asked.format == "csv":
        return Answer(_rows(resource, shown), MEDIA_TYPES["csv"], following)
    facts = _of_view(asked) if resource.is_view else _facts(asked.gazetteer)
    if asked.format == "geojson":
        return replace(_points(facts, shown), following=following)
    told = {**facts, "total": len(items), "offset": asked.offset, "next": following or None}
    return replace(_json({**told, "items": shown}), following=following)


def _fits(asked: Asked, total: int) -> None:
    """Raise QueryError where an answer that cannot say what is left of it would leave some out.

    Who names a limit knows that there may be more.
    """
    if asked.format == "json" or "limit" in asked.given or total - asked.offset <= MOST:
        return
    detail = (
        f"There are {total:,} rows, and one answer holds at most {MOST:,}. Ask for them in parts, "
        f"with limit={MOST} and offset=0, {MOST} and so on, or narrow the question."
    )
    raise QueryError(400, [Wrong("limit", detail)])


def _of_view(asked: Asked) -> Item:
    """What an answer of a date or window says of itself: what the export of the view says."""
    gazetteer = asked.gazetteer
    _, codes = asked.presences
    base = asked.selection.base
    row = None if base is None else gazetteer.bases.loc[base]
    # No fact is about the rows of the view, so they are not looked up.
    bare = View(
        gazetteer,
        asked.selection,
        gazetteer.periods,
        asked.held,
        {},
        row,
        codes,
        alone=row is not None,
    )
    return dict(about(bare, public_address()))


def _facts(gazetteer: Gazetteer, base: str = "") -> Item:
    """What an answer that is of no date says of itself: of the gazetteer, or of one base in it."""
    title = f"{base}, in: {gazetteer.title}" if base else gazetteer.title
    released = gazetteer.created
    parts = [
        gazetteer.author,
        f"“{title}”",
        f"version {gazetteer.version}",
        str(released.year) if released else "",
        public_address(),
    ]
    return dict(of_data(gazetteer, f"{', '.join(filter(None, parts))}."))


def _following(resource: Resource, asked: Asked, query: Query, total: int) -> str:
    """The question for the next items, blank where these are the last."""
    if asked.offset + asked.limit >= total:
        return ""
    further = {**query, "limit": [str(asked.limit)], "offset": [str(asked.offset + asked.limit)]}
    return f"{ROOT}/{resource.name}?{urlencode(further, doseq=True)}"


def _page_of_periods(view: View, asked: Asked) -> View:
    present = view.present
    return replace(view, periods=present.iloc[asked.offset : asked.offset + asked.limit])


def _page_of_bases(view: View, asked: Asked) -> tuple[View, int]:
    present = view.present
    every = list(dict.fromkeys(present["base_id"]))
    wanted = every[asked.offset : asked.offset + asked.limit]
    return replace(view, periods=present[present["base_id"].isin(wanted)]), len(every)


def _export(view: View, kind: str) -> Answer:
    """A view as the export of the same name gives it."""
    render = {"csv": csv.render, "geojson": geojson.render, "lpf": lpf.render}[kind]
    return Answer(render(view, public_address()).encode(), MEDIA_TYPES[kind])


def _json(told: Item) -> Answer:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Answer(f"{text}\n".encode(), MEDIA_TYPES["json"])


def _points(facts: Item, items: list[Item]) -> Answer:
    features = [
        {
            "type": "Feature",
            "id": item["base_id"],
            "geometry": {"type": "Point", "coordinates": [item["longitude"], item["latitude"]]},
            "properties": item,
        }
        for item in items
    ]
    made = _json({"type": "FeatureCollection", "metadata": facts, "features": features})
    return replace(made, media_type=MEDIA_TYPES["geojson"])


def _rows(resource: Resource, items: list[Item]) -> bytes:
    names = [field.name for field in resource.fields]
    table = pd.DataFrame([[_cell(item[name]) for name in names] for item in items], columns=names)
    return table.to_csv(index=False, lineterminator="\n").encode()


def _cell(value: Any) -> str:
    """A value as a cell: lists with spaces between, names as bases.csv has them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return guarded(" | ".join(f"{one['language']}: {one['name']}" for one in value))
    if isinstance(value, list):
        separator = " " if all(" " not in str(one) for one in value) else "; "
        return guarded(separator.join(map(str, value)))
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else guarded(str(value))

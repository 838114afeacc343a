"""The interface for programs described as OpenAPI 3.1, made from what answers questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports.about import FACTS, about
from geo.gazetteer.model import Gazetteer
from geo.public_address import public_address
from geo.queries.ask import MEDIA_TYPES, ROOT
from geo.queries.parameters import PARAMETERS, Schema, meaning_of, schema_of
from geo.queries.resources import (
    BASE_FIELDS,
    BASE_FORMATS,
    PARTS,
    RESOURCES,
    TEXT,
    TEXT_OR_NONE,
    WHOLE,
    Field,
    Resource,
)
from geo.wording import APP

PROBLEM = "application/problem+json"
# headers of an answer -> what each says
HEADERS = {
    "ETag": "The tag of the answer: send it as If-None-Match, and what has not changed is a 304.",
    "Cache-Control": "For how many seconds the answer may be used again without asking.",
    "Vary": "The headers of a request that make it another answer.",
    "Link": 'The question for what follows, as <…>; rel="next"; not there where nothing does.',
    "Retry-After": "The seconds after which to come back.",
}
KEPT = ("ETag", "Cache-Control", "Vary")


def openapi(gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the description; words that parameters may have are those of a gazetteer."""
    home = public_address()
    paths: dict[str, Any] = {
        f"/{resource.name}": {"get": _many(resource, gazetteer)} for resource in RESOURCES.values()
    }
    paths["/bases/{base_id}"] = {"get": _one_base(gazetteer)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{APP}: {gazetteer.title}",
            "version": gazetteer.version,
            "description": (
                "Who held which base, where, from when to when, and who says so. Parameters are "
                "the words of the app's own address bar; those that only lay out a page are left "
                "aside where a date or window is asked about, and whatever else is unknown is an "
                "error. Every page has its data by suffix too, such as /map.csv or "
                "/compare.json, with all that its address bar may hold: what the page shows. The "
                "one difference is `base`, which narrows an answer here, and chooses a base among "
                "the others there. An answer of a date or window equals the export of that view. "
                "Everything may be read from any site; each answer has an ETag, and says how to "
                "cite it."
            ),
            "license": {"name": gazetteer.licence or "not stated"},
        },
        "servers": [{"url": f"{home}{ROOT}"}],
        "paths": paths,
        "components": {"schemas": {"Problem": _problem()}},
    }


def _many(resource: Resource, gazetteer: Gazetteer) -> dict[str, Any]:
    items = {"type": "array", "items": _object(resource.fields)}
    facts, required = _facts(gazetteer, of_view=resource.is_view)
    counts = {
        "total": {**WHOLE, "description": "Total number of items."},
        "offset": {**WHOLE, "description": "The number of items left out before these."},
        "next": {
            **TEXT_OR_NONE,
            "description": "The question for what follows; null: nothing does.",
        },
        "items": {**items, "description": resource.summary},
    }
    body = _closed({**facts, **counts}, [*required, *counts])
    told = _operation(
        resource.name, resource.summary, resource.parameters, resource.formats, body, gazetteer
    )
    for parameter in told["parameters"]:
        if parameter["name"] in resource.required:
            parameter["required"] = True
    return told


def _one_base(gazetteer: Gazetteer) -> dict[str, Any]:
    parts = {
        name: {
            "type": "array",
            "items": _object(fields),
            "description": f"Its {name}, as under /{name}.",
        }
        for name, fields in PARTS.items()
    }
    said, required = _facts(gazetteer, of_view=False)
    facts = {**said, **_properties(BASE_FIELDS), **parts}
    body = _closed(facts, [*required, *_properties(BASE_FIELDS), *parts])
    told = _operation(
        "base",
        "Everything that is known of one base.",
        ("v", "format"),
        BASE_FORMATS,
        body,
        gazetteer,
    )
    schema = schema_of("base", gazetteer)
    described = {"name": "base_id", "in": "path", "required": True, "schema": schema}
    told["parameters"].insert(0, {**described, "description": "Identifier of the base."})
    return told


def _facts(gazetteer: Gazetteer, *, of_view: bool) -> tuple[Schema, list[str]]:
    """What an answer says of itself, and which of it this gazetteer's answers always have."""
    facts = [fact for fact in FACTS if of_view or not fact.of_view]
    said = about(look(gazetteer, Selection(gazetteer.opening)))
    properties = {fact.name: {**TEXT, "description": fact.meaning} for fact in facts}
    return properties, [fact.name for fact in facts if fact.name in said and not fact.sometimes]


def _operation(
    name: str,
    summary: str,
    parameters: Sequence[str],
    formats: Sequence[str],
    body: Schema,
    gazetteer: Gazetteer,
) -> dict[str, Any]:
    bodies: dict[str, Schema] = {
        "json": body,
        "csv": {"type": "string"},
        "geojson": _collection(),
        "lpf": _collection(),
    }
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    wrong = {
        "400": "A parameter is invalid.",
        "404": "There is no such thing.",
        "429": "Too many requests; try again later.",
        "503": "The data cannot be read at the moment.",
    }
    content = {MEDIA_TYPES[kind]: {"schema": bodies[kind]} for kind in formats}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_parameter(key, gazetteer, formats) for key in parameters],
        "responses": {
            "200": {
                "description": summary,
                "headers": _headers(*KEPT, *(["Link"] if "limit" in parameters else [])),
                "content": content,
            },
            "304": {
                "description": "Not changed since that ETag.",
                "headers": _headers(*KEPT),
            },
            **{
                status: {
                    "description": said,
                    "headers": _headers(*(["Retry-After"] if status == "429" else [])),
                    "content": {PROBLEM: problem},
                }
                for status, said in wrong.items()
            },
        },
    }


def _headers(*names: str) -> dict[str, Any]:
    always = {"required": True}
    return {
        name: {
            "description": HEADERS[name],
            "schema": TEXT,
            **(always if name != "Link" else {}),
        }
        for name in names
    }


def _parameter(name: str, gazetteer: Gazetteer, formats: Sequence[str]) -> dict[str, Any]:
    parameter, schema = PARAMETERS[name], schema_of(name, gazetteer, formats)
    described = {"name": name, "in": "query", "description": meaning_of(name, gazetteer)}
    if not parameter.many:
        return {**described, "schema": schema}
    several = {"type": "array", "items": schema, "minItems": 1}
    return {**described, "style": "form", "explode": True, "schema": several}


def _collection() -> Schema:
    collection = {"type": {"const": "FeatureCollection"}, "features": {"type": "array"}}
    return {"type": "object", "properties": collection, "required": ["type", "features"]}


def _object(fields: Sequence[Field]) -> Schema:
    return _closed(_properties(fields), [field.name for field in fields])


def _properties(fields: Sequence[Field]) -> Schema:
    return {field.name: {**field.schema, "description": field.meaning} for field in fields}


def _closed(properties: Mapping[str, Any], required: Sequence[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _problem() -> Schema:
    wrong = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"parameter": TEXT, "detail": TEXT},
            "required": ["parameter", "detail"],
        },
    }
    more = {**WHOLE, "description": "The number of errors that are not listed."}
    properties = {"title": TEXT, "status": WHOLE, "detail": TEXT, "errors": wrong, "more": more}
    return {
        "description": "RFC 9457",
        "type": "object",
        "properties": properties,
        "required": ["title", "status", "detail"],
    }

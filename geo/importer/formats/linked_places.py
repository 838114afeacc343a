"""The Linked Places format: a row for each relation with a time, else for each time span."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from geo.place.geography import country_names

# How our own export writes how far a point may be off, and whose a base was.
_WITHIN = "dwc:coordinateUncertaintyInMeters"
_HELD_BY = re.compile(r"held by (?P<operator>.+) \((?P<status>\w+)\)")


def recognises(features: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether features are of this format, by the names and times that only it has."""
    first = features[0]
    return isinstance(first.get("names"), list) and "properties" in first


def rows_of(features: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[Any]]:
    """Return a row of values for each period, and its geometry."""
    rows, geometries = [], []
    for feature in features:
        place = _place(feature)
        for period in _periods(feature):
            rows.append({**place, **period})
            geometries.append(feature.get("geometry"))
    return rows, geometries


def _place(feature: Mapping[str, Any]) -> dict[str, Any]:
    properties = _mapping(feature.get("properties"))
    names = [n for n in _list(feature.get("names")) if n.get("toponym")]
    title = properties.get("title") or (names[0]["toponym"] if names else "")
    kinds = [
        label.get("label", "")
        for kind in _list(feature.get("types"))
        for label in [*_list(kind.get("sourceLabels")), kind]
    ]
    codes = properties.get("ccodes")
    return {
        "name": title,
        "local_names": " | ".join(
            f"{n['lang']}:{n['toponym']}" if n.get("lang") else n["toponym"] for n in names[1:]
        ),
        "country": properties.get("country") or _country(codes),
        "kind": kinds[0] if kinds else "",
        **({"coordinate_uncertainty_m": properties[_WITHIN]} if _WITHIN in properties else {}),
        "sources": " ".join(
            link["identifier"] for link in _list(feature.get("links")) if link.get("identifier")
        ),
        "note": " ".join(str(d.get("value", "")) for d in _list(feature.get("descriptions"))),
    }


def _country(codes: Any) -> str:
    """The first country of a place by its name; a code that is not known stays as it is."""
    code = str(codes[0]) if isinstance(codes, list) and codes else ""
    return country_names().get(code, code)


def _periods(feature: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for relation in _list(feature.get("relations")):
        ours = _HELD_BY.fullmatch(str(relation.get("label", "")))
        for span in _spans(relation):
            who = ours.groupdict() if ours else {"operator": relation.get("label", "")}
            found.append({**who, **_edges(span)})
    return found or [_edges(span) for span in _spans(feature)] or [{}]


def _spans(thing: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return _list(_mapping(thing.get("when")).get("timespans"))


def _edges(span: Mapping[str, Any]) -> dict[str, str]:
    return {edge: _edge(_mapping(span.get(edge))) for edge in ("start", "end")}


def _edge(bounds: Mapping[str, Any]) -> str:
    """An edge as EDTF: one date, or the interval in which it lies."""
    if bounds.get("in"):
        return str(bounds["in"])
    earliest, latest = str(bounds.get("earliest") or ""), str(bounds.get("latest") or "")
    if earliest and latest:
        return f"{earliest}/{latest}"
    if earliest:
        return f"{earliest}/.."
    return f"../{latest}" if latest else ""


def _list(value: Any) -> list[Any]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}

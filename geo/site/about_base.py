"""The page of a base: who had it, who says so, where it is, what happened, what changed."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from geo.answers import evidence
from geo.answers.evidence import Edge, Evidence
from geo.drawings.evidence import draw
from geo.place import distance
from geo.place.names import parse_local_names
from geo.plural import counted
from geo.site.context import Context
from geo.site.locator import draw as locator
from geo.site.render import Page
from geo.site.structured import of_base
from geo.vocabulary import Status
from geo.wording import language_in_words, position_in_words, story

NEAREST = 4


def page(context: Context, base_id: str) -> Page:
    """Return the page of a base."""
    gazetteer = context.site.gazetteer
    base = context.bases[base_id]
    view = context.view_of_base(base_id)
    told = story(view)
    path = context.paths.base(base_id)
    return Page(
        path,
        "base.html",
        str(base["name"]),
        told,
        stem="bases",
        card=context.card_of(base_id),
        facts=of_base(context, base_id, told),
        parts={
            "base": base,
            "base_id": base_id,
            "story": told,
            "names_told": _names(base["local_names"]),
            "also_found_by": _names(base["also_found_by"]),
            "position": _position(base),
            "locator": locator(str(base["name"]), base["latitude"], base["longitude"]),
            "periods": _periods(context, base_id),
            "claims": _other_claims(context, base_id),
            "events": context.events_of(base_id),
            "nearest": _nearest(context, base_id),
            "when": context.telling_day(base_id),
            "cite": context.cite(f"{base['name']}, in: {gazetteer.title}", path),
            "revised": context.revisions_of(base_id),
        },
    )


def _names(cell: str) -> str:
    pairs = parse_local_names(cell)
    return ", ".join(f"{name} ({language_in_words(tag)})" if tag else name for tag, name in pairs)


def _position(base: dict[str, Any]) -> str:
    doubt = base["coordinate_uncertainty_m"]
    place = position_in_words(base["latitude"], base["longitude"], 4 if doubt <= 2_000 else 2)
    return f"{place}, accurate to within {doubt / 1000:g} km ({base['coordinate_type']})"


def _periods(context: Context, base_id: str) -> list[dict[str, Any]]:
    rows = {row["period_id"]: row for row in context.periods[base_id]}
    styles = context.strips.styles
    return [
        _period(context, item, rows[item.period_id], styles[item.operator])
        for item in evidence.of_base(context.site.gazetteer, base_id)
    ]


def _period(context: Context, item: Evidence, row: dict[str, Any], style: Any) -> dict[str, Any]:
    status = "" if item.status == Status.ACTIVE else f", {item.status}"
    remarks = [row["unit"], row["note"]]
    if item.status != Status.ACTIVE:
        remarks.append(f"{Status(item.status).words.capitalize()}.")
    claims = sum(len(edge.claims) for edge in item.edges)
    claimed = {claim.source_id for edge in item.edges for claim in edge.claims}
    return {
        "id": item.period_id,
        "operator": item.operator,
        "status": status,
        "span": evidence.span_in_words(item),
        "drawing": Markup(draw(item, style)),  # noqa: S704 - geo.drawings escapes what it is given
        "support": evidence.support_in_words(item),
        "remarks": [text for text in remarks if text],
        "claims": counted(claims, "claim") if claims else "",
        "edges": [_edge(context, edge) for edge in item.edges if edge.claims],
        "others": context.sources.all([s for s in row["sources"] if s not in claimed]),
    }


def _edge(context: Context, edge: Edge) -> dict[str, Any]:
    return {
        "title": f"{edge.prop.capitalize()}: {edge.says}",
        "claims": [
            {
                "says": claim.says,
                "used": claim.used,
                "use": claim.use_in_words,
                "reason": claim.reason,
                "source": context.sources.cited(claim.source_id),
            }
            for claim in edge.claims
        ],
    }


def _other_claims(context: Context, base_id: str) -> list[tuple[str, Sequence[dict[str, Any]]]]:
    """The claims about anything but dates, by what they are about; used ones first."""
    found = groupby(context.claims_about.get(base_id, ()), lambda row: row["property"])
    return [
        (
            str(prop).capitalize(),
            [
                {
                    "says": row["value"],
                    "used": row["used"] == "yes",
                    "use": "used" if row["used"] == "yes" else "not used",
                    "reason": row["reason"],
                    "source": context.sources.cited(row["source_id"]),
                }
                for row in rows
            ],
        )
        for prop, rows in found
    ]


def _nearest(context: Context, base_id: str) -> list[tuple[str, str, str]]:
    """The nearest other bases at any time: identifier, name, and how far they are."""
    bases = context.site.gazetteer.bases
    here, others = bases.loc[[base_id]], bases.drop(index=base_id)
    if others.empty:
        return []
    metres = distance.matrix(here, others)[0]
    near = others.assign(metres=metres).nsmallest(NEAREST, "metres")
    return [
        (str(other), str(row["name"]), str(distance.between_bases(here.iloc[0], row)))
        for other, row in near.iterrows()
    ]

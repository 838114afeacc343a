"""The pages that list: bases, events, sources, operators, countries, changes and editions."""

from itertools import groupby
from typing import Any

from geo.answers import changes, searches
from geo.gazetteer import editions
from geo.plural import counted
from geo.site import structured
from geo.site.context import Context
from geo.site.render import Page, title_of
from geo.time import dates
from geo.vocabulary import HELD
from geo.wording import PAGES, SITE_PAGES, summary


def bases(context: Context) -> Page:
    """Return the page of all bases, country by country, each with its periods in one line."""
    groups = [
        (country, [base_row(context, base) for base in context.bases_of("country", country).index])
        for country in context.gazetteer.coded["country"].words
    ]
    parts = {"groups": groups, "count": counted(len(context.gazetteer.bases), "base")}
    return _page("bases", PAGES["bases"].purpose, parts)


def base_row(context: Context, base_id: str) -> dict[str, Any]:
    """Return a base as lists show it: name, kind, who had it when in words, and as a strip."""
    base = context.bases[base_id]
    periods = context.periods[base_id]
    tenures = dict.fromkeys(
        (row["operator"], "" if row["status"] in HELD else row["status"], _tenure(row))
        for row in periods
    )
    return {
        "id": base_id,
        "name": base["name"],
        "country": base["country"],
        "kind": base["kind"],
        "reference": bool(base["reference"]),
        "tenures": [
            f"{operator}{f' ({status})' if status else ''}, {span}"
            for operator, status, span in tenures
        ],
        "strip": context.strips.of(periods),
    }


def _tenure(row: dict[str, Any]) -> str:
    until = dates.in_words(row["until"], end=True)
    since = dates.in_words(row["since"])
    return (
        f"since {since}" if row["until"] == dates.OPEN and row["since"] else f"{since} to {until}"
    )


def events(context: Context) -> Page:
    """Return the page of all events, year by year."""
    records = context.gazetteer.events.to_dict("records")
    years = [
        (year, list(some))
        for year, some in groupby(records, lambda event: dates.from_day(event["day"]).year)
    ]
    return _page("events", PAGES["events"].purpose, {"years": years, "count": len(records)})


def event(context: Context, number: int, records: list[dict[str, Any]]) -> Page:
    """Return the page of one event, with the ones before and after it."""
    own = records[number]
    path = context.paths.event(own["event_id"])
    when = dates.in_words(own["date"])
    return Page(
        path,
        "event.html",
        own["title"],
        " ".join(filter(None, (f"{when}: {own['title']}.", own["note"]))),
        stem="events",
        card="" if context.site.edition else "card.png",
        facts=structured.of_event(context, own, path),
        parts={
            "event": own,
            "when": when,
            "day": context.day_of(own["day"]),
            "sources": context.sources.all(own["sources"]),
            "bases": [base for base in own["base_ids"] if base in context.gazetteer.bases.index],
            "before": records[number - 1] if number else None,
            "after": records[number + 1] if number + 1 < len(records) else None,
            "cite": context.cite(f"{own['title']}, in: {context.gazetteer.title}", path),
        },
    )


def sources(context: Context) -> Page:
    """Return the page of all sources by publisher."""
    rows = context.gazetteer.sources.reset_index()
    rows = rows.sort_values(["publisher", "date"], key=lambda column: column.str.casefold())
    groups = [
        (publisher or "No publisher", [context.sources.cited(s) for s in some["source_id"]])
        for publisher, some in rows.groupby("publisher", sort=False)
    ]
    parts = {"groups": groups, "count": counted(len(rows), "source")}
    return _page("sources", SITE_PAGES["sources"].purpose, parts)


def source(context: Context, source_id: str) -> Page:
    """Return the page of one source: what it is, what it says, and what it is cited for."""
    row = {"source_id": source_id, **context.gazetteer.sources.loc[source_id].to_dict()}
    path = context.paths.source(source_id)
    claims = context.sources.claims.get(source_id, [])
    periods = context.sources.periods.get(source_id, [])
    claimed = {claim["period_id"] for claim in claims}
    cited = context.sources.cited(source_id)
    same = [s for s in context.sources.same_work[row["work"]] if s != source_id]
    told = f"{cited.who}. {counted(len(claims), 'claim')} of it in {context.gazetteer.title}."
    return Page(
        path,
        "source.html",
        row["title"] or source_id,
        told,
        stem="sources",
        facts=structured.of_source(context, row, path),
        parts={
            "source": row,
            "when": dates.in_words(row["date"]) if row["date"] else "undated",
            "claims": [
                (base, list(some)) for base, some in groupby(claims, lambda row: row["base_id"])
            ],
            "periods": [row for row in periods if row["period_id"] not in claimed],
            "events": context.sources.events.get(source_id, []),
            "same": [context.sources.cited(other) for other in same],
        },
    )


def operators(context: Context) -> Page:
    """Return the page of all operators."""
    rows = [
        (name, counted(len(context.bases_of("operator", name)), "base"))
        for name in context.gazetteer.coded["operator"].words
    ]
    parts = {"rows": rows, "path": context.paths.operator}
    return _page("operators", SITE_PAGES["operators"].purpose, parts, template="index_of.html")


def operator(context: Context, name: str) -> Page:
    """Return the page of one operator: its bases country by country."""
    found = context.bases_of("operator", name)
    rows = [base_row(context, base) for base in found.index]
    groups = [
        (country, [row for row in rows if row["country"] == country])
        for country in dict.fromkeys(found["country"].sort_values())
    ]
    where = ", ".join(f"{country} {len(some)}" for country, some in groups)
    told = f"{counted(len(found), 'base')} of {name}, at whatever time: {where}."
    parts = {"groups": groups, "filter": {"operator": name}, "searches": []}
    path = context.paths.operator(name)
    return Page(path, "of_many.html", name, told, stem="operators", parts=parts)


def countries(context: Context) -> Page:
    """Return the page of all countries, those with no base too where they were searched."""
    searched = context.gazetteer.searches["country"]
    names = sorted({*context.gazetteer.coded["country"].words, *searched})
    rows = [(name, counted(len(context.bases_of("country", name)), "base")) for name in names]
    parts = {"rows": rows, "path": context.paths.country}
    return _page("countries", SITE_PAGES["countries"].purpose, parts, template="index_of.html")


def country(context: Context, name: str) -> Page:
    """Return the page of one country: its bases by operator, and what was looked for."""
    found = context.bases_of("country", name)
    rows = [base_row(context, base) for base in found.index]
    looked = context.gazetteer.searches
    own = looked[looked["country"] == name].to_dict("records")
    told = f"{counted(len(found), 'base')} in {name}"
    told += f": {', '.join(found['name'])}." if len(found) else "."
    parts = {
        "groups": [("", rows)] if rows else [],
        "filter": {"country": name},
        "searches": [
            {
                "text": searches.in_words(search),
                "note": search["note"],
                "where": search["where_looked"],
                "when": dates.in_words(search["looked_on"]),
                "sources": context.sources.all(search["sources"]),
            }
            for search in own
        ],
    }
    path = context.paths.country(name)
    return Page(path, "of_many.html", name, told, stem="countries", parts=parts)


def changes_page(context: Context) -> Page:
    """Return the page of every day on which a base opened, closed or changed hands."""
    found = [
        (dates.day_in_words(when), when, moved)
        for day, moved in changes.every_change(context.gazetteer)
        for when in [dates.from_day(day)]
    ]
    years = [(year, list(some)) for year, some in groupby(found, lambda row: row[1].year)]
    parts = {"years": years, "count": counted(sum(len(row[2]) for row in found), "change")}
    return _page("changes", SITE_PAGES["changes"].purpose, parts)


def editions_page(context: Context) -> Page:
    """Return the page of all editions: what each changed, and where it stays."""
    gazetteer = context.gazetteer
    notes = editions.notes(gazetteer)
    rows = [
        {
            "version": version,
            "created": dates.day_in_words(created) if created else "",
            "notes": [note.replace("`", "") for note in notes.get(version, [])],
            "revisions": dict(context.revisions).get(version, []),
        }
        for version in context.site.editions
        for created in [_created(context, version)]
    ]
    return _page("editions", SITE_PAGES["editions"].purpose, {"rows": rows})


def _created(context: Context, version: str) -> Any:
    found = editions.edition(context.gazetteer, version)
    return found.created if found is not None else None


def summary_of(context: Context) -> str:
    """Return what the map shows when it opens, in a sentence."""
    day = dates.day_in_words(context.gazetteer.opening)
    return f"{day}: {summary(context.opening)}"


def _page(stem: str, purpose: str, parts: dict[str, Any], template: str = "") -> Page:
    return Page(
        f"{stem}.html",
        template or f"{stem}.html",
        title_of(stem),
        purpose,
        stem=stem,
        card="card.png",
        parts=parts,
    )

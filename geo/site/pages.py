"""The pages that are one of a kind: map, two dates, article, downloads, data dictionary, 404."""

from collections import Counter
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from geo.answers import article, changes
from geo.answers.changes import COUNTED, ORIENTATION, RUMOURED, UNCHANGED, Difference
from geo.answers.link import write_link
from geo.answers.statements import verdicts
from geo.answers.view import View, look
from geo.exports.write import FORMATS
from geo.gazetteer.columns import TABLES
from geo.site import structured
from geo.site.context import Context
from geo.site.lists import base_row, summary_of
from geo.site.render import Page, title_of
from geo.time import dates
from geo.wording import COMPARED, PAGES, SITE_PAGES, held_in_words

# Formats that a site has as files: all but pictures, which show one date.
NOT_THERE = ("not there", "nothing")
OFFERED = ("zip", "csv", "geojson", "lpf", "kml", "html")


def map_page(context: Context) -> Page:
    """Return the page of the map; without scripts it lists what the map would open with."""
    view = context.opening
    held = view.present[view.present["held"]]["base_id"].unique()
    parts = {
        "summary": summary_of(context),
        "held": [base_row(context, base) for base in held],
        "others": len(context.gazetteer.bases) - len(held),
    }
    title = context.gazetteer.title
    facts = structured.of_dataset(context, downloads(context))
    return Page(
        "index.html",
        "map.html",
        title,
        summary_of(context),
        "map",
        parts,
        facts,
        "" if context.site.edition else "card.png",
    )


def downloads(context: Context) -> dict[str, str]:
    """Return the path of each download by its format."""
    name = context.gazetteer.name
    return {kind: f"data/{name}.{FORMATS[kind].ending}" for kind in OFFERED}


def compare_page(context: Context) -> Page:
    """Return the page of two dates, with a telling pair for readers without scripts."""
    gazetteer = context.gazetteer
    before, after = changes.two_dates(context.opening.selection, gazetteer)
    sides = [
        look(gazetteer, replace(context.opening.selection, date=day)) for day in (before, after)
    ]
    found, rumours, around = (
        changes.compare(*sides, among=among) for among in (COUNTED, RUMOURED, ORIENTATION)
    )
    groups = [(COMPARED[kind], [e for e in found if e.what == kind]) for kind in COMPARED]
    groups += [
        ("Only proposed or reported", [each for each in rumours if each.what != UNCHANGED]),
        ("Shown, not counted", [each for each in around if each.what != UNCHANGED]),
    ]
    parts = {
        "days": (dates.to_day(before), dates.to_day(after)),
        "isos": (before, after),
        "held": [f"{dates.day_in_words(s.selection.date)}: {held_in_words(s)}" for s in sides],
        "groups": [(heading, [_line(e, sides) for e in some]) for heading, some in groups if some],
        "same": [_line(e, sides) for e in (*found, *rumours, *around) if e.what == UNCHANGED],
    }
    title = title_of("compare")
    return Page("compare.html", "compare.html", title, PAGES["compare"].purpose, "compare", parts)


def _line(each: Difference, sides: list[View]) -> tuple[str, str, str, str]:
    """One base in a line: identifier, name, country, and what became of it."""
    there = [each.before not in NOT_THERE, each.after not in NOT_THERE]
    if each.what == UNCHANGED:
        told = each.after
    elif all(there):
        told = f"{each.before} → {each.after}"
    else:
        who, side = (each.before, sides[0]) if there[0] else (each.after, sides[1])
        told = f"{each.word}; {who}, {_tenures(side, each)}"
    return each.base_id, each.name, each.country, told


def _tenures(side: View, each: Difference) -> str:
    """From when to when those were there who came or left."""
    rows = side.present[side.present["base_id"] == each.base_id].to_dict("records")
    own = [row for row in rows if row["operator"] in _said(each)]
    spans = [dates.span_in_words(row["since"], row["until"]) for row in own]
    return "; ".join(dict.fromkeys(spans))


def _said(each: Difference) -> str:
    return each.before + each.after


def article_page(context: Context) -> Page:
    """Return the page of the article's statements, each with its verdict."""
    found = verdicts(context.gazetteer)
    counts = Counter(verdict.outcome for verdict in found)
    told = ", ".join(f"{counts[outcome]} {words}" for outcome, words in article.PLURALS.items())
    sources = context.gazetteer.sources
    known = all(name in sources.index for _, _, names in article.CLAIM for name in names)
    rows = [
        {
            "id": verdict.statement_id,
            "outcome": verdict.outcome,
            "sign": article.SIGNS[verdict.outcome],
            "statement": verdict.statement,
            "claimed": verdict.claimed,
            "found": verdict.finding.found,
            "why": verdict.finding.why,
            "query": urlencode(write_link(verdict.finding.selection), doseq=True),
            "sources": context.sources.all(verdict.sources),
        }
        for verdict in found
    ]
    parts = {
        "article": article,
        "claim": [(label, words, context.sources.all(ids)) for label, words, ids in article.CLAIM]
        if known
        else [],
        "told": f"{len(found)} statements: {told}.",
        "rows": rows,
    }
    facts = structured.of_statements(context, found)
    return Page(
        "article.html",
        "article.html",
        article.TITLE,
        PAGES["article"].purpose,
        "article",
        parts,
        facts,
    )


def download_page(context: Context) -> Page:
    """Return the page of downloads: files, citation, licence, feed."""
    files = downloads(context)
    gazetteer = context.gazetteer
    parts = {
        "files": [(FORMATS[kind].title, path) for kind, path in files.items()],
        "cite": context.cite(gazetteer.title, "index.html"),
        "embed": context.site.permanent("index.html") or "index.html",
        "counts": {
            "Bases": len(gazetteer.bases),
            "Periods": len(gazetteer.periods),
            "Claims": len(gazetteer.claims),
            "Sources": len(gazetteer.sources),
            "Events": len(gazetteer.events),
        },
    }
    facts = structured.of_dataset(context, files)
    return Page(
        "download.html",
        "download.html",
        "Download and cite",
        PAGES["download"].purpose,
        "download",
        parts,
        facts,
        "" if context.site.edition else "card.png",
    )


def dictionary_page(context: Context) -> Page:
    """Return the page of the data dictionary."""
    purpose = SITE_PAGES["dictionary"].purpose
    parts = {"tables": TABLES}
    title = title_of("dictionary")
    return Page("dictionary.html", "dictionary.html", title, purpose, "download", parts)


def not_found_page(context: Context) -> Page:
    """Return the page for addresses that lead nowhere."""
    root = f"{urlsplit(context.site.home).path}/"
    # A host shows it at any address, so its links are given from the root of the host.
    parts = {"to": lambda path: root + path} if context.site.home else {}
    told = ("There is no page here", "Nothing is at this address.")
    return Page("404.html", "404.html", *told, parts=parts)

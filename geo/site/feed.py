"""What machines ask a site for: a feed of what changed in the data, a sitemap, robots.txt."""

import uuid
from collections.abc import Sequence
from xml.sax.saxutils import escape

from geo.answers.editions import Revision
from geo.gazetteer import editions
from geo.site.context import Context
from geo.site.model import File, Site, text

# A name space of our own, so that entries keep their identifiers wherever the site is served.
_SPACE = uuid.UUID("5f0f5f4e-3a0c-5c0e-9a53-6b8a3d0e5c11")


def atom(context: Context) -> File | None:
    """Return the Atom feed, an entry for each edition; None where no day of release is known."""
    gazetteer, site = context.gazetteer, context.site
    if gazetteer.created is None:
        return None
    revisions = dict(context.revisions)
    entries = []
    for version in site.editions or (gazetteer.version,):
        found = editions.edition(gazetteer, version)
        if found is None or found.created is None:
            continue
        content = _entry(editions.notes(gazetteer).get(version, []), revisions.get(version, []))
        where = f"editions.html#v{version}"
        entries.append(
            f"<entry>\n<id>{_identifier(gazetteer.name, version)}</id>\n"
            f"<title>{escape(gazetteer.title)}, version {escape(version)}</title>\n"
            f"<updated>{found.created.isoformat()}T00:00:00Z</updated>\n"
            f'<link href="{escape(site.address(where) or where)}"/>\n'
            f'<content type="html">{escape(content)}</content>\n</entry>\n'
        )
    own = site.address("feed.xml") or "feed.xml"
    home = site.address("index.html") or "index.html"
    return text(
        "feed.xml",
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{_identifier(gazetteer.name, '')}</id>\n"
        f"<title>{escape(gazetteer.title)}: changes of the data</title>\n"
        f"<updated>{gazetteer.created.isoformat()}T00:00:00Z</updated>\n"
        f"<author><name>{escape(gazetteer.author or site.brand)}</name></author>\n"
        f'<link rel="self" href="{escape(own)}"/>\n<link href="{escape(home)}"/>\n'
        f"{''.join(entries)}</feed>\n",
    )


def _identifier(name: str, version: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, f'{name} {version}')}"


def _entry(points: Sequence[str], revisions: Sequence[Revision]) -> str:
    """What an edition changed, as HTML: the list of changes, then value by value."""
    told = "".join(f"<li>{escape(point)}</li>" for point in points)
    rows = "".join(f"<li>{escape(sentence(one))}</li>" for one in revisions)
    parts = [f"<ul>{told}</ul>" if told else "", f"<h2>Value by value</h2><ul>{rows}</ul>"]
    return "".join(part for part in parts if "<li>" in part)


def sentence(one: Revision) -> str:
    """Return one change as a sentence: "Manas: end was 20 June 2013, is 14 November 2013. Why.\""""
    about = f" ({one.period_id})" if one.period_id else ""
    change = {"added": f"new: {one.new}", "removed": f"no longer there: {one.old}"}.get(
        one.what, f"{one.what} was {one.old or 'blank'}, is {one.new or 'blank'}"
    )
    why = f" {one.why}" if one.why else ""
    by = f" By {', '.join(one.sources)}." if one.sources else ""
    return f"{one.name}{about}: {change}.{why}{by}"


def sitemap(site: Site, paths: Sequence[str]) -> File | None:
    """Return the sitemap of some pages; None for a site without a public address."""
    if not site.home:
        return None
    created = site.gazetteer.created
    changed = f"<lastmod>{created.isoformat()}</lastmod>" if created else ""
    places = "".join(
        f"<url><loc>{escape(site.address(path))}</loc>{changed}</url>\n" for path in paths
    )
    return text(
        "sitemap.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n',
    )


def robots(site: Site) -> File:
    """Return robots.txt: everything may be read."""
    where = f"Sitemap: {site.home}/sitemap.xml\n" if site.home else ""
    return text("robots.txt", f"User-agent: *\nAllow: /\n{where}")

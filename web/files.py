"""The files that browsers and robots look for at fixed addresses."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from geo.errors import GazetteerError
from geo.importer.served import served
from geo.maps.assets import all_assets
from geo.public_address import NOT_SET, public_address
from geo.wording import PAGES
from web.addresses import address, base_address
from web.head import TEMPLATES, arrival_script, frame_style
from web.problems import not_found, problem

ASSETS = Path(__file__).parent / "assets"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
DAY = {"Cache-Control": "public, max-age=86400"}
# A security.txt is good for less than a year (RFC 9116); this one is made for each request.
VALID = timedelta(days=180)
# addresses that one site map may hold (sitemaps.org)
MOST = 50_000
ROBOTS = """\
User-agent: *
Disallow: /_stcore/
Disallow: /component/
Disallow: /media/
"""


def asset(name: str) -> FileResponse:
    """Return a file of this package, to be kept for a day."""
    return FileResponse(ASSETS / name, headers=DAY)


def favicon(request: Request) -> Response:
    """Return the icon, as a picture of points or of lines."""
    return asset(request.url.path.rpartition("/")[2])


def stylesheet(request: Request) -> Response:
    """Return the style sheet of the pages that need no scripts."""
    return asset("plain.css")


def script_or_style(request: Request) -> Response:
    """Return a script or style of the map, the side bar or the frame, under its present address."""
    found = [
        asset
        for asset in [*all_assets(), frame_style(), arrival_script()]
        if asset.path == request.url.path
    ]
    if not found:
        return not_found(request)
    return Response(found[0].text, media_type=found[0].media_type, headers=FOR_EVER)


def robots(request: Request) -> Response:
    """Return what robots may read: all pages, but not the inner works of the app."""
    home = public_address()
    where = f"\nSitemap: {home}/sitemap.xml\n" if home else ""
    return PlainTextResponse(ROBOTS + where, headers=DAY)


def sitemap(request: Request) -> Response:
    """Return the addresses of all pages and bases, where the app has a public address."""
    home = public_address()
    try:
        gazetteer, _ = served()
    except GazetteerError:
        return not_found(request)
    if not home:
        return problem(404, "No site map", f"{NOT_SET}, so there is no site map.")
    places = [address(stem) for stem in PAGES]
    places += [base_address(str(base)) for base in gazetteer.bases.index[: MOST - len(places)]]
    text = TEMPLATES.get_template("sitemap.xml").render(home=home, places=places)
    return Response(text, media_type="application/xml", headers=DAY)


def security(request: Request) -> Response:
    """Return whom to tell of a weakness (RFC 9116): SECURITY_CONTACT, a mailto: or https: address.

    Where no contact is set, there is no such file.
    """
    contact = os.environ.get("SECURITY_CONTACT", "").strip()
    if not contact.startswith(("mailto:", "https:", "tel:")) or "\n" in contact:
        return not_found(request)
    expires = (datetime.now(UTC) + VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en",
    ]
    return PlainTextResponse("".join(f"{line}\n" for line in lines), headers=DAY)

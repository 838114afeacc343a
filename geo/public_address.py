"""Where the app is served for others: BASE_URL of the environment.

Citations, link previews and code for others carry it. Where it is not set they carry no address:
what a server believes to be its own is often one that only its own machine knows.
"""

import os
import re
from urllib.parse import urlsplit

from geo.errors import GeoError

NOT_SET = "This copy of the app has no public address"
_SHAPE = re.compile(r"https?://[^\s<>\"'?#\\]+")


def public_address() -> str:
    """Return BASE_URL without a slash at its end, blank where it is not set.

    Raises GeoError where it is not an address such as https://atlas.example.org. The app answers
    at the root of its host: scripts and further parts of an answer are named from there.
    """
    text = address_of(os.environ.get("BASE_URL", ""), "BASE_URL")
    parts = urlsplit(text)
    if parts.path:
        raise GeoError(
            f"BASE_URL is {text[:80]!r}, but the app answers at the root of a host only. "
            f"Serve it at a host of its own and write {parts.scheme}://{parts.netloc}."
        )
    return text


def address_of(written: str, name: str) -> str:
    """Return an address without a slash at its end, blank where none was written.

    Raises GeoError, which says that ``name`` is wrong, where it is no address of a site.
    """
    text = written.strip().rstrip("/")
    if text and not (_SHAPE.fullmatch(text) and urlsplit(text).hostname):
        raise GeoError(
            f"{name} is {text[:80]!r}, which is not the address of a site. "
            "Write it like https://atlas.example.org, or leave it out."
        )
    return text

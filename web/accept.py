"""What a client takes, as its headers Accept and Accept-Encoding weigh it (RFC 9110)."""

from starlette.requests import Request


def quality(header: str, wanted: str) -> float:
    """Return how much a header wants a media type or a coding: from 0, not at all, to 1.

    The narrowest range that holds it counts: ``text/csv`` before ``text/*`` before ``*/*``. A
    header that is blank takes everything.
    """
    if not header.strip():
        return 1.0
    ranges = _ranges(header)
    kind = wanted.partition("/")[0]
    for name in (wanted, f"{kind}/*", "*/*", "*"):
        if name in ranges:
            return ranges[name]
    return 0.0


def best(header: str, offered: dict[str, str]) -> list[str]:
    """Return the keys of what is offered, each with its media type, the most wanted first.

    What is wanted alike stays in the order in which the header names it, then that of the offer.
    """
    named = [*_ranges(header)]
    found = [key for key, kind in offered.items() if quality(header, kind) > 0]

    def place(key: str) -> tuple[float, int]:
        kind = offered[key]
        return -quality(header, kind), named.index(kind) if kind in named else len(named)

    return sorted(found, key=place)


def accepted(request: Request) -> str:
    """Return the header Accept of a request."""
    return request.headers.get("accept", "")


def _ranges(header: str) -> dict[str, float]:
    """What a header names, in small letters, each with its weight."""
    found = {}
    for part in header.lower().split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        weights = [word.partition("=")[2] for word in parameters if word.startswith("q=")]
        if name:
            found[name] = _weight(weights[0]) if weights else 1.0
    return found


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0

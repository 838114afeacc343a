"""Degrees as people write them: decimals, minutes and seconds, letters, points in one cell."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import shapely

LIMITS = {"latitude": 90.0, "longitude": 180.0}
# Letters and words for the halves of the earth. O is east in German and west in French: neither.
_SIGNS = {
    "latitude": {"n": 1, "s": -1, "north": 1, "south": -1, "nord": 1, "süd": -1, "sud": -1}
    | {"с": 1, "ю": -1, "с.ш": 1, "ю.ш": -1, "сш": 1, "юш": -1, "с. ш": 1, "ю. ш": -1},
    "longitude": {"e": 1, "w": -1, "east": 1, "west": -1, "ost": 1, "est": 1, "ouest": -1}
    | {"в": 1, "з": -1, "в.д": 1, "з.д": -1, "вд": 1, "зд": -1, "в. д": 1, "з. д": -1},
}
_WORDS = "|".join(
    sorted((re.escape(w) for words in _SIGNS.values() for w in words), key=len, reverse=True)
)
_MARKS = str.maketrans(
    {"−": "-", "–": "-", "‐": "-", "‑": "-", "º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'"}
    | {"`": "'", "´": "'", "ʹ": "'", "ʼ": "'", "″": '"', "”": '"', "“": '"', "ʺ": '"'}
    | {"－": "-", "＋": "+", "．": ".", "，": ",", "٫": ".", "∘": "°"}
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_PLAIN = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)")
_END = rf"(?=$|{_WORDS})"
_DEGREES = re.compile(
    rf"(?P<front>(?:{_WORDS})\.?)?\s*(?P<sign>[+-])?\s*"
    rf"(?P<degrees>{_NUMBER})\s*(?:°|deg|\s|:|{_END})\s*"
    rf"(?:(?P<minutes>{_NUMBER})\s*(?:'(?!')|min|\s|:|{_END}))?\s*"
    rf"(?:(?P<seconds>{_NUMBER})\s*(?:\"|''|sec)?)?\s*"
    rf"(?P<back>(?:{_WORDS})\.?)?",
    re.IGNORECASE,
)
# With small letters for the units, so that an S behind the seconds is always south.
_LETTERED = re.compile(rf"(\d+)d\s*(?:({_NUMBER})m)?\s*(?:({_NUMBER})s)?")
_PACKED = re.compile(r"(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)?([NSEW])")
# As lists of airports write it: 42-51-10N, 42.51.10N.
_HYPHENS = re.compile(r"(\d{1,3})([-.])(\d{1,2})\2(\d{1,2}(?:\.\d+)?) ?([NSEW])", re.IGNORECASE)
# A point, alone or as the only one of several.
_WKT = re.compile(
    r"(?:<[^>]*>\s*|SRID=\d+;\s*)?(?:MULTI)?POINT\s*Z?M?\s*\(\s*\(?"
    r"\s*([-+\d.eE]+)\s+([-+\d.eE]+)[^(),]*\)?\s*\)",
    re.IGNORECASE,
)
_WKB = re.compile(r"0[01][0-9A-F]{40,100}", re.IGNORECASE)
_EXPONENT = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")


@dataclass(frozen=True)
class Degrees:
    """A latitude or longitude in degrees, and the unit of what was written last, in degrees.

    ``axis`` is the one that a letter named, blank where there was none.
    """

    value: float
    unit: float
    axis: str = ""

    def text(self) -> str:
        """Return the value as a decimal, as many digits as its unit needs."""
        digits = 0
        while 10.0**-digits > self.unit * 1.000001 and digits < 9:
            digits += 1
        return f"{self.value:.{digits}f}" if 10.0**-digits == self.unit else f"{self.value:.7f}"


@lru_cache(maxsize=200_000)
def read_degrees(text: str) -> Degrees | None:
    """Return what a text says in degrees, minutes and seconds; None where it is no such text."""
    plain = text.strip()
    if not text.isascii():
        plain = unicodedata.normalize("NFC", text).translate(_MARKS).strip()
        plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    plain = plain.translate(_MARKS)
    if _PLAIN.fullmatch(plain):
        return Degrees(_number(plain), _unit(plain))
    if _EXPONENT.fullmatch(plain):
        return Degrees(float(plain), 1e-6)
    if packed := _PACKED.fullmatch(plain):
        axis = "latitude" if packed[4] in "NS" else "longitude"
        if len(packed[1]) != (2 if axis == "latitude" else 3):
            return None
        return _composed(
            packed[1], packed[2], packed[3] or "", _SIGNS[axis][packed[4].lower()], axis
        )
    if hyphens := _HYPHENS.fullmatch(plain):
        plain = f"{hyphens[1]} {hyphens[3]} {hyphens[4]} {hyphens[5]}"
    plain = _LETTERED.sub(_with_marks, plain)
    match = _DEGREES.fullmatch(plain)
    if match is None or (match["front"] and match["back"]):
        return None
    word = (match["front"] or match["back"] or "").lower().rstrip(".").strip()
    axis = next((axis for axis, words in _SIGNS.items() if word in words), "")
    # "-42 S" may be north or south.
    if axis and match["sign"]:
        return None
    sign = _SIGNS[axis][word] if axis else (-1 if match["sign"] == "-" else 1)
    return _composed(match["degrees"], match["minutes"] or "", match["seconds"] or "", sign, axis)


def is_degrees(text: str, axis: str) -> bool:
    """Return whether a text is a latitude or longitude."""
    found = read_degrees(text)
    return found is not None and found.axis in ("", axis) and abs(found.value) <= LIMITS[axis]


@lru_cache(maxsize=200_000)
def read_point(text: str, *, longitude_first: bool = False) -> tuple[Degrees, Degrees] | None:
    """Return the latitude and longitude of a cell that holds a point; None where it holds none.

    ``longitude_first`` is about two numbers without letters; WKT and GeoJSON have it so anyway.
    """
    plain = text.strip().removeprefix("geo:")
    if match := _WKT.fullmatch(plain):
        pair = read_degrees(match[2]), read_degrees(match[1])
    elif _WKB.fullmatch(plain):
        pair = _of_wkb(plain)
    elif plain.startswith("{"):
        pair = _of_geojson(plain)
    else:
        pair = _two(plain.strip("()[]@ "), longitude_first)
    latitude, longitude = pair
    if latitude is None or longitude is None:
        return None
    if latitude.axis == "longitude" or longitude.axis == "latitude":
        latitude, longitude = longitude, latitude
    if latitude.axis == "longitude" or longitude.axis == "latitude":
        return None
    return latitude, longitude


def is_point(text: str) -> bool:
    """Return whether a cell holds a point, whichever of its numbers is the latitude."""
    for longitude_first in (False, True):
        point = read_point(text, longitude_first=longitude_first)
        if point and abs(point[0].value) <= 90 and abs(point[1].value) <= 180:
            return True
    return False


def _two(text: str, longitude_first: bool) -> tuple[Degrees | None, Degrees | None]:
    """The two halves of a text, cut at the one place where both are degrees."""
    cuts = [
        r"\s*;\s*",
        r"\s*/\s*",
        r",\s+",
        r"\s*,\s*",
        r"(?<=[NSns])\s*(?=\d)|(?<=[шд]\.)\s*(?=\d)",
        r"\s+",
    ]
    for cut in cuts:
        halves = re.split(cut, text)
        if len(halves) != 2:
            continue
        one, other = (read_degrees(half) for half in halves)
        if one is not None and other is not None:
            return (
                (other, one) if longitude_first and not (one.axis or other.axis) else (one, other)
            )
    return None, None


def _of_wkb(text: str) -> tuple[Degrees | None, Degrees | None]:
    """The point of a text as PostGIS writes it."""
    try:
        shape = shapely.from_wkb(text)
    except shapely.errors.GEOSException:
        return None, None
    if not isinstance(shape, shapely.Point) or shape.is_empty:
        return None, None
    return read_degrees(f"{shape.y:.7f}"), read_degrees(f"{shape.x:.7f}")


def _of_geojson(text: str) -> tuple[Degrees | None, Degrees | None]:
    try:
        longitude, latitude = json.loads(text)["coordinates"][:2]
    except (ValueError, KeyError, TypeError):
        return None, None
    return read_degrees(str(latitude)), read_degrees(str(longitude))


def _with_marks(match: re.Match[str]) -> str:
    parts = zip(match.groups(), "°'\"", strict=True)
    return "".join(f"{part}{mark}" for part, mark in parts if part)


def _composed(degrees: str, minutes: str, seconds: str, sign: int, axis: str) -> Degrees | None:
    # Only what comes last may have decimals.
    parts = [part for part in (degrees, minutes, seconds) if part]
    if any("." in part or "," in part for part in parts[:-1]):
        return None
    if any(_number(part) >= 60 for part in parts[1:]):
        return None
    value = sum(_number(part) / 60**k for k, part in enumerate(parts))
    return Degrees(sign * value, _unit(parts[-1]) / 60 ** (len(parts) - 1), axis)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _unit(text: str) -> float:
    decimals = len(text.replace(",", ".").partition(".")[2])
    return float(10.0**-decimals)

"""Likely slips in cells that can all be read: reported with an example, not corrected."""

import html
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.hashing import mixed
from geo.importer.identifiers import folded
from geo.importer.sheet import Decision
from geo.place import geography
from geo.place.names import fold
from geo.time.presence import BOUND_COLUMNS

# Bases closed at an unknown time: with a blank end they are not still there.
_GONE = frozenset(
    {
        *("closed", "abandoned", "defunct", "inactive", "former", "disused", "decommissioned"),
        *("withdrawn", "ended", "dissolved", "gone", "deactivated", "dismantled", "vacated"),
        *("destroyed", "demolished", "ruin", "ruined", "ruins", "razed", "expired", "terminated"),
        *("relocated", "transferred", "returned", "handed", "shut", "shuttered", "evacuated"),
        *("disbanded", "liquidated", "retired", "discontinued", "historic", "historical"),
        *("закрыт", "закрыта", "закрыто", "закрытыи", "бывшии", "бывшая", "ликвидирована"),
        *("расформирована", "заброшен", "заброшена", "расформирован", "ликвидирован"),
        *("разрушен", "разрушена", "разрушено", "уничтожен", "уничтожена", "снесен", "снесена"),
        *("упразднен", "упразднена", "передан", "передана", "выведен", "выведена", "эвакуирована"),
        *("недеиствующая", "недеиствующии", "руины", "бывшее", "не деиствует"),
        *("geschlossen", "aufgegeben", "ehemalig", "aufgelost", "stillgelegt", "zerstort"),
        *("ehemalige", "ehemaliger", "abgerissen", "verlassen", "geraumt", "ubergeben", "ruine"),
        *("ferme", "fermee", "abandonne", "desaffecte", "desaffectee", "detruit", "detruite"),
        *("abandonnee", "demoli", "demolie", "evacue", "evacuee", "supprime", "supprimee"),
        *("destruido", "destruida", "abandonado", "clausurado", "clausurada", "desmantelado"),
        *("desmantelada", "demolido", "demolida", "distrutto", "distrutta", "dismesso", "dismessa"),
        *("cerrado", "cerrada", "abandonada", "chiuso", "chiusa", "fechado", "fechada", "kapalı"),
    }
)
_FAR_M = 100_000
_LOOKED_AT = 500
COORDINATES = {"as-written": "As written", "swapped": "Swapped where that fits"}


def is_gone(status: pd.Series) -> NDArray[np.bool_]:
    """Return for each row whether its status says that the base is no longer there."""
    codes, distinct = pd.factorize(status)
    gone = [bool(_GONE & set(re.findall(r"\w+", fold(text)))) for text in distinct]
    return np.array([*gone, False])[codes]


def told_gone(cells: pd.DataFrame, rows: NDArray[np.bool_]) -> Decision:
    """Return the note on rows whose status is closed and whose end is blank."""
    place = int(np.flatnonzero(rows)[0])
    status, name = cells["status"].iloc[place], cells["name"].iloc[place]
    words = f"Where the end is blank and the status is “{status}” or the like, as for {name}, "
    words += f"the end was read as unknown: in {int(rows.sum()):,} of the rows."
    return Decision("closed", "", words, doubtful=True)


@dataclass(frozen=True, eq=False)
class Misplaced:
    """Rows whose point is far outside of their country, or at 0, 0.

    ``swapped`` says which lie in it with latitude and longitude swapped; ``far`` which do not.
    ``words`` has a sentence for each of the three sorts, blank where there is none.
    """

    swapped: NDArray[np.bool_]
    words: dict[str, str]

    def decisions(self, asked: str) -> list[Decision]:
        """Return the notes on them."""
        told = []
        if words := self.words.get("swapped"):
            taken = asked or "as-written"
            told.append(Decision("coordinates", taken, words, COORDINATES, doubtful=True))
        for sort in ("far", "nought"):
            if words := self.words.get(sort):
                told.append(Decision(sort, "", words, doubtful=True))
        return told


def misplaced(
    cells: pd.DataFrame, latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> Misplaced:
    """Return the rows whose point is likely misplaced, where the country has borders here."""
    swapped = np.zeros(len(cells), dtype=bool)
    far = np.zeros(len(cells), dtype=bool)
    known = geography.countries()
    codes, distinct = pd.factorize(cells["country"])
    for code in np.flatnonzero(pd.Index(distinct).isin(list(known))):
        shape = known[distinct[code]]
        own = np.flatnonzero(codes == code)
        outside = own[~_near(shape, latitude[own], longitude[own])][:_LOOKED_AT]
        turned = shapely.intersects_xy(shape, latitude[outside], longitude[outside])
        swapped[outside[turned]] = True
        rest = outside[~turned]
        names = pd.Series([distinct[code]] * len(rest))
        numbers = np.isfinite(latitude[rest]) & np.isfinite(longitude[rest])
        rest, names = rest[numbers], names[numbers]
        away = geography.outside_m(names, latitude[rest], longitude[rest])
        far[rest[away > _FAR_M]] = True
    nought = (latitude == 0) & (longitude == 0)
    far &= ~nought & (np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)
    sorts = {"swapped": swapped, "far": far, "nought": nought}
    words = {
        sort: _in_words(sort, cells, rows, latitude, longitude)
        for sort, rows in sorts.items()
        if rows.any()
    }
    return Misplaced(swapped, words)


def _near(
    shape: BaseGeometry, latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether points lie in a country or its frame; what is not in the frame lies outside it."""
    west, south, east, north = shape.bounds
    framed = (west <= longitude) & (longitude <= east) & (south <= latitude) & (latitude <= north)
    inside = framed.copy()
    inside[framed] = shapely.intersects_xy(shape, longitude[framed], latitude[framed])
    return inside


def _in_words(
    sort: str,
    cells: pd.DataFrame,
    rows: NDArray[np.bool_],
    latitude: NDArray[np.float64],
    longitude: NDArray[np.float64],
) -> str:
    place = int(np.flatnonzero(rows)[0])
    row = cells.iloc[place]
    point = f"{row['name']} (row {cells.index[place]}, {latitude[place]:g}, {longitude[place]:g})"
    count = int(rows.sum())
    among = f"; {count:,} such rows in all" if count > 1 else ""
    if sort == "nought":
        return f"{point} is at latitude 0, longitude 0, in the sea{among}."
    told = f"{point} is far outside {row['country']}"
    if sort == "swapped":
        return f"{told}; with latitude and longitude swapped it is inside{among}."
    return f"{told}{among}."


def decisions(cells: pd.DataFrame, periods: pd.DataFrame) -> list[Decision]:
    """Return the notes on rows that are alike, and of names that differ in capitals only.

    ``periods`` are the same rows as a gazetteer has them.
    """
    told = _garbled(cells)
    again = _repeated(periods)
    if again.any():
        place = int(np.flatnonzero(again)[0])
        count = int(again.sum())
        some = f"{count:,} rows repeat earlier rows, the first of them"
        words = "1 row repeats an earlier row:" if count == 1 else some
        words += f" row {cells.index[place]} ({cells['name'].iloc[place]})."
        told.append(Decision("duplicates", "", words, doubtful=True))
    written = pd.Series(cells["name"].unique(), dtype=str)
    plain = folded(written)
    twice = plain.duplicated(keep=False)
    if twice.any():
        both = written[plain == plain[twice].iloc[0]].tolist()
        words = f"“{both[0]}” and “{both[1]}” differ only in capitals, accents or spaces; "
        words += "at one place in one country they are one base."
        told.append(Decision("names", "", words, doubtful=True))
    return told


def take_country_codes(cells: pd.DataFrame) -> list[Decision]:
    """Put the names of countries for their codes into the cells, where all of them are codes."""
    codes, distinct = pd.factorize(cells["country"])
    known = geography.country_names()
    words = [str(word) for word in distinct]
    names = [known.get(word.upper(), "") for word in words]
    if not any(names) or not all(name or not word for name, word in zip(names, words, strict=True)):
        return []
    cells["country"] = pd.array(names, dtype=str).take(codes)
    word, name = next(pair for pair in zip(words, names, strict=True) if pair[1])
    told = f"Countries are given by their codes: {word} was read as {name}."
    return [Decision("country codes", word, told)]


def take_one_spelling(periods: pd.DataFrame, name: str, rows: pd.Index) -> list[Decision]:
    """Put one spelling into a column for words that differ in capitals, accents or spaces only.

    ``rows`` are the numbers of the rows in the file, for the note on the first such word.
    """
    codes, distinct = pd.factorize(periods[name])
    plain, first = pd.factorize(folded(pd.Series(distinct, dtype=str)))
    if len(first) == len(distinct):
        return []
    spelling = np.flatnonzero(~pd.Series(plain).duplicated().to_numpy())[plain]
    words = pd.array(distinct, dtype=str)
    periods[name] = words.take(spelling[codes])
    other = int(np.flatnonzero(spelling != np.arange(len(spelling)))[0])
    row = rows[int(np.flatnonzero(codes == other)[0])]
    told = f"“{words[other]}” (row {row}) was read as “{words[spelling[other]]}”, from which it "
    told += "differs only in capitals, accents or spaces."
    return [Decision(f"{name} names", str(words[other]), told, doubtful=True)]


# What a text has that was read in a wrong encoding, lost letters, or came from a page of HTML.
_SUSPECT = "\ufffd|[?]{3}|&[a-zA-Z]{2,8};|&#[0-9]+;|[ÂÃÄÅÐÑРСвГ][^ -~]"
_LOST = re.compile("\ufffd|[?]{3}")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d+);")


def _garbled(cells: pd.DataFrame) -> list[Decision]:
    """The note on a text that was spoilt before it came here, with what it likely was."""
    for name in ("name", "operator", "country", "unit"):
        texts = pa.array(cells[name], pa.large_string())
        if not _may_be_garbled(texts):
            continue
        found = np.flatnonzero(np.asarray(pc.match_substring_regex(texts, _SUSPECT)))
        for place in found[:_LOOKED_AT].tolist():
            text = str(cells[name].iloc[place])
            if likely := _as_it_was(text):
                words = f"“{text}” (row {cells.index[place]}) looks like {likely}."
                return [Decision("spoilt text", text, words, doubtful=True)]
    return []


def _may_be_garbled(texts: pa.LargeStringArray) -> bool:
    """Whether the bytes of texts have any sign of it; most columns have none."""
    chunks = texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]
    for chunk in chunks:
        content = chunk.buffers()[2]
        held = b"" if content is None else content.to_pybytes()
        if not held.isascii() or b"???" in held or b"&" in held:
            return True
    return False


def _as_it_was(text: str) -> str:
    """What a text was before it was spoilt, in words; blank where it is as it was."""
    if _LOST.search(text):
        return "a text that has lost letters in another program"
    if _ENTITY.search(text) and (plain := html.unescape(text)) != text:
        return f"“{plain}”, as a web page has it"
    for encoding in ("cp1252", "cp1251", "mac_roman"):
        try:
            plain = text.encode(encoding).decode()
        except UnicodeError:
            continue
        if plain != text:
            return f"“{plain}”, saved in a wrong encoding"
    return ""


def _repeated(periods: pd.DataFrame) -> NDArray[np.bool_]:
    """Which rows are alike in all that is counted or shown with another one before them."""
    numbers = periods["base_number"].to_numpy()
    if len(numbers) and numbers.max() + 1 == len(numbers):
        return np.zeros(len(numbers), dtype=bool)
    bounds = [periods[name].to_numpy() for name in BOUND_COLUMNS]
    twice = pd.Series(mixed(numbers, *bounds)).duplicated(keep=False).to_numpy(dtype=bool)
    again = np.zeros(len(numbers), dtype=bool)
    used = ["base_number", *BOUND_COLUMNS, "operator", "status", "unit", "start", "end"]
    again[twice] = periods.loc[twice, used].duplicated().to_numpy(dtype=bool)
    return again

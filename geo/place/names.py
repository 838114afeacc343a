"""Names of bases: how they are written in a cell, and the form in which they are searched."""

import re
import unicodedata
from functools import lru_cache

# Letters of Kazakh, Kyrgyz, Tajik and Uzbek that Unicode does not take apart, and what is typed
# instead.
_PLAIN = str.maketrans("ғқҳҷңөүұәһі", "гкхчноууахи")
# The apostrophes of Uzbek, of which each keyboard has another, and the i of Turkic languages.
_SEARCHED = str.maketrans("ı", "i", "'`´ʻʼʹ‘’")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return a text without case and diacritics: "Қӯрғонтеппа" and "қурғонтеппа" become one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return plain.translate(_PLAIN)


def search_form(text: str) -> str:
    """Return a text as it is searched: folded, without apostrophes (rule/fold.js is the same)."""
    return fold(text).translate(_SEARCHED)


def slug(text: str) -> str:
    """Return a text as small letters, digits and hyphens, for names of files; else "gazetteer"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].rstrip("-") or "gazetteer"


def parse_local_names(cell: str) -> list[tuple[str, str]]:
    """Return the (language, name) pairs of a cell such as "ky: Кант | ru: Кант"."""
    pairs = []
    for part in filter(None, (piece.strip() for piece in cell.split("|"))):
        language, separator, name = part.partition(":")
        pairs.append((language.strip(), name.strip()) if separator else ("", part))
    return pairs

"""Write the names of months and of days of the week that the importer knows, from CLDR.

``python tools/month_names.py`` writes ``geo/importer/month_names.csv``: a word as
:func:`geo.place.names.fold` has it and the number of its month, 0 for a day of the week. A word
that means two things in these languages is left out, so that it is refused. ``--check`` only says
whether the file is current. The names are those of the Unicode CLDR, by way of Babel.
"""

import csv
import io
import re
import sys
from collections import defaultdict
from itertools import product
from pathlib import Path

from babel.dates import get_day_names, get_month_names

from geo.place.names import fold

LANGUAGES = (
    *("en", "ru", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "be"),
    *("ky", "kk", "tg", "uz_Latn", "uz_Cyrl", "tk", "tr", "az"),
)
# Short forms that people write beside those of CLDR.
BESIDE = {
    "sept": 9,
    "сент": 9,
    "нояб": 11,
    "февр": 2,
    "июн": 6,
    "июл": 7,
    "janv": 1,
    "fevr": 2,
    "juil": 7,
    "marz": 3,
    "maerz": 3,
    "jänner": 1,
    # In December, as Russian has it.
    **{
        name: number
        for number, name in enumerate(
            [
                "январе",
                "феврале",
                "марте",
                "апреле",
                "мае",
                "июне",
                "июле",
                "августе",
                "сентябре",
                "октябре",
                "ноябре",
                "декабре",
            ],
            start=1,
        )
    },
}
FILE = Path(__file__).parents[1] / "geo" / "importer" / "month_names.csv"


def content() -> str:
    """Return the text of the file."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    ways = list(product(LANGUAGES, ("wide", "abbreviated"), ("format", "stand-alone")))
    for language, width, context in ways:
        for number, name in get_month_names(width, context, language).items():
            found[_plain(name)].add(number)
    for name, number in BESIDE.items():
        found[_plain(name)].add(number)
    months = set(found)
    for language, width, context in ways:
        for name in get_day_names(width, context, language).values():
            # "mar." is March, and only then mardi.
            if _plain(name) not in months:
                found[_plain(name)].add(0)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["word", "month"])
    known = {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1 and word}
    writer.writerows(sorted(known.items(), key=lambda item: (item[1], item[0])))
    return text.getvalue()


def _plain(name: str) -> str:
    plain = fold(name).replace(".", "").strip()
    # "M01" and the like are no names; one or two letters are too few to be sure of.
    return plain if re.fullmatch(r"[^\W\d_]{3,}", plain) else ""


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if FILE.read_text(encoding="utf-8") == content() else f"{FILE} is not current.")
    FILE.write_text(content(), encoding="utf-8")

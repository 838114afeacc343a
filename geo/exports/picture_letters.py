"""What the letters of a picture can write, and text in lines that fit.

The font knows Latin, Greek, Cyrillic and more, but not every script; what it lacks would be a box.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from matplotlib.font_manager import findfont, get_font

FONT = "DejaVu Sans"
MORE = "…"
# letters of a text that are looked at; a picture has room for no more
LONGEST = 1_000
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# What is written from right to left, and joined: letters alone would be another word.
_FROM_RIGHT = ("R", "AL")


def written(text: str) -> str:
    """Return text as a picture can write it, with "…" for what it cannot; lines stay lines.

    Blank where nothing of it can be written.
    """
    signs = (" " if unicodedata.category(c) in _HIDDEN and c != "\n" else c for c in text[:LONGEST])
    found = "".join(sign if sign.isspace() or can_write(sign) else MORE for sign in signs)
    found = re.sub(r"[^\S\n]+", " ", re.sub(rf"{MORE}[{MORE} ]*{MORE}", MORE, found)).strip(" ")
    return found if re.search(r"\w", found) else ""


def can_write(sign: str) -> bool:
    """Return whether the font has a sign, and writes it as it is written."""
    return ord(sign) in _known() and unicodedata.bidirectional(sign) not in _FROM_RIGHT


def in_lines(text: str, fits: Callable[[str], bool], rows: int) -> list[str]:
    """Return text in at most so many lines that fit; where it is cut off it ends in "…"."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if fits(longer):
                line = longer
                continue
            *whole, line = [*([line] if line else []), *_pieces(word, fits)]
            lines += whole
        lines += [line] if line else []
    if len(lines) <= rows:
        return lines
    return [*lines[: rows - 1], _cut(lines[rows - 1], fits)]


def _pieces(word: str, fits: Callable[[str], bool]) -> list[str]:
    """A word in pieces that fit, each of one letter at least."""
    pieces = []
    while word:
        size = next((k for k in range(len(word), 1, -1) if fits(word[:k])), 1)
        pieces.append(word[:size])
        word = word[size:]
    return pieces


def _cut(line: str, fits: Callable[[str], bool]) -> str:
    while line and not fits(f"{line}{MORE}"):
        line = line[:-1]
    return f"{line.rstrip(' ,·;')}{MORE}"


@cache
def _known() -> frozenset[int]:
    return frozenset(get_font(findfont(FONT)).get_charmap())

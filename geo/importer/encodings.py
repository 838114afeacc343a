"""The encoding of a reader's file: known by its marks, or guessed by the letters it would hold.

Bytes above 127 alone decide, wherever in the file they stand. Each old encoding is tried: the one
wins in which these bytes are the likeliest letters of one of its languages, in words that are of
one alphabet and have capitals at their beginning only.
"""

import codecs
import math
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from charset_normalizer import from_bytes

from geo.importer.sheet import Decision

# Encodings that spreadsheets, databases and old systems still write, by their languages; of two
# that read a file alike the first wins. Letters stand in the order of how often they occur in
# names and plain text of that language; they count by their place.
_LANGUAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp1252", ("éèêçàôûîâœ", "üöäß", "óíáéñúü", "ãçáéíóõêâú", "àèìòù", "åäöøæ", "áíðóþéúýæö")),
    ("cp1251", ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "оиаінтвреслкдмупябзьгчйхїжцшюєщф")),
    ("cp1250", ("łąęóżśćńź", "íáéčěšřžýůúňťď", "áéöüóőíúű", "ăâţşî", "čšžćđ")),
    ("cp1254", ("ıüşöçğİ",)),
    ("cp1253", ("αοιετσνηυρπκμλςίόάγδήέώθχφύβωξζψ",)),
    ("cp1257", ("šėžųčūįąę", "āīēšūžņčļģķ", "äõüöšž")),
    ("cp1256", ("النيمرتبودسعهكقفحجشطخزذصضغظئءأإةى",)),
    ("cp1255", ("יוהלאמרתבשנדכקםחעפטצגסזןךףץ",)),
    ("koi8_r", ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",)),
    ("cp866", ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",)),
    ("mac_cyrillic", ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",)),
    ("iso8859_5", ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",)),
    ("cp850", ("éèêçàôûîâœ", "üöäß", "óíáéñúü", "ãçáéíóõêâú", "åäöøæ")),
    ("cp852", ("łąęóżśćńź", "íáéýěčšřžůúťňď", "áéöüóőíúű")),
    ("mac_roman", ("éèêçàôûîâœ", "üöäß", "óíáéñúü", "ãçáéíóõêâú", "åäöøæ")),
)
NAMES = {
    "utf_8": "UTF-8",
    "utf_16": "UTF-16",
    "cp1252": "Western European (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "cp1250": "Central European (Windows)",
    "cp1254": "Turkish (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1257": "Baltic (Windows)",
    "cp1256": "Arabic (Windows)",
    "cp1255": "Hebrew (Windows)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "cp866": "Cyrillic (DOS)",
    "mac_cyrillic": "Cyrillic (Macintosh)",
    "iso8859_5": "Cyrillic (ISO)",
    "cp850": "Western European (DOS)",
    "cp852": "Central European (DOS)",
    "mac_roman": "Western European (Macintosh)",
    "gb18030": "Chinese",
    "shift_jis": "Japanese",
    "euc_kr": "Korean",
}
# What speaks against encodings of systems that few files come from by now.
_RARE = {"koi8_r": -1.0, "cp866": -1.0} | dict.fromkeys(
    ("mac_cyrillic", "iso8859_5", "cp850", "cp852", "mac_roman"), -4.0
)
# Signs that stand beside letters in any language.
_SIGNS = frozenset("°’‘“”„–—…«»·•§ ºª№′″−€£")
_SAMPLE = 100_000
_LINES = 2_000
# The least that a likely text has for each byte above 127.
_UNLIKELY = -5.0
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Guess:
    """An encoding, and how sure it is; ``others`` are what else it could be, likeliest first."""

    encoding: str
    sure: bool
    others: tuple[str, ...] = ()


def find(content: bytes, asked: str = "") -> Guess:
    """Return the encoding of a text: the one asked for, else guessed where its bytes do not say it.

    It is blank where no encoding fits.
    """
    if asked:
        return Guess(asked, sure=True)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf_8"),
        (codecs.BOM_UTF32_LE, "utf_32"),
        (codecs.BOM_UTF32_BE, "utf_32"),
        (codecs.BOM_UTF16_LE, "utf_16"),
        (codecs.BOM_UTF16_BE, "utf_16"),
    ):
        if content.startswith(mark):
            return Guess(encoding, sure=True)
    even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    if max(even, odd) > max(len(content[:_SAMPLE]) / 8, 10 * min(even, odd)):
        return Guess("utf_16_be" if even > odd else "utf_16_le", sure=True)
    if content.isascii() or _decodes(content, "utf_8"):
        return Guess("utf_8", sure=True)
    sample = _telling_lines(content)
    scores = {encoding: score for encoding, _ in _LANGUAGES if (score := _score(sample, encoding))}
    ranked = sorted(scores, key=lambda encoding: scores[encoding], reverse=True)
    letters = sum(byte > 127 for byte in sample)
    if not ranked or scores[ranked[0]] < _UNLIKELY * letters:
        # Letters of none of these alphabets: of several bytes each, perhaps.
        found = from_bytes(sample).best()
        ranked = [found.encoding, *ranked] if found else []
    return Guess(ranked[0], sure=False, others=tuple(ranked[1:4])) if ranked else Guess("", False)


def told(guess: Guess, content: bytes) -> Decision:
    """Return the note on a text's encoding, with a word of the text where it was guessed."""
    title = NAMES.get(guess.encoding, NAMES.get(guess.encoding[:6], guess.encoding))
    if guess.sure:
        return Decision("encoding", guess.encoding, f"The encoding is {title}.", dict(NAMES))
    options = {
        encoding: f"{NAMES.get(encoding, encoding)}: {example(content, encoding)}"
        for encoding in dict.fromkeys((guess.encoding, *guess.others, *NAMES))
    }
    word = example(content, guess.encoding)
    words = f"The encoding was guessed as {title}" + (f", as in “{word}”." if word else ".")
    return Decision("encoding", guess.encoding, words, options, doubtful=True)


def mixed(content: bytes) -> int:
    """Return the first line that is not UTF-8 in a text most of which is; 0 where there is none."""
    utf_8 = other = first = 0
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.isascii():
            continue
        if _decodes(line, "utf_8"):
            # By chance, bytes of another encoding are two or three such letters at most.
            utf_8 += sum(byte > 127 for byte in line) >= 8
        else:
            other += 1
            first = first or number
    return first if utf_8 and utf_8 >= other else 0


def decode(content: bytes, encoding: str) -> str:
    """Return the text of some bytes, without a byte order mark; raises UnicodeDecodeError."""
    return content.decode(encoding).removeprefix("\ufeff")


def example(content: bytes, encoding: str) -> str:
    """Return the first words of a text that depend on its encoding, as that encoding has them."""
    for line in _telling_lines(content, 20).splitlines():
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            continue
        words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if not word.isascii()]
        if words:
            return " ".join(words[:2])
    return ""


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _telling_lines(content: bytes, most: int = _LINES) -> bytes:
    """Lines that hold bytes above 127, up to a number of them, spread over the whole text."""
    places = np.flatnonzero(np.frombuffer(content, dtype=np.uint8) > 127)
    lines: list[bytes] = []
    end = -1
    for place in places[:: max(len(places) // most, 1)].tolist():
        if place <= end:
            continue
        start = content.rfind(b"\n", max(place - 1000, 0), place) + 1 or max(place - 1000, 0)
        end = content.find(b"\n", place, place + 1000)
        end = end if end >= 0 else min(place + 1000, len(content))
        lines.append(content[start:end])
        if len(lines) >= most:
            break
    return b"\n".join(lines)


@cache
def _weights(letters: str) -> dict[str, float]:
    """The logarithm of how likely each letter is, capitals a little less."""
    raw = {letter: 1 / (place + 2) for place, letter in enumerate(letters)}
    total = sum(raw.values())
    weights = {letter: math.log(share / total) for letter, share in raw.items()}
    capitals = {letter.upper(): weight - 1 for letter, weight in weights.items()}
    return {**{k: v for k, v in capitals.items() if len(k) == 1}, **weights}


def _score(sample: bytes, encoding: str) -> float | None:
    """How likely a sample is in an encoding and its likeliest language; None: not at all."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    marks = [c for c in text if not c.isascii()]
    if any("\x7f" <= c < "\xa0" for c in marks):
        return None
    strange = sum(-9.0 for c in marks if not c.isalpha() and c not in _SIGNS)
    signs = sum(-3.0 for c in marks if c in _SIGNS)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    shape = sum(_shape(word) for word in words)
    letters = [c for word in words for c in word if not c.isascii()]
    languages = next(known for name, known in _LANGUAGES if name == encoding)
    best = max(
        sum(weights.get(c, -9.0) for c in letters)
        for weights in (_weights(language) for language in languages)
    )
    return best + strange + signs + shape + _RARE.get(encoding, -0.001)


def _shape(word: str) -> float:
    """What speaks against a word: capitals within it, two alphabets, nothing but accents."""
    against = 0.0
    if not word.isupper() and any(c.isupper() for c in word[1:]):
        against -= 5.0
    if any(c.isascii() for c in word):
        # Letters of a Latin alphabet stand among those of English.
        against -= sum(6.0 for c in word if c > "\u024f")
    elif len(word) > 2 and word[0] <= "\u024f":
        against -= 3.0 * len(word)
    return against

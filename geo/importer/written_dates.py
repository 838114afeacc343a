"""Dates as people write them, as EDTF.

Nothing is dropped from what is written: a text that cannot be read in full is refused. What could
mean two things is refused as well, or read as the rules say and counted among the doubts.
``docs/formats.md`` has the list of what is read.
"""

import csv
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from geo.errors import DateError
from geo.place.names import fold
from geo.time import dates
from geo.time.calendar import iso_year, month_length

WORDS = Path(__file__).with_name("date_words.toml")
MONTHS = Path(__file__).with_name("month_names.csv")

# Kinds of readings that a reader of the file should see, each with an example.
SPAN, PART, FRACTION, THOUSANDS, SHORT, BEFORE_ONE, SENTINEL, FUTURE, FIRST_DAY = (
    "span",
    "part of a year",
    "fraction",
    "thousands",
    "short year",
    "before the year 1",
    "far future",
    "future",
    "first day",
)
# Day numbers of spreadsheets: from what day they count, and which are dates of our times.
DAY_NUMBERS = {"1900": "1899-12-30", "1904": "1904-01-01"}
_SERIALS = range(10_000, 80_000)
# Databases write such years where there is no end.
_SENTINEL_YEARS = range(9000, 10_000)
# Leases run to such years, and databases write some of them where there is no end.
FAR_FUTURE = 2090
# What programs write where there is no number, and how spreadsheets show a nought as a day.
_NOTHING = re.compile(
    r"-9{4,}(?:[.,]0+)?|0+(?:[.,]0+)?|1900-01-00|0?1/00?/1900|00?[./]0?1[./]1900|\\N"
)
# Days that programs write where no date is known: the first ones of their calendars.
FIRST_DAYS = (
    *("0001-01-01", "1601-01-01", "1753-01-01", "1899-12-30", "1899-12-31"),
    *("1900-01-01", "1904-01-01", "1970-01-01"),
)

# How Wikidata's answers write a date, whether they know the day or the year alone.
_FIRST_DAY = re.compile(r"(-?\d{4,})-(\d\d)-01T00:00:00Z")
# How they write that there is a date, but which one is not known.
_SOME_DATE = re.compile(r"https?://www\.wikidata\.org/\.well-known/genid/\w+")

_DASHES = dict.fromkeys(map(ord, "‒–—―"), "–") | dict.fromkeys(map(ord, "‐‑−﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘`´ʼʻ"), "'")
# A time of day behind a day, with a zone or without: the day is taken as it is written.
_ZONE = r"(?:z|utc|gmt|[+-]\d\d(?::?\d\d)?)"
_TIME = re.compile(
    rf"(?<=\d)(?:t|,? +|(?<=[a-z]\d{{4}}):)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?"
    rf" ?(?:[ap]\.?m\.?)? ?{_ZONE}?$"
    r"|(?<=\d{4}-\d\d-\d\d)(?:z|[+-]\d\d:\d\d)$"
    rf"|(?<=^\d{{8}})t?(?:[01]\d|2[0-4])[0-5]\d[0-6]\d{_ZONE}?$|(?<=^\d{{8}})t\d{{4}}{_ZONE}?$",
    re.IGNORECASE,
)
_SEP = r"[./ -]"
_YMD = re.compile(rf"(\d{{4}}) ?({_SEP}) ?([\d?x]{{1,2}}) ?\2 ?([\d?x]{{1,2}})")
_DMY = re.compile(rf"([\d?x]{{1,2}}) ?({_SEP}) ?([\d?x]{{1,2}}) ?\2 ?(\d{{4}})")
_FIGURES = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./])\d{1,2}\2\d{1,2}")
_YM = re.compile(r"(\d{4}) ?([./-]) ?(\d{1,2}|\?\?|xx)")
_MY = re.compile(r"(\d{1,2}) ?([./-]) ?(\d{4})")
_TWO_YEARS = re.compile(r"(\d{3,4})( ?[-–/] ?)(\d{1,4})")
_FRACTION = re.compile(r"(\d{4})[.,](\d+)")
_UNKNOWN_DIGITS = re.compile(r"(\d{2}[\d?x_*-])[?x_*-]")
_THOUSANDS = re.compile(r"([12])[., '](\d{3})")
# Years before 1 without noughts, and not what programs write for nothing.
_EARLY = re.compile(r"-(?!9+$|1$)([1-9]\d{0,2})")
_DISTANT = re.compile(r"\d{5,6}|\d{1,3}[, ]\d{3}")
_NUMBER = re.compile(r"(\d{1,4})(?:st|nd|rd|th|er|e|eme|re|\.?o|\.|°|-?(?:го|е|и|я))?")
_ROMAN = re.compile(r"[ivx]+")
_DAY_ROMAN_YEAR = re.compile(r"(\d{1,2})[ ./-]+([ivx]+)[ ./-]+(\d{4})")
_ROMAN_YEAR = re.compile(r"([ivx]+)[ ./-]+(\d{4})")
_WEEK = re.compile(r"(\d{4})-?w(\d\d)(?:-?([1-7]))?")
# 2001年12月16日, 2001년 12월 16일
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년](?: ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일号號])?)?")
# Of the calendar that was in use before the Gregorian one.
_OLD_STYLE = re.compile(
    r"\b(?:o\.? ?s\.?|old style|julian|ст\.? ?ст\.?|старого стиля|a\.? ?st\.?)(?!\w)"
)


@dataclass(frozen=True)
class DateRules:
    """How dates are read that could mean two things.

    ``day_first`` is about 3/4/1950; ``spans`` says that 2001-21 are the years 2001 to 2021, not
    spring; ``short_years`` that 97 is the year 97; ``day_numbers`` (a key of DAY_NUMBERS, or blank)
    that 37257 is a day as a spreadsheet counts it; ``wide_first_days`` that 2001-01-01T00:00:00Z is
    the year and 2001-05-01T00:00:00Z the month.
    """

    day_first: bool = True
    spans: bool = False
    short_years: bool = False
    day_numbers: str = ""
    wide_first_days: bool = False


@dataclass(frozen=True)
class Reading:
    """A date as EDTF, "" where the text says that it is not known, and the kinds of its reading."""

    edtf: str
    kinds: frozenset[str] = frozenset()


class UnreadableDateError(DateError):
    """Raised for a text that is no date, or could be several; ``fix`` says what to write."""

    def __init__(self, text: str, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(f"{text!r} {message} {fix}")


@lru_cache(maxsize=200_000)
def read(text: str, edge: str, rules: DateRules) -> Reading:
    """Return a date as EDTF; ``edge`` is "start" or "end".

    Raises UnreadableDateError where it is not clear what date is meant.
    """
    plain = _prepared(text)
    if (whole := _whole_cell(plain, text, edge)) is not None:
        return whole
    if (first := _FIRST_DAY.fullmatch(plain)) is None:
        return _Reader(edge, rules).read(plain)
    month = "" if first[2] == "01" else f"-{first[2]}"
    found = _Reader(edge, rules).read(f"{first[1]}{month}" if rules.wide_first_days else plain)
    return Reading(found.edtf, found.kinds | {FIRST_DAY})


def day_in_words(number: str) -> str:
    """Return the day of a spreadsheet's number in words, as most spreadsheets count."""
    epoch = dates.bounds(DAY_NUMBERS["1900"])[0]
    return dates.day_in_words(dates.from_day(epoch + int(number[:5])))


def has_short_or_early_years(text: str) -> bool:
    """Return whether a text shows that a file is about years before 1000."""
    plain = _fold(_prepared(text))
    return bool(
        re.fullmatch(r"[1-9]\d{2}", plain)
        or re.fullmatch(r"0\d{3}(-\d\d(-\d\d)?)?[?~%]?", plain)
        or re.fullmatch(r"-0\d{3}.*", plain)
        or _era_of(plain)[1]
    )


def is_day_number(text: str) -> bool:
    """Return whether a text could be a day as a spreadsheet counts it, such as 37257."""
    return bool(re.fullmatch(r"\d{5}([.,]\d+)?", text)) and int(text[:5]) in _SERIALS


def figures(text: str) -> tuple[int, int] | None:
    """Return the first two numbers of a date such as 3/4/1950, None where a text is none."""
    match = _DMY.fullmatch(_TIME.sub("", _bare(_fold(_prepared(text)))))
    if match is None or not (match[1].isdigit() and match[3].isdigit()):
        return None
    return int(match[1]), int(match[3])


def _prepared(text: str) -> str:
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text).translate(_DASHES | _QUOTES)
        plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
        if match := _EAST_ASIAN.fullmatch(plain.strip()):
            plain = "-".join(part.zfill(2) for part in match.groups() if part)
    return re.sub(r"\s+", " ", plain.translate(_QUOTES)).strip()


def _bare(plain: str) -> str:
    """A text without marks and words of doubt around it."""
    words = _pattern("about", "perhaps")
    return re.sub(rf"^(?:[~≈?(]|{words}\b\.?)+ *|[ ?~%)]+$", "", plain)


@cache
def _words() -> dict[str, list[str]]:
    with WORDS.open("rb") as file:
        return {kind: [_fold(word) for word in words] for kind, words in tomllib.load(file).items()}


@cache
def _month_names() -> dict[str, int]:
    with MONTHS.open(encoding="utf-8", newline="") as file:
        return {_fold(row["word"]): int(row["month"]) for row in csv.DictReader(file)}


def _fold(text: str) -> str:
    # The dotless letter of Turkish is no letter with a diacritic.
    return fold(text).replace("ı", "i")


@cache
def _pattern(*kinds: str) -> str:
    """A group that matches the words of some kinds, full stops and apostrophes among them."""
    words = sorted({word for kind in kinds for word in _words()[kind]}, key=len, reverse=True)
    return "(?:" + "|".join(r"[.' -]{1,2}".join(map(re.escape, w.split())) for w in words) + ")"


def _whole_cell(plain: str, text: str, edge: str) -> Reading | None:
    """What a word for "still there" or "not known" says; None where the cell is neither."""
    if plain in ("..", "∞"):
        return Reading(dates.OPEN)
    if not re.search(r"\w", plain) or _NOTHING.fullmatch(plain) or _SOME_DATE.fullmatch(plain):
        return Reading("")
    key = " ".join(re.findall(r"\w+", _fold(plain).replace("_", " ")))
    if key in _words()["unknown"]:
        return Reading("")
    if key in _words()["still"]:
        if edge == "start":
            raise UnreadableDateError(
                text, "cannot be a start.", "Write when it began, or nothing."
            )
        return Reading(dates.OPEN)
    return None


def _era_of(plain: str) -> tuple[str, str]:
    """A text without what says that it is before or after Christ, and which of the two it said."""
    for era in ("before_christ", "after_christ"):
        words = _pattern(era)
        for pattern in (rf"(?<=[\d. s]) ?{words}\.?$", rf"^{words}\.? (?=\d)"):
            if match := re.search(pattern, plain):
                return (plain[: match.start()] + plain[match.end() :]).strip(), era
    return plain, ""


class _Reader:
    """Reads one text; what kinds of reading it took gathers in ``kinds``."""

    def __init__(self, edge: str, rules: DateRules) -> None:
        self.edge, self.rules = edge, rules
        self.kinds: set[str] = set()

    def read(self, plain: str) -> Reading:
        found = self.in_figures(plain) or self.edtf(plain) or self.worded(_fold(plain))
        if found is None or not dates.is_date(found):
            raise _not_understood(plain)
        low, high = dates.bounds(found)
        if low != dates.OPEN_PAST and dates.from_day(low).year in _SENTINEL_YEARS:
            if self.edge == "start":
                fix = "Write when it began, or nothing."
                raise UnreadableDateError(plain, "is too far in the future.", fix)
            self.kinds.add(SENTINEL)
            return Reading(dates.OPEN, frozenset(self.kinds))
        if low == dates.OPEN_PAST and high == dates.OPEN_FUTURE:
            return Reading("", frozenset(self.kinds))
        if low != dates.OPEN_PAST and dates.from_day(low).year >= FAR_FUTURE:
            self.kinds.add(FUTURE)
        return Reading(found, frozenset(self.kinds))

    def in_figures(self, plain: str) -> str | None:
        """A day such as 3/4/1950: most of what there is, and read sooner than all else."""
        return self.figures(plain, "") if _FIGURES.fullmatch(plain) else None

    def edtf(self, plain: str) -> str | None:
        """The text itself where it is EDTF, with small letters for large ones."""
        plain = re.sub(r"^\[([^,.]*)\]$", r"\1", plain)
        # Words of earlier drafts of EDTF.
        plain = re.sub(r"^unknown(?=/)|(?<=/)unknown$", "", plain)
        plain = re.sub(r"(?<=/)open$", "..", plain)
        text = re.sub(r"(?<=[\d~?%xXuU-])[xuU](?=[\dxXuU?~%/-]|$)", "X", plain)
        if re.fullmatch(r"\d{5,}", text) or not dates.is_date(text):
            return None
        if "T" in text and not _TIME.search(text):
            return None
        if two := _TWO_YEARS.fullmatch(text.rstrip("?~%")):
            return self.two_years(two, text[len(text.rstrip("?~%")) :])
        if "/" in text and re.fullmatch(r"\d{4}/\d{4}", text):
            self.kinds.add(SPAN)
        if text.startswith(("-", "Y-", "0000")):
            self.kinds.add(BEFORE_ONE)
        return text.partition("T")[0]

    def worded(self, text: str) -> str | None:
        """A date in words or figures, with the words of doubt around it."""
        if re.fullmatch(r"\(.*\)", text):
            text = text[1:-1].strip()
        # 1941+, and the c of a century, which is no circa.
        text = re.sub(r"(?<=^\d{4})\+$", " or later", text)
        text = re.sub(r"(?<=\dst|\dnd|\drd|\dth) ?c\.?$", " century", text)
        if re.search(r"\?\?|-\?$|^\d{2}[\dx_*-]\?$", text) and (found := self.figures(text, "")):
            return found
        # The first day of a month, perhaps, or any from the tenth on: it is not clear.
        if re.search(r"\d-\d\?", text):
            return None
        text, about, perhaps = self.doubts(text)
        mark = {(0, 0): "", (1, 0): "~", (0, 1): "?", (1, 1): "%"}[about, perhaps]
        limit, text = self.limit(text)
        found = self.several(text) or self.single(text)
        if found is None:
            return None
        if mark:
            found = _marked(found, mark)
        return _limited(found, limit) if limit and found else found

    def doubts(self, text: str) -> tuple[str, bool, bool]:
        about = perhaps = False
        while True:
            for kind, signs in (("about", "[~≈±]"), ("perhaps", r"\?")):
                words = _pattern(kind)
                again = re.sub(
                    rf"^(?:{signs} ?|{words}(?:[. ]+|(?=\d)|-))(?=.)"
                    rf"|(?<=.)(?: ?\(?{signs}\)?| \(?{words}\.?\)?)$",
                    "",
                    text,
                    count=1,
                ).strip()
                if again != text and again:
                    about, perhaps = about or kind == "about", perhaps or kind == "perhaps"
                    text = again
                    break
            else:
                return text, about, perhaps

    def limit(self, text: str) -> tuple[str, str]:
        """What a word such as "before" says of the date behind it, and that date."""
        ways = [("before", "<"), ("by", "<=|≤|=<"), ("after", ">"), ("from", ">=|≥|=>")]
        if self.edge == "start":
            ways = [*ways, ("of_a_start", ""), ("of_an_end", "")]
        else:
            ways = [*ways, ("of_an_end", "")]
        # "до н. э." begins with a word for "until".
        if re.match(rf"{_pattern('before_christ', 'after_christ')}\.? (?=\d)", text):
            return "", text
        found: list[tuple[int, str, str]] = []
        for kind, signs in ways:
            words = f"{_pattern(kind)}(?:[. -]+|(?=\\d))"
            front = f"^(?:{words}|(?:{signs}) ?)" if signs else f"^{words}"
            if match := re.match(front, text):
                found.append((match.end(), kind, text[match.end() :].strip()))
            match = re.search(rf" ?'? ?{_pattern(kind)}$", text)
            if match and kind in ("before", "by", "after", "from") and match.start() > 2:
                found.append((len(text) - match.start(), kind, text[: match.start()].strip()))
        if not found:
            return "", text
        _, kind, rest = max(found, key=lambda item: item[0])
        rest = re.sub(rf"^{_pattern('fillers', 'years')} (?=\d)", "", rest)
        if kind == "of_a_start" or (kind == "of_an_end" and self.edge == "end"):
            kind = ""
        return {"of_an_end": "by"}.get(kind, kind), rest

    def several(self, text: str) -> str | None:
        """Two dates in one text: from one to the other, or one of both."""
        years = re.sub(rf"(?<=\d)[ .]*{_pattern('years')}\.?$", "", text)
        if two := _TWO_YEARS.fullmatch(years):
            return self.two_years(two, "")
        if found := self.centuries(text):
            return found
        if re.fullmatch(r".*[^\W\d]{3,}.* \d{4} ?/ ?\d{1,4}", text) and re.fullmatch(
            r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?", self.single(re.sub(r" ?/ ?\d+$", "", text)) or ""
        ):
            fix = "Write the year that the day has in the Gregorian calendar."
            raise UnreadableDateError(text, "has two years for one day or month.", fix)
        if match := re.fullmatch(r"(\d{1,2})\.? ?[-–] ?(\d{1,2})(\.? [^\d]+ \d{3,4}.*)", text):
            return self.between(match[1] + match[3], match[2] + match[3])
        if match := re.fullmatch(r"([^\W\d]{3,}\.?) ?[-–/] ?([^\W\d]{3,}\.? (\d{4}))", text):
            return self.between(f"{match[1]} {match[3]}", match[2])
        for pattern in (
            r"(?:between|zwischen|entre|между) (.+?) (?:and|und|et|y|e|и) (.+)",
            r"(?:from|с|von|de) (.+?) (?:to|until|till|по|до|bis|a) (.+)",
            r"(.+?) (?:to|until|bis|по|до) (.+)",
            r"(.+?) ?– ?(.+)",
            r"(.+?) - (.+)",
            r"(.*\d{4}) ?- ?([^\W\d]{3,}.*\d{4})",
            r"(\d{4}[^\W\d]{1,2}) ?- ?(\d{4}[^\W\d]{1,2})",
            r"(.+?) ?/ ?(.+)",
        ):
            match = re.fullmatch(pattern, text)
            if match and (found := self.between(match[1], match[2])):
                return found
        if match := re.fullmatch(r"(.+?) (?:or|oder|ou|o|или) (.+)", text):
            sides = [self.single(side) for side in match.groups()]
            if all(side and dates.is_date(f"[{side},{side}]") for side in sides):
                return f"[{sides[0]},{sides[1]}]"
        return None

    def centuries(self, text: str) -> str | None:
        """18th–19th century: from the first year of the one to the last of the other."""
        words = _pattern("century")
        match = re.fullmatch(rf"(?:the )?([\w.]+?) ?[-–/] ?([\w.]+? ?({words})\.?)", text)
        if match is None:
            return None
        low, high = _century(f"{match[1]} {match[3]}", ""), _century(match[2], "")
        if low is None or high is None or low >= high:
            return None
        self.kinds.add(SPAN)
        return f"{low[:4]}/{high[5:]}"

    def between(self, first: str, last: str) -> str | None:
        if _era_of(last)[1] and not _era_of(first)[1]:
            first += last[len(_era_of(last)[0]) :]
        low, high = self.one(first), self.one(last)
        if low is None or high is None or any("/" in side or "[" in side for side in (low, high)):
            return None
        self.kinds.add(SPAN)
        return f"{low}/{high}"

    def one(self, text: str) -> str | None:
        """A single date, with the words of doubt around it."""
        text, about, perhaps = self.doubts(text)
        mark = {(0, 0): "", (1, 0): "~", (0, 1): "?", (1, 1): "%"}[about, perhaps]
        found = self.single(text)
        return _marked(found, mark) if found and mark else found

    def two_years(self, match: re.Match[str], marks: str) -> str | None:
        """1940-41, 1938/1939: years from one to the other, unless it is a month or a season."""
        first, sign, second = match[1], match[2], match[3]
        low = int(first)
        if len(first) != 4 or len(second) == 3:
            return None
        if len(second) == 4:
            self.kinds.add(SPAN)
            return f"{first}{marks}/{second}{marks}"
        number = int(second)
        follows = number == (low + 1) % 10 ** len(second)
        high = (
            low
            - low % 10 ** len(second)
            + number
            + (10 ** len(second) if follows and not number else 0)
        )
        is_month = 1 <= number <= 12
        if is_month and len(second) == 2 and "–" not in sign and not (follows and "/" in sign):
            return f"{first}-{second}{marks}"
        if is_month and not follows and "–" not in sign:
            return f"{first}-{number:02d}{marks}"
        if is_month and "–" not in sign:
            fix = f"Write {first}-{number:02d} for the month, or {first}/{high} for the years."
            raise UnreadableDateError(match[0], "can be a month or two years.", fix)
        if 21 <= number <= 41 and sign == "-" and not follows:
            if high > low:
                self.kinds.add(PART)
            if not (self.rules.spans and high > low):
                return f"{first}-{second}{marks}"
        if high <= low or len(second) == 1:
            return None
        self.kinds.add(SPAN)
        return f"{first}{marks}/{high:04d}{marks}"

    def single(self, text: str) -> str | None:
        text, era = _era_of(text)
        text = _TIME.sub("", text).strip(" ,")
        found = self.edtf(text.upper()) if era == "" and re.fullmatch(r"[\dx?~%-]+", text) else None
        found = found or self.figures(text, era) or self.part(text, era) or self.words(text, era)
        if found is None or era != "before_christ":
            return found
        self.kinds.add(BEFORE_ONE)
        return _before_christ(found)

    def figures(self, text: str, era: str) -> str | None:
        text = re.sub(rf"(?<=\d) ?{_pattern('years')}\.?$", "", text)
        text = re.sub(rf"^{_pattern('years', 'fillers')}\.? (?=\d)", "", text)
        text = re.sub(r"(?<=\d)\.$", "", text)
        if era == "before_christ" and _DISTANT.fullmatch(text):
            return re.sub(r"\D", "", text)
        if match := _THOUSANDS.fullmatch(text):
            self.kinds.add(THOUSANDS)
            return match[1] + match[2]
        if match := re.fullmatch(r"\d{1,4}", text):
            if len(text) < 3 and not era:
                if not self.rules.short_years:
                    return None
                self.kinds.add(SHORT)
            return f"{int(text):04d}" if int(text) or not era else None
        if self.rules.short_years and not era and (early := _EARLY.fullmatch(text)):
            self.kinds.add(BEFORE_ONE)
            return f"-{int(early[1]):04d}"
        if self.rules.day_numbers and is_day_number(text):
            epoch = dates.bounds(DAY_NUMBERS[self.rules.day_numbers])[0]
            return dates.from_day(epoch + int(text[:5])).isoformat()
        if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
            return _day(match[1], match[2], match[3]) if int(match[1]) >= 1000 else None
        if match := re.fullmatch(r"(1\d{3}|20\d{2}|2100)(0[1-9]|1[0-2])", text):
            return f"{match[1]}-{match[2]}"
        if match := _FRACTION.fullmatch(text):
            # A year and a part of it, or a year and a month: in that year it is.
            if match[2].strip("0"):
                self.kinds.add(FRACTION)
            return match[1]
        if match := _UNKNOWN_DIGITS.fullmatch(text):
            return re.sub(r"\D", "X", text)
        if match := _YMD.fullmatch(text):
            return _day(match[1], match[3], match[4])
        if match := _DMY.fullmatch(text):
            one, other = match[1], match[3]
            day_first = self.rules.day_first
            # A number above 12 is no month, whatever the order of the others.
            if one.isdigit() and other.isdigit() and max(int(one), int(other)) > 12:
                day_first = int(one) > 12
            return _day(match[4], other, one) if day_first else _day(match[4], one, other)
        if match := _YM.fullmatch(text):
            return _day(match[1], match[3], "")
        if match := _MY.fullmatch(text):
            return _day(match[3], match[1], "")
        return self.roman_month(text) or _week(text)

    def roman_month(self, text: str) -> str | None:
        """16.XII.2001, and XII.2001, where it is no number of a quarter."""
        if match := _DAY_ROMAN_YEAR.fullmatch(text):
            month = _roman(match[2])
            return _day(match[3], f"{month}", match[1])
        if (match := _ROMAN_YEAR.fullmatch(text)) and _roman(match[1]) > 4:
            return _day(match[2], f"{_roman(match[1])}", "")
        return None

    def part(self, text: str, era: str) -> str | None:
        """A decade, a century, a season, a quarter or half of a year, or the early part of one."""
        if found := _century(text, era) or _decade(text, era):
            return found
        filler, years = _pattern("fillers"), _pattern("years")
        for k, kind in enumerate(("spring", "summer", "autumn", "winter")):
            if match := re.fullmatch(rf"(\d{{4}}),? \(?{_pattern(kind)}\.?\)?", text):
                return f"{match[1]}-{21 + k}"
            season = rf"(?:{filler} )?{_pattern(kind)}\.?(?:,? {filler})?(?:,? |-)(\d{{4}})"
            match = re.fullmatch(rf"{season}(?:[-–/](\d{{2}}|\d{{4}}))?(?: ?{years}\.?)?", text)
            if match and match[2] is None:
                return f"{match[1]}-{21 + k}"
            if match and kind == "winter" and (int(match[1]) + 1) % 100 == int(match[2]) % 100:
                return f"{match[1]}-12/{int(match[1]) + 1:04d}-02"
        for kind, code, most in (("quarter", 33, 4), ("half", 40, 2)):
            number = _numbered(text, kind, most)
            if number:
                return f"{number[1]}-{code + number[0] - 1}"
            if found := self.portion(text, kind, most):
                return found
        for k, kind in enumerate(("early", "mid", "late")):
            for pattern in (rf"^{_pattern(kind)}(?:[. -]+)", rf"[ -]{_pattern(kind)}$"):
                rest, count = re.subn(pattern, "", text)
                if count and (whole := self.single(rest)) and (found := _third(whole, k)):
                    return found
        return None

    def portion(self, text: str, kind: str, most: int) -> str | None:
        """A half or a quarter of a century, a half of a decade."""
        for number, ordinal in enumerate(_ordinals(kind, most)):
            pattern = rf"(?:the )?(?:{ordinal})(?:\.|-и|-я|-е)? ?{_pattern(kind)}\.?"
            match = re.match(rf"{pattern}(?: {_pattern('fillers')})* ", text)
            whole = self.single(text[match.end() :]) if match else None
            if whole and re.fullmatch(r"\d{3}X", whole) and kind == "half":
                first = int(whole[:3] + "0") + 5 * number
                return f"{first:04d}/{first + 4:04d}"
            if whole and re.fullmatch(r"\d\d01/\d\d00", whole):
                years = 100 // most
                first = int(whole[:4]) + years * number
                return f"{first:04d}/{first + years - 1:04d}"
        return None

    def words(self, text: str, era: str) -> str | None:
        """A date with the name of its month: 7 December 1941, декабрь 1941, December 7, 1941."""
        years = rf"(?<=\d)[ .]*{_pattern('years')}\.?$"
        text = re.sub(years, "", text)
        # As SAS writes it: 07DEC1941.
        text = re.sub(r"^(\d{1,2})([^\W\d]{3})(\d{4})$", r"\1 \2 \3", text)
        tokens = [t for t in re.split(r"[\s,/–-]+|(?<=[^\W\d])\.|(?<=\d)\.(?=[\s\D])", text) if t]
        silent = {*_words()["fillers"], *_words()["years"]}
        month, numbers = 0, []
        for token in tokens:
            named = _month_names().get(token.strip(".'"))
            if named:
                if month:
                    return None
                month = named
            elif number := _NUMBER.fullmatch(token):
                numbers.append(number[1])
            elif named is None and token.strip("'") not in silent:
                return None
        if not month or not 1 <= len(numbers) <= 2:
            return None
        year = [number for number in numbers if len(number) > 2]
        if era and not year:
            year = numbers[-1:]
        if len(year) != 1:
            return None
        rest = list(numbers)
        rest.remove(year[0])
        if rest and not int(rest[0]):
            return None
        return _day(f"{int(year[0]):04d}", f"{month:02d}", rest[0] if rest else "")


def _day(year: str, month: str, day: str) -> str | None:
    """A date by its parts; noughts and question marks are parts that are not known."""
    if not int(year):
        # A database's date of nothing, not the year before the year 1.
        return None
    if not month.isdigit() or not int(month):
        known_day = day.isdigit() and int(day)
        if known_day:
            return None
        unknown = "?" in month or "x" in month
        return f"{year}-XX" + ("-XX" if day and unknown else "") if unknown else year
    if int(month) > 12:
        return None
    if not day:
        return f"{year}-{int(month):02d}"
    if not day.isdigit() or not int(day):
        return f"{year}-{int(month):02d}" + ("-XX" if not day.isdigit() else "")
    if int(day) > month_length(int(year), int(month)):
        return None
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _decade(text: str, era: str) -> str | None:
    behind = rf"['’-]? ?{_pattern('decade')}\.?"
    match = re.fullmatch(rf"(?:{_pattern('fillers')} )?(\d{{3}})0{behind}", text) or re.fullmatch(
        rf"{_pattern('decade_of')} (\d{{3}})0(?: ?{_pattern('years')}|{behind})?", text
    )
    if match is None or era == "before_christ":
        return None
    # The 1900s are ten years to some, a century to others.
    return f"{match[1][:2]}XX" if match[1][2] == "0" else f"{match[1]}X"


def _century(text: str, era: str) -> str | None:
    digits, words = rf"({_ROMAN.pattern}|\d{{1,2}})", _pattern("century")
    behind = r"(?:st|nd|rd|th|e|eme|er|\.|-?и|-?го)?"
    match = re.fullmatch(
        rf"(?:the )?(?:{digits}{behind} ?{words}\.?|{words}\.? {digits})",
        text,
    )
    if match is None:
        return None
    written = match[1] or match[2]
    number = int(written) if written.isdigit() else _roman(written)
    if not 1 <= number <= 25:
        return None
    # As years that _before_christ turns round: 100 BC to 1 BC is the first century before.
    return f"{100 * number - 99:04d}/{100 * number:04d}"


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text]
    return sum(
        -value if value < max(values[k + 1 :], default=0) else value
        for k, value in enumerate(values)
    )


def _numbered(text: str, kind: str, most: int) -> tuple[int, str] | None:
    """The number of a quarter or half, and its year: Q1 1942, 1942Q1, first quarter of 1942."""
    filler = rf"(?:[ ,.-]+{_pattern('fillers')})?[ ,./-]*"
    for number, ordinal in enumerate(_ordinals(kind, most), start=1):
        named = (
            rf"(?:{number}{_pattern(kind)}|{_pattern(kind)}\.? ?{number}"
            rf"|(?:the )?(?:{ordinal})(?:\.|-и|-я|-е)? ?{_pattern(kind)}\.?)"
        )
        years = rf"(?: ?{_pattern('years')}\.?)?"
        match = re.fullmatch(rf"{named}{filler}(\d{{4}}){years}|(\d{{4}})[ ./-]*{named}", text)
        if match:
            return number, match[1] or match[2]
    return None


def _ordinals(kind: str, most: int) -> list[str]:
    """Patterns for the first, the second and the other parts of a kind."""
    ordinals = [_pattern(name) for name in ("first", "second", "third", "fourth")[:most]]
    return [ordinals[0], _pattern("second") + "|last"] if kind == "half" else ordinals


def _week(text: str) -> str | None:
    """A week of ISO 8601, or a day of one: 2001-W50, 2001-W50-1."""
    match = _WEEK.fullmatch(text)
    if match is None:
        return None
    try:
        days = [
            date.fromisocalendar(int(match[1]), int(match[2]), day).isoformat()
            for day in ([int(match[3])] if match[3] else [1, 7])
        ]
    except ValueError:
        return None
    return "/".join(days)


def _third(whole: str, k: int) -> str | None:
    """The early, middle or late part of a year, a month, a decade or a century."""
    if re.fullmatch(r"\d{4}", whole):
        return f"{whole}-{37 + k}"
    if re.fullmatch(r"\d{4}-\d{2}", whole) and int(whole[5:]) <= 12:
        last = month_length(int(whole[:4]), int(whole[5:]))
        first, end = ((1, 10), (11, 20), (21, last))[k]
        return f"{whole}-{first:02d}/{whole}-{end:02d}"
    if re.fullmatch(r"\d{3}X", whole):
        first, end = ((0, 4), (3, 7), (5, 9))[k]
        return f"{whole[:3]}{first}/{whole[:3]}{end}"
    if re.fullmatch(r"\d{2}XX|\d{4}/\d{4}", whole):
        low = int(whole[:2] + "00") if "X" in whole else int(whole[:4])
        first, end = ((0, 39), (30, 69), (60, 99))[k]
        return f"{low + first:04d}/{low + end:04d}"
    return None


def _before_christ(found: str) -> str | None:
    """A date whose years were written as years before Christ."""
    sides = found.split("/")
    if len(sides) == 1 and re.fullmatch(r"\d{5,6}", found):
        return f"Y{1 - int(found)}"
    if not all(re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", side) for side in sides):
        return None
    turned = [f"{iso_year(1 - int(side[:4]))}{side[4:]}" for side in sides]
    return "/".join(sorted(turned, key=lambda side: dates.bounds(side)[0]))


def _marked(found: str, mark: str) -> str | None:
    """A date with a mark of doubt, on both sides of an interval."""
    if found.startswith("["):
        return None
    sides = found.split("/")
    return "/".join(
        side if side in ("", "..") or side[-1] in "?~%" else side + mark for side in sides
    )


def _limited(found: str, limit: str) -> str | None:
    """What is known where a date is before, after, not later or not earlier than another."""
    if "[" in found:
        return None
    first, _, last = found.partition("/")
    last = last or first
    if limit in ("by", "from"):
        return f"../{last}" if limit == "by" else f"{first}/.."
    try:
        low, high = dates.bounds(first.rstrip("?~%"))[0], dates.bounds(last.rstrip("?~%"))[1]
    except DateError:
        return None
    if limit == "before":
        return f"../{dates.from_day(low - 1).isoformat()}"
    return f"{dates.from_day(high + 1).isoformat()}/.."


def _holds_two(plain: str) -> bool:
    """Whether a text goes on to today: 1941 - present."""
    first, dash, last = re.sub(r"[-–]", "–", plain).partition("–")
    key = " ".join(re.findall(r"\w+", _fold(last)))
    return bool(dash and re.search(r"\d", first) and key in _words()["still"])


def _not_understood(plain: str) -> UnreadableDateError:
    """What is wrong with a text, as far as it can be said."""
    if is_day_number(plain):
        message = "is a number, perhaps a spreadsheet's day number."
        fix = "Read day numbers as dates (--day-numbers 1900), or write the date."
    elif re.search(r"\d ?[–-]$", plain):
        message = "ends in a dash: the second date is missing."
        fix = "Write the date alone, or 1985/.. for 1985 or later."
    elif re.search(r"\d\s*[,;&]\s*\S*\d{4}", plain):
        message = "holds more than one date."
        fix = "Write one, or 2010-05-06/2010-05-20 for a day between the two."
    elif _holds_two(plain):
        message = "holds a start and an end."
        fix = "Put the end into a column of its own."
    elif _OLD_STYLE.search(_fold(plain)):
        message = "is a date of the Julian calendar."
        fix = "Write the day that it has in the Gregorian calendar."
    elif re.fullmatch(r"\d{9,13}", plain):
        message = "is a number, perhaps of seconds since 1970."
        fix = "Write the date."
    elif re.fullmatch(
        r"'?\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{1,2}|(?:\d{1,2}[ .-]*)?[^\W\d]{3,}[ .'-]+\d{2}"
        r"|[^\W\d]{3,}\.? \d{1,2}, \d{2}",
        plain,
    ):
        message = "has no year of four digits."
        fix = "Write the year with four digits: 1997, or 0097 for the year 97."
    else:
        message = "is not a date that can be read in full."
        fix = "Write a year, a month or a day: 1941, 1941-12, 1941-12-07, 1941~ for about 1941."
    return UnreadableDateError(plain, message, fix)

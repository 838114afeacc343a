"""The days of a range as a regular expression, which says to programs what a date may be."""

from calendar import isleap, monthrange
from datetime import date

from geo.time.dates import Day

# leap years that an expression lists; a longer range would be a table of its own
_MOST_LEAP_YEARS = 100
_LONG, _SHORT, _FEBRUARY = "(?:0[13578]|1[02])", "(?:0[469]|11)", "02"
_OF_ANY_YEAR = (
    f"(?:{_LONG}-(?:0[1-9]|[12][0-9]|3[01])|{_SHORT}-(?:0[1-9]|[12][0-9]|30)"
    f"|{_FEBRUARY}-(?:0[1-9]|1[0-9]|2[0-8]))"
)


def day_pattern(first: Day, last: Day) -> str:
    """Return the expression that the days of a range match, like 2005-06-01, and nothing else.

    Blank where the range is too long, or goes beyond what such a date can say.
    """
    if not (isinstance(first, date) and isinstance(last, date)):
        return ""
    begin = first.year if (first.month, first.day) == (1, 1) else first.year + 1
    end = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    found = [
        *_of_part(first.year, first, min(last, date(first.year, 12, 31)), whole=begin <= first.year)
    ]
    if begin <= end:
        leap = [f"{year:04}" for year in range(begin, end + 1) if isleap(year)]
        if len(leap) > _MOST_LEAP_YEARS:
            return ""
        found.append(f"{_numbers(f'{begin:04}', f'{end:04}')}-{_OF_ANY_YEAR}")
        found += [f"(?:{'|'.join(leap)})-02-29"] if leap else []
    if last.year != first.year:
        found += _of_part(last.year, date(last.year, 1, 1), last, whole=end >= last.year)
    return f"^(?:{'|'.join(found)})$"


def _of_part(year: int, first: date, last: date, *, whole: bool) -> list[str]:
    """The months of a year that is not among the whole ones."""
    if whole and (first, last) == (date(year, 1, 1), date(year, 12, 31)):
        return []
    found = []
    for month in range(first.month, last.month + 1):
        low = first.day if month == first.month else 1
        high = last.day if month == last.month else monthrange(year, month)[1]
        found.append(f"{year:04}-{month:02}-{_numbers(f'{low:02}', f'{high:02}')}")
    return found


def _numbers(low: str, high: str) -> str:
    """The numbers from one to another, of equally many digits."""
    if low == high:
        return low
    if len(low) == 1:
        return f"[{low}-{high}]"
    rest = len(low) - 1
    if low[0] == high[0]:
        return low[0] + _numbers(low[1:], high[1:])
    if (low[1:], high[1:]) == ("0" * rest, "9" * rest):
        return f"[{low[0]}-{high[0]}]" + "[0-9]" * rest
    if low[1:] != "0" * rest:
        further = f"{int(low[0]) + 1}{'0' * rest}"
        return f"(?:{low[0]}{_numbers(low[1:], '9' * rest)}|{_numbers(further, high)})"
    before = f"{int(high[0]) - 1}{'9' * rest}"
    return f"(?:{_numbers(low, before)}|{high[0]}{_numbers('0' * rest, high[1:])})"

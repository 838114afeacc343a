"""Identifiers of bases and periods: the file's own where it has any, else made of the names."""

from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.hashing import mixed
from geo.place.names import fold

_APOSTROPHES = dict.fromkeys(map(ord, "’‘`´ʻʼʹ"), "'")
_IDENTIFIER = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def bases_of(periods: pd.DataFrame) -> tuple[NDArray[np.intp], pd.Series]:
    """Return the number of each row's base, counted as they first come, and their identifiers.

    Rows with one name in one country at one place are periods of one base, whatever the case of
    the letters, the blanks around them or the noughts behind the degrees.
    """
    given = _given(periods["base_id"])
    names = folded(periods["name"])
    texts = [names, folded(periods["country"]), given]
    columns = [periods[axis].to_numpy(dtype=float) for axis in ("latitude", "longitude")]
    columns += [pd.factorize(text)[0] for text in texts if not _is_one(text)]
    numbers = pd.factorize(mixed(*columns))[0]
    if not _is_same(columns, numbers):
        # Two places share a number: column by column, then.
        numbers = np.zeros(len(periods), dtype=np.int64)
        for column in columns:
            codes, distinct = pd.factorize(column)
            numbers = pd.factorize(numbers * max(len(distinct), 1) + codes)[0]
    first = np.flatnonzero(~pd.Series(numbers).duplicated().to_numpy())
    own, wanted = given.iloc[first], _slugs(names.iloc[first])
    if not _is_one(own) or own.iloc[0]:
        wanted = own.where(own != "", wanted)
    return numbers, _told_apart(wanted)


def periods_of(given: pd.Series, bases: pd.Series, numbers: NDArray[np.intp]) -> pd.Series:
    """Return the identifier of each row: the file's where all are good, else made of the base's."""
    if (given != "").all() and given.is_unique and given.str.fullmatch(_IDENTIFIER).all():
        return given
    place = pd.Series(numbers).groupby(numbers, sort=False).cumcount().to_numpy()
    last = int(place.max()) if len(place) else -1
    counted = pa.array([f"-period-{k + 1}" for k in range(last + 1)], pa.large_string())
    endings = counted.take(pa.array(place))
    nothing = pa.scalar("", pa.large_string())
    made = pc.binary_join_element_wise(pa.array(bases, pa.large_string()), endings, nothing)
    return pd.Series(made.to_pandas().array, index=bases.index, dtype=str)


def _is_one(texts: pd.Series) -> bool:
    return bool((texts == texts.iloc[0]).all()) if len(texts) else True


def _is_same(columns: Sequence[NDArray[Any]], numbers: NDArray[np.intp]) -> bool:
    """Whether all rows of one number are alike in all columns."""
    first = np.flatnonzero(~pd.Series(numbers).duplicated().to_numpy())[numbers]
    return all(bool((column == column[first]).all()) for column in columns)


def _given(cells: pd.Series) -> pd.Series:
    if (cells == "").all():
        return cells
    return cells.where(cells.str.fullmatch(_IDENTIFIER), "")


def folded(cells: pd.Series) -> pd.Series:
    """Return texts without case, diacritics and needless blanks, as names are compared."""
    texts = pa.array(cells, pa.large_string())
    if _all(pc.string_is_ascii(texts)) and not _any(pc.match_substring(texts, "  ")):
        made = pc.ascii_lower(texts)
    else:
        codes, distinct = pd.factorize(cells)
        plain = [" ".join(fold(text).translate(_APOSTROPHES).split()) for text in distinct]
        made = pa.array(plain, pa.large_string()).take(pa.array(codes))
    return pd.Series(made.to_pandas().array, index=cells.index, dtype=str)


_NO_WORDS = "[^a-z0-9 ]|^ | $|  "


def _slugs(names: pd.Series) -> pd.Series:
    texts = pa.array(names, pa.large_string())
    if _all(pc.string_is_ascii(texts)) and not _any(pc.match_substring_regex(texts, _NO_WORDS)):
        # Nothing but words with one blank between two of them.
        plain = pc.replace_substring(texts, " ", "-")
    else:
        plain = pc.utf8_trim(pc.replace_substring_regex(texts, "[^a-z0-9]+", "-"), "-")
    made = pc.if_else(pc.equal(plain, ""), "base", plain)
    return pd.Series(made.to_pandas().array, index=names.index, dtype=str)


def _all(found: Any) -> bool:
    return bool(pc.all(found).as_py())


def _any(found: Any) -> bool:
    return bool(pc.any(found).as_py())


def _told_apart(names: pd.Series) -> pd.Series:
    """Identifiers of their own for each: the wanted one, or it with the next free number."""
    if names.is_unique:
        return names
    number = names.groupby(names, sort=False).cumcount()
    counted = names.where(number == 0, names + "-" + (number + 1).astype(str))
    if counted.is_unique:
        return counted
    # Some name looks like another with its number.
    wanted = names.tolist()
    taken: set[str] = set()
    next_number: dict[str, int] = {}
    for k, name in enumerate(wanted):
        if name in taken:
            fresh = (f"{name}-{n}" for n in count(next_number.get(name, 2)))
            wanted[k] = next(made for made in fresh if made not in taken)
            next_number[name] = int(wanted[k].rpartition("-")[2]) + 1
        taken.add(wanted[k])
    return pd.Series(wanted, dtype=str)

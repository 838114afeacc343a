"""Tenures: how long an operator held a base in all, over all its periods there.

A change of status, name or agreement begins a new period; who asks from when to when a base was
held means none of these. Periods of one operator at one base that leave no day between them are one
tenure, active and closing ones together; proposed and reported ones stay apart.
"""

import numpy as np
import pandas as pd

from geo.time.dates import OPEN_FUTURE
from geo.vocabulary import HELD


def with_tenures(periods: pd.DataFrame) -> pd.DataFrame:
    """Return periods (with the bounds of :mod:`geo.time.presence`) with two more columns of EDTF.

    ``since`` is the start of the tenure a period belongs to, ``until`` its end.
    """
    keys = [pd.factorize(periods[name]) for name in ("base_number", "operator", "status")]
    codes, sizes = [key for key, _ in keys], [len(words) + 1 for _, words in keys]
    statuses = keys[-1][1]
    codes[-1] = np.where(statuses.isin(HELD), len(statuses), np.arange(len(statuses)))[codes[-1]]
    group, _ = pd.factorize(np.ravel_multi_index(codes, sizes))
    start, end = periods["start_earliest"].to_numpy(), periods["end_latest"].to_numpy()
    order = np.argsort(group * 2 * OPEN_FUTURE + start, kind="stable")
    ends = end[order]
    run = _runs(group[order], start[order], ends)
    begins = np.flatnonzero(np.append(True, run[1:] != run[:-1])[: len(run)])
    reached = np.maximum.reduceat(ends, begins)
    ends_last = ends == reached[run]
    last = np.zeros(len(begins), dtype=np.int64)
    last[run[ends_last]] = order[ends_last]
    since, until = np.empty_like(order), np.empty_like(order)
    since[order], until[order] = order[begins][run], last[run]
    return periods.assign(
        since=periods["start"].array.take(since), until=periods["end"].array.take(until)
    )


def _runs(group: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Number the runs of sorted periods, from 0: a new one for each group and after each gap."""
    reached = pd.Series(end).groupby(group).cummax().to_numpy()
    new = (group[1:] != group[:-1]) | (start[1:] > reached[:-1] + 1)
    return np.append(0, np.cumsum(new))[: len(group)]

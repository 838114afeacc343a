"""Which events are listed: those of some kinds, and those that name some bases."""

from collections.abc import Collection

import numpy as np
import pandas as pd


def listed(events: pd.DataFrame, kinds: Collection[str], bases: Collection[str]) -> pd.DataFrame:
    """Return the events of some kinds that name some bases; none named, of all."""
    if kinds:
        events = events[events["kind"].isin(kinds)]
    return naming(events, bases) if bases else events


def naming(events: pd.DataFrame, bases: Collection[str]) -> pd.DataFrame:
    """Return the events that name at least one of some bases."""
    wanted = set(bases)
    named = [not wanted.isdisjoint(own) for own in events["base_ids"]]
    return events[np.array(named, dtype=bool)]

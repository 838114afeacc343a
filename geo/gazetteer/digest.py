"""A gazetteer's content in a few letters, by which caches know that it has changed."""

import hashlib
from dataclasses import fields
from weakref import WeakKeyDictionary

import pandas as pd

from geo.gazetteer.model import Gazetteer

LETTERS = 12
# What is another on another server although the content is the same.
_ELSEWHERE = ("folder",)
_digests: WeakKeyDictionary[Gazetteer, str] = WeakKeyDictionary()


def digest(gazetteer: Gazetteer) -> str:
    """Return letters that are the same for the same content, on every server and at every start."""
    if gazetteer not in _digests:
        _digests[gazetteer] = _digest(gazetteer)
    return _digests[gazetteer]


def digest_at_hand(gazetteer: Gazetteer) -> str | None:
    """Return the digest where it has been found before, else None."""
    return _digests.get(gazetteer)


def _digest(gazetteer: Gazetteer) -> str:
    found = hashlib.sha256()
    for name in (field.name for field in fields(gazetteer) if field.name not in _ELSEWHERE):
        value = getattr(gazetteer, name)
        found.update(f"\n{name}\n".encode())
        if isinstance(value, pd.DataFrame):
            found.update(repr(list(value.columns)).encode())
            found.update(pd.util.hash_pandas_object(value.astype(str)).to_numpy().tobytes())
        else:
            found.update(repr(value).encode())
    return found.hexdigest()[:LETTERS]

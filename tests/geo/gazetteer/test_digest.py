"""A digest tells one content from another, and is the same wherever it is made."""

import shutil
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.gazetteer.digest import digest
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.paths import DATA

OURS = load()


def other(value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        return value.iloc[:-1]
    if isinstance(value, str):
        return f"{value}."
    return value[:-1] if isinstance(value, tuple) else value + timedelta(days=1)


@pytest.mark.parametrize(
    "name", [field.name for field in fields(Gazetteer) if field.name != "folder"]
)
def test_other_content_has_another_digest(name: str) -> None:
    changed = replace(OURS, **{name: other(getattr(OURS, name))})
    assert digest(changed) != digest(OURS)


def test_the_same_content_in_another_place_has_the_same(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    assert digest(load(tmp_path / "data")) == digest(OURS)

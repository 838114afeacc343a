"""Editions of the data stay open: a link to one shows what it showed when it was current."""

import csv
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from geo.answers.link import read_link
from geo.answers.view import look
from geo.gazetteer import editions
from geo.gazetteer.load import load
from geo.paths import DATA

ROOT = Path(__file__).parents[3]
GAZETTEER = load()
# A thousand random links of each edition, with what the app of that time counted.
LINKS = ROOT / "tests" / "data" / "links_of_editions.csv"


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_a_thousand_links_show_the_counts_that_they_had(version: str) -> None:
    gazetteer = editions.edition(GAZETTEER, version)
    assert gazetteer is not None
    with LINKS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["version"] == version]
    assert len(rows) == 1_000
    wrong = []
    for row in rows:
        selection, notices = read_link({**parse_qs(row["link"]), "v": [version]}, gazetteer)
        view = look(gazetteer, selection)
        counts = (view.held.certain, view.held.possible, view.present["base_id"].nunique())
        if notices or [*map(str, counts)] != [row["certain"], row["possible"], row["present"]]:
            wrong.append((row, counts, notices))
    assert wrong == []


def test_every_version_that_the_changes_name_is_kept() -> None:
    text = (DATA / "CHANGES.md").read_text(encoding="utf-8")
    named = re.findall(r"^## (\S+)", text, re.MULTILINE)
    assert named == [GAZETTEER.version, *editions.kept(GAZETTEER)]


def test_an_edition_has_its_own_version_and_day() -> None:
    for version in editions.kept(GAZETTEER):
        found = editions.edition(GAZETTEER, version)
        assert found is not None
        assert found.version == version
        assert found.created is not None


@pytest.mark.parametrize("word", ["", "deadbeef", "12345678", "9.9.9", "../1.0.0", "1.0.0/.."])
def test_a_word_that_is_no_edition_opens_the_current_data(word: str) -> None:
    assert editions.asked_for(GAZETTEER, word) is GAZETTEER


def test_editions_are_sorted_by_their_numbers(tmp_path: Path) -> None:
    for version in ("1.9.0", "1.10.0", "1.3.0", "notes"):
        (tmp_path / "editions" / version).mkdir(parents=True)
    gazetteer = replace(GAZETTEER, folder=tmp_path)
    assert editions.kept(gazetteer) == ("1.10.0", "1.9.0", "1.3.0")

"""How views, bases and the files of a gazetteer are named and cited."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from geo.answers import citation
from geo.answers.link import read_link
from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.exports import write
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import interpret

GAZETTEER = load()
CITATION_FILE = Path(__file__).parents[3] / "CITATION.cff"
OWN_FILE = (
    "name,latitude,longitude,operator,country,start,end\n"
    "Example Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950\n"
)


def own(name: str = "Bases of the Pacific.csv") -> Gazetteer:
    sheet = read_sheet(OWN_FILE.encode(), name)
    made = interpret(sheet, propose(sheet)).gazetteer
    assert made is not None
    return made


def view(**fields: object) -> View:
    return look(GAZETTEER, Selection(**{"date": date(2005, 6, 1), **fields}))


def test_our_gazetteer_knows_its_day_of_release_and_an_own_file_has_none() -> None:
    assert GAZETTEER.created == date(2026, 11, 26)
    assert own().created is None


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Bases of the Pacific.csv", "bases-of-the-pacific"),
        ("../../Éire & co.csv", "eire-co"),
        ("базы.csv", "gazetteer"),
    ],
)
def test_files_made_of_an_own_file_are_named_after_it(file: str, name: str) -> None:
    gazetteer = own(file)
    made = look(gazetteer, Selection(date(1945, 1, 1)))
    assert write.file_name(made, "csv") == f"{name}-1945-01-01.csv"


def test_files_of_our_gazetteer_are_named_after_the_atlas_and_the_time() -> None:
    assert write.file_name(view(), "html") == "base-atlas-2005-06-01.html"
    window = (date(2002, 1, 1), date(2003, 6, 30))
    assert write.file_name(view(window=window), "png") == (
        "base-atlas-2002-01-01-to-2003-06-30.png"
    )


def test_a_citation_leads_back_to_the_view() -> None:
    chosen = view(base="kant", operators=("Russia",))
    link = citation.link(chosen, "https://atlas.example")
    query = {}
    for pair in link.split("?")[1].split("&"):
        key, value = pair.split("=")
        query.setdefault(key, []).append(value)
    assert read_link(query, GAZETTEER) == (chosen.selection, ())
    assert link in citation.sentence(chosen, "https://atlas.example")
    item = json.loads(citation.csl_json(chosen, "https://atlas.example"))[0]
    assert (item["type"], item["URL"], item["version"]) == ("dataset", link, GAZETTEER.version)
    assert item["issued"] == {"date-parts": [[2026, 11, 26]]}
    entry = citation.bibtex(chosen, "https://atlas.example")
    assert entry.startswith("@misc{base-atlas-2005-06-01-kant-")
    assert "  year = {2026}" in entry


def test_a_link_of_another_version_is_reported() -> None:
    _, notices = read_link({"v": ["0.9.0"]}, GAZETTEER)
    assert "version 0.9.0" in notices[0]


def test_a_base_cited_in_a_window_names_the_window_and_the_filters() -> None:
    window = (date(2002, 1, 1), date(2003, 6, 30))
    told = citation.title(view(base="kant", window=window, operators=("Russia",)))
    assert told.endswith(": Kant Air Base, 1 January 2002 to 30 June 2003 · Russia")


def test_every_view_has_a_key_of_its_own() -> None:
    window = (date(2002, 1, 1), date(2003, 6, 30))
    views = [
        view(),
        view(date=date(2005, 6, 2)),
        view(window=window),
        view(base="kant"),
        view(base="kant", window=window),
        view(operators=("Russia",)),
        view(operators=("United States",)),
    ]
    keys = {citation.key(each) for each in views}
    assert len(keys) == len(views)
    assert all(json.loads(citation.csl_json(each, ""))[0]["id"] in keys for each in views)


def test_an_own_file_is_cited_without_link_year_author_or_licence() -> None:
    made = look(own(), Selection(date(1945, 1, 1)))
    assert citation.link(made, "") == ""
    assert "http" not in citation.sentence(made, "")
    item = json.loads(citation.csl_json(made, ""))[0]
    assert set(item) == {"id", "type", "title", "version"}
    entry = citation.bibtex(made, "")
    assert "year" not in entry
    assert "{}" not in entry


def test_ris_reads_back_as_pairs_of_tags_and_values() -> None:
    lines = citation.ris(view(), "https://atlas.example").splitlines()
    pairs = dict(re.fullmatch(r"([A-Z][A-Z0-9])  - ?(.*)", line).groups() for line in lines)
    assert next(iter(pairs)) == "TY"
    assert lines[-1] == "ER  - "
    assert pairs["ET"] == GAZETTEER.version
    assert pairs["UR"].startswith("https://atlas.example/")


def test_csl_json_holds_only_what_its_schema_knows() -> None:
    (item,) = json.loads(citation.csl_json(view(), "https://atlas.example"))
    assert set(item) <= {"id", "type", "title", "author", "issued", "version", "URL", "note"}


def test_the_citation_file_names_the_version_and_the_day_of_the_data() -> None:
    named = dict(re.findall(r"^(version|date-released): (.+)$", CITATION_FILE.read_text(), re.M))
    assert named == {"version": GAZETTEER.version, "date-released": str(GAZETTEER.created)}

"""How views, bases and the files of a gazetteer are named and cited."""

import json
from datetime import date

import pytest

from geo import cite
from geo.exports import write
from geo.gazetteer import Gazetteer, load
from geo.importer.columns import recognise
from geo.importer.read import interpret
from geo.importer.sheet import read_sheet
from geo.selection import Selection, from_query
from geo.view import View, look

GAZETTEER = load()
OWN_FILE = (
    "name,latitude,longitude,operator,country,start,end\n"
    "Example Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950\n"
)


def own(name: str = "Bases of the Pacific.csv") -> Gazetteer:
    sheet = read_sheet(OWN_FILE.encode(), name)
    made = interpret(sheet, recognise(sheet.table.columns)).gazetteer
    assert made is not None
    return made


def view(**fields: object) -> View:
    return look(GAZETTEER, Selection(**{"date": date(2005, 6, 1), **fields}))


def test_our_gazetteer_knows_its_day_of_release_and_an_own_file_has_none() -> None:
    assert GAZETTEER.created == date(2026, 11, 24)
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
    link = cite.link(chosen, "https://atlas.example")
    query = {}
    for pair in link.split("?")[1].split("&"):
        key, value = pair.split("=")
        query.setdefault(key, []).append(value)
    assert from_query(query, GAZETTEER) == (chosen.selection, ())
    assert link in cite.sentence(chosen, "https://atlas.example")
    item = json.loads(cite.csl_json(chosen, "https://atlas.example"))[0]
    assert (item["type"], item["URL"], item["version"]) == ("dataset", link, GAZETTEER.version)
    assert item["issued"] == {"date-parts": [[2026, 11, 24]]}
    entry = cite.bibtex(chosen, "https://atlas.example")
    assert entry.startswith("@misc{base-atlas-2005-06-01-kant-")
    assert "  year = {2026}" in entry


def test_a_link_of_another_version_is_told() -> None:
    _, notices = from_query({"v": ["0.9.0"]}, GAZETTEER)
    assert "version 0.9.0" in notices[0]


def test_a_base_cited_in_a_window_names_the_window_and_the_filters() -> None:
    window = (date(2002, 1, 1), date(2003, 6, 30))
    told = cite.title(view(base="kant", window=window, operators=("Russia",)))
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
    keys = {cite.key(each) for each in views}
    assert len(keys) == len(views)
    assert all(json.loads(cite.csl_json(each, ""))[0]["id"] in keys for each in views)


def test_an_own_file_is_cited_without_link_year_author_or_licence() -> None:
    made = look(own(), Selection(date(1945, 1, 1)))
    assert cite.link(made, "") == ""
    assert "http" not in cite.sentence(made, "")
    item = json.loads(cite.csl_json(made, ""))[0]
    assert set(item) == {"id", "type", "title", "version"}
    entry = cite.bibtex(made, "")
    assert "year" not in entry
    assert "{}" not in entry

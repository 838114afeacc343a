"""The description for programs says all that answers hold, and no more, whatever the data."""

from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import geo
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.importer.opening import open_path
from geo.queries.openapi import openapi
from geo.queries.resources import RESOURCES

OURS = load()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """A file of its own, which says nothing about itself."""
    path: Path = tmp_path_factory.mktemp("plain") / "own.csv"
    head = "name,latitude,longitude,operator,country,start,end\n"
    path.write_text(f"{head}Field,12.3,-45.6,Exampleland,Somewhere,1941-12-07,1950\n")
    return open_path(path)


def schema_of(gazetteer: Gazetteer, path: str) -> dict[str, object]:
    answered = openapi(gazetteer)["paths"][path]["get"]["responses"]["200"]
    return dict(answered["content"]["application/json"]["schema"])


@pytest.mark.parametrize("name", RESOURCES)
@pytest.mark.parametrize("whose", ["ours", "plain", "bare"])
def test_an_answer_is_as_described(name: str, whose: str, plain: Gazetteer) -> None:
    bare = replace(OURS, description="", licence="", created=None)
    gazetteer = {"ours": OURS, "plain": plain, "bare": bare}[whose]
    base = gazetteer.bases.index[0]
    question = {"changes": f"with={gazetteer.last}", "distance": f"start={base}"}.get(name, "")
    told = geo.ask(f"{name}?{question}", gazetteer)
    Draft202012Validator(schema_of(gazetteer, f"/{name}")).validate(told)


def test_one_base_is_as_described(plain: Gazetteer) -> None:
    for gazetteer in (OURS, plain):
        validator = Draft202012Validator(schema_of(gazetteer, "/bases/{base_id}"))
        for base in gazetteer.bases.index:
            validator.validate(geo.ask(f"bases/{base}", gazetteer))


def test_every_fact_and_field_says_what_it_means() -> None:
    for path in openapi(OURS)["paths"]:
        described = schema_of(OURS, path)["properties"]
        assert isinstance(described, dict)
        assert all(field.get("description") for field in described.values()), path

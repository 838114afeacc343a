"""A bundle: somebody's file and how it was read, opened again anywhere."""

import contextlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.__main__ import main
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.errors import GazetteerError
from geo.exports import csvw, geojson, html, kml, lpf, package
from geo.gazetteer.model import Gazetteer
from geo.importer import bundle
from geo.importer.bundle import Bundle
from geo.importer.opening import bundle_of, open_path
from geo.importer.reading import AS_FOUND, Reading
from geo.importer.sheet import MAX_BYTES

TEXT = "Nom;Pt;Qui;Quand\nCamp;74.47, 43.06;Русь;03/04/1898\nNowhere;here;X;1900\n"
READING = Reading(
    blank_end="",
    day_first=False,
    columns={"operator": "Qui", "start": "Quand", "latitude": "latitude of Pt"},
    values={"country": "Kyrgyzstan", "name": "Camp"},
    choices={"encoding": "cp1251", "points": "lon-lat", "separator": "semicolon"},
    good_rows=True,
    about={
        "title": "Camps of the Alai",
        "description": "Where they stood.",
        "licence": "CC BY 4.0",
        "citation": "A. Author, Camps of the Alai (2026)",
    },
)
SHORT = 'name,coord,operator,country,start\nCamp,"74.47, 43.06",Russia,Kyrgyzstan,03/04/1898\n'
SHORT_READING = Reading(day_first=False, choices={"points": "lon-lat"}, about=READING.about)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    source, path = tmp_path / "camps.csv", tmp_path / "camps.bundle.zip"
    source.write_text(SHORT)
    path.write_bytes(bundle.pack(bundle_of(source, SHORT_READING)))
    source.unlink()
    return path


def silently(path: Path, reading: Reading = AS_FOUND) -> Gazetteer:
    return open_path(path, reading, tell=lambda _line: None)


def test_what_is_packed_is_unpacked_alike() -> None:
    made = Bundle("файл.csv", TEXT.encode("cp1251"), READING, "0123abcd")
    content = bundle.pack(made)
    assert bundle.is_bundle(content)
    assert bundle.unpack(content, "x.zip") == made
    assert bundle.pack(made) == content


def test_a_bundle_opens_as_its_file_did_with_all_choices_made(packed: Path) -> None:
    made = silently(packed)
    row = made.periods.iloc[0]
    assert (row["latitude"], row["longitude"], row["start"]) == (43.06, 74.47, "1898-03-04")
    assert made.title == "Camps of the Alai"
    assert made.licence == "CC BY 4.0"


def test_a_bundle_has_the_version_of_what_it_was_made_from(packed: Path, tmp_path: Path) -> None:
    source = tmp_path / "again.csv"
    source.write_text(SHORT)
    assert silently(source, SHORT_READING).version == silently(packed).version
    assert bundle.unpack(packed.read_bytes(), "x").version == silently(packed).version
    # Read otherwise, it is another one.
    assert silently(source, Reading(day_first=True)).version != silently(packed).version


def test_the_file_can_be_taken_out_of_a_bundle_by_any_tool(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        assert archive.read("file/camps.csv").decode() == SHORT


def test_what_a_shell_asks_comes_before_what_a_bundle_says(packed: Path) -> None:
    made = silently(packed, Reading(day_first=True, about={"title": "Other"}))
    assert made.periods["start"].tolist() == ["1898-04-03"]
    assert made.title == "Other"


def test_a_shell_makes_a_bundle_and_opens_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "camps.csv", tmp_path / "camps.bundle.zip"
    source.write_text(SHORT)
    asked = ["--points", "lon-lat", "--dates", "month-first", "--title", "Camps of the Alai"]
    assert main(["bundle", str(source), str(out), *asked]) == 0
    assert main(["active", "--on", "1898-03-05", "--data", str(out)]) == 0
    assert "possible  Camp, Kyrgyzstan: Russia" in capsys.readouterr().out


def test_title_licence_description_and_citation_go_into_every_export(packed: Path) -> None:
    view = look(silently(packed), Selection(silently(packed).opening))
    own = ("Camps of the Alai", "Where they stood.", "CC BY 4.0", READING.about["citation"])
    for render in (csvw.render, geojson.render, kml.render, lpf.render, html.render):
        text = render(view)
        for words in own:
            assert words in text, render
    with zipfile.ZipFile(io.BytesIO(package.render(view))) as archive:
        (readme,) = [name for name in archive.namelist() if name.endswith("README.txt")]
        text = archive.read(readme).decode()
    assert "description: Where they stood." in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda made: made.update(baseAtlasBundle=99), "is a bundle of an unknown version"),
        (lambda made: made.update(file="other.csv"), "is damaged"),
        (lambda made: made.pop("reading"), "is damaged"),
        (lambda made: made["reading"].update(blank_end="maybe"), "is damaged"),
        (lambda made: made["reading"].update(columns=7), "is damaged"),
    ],
)
def test_a_damaged_bundle_is_refused_in_one_sentence(change: object, words: str) -> None:
    whole = bundle.pack(Bundle("camps.csv", SHORT.encode(), SHORT_READING))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    described = json.loads(files["bundle.json"])
    change(described)  # type: ignore[operator]
    files["bundle.json"] = json.dumps(described).encode()
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(GazetteerError, match=words) as refused:
        bundle.unpack(broken.getvalue(), "camps.bundle.zip")
    assert len(refused.value.problems) == 1


@pytest.mark.slow
def test_a_bundle_that_unpacks_to_more_than_may_be_read_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        described = {"baseAtlasBundle": 1, "file": "a.csv", "version": "", "reading": {}}
        archive.writestr("bundle.json", json.dumps(described))
        with archive.open("file/a.csv", "w", force_zip64=True) as file:
            for _ in range(MAX_BYTES // 1024 // 1024 + 1):
                file.write(bytes(1024 * 1024))
    assert len(bomb.getvalue()) < 1024 * 1024
    with pytest.raises(GazetteerError, match="is larger than 200 MB"):
        bundle.unpack(bomb.getvalue(), "bomb.zip")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_bundle_or_not(content: bytes) -> None:
    assert not bundle.is_bundle(content)
    whole = bundle.pack(Bundle("a.csv", SHORT.encode(), SHORT_READING))
    cut = whole[: len(whole) - len(content)] + content
    if bundle.is_bundle(cut):
        with contextlib.suppress(GazetteerError):
            bundle.unpack(cut, "x.zip")

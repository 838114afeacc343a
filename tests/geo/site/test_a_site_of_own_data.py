"""A site made from somebody else's spreadsheet, whatever is written in its cells."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from published import Document, broken_links, pages

from geo.__main__ import main
from geo.importer.opening import open_path
from geo.importer.reading import AS_FOUND
from geo.site.archive import site_zip

HOSTILE = "</script><script>alert('1')</script><img src=x onerror=alert(2)>\" onclick='alert(3)"
PLAIN = (
    "name,latitude,longitude,operator,country,start,end\n"
    "Ascension Island,-7.97,-14.39,United Kingdom,Saint Helena,1942,\n"
    "Wideawake,-7.96,-14.4,United States,Saint Helena,1942,2008-05\n"
)


def publish(tmp_path: Path, rows: str, *more: str) -> tuple[Path, dict[str, Document]]:
    data, site = tmp_path / "mine.csv", tmp_path / "site"
    data.write_text(rows, encoding="utf-8")
    assert main(["publish", str(site), "--data", str(data), *more]) == 0
    return site, pages(site)


def test_one_command_makes_a_whole_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, read = publish(tmp_path, PLAIN, "--title", "Islands")
    assert "bases/ascension-island.html" in read
    assert "operators/united-states.html" in read
    assert "Islands" in read["index.html"].text
    assert broken_links(site, read) == []
    assert str(site) in capsys.readouterr().out


def test_the_site_leaves_out_what_the_file_does_not_have(tmp_path: Path) -> None:
    _, read = publish(tmp_path, PLAIN)
    assert not {"article.html", "events.html", "editions.html"} & set(read)
    assert "Events" not in read["bases.html"].text


def test_the_site_is_called_as_its_data(tmp_path: Path) -> None:
    _, read = publish(tmp_path, PLAIN, "--title", "Islands")
    (brand,) = (k for t, k in read["bases.html"].tags if t == "a" and k.get("class") == "brand")
    assert brand["href"] == "index.html"
    assert "Base Atlas" not in read["bases.html"].text


@pytest.fixture
def hostile(tmp_path: Path) -> dict[str, Document]:
    cell = '"' + HOSTILE.replace('"', '""') + '"'
    rows = (
        "name,latitude,longitude,operator,country,start,end,unit,note,sources\n"
        f"{cell},1,2,{cell},{cell},2001,2002,{cell},{cell},javascript:alert(1)\n"
    )
    _, read = publish(tmp_path, rows, "--title", HOSTILE, "--author", HOSTILE)
    return read


def test_cells_become_text_and_nothing_else(hostile: dict[str, Document]) -> None:
    known = {"defer", "src", "type"}
    for at, page in hostile.items():
        if at.startswith("data/"):
            continue
        scripts = [attributes for tag, attributes in page.tags if tag == "script"]
        assert all(set(attributes) <= known for attributes in scripts), at
        assert all("src" in a or a["type"] == "application/ld+json" for a in scripts), at
        assert not [name for _, a in page.tags for name in a if name.startswith("on")], at
        assert not [tag for tag, _ in page.tags if tag == "img"], at
        assert "alert('1')" in page.text, at


def test_no_link_runs_a_script(hostile: dict[str, Document]) -> None:
    links = [link for page in hostile.values() for link in page.links]
    assert [link for link in links if link.lower().startswith(("javascript:", "data:"))] == []


def test_what_machines_read_is_whole(hostile: dict[str, Document]) -> None:
    (base,) = (page for at, page in hostile.items() if at.startswith("bases/"))
    place, *_ = json.loads(base.json)["@graph"]
    assert place["name"] == HOSTILE


def test_hundreds_of_bases_make_a_site(tmp_path: Path) -> None:
    rows = [f"Site {n},{n % 80},{n % 170},A,B,19{n % 90 + 10},2001" for n in range(320)]
    header = "name,latitude,longitude,operator,country,start,end"
    _, read = publish(tmp_path, "\n".join([header, *rows]))
    assert len([at for at in read if at.startswith("bases/")]) == 320


def test_an_address_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(tmp_path / "site"), "--base-url", "atlas"]) == 1
    assert "--base-url is 'atlas'" in capsys.readouterr().err


def test_the_site_as_a_zip_is_whole(tmp_path: Path) -> None:
    data = tmp_path / "mine.csv"
    data.write_text(PLAIN, encoding="utf-8")
    gazetteer = open_path(data, AS_FOUND)
    made = site_zip(gazetteer)
    assert made == site_zip(gazetteer)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        archive.extractall(tmp_path)
    (site,) = (path for path in tmp_path.iterdir() if path.is_dir())
    read = pages(site)
    assert "bases/wideawake.html" in read
    assert broken_links(site, read) == []

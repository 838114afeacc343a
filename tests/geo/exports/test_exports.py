"""Every export, read back by an independent reader and equal to the view."""

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import jsonschema
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from geo.errors import ExportError
from geo.exports import csv, csvw, geojson, html, kml, lpf, package, write
from geo.gazetteer import DATA, Gazetteer, load
from geo.presence import with_bounds
from geo.selection import Selection
from geo.spreadsheet import guarded, unguarded
from geo.view import View, look

GAZETTEER = load()
KML = "{http://www.opengis.net/kml/2.2}"

# The parts of the Linked Places format 1.3 that a reader of it relies on, after its description.
EDGE = {
    "type": "object",
    "properties": {k: {"type": "string"} for k in ("in", "earliest", "latest")},
    "minProperties": 1,
    "additionalProperties": False,
}
SPAN = {
    "type": "object",
    "properties": {"start": EDGE, "end": EDGE},
    "required": ["start"],
    "additionalProperties": False,
}
CERTAINTY = {"enum": ["certain", "less-certain", "uncertain"]}
WHEN = {
    "type": "object",
    "properties": {
        "timespans": {"type": "array", "items": SPAN, "minItems": 1},
        "certainty": CERTAINTY,
    },
    "required": ["timespans"],
}
LPF = {
    "type": "object",
    "required": ["type", "@context", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@id", "type", "properties", "when", "names", "types", "geometry"],
                "properties": {
                    "@id": {"type": "string", "format": "uri"},
                    "type": {"const": "Feature"},
                    "properties": {
                        "type": "object",
                        "required": ["title"],
                        "properties": {
                            "ccodes": {"type": "array", "items": {"pattern": "^[A-Z]{2}$"}}
                        },
                    },
                    "when": WHEN,
                    "names": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "object", "required": ["toponym"]},
                    },
                    "types": {
                        "type": "array",
                        "items": {"type": "object", "required": ["identifier", "label"]},
                    },
                    "geometry": {"type": "object", "required": ["type", "coordinates"]},
                    "links": {
                        "type": "array",
                        "items": {"type": "object", "required": ["type", "identifier"]},
                    },
                },
            },
        },
    },
}


@pytest.fixture
def view() -> View:
    return look(GAZETTEER, Selection(date(2005, 6, 1)))


def test_csv_reads_back_as_the_rows_of_the_view(view: View) -> None:
    read = pd.read_csv(io.StringIO(csv.render(view)), dtype=str, keep_default_na=False)
    ours = pd.read_csv(DATA / "bases.csv", dtype=str, keep_default_na=False)
    expected = ours[ours["period_id"].isin(view.present["period_id"])].reset_index(drop=True)
    numbers = ["latitude", "longitude", "coordinate_uncertainty_m"]
    assert read.map(unguarded).drop(columns=numbers).equals(expected.drop(columns=numbers))
    assert read[numbers].astype(float).equals(expected[numbers].astype(float))


def test_the_csv_is_described_beside_it_for_programs(view: View, tmp_path: Path) -> None:
    told = json.loads(csvw.render(view, "https://atlas.example"))
    assert told["url"] == "base-atlas-2005-06-01.csv"
    assert write.file_name(view, "csvw") == f"{told['url']}-metadata.json"
    assert told["dc:license"] == "CC BY 4.0"
    assert "https://atlas.example/?date=2005-06-01" in told["dc:bibliographicCitation"]
    assert told["dc:description"].startswith("1 June 2005: 13 held.")
    columns = told["tableSchema"]["columns"]
    read = pd.read_csv(io.StringIO(csv.render(view)), dtype=str, keep_default_na=False)
    assert [column["name"] for column in columns] == list(read.columns)
    for column in columns:
        assert all(fits(cell, column) for cell in read[column["name"]].map(unguarded)), column


def fits(cell: str, column: dict[str, Any]) -> bool:
    """Whether a cell is what its column's description says; cells are those of a CSVW reader."""
    kind = column["datatype"] if isinstance(column["datatype"], dict) else {}
    if cell == "":
        return not column["required"]
    if "minimum" in kind:
        return kind["minimum"] <= float(cell) <= kind["maximum"]
    if kind.get("base") == "boolean":
        return cell in kind["format"].split("|")
    return "format" not in kind or re.fullmatch(kind["format"], cell) is not None


def test_the_command_writes_the_description_beside_the_csv(tmp_path: Path) -> None:
    told = export("--format", "csv", "--on", "2005-06-01", str(tmp_path / "mine.csv"))
    assert told.returncode == 0, told.stderr
    described = json.loads((tmp_path / "mine.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["url"] == "mine.csv"
    assert export("--format", "csv", "/dev/stdout").stdout.startswith("period_id,")


@given(st.text())
def test_a_guarded_cell_never_runs_and_always_comes_back(cell: str) -> None:
    safe = guarded(cell)
    assert unguarded(safe) == cell
    if safe[:1] in "=+-@\t\r" and safe:
        assert float(safe) is not None


def test_a_western_longitude_stays_a_number() -> None:
    assert guarded("-71.5") == "-71.5"
    assert guarded("-cmd") == "'-cmd"


def test_geojson_reads_back_with_times(view: View, tmp_path: Path) -> None:
    path = tmp_path / "view.geojson"
    path.write_text(geojson.render(view), encoding="utf-8")
    read = geopandas.read_file(path)
    assert list(read["period_id"]) == list(view.present["period_id"])
    assert read.crs.to_epsg() == 4326
    assert (read.geometry.y.round(4) == view.present["latitude"].to_numpy().round(4)).all()
    starts, ends = (pd.to_datetime(read[column]) for column in ("start", "end"))
    assert ((starts <= "2005-06-01") & (ends >= "2005-06-01")).all()
    about = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert about["selection"] == "1 June 2005"
    assert about["version"] == GAZETTEER.version


def test_kml_reads_back_with_time_spans(view: View, tmp_path: Path) -> None:
    path = tmp_path / "view.kml"
    path.write_text(kml.render(view), encoding="utf-8")
    read = geopandas.read_file(path)
    assert sorted(read["Name"]) == sorted(view.present["name"])
    spans = ElementTree.fromstring(path.read_text(encoding="utf-8")).iter(f"{KML}TimeSpan")
    assert len(list(spans)) == len(view.present)


def dated(start: str, end: str) -> View:
    """The view of one period with dates of its own, in a gazetteer of 2001 to 2021."""
    row = GAZETTEER.periods.iloc[:1].assign(start=start, end=end)
    periods = with_bounds(row).reset_index(drop=True)
    return look(replace(GAZETTEER, periods=periods), Selection(date(2005, 6, 1)))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("1991-12-25", "..", ("1991-12-25", "2021-12-31")),
        ("1991", "2030-05", ("1991-01-01", "2030-05-31")),
        ("..", "2006", ("2001-01-01", "2006-12-31")),
        ("", "2006", ("2001-01-01", "2006-12-31")),
        ("2004~", "", ("2003-01-01", "2021-12-31")),
    ],
)
def test_only_an_open_or_unknown_edge_is_that_of_the_range(
    start: str, end: str, days: tuple[str, str]
) -> None:
    view = dated(start, end)
    made = json.loads(geojson.render(view))
    properties = made["features"][0]["properties"]
    assert (properties["start"], properties["end"]) == days
    assert (properties["start_edtf"], properties["end_edtf"]) == (start, end)
    document = ElementTree.fromstring(kml.render(view))
    found = {e.tag.split("}")[1]: e.text for e in document.iter() if e.text}
    assert (found["begin"], found["end"]) == days
    data = {e.get("name"): "".join(e.itertext()).strip() for e in document.iter(f"{KML}Data")}
    assert data == {"start_edtf": start, "end_edtf": end}
    for told in (made["metadata"]["times"], "".join(document.itertext())):
        assert "successor begins on its last day" in told


ADDRESS = "https://atlas.example"


@pytest.mark.parametrize("kind", [kind for kind in write.FORMATS if kind != "csv"])
def test_every_export_says_what_it_is_and_how_to_cite_it(kind: str) -> None:
    view = look(GAZETTEER, Selection(date(2005, 6, 1), countries=("Kyrgyzstan",), base="kant"))
    told = words_of(write.content(view, kind, ADDRESS), kind)
    link = f"{ADDRESS}/?date=2005-06-01&country=Kyrgyzstan&v={GAZETTEER.version}"
    for words in ("1 June 2005 · Kyrgyzstan", f"version {GAZETTEER.version}", "CC BY 4.0", link):
        assert words in told
    assert ADDRESS not in words_of(write.content(view, kind), kind)


def words_of(made: bytes, kind: str) -> str:
    """What a reader or a program finds in an export, its escapes resolved."""
    if kind == "png":
        return " ".join(str(value) for value in Image.open(io.BytesIO(made)).info.values())
    if kind == "zip":
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            return archive.read("base-atlas/README.txt").decode()
    text = made.decode()
    if kind in ("geojson", "lpf", "csvw"):
        return json.dumps(json.loads(text), ensure_ascii=False)
    if kind == "html":
        return unescape(text.split("</main>")[1])  # the foot, which a reader sees
    return unescape("".join(ElementTree.fromstring(text).itertext()))


@pytest.mark.parametrize("kind", list(write.FORMATS))
def test_no_export_shows_a_blank_where_a_licence_is_missing(kind: str) -> None:
    bare = replace(GAZETTEER, licence="", author="", created=None, title="Bare")
    made = write.content(look(bare, Selection(date(2005, 6, 1))), kind)
    if kind not in ("zip", "html"):
        told = words_of(made, kind) if kind != "csv" else made.decode()
        assert "()" not in told
        assert "licence" not in told
    else:
        assert "licence: " not in words_of(made, kind)


def test_linked_places_follow_their_format(view: View) -> None:
    places = json.loads(lpf.render(view))
    jsonschema.validate(places, LPF)
    by_name = {f["properties"]["title"]: f for f in places["features"]}
    assert len(by_name) == view.present["base_id"].nunique()
    k2 = by_name[GAZETTEER.bases.at["karshi-khanabad", "name"]]
    assert k2["when"] == {
        "timespans": [
            {
                "start": {"earliest": "2001-10-04", "latest": "2001-10-06"},
                "end": {"in": "2005-07-29"},
            }
        ],
        "certainty": "less-certain",
    }
    assert any(name["toponym"] == "Qarshi Xonobod" for name in k2["names"])


def test_the_package_holds_the_data_and_says_how_to_cite_it(view: View, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(package.render(view))) as archive:
        archive.extractall(tmp_path)
    again = load(tmp_path / "base-atlas")
    assert again.periods["period_id"].equals(GAZETTEER.periods["period_id"])
    assert f"version {GAZETTEER.version}" in (tmp_path / "base-atlas" / "README.txt").read_text(
        encoding="utf-8"
    )


def test_the_picture_is_good_enough_to_print(view: View) -> None:
    picture = Image.open(io.BytesIO(write.content(view, "png")))
    assert min(picture.size) >= 1800
    assert picture.info["dpi"][0] == pytest.approx(300, abs=1)


def test_the_svg_holds_text_as_text_and_is_the_same_each_time(view: View) -> None:
    made = write.content(view, "svg")
    assert made == write.content(view, "svg")
    texts = "".join(ElementTree.fromstring(made.decode()).itertext())
    for words in ("1 June 2005: 13 bases held", "Termez", f"version {GAZETTEER.version}", "200 km"):
        assert words in texts


def test_two_dates_stand_side_by_side(view: View) -> None:
    texts = "".join(
        ElementTree.fromstring(write.two_dates(view, date(2014, 7, 1), "svg")).itertext()
    )
    assert "1 June 2005: 13 bases held" in texts
    assert "1 July 2014: 11 bases held" in texts


def test_the_html_file_is_small_and_forbids_any_network(view: View) -> None:
    made = html.render(view)
    assert len(made.encode()) <= 1_000_000
    policy = made.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


PAYLOADS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    '=HYPERLINK("http://evil")',
    "]]><svg onload=alert(1)>",
    "$\\input{x}$",
)


def poisoned(payload: str) -> Gazetteer:
    periods, bases, sources = (
        GAZETTEER.periods.copy(),
        GAZETTEER.bases.copy(),
        GAZETTEER.sources.copy(),
    )
    for column in ("name", "local_names", "unit", "note", "operator", "kind"):
        periods[column] = payload
    for column in ("name", "local_names", "kind"):
        bases[column] = payload
    for column in ("title", "publisher", "date"):
        sources[column] = payload
    return replace(GAZETTEER, periods=periods, bases=bases, sources=sources, title=payload)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", ["html", "kml", "svg", "csv", "geojson", "lpf"])
def test_no_text_of_the_data_becomes_code_in_an_export(payload: str, kind: str) -> None:
    made = write.content(look(poisoned(payload), Selection(date(2005, 6, 1))), kind).decode()
    if kind == "html":
        assert made.count("<script") == 2
        assert "<img" not in made
        assert "<svg onload" not in made
    elif kind in ("kml", "svg"):
        names = {element.tag.split("}")[-1] for element in ElementTree.fromstring(made).iter()}
        assert not names & {"script", "img"}
    elif kind == "csv":
        cells = pd.read_csv(io.StringIO(made), dtype=str, keep_default_na=False)
        assert not cells["name"].str.startswith("=").any()
    else:
        assert json.loads(made)["features"]


def export(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geo", "export", *arguments],
        capture_output=True,
        text=True,
        cwd=DATA.parent,
    )


@pytest.mark.parametrize("kind", list(write.FORMATS))
def test_the_command_writes_every_format(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    told = export("--format", kind, "--on", "2005-06-01", str(out))
    assert told.returncode == 0, told.stderr
    assert out.stat().st_size > 1000


def test_a_file_that_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    told = export("--format", "csv", str(tmp_path / "missing" / "out.csv"))
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "could not be written" in told.stderr


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64));"
        "from pathlib import Path; from geo.exports.write import write;"
        f"write(b'x' * 100000, Path({str(out)!r}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=DATA.parent, capture_output=True, text=True
    )
    assert ExportError.__name__ in told.stderr
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]

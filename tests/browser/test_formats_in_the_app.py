"""Each format that people have, in a real browser: opened, corrected, and exported again."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import xlwt
from playwright.sync_api import Page, expect

from geo.importer.columns import REQUIRED
from own_data import OwnData
from support.server import Server

RECORDS = [
    ("Кант", 42.85, 74.85, "Russia", "Kyrgyzstan", "2003-10-23", "2015"),
    ("Manas", 43.06, 74.48, "United States", "Kyrgyzstan", "2001-12-16", "2014-06-03"),
]
# No program knows whose column this is: a reader has to say it.
FRAME = pd.DataFrame(RECORDS, columns=list(REQUIRED)).rename(columns={"operator": "Whose"})


def features() -> geopandas.GeoDataFrame:
    places = geopandas.points_from_xy(FRAME["longitude"], FRAME["latitude"])
    return geopandas.GeoDataFrame(
        FRAME.drop(columns=["latitude", "longitude"]), geometry=places, crs=4326
    )


def old_workbook(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bases")
    for r, row in enumerate([FRAME.columns, *FRAME.itertuples(index=False)]):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    book.save(str(path))


def shapefile(path: Path) -> None:
    features().to_file(path.with_name("bases.shp"), encoding="UTF-8")
    with zipfile.ZipFile(path, "w") as packed:
        for part in path.parent.glob("bases.*"):
            packed.write(part, part.name)


def kml(path: Path) -> None:
    frame = features().rename(columns={"start": "since", "end": "until"})
    frame.to_file(path, driver="LIBKML")


MAKE: dict[str, Callable[[Path], object]] = {
    "csv": lambda path: FRAME.to_csv(path, index=False),
    "tsv": lambda path: FRAME.to_csv(path, index=False, sep="\t"),
    "xlsx": lambda path: FRAME.to_excel(path, index=False),
    "xls": old_workbook,
    "ods": lambda path: FRAME.to_excel(path, index=False),
    "json": lambda path: FRAME.to_json(path, orient="records", force_ascii=False),
    "jsonl": lambda path: FRAME.to_json(path, orient="records", lines=True),
    "parquet": lambda path: FRAME.to_parquet(path),
    "geoparquet": lambda path: features().to_parquet(path),
    "geojson": lambda path: features().to_file(path, driver="GeoJSON"),
    "gpkg": lambda path: features().to_file(path, layer="bases"),
    "zip": shapefile,
    "kml": kml,
}
# Where screenshots go, if anywhere.
LOOKS = os.environ.get("LOOKS", "")


@pytest.mark.parametrize("kind", list(MAKE))
def test_a_file_of_each_format_is_opened_corrected_and_exported_again(
    kind: str, page: Page, server: Server, tmp_path: Path
) -> None:
    path = tmp_path / f"own.{kind}"
    MAKE[kind](path)
    own = OwnData(page, server.url)
    own.upload(path.name, path.read_bytes())
    # The operator is asked for, not guessed.
    expect(page.get_by_text("Choose the column for operator.")).to_be_visible(timeout=30_000)
    page.get_by_role("combobox", name="Operator").last.click()
    page.get_by_role("option", name="Whose").click()
    own.read()
    expect(page.get_by_text("2 rows can be used.")).to_be_visible()
    if LOOKS:
        page.screenshot(path=f"{LOOKS}/{kind}-read.png", full_page=True)
    atlas = own.open()
    atlas.go_to("2005-06-01")
    assert list(atlas.states().values()) == ["certain", "certain"]
    if LOOKS:
        page.wait_for_timeout(1_000)
        page.screenshot(path=f"{LOOKS}/{kind}-map.png")
    page.get_by_role("link", name="Download", exact=True).click()
    button = page.locator(".st-key-download_geojson").get_by_role("button")
    button.wait_for(timeout=30_000)
    with page.expect_download(timeout=30_000) as download:
        button.click()
    made = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    found = {
        (
            feature["properties"]["name"],
            *reversed(feature["geometry"]["coordinates"]),
            *(feature["properties"][k] for k in ("operator", "country", "start_edtf", "end_edtf")),
        )
        for feature in made["features"]
    }
    assert found == set(RECORDS)

"""How a site is written: only what changed, all of it or nothing, and no file of others."""

import shutil
from pathlib import Path

import pytest
from published import contents

from geo.errors import ExportError
from geo.gazetteer.load import load
from geo.paths import DATA
from geo.site import build, writer
from geo.site.build import Part
from geo.site.model import File, text


def part(*files: File, folder: str = "", key: str = "") -> Part:
    return Part(folder, key, lambda: list(files))


def broken() -> bytes:
    raise RuntimeError("The power has gone.")


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    files = (text("index.html", "a"), text("bases/kant.html", "b"))
    first = writer.publish([part(*files)], tmp_path)
    assert set(first.written) == {"index.html", "bases/kant.html"}
    assert writer.publish([part(*files)], tmp_path).written == ()


def test_what_is_gone_is_removed_with_its_folder(tmp_path: Path) -> None:
    writer.publish([part(text("index.html", "a"), text("bases/kant.html", "b"))], tmp_path)
    done = writer.publish([part(text("index.html", "a"))], tmp_path)
    assert done.removed == ("bases/kant.html",)
    assert set(contents(tmp_path)) == {"index.html", writer.MANIFEST}
    assert not (tmp_path / "bases").exists()


def test_a_run_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    writer.publish([part(text("index.html", "old"), text("a.html", "old"))], tmp_path)
    before = contents(tmp_path)
    with pytest.raises(RuntimeError):
        writer.publish([part(text("index.html", "new"), File("a.html", broken))], tmp_path)
    kept = {path: made for path, made in contents(tmp_path).items() if writer.STAGING not in path}
    assert kept == before


def test_the_run_after_one_that_failed_writes_the_whole_site(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        writer.publish([part(text("index.html", "new"), File("a.html", broken))], tmp_path)
    writer.publish([part(text("index.html", "new"), text("a.html", "new"))], tmp_path)
    assert set(contents(tmp_path)) == {"index.html", "a.html", writer.MANIFEST}


def test_a_run_that_was_ended_among_its_last_moves_is_finished_by_the_next(tmp_path: Path) -> None:
    writer.publish([part(text("index.html", "old"), text("gone.html", "old"))], tmp_path)
    other = tmp_path / "other"
    writer.publish([part(text("index.html", "new"), text("a.html", "new"))], other)
    ready = tmp_path / writer.READY
    other.rename(ready)
    (ready / writer.GONE).write_text("gone.html\n")
    (ready / "a.html").replace(tmp_path / "a.html")
    writer.publish([part(text("index.html", "new"), text("a.html", "new"))], tmp_path)
    assert set(contents(tmp_path)) == {"index.html", "a.html", writer.MANIFEST}
    assert (tmp_path / "index.html").read_text() == "new"


def test_files_of_others_stay_and_are_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "CNAME").write_text("atlas.example.org")
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(ExportError, match=r"index\.html is there already"):
        writer.publish([part(text("index.html", "new"))], tmp_path)
    (tmp_path / "index.html").unlink()
    writer.publish([part(text("index.html", "new"))], tmp_path)
    assert (tmp_path / "CNAME").read_text() == "atlas.example.org"


def test_a_file_that_was_changed_by_hand_is_written_again(tmp_path: Path) -> None:
    files = (File("card.png", lambda: b"picture", key="of these data"), text("index.html", "a"))
    writer.publish([part(*files)], tmp_path)
    (tmp_path / "card.png").write_bytes(b"other")
    assert writer.publish([part(*files)], tmp_path).written == ("card.png",)


def test_what_takes_long_is_made_only_where_its_key_is_another(tmp_path: Path) -> None:
    writer.publish([part(File("card.png", lambda: b"picture", key="1"))], tmp_path)
    assert writer.publish([part(File("card.png", broken, key="1"))], tmp_path).written == ()
    with pytest.raises(RuntimeError):
        writer.publish([part(File("card.png", broken, key="2"))], tmp_path)


def test_an_edition_that_no_part_names_any_more_stays(tmp_path: Path) -> None:
    one = part(text("v/1/index.html", "one"), folder="v/1/", key="1")
    writer.publish([part(text("index.html", "one")), one], tmp_path)
    two = part(text("v/2/index.html", "two"), folder="v/2/", key="2")
    done = writer.publish([part(text("index.html", "two")), two], tmp_path)
    assert done.removed == ()
    assert (tmp_path / "v" / "1" / "index.html").read_text() == "one"


def test_an_edition_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    writer.publish([part(text("v/1/index.html", "one"), folder="v/1/", key="1")], tmp_path)
    again = part(File("v/1/index.html", broken), folder="v/1/", key="1")
    assert writer.publish([again], tmp_path).written == ()


def test_a_changed_row_rewrites_only_what_shows_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("editions", "*.geojson"))
    site = tmp_path / "site"
    writer.publish(build.parts(load(data), cards=False), site)
    bases = data / "bases.csv"
    rows = bases.read_text(encoding="utf-8")
    note = "A flying school moved here from Odessa during the war."
    assert rows.count(note) == 1
    bases.write_text(rows.replace(note, "A school for pilots."), encoding="utf-8")
    done = writer.publish(build.parts(load(data), cards=False), site)
    pages = {path for path in done.written if path.endswith(".html")}
    edition = f"v/{load().version}/"
    # The map and the page of two dates name the file of the data, which has another name now.
    expected = {"index.html", "compare.html", "bases/kant.html", "data/base-atlas.html"}
    assert pages == expected | {edition + path for path in expected}

"""Whatever can be the date of a period is written by every export and shown on every page."""

from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.exports import write
from geo.gazetteer.model import Gazetteer
from geo.importer.columns import REQUIRED, recognise
from geo.importer.formats import read_sheet
from geo.importer.read import interpret
from geo.time import dates
from geo.time.calendar import parse_day
from tools import edtf_table
from ui import gazetteers

ROOT = Path(__file__).parents[3]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


@cache
def gazetteer() -> Gazetteer:
    """A base for each of some texts of every kind, each its start, the next one's its end."""
    starts = [text for text in edtf_table.texts(seed=7, of_each=4) if dates.is_date(text)]
    ends = [*starts[1:], ".."]
    rows = [
        f'Base {k},{k % 80},{k % 170},{owner},Somewhere,"{start}","{end}"'
        for k, (start, end, owner) in enumerate(zip(starts, ends, cycle("AB"), strict=False))
        if end == ".." or dates.bounds(start)[0] <= dates.bounds(end)[1]
    ]
    assert len(rows) > 20
    sheet = read_sheet("\n".join([",".join(REQUIRED), *rows]).encode(), "every-date.csv")
    imported = interpret(sheet, recognise(sheet.table.columns))
    assert imported.problems == ()
    assert imported.gazetteer is not None
    return imported.gazetteer


def look_on(day: str) -> View:
    return look(gazetteer(), Selection(parse_day(day)))


@pytest.mark.parametrize("kind", list(write.FORMATS))
@pytest.mark.parametrize("day", ["-0043-03-15", "1950-01-01", "+12000-01-01"])
@pytest.mark.slow
def test_every_export_writes_every_date(kind: str, day: str) -> None:
    assert write.content(look_on(day), kind)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_every_date(page: str) -> None:
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    app.session_state[gazetteers.OWN] = gazetteer()
    app.query_params["date"] = "-0043-03-15"
    app.run()
    assert not app.exception
    assert app.title
